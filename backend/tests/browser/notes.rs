//! A note, by keyboard: from the person's page to theirs, and struck through again.

use crate::stage::{Person, Stage, play};
use Person::{Candidate, Coordinator, Manager};
use serde_json::json;

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn a_note_is_written_reaches_whom_it_is_for_and_is_struck_through() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.seat(Coordinator).await;
        stage.open_person(&walker).await;
        let address = format!("/journeys/{}/notes", walker.id);
        browser.activate(&format!("a[href='{address}']")).await;
        title_becomes(stage, "Notes").await;
        browser.inspect("notes, none yet").await;

        browser.expects("status of 422");
        browser
            .write("#text", "Bring your reading glasses on Monday.")
            .await;
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "Error: Notes").await;
        browser.inspect("notes, for nobody").await;
        browser.fill_all(&json!({ "visibility": "person" })).await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        let kept = browser.text("#notes").await;
        assert!(
            kept.contains("reading glasses") && kept.contains("and the person themself"),
            "{kept}"
        );
        browser.inspect("notes, one written").await;

        stage.seat(Candidate).await;
        stage.open("/my").await;
        let theirs = browser.text("main").await;
        assert!(theirs.contains("reading glasses"), "{theirs}");
        browser.inspect("candidate with a note").await;

        stage.seat(Manager).await;
        stage.open(&address).await;
        let theirs = browser.text("#notes").await;
        assert!(
            theirs.contains("reading glasses") && !theirs.contains("Strike through"),
            "{theirs}"
        );

        stage.seat(Coordinator).await;
        stage.open(&address).await;
        browser.activate("#notes a[href$='/strike']").await;
        title_becomes(stage, "Strike a note through").await;
        browser.inspect("notes, the question").await;
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "Notes").await;
        let struck = browser.text("#notes").await;
        assert!(
            struck
                .to_lowercase()
                .contains("struck through by cora of riverside"),
            "{struck}"
        );
        browser.inspect("notes, one struck through").await;

        stage.seat(Candidate).await;
        stage.open("/my").await;
        let theirs = browser.text("main").await;
        assert!(!theirs.contains("reading glasses"), "{theirs}");
    })
    .await;
}
