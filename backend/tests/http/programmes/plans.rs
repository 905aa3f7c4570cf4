//! Plans that the rules check, and what publishing freezes.

use crate::journeys::world::{self, World};
use crate::support::{
    application::TestApplication,
    client::{Client, Reply},
};
use backend::platform::database::Database;
use serde_json::{Value, json};

/// The application, a vacancy and the coordinator.
pub(super) async fn office(database: Database) -> (TestApplication, Client, String) {
    let app = TestApplication::on(database).await;
    let morning = format!("{}T09:00:00Z", world::FIRST_DAY)
        .parse()
        .expect("an instant");
    app.clock.set(morning).expect("a movable clock");
    let staff = app.as_coordinator().await;
    let vacancy = json!({
        "title": "Trainee Health Care Assistant", "band": "2", "openings": 5, "hours_per_week": 30,
        "duration_weeks": null, "site": "Brindle Vale General",
    });
    let vacancy = staff.post("/vacancies", &vacancy).await.expect(201).id();
    (app, staff, vacancy)
}

/// The usual plan, changed at some places, each named by its JSON pointer.
pub(super) fn plan_with(vacancy: &str, changes: &[(&str, Value)]) -> Value {
    let mut plan = world::plan(vacancy);
    for (pointer, value) in changes {
        *plan.pointer_mut(pointer).expect("a place in the plan") = value.clone();
    }
    plan
}

/// The usual plan, so many days later.
fn moved_to(vacancy: &str, from_year: &str, to_year: &str) -> Value {
    let text = world::plan(vacancy)
        .to_string()
        .replace(&format!("\"{from_year}-"), &format!("\"{to_year}-"));
    serde_json::from_str(&text).expect("a plan")
}

async fn publish(staff: &Client, id: &str, version: i32) -> Reply {
    staff
        .post_at(&format!("/programmes/{id}/publish"), version, &json!({}))
        .await
}

on_both_databases! {
    async fn a_plan_comes_back_as_it_was_made(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let title = "O'Neill's \"June\" – نادیہ";
        let plan = plan_with(&vacancy, &[("/title", json!(title)), ("/panel/0", json!("Łukasz Żółć"))]);
        let made = staff.post("/programmes", &plan).await.expect(201);
        assert_eq!((&made["title"], &made["panel"][0]), (&json!(title), &json!("Łukasz Żółć")));
        assert_eq!((&made["status"], made.version()), (&json!("draft"), 1));
        for date in ["referrals_open_on", "training_starts_on", "interviews_until", "trial_from"] {
            assert_eq!(made[date], plan[date]);
        }
        assert_eq!(made["sessions"].as_array().map(Vec::len), Some(6));
        assert_eq!(made["slots"].as_array().map(Vec::len), Some(8));
        assert_eq!(made["stages"].as_array().map(Vec::len), Some(35));
        assert_eq!(made["warnings"], json!([]));
        let read = staff.get(&format!("/programmes/{}", made.id())).await.expect(200);
        assert_eq!(read.json, made.json);
        let line = &staff.get("/programmes").await.expect(200)["data"][0];
        assert_eq!((&line["id"], &line["screening_on"]), (&made["id"], &json!(world::SCREENING)));
    }

    async fn a_date_that_does_not_exist_is_named(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        for date in ["2027-02-29", "2026-06-31", "2026-6-1", "01/06/2026", ""] {
            let plan = plan_with(&vacancy, &[("/trial_until", json!(date))]);
            let refused = staff.post("/programmes", &plan).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], json!("/trial_until"), "{date}");
        }
        let leap = plan_with(&vacancy, &[("/trial_until", json!("2028-02-29"))]);
        let made = staff.post("/programmes", &leap).await.expect(201);
        assert_eq!(made["trial_until"], json!("2028-02-29"));
    }

    async fn a_session_on_a_bank_holiday_or_a_weekend_is_refused(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let bank_holiday = plan_with(&vacancy, &[("/sessions/0/held_on", json!("2026-05-25"))]);
        let refused = staff.post("/programmes", &bank_holiday).await.expect(409);
        assert_eq!((refused.code(), refused.guards()), ("move_refused", vec!["working_days".to_owned()]));
        let said = refused["unmet_guards"][0]["explanation"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains("Spring bank holiday"), "{said}");
        let saturday = plan_with(&vacancy, &[("/sessions/0/held_on", json!("2026-05-30"))]);
        assert_eq!(staff.post("/programmes", &saturday).await.expect(409).guards(), ["working_days"]);
        assert_eq!(staff.get("/programmes").await.expect(200)["data"], json!([]));
    }

    async fn a_year_whose_bank_holidays_are_not_known_warns(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        // 2037 has the weekdays of 2026.
        let made = staff.post("/programmes", &moved_to(&vacancy, "2026", "2037")).await.expect(201);
        let warnings = made["warnings"].as_array().expect("warnings");
        assert_eq!(warnings[0]["code"], json!("bank_holidays_not_known"));
        assert!(warnings[0]["message"].as_str().unwrap_or_default().contains("2037"));
    }

    async fn every_rule_that_a_plan_breaks_is_named(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let broken = plan_with(&vacancy, &[
            ("/referrals_close_on", json!("2026-04-30")),
            ("/training_ends_on", json!("2026-06-12")),
            ("/sessions/0/held_on", json!("2026-06-02")),
        ]);
        let refused = staff.post("/programmes", &broken).await.expect(409);
        for guard in ["dates_in_order", "training_within_one_week", "screening_before_training", "interview_after_training"] {
            assert!(refused.guards().contains(&guard.to_owned()), "{guard}: {}", refused.text);
        }
    }

    async fn values_that_cannot_be_are_pointed_at(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let nobodys = json!("01900000-0000-7000-8000-000000000000");
        let wrong = [
            ("/sessions/1/starts_at", json!("25:00")),
            ("/sessions/1/ends_at", json!("09:30")),
            ("/sessions/2/capacity", json!(0)),
            ("/slots/3/starts_at", json!("9:00")),
            ("/places", json!(0)),
            ("/places", json!(201)),
            ("/panel/1", json!("Tom Hale")),
            ("/vacancy_id", nobodys),
        ];
        for (pointer, value) in wrong {
            let refused = staff.post("/programmes", &plan_with(&vacancy, &[(pointer, value)])).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], json!(pointer), "{}", refused.text);
        }
        let mut unknown = world::plan(&vacancy);
        unknown["sessions"][0]["colour"] = json!("blue");
        let refused = staff.post("/programmes", &unknown).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], json!("/sessions/0/colour"));
        let twice = plan_with(&vacancy, &[("/slots/1/starts_at", json!("09:00"))]);
        let refused = staff.post("/programmes", &twice).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], json!("/slots/1"));
    }

    async fn publishing_names_everything_that_a_plan_lacks(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let bare = plan_with(&vacancy, &[
            ("/panel", json!([])), ("/sessions", json!([])), ("/slots", json!([])), ("/training_threshold", json!(0)),
        ]);
        let made = staff.post("/programmes", &bare).await.expect(201);
        let refused = publish(&staff, &made.id(), 1).await.expect(409);
        let lacks = ["screening_planned", "modules_planned", "threshold_within_sessions", "panel_and_criteria", "slots_planned"];
        assert_eq!(refused.guards(), lacks);
        let still = staff.get(&format!("/programmes/{}", made.id())).await.expect(200);
        assert_eq!((&still["status"], still.version()), (&json!("draft"), 1));
    }

    async fn publishing_compares_the_version_and_happens_once(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let id = staff.post("/programmes", &world::plan(&vacancy)).await.expect(201).id();
        staff.post(&format!("/programmes/{id}/publish"), &json!({})).await.expect(428);
        publish(&staff, &id, 7).await.expect(412);
        let published = publish(&staff, &id, 1).await.expect(200);
        assert_eq!((&published["status"], published.version()), (&json!("published"), 2));
        publish(&staff, &id, 1).await.expect(412);
        assert_eq!(publish(&staff, &id, 2).await.expect(409).guards(), ["not_yet_published"]);
    }

    async fn a_plan_for_a_short_or_closed_job_is_not_published(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let short = json!({
            "title": "Summer help", "band": "2", "openings": 1, "hours_per_week": 15, "duration_weeks": 12, "site": "Ward 4",
        });
        let short = staff.post("/vacancies", &short).await.expect(201).id();
        let id = staff.post("/programmes", &world::plan(&short)).await.expect(201).id();
        assert_eq!(publish(&staff, &id, 1).await.expect(409).guards(), ["enough_hours", "enough_weeks"]);
        let id = staff.post("/programmes", &world::plan(&vacancy)).await.expect(201).id();
        staff.post_at(&format!("/vacancies/{vacancy}/close"), 1, &json!({})).await.expect(200);
        assert_eq!(publish(&staff, &id, 1).await.expect(409).guards(), ["vacancy_open"]);
    }

    async fn the_training_week_is_fixed_once_published_and_interview_times_are_not(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let id = staff.post("/programmes", &world::plan(&vacancy)).await.expect(201).id();
        let sessions = format!("/programmes/{id}/sessions");
        let slots = format!("/programmes/{id}/interview-slots");
        let session = |kind: &str, day: &str| json!({
            "kind": kind, "module": "One more", "held_on": day, "starts_at": "09:00", "ends_at": "10:00",
            "venue": "Room 2", "capacity": 3, "required": false,
        });
        let added = staff.post(&sessions, &session("training", "2026-06-04")).await.expect(201);
        assert_eq!(added["module"], json!("One more"));
        let outside = staff.post(&sessions, &session("training", "2026-06-08")).await.expect(409);
        assert_eq!(outside.guards(), ["training_within_one_week"]);
        publish(&staff, &id, 2).await.expect(200);
        let frozen = staff.post(&sessions, &session("training", "2026-06-04")).await.expect(409);
        assert_eq!(frozen.guards(), ["not_yet_published"]);
        staff.post(&sessions, &session("screening", "2026-05-20")).await.expect(201);
        let earlier = &staff.get("/programmes").await.expect(200)["data"][0];
        assert_eq!(earlier["screening_on"], json!("2026-05-20"));
        let slot = |day: &str| json!({ "held_on": day, "starts_at": "10:00", "venue": "Room 9" });
        let taken = json!({ "held_on": world::INTERVIEW, "starts_at": "09:00", "venue": "Education Centre" });
        assert_eq!(staff.post(&slots, &taken).await.expect(409).code(), "conflict");
        assert_eq!(staff.post(&slots, &slot("2026-06-04")).await.expect(409).guards(), ["interview_after_training"]);
        assert_eq!(staff.post(&slots, &slot("2026-06-13")).await.expect(409).guards(), ["working_days"]);
        staff.post(&slots, &slot("2026-06-24")).await.expect(201);
        let programme = staff.get(&format!("/programmes/{id}")).await.expect(200);
        assert_eq!(programme["interviews_until"], json!("2026-06-24"), "a later time extends the round");
        let page = staff.get(&format!("{slots}?limit=5")).await.expect(200);
        let cursor = page["next_cursor"].as_str().expect("a cursor").to_owned();
        let rest = staff.get(&format!("{slots}?limit=5&cursor={cursor}")).await.expect(200);
        assert_eq!((rest["data"].as_array().map(Vec::len), &rest["next_cursor"]), (Some(4), &Value::Null));
    }

    async fn a_programme_does_not_end_over_people(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/programmes/{}", world.programme);
        for end in ["close", "cancel"] {
            let refused = staff.post_at(&format!("{address}/{end}"), 2, &json!({})).await.expect(409);
            assert_eq!(refused.guards(), ["nobody_under_way"]);
        }
        world.move_to(world::FIRST_DAY);
        let decline = json!({ "reason": "not_reachable", "note": null, "next_step": "work_coach" });
        world.make(&staff, &walker, "decline_referral", decline).await;
        let closed = staff.post_at(&format!("{address}/close"), 2, &json!({})).await.expect(200);
        assert_eq!((&closed["status"], closed.version()), (&json!("closed"), 3));
        assert_eq!(staff.post_at(&format!("{address}/cancel"), 3, &json!({})).await.expect(409).guards(), ["published"]);
    }

    async fn people_by_stage_are_never_answered_from_what_was_read_before(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/programmes/{}", world.programme);
        let before = staff.get(&address).await.expect(200);
        world.refer("Rahman").await;
        let knowing = staff.clone().with_header("If-None-Match", before.header("etag"));
        let after = knowing.get(&address).await.expect(200);
        assert_eq!(after["stages"][0]["people"], json!(1));
        knowing.get(&format!("/vacancies/{}", world.vacancy)).await.expect(200);
    }

    async fn a_draft_is_cancelled_and_never_closed(database: Database) {
        let (_app, staff, vacancy) = office(database).await;
        let id = staff.post("/programmes", &world::plan(&vacancy)).await.expect(201).id();
        assert_eq!(staff.post_at(&format!("/programmes/{id}/close"), 1, &json!({})).await.expect(409).guards(), ["published"]);
        staff.post_at(&format!("/programmes/{id}/cancel"), 1, &json!({})).await.expect(200);
    }

    async fn a_partner_sees_published_programmes_and_counts_its_own_people(database: Database) {
        let world = World::new(database).await;
        let draft = world.app.as_coordinator().await.post("/programmes", &world::plan(&world.vacancy)).await.expect(201).id();
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        let address = format!("/programmes/{}", world.programme);
        for (client, people) in [(world.app.as_jobcentre().await, 1), (world.app.as_other_jobcentre().await, 0)] {
            let listed = client.get("/programmes").await.expect(200);
            assert_eq!(listed["data"].as_array().map(Vec::len), Some(1));
            assert_eq!(listed["data"][0]["people_under_way"], json!(people));
            let seen = client.get(&address).await.expect(200);
            let at_stages = seen["stages"].as_array().expect("stages").iter().filter_map(|stage| stage["people"].as_i64());
            assert_eq!(at_stages.sum::<i64>(), people);
            assert_eq!(seen["slots"], json!([]));
            let sessions = client.get(&format!("{address}/sessions")).await.expect(200);
            assert_eq!(sessions["data"][0]["taken"], json!(people));
            client.get(&format!("/programmes/{draft}")).await.expect(404);
            client.get(&format!("/programmes/{draft}/sessions")).await.expect(404);
            client.get(&format!("{address}/interview-slots")).await.expect(403);
            client.post("/programmes", &world::plan(&world.vacancy)).await.expect(403);
        }
    }

    async fn another_trusts_programme_is_not_there(database: Database) {
        let (app, staff, vacancy) = office(database).await;
        let id = staff.post("/programmes", &world::plan(&vacancy)).await.expect(201).id();
        let neighbour = app.as_neighbour().await;
        for path in ["", "/sessions", "/interview-slots"] {
            neighbour.get(&format!("/programmes/{id}{path}")).await.expect(404);
        }
        publish(&neighbour, &id, 1).await.expect(404);
        let slot = json!({ "held_on": world::INTERVIEW, "starts_at": "10:00", "venue": "Room 9" });
        neighbour.post(&format!("/programmes/{id}/interview-slots"), &slot).await.expect(404);
        let refused = neighbour.post("/programmes", &world::plan(&vacancy)).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], json!("/vacancy_id"), "nor can it be planned for their vacancy");
    }
}
