//! The whole way.

use super::world::{World, text};
use serde_json::json;

on_both_databases! {
    async fn a_person_walks_from_a_referral_to_a_job_that_lasts(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let (manager, staff) = (world.app.as_hiring_manager().await, world.app.as_coordinator().await);
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
        assert_eq!(world.make(&manager, &walker, "make_offer", offer).await, "offered");
        let candidate = world.app.as_candidate(walker.candidate).await;
        assert_eq!(world.make(&candidate, &walker, "accept_offer", json!({})).await, "offer_accepted");
        for check in ["right_to_work", "registration", "references", "criminal_record", "work_health"] {
            let cleared = json!({ "check": check, "outcome": "cleared", "decided_on": "2026-07-14" });
            world.make(&staff, &walker, "record_check", cleared).await;
        }
        world.move_to("2026-08-03");
        assert_eq!(world.make(&staff, &walker, "start_employment", json!({ "started_on": "2026-08-03" })).await, "started");
        world.move_to("2026-11-02");
        assert_eq!(world.make(&staff, &walker, "sustain_13", json!({ "evidence": "payroll" })).await, "sustained_13");
        world.move_to("2027-02-01");
        assert_eq!(world.make(&staff, &walker, "sustain_26", json!({ "evidence": "payroll" })).await, "sustained_26");
    }

    async fn the_history_folds_to_what_the_list_shows(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let staff = world.app.as_coordinator().await;
        let events = staff.get(&format!("/api/v1/journeys/{}/events", walker.id)).await.json;
        let history: Vec<shared::journey::Recorded> =
            serde_json::from_value(events["data"].clone()).expect("a history");
        let folded = shared::journey::Journey::fold(&history).expect("a journey");
        let list = staff.get(&format!("/api/v1/journeys?programme_id={}", world.programme)).await.json;
        assert_eq!(list["data"][0]["state"], json!(folded.state));
        assert_eq!(list["data"][0]["version"], json!(folded.version));
        assert_eq!(text(&list["data"][0]["id"]), walker.id);
    }

    async fn the_register_of_the_last_session_grants_the_interview_at_once(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_guarantee(&walker).await;
        let guarantees = world.app.as_coordinator().await.get("/api/v1/guarantees?open=true").await;
        assert_eq!(text(&guarantees.json["data"][0]["journey_id"]), walker.id);
    }

    async fn why_not_names_every_move_from_here_and_the_laws_words(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_interviewed(&walker).await;
        let why = world.app.as_coordinator().await.get(&format!("/api/v1/journeys/{}/transitions", walker.id)).await.json;
        let moves = why["data"].as_array().expect("moves");
        let propose = moves.iter().find(|option| option["name"] == "propose_trial").expect("the move");
        assert_eq!(propose["allowed"], json!(false));
        assert_eq!(propose["unmet_guards"][0]["guard"], json!("by_this_actor"));
        assert_eq!(propose["unmet_guards"][0]["who_can_meet"], json!(["hiring_manager"]));
    }
}
