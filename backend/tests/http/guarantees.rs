//! The ledger of guaranteed interviews (L6): who owes the next step, by when, and how well the promise is kept.

use crate::journeys::world::{World, text};
use backend::{journeys::find_unsound, platform::database::DatabaseResult};
use diesel::connection::SimpleConnection as _;
use serde_json::{Value, json};
use shared::identity::Role;

/// A Tuesday more than five working days after the training week.
const MUCH_LATER: &str = "2026-07-14";

async fn ledger(world: &World, asked: &str) -> Vec<Value> {
    let staff = world.app.as_coordinator().await;
    let listed = staff
        .get(&format!("/api/v1/guarantees{asked}"))
        .await
        .expect(200);
    listed.json["data"].as_array().expect("a list").clone()
}

on_both_databases! {
    async fn whoever_earned_the_interview_is_owed_a_date_within_five_working_days(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        assert_eq!(ledger(&world, "").await.len(), 0);
        world.to_guarantee(&walker).await;
        let line = &ledger(&world, "?open=true").await[0];
        assert_eq!(text(&line["journey_id"]), walker.id);
        assert_eq!(line["standing"], "without_date");
        assert_eq!(line["owed_by"], "Trust staff: offer a date");
        assert_eq!((&line["is_open"], &line["is_overdue"]), (&json!(true), &json!(false)));
        let granted: shared::time::CivilDate = text(&line["granted_on"]).parse().expect("a date");
        assert_eq!(text(&line["due_on"]), granted.plus_working_days(5).to_string());
        assert_eq!(ledger(&world, "?overdue=true").await.len(), 0);

        world.move_to(MUCH_LATER);
        let late = &ledger(&world, "?overdue=true").await[0];
        assert_eq!(late["is_overdue"], json!(true));
        let page = world.app.as_coordinator().await.get("/guaranteed-interviews?show=overdue").await.expect(200);
        assert!(page.text.contains("Late: waiting for a date") && page.text.contains("Teasel"), "{}", page.text);
        assert!(page.text.contains("0%"), "nothing was honoured: {}", page.text);
    }

    async fn a_date_is_owed_by_who_holds_it_and_an_interview_that_was_held_is_honoured(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Teasel").await, world.refer("Plover").await);
        for walker in [&walker, &other] {
            world.book_screening(walker).await;
            world.screen(walker).await;
            world.select(walker).await;
        }
        world.train(&[&walker, &other], 5).await;
        let slot = world.free_slot().await;
        let candidate = world.app.as_candidate(other.candidate).await;
        world.make(&candidate, &other, "book_interview", json!({ "slot_id": slot })).await;
        let open = ledger(&world, "?open=true").await;
        let booked = open.iter().find(|line| text(&line["journey_id"]) == other.id).expect("the other");
        assert_eq!(booked["standing"], "dated");
        assert_eq!(booked["due_on"], booked["interview_on"]);

        let staff = world.app.as_coordinator().await;
        world.make(&staff, &other, "withdraw", json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": true, "next_step": "other_work" })).await;
        world.interview(&walker, "successful").await;
        let settled = ledger(&world, "?open=false").await;
        let standing = |id: &str| settled.iter().find(|line| text(&line["journey_id"]) == id).expect("a line")["standing"].clone();
        assert_eq!(standing(&walker.id), "honoured");
        assert_eq!(standing(&other.id), "not_taken");
        assert_eq!(ledger(&world, "?open=true").await.len(), 0);
        let page = staff.get("/guaranteed-interviews?show=settled").await.expect(200);
        assert!(page.text.contains("100%") && page.text.contains("Not taken up"), "{}", page.text);
        let (_, findings) = find_unsound(&world.app.platform.database, world.app.trust.id).await.expect("a check");
        assert_eq!(findings, []);
    }

    async fn a_line_that_is_not_what_the_history_says_is_found(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_guarantee(&walker).await;
        let statement = format!("DELETE FROM guarantees WHERE journey_id = '{}'", walker.id);
        let run = world.app.platform.database.write(move |db| DatabaseResult::Ok(db.batch_execute(&statement)?));
        run.await.expect("what nobody may do");
        let (_, findings) = find_unsound(&world.app.platform.database, world.app.trust.id).await.expect("a check");
        let found: Vec<_> = findings.iter().map(|finding| finding.found.as_str()).collect();
        assert_eq!(found, ["the ledger says \"no guarantee\", the history \"Waiting for a date\""]);
    }

    async fn the_ledger_is_paged_and_an_executive_and_a_neighbour_see_nobody_on_it(database: Database) {
        let world = World::new(database).await;
        let walkers = [world.refer("Teasel").await, world.refer("Plover").await];
        for walker in &walkers {
            world.book_screening(walker).await;
            world.screen(walker).await;
            world.select(walker).await;
        }
        world.train(&[&walkers[0], &walkers[1]], 5).await;
        let staff = world.app.as_coordinator().await;
        let first = staff.get("/api/v1/guarantees?limit=1").await.expect(200).json;
        let cursor = text(&first["next_cursor"]);
        let second = staff.get(&format!("/api/v1/guarantees?limit=1&cursor={cursor}")).await.expect(200).json;
        assert_ne!(first["data"][0]["journey_id"], second["data"][0]["journey_id"]);
        assert_eq!(second["next_cursor"], Value::Null);
        staff.get("/guaranteed-interviews?show=nothing").await.expect(404);
        staff.get("/guaranteed-interviews?after=nothing").await.expect(404);
        assert_eq!(staff.get("/dashboard/guarantees").await.expect(303).header("location"), "/guaranteed-interviews");

        let (executive, _) = world.staff_with(Role::Executive).await;
        executive.get("/guaranteed-interviews").await.expect(403);
        let neighbour = world.app.as_neighbour().await;
        let none = neighbour.get("/api/v1/guarantees").await.expect(200).json;
        assert_eq!(none["data"], json!([]));
    }
}
