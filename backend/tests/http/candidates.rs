//! People over HTTP: one person is one record, and nobody sees whom they may not.

mod search;

use crate::journeys::world::{World, text};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
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
            ("łuk", vec!["Łukasik"]), ("%", vec![]), ("_", vec![]), ("o", vec![]),
        ] {
            let reply = staff.post("/candidates/find", &json!({ "family_name": typed })).await.expect(200);
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

    async fn a_national_insurance_number_is_kept_sealed_shown_masked_and_found_whole(database: Database) {
        let world = World::new(database).await;
        let (jobcentre, staff) = (world.app.as_jobcentre().await, world.app.as_coordinator().await);
        let sent = send(&jobcentre, &referral_of(&world, "Rahman", "ni_number", json!("px 46 81 93 b"))).await.expect(201);
        world.refer("Okoro").await;
        let address = format!("/candidates/{}", text(&sent["candidate_id"]));
        let masked = json!("PX ** ** ** B");
        assert_eq!(staff.get(&address).await.expect(200)["ni_number"], masked);
        assert_eq!(jobcentre.get(&address).await.expect(200)["ni_number"], masked);
        let candidate = text(&sent["candidate_id"]).parse().expect("an id");
        assert_eq!(world.app.as_candidate(candidate).await.get(&address).await.expect(200)["ni_number"], masked);
        assert_eq!(world.app.as_hiring_manager().await.get(&address).await.expect(200)["ni_number"], Value::Null);
        let find = |number: &str| json!({ "ni_number": number });
        let found = staff.post("/candidates/find", &find("PX-468193-B")).await.expect(200);
        assert_eq!(found["data"].as_array().map(Vec::len), Some(1));
        assert_eq!(found["data"][0]["id"], sent["candidate_id"]);
        let none = staff.post("/candidates/find", &find("PX468193A")).await.expect(200);
        assert_eq!(none["data"], json!([]));
        let others = world.app.as_other_jobcentre().await.post("/candidates/find", &find("PX468193B")).await.expect(200);
        assert_eq!(others["data"], json!([]), "another Jobcentre cannot ask whose number it is");
        staff.post("/candidates/find", &json!({})).await.expect(422);
        for wrong in [json!("PX468193Z"), json!("QQ123456C"), json!(468_193), json!(["PX468193B"])] {
            let refused = send(&jobcentre, &referral_of(&world, "Rahman", "ni_number", wrong)).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], json!("/candidate/ni_number"));
            assert!(!refused.text.contains("468193"), "{}", refused.text);
        }
    }

    async fn two_numbers_are_two_people_and_one_number_is_one(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let with = |name: &str, number: &str| {
            let mut referral = referral_of(&world, name, "ni_number", json!(number));
            referral["external_ref"] = Value::Null;
            referral
        };
        let first = send(&jobcentre, &with("Rahman", "PX468193B")).await.expect(201);
        let twin = send(&jobcentre, &with("Rahman", "PX468193C")).await.expect(201);
        assert_ne!(first["candidate_id"], twin["candidate_id"], "the same names and date of birth, another number");
        let married = send(&jobcentre, &with("Ali", "PX468193B")).await.expect(409);
        assert_eq!(married.guards(), ["no_other_open_journey"], "another name, the same number and date of birth");
    }

    async fn staff_correct_a_record_and_the_log_has_the_names_of_the_fields(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (walker, other) = (world.refer("Rahman").await, world.refer("Okoro").await);
        let address = format!("/candidates/{}", walker.candidate);
        let patch = |version: i32, body: Value| staff.request(Method::PATCH, &address).if_match(version).json(&body).send();
        let own = world.app.as_candidate(walker.candidate).await;
        let corrected = patch(1, json!({ "given_name": "Nadiya", "phone": "07700 900123", "ni_number": "PX468193B" })).await.expect(200);
        assert_eq!(corrected.version(), 2);
        assert_eq!((&corrected["given_name"], &corrected["phone"]), (&json!("Nadiya"), &json!("07700900123")));
        assert_eq!(corrected["ni_number"], json!("PX ** ** ** B"));
        own.get(&address).await.expect(401);
        let lines = crate::audit::column(&world.app.platform.database,
            "SELECT particulars AS text FROM audit WHERE action = 'correct_candidate'").await;
        assert_eq!(lines, ["given_name,phone,ni_number"]);
        assert_eq!(patch(2, json!({ "given_name": "Nadiya" })).await.expect(200).version(), 2, "no change is none");
        let cleared = patch(2, json!({ "phone": null, "ni_number": null })).await.expect(200);
        assert_eq!((&cleared["phone"], &cleared["ni_number"]), (&Value::Null, &Value::Null));
        patch(3, json!({ "ni_number": "PX468193B" })).await.expect(200);
        patch(3, json!({ "family_name": "Ali" })).await.expect(412);
        patch(4, json!({ "email": "nobody" })).await.expect(422);
        patch(4, json!({ "version": 9 })).await.expect(422);
        staff.request(Method::PATCH, &address).json(&json!({})).send().await.expect(428);
        let taken = staff.request(Method::PATCH, &format!("/candidates/{}", other.candidate))
            .if_match(1).json(&json!({ "ni_number": "PX468193B" })).send().await.expect(409);
        assert_eq!(taken["errors"][0]["pointer"], json!("/ni_number"));
        for outsider in [world.app.as_hiring_manager().await, world.app.as_jobcentre().await, world.app.as_candidate(walker.candidate).await] {
            outsider.request(Method::PATCH, &address).if_match(4).json(&json!({})).send().await.expect(403);
        }
        world.app.as_neighbour().await.request(Method::PATCH, &address).if_match(4).json(&json!({})).send().await.expect(404);
    }
}
