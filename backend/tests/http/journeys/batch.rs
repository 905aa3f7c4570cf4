//! One move for many people: each is decided as a single move is, and nobody for the sake of another.

use super::world::{Walker, World, text};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use serde_json::{Value, json};

/// A move for these people, at the versions that they stand at when they have been moved so many times.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test writes the details where it sends them"
)]
fn batch(name: &str, details: Value, walkers: &[Walker], version: i32) -> Value {
    let lines: Vec<_> = walkers
        .iter()
        .map(|walker| json!({ "journey_id": walker.id, "version": version, "details": null }))
        .collect();
    json!({ "name": name, "details": details, "journeys": lines })
}

async fn refer(world: &World, many: usize) -> Vec<Walker> {
    let mut walkers = Vec::new();
    for number in 0..many {
        walkers.push(world.refer(&name_of(number)).await);
    }
    walkers
}

/// Different names that no rule about digits minds.
fn name_of(number: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
    format!("Marsh{}{}", letter(number / 26), letter(number))
}

async fn send(client: &Client, query: &str, body: &Value) -> Reply {
    client
        .post(&format!("/transitions/batch{query}"), body)
        .await
}

/// How many had each outcome.
fn count(reply: &Value, outcome: &str) -> usize {
    let rows = reply["data"].as_array().expect("rows");
    rows.iter().filter(|row| row["outcome"] == outcome).count()
}

fn seat(day: &str) -> Value {
    json!({ "session_id": day, "adjustments_asked": true, "adjustments": null })
}

on_both_databases! {
    async fn twenty_people_are_accepted_at_once(database: Database) {
        let world = World::with_openings(database, 20).await;
        let walkers = refer(&world, 20).await;
        let staff = world.app.as_coordinator().await;
        let all = batch("accept", json!({}), &walkers, 1);

        let tried = send(&staff, "?dry_run=true", &all).await.expect(200).json;
        assert_eq!((&tried["dry_run"], &tried["made"], &tried["not_made"]), (&json!(true), &json!(20), &json!(0)));
        assert_eq!(tried["data"][0]["state"], "accepted");
        assert_eq!(world.state(&walkers[0]).await, "referred", "a dry run keeps nothing");
        assert_eq!(world.view(&walkers[0]).await["version"], json!(1));

        let made = send(&staff, "", &all).await.expect(200).json;
        assert_eq!((&made["made"], &made["not_made"]), (&json!(20), &json!(0)), "{made}");
        assert_eq!(made["data"][19]["candidate_name"], format!("Nadia {}", name_of(19)));
        for walker in &walkers {
            assert_eq!(world.state(walker).await, "accepted");
        }
    }

    async fn whoever_comes_after_the_last_seat_is_refused_by_name_in_the_preview_and_in_earnest(database: Database) {
        let world = World::with_openings(database, 20).await;
        let walkers = refer(&world, 13).await;
        let staff = world.app.as_coordinator().await;
        send(&staff, "", &batch("accept", json!({}), &walkers, 1)).await.expect(200);
        let all = batch("book_screening", seat(&world.screening_day().await), &walkers, 2);
        for query in ["?dry_run=true", ""] {
            let answer = send(&staff, query, &all).await.expect(200).json;
            assert_eq!((count(&answer, "made"), count(&answer, "refused")), (12, 1), "{query}: {answer}");
            let last = &answer["data"][12];
            assert_eq!(last["candidate_name"], format!("Nadia {}", name_of(12)));
            assert_eq!(last["state"], "accepted");
            assert_eq!(last["problem"]["code"], "move_refused");
            let unmet = &last["problem"]["unmet_guards"][0];
            assert_eq!(unmet["guard"], "screening_seat_free", "{unmet}");
            assert!(text(&unmet["explanation"]).contains("12"), "{unmet}");
            assert!(!text(&unmet["words"]).is_empty());
        }
        let alone = world.try_move(&staff, &walkers[12], "book_screening", seat(&world.screening_day().await)).await;
        assert_eq!(alone.status, 409, "as a single move is answered");
    }

    async fn somebody_moved_meanwhile_is_told_as_stale_and_the_others_move(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, 3).await;
        let staff = world.app.as_coordinator().await;
        world.make(&staff, &walkers[1], "accept", json!({})).await;
        let answer = send(&staff, "", &batch("accept", json!({}), &walkers, 1)).await.expect(200).json;
        assert_eq!((count(&answer, "made"), count(&answer, "stale")), (2, 1), "{answer}");
        let stale = &answer["data"][1];
        assert_eq!((&stale["problem"]["code"], &stale["state"], &stale["version"]), (&json!("stale"), &json!("accepted"), &json!(2)));
    }

    async fn the_same_person_twice_is_moved_once(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let twice = batch("accept", json!({}), &[walker.clone(), walker.clone()], 1);
        for query in ["?dry_run=true", ""] {
            let answer = send(&staff, query, &twice).await.expect(200).json;
            assert_eq!((count(&answer, "made"), count(&answer, "stale")), (1, 1), "{query}: {answer}");
        }
        assert_eq!(world.view(&walker).await["version"], json!(2));
    }

    async fn sent_twice_with_one_key_it_is_done_once(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, 2).await;
        let staff = world.app.as_coordinator().await;
        let all = batch("accept", json!({}), &walkers, 1);
        let mut answers = Vec::new();
        for _ in 0..2 {
            let asked = staff.request(Method::POST, "/transitions/batch").header("Idempotency-Key", "today's twenty");
            answers.push(asked.json(&all).send().await.expect(200).json);
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(count(&answers[1], "made"), 2);
        assert_eq!(world.view(&walkers[0]).await["version"], json!(2));
    }

    async fn of_people_who_are_not_theirs_an_outsider_learns_nothing(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, 1).await;
        let withdraw = json!({ "reason": "found_work", "note": null, "hear_of_other_programmes": false, "next_step": "other_work" });
        let all = batch("withdraw", withdraw, &walkers, 1);
        let jobcentre = world.app.as_other_jobcentre().await;
        for (client, query) in [(&world.app.as_neighbour().await, ""), (&jobcentre, ""), (&jobcentre, "?dry_run=true")] {
            let answer = send(client, query, &all).await.expect(200).json;
            let row = &answer["data"][0];
            assert_eq!((&row["outcome"], &row["candidate_name"], &row["state"], &row["version"]),
                (&json!("not_found"), &Value::Null, &Value::Null, &Value::Null), "{answer}");
            assert!(!answer.to_string().contains("Marsh"));
        }
        assert_eq!(world.state(&walkers[0]).await, "referred");
    }

    async fn what_is_somebodys_own_stands_in_the_place_of_what_is_for_all(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, 2).await;
        let staff = world.app.as_coordinator().await;
        send(&staff, "", &batch("accept", json!({}), &walkers, 1)).await.expect(200);
        let mut all = batch("book_screening", seat(&world.screening_day().await), &walkers, 2);
        all["journeys"][0]["details"] = json!({ "adjustments": "A hearing loop." });
        all["journeys"][1]["details"] = json!({ "adjustments": 7 });
        let answer = send(&staff, "", &all).await.expect(200).json;
        assert_eq!((count(&answer, "made"), count(&answer, "refused")), (1, 1), "{answer}");
        assert_eq!(answer["data"][1]["problem"]["errors"][0]["pointer"], "/adjustments");
    }

    async fn what_cannot_be_read_is_one_mistake_and_moves_nobody(database: Database) {
        let world = World::new(database).await;
        let walkers = refer(&world, 1).await;
        let staff = world.app.as_coordinator().await;
        let nobody = send(&staff, "", &batch("accept", json!({}), &[], 1)).await.expect(422).json;
        assert_eq!(nobody["errors"][0]["pointer"], "/journeys");
        let many = vec![walkers[0].clone(); 101];
        send(&staff, "", &batch("accept", json!({}), &many, 1)).await.expect(422);
        let wrong = send(&staff, "", &batch("book_screening", json!({ "session_id": "today" }), &walkers, 1)).await.expect(422).json;
        assert!(text(&wrong["errors"][0]["pointer"]).starts_with("/details/"), "{wrong}");
        assert_eq!(world.view(&walkers[0]).await["version"], json!(1));
    }
}
