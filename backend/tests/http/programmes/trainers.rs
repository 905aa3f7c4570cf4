//! Who leads each session: a name on the plan, on the register and on paper; and one name in two places at one time.

use super::plans::{office, plan_with};
use crate::journeys::world::{self, World};
use crate::pages::said;
use serde_json::{Value, json};

/// The usual plan with names for whoever runs the screening day, and for the trainers of the first modules.
fn led(vacancy: &str, names: &[&str]) -> Value {
    let mut plan = world::plan(vacancy);
    for (at, name) in names.iter().enumerate() {
        plan["sessions"][at]["trainer"] = json!(name);
    }
    plan
}

on_both_databases! {
    async fn whoever_leads_a_session_comes_back_as_written_and_nobody_need_be_named(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let made = staff.post("/programmes", &led(&vacancy, &["  Linnet O'Farrow ", "نادیہ خان"])).await.expect(201);
        let names: Vec<_> = (0..3).map(|at| made["sessions"][at]["trainer"].clone()).collect();
        assert_eq!(names, [json!("Linnet O'Farrow"), json!("نادیہ خان"), Value::Null]);
        let one_more = json!({
            "kind": "screening", "module": "One more", "held_on": "2026-05-20", "starts_at": "09:00", "ends_at": "10:00",
            "venue": "Room 2", "trainer": "Bram Fennimore", "capacity": 3, "required": false,
        });
        let added = staff.post(&format!("/programmes/{}/sessions", made.id()), &one_more).await.expect(201);
        assert_eq!(added["trainer"], json!("Bram Fennimore"));
    }

    async fn a_name_that_is_too_long_or_on_two_lines_is_refused_at_its_field(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let longest = "é".repeat(100);
        staff.post("/programmes", &led(&vacancy, &[&longest])).await.expect(201);
        for (wrong, code) in [("x".repeat(101), "too_long"), ("Linnet\nFarrow".to_owned(), "one_line")] {
            let refused = staff.post("/programmes", &led(&vacancy, &["Linnet Farrow", &wrong])).await.expect(422);
            let error = &refused["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!("/sessions/1/trainer"), &json!(code)));
        }
        let hidden = staff.post("/programmes", &led(&vacancy, &["Linnet\u{202E}Farrow"])).await.expect(422);
        assert_eq!(hidden["errors"][0]["pointer"], json!("/sessions/0/trainer"));
    }

    async fn one_trainer_in_two_places_at_one_time_is_warned_of_in_the_draft(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let first = staff.post("/programmes", &led(&vacancy, &["Linnet Farrow", "Bram Fennimore"])).await.expect(201);
        assert_eq!(first["warnings"], json!([]));
        let mut second = led(&vacancy, &["Ottoline Gray", "bram  fennimore"]);
        for session in second["sessions"].as_array_mut().expect("sessions") {
            session["venue"] = json!("The Old Library");
        }
        let second = staff.post("/programmes", &second).await.expect(201);
        let warnings = second["warnings"].as_array().expect("warnings");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(warnings[0]["code"], json!("trainer_in_two_places"));
        let said = world::text(&warnings[0]["message"]);
        assert!(said.contains(&world::text(&first["reference"])) && said.contains("is led by bram  fennimore"), "{said}");

        let alone = plan_with(&vacancy, &[("/sessions/2/held_on", json!("2026-06-01"))]);
        let mut twice = alone;
        for at in [1, 2] {
            twice["sessions"][at]["trainer"] = json!("Sorrel Achebe");
        }
        for session in twice["sessions"].as_array_mut().expect("sessions") {
            session["venue"] = json!("Room 9");
        }
        let twice = staff.post("/programmes", &twice).await.expect(201);
        assert_eq!(twice["warnings"].as_array().map(Vec::len), Some(1), "within one plan: {:?}", twice["warnings"]);
    }

    async fn the_register_says_who_leads_the_session_on_the_screen_on_paper_and_in_a_file(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let made = staff.post("/programmes", &led(&world.vacancy, &["Linnet Farrow", "<b>Bram</b>"])).await.expect(201);
        let session = |at: usize| world::text(&made["sessions"][at]["id"]);
        let register = staff.get(&format!("/sessions/{}/register", session(0))).await.expect(200);
        assert_eq!(register["trainer"], json!("Linnet Farrow"));
        for sheet in ["register", "sign-in-sheet"] {
            let page = staff.get(&format!("/print/{sheet}/{}", session(0))).await.expect(200);
            let words = said(&page);
            assert!(words.contains("Run by") && words.contains("Linnet Farrow"), "{words}");
            let page = staff.get(&format!("/print/{sheet}/{}", session(1))).await.expect(200);
            assert!(page.text.contains("&lt;b&gt;Bram&lt;/b&gt;") && said(&page).contains("Trainer"), "{}", page.text);
            let nobody = said(&staff.get(&format!("/print/{sheet}/{}", session(2))).await.expect(200));
            assert!(!nobody.contains("Trainer"), "{nobody}");
        }
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        let day = world.screening_day().await;
        let file = staff.get(&format!("/exports/register.csv?session_id={day}")).await.expect(200);
        let headings = file.text.lines().next().unwrap_or_default().trim();
        assert!(headings.ends_with("\"Reason\",\"Trainer\""), "{headings}");
    }
}
