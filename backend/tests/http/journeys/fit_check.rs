//! The two-way fit check (L10): nobody is told one side's answers before the other side has given its own, whichever way they ask.

use super::world::{Walker, World, guards};
use serde_json::{Value, json};

const DAY_3: &str = "2026-06-17";
const THEIRS: &str = "Quick with the lifting aids";
const OWN: &str = "The early bus is hard to catch";

fn answers(comments: &str) -> Value {
    json!({
        "work": "yes", "hours": "partly", "team": "yes", "learning": "yes", "pace": "not_yet", "job": "yes",
        "comments": comments,
    })
}

async fn on_trial(world: &World) -> Walker {
    let walker = world.refer("Alder").await;
    world.to_interviewed(&walker).await;
    world.agree_trial(&walker).await;
    world.start_trial(&walker).await;
    walker
}

/// Everything that staff and the person can read of it.
async fn told(world: &World, walker: &Walker) -> Vec<String> {
    let id = &walker.id;
    let mut pages = Vec::new();
    for reader in [
        world.app.as_coordinator().await,
        world.app.as_hiring_manager().await,
    ] {
        for path in ["events", "trial"] {
            let page = reader
                .get(&format!("/journeys/{id}/{path}"))
                .await
                .expect(200);
            pages.push(page.text);
        }
        let page = reader
            .get(&format!("/journeys/{id}/fit-check"))
            .await
            .expect(200);
        pages.push(page.text);
    }
    let own = world.app.as_candidate(walker.candidate).await;
    for path in [
        format!("/my/journeys/{id}"),
        format!("/journeys/{id}/trial"),
    ] {
        pages.push(own.get(&path).await.expect(200).text);
    }
    pages
}

on_both_databases! {
    async fn neither_side_sees_the_others_answers_before_both_have_answered(database: Database) {
        let world = World::new(database).await;
        let walker = on_trial(&world).await;
        world.move_to(DAY_3);
        let own = world.app.as_candidate(walker.candidate).await;
        let state = world.make(&own, &walker, "answer_fit_check", answers(OWN)).await;
        assert_eq!(state, "on_trial");
        for page in told(&world, &walker).await {
            assert!(!page.contains(OWN), "one side only: {page}");
        }
        let mine = own.get(&format!("/my/journeys/{}", walker.id)).await.expect(200).text;
        assert!(mine.contains("You have answered. You see both when your supervisor has answered too."), "{mine}");
        let manager = world.app.as_hiring_manager().await;
        let page = manager.get(&format!("/journeys/{}/fit-check", walker.id)).await.expect(200).text;
        assert!(page.contains("Answered on 17 June 2026") && page.contains("Not answered yet"), "{page}");

        world.make(&manager, &walker, "answer_fit_check", answers(THEIRS)).await;
        for page in told(&world, &walker).await {
            assert!(page.contains(OWN) && page.contains(THEIRS), "both are in: {page}");
        }
        let message = own.get("/my").await.expect(200).text;
        assert!(message.contains("Your supervisor also said"), "{message}");
        // What the two say of each other is not the Jobcentre's to read.
        let jobcentre = world.app.as_jobcentre().await;
        let trial = jobcentre.get(&format!("/journeys/{}/trial", walker.id)).await.expect(200);
        assert!(!trial.text.contains(OWN) && !trial.text.contains(THEIRS), "{}", trial.text);
    }

    async fn each_side_answers_once_and_on_its_days(database: Database) {
        let world = World::new(database).await;
        let walker = on_trial(&world).await;
        let manager = world.app.as_hiring_manager().await;
        let answer = "answer_fit_check";
        let early = world.try_move(&manager, &walker, answer, answers(THEIRS)).await.expect(409);
        assert_eq!(guards(&early), ["fit_round_open"]);
        assert!(early.text.contains("2026-06-17"), "it says when: {}", early.text);
        world.move_to(DAY_3);
        let missing = json!({ "work": "yes", "hours": "yes", "team": "yes", "learning": "yes", "pace": "yes" });
        let refused = world.try_move(&manager, &walker, answer, missing).await.expect(422);
        assert!(refused.text.contains("job"), "{}", refused.text);
        world.make(&manager, &walker, answer, answers(THEIRS)).await;
        let again = world.try_move(&world.app.as_coordinator().await, &walker, answer, answers("Me too")).await.expect(409);
        assert_eq!(guards(&again), ["fit_round_not_yet_answered"]);
        let jobcentre = world.app.as_jobcentre().await;
        let not_theirs = world.try_move(&jobcentre, &walker, answer, answers("We think")).await.expect(409);
        assert_eq!(guards(&not_theirs), ["by_this_actor"]);
    }

    async fn the_page_is_for_staff_of_the_programme_and_for_nobody_else(database: Database) {
        let world = World::new(database).await;
        let walker = on_trial(&world).await;
        let address = format!("/journeys/{}/fit-check", walker.id);
        world.app.as_neighbour().await.get(&address).await.expect(404);
        world.app.as_jobcentre().await.get(&address).await.expect(403);
        world.app.as_college().await.get(&address).await.expect(403);
        let page = world.app.as_coordinator().await.get(&address).await.expect(200).text;
        assert!(page.contains("Day 3, 17 June 2026") && page.contains("Day 10, 24 June 2026"), "{page}");
        assert!(!page.contains("Answer for the supervisor"), "nothing is asked on the first day: {page}");
        world.move_to(DAY_3);
        let page = world.app.as_coordinator().await.get(&address).await.expect(200).text;
        assert!(page.contains("Answer for the supervisor"), "{page}");
    }
}
