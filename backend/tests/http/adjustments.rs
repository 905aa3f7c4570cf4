//! Adjustments: who may know, where they act, and on whose word.

use crate::journeys::world::{Walker, World, text};
use crate::pages::{said, tags, value_of};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use serde_json::{Value, json};
use shared::identity::Role;

const NEEDS: &str = "A hearing loop";

fn of_journey(walker: &Walker) -> String {
    format!("/api/v1/journeys/{}/adjustments", walker.id)
}

fn page_of(walker: &Walker) -> String {
    format!("/journeys/{}/adjustments", walker.id)
}

async fn knows(client: &Client, walker: &Walker) -> bool {
    let read = client.get(&of_journey(walker)).await.expect(200);
    let knows = read["words"] == NEEDS;
    assert!(knows || read["words"].is_null(), "{}", read.text);
    assert!(
        knows || read["on_word"].is_null() && read["said_on"].is_null(),
        "nor that there are any"
    );
    knows
}

async fn version(world: &World, walker: &Walker) -> i32 {
    let staff = world.app.as_coordinator().await;
    staff.get(&of_journey(walker)).await.expect(200).version()
}

async fn set(client: &Client, walker: &Walker, version: i32, body: &Value) -> Reply {
    let address = format!("/api/v1/candidates/{}/adjustments", walker.candidate);
    client
        .request(Method::PUT, &address)
        .if_match(version)
        .json(body)
        .send()
        .await
}

fn chosen(known_by: &[&str], on_word: Option<&str>) -> Value {
    json!({ "words": NEEDS, "known_by": known_by, "on_word": on_word })
}

/// Everybody of the Trust who meets people, on the world's programme.
async fn everybody(world: &World) -> Vec<(&'static str, Client)> {
    let mut all = vec![
        ("coordinator", world.app.as_coordinator().await),
        ("administrator", world.app.as_administrator().await),
        ("manager", world.app.as_hiring_manager().await),
    ];
    for (name, role) in [("assessor", Role::Assessor), ("trainer", Role::Trainer)] {
        let (client, user) = world.staff_with(role).await;
        world.assign(user).await;
        all.push((name, client));
    }
    all
}

/// Who of them knows.
async fn who_knows(everybody: &[(&'static str, Client)], walker: &Walker) -> Vec<&'static str> {
    let mut knowing = Vec::new();
    for (name, client) in everybody {
        if knows(client, walker).await {
            knowing.push(*name);
        }
    }
    knowing
}

on_both_databases! {
    async fn each_knows_where_they_act_if_they_were_chosen(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let person = world.app.as_candidate(walker.candidate).await;
        let all = everybody(&world).await;
        let arrange = ["coordinator", "administrator"];
        set(&person, &walker, version(&world, &walker).await, &chosen(&[], None)).await.expect(200);
        assert_eq!(who_knows(&all, &walker).await, arrange);
        let everyone = chosen(&["screening", "training", "interview", "trial"], None);
        set(&person, &walker, version(&world, &walker).await, &everyone).await.expect(200);
        assert!(knows(&person, &walker).await);

        assert_eq!(who_knows(&all, &walker).await, arrange, "nobody meets them yet");
        world.book_screening(&walker).await;
        assert_eq!(who_knows(&all, &walker).await, ["coordinator", "administrator", "assessor"]);
        world.screen(&walker).await;
        world.select(&walker).await;
        assert_eq!(who_knows(&all, &walker).await, ["coordinator", "administrator", "trainer"]);
        assert!(knows(&world.app.as_college().await, &walker).await);
        world.train(&[&walker], 5).await;
        assert_eq!(who_knows(&all, &walker).await, ["coordinator", "administrator", "manager"]);
        world.app.as_college().await.get(&of_journey(&walker)).await.expect(404);

        let not_them = chosen(&["screening", "training", "trial"], None);
        set(&person, &walker, version(&world, &walker).await, &not_them).await.expect(200);
        assert_eq!(who_knows(&all, &walker).await, arrange, "the choice counts at once");
    }

    async fn other_records_and_histories_tell_nobody_who_may_not_know(database: Database) {
        let world = World::new(database).await;
        let mut referral = world.referral("Teasel");
        referral["candidate"]["adjustments"] = json!(NEEDS);
        let sent = world.app.as_jobcentre().await.post("/referrals", &referral).await.expect(201);
        let walker = Walker { id: text(&sent["journey_id"]), candidate: text(&sent["candidate_id"]).parse().expect("an id") };
        let staff = world.app.as_coordinator().await;
        let read = staff.get(&of_journey(&walker)).await.expect(200);
        assert_eq!((&read["words"], &read["known_by"]), (&json!(NEEDS), &json!(["screening"])), "what a referral tells is for the screening day");
        world.make(&staff, &walker, "accept", json!({})).await;
        let seat = json!({ "session_id": world.screening_day().await, "adjustments_asked": true, "adjustments": "A seat by the door" });
        world.make(&staff, &walker, "book_screening", seat).await;
        let record = format!("/candidates/{}", walker.candidate);
        let events = format!("/journeys/{}/events", walker.id);
        for (name, client) in everybody(&world).await {
            let knows = matches!(name, "coordinator" | "administrator");
            assert_eq!(client.get(&record).await.expect(200).text.contains(NEEDS), knows, "{name}");
            let listed = client.get("/candidates").await.expect(200);
            assert_eq!(listed.text.contains(NEEDS), knows, "{name}");
            let of_the_day = knows || name == "assessor";
            assert_eq!(client.get(&events).await.expect(200).text.contains("by the door"), of_the_day, "{name}");
            assert_eq!(client.get(&of_journey(&walker)).await.expect(200).text.contains("by the door"), of_the_day, "{name}");
        }
        assert!(!world.app.as_jobcentre().await.get(&record).await.expect(200).text.contains(NEEDS));
        assert!(world.app.as_candidate(walker.candidate).await.get(&record).await.expect(200).text.contains(NEEDS));
    }

    async fn staff_say_on_whose_word_and_nobody_is_overwritten_unseen(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let (staff, person) = (world.app.as_coordinator().await, world.app.as_candidate(walker.candidate).await);
        for wrong in [
            chosen(&["screening"], None), chosen(&["screening"], Some("themself")), chosen(&["everybody"], Some("told_staff")),
            json!({ "words": "", "known_by": [], "on_word": "told_staff" }),
            json!({ "words": "a\u{202E}b", "known_by": [], "on_word": "told_staff" }),
        ] {
            assert_eq!(set(&staff, &walker, 1, &wrong).await.expect(422).code(), "invalid", "{wrong}");
        }
        set(&person, &walker, 1, &chosen(&[], Some("jobcentre"))).await.expect(422);
        let told = set(&staff, &walker, 1, &chosen(&["trial", "screening"], Some("supporter"))).await.expect(200);
        assert_eq!((&told["known_by"], &told["on_word"], told.version()), (&json!(["screening", "trial"]), &json!("supporter"), 2));
        set(&person, &walker, 1, &chosen(&[], None)).await.expect(412);
        let theirs = set(&person, &walker, 2, &chosen(&[], None)).await.expect(200);
        assert_eq!(theirs["on_word"], "themself");
        let nothing = json!({ "words": null, "known_by": [], "on_word": null });
        set(&person, &walker, 3, &nothing).await.expect(200);
        assert!(staff.get(&of_journey(&walker)).await.expect(200)["words"].is_null());
        let audit = world.app.as_administrator().await.get("/audit?action=set_adjustments").await.expect(200);
        let words = text(&audit["data"][2]["words"]);
        assert!(words.contains("Cora of riverside wrote down what Nadia Teasel needs") || words.contains("Nadia Teasel's"), "{words}");
        assert!(!audit.text.contains("hearing"), "not what it says");
    }

    async fn it_is_theirs_and_staffs_and_nobody_elses(database: Database) {
        let world = World::new(database).await;
        let (walker, other) = (world.refer("Teasel").await, world.refer("Plover").await);
        let (staff, stranger) = (world.app.as_coordinator().await, world.app.as_candidate(other.candidate).await);
        let told = chosen(&["screening"], Some("told_staff"));
        stranger.get(&of_journey(&walker)).await.expect(404);
        set(&stranger, &walker, 1, &chosen(&[], None)).await.expect(404);
        let neighbour = world.app.as_neighbour().await;
        neighbour.get(&of_journey(&walker)).await.expect(404);
        set(&neighbour, &walker, 1, &told).await.expect(404);
        neighbour.get(&page_of(&walker)).await.expect(404);
        neighbour.form(&page_of(&walker), &[("version", "1"), ("words", NEEDS), ("on_word", "told_staff")]).await.expect(404);
        let (assessor, _) = world.staff_with(Role::Assessor).await;
        assessor.get(&of_journey(&walker)).await.expect(404);
        set(&assessor, &walker, 1, &told).await.expect(403);
        for partner in [world.app.as_jobcentre().await, world.app.as_other_jobcentre().await] {
            partner.get(&of_journey(&walker)).await.expect(403);
            set(&partner, &walker, 1, &told).await.expect(403);
        }
        for role in [Role::Executive, Role::Auditor] {
            let (reader, _) = world.staff_with(role).await;
            reader.get(&page_of(&walker)).await.expect(403);
        }
        assert!(!knows(&staff, &walker).await, "nothing was written");
    }

    async fn staff_write_it_down_on_a_page(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let form = staff.get(&page_of(&walker)).await.expect(200);
        assert!(said(&form).contains("They have asked for nothing"), "{}", said(&form));
        let version = value_of(&form, "version");
        let nobodys = [("version", version.as_str()), ("words", NEEDS), ("known_by", "interview"), ("known_by", "trial")];
        let refused = staff.form(&page_of(&walker), &nobodys).await.expect(422);
        assert!(refused.text.contains("href=\"#on_word\"") && refused.text.contains(NEEDS));
        assert!(tags(&refused, "value=\"trial\"").any(|tag| tag.contains("checked")), "nothing is lost");
        let mut told = nobodys.to_vec();
        told.push(("on_word", "told_staff"));
        let done = staff.form(&page_of(&walker), &told).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("This is saved") && said(&page).contains("They told us"), "{}", said(&page));
        let late = staff.form(&page_of(&walker), &told).await.expect(412);
        assert!(said(&late).contains("Somebody has changed this record"), "{}", said(&late));
        let manager = world.app.as_hiring_manager().await.get(&page_of(&walker)).await.expect(200);
        assert!(said(&manager).contains("nothing that you should know of") && !manager.text.contains("<textarea"), "{}", said(&manager));
    }

    async fn the_person_writes_it_on_their_own_page_in_their_language(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let person = world.app.as_candidate(walker.candidate).await.with_header("Accept", "text/html");
        assert!(person.get("/my").await.expect(200).text.contains("href=\"/my/adjustments\""));
        let form = person.get("/my/adjustments").await.expect(200);
        assert!(tags(&form, "value=\"screening\"").any(|tag| tag.contains("checked")));
        let version = value_of(&form, "version");
        let fields = [("version", version.as_str()), ("words", "Ein <b>Ramp</b>"), ("known_by", "training")];
        let done = person.form("/my/adjustments", &fields).await.expect(303);
        let page = person.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("We have kept this") && !page.text.contains("<b>"), "{}", said(&page));
        assert!(tags(&page, "value=\"training\"").any(|tag| tag.contains("checked")));
        assert!(!tags(&page, "value=\"screening\"").any(|tag| tag.contains("checked")));
        let late = person.form("/my/adjustments", &fields).await.expect(412);
        assert!(said(&late).contains("Somebody has changed this meanwhile"));
        let long = "x".repeat(2_001);
        let version = value_of(&page, "version");
        let refused = person.form("/my/adjustments", &[("version", version.as_str()), ("words", long.as_str())]).await.expect(422);
        assert!(refused.text.contains("href=\"#words\"") && refused.text.contains(&long));
        world.app.as_coordinator().await.get("/my/adjustments").await.expect(403);
        let nobody = world.app.as_nobody().get("/my/adjustments").await.expect(303);
        assert!(nobody.header("location").starts_with("/my/sign-in"));
    }
}
