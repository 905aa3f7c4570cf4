//! People who may be there twice: who is found, who sees them, and what is made of what somebody says.

use crate::journeys::world::{Walker, World, text};
use crate::pages::{said, tags, value_of};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::duplicates::{compare_all, compare_some};
use serde_json::{Value, json};
use shared::identity::Role;

/// Somebody whom the Jobcentre sends: their name, date of birth and telephone number.
async fn refer(
    world: &World,
    (given, family): (&str, &str),
    born: &str,
    phone: Option<&str>,
) -> Walker {
    let mut referral = world.referral(family);
    referral["external_ref"] = Value::Null;
    referral["candidate"]["given_name"] = json!(given);
    referral["candidate"]["date_of_birth"] = json!(born);
    referral["candidate"]["phone"] = json!(phone);
    let sent = world
        .app
        .as_jobcentre()
        .await
        .post("/referrals", &referral)
        .await
        .expect(201);
    Walker {
        id: text(&sent["journey_id"]),
        candidate: text(&sent["candidate_id"]).parse().expect("an id"),
    }
}

/// Compares whoever is to be compared, and answers how many they were.
async fn compare(world: &World) -> usize {
    compare_all(&world.app.platform, world.app.trust.id)
        .await
        .expect("a comparison")
}

async fn pairs(client: &Client) -> Vec<Value> {
    let listed = client.get("/duplicates").await.expect(200);
    listed["data"].as_array().expect("pairs").clone()
}

/// The family names of each pair, and why they are alike.
async fn found(world: &World) -> Vec<String> {
    let seen = pairs(&world.app.as_administrator().await).await;
    let name = |person: &Value| text(&person["candidate"]["family_name"]);
    let line = |pair: &Value| {
        format!(
            "{} {} {}",
            name(&pair["one"]),
            name(&pair["other"]),
            pair["likeness"]
        )
    };
    seen.iter().map(line).collect()
}

async fn settle(client: &Client, pair: &str, version: i32, body: &Value) -> Reply {
    client
        .post_at(&format!("/duplicates/{pair}/settle"), version, body)
        .await
}

fn two_people() -> Value {
    json!({ "decision": "two_people", "survivor_id": null, "merged_id": null, "reason": null })
}

fn one_person(merged: &Walker, survivor: &Walker) -> Value {
    json!({ "decision": "one_person", "survivor_id": survivor.id, "merged_id": merged.id, "reason": "The coach told us." })
}

/// Two who are surely alike, and their pair.
async fn a_pair(world: &World) -> (Walker, Walker, String) {
    let one = refer(world, ("Nadia", "Rahman"), "1998-03-14", None).await;
    let other = refer(world, ("Nadia", "Rehman"), "1998-03-14", None).await;
    compare(world).await;
    let seen = pairs(&world.app.as_administrator().await).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    (one, other, text(&seen[0]["id"]))
}

on_both_databases! {
    async fn who_is_nearly_the_same_is_found_whoever_comes_first(database: Database) {
        let world = World::new(database).await;
        refer(&world, ("Nadia", "Rahman"), "1998-03-14", None).await;
        refer(&world, ("Sara", "Okoro"), "1980-01-02", Some("07700 900123")).await;
        assert_eq!((compare(&world).await, found(&world).await.len()), (2, 0));
        refer(&world, ("Nadia", "Rehman"), "1998-03-14", None).await;
        refer(&world, ("RAHMAN", "nadia"), "1998-03-15", None).await;
        refer(&world, ("Joe", "Smith"), "1971-07-08", Some("07700 900123")).await;
        refer(&world, ("Sara", "Rahman"), "1998-03-14", None).await;
        refer(&world, ("Nadia", "Khan"), "1998-03-14", None).await;
        assert_eq!(compare(&world).await, 5);
        let mut all = found(&world).await;
        all.sort_unstable();
        let expected = [
            "Okoro Smith [\"same_contact\"]", "Rahman Rehman [\"same_birth\"]", "Rahman nadia [\"near_birth\"]",
        ];
        assert_eq!(all, expected);
        assert_eq!(compare(&world).await, 0, "nobody is compared twice for nothing");
    }

    async fn two_different_numbers_are_two_people(database: Database) {
        let world = World::new(database).await;
        for (name, number) in [("Rahman", "PX468193B"), ("Rehman", "PX468194B")] {
            let mut referral = world.referral(name);
            referral["candidate"]["ni_number"] = json!(number);
            world.app.as_jobcentre().await.post("/referrals", &referral).await.expect(201);
        }
        compare(&world).await;
        assert_eq!(found(&world).await, Vec::<String>::new());
    }

    async fn a_number_that_many_share_is_no_sign_of_one_person(database: Database) {
        let world = World::new(database).await;
        for (at, name) in ["Okoro", "Smith", "Teasel", "Plover", "Marlowe", "Quill", "Ashby"].iter().enumerate() {
            refer(&world, ("Alex", name), &format!("19{}5-01-01", at + 2), Some("07700 900123")).await;
        }
        compare(&world).await;
        assert_eq!(found(&world).await, Vec::<String>::new());
    }

    async fn whoever_is_corrected_is_compared_again(database: Database) {
        let world = World::new(database).await;
        let (one, other, _) = a_pair(&world).await;
        let staff = world.app.as_coordinator().await;
        let correct = async |walker: &Walker, version: i32, name: &str| {
            let address = format!("/candidates/{}", walker.candidate);
            staff.request(Method::PATCH, &address).if_match(version).json(&json!({ "family_name": name })).send().await.expect(200);
        };
        correct(&other, 1, "Okoro").await;
        assert_eq!((compare(&world).await, found(&world).await.len()), (1, 0));
        correct(&one, 1, "Okora").await;
        assert_eq!((compare(&world).await, found(&world).await), (1, vec!["Okora Okoro [\"same_birth\"]".to_owned()]));
    }

    async fn two_people_are_never_asked_about_again(database: Database) {
        let world = World::new(database).await;
        let (one, _, pair) = a_pair(&world).await;
        let administrator = world.app.as_administrator().await;
        for wrong in [json!({ "decision": "twins" }), json!({ "decision": "two_people", "survivor_id": one.id, "merged_id": one.id, "reason": null })] {
            settle(&administrator, &pair, 1, &wrong).await.expect(422);
        }
        let settled = settle(&administrator, &pair, 1, &two_people()).await.expect(200);
        assert_eq!((settled.version(), &settled["decision"]), (2, &json!("two_people")));
        settle(&administrator, &pair, 1, &two_people()).await.expect(412);
        assert_eq!(found(&world).await.len(), 0);
        let staff = world.app.as_coordinator().await;
        let address = format!("/candidates/{}", one.candidate);
        staff.request(Method::PATCH, &address).if_match(1).json(&json!({ "given_name": "Nadja" })).send().await.expect(200);
        assert_eq!((compare(&world).await, found(&world).await.len()), (1, 0), "also after a correction");
        let audit = administrator.get("/audit?action=settle_duplicate").await.expect(200);
        assert_eq!(audit["data"].as_array().map(Vec::len), Some(2), "a line about each of the two");
        let words = text(&audit["data"][0]["words"]);
        assert!(words.contains("Ada of riverside said whether") && words.contains("two people"), "{words}");
    }

    async fn of_one_person_one_journey_goes_on_by_the_rulebooks_own_move(database: Database) {
        let world = World::new(database).await;
        let (one, other, pair) = a_pair(&world).await;
        let stranger = world.refer("Plover").await;
        let administrator = world.app.as_administrator().await;
        for (merged, survivor) in [(&one, &one), (&one, &stranger), (&stranger, &other)] {
            let refused = settle(&administrator, &pair, 1, &one_person(merged, survivor)).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], "/survivor_id");
        }
        let mut unexplained = one_person(&other, &one);
        unexplained["reason"] = Value::Null;
        let refused = settle(&administrator, &pair, 1, &unexplained).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/reason");
        assert_eq!(world.state(&other).await, "referred", "nothing was done");

        let settled = settle(&administrator, &pair, 1, &one_person(&other, &one)).await.expect(200);
        assert_eq!((settled.version(), &settled["decision"]), (2, &json!("one_person")));
        let ended = world.view(&other).await;
        assert_eq!((&ended["state"], &ended["merged_into"]), (&json!("merged"), &json!(one.id)));
        assert_eq!(world.state(&one).await, "referred");
        assert_eq!(found(&world).await.len(), 0);
    }

    async fn people_without_a_programme_in_common_stay_in_question_until_they_are_two(database: Database) {
        let world = World::new(database).await;
        let elsewhere = world.another_programme().await;
        let staff = world.app.as_coordinator().await;
        staff.post_at(&format!("/programmes/{elsewhere}/publish"), 1, &json!({})).await.expect(200);
        let one = refer(&world, ("Nadia", "Rahman"), "1998-03-14", None).await;
        let mut referral = world.referral("Rehman");
        referral["programme_id"] = json!(elsewhere);
        let sent = world.app.as_jobcentre().await.post("/referrals", &referral).await.expect(201);
        let other = Walker { id: text(&sent["journey_id"]), candidate: text(&sent["candidate_id"]).parse().expect("an id") };
        compare(&world).await;
        let administrator = world.app.as_administrator().await;
        let pair = text(&pairs(&administrator).await[0]["id"]);
        settle(&administrator, &pair, 1, &one_person(&other, &one)).await.expect(422);
        let page = administrator.get(&format!("/people/duplicates/{pair}")).await.expect(200);
        assert!(said(&page).contains("no programme in common") && !page.text.contains("name=\"reason\""), "{}", said(&page));
        settle(&administrator, &pair, 1, &two_people()).await.expect(200);
    }

    async fn the_list_is_staffs_and_only_an_administrator_settles(database: Database) {
        let world = World::new(database).await;
        let (one, other, pair) = a_pair(&world).await;
        let staff = world.app.as_coordinator().await;
        assert_eq!(pairs(&staff).await.len(), 1);
        let page = staff.get("/people/duplicates").await.expect(200);
        assert!(said(&page).contains("Nadia Rahman and Nadia Rehman") && !page.text.contains(&format!("/people/duplicates/{pair}")), "{}", said(&page));
        settle(&staff, &pair, 1, &two_people()).await.expect(403);
        staff.get(&format!("/people/duplicates/{pair}")).await.expect(403);
        for role in [Role::Assessor, Role::Trainer, Role::HiringManager, Role::Executive, Role::Auditor] {
            let (member, _) = world.staff_with(role).await;
            member.get("/duplicates").await.expect(403);
            member.get("/people/duplicates").await.expect(403);
            settle(&member, &pair, 1, &one_person(&other, &one)).await.expect(403);
        }
        let neighbour = world.app.as_neighbour().await;
        assert_eq!(pairs(&neighbour).await.len(), 0);
        settle(&neighbour, &pair, 1, &two_people()).await.expect(404);
        neighbour.get(&format!("/people/duplicates/{pair}")).await.expect(404);
        neighbour.form(&format!("/people/duplicates/{pair}"), &[("version", "1"), ("choice", "two_people")]).await.expect(404);
        world.app.as_candidate(one.candidate).await.get("/duplicates").await.expect(403);
        world.app.as_jobcentre().await.get("/duplicates").await.expect(403);
        assert_eq!(compare_some(&world.app.platform, world.app.neighbour.id).await.expect("a comparison"), (0, true));
    }

    async fn a_pair_is_settled_on_its_page(database: Database) {
        let world = World::new(database).await;
        let (one, other, pair) = a_pair(&world).await;
        let administrator = world.app.as_administrator().await;
        assert!(administrator.get("/people").await.expect(200).text.contains("href=\"/people/duplicates\""));
        let list = administrator.get("/people/duplicates").await.expect(200);
        assert!(said(&list).contains("Born on the same day, and nearly the same name.") && said(&list).contains("Different"), "{}", said(&list));
        let address = format!("/people/duplicates/{pair}");
        let form = administrator.get(&address).await.expect(200);
        let version = value_of(&form, "version");
        let choice = format!("{}:{}", other.id, one.id);
        assert!(form.text.contains(&format!("value=\"{choice}\"")), "{}", form.text);
        let nothing = administrator.form(&address, &[("version", version.as_str())]).await.expect(422);
        assert!(nothing.text.contains("href=\"#choice\""));
        let unexplained = [("version", version.as_str()), ("choice", choice.as_str()), ("reason", " ")];
        let refused = administrator.form(&address, &unexplained).await.expect(422);
        assert!(refused.text.contains("href=\"#reason\""));
        assert!(tags(&refused, &choice).any(|tag| tag.contains("checked")), "nothing is lost");
        let explained = [("version", version.as_str()), ("choice", choice.as_str()), ("reason", "The coach told us.")];
        let done = administrator.form(&address, &explained).await.expect(303);
        let page = administrator.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("The two journeys are one now") && said(&page).contains("Nobody seems to be there twice."));
        assert_eq!(world.state(&other).await, "merged");
        let late = administrator.form(&address, &explained).await.expect(412);
        assert!(said(&late).contains("Somebody has said what these two are"), "{}", said(&late));
    }

    async fn a_long_list_is_paged(database: Database) {
        let world = World::new(database).await;
        for day in 1..=21 {
            for name in ["Rahman", "Rehman"] {
                refer(&world, ("Nadia", name), &format!("19{}0-05-{day:02}", 5 + day % 5), None).await;
            }
        }
        compare(&world).await;
        let administrator = world.app.as_administrator().await;
        let same_birth = |pairs: &[Value]| pairs.iter().filter(|pair| pair["likeness"] == json!(["same_birth"])).count();
        let mut all = Vec::new();
        let mut address = "/duplicates?limit=15".to_owned();
        loop {
            let page = administrator.get(&address).await.expect(200);
            all.extend(page["data"].as_array().expect("pairs").clone());
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            address = format!("/duplicates?limit=15&cursor={cursor}");
        }
        assert_eq!(same_birth(&all), 21);
        let ids: std::collections::BTreeSet<_> = all.iter().map(|pair| text(&pair["id"])).collect();
        assert_eq!(ids.len(), all.len(), "nobody is met twice");
        let first = administrator.get("/people/duplicates").await.expect(200);
        let next = first.text.split("href=\"").find(|rest| rest.contains("after=")).expect("a next page");
        let next = next.split('"').next().expect("an address").replace("&amp;", "&");
        administrator.get(&next).await.expect(200);
        administrator.get("/people/duplicates?after=none").await.expect(404);
        administrator.get("/duplicates?cursor=none").await.expect(400);
    }
}
