//! Importing a file of drafts: by keyboard, from choosing it to what came of it.

use crate::stage::{Person, Stage, play};
use Person::Coordinator;
use std::path::PathBuf;
use thirtyfour::Key;

const HEADING: &str =
    "external_ref,given_name,family_name,date_of_birth,language,benefit,employment_status";

/// A file on this machine, which ends with the value.
struct OnDisk(PathBuf);

impl OnDisk {
    fn of(rows: &[String]) -> Self {
        let name = format!("foothold-drafts-{}.csv", uuid::Uuid::now_v7());
        let path = std::env::temp_dir().join(name);
        let file = format!("{HEADING}\r\n{}\r\n", rows.join("\r\n"));
        std::fs::write(&path, file).expect("a file");
        Self(path)
    }
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).ok();
    }
}

fn row(at: usize) -> String {
    format!("JC-{at},Nadia,Rahman{at},1998-03-14,en,jobseekers_allowance,unemployed")
}

async fn send(stage: &Stage, file: &OnDisk) {
    let browser = &stage.browser;
    browser.doing("sending a file");
    for list in ["#organisation_id", "#programme_id"] {
        browser.tab_to(list).await;
        browser.press(Key::Down).await;
    }
    browser
        .choose_file("#file", &file.0.display().to_string())
        .await;
    browser.activate("main button[type=submit]").await;
}

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn a_file_is_tried_confirmed_and_imported_by_keyboard() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/referrals/import").await;
        title_becomes(stage, "Import referrals from a file").await;
        browser.inspect("import").await;

        browser.expects("status of 422");
        browser.activate("main button[type=submit]").await;
        title_becomes(stage, "Error: Import referrals from a file").await;
        let said = browser.text(".nhsuk-error-summary").await;
        assert!(said.contains("Choose the Jobcentre"), "{said}");
        browser.inspect("import, nothing chosen").await;

        let short = "JC-x,short".to_owned();
        let rows: Vec<_> = (0..3).map(row).chain([short]).collect();
        let file = OnDisk::of(&rows);
        send(stage, &file).await;
        title_becomes(stage, "Check the file before you import it").await;
        let refused = browser.text("#refused").await;
        assert!(refused.contains("This row has 2 cells"), "{refused}");
        browser.inspect("import, preview").await;
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "The file is imported").await;
        let said = browser.text("main").await;
        assert!(said.contains("3 drafts saved"), "{said}");
        browser.inspect("import, done").await;
    })
    .await;
}
