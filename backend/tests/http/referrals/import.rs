//! The pages on which staff import a file of drafts: it is tried, looked at, confirmed, and what was refused comes back to be mended.

use crate::journeys::world::World;
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::platform::database::{
    DatabaseResult,
    schema::{journeys, referral_imports, referrals},
};
use diesel::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const HEADING: &str =
    "external_ref,given_name,family_name,date_of_birth,language,phone,benefit,employment_status";

fn row(reference: &str, family_name: &str) -> String {
    format!("{reference},Nadia,{family_name},1998-03-14,en,,jobseekers_allowance,unemployed")
}

/// The rows of [`row`] as a spreadsheet saves them: a date is a date.
fn workbook(many: u32, family_name: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let born = ExcelDateTime::from_ymd(1998, 3, 14).expect("a day");
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, heading) in (0..).zip(HEADING.split(',')) {
        sheet.write(0, column, heading).expect("a heading");
    }
    for at in 0..many {
        let line = row(&format!("JC-{at}"), &format!("{family_name}{at}"));
        for (column, cell) in (0..).zip(line.split(',')) {
            match (column, cell) {
                (3, _) => sheet.write_with_format(at + 1, column, &born, &day),
                (_, "") => continue,
                (_, cell) => sheet.write(at + 1, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Sends a form with a file, as a browser does.
pub async fn upload(
    client: &Client,
    (jobcentre, programme): (&str, &str),
    file: impl AsRef<[u8]>,
) -> Reply {
    let head =
        |of: &str| format!("--edge\r\nContent-Disposition: form-data; {of}\r\n\r\n").into_bytes();
    let body = [
        head("name=\"organisation_id\""),
        jobcentre.as_bytes().to_vec(),
        b"\r\n".to_vec(),
        head("name=\"programme_id\""),
        programme.as_bytes().to_vec(),
        b"\r\n".to_vec(),
        head("name=\"file\"; filename=\"drafts\""),
        file.as_ref().to_vec(),
        b"\r\n--edge--\r\n".to_vec(),
    ];
    client
        .request(Method::POST, "/referrals/import")
        .raw("multipart/form-data; boundary=edge", body.concat())
        .send()
        .await
}

async fn tried(world: &World, staff: &Client, file: impl AsRef<[u8]>) -> (String, Reply) {
    let jobcentre = world.app.trust.jobcentre.id.to_string();
    let sent = upload(staff, (&jobcentre, &world.programme), file)
        .await
        .expect(303);
    let address = sent.header("location").to_owned();
    let page = done(staff, &address).await;
    (address, page)
}

/// The page, once the last row is done: until then it loads itself again.
async fn done(client: &Client, address: &str) -> Reply {
    for _ in 0..600 {
        let page = client.get(address).await.expect(200);
        if page.header("refresh").is_empty() {
            return page;
        }
        assert!(
            page.text.contains("<progress") && page.text.contains("rows are done"),
            "{}",
            page.text
        );
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the import did not end");
}

/// How many referrals, journeys and imports there are.
async fn counts(world: &World) -> (i64, i64, i64) {
    let database = &world.app.platform.database;
    let counted = database.read(|db| -> DatabaseResult<_> {
        Ok((
            referrals::table.count().get_result(db)?,
            journeys::table.count().get_result(db)?,
            referral_imports::table.count().get_result(db)?,
        ))
    });
    counted.await.expect("counts")
}

on_both_databases! {
    async fn a_file_is_tried_then_confirmed_and_becomes_drafts(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let form = staff.get("/referrals/import").await.expect(200);
        assert!(form.text.contains("enctype=\"multipart/form-data\"") && form.text.contains(&world.programme), "{}", form.text);
        let rows: Vec<String> = (0..130).map(|at| row(&format!("JC-{at}"), &format!("Rahman{at}"))).collect();
        let file = format!("\u{FEFF}{HEADING}\r\n{}\r\n", rows.join("\r\n"));
        let (address, preview) = tried(&world, &staff, &file).await;
        assert!(preview.text.contains("Import 130 drafts"), "{}", preview.text);
        assert_eq!(counts(&world).await, (0, 0, 1), "nothing is written yet");
        for _ in 0..2 {
            let confirmed = staff.form(&format!("{address}/confirm"), &[]).await.expect(303);
            assert_eq!(confirmed.header("location"), address);
        }
        let result = done(&staff, &address).await;
        assert!(result.text.contains("130 drafts saved") && !result.text.contains("/confirm"), "{}", result.text);
        assert_eq!(counts(&world).await, (130, 0, 1), "drafts, which the Jobcentre confirms (L2)");
        let again = staff.form(&format!("{address}/confirm"), &[]).await.expect(303);
        assert_eq!(again.header("location"), address);
        done(&staff, &address).await;
        let (_, known) = tried(&world, &staff, &file).await;
        assert!(known.text.contains("No row can be taken"), "the same file is known: {}", known.text);
        assert_eq!(counts(&world).await.0, 130);
    }

    async fn a_workbook_is_read_as_the_same_rows_in_csv_are(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (address, preview) = tried(&world, &staff, workbook(130, "Rahman")).await;
        assert!(preview.text.contains("Import 130 drafts"), "{}", preview.text);
        staff.form(&format!("{address}/confirm"), &[]).await.expect(303);
        done(&staff, &address).await;
        assert_eq!(counts(&world).await, (130, 0, 1));
        let rows: Vec<String> = (0..130).map(|at| row(&format!("JC-{at}"), &format!("Rahman{at}"))).collect();
        let (_, known) = tried(&world, &staff, format!("{HEADING}\n{}", rows.join("\n"))).await;
        assert!(known.text.contains("No row can be taken"), "the same people: {}", known.text);
    }

    async fn a_workbook_that_cannot_be_read_says_why_and_nothing_is_kept(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let jobcentre = world.app.trust.jobcentre.id.to_string();
        let whole = workbook(250, "Rahman");
        let long = workbook(250, &"x".repeat(5_000));
        for (file, words) in [
            (&whole[..whole.len() / 2], "Save it as .xlsx, or as CSV UTF-8"),
            (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "workbook of an old kind, or it has a password"),
            (&long, "Row 1: A cell of this row is longer than"),
        ] {
            let page = upload(&staff, (&jobcentre, &world.programme), file).await.expect(422);
            assert!(page.text.contains(words) && page.text.contains("<title>Error: "), "{words}: {}", page.text);
        }
        let large = [b"PK\x03\x04".to_vec(), vec![0; 10 * 1024 * 1024]].concat();
        let page = upload(&staff, (&jobcentre, &world.programme), large).await.expect(422);
        assert!(page.text.contains("A workbook has at most"), "{}", page.text);
        assert_eq!(counts(&world).await, (0, 0, 0));
    }

    async fn what_is_refused_comes_back_to_be_mended_and_sent_again(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let wrong = "JC-2,=cmd|'/c calc'!A1,Okoro,1998-02-31,en,+44 7700 900123,jobseekers_allowance,unemployed";
        let file = format!("{HEADING}\n{}\n{wrong}\nJC-3,short\n", row("JC-1", "Rahman"));
        let (address, preview) = tried(&world, &staff, &file).await;
        assert!(preview.text.contains("Import 1 draft<") && preview.text.contains("date_of_birth"), "{}", preview.text);
        assert!(preview.text.contains("This row has 2 cells, and the heading 8."), "{}", preview.text);
        let refused = staff.get(&format!("{address}/refused.csv")).await.expect(200);
        assert!(refused.header("content-disposition").contains("refused-referrals.csv"));
        assert!(refused.text.contains("\"'=cmd|'/c calc'!A1\""), "{}", refused.text);
        assert!(refused.text.contains("\"'+44 7700 900123\"") && refused.text.contains("\"JC-3\",\"short\""), "{}", refused.text);
        let lines: Vec<&str> = refused.text.lines().collect();
        assert_eq!(lines.len(), 3, "the heading and the two: {}", refused.text);
        let mended = [lines[0], &lines[1].replace("'=cmd|'/c calc'!A1", "Chidi").replace("1998-02-31", "1998-02-28")].join("\r\n");
        let (again, preview) = tried(&world, &staff, &mended).await;
        assert!(preview.text.contains("Import 1 draft<"), "{}", preview.text);
        for address in [&address, &again] {
            staff.form(&format!("{address}/confirm"), &[]).await.expect(303);
            done(&staff, address).await;
        }
        assert_eq!(counts(&world).await, (2, 0, 2));
        let log = crate::audit::column(&world.app.platform.database,
            "SELECT action AS text FROM audit WHERE action IN ('read_referral_import', 'export_referral_import', 'create_referral')").await;
        assert_eq!(log.iter().filter(|action| *action == "create_referral").count(), 2, "{log:?}");
        assert!(log.iter().any(|action| action == "export_referral_import"), "{log:?}");
    }

    async fn a_file_that_cannot_be_read_is_refused_with_its_row_and_nothing_is_kept(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let jobcentre = world.app.trust.jobcentre.id.to_string();
        let good: Vec<String> = (0..150).map(|at| row(&format!("JC-{at}"), &format!("Rahman{at}"))).collect();
        let open = format!("{HEADING}\n{}\n\"never closed,", good.join("\n"));
        for (file, words) in [
            (open, "Row 151: A quotation mark is opened here"),
            ("name;born\n".to_owned(), "Column 1 of the heading: There is no such column"),
            (HEADING.replace(",language", ""), "The column language is missing"),
            (HEADING.to_owned(), "There is no row under the heading"),
            (String::new(), "Choose the file that you want to import"),
            (format!("{HEADING}\n{}", "x".repeat(1024 * 1024)), "Row 1: This row is longer than"),
        ] {
            let page = upload(&staff, (&jobcentre, &world.programme), &file).await.expect(422);
            assert!(page.text.contains(words) && page.text.contains("<title>Error: "), "{words}: {}", page.text);
            assert!(page.text.contains(&format!("value=\"{jobcentre}\" selected")), "what was chosen stays: {}", page.text);
        }
        let broken = staff.form("/referrals/import", &[("file", "no file")]).await.expect(422);
        assert!(broken.text.contains("The form did not arrive whole"), "{}", broken.text);
        let page = upload(&staff, ("", "nonsense"), HEADING).await.expect(422);
        assert!(page.text.contains("Choose the Jobcentre") && page.text.contains("Choose the programme"), "{}", page.text);
        assert_eq!(counts(&world).await, (0, 0, 0));
    }

    async fn a_file_is_its_trusts_own_and_not_for_everybody(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (address, _) = tried(&world, &staff, &format!("{HEADING}\n{}\nshort\n", row("JC-1", "Rahman"))).await;
        let neighbour = world.app.as_neighbour().await;
        for page in [address.clone(), format!("{address}/refused.csv")] {
            neighbour.get(&page).await.expect(404);
            world.app.as_hiring_manager().await.get(&page).await.expect(403);
            world.app.as_jobcentre().await.get(&page).await.expect(403);
        }
        neighbour.form(&format!("{address}/confirm"), &[]).await.expect(404);
        world.app.as_hiring_manager().await.get("/referrals/import").await.expect(403);
        let template = staff.get("/referrals/import/template.csv").await.expect(200);
        let (_, preview) = tried(&world, &staff, &template.text).await;
        assert!(preview.text.contains("Import 1 draft<"), "the template can be sent as it is: {}", preview.text);
        let template = staff.get("/referrals/import/template.xlsx").await.expect(200);
        let (_, preview) = tried(&world, &staff, &template.bytes).await;
        assert!(preview.text.contains("Import 1 draft<"), "so can the workbook: {}", preview.text);
        staff.get("/referrals/import/template.pdf").await.expect(404);
    }
}

/// The id of a file that is being tried.
pub async fn uploaded(world: &World) -> String {
    let staff = world.app.as_coordinator().await;
    let jobcentre = world.app.trust.jobcentre.id.to_string();
    let file = format!("{HEADING}\n{}\n", row("JC-0", "Sedge"));
    let sent = upload(&staff, (&jobcentre, &world.programme), &file)
        .await
        .expect(303);
    let address = sent.header("location").to_owned();
    done(&staff, &address).await;
    address.rsplit('/').next().expect("an id").to_owned()
}
