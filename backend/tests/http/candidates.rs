//! People over HTTP: one person is one record, and nobody sees whom they may not.

use crate::journeys::world::{World, text};
use crate::support::client::{Client, Reply};
use serde_json::{Value, json};

/// A referral of somebody, changed at one place of what it says of them.
fn referral_of(world: &World, family_name: &str, name: &str, value: Value) -> Value {
    let mut referral = world.referral(family_name);
    referral["candidate"][name] = value;
    referral
}

async fn send(client: &Client, referral: &Value) -> Reply {
    client.post("/referrals", referral).await
}

on_both_databases! {
    async fn every_name_comes_back_exactly(database: Database) {
        let world = World::new(database).await;
        let (jobcentre, staff) = (world.app.as_jobcentre().await, world.app.as_coordinator().await);
        for name in ["O'Neill", "Null", "نادیہ", "Żółć-Źródło", "Robert'); DROP TABLE candidates;--", "van der  Berg", "%_\\"] {
            let mut referral = world.referral(name);
            referral["external_ref"] = Value::Null;
            let sent = send(&jobcentre, &referral).await.expect(201);
            let id = text(&sent["candidate_id"]);
            let read = staff.get(&format!("/candidates/{id}")).await.expect(200);
            assert_eq!(read["family_name"], json!(name));
        }
        let all = staff.get("/candidates?limit=200").await.expect(200);
        assert_eq!(all["data"].as_array().map(Vec::len), Some(7));
    }

    async fn details_that_cannot_be_are_pointed_at(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let wrong = [
            ("date_of_birth", json!("2007-02-29")),
            ("date_of_birth", json!("2026-05-12")),
            ("date_of_birth", json!("1910-01-01")),
            ("email", json!("nobody")),
            ("phone", json!("call me")),
            ("given_name", json!("two\nlines")),
            ("family_name", json!("abc\u{202E}fdp")),
            ("shoe_size", json!(7)),
        ];
        for (name, value) in wrong {
            let refused = send(&jobcentre, &referral_of(&world, "Rahman", name, value.clone())).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], json!(format!("/candidate/{name}")), "{value}");
        }
        let leap = referral_of(&world, "Rahman", "date_of_birth", json!("2004-02-29"));
        send(&jobcentre, &leap).await.expect(201);
        let people = world.app.as_coordinator().await.get("/candidates").await.expect(200);
        assert_eq!(people["data"].as_array().map(Vec::len), Some(1), "nobody was kept of what was refused");
        assert_eq!(people["data"][0]["date_of_birth"], json!("2004-02-29"));
    }

    async fn one_person_is_one_record_and_a_referral_never_changes_it(database: Database) {
        let world = World::new(database).await;
        let first = referral_of(&world, "Rahman", "email", json!("Nadia@Example.org"));
        let sent = send(&world.app.as_jobcentre().await, &first).await.expect(201);
        let mut second = referral_of(&world, "RAHMAN", "email", json!("thief@example.org"));
        second["candidate"]["given_name"] = json!("nadia");
        let other = world.app.as_other_jobcentre().await;
        let refused = send(&other, &second).await.expect(409);
        assert_eq!(refused.guards(), ["no_other_open_journey"], "the same person, however they are capitalised");
        let address = format!("/candidates/{}", text(&sent["candidate_id"]));
        other.get(&address).await.expect(404);
        let read = world.app.as_coordinator().await.get(&address).await.expect(200);
        assert_eq!((&read["email"], &read["given_name"]), (&json!("nadia@example.org"), &json!("Nadia")));
        let born_later = referral_of(&world, "Rahman", "date_of_birth", json!("1998-03-15"));
        let twin = send(&other, &born_later).await.expect(201);
        assert_ne!(twin["candidate_id"], sent["candidate_id"]);
    }

    async fn a_record_is_for_the_trust_the_person_and_whoever_referred_them(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let stranger = world.refer("O'Neill").await;
        let address = format!("/candidates/{}", walker.candidate);
        world.app.as_hiring_manager().await.get(&address).await.expect(200);
        world.app.as_jobcentre().await.get(&address).await.expect(200);
        world.app.as_candidate(walker.candidate).await.get(&address).await.expect(200);
        world.app.as_candidate(stranger.candidate).await.get(&address).await.expect(404);
        world.app.as_other_jobcentre().await.get(&address).await.expect(404);
        world.app.as_neighbour().await.get(&address).await.expect(404);
        world.app.as_college().await.get(&address).await.expect(403);
        world.app.as_candidate(walker.candidate).await.get("/candidates").await.expect(403);
        let others = world.app.as_other_jobcentre().await.get("/candidates").await.expect(200);
        assert_eq!(others["data"], json!([]));
        let own = world.app.as_jobcentre().await.get("/candidates").await.expect(200);
        assert_eq!(own["data"].as_array().map(Vec::len), Some(2));
    }

    async fn people_are_found_by_how_their_name_begins(database: Database) {
        let world = World::new(database).await;
        for name in ["Rahman", "Rahimi", "Łukasik", "McDonald", "Roe"] {
            world.refer(name).await;
        }
        let staff = world.app.as_coordinator().await;
        let names = |reply: Reply| -> Vec<String> {
            reply["data"].as_array().expect("people").iter().map(|row| text(&row["family_name"])).collect()
        };
        for (typed, found) in [
            ("rah", vec!["Rahimi", "Rahman"]), ("RAHM", vec!["Rahman"]), ("mcd", vec!["McDonald"]),
            ("%C5%82uk", vec!["Łukasik"]), ("%25", vec![]), ("_", vec![]), ("o", vec![]),
        ] {
            let reply = staff.get(&format!("/candidates?name={typed}")).await.expect(200);
            assert_eq!(names(reply), found, "{typed}");
        }
        let mut seen = Vec::new();
        let mut address = "/candidates?limit=2".to_owned();
        loop {
            let page = staff.get(&address).await.expect(200);
            let next = page["next_cursor"].as_str().map(str::to_owned);
            seen.extend(names(page));
            let Some(cursor) = next else { break };
            address = format!("/candidates?limit=2&cursor={cursor}");
        }
        seen.sort();
        assert_eq!(seen, ["McDonald", "Rahimi", "Rahman", "Roe", "Łukasik"]);
    }
}
