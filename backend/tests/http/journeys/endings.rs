//! The other ways a journey can go, each with its next step.

use super::world::{TRIAL_ENDS, Walker, World};
use serde_json::{Value, json};

async fn next_step(world: &World, walker: &Walker) -> Value {
    world.view(walker).await["next_step"].clone()
}

on_both_databases! {
    async fn not_selected_after_the_screening_day(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        world.screen(&walker).await;
        let staff = world.app.as_coordinator().await;
        let details = json!({ "reason": "more_experience", "feedback": "Come back in autumn.", "next_step": "college" });
        assert_eq!(world.make(&staff, &walker, "do_not_select", details).await, "not_selected");
        assert_eq!(next_step(&world, &walker).await, json!("college"));
    }

    async fn training_that_was_not_completed(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        world.screen(&walker).await;
        world.select(&walker).await;
        world.train(&[&walker], 3).await;
        assert_eq!(world.state(&walker).await, "in_training", "nobody is guaranteed what they did not earn");
        let details = json!({ "reason": "Two sessions were missed.", "next_step": "other_programme" });
        let staff = world.app.as_coordinator().await;
        assert_eq!(world.make(&staff, &walker, "record_training_not_completed", details).await, "training_not_completed");
    }

    async fn a_session_made_up_later_earns_the_interview(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        world.screen(&walker).await;
        world.select(&walker).await;
        world.train(&[&walker], 4).await;
        let (last, _) = world.training().await.pop().expect("a session");
        let made_up = json!({ "lines": [{ "journey_id": walker.id, "attendance": "made_up", "reason": null }] });
        world.app.as_college().await.put(&format!("/api/v1/sessions/{last}/register"), &made_up).await.expect(200);
        assert_eq!(world.state(&walker).await, "interview_guaranteed");
    }

    async fn a_trial_that_the_candidate_refuses_is_never_a_fault(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_interviewed(&walker).await;
        world.make(&world.app.as_hiring_manager().await, &walker, "propose_trial", World::terms()).await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let details = json!({ "reason": "candidate_choice", "next_step": "work_coach" });
        assert_eq!(world.make(&candidate, &walker, "refuse_trial", details).await, "trial_not_agreed");
    }

    async fn the_system_stops_a_trial_at_its_cap(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_interviewed(&walker).await;
        world.agree_trial(&walker).await;
        world.start_trial(&walker).await;
        world.move_to(TRIAL_ENDS);
        world.let_the_system_act().await;
        assert_eq!(world.state(&walker).await, "on_trial", "the thirtieth day is a day of the trial");
        world.move_to("2026-07-15");
        world.let_the_system_act().await;
        assert_eq!(world.state(&walker).await, "trial_ended");
        let day = json!({ "day": "2026-07-15", "note": null });
        let reply = world.try_move(&world.app.as_coordinator().await, &walker, "log_trial_day", day).await;
        assert_eq!(reply.status, 409, "no day can be logged after");
        let trial = world.app.as_coordinator().await.get(&format!("/api/v1/journeys/{}/trial", walker.id)).await.json;
        assert_eq!((&trial["cap"], &trial["days_so_far"]), (&json!(30), &json!(30)));
    }

    async fn an_offer_declined_and_one_that_lapsed_after_its_reminder(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_trial_ended(&walker).await;
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
        world.make(&world.app.as_hiring_manager().await, &walker, "make_offer", offer).await;
        world.move_to("2026-07-25");
        world.let_the_system_act().await;
        assert_eq!(world.state(&walker).await, "offer_lapsed");
        assert_eq!(next_step(&world, &walker).await, json!("work_coach"));
        let admin = world.app.as_administrator().await;
        assert_eq!(world.make(&admin, &walker, "reopen", json!({ "reason": "They were in hospital." })).await, "offered");
    }

    async fn somebody_who_withdraws_frees_the_seat_and_can_be_reopened_into_it(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.book_screening(&walker).await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let details = json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": true, "next_step": "other_work" });
        assert_eq!(world.make(&candidate, &walker, "withdraw", details).await, "withdrawn");
        let bookings = world.app.as_coordinator().await.get(&format!("/api/v1/journeys/{}/bookings", walker.id)).await.json;
        assert_eq!(bookings["data"][0]["status"], json!("released"));
        let admin = world.app.as_administrator().await;
        let state = world.make(&admin, &walker, "reopen", json!({ "reason": "The job fell through." })).await;
        assert_eq!(state, "screening_booked");
        let bookings = world.app.as_coordinator().await.get(&format!("/api/v1/journeys/{}/bookings", walker.id)).await.json;
        assert_eq!(bookings["data"][1]["status"], json!("active"));
    }
}
