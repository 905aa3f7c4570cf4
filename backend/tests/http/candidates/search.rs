//! People are found however their name was spelt, and nobody finds whom they may not see.

use super::send;
use crate::journeys::world::{World, text};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::candidates::keep_all;
use backend::platform::database::{
    DatabaseResult,
    schema::{candidate_names, candidate_spellings, candidates},
};
use diesel::prelude::*;
use serde_json::{Value, json};

/// A Jobcentre's referral of somebody.
async fn refer(world: &World, given_name: &str, family_name: &str, born: &str) -> Value {
    let mut referral = world.referral(family_name);
    referral["external_ref"] = Value::Null;
    referral["candidate"]["given_name"] = json!(given_name);
    referral["candidate"]["date_of_birth"] = json!(born);
    send(&world.app.as_jobcentre().await, &referral)
        .await
        .expect(201)
        .json
}

async fn search(client: &Client, typed: &str) -> Reply {
    client
        .post("/candidates/search", &json!({ "search": typed }))
        .await
}

/// The names that were found, in their order.
async fn names(client: &Client, typed: &str) -> Vec<String> {
    let reply = search(client, typed).await.expect(200);
    let people = reply["data"].as_array().expect("people").iter();
    let name = |person: &Value| {
        format!(
            "{} {}",
            text(&person["candidate"]["given_name"]),
            text(&person["candidate"]["family_name"])
        )
    };
    people.map(name).collect()
}

on_both_databases! {
    async fn a_person_is_found_however_the_name_was_spelt(database: Database) {
        let world = World::new(database).await;
        for (given, family) in [
            ("Nadia", "Rahman"), ("Shaun", "O'Neill"), ("Piotr", "Żołnierz"), ("Mohammed", "Al-Rashid"), ("نادیہ", "خان"), ("Anna Maria", "Nowak-Kowalska"),
        ] {
            refer(&world, given, family, "1998-03-14").await;
        }
        let staff = world.app.as_coordinator().await;
        for (typed, found) in [
            ("Rachman", "Nadia Rahman"), ("rahman nadia", "Nadia Rahman"), ("NADIA  REHMAN", "Nadia Rahman"), ("Nadya Rhaman", "Nadia Rahman"),
            ("rah", "Nadia Rahman"), ("ONeill", "Shaun O'Neill"), ("o neill", "Shaun O'Neill"), ("O’Neil, Sean", "Shaun O'Neill"),
            ("Zolnierz", "Piotr Żołnierz"), ("pyotr zolniez", "Piotr Żołnierz"), ("Muhamad Alrashid", "Mohammed Al-Rashid"),
            ("al rashid", "Mohammed Al-Rashid"), ("خان", "نادیہ خان"), ("ناديه", "نادیہ خان"), ("Maria Kowalska", "Anna Maria Nowak-Kowalska"), ("Nowack", "Anna Maria Nowak-Kowalska"),
        ] {
            assert_eq!(names(&staff, typed).await, [found], "{typed}");
        }
        for typed in ["Okoro", "Smith", "Rahman Piotr Smith-Jones", "zz"] {
            let found = names(&staff, typed).await;
            assert!(!found.iter().any(|name| name.contains("Kowalska")), "{typed}: {found:?}");
        }
        assert_eq!(names(&staff, "Okoro").await, Vec::<String>::new());
    }

    async fn the_best_come_first_and_a_date_of_birth_tells_them_apart(database: Database) {
        let world = World::new(database).await;
        for (given, family, born) in [("Nadia", "Rehman", "1998-03-14"), ("Nadia", "Rahman", "1998-03-14"), ("Nadia", "Rahman", "1990-01-01"), ("Omar", "Rahman", "1998-03-14")] {
            refer(&world, given, family, born).await;
        }
        let staff = world.app.as_coordinator().await;
        assert_eq!(names(&staff, "Rahman").await, ["Nadia Rahman", "Nadia Rahman", "Omar Rahman", "Nadia Rehman"]);
        let one = search(&staff, "rahman nadia 14/03/1998").await.expect(200);
        assert_eq!(one["data"][0]["candidate"]["date_of_birth"], json!("1998-03-14"));
        assert_eq!(one["data"].as_array().map(Vec::len), Some(2), "and the one with a name like it");
        assert_eq!((&one["data"][0]["is_exact"], &one["data"][1]["is_exact"]), (&json!(true), &json!(false)));
        assert_eq!(names(&staff, "14/03/1998").await.len(), 3);
        assert_eq!(names(&staff, "15/03/1998").await.len(), 0);
    }

    async fn references_addresses_and_numbers_find_exactly_one(database: Database) {
        let world = World::new(database).await;
        let mut referral = world.referral("Rahman");
        referral["candidate"]["email"] = json!("Nadia@Example.org");
        referral["candidate"]["phone"] = json!("07700 900123");
        referral["candidate"]["ni_number"] = json!("PX468193B");
        let sent = send(&world.app.as_jobcentre().await, &referral).await.expect(201);
        refer(&world, "Omar", "Okoro", "1990-01-01").await;
        let staff = world.app.as_coordinator().await;
        let found = search(&staff, "Rahman").await.expect(200);
        let person = &found["data"][0];
        assert_eq!(person["candidate"]["id"], sent["candidate_id"]);
        assert_eq!((&person["journey"]["id"], &person["journey"]["state"]), (&sent["journey_id"], &json!("referred")));
        assert_eq!(person["candidate"]["ni_number"], json!("PX ** ** ** B"));
        let (journey, own) = (text(&person["journey"]["reference"]), text(&person["candidate"]["reference"]));
        for typed in [journey.clone(), journey.to_lowercase().replace('-', ""), own, "nadia@example.org".into(), "+44 7700 900123".into(), "px 46 81 93 b".into()] {
            assert_eq!(names(&staff, &typed).await, ["Nadia Rahman"], "{typed}");
        }
        for typed in ["WP-2222-22", "omar@example.org", "07700 900999", "PX468193A"] {
            assert_eq!(names(&staff, typed).await.len(), 0, "{typed}");
        }
        search(&staff, "%_--").await.expect(422);
        let lines = crate::audit::column(&world.app.platform.database,
            "SELECT particulars AS text FROM audit WHERE action = 'search_candidates' ORDER BY position").await;
        assert_eq!(lines.first().map(String::as_str), Some("name"), "of which kind, and not what");
        assert!(lines.contains(&"ni_number".to_owned()), "{lines:?}");
        let shown = crate::audit::column(&world.app.platform.database,
            "SELECT CAST(people AS TEXT) AS text FROM audit WHERE action = 'search_candidates' ORDER BY position").await;
        assert_eq!(shown.first().map(String::as_str), Some("1"));
    }

    async fn nobody_finds_whom_they_may_not_see(database: Database) {
        let world = World::new(database).await;
        refer(&world, "Nadia", "Rahman", "1998-03-14").await;
        let app = &world.app;
        assert_eq!(names(&app.as_hiring_manager().await, "Rachman").await.len(), 1);
        assert_eq!(names(&app.as_jobcentre().await, "Rachman").await.len(), 1);
        for (outsider, typed) in [(app.as_other_jobcentre().await, "Rahman"), (app.as_neighbour().await, "Rahman"), (app.as_other_jobcentre().await, "14/03/1998")] {
            assert_eq!(names(&outsider, typed).await.len(), 0, "{typed}");
        }
        search(&app.as_college().await, "Rahman").await.expect(403);
        let assessor = world.staff_with(shared::identity::Role::Assessor).await.0;
        assert_eq!(names(&assessor, "Rahman").await.len(), 0, "who is not assigned to the programme");
        search(&world.staff_with(shared::identity::Role::Executive).await.0, "Rahman").await.expect(403);
    }

    async fn a_corrected_name_is_found_and_the_old_one_is_forgotten(database: Database) {
        let world = World::new(database).await;
        let sent = refer(&world, "Nadia", "Rahman", "1998-03-14").await;
        refer(&world, "Nadia", "Okoro", "1990-01-01").await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/candidates/{}", text(&sent["candidate_id"]));
        staff.request(Method::PATCH, &address).if_match(1).json(&json!({ "family_name": "Ali" })).send().await.expect(200);
        assert_eq!(names(&staff, "Rahman").await.len(), 0);
        assert_eq!(names(&staff, "Ali Nadia").await, ["Nadia Ali"]);
        let kept = world.app.platform.database.read(|db| -> DatabaseResult<_> {
            let words: Vec<String> = candidate_spellings::table.select(candidate_spellings::word).distinct().load(db)?;
            let names: i64 = candidate_names::table.count().get_result(db)?;
            Ok((words, names))
        }).await.expect("what is kept");
        assert!(!kept.0.contains(&"rahman".to_owned()), "nobody is called so any more: {:?}", kept.0);
        assert!(kept.0.contains(&"nadia".to_owned()) && kept.1 == 4, "{kept:?}");
    }

    async fn whoever_was_there_before_is_found_too(database: Database) {
        let world = World::new(database).await;
        refer(&world, "Nadia", "Rahman", "1998-03-14").await;
        let staff = world.app.as_coordinator().await;
        let trust = world.app.trust.id;
        let as_before = world.app.platform.database.write(|db| -> DatabaseResult<_> {
            diesel::delete(candidate_names::table).execute(db)?;
            diesel::delete(candidate_spellings::table).execute(db)?;
            diesel::update(candidates::table).set(candidates::names_version.eq(None::<i32>)).execute(db)?;
            Ok(())
        });
        as_before.await.expect("as before");
        assert_eq!(names(&staff, "Rachman").await.len(), 0);
        assert_eq!(keep_all(&world.app.platform, trust).await.expect("kept"), 1);
        assert_eq!(keep_all(&world.app.platform, trust).await.expect("kept"), 0);
        assert_eq!(names(&staff, "Rachman").await, ["Nadia Rahman"]);
    }

    async fn more_people_than_can_be_looked_through_are_said_to_be_more(database: Database) {
        let world = World::new(database).await;
        for day in 1..=21 {
            refer(&world, "Omar", "Khan", &format!("1990-01-{day:02}")).await;
        }
        let staff = world.app.as_coordinator().await;
        let many = search(&staff, "Kahn").await.expect(200);
        assert_eq!((many["data"].as_array().map(Vec::len), &many["more"]), (Some(20), &json!(true)));
        assert_eq!(names(&staff, "khan 14/01/1990").await.len(), 1);
    }

    async fn the_page_finds_people_and_its_address_tells_nothing(database: Database) {
        let world = World::new(database).await;
        let sent = refer(&world, "Nadia", "O'Neill", "1998-03-14").await;
        let staff = world.app.as_coordinator().await;
        let page = staff.get("/people").await.expect(200);
        assert!(page.text.contains("<title>People - Foothold</title>"), "{}", page.text);
        let answer = staff.form("/people", &[("search", "oneil")]).await.expect(303);
        let address = answer.header("location").to_owned();
        assert!(address.starts_with("/people?for=") && !address.to_lowercase().contains("neil"), "{address}");
        let page = staff.get(&address).await.expect(200);
        assert!(page.text.contains("1 person - People - Foothold"), "{}", page.text);
        assert!(page.text.contains(&format!("/dashboard/journeys/{}", text(&sent["journey_id"]))), "{}", page.text);
        assert!(page.text.contains("Nobody is called exactly that"), "{}", page.text);
        let shared = world.app.as_hiring_manager().await.get(&address).await.expect(200);
        assert!(shared.text.contains("1 person"), "an address can be shared within the Trust");
        let neighbour = world.app.as_neighbour().await.get(&address).await.expect(422);
        assert!(neighbour.text.contains("can no longer be opened"), "{}", neighbour.text);
        let nobody = staff.form("/people", &[("search", "Okoro")]).await.expect(303);
        assert!(staff.get(nobody.header("location")).await.expect(200).text.contains("Nobody was found"));
        staff.form("/people", &[("search", " ")]).await.expect(422);
        staff.get("/people?for=1.AAAA").await.expect(422);
        let number = staff.form("/people", &[("search", "PX468193B")]).await.expect(303);
        assert!(!staff.get(number.header("location")).await.expect(200).text.contains("468193"));
        world.staff_with(shared::identity::Role::Executive).await.0.get("/people").await.expect(403);
    }
}
