//! Lists as files for a spreadsheet, opened by libraries that did not write them.

use crate::journeys::world::{World, text};
use crate::support::client::{Client, Reply};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};
use shared::identity::Role;
use std::{collections::BTreeSet, io::Cursor};

/// Names that a spreadsheet would run.
const HOSTILE: [&str; 6] = [
    "=HYPERLINK(\"http://x.example\";\"Pay\")",
    "+44 7700",
    "-2+3",
    "@SUM(A1:A9)",
    "Quote \"and\", comma",
    "Zażółć گچ",
];

async fn refer_all(world: &World) -> Vec<String> {
    let jobcentre = world.app.as_jobcentre().await;
    let mut names = Vec::new();
    for (number, name) in HOSTILE.iter().enumerate() {
        let mut referral = world.referral("Ash");
        referral["external_ref"] = json!(format!("={number}+1"));
        referral["candidate"]["given_name"] = json!(name);
        referral["candidate"]["date_of_birth"] = json!(format!("1990-01-{:02}", number + 1));
        jobcentre
            .post("/api/v1/referrals", &referral)
            .await
            .expect(201);
        names.push(format!("{name} Ash"));
    }
    names
}

/// The rows of a CSV file, headings first.
fn csv_rows(reply: &Reply) -> Vec<Vec<String>> {
    let text = reply
        .text
        .strip_prefix('\u{FEFF}')
        .expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

/// The rows of a workbook's first sheet, headings first; nothing in it is a formula.
fn xlsx_rows(reply: &Reply) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes.clone())).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let formulas = book.worksheet_formula(&name).expect("formulas");
    assert_eq!(formulas.used_cells().count(), 0, "no formula");
    let range = book.worksheet_range(&name).expect("rows");
    range.rows().map(<[Data]>::to_vec).collect()
}

async fn export(client: &Client, what: &str) -> Reply {
    client.get(&format!("/exports/{what}")).await
}

fn column(rows: &[Vec<String>], heading: &str) -> Vec<String> {
    let at = rows[0]
        .iter()
        .position(|one| one == heading)
        .expect("a column");
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

/// What a cell of a CSV file says without the apostrophe that keeps it from being run.
fn unarmed(cell: &str) -> String {
    let is_formula = |text: &str| text.starts_with(['=', '+', '-', '@']);
    assert!(!is_formula(cell), "{cell} would be run");
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

on_both_databases! {
    async fn people_are_the_same_in_both_files_and_in_the_api_and_no_name_is_run(database: Database) {
        let world = World::new(database).await;
        let names: BTreeSet<_> = refer_all(&world).await.into_iter().collect();
        let staff = world.app.as_coordinator().await;
        let listed = staff.get(&format!("/journeys?programme_id={}&limit=200", world.programme)).await.expect(200).json;
        let api: BTreeSet<_> = listed["data"].as_array().expect("people").iter()
            .map(|person| (text(&person["reference"]), text(&person["candidate_name"]), text(&person["state"]))).collect();
        assert_eq!(api.iter().map(|one| one.1.clone()).collect::<BTreeSet<_>>(), names);

        let of = format!("?programme_id={}&state=referred", world.programme);
        let file = export(&staff, &format!("people.csv{of}")).await.expect(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"people-"));
        let rows = csv_rows(&file);
        let told: BTreeSet<_> = rows[1..].iter().map(|row| (row[0].clone(), unarmed(&row[1]), row[4].clone())).collect();
        assert_eq!(told, api);

        let file = export(&staff, &format!("people.xlsx{of}")).await.expect(200);
        let rows = xlsx_rows(&file);
        assert_eq!(rows[0][1], Data::String("Name".into()));
        let told: BTreeSet<_> = rows[1..].iter().map(|row| (row[0].to_string(), row[1].to_string(), row[4].to_string())).collect();
        assert_eq!(told, api, "in a workbook a text is a text");
        assert!(rows[1..].iter().all(|row| matches!(row[1], Data::String(_))));
    }

    async fn every_list_is_a_file_of_both_kinds(database: Database) {
        let world = World::new(database).await;
        let people = refer_all(&world).await.len();
        let staff = world.app.as_coordinator().await;
        let session = world.screening_day().await;
        let lists = [
            ("stages", String::new(), 1), ("guarantees", String::new(), 0), ("referrals", "?status=confirmed".into(), people),
            ("vacancies", "?status=open".into(), 1), ("programmes", "?status=published".into(), 1),
            ("breakdown", String::new(), 1), ("breakdown", "?by=partner".into(), 1), ("breakdown", "?by=month".into(), 1),
            ("register", format!("?session_id={session}"), 0), ("people", "?open=true".into(), people), ("people", "?open=false".into(), 0),
        ];
        for (list, query, count) in lists {
            let rows = csv_rows(&export(&staff, &format!("{list}.csv{query}")).await.expect(200));
            assert_eq!(rows.len(), count + 1, "{list}: {rows:?}");
            let sheet = xlsx_rows(&export(&staff, &format!("{list}.xlsx{query}")).await.expect(200));
            let sheet: Vec<Vec<String>> = sheet.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
            let plain: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| unarmed(cell)).collect()).collect();
            assert_eq!(sheet, plain, "{list}");
        }
        let rows = csv_rows(&export(&staff, "stages.csv").await.expect(200));
        assert_eq!(column(&rows, "People now"), [people.to_string()]);
    }

    async fn what_stands_side_by_side_is_in_the_file_as_on_the_page(database: Database) {
        let world = World::new(database).await;
        refer_all(&world).await;
        let staff = world.app.as_coordinator().await;
        let rows = csv_rows(&export(&staff, "breakdown.csv?by=programme").await.expect(200));
        assert_eq!(rows[0][..3], ["Programme", "Referred", "Accepted"]);
        assert_eq!((rows[1][1].as_str(), rows[1][2].as_str()), ("6", "0"));
        let page = staff.get("/reports?by=month").await.expect(200);
        assert!(page.text.contains("/exports/breakdown.csv?by=month") && page.text.contains("/exports/breakdown.xlsx?by=month"));
    }

    async fn few_people_are_told_neither_on_the_page_nor_in_the_file(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        for by in ["programme", "partner", "month"] {
            let rows = csv_rows(&export(&executive, &format!("breakdown.csv?by={by}")).await.expect(200));
            assert_eq!((rows.len(), rows[1][1].as_str()), (2, "not told"), "{by}");
        }
        let sheet = xlsx_rows(&export(&executive, "breakdown.xlsx").await.expect(200));
        assert_eq!(sheet[1][1], Data::String("not told".into()));
        assert!(executive.get("/reports?by=partner").await.expect(200).text.contains("not told"));
    }

    async fn a_partners_people_on_others_programmes_are_in_no_file(database: Database) {
        let world = World::new(database).await;
        refer_all(&world).await;
        let (trainer, _) = world.staff_with(Role::Trainer).await;
        export(&trainer, "breakdown.csv?by=partner").await.expect(404);
        let none = csv_rows(&export(&trainer, "breakdown.csv").await.expect(200));
        assert_eq!(none.len(), 1, "only the headings");
        let (auditor, _) = world.staff_with(Role::Auditor).await;
        export(&auditor, "breakdown.csv").await.expect(403);
        export(&world.app.as_coordinator().await, "people.csv?by=month").await.expect(404);
    }

    async fn a_file_reaches_as_far_as_its_list_and_the_log_knows_of_it(database: Database) {
        let world = World::new(database).await;
        refer_all(&world).await;
        let neighbour = export(&world.app.as_neighbour().await, "people.csv").await.expect(200);
        assert_eq!(csv_rows(&neighbour).len(), 1, "only the headings");
        let of = format!("register.csv?session_id={}", world.screening_day().await);
        export(&world.app.as_neighbour().await, &of).await.expect(404);
        let nobody = export(&world.app.as_nobody(), "people.csv").await.expect(303);
        assert!(nobody.header("location").starts_with("/sign-in?next="));
        let staff = world.app.as_coordinator().await;
        for wrong in ["people.ods", "secrets.csv", "people", "vacancies.csv?state=referred", "people.csv?state=nowhere", "people.csv?limit=1"] {
            export(&staff, wrong).await.expect(404);
        }
        export(&staff, &format!("people.xlsx?programme_id={}", world.programme)).await.expect(200);
        let log = world.app.as_administrator().await.get("/audit?limit=100").await.expect(200).json;
        let entries = log["data"].as_array().expect("entries");
        let told: Vec<&Value> = entries.iter().filter(|entry| entry["action"] == "export_people").collect();
        assert_eq!(told.len(), 1, "the neighbour's log is another: {told:?}");
    }

    async fn more_people_than_a_page_are_each_told_once(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        for part in 0..3 {
            let referrals: Vec<_> = (0..90).map(|number| {
                let mut referral = world.referral("Ash");
                referral["external_ref"] = json!(format!("JC-{part}-{number}"));
                referral["candidate"]["date_of_birth"] = json!(format!("19{:02}-0{}-10", 60 + number % 40, 1 + part * 3 + number / 40));
                referral
            }).collect();
            let sent = jobcentre.post("/referrals/batch", &json!({ "referrals": referrals })).await.expect(200).json;
            assert_eq!(sent["accepted"], json!(90), "{sent}");
        }
        let rows = csv_rows(&export(&world.app.as_coordinator().await, "people.csv").await.expect(200));
        let references: BTreeSet<_> = column(&rows, "Reference").into_iter().collect();
        assert_eq!((rows.len(), references.len()), (271, 270));
    }
}
