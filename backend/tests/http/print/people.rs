//! The papers about one person: the agreement to a work trial, and the letter to the work coach.

use super::told;
use crate::journeys::world::{Walker, World};
use crate::pages::said;
use serde_json::{Value, json};
use shared::identity::Role;
use uuid::Uuid;

fn agreement(walker: &Walker) -> String {
    format!("/print/trial-agreement/{}", walker.id)
}

fn letter(walker: &Walker) -> String {
    format!("/print/work-coach-letter/{}", walker.id)
}

/// What the coordinator reads there.
async fn read(world: &World, address: &str) -> String {
    said(
        &world
            .app
            .as_coordinator()
            .await
            .get(address)
            .await
            .expect(200),
    )
}

on_both_databases! {
    async fn an_agreement_says_the_terms_the_law_and_who_has_agreed(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_interviewed(&walker).await;
        let staff = world.app.as_coordinator().await;
        staff.get(&agreement(&walker)).await.expect(404);
        let manager = world.app.as_hiring_manager().await;
        world.make(&manager, &walker, "propose_trial", World::terms()).await;
        let paper = read(&world, &agreement(&walker)).await;
        for words in ["Nadia Teasel", "Monday 15 June 2026", "Tuesday 14 July 2026", "30 days, the first and the last one counted; 30 at most",
            "Monday to Friday", "Named by the Trust when it signs", "It is voluntary", "It is not employment, and it is not paid",
            "Brindle Vale General", "may each stop it at any time"] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        assert_eq!(paper.matches("Signature").count(), 3, "nobody has agreed yet: {paper}");

        let signature = |supervisor: Value| json!({ "terms_number": 1, "supervisor": supervisor });
        world.make(&world.app.as_jobcentre().await, &walker, "sign_trial", signature(Value::Null)).await;
        let paper = read(&world, &agreement(&walker)).await;
        assert_eq!(paper.matches("Signature").count(), 2, "{paper}");
        assert!(paper.contains("Agreed on 9 June 2026 in Foothold by"), "{paper}");

        let shorter = json!({ "starts_on": "2026-06-15", "ends_on": "2026-06-19", "pattern": "weekdays" });
        world.make(&manager, &walker, "amend_trial", shorter).await;
        let paper = read(&world, &agreement(&walker)).await;
        assert_eq!(paper.matches("Signature").count(), 3, "new terms are signed anew: {paper}");
        assert!(paper.contains("5 days") && paper.contains("Number 2."), "{paper}");
        world.sign(&walker).await;
        let paper = read(&world, &agreement(&walker)).await;
        assert_eq!(paper.matches("Signature").count(), 0, "{paper}");
        assert!(paper.contains("All three have agreed.") && paper.contains("Sister Joy Mensah"), "{paper}");
        assert_eq!(told(&world, "print_trial_agreement").await, 4);
    }

    async fn a_letter_says_where_somebody_stands_the_dates_and_what_it_means_for_the_benefit(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let paper = read(&world, &letter(&walker)).await;
        for words in ["You put Nadia Teasel forward", "Jobseeker's Allowance", "JC-Teasel", "0161 496 0000", "Cora", "Coordinator"] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        world.to_guarantee(&walker).await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let slot = world.free_slot().await;
        world.make(&candidate, &walker, "book_interview", json!({ "slot_id": slot })).await;
        let paper = read(&world, &letter(&walker)).await;
        assert!(paper.contains("Tuesday 9 June 2026 at 09:00, Education Centre"), "{paper}");
        assert!(paper.contains("is not employed by the Trust and is not paid"), "{paper}");
        assert_eq!(told(&world, "print_work_coach_letter").await, 2);
    }

    async fn a_letter_keeps_to_itself_why_somebody_left_and_what_the_trust_thought(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Teasel").await, world.refer("Plover").await);
        world.to_guarantee(&walker).await;
        world.interview(&walker, "unsuccessful").await;
        let manager = world.app.as_hiring_manager().await;
        world.make(&manager, &walker, "record_unsuccessful", json!({
            "reasons": "Scored below the line on reliability", "feedback": "Come back with more experience", "next_step": "work_coach",
        })).await;
        let paper = read(&world, &letter(&walker)).await;
        assert!(paper.contains("was not successful this time") && paper.contains("a talk with you"), "{paper}");
        for hidden in ["reliability", "experience", "Score", "Ruth Adeyemi"] {
            assert!(!paper.contains(hidden), "{hidden}: {paper}");
        }
        let staff = world.app.as_coordinator().await;
        world.make(&staff, &other, "withdraw", json!({
            "reason": "health", "note": "In hospital", "hear_of_other_programmes": false, "next_step": "declined",
        })).await;
        let paper = read(&world, &letter(&other)).await;
        assert!(paper.contains("is no longer on this programme") && !paper.contains("hospital"), "{paper}");
        assert!(!paper.contains("The next step for"), "{paper}");
    }

    async fn the_papers_about_a_person_are_for_those_who_may_read_what_they_say(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_interviewed(&walker).await;
        let manager = world.app.as_hiring_manager().await;
        world.make(&manager, &walker, "propose_trial", World::terms()).await;
        let (trainer, trainer_id) = world.staff_with(Role::Trainer).await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let candidate = world.app.as_candidate(walker.candidate).await;
        let neighbour = world.app.as_neighbour().await;
        for (client, of_agreement, of_letter) in [(&trainer, 404, 403), (&manager, 200, 403), (&executive, 403, 403), (&candidate, 403, 403), (&neighbour, 404, 404)] {
            for (address, status) in [(agreement(&walker), of_agreement), (letter(&walker), of_letter)] {
                let reply = client.get(&address).await.expect(status);
                assert!(status == 200 || !reply.text.contains("Teasel"), "{}", reply.text);
            }
        }
        let nobody = world.app.as_nobody().get(&letter(&walker)).await.expect(303);
        assert!(nobody.header("location").starts_with("/sign-in?next=%2Fprint%2F"));
        let staff = world.app.as_coordinator().await;
        for paper in ["trial-agreement", "work-coach-letter"] {
            staff.get(&format!("/print/{paper}/{}", Uuid::now_v7())).await.expect(404);
            staff.get(&format!("/print/{paper}/nobody")).await.expect(404);
        }
        world.assign(trainer_id).await;
        trainer.get(&agreement(&walker)).await.expect(200);
    }
}
