//! Vacancies over HTTP.

use crate::journeys::world::World;
use crate::support::application::TestApplication;
use serde_json::{Value, json};

fn vacancy(title: &str) -> Value {
    json!({
        "title": title, "band": "2", "openings": 5, "hours_per_week": 30,
        "duration_weeks": null, "site": "Brindle Vale General",
    })
}

/// Changed at one place.
fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

on_both_databases! {
    async fn what_was_written_comes_back_exactly(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let titles = [
            "O'Neill \"Ward\" <b>4</b>", "Null", "نرسنگ اسسٹنٹ", "Żółć; DROP TABLE vacancies;--", "100% \\ _ %", "Siân 👩‍⚕️", "=1+1",
        ];
        for title in titles {
            let made = staff.post("/vacancies", &vacancy(title)).await.expect(201);
            assert_eq!(made["title"], json!(title));
            assert_eq!(made.header("location"), format!("/api/v1/vacancies/{}", made.id()));
            let read = staff.get(&format!("/vacancies/{}", made.id())).await.expect(200);
            assert_eq!((read.json.clone(), read.version()), (made.json.clone(), 1));
        }
    }

    async fn values_out_of_range_and_unknown_fields_are_named(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let wrong = [
            ("/openings", with(vacancy("A"), "openings", json!(0))),
            ("/openings", with(vacancy("A"), "openings", json!(501))),
            ("/openings", with(vacancy("A"), "openings", json!(-1))),
            ("/hours_per_week", with(vacancy("A"), "hours_per_week", json!(49))),
            ("/duration_weeks", with(vacancy("A"), "duration_weeks", json!(0))),
            ("/band", with(vacancy("A"), "band", json!("1"))),
            ("/title", with(vacancy("A"), "title", json!("   "))),
            ("/title", with(vacancy("A"), "title", json!("two\nlines"))),
            ("/title", with(vacancy("A"), "title", json!("x".repeat(201)))),
            ("/salary", with(vacancy("A"), "salary", json!(1))),
        ];
        for (pointer, body) in wrong {
            let refused = staff.post("/vacancies", &body).await.expect(422);
            assert_eq!(refused.code(), "invalid");
            assert_eq!(refused["errors"][0]["pointer"], json!(pointer), "{}", refused.text);
        }
        let two = with(with(vacancy("A"), "openings", json!(0)), "hours_per_week", json!(99));
        let refused = staff.post("/vacancies", &two).await.expect(422);
        assert_eq!(refused["errors"].as_array().expect("errors").len(), 2, "everything is told at once");
        assert_eq!(staff.get("/vacancies").await.expect(200)["data"], json!([]), "nothing was kept");
    }

    async fn a_write_says_which_version_it_read(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let made = staff.post("/vacancies", &vacancy("A")).await.expect(201);
        let close = format!("/vacancies/{}/close", made.id());
        let missing = staff.post(&close, &json!({})).await.expect(428);
        assert_eq!(missing.code(), "precondition_missing");
        assert_eq!(staff.post_at(&close, 2, &json!({})).await.expect(412).code(), "stale");
        let closed = staff.post_at(&close, 1, &json!({})).await.expect(200);
        assert_eq!((closed["status"].as_str(), closed.version()), (Some("closed"), 2));
        assert_eq!(staff.post_at(&close, 1, &json!({})).await.expect(412).code(), "stale");
        assert_eq!(staff.post_at(&close, 2, &json!({})).await.expect(409).code(), "conflict");
    }

    async fn another_trusts_vacancy_is_not_there(database: Database) {
        let app = TestApplication::on(database).await;
        let made = app.as_coordinator().await.post("/vacancies", &vacancy("A")).await.expect(201);
        let neighbour = app.as_neighbour().await;
        let theirs = neighbour.get(&format!("/vacancies/{}", made.id())).await.expect(404);
        let nobodys = neighbour.get("/vacancies/01900000-0000-7000-8000-000000000000").await.expect(404);
        let garbled = neighbour.get("/vacancies/garbled").await.expect(404);
        for other in [&nobodys, &garbled] {
            assert_eq!((&theirs["title"], &theirs["detail"]), (&other["title"], &other["detail"]));
        }
        let close = format!("/vacancies/{}/close", made.id());
        neighbour.post_at(&close, 1, &json!({})).await.expect(404);
        assert_eq!(neighbour.get("/vacancies").await.expect(200)["data"], json!([]));
        app.as_nobody().get("/vacancies").await.expect(401);
        app.as_jobcentre().await.post("/vacancies", &vacancy("B")).await.expect(403);
    }

    async fn pages_follow_each_other_without_gaps(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        for number in 0..7 {
            staff.post("/vacancies", &vacancy(&format!("Post {number}"))).await.expect(201);
        }
        let mut seen = Vec::new();
        let mut address = "/vacancies?status=open&limit=3".to_owned();
        loop {
            let page = staff.get(&address).await.expect(200);
            seen.extend(page["data"].as_array().expect("a list").iter().map(|row| row["title"].clone()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            assert!(page.header("link").contains("rel=\"next\""));
            address = format!("/vacancies?status=open&limit=3&cursor={cursor}");
        }
        let newest_first: Vec<_> = (0..7).rev().map(|number| json!(format!("Post {number}"))).collect();
        assert_eq!(seen, newest_first);
        let page = staff.get("/vacancies?limit=3").await.expect(200);
        let cursor = page["next_cursor"].as_str().expect("a cursor");
        staff.get(&format!("/vacancies?status=open&cursor={cursor}")).await.expect(400);
        for query in ["limit=0", "limit=201", "sort=title", "status=gone", "cursor=x"] {
            staff.get(&format!("/vacancies?{query}")).await.expect(400);
        }
    }

    async fn the_same_key_makes_one_vacancy(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let send = |title: &str| {
            staff.request(actix_web::http::Method::POST, "/vacancies").key("once").json(&vacancy(title)).send()
        };
        let (first, again) = (send("A").await.expect(201), send("A").await.expect(201));
        assert_eq!(first.json, again.json);
        assert_eq!(send("B").await.expect(422).code(), "idempotency_key_reused");
        assert_eq!(staff.get("/vacancies").await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn a_vacancy_does_not_close_over_a_trial_or_an_open_offer(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let manager = world.app.as_hiring_manager().await;
        let address = format!("/vacancies/{}", world.vacancy);
        let before = manager.get(&address).await.expect(200);
        assert_eq!(before["openings_held"], json!(1));
        let refused = manager.post_at(&format!("{address}/close"), 1, &json!({})).await.expect(409);
        assert_eq!(refused.guards(), ["no_opening_held"]);
        let unmet = &refused["unmet_guards"][0];
        for said in ["law", "words", "explanation"] {
            assert!(!unmet[said].as_str().unwrap_or_default().is_empty(), "{said}: {unmet}");
        }
        assert_eq!(manager.get(&address).await.json, before.json);
        let other = world.app.as_other_jobcentre().await.get(&address).await.expect(200);
        assert_eq!(other["openings_held"], json!(0), "a partner counts its own people");
    }
}
