//! Links that ask whether somebody can come: who is asked and when, what an answer does, and what a link never does.

mod answers;
mod asking;
mod doors;

use crate::journeys::world::{Walker, World, text};
use crate::support::client::{Client, Reply};
use backend::{
    answer_links::{Asked, ask},
    platform::database::{DatabaseResult, bind, schema::messages},
};
use diesel::prelude::*;
use serde_json::{Value, json};

/// The usual screening day is 27 May, and this is three days before it.
pub const THREE_DAYS_BEFORE: &str = "2026-05-24";
/// A second screening day.
const LATER: &str = "2026-05-28";

/// The Jobcentre sends somebody who has a telephone, and reads this language best.
async fn refer(world: &World, family_name: &str, language: &str) -> Walker {
    let mut referral = world.referral(family_name);
    referral["candidate"]["phone"] = json!("07700 900123");
    referral["candidate"]["language"] = json!(language);
    let reply = world.app.as_jobcentre().await;
    let reply = reply.post("/referrals", &referral).await.expect(201);
    Walker {
        id: text(&reply.json["journey_id"]),
        candidate: text(&reply.json["candidate_id"]).parse().expect("an id"),
    }
}

/// Somebody with a seat on the usual screening day.
pub async fn booked(world: &World, family_name: &str) -> Walker {
    let walker = refer(world, family_name, "en").await;
    world.book_screening(&walker).await;
    walker
}

/// Somebody with a seat who has just been asked, and the link they were sent.
async fn asked(world: &World, family_name: &str) -> (Walker, String) {
    let walker = booked(world, family_name).await;
    world.move_to(THREE_DAYS_BEFORE);
    assert_eq!(run(world).await.asked, 1);
    let link = link_of(world, &walker).await;
    (walker, link)
}

/// One run of the system's questions, in which nothing may go wrong.
pub async fn run(world: &World) -> Asked {
    let report = ask(&world.app.platform, &world.app.identity)
        .await
        .expect("a run");
    assert_eq!(report.failed, 0);
    report
}

/// What a person was asked, the oldest first.
async fn questions_to(world: &World, walker: &Walker) -> Vec<String> {
    let (trust, candidate) = (world.app.trust.id, walker.candidate);
    let found: DatabaseResult<Vec<String>> = world
        .app
        .platform
        .database
        .read(move |db| {
            Ok(messages::table
                .filter(messages::trust_id.eq(bind(trust)))
                .filter(messages::candidate_id.eq(Some(candidate)))
                .filter(messages::template.eq("can_you_come"))
                .order(messages::id)
                .select(messages::body)
                .load(db)?)
        })
        .await;
    found.expect("messages")
}

/// Where the last link that a person was sent leads.
pub async fn link_of(world: &World, walker: &Walker) -> String {
    let question = questions_to(world, walker).await.pop().expect("a question");
    let at = question.find("/my/answer/").expect("a link");
    question[at..].to_owned()
}

/// A second screening day with so many seats.
async fn later_day(world: &World, capacity: u32) -> String {
    let day = json!({
        "kind": "screening", "module": "Second screening day", "held_on": LATER, "starts_at": "13:00", "ends_at": "16:00",
        "venue": "Library", "capacity": capacity, "required": false,
    });
    let path = format!("/programmes/{}/sessions", world.programme);
    let staff = world.app.as_coordinator().await;
    staff.post(&path, &day).await.expect(201).id()
}

/// Answers with another screening day.
async fn choose(nobody: &Client, link: &str, day: &str) -> Reply {
    let answers = [("session_id", day), ("cause", "childcare")];
    nobody.form(&format!("{link}/another-day"), &answers).await
}

/// What is known of whether somebody comes, on their page and in the list.
async fn coming(world: &World, walker: &Walker) -> Value {
    let view = world.view(walker).await;
    let staff = world.app.as_coordinator().await;
    let list = format!("/journeys?programme_id={}", world.programme);
    let list = staff.get(&list).await.expect(200);
    let lines = list["data"].as_array().expect("a list");
    let line = lines.iter().find(|line| line["id"] == walker.id.as_str());
    assert_eq!(view["coming"], line.expect("their line")["coming"]);
    view["coming"].clone()
}

/// The bookings of a journey.
async fn bookings(world: &World, walker: &Walker) -> Vec<Value> {
    let staff = world.app.as_coordinator().await;
    let path = format!("/journeys/{}/bookings", walker.id);
    let reply = staff.get(&path).await.expect(200);
    reply["data"].as_array().expect("bookings").clone()
}
