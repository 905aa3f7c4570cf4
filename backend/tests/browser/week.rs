//! A programme's weeks: twenty people are referred by list and by file, moved many at once through the pages of staff, and
//! the report tells of them with the numbers right.

use crate::{
    journeys::world::{INTERVIEW, Walker, World, text},
    stage::{Person, Stage, play},
};
use Person::Coordinator;
use actix_web::http::Method;
use serde_json::{Value, json};
use thirtyfour::Key;

const HEADING: &str = "programme_id,external_ref,given_name,family_name,date_of_birth,language,benefit,benefit_confirmed_on,employment_status";
const BY_HAND: [&str; 12] = [
    "Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper",
    "Larch", "Maple",
];
const BY_FILE: [&str; 8] = [
    "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sorrel", "Thistle", "Willow",
];

/// The Jobcentre sends twelve one by one, and eight in a file.
async fn refer_twenty(world: &World) {
    for name in BY_HAND {
        world.refer(name).await;
    }
    let rows = BY_FILE.map(|name| {
        format!(
            "{},JC-{name},Nadia,{name},1998-03-14,en,jobseekers_allowance,2026-05-08,unemployed",
            world.programme
        )
    });
    let file = format!("{HEADING}\n{}", rows.join("\n"));
    let jobcentre = world.app.as_jobcentre().await;
    let sent = jobcentre
        .request(Method::POST, "/referrals/batch")
        .raw("text/csv", file)
        .send()
        .await
        .expect(200);
    assert_eq!(sent["accepted"], json!(8));
}

/// Who stands at a stage.
async fn at(world: &World, state: &str) -> Vec<Walker> {
    let staff = world.app.as_coordinator().await;
    let path = format!(
        "/api/v1/journeys?programme_id={}&state={state}&limit=100",
        world.programme
    );
    let listed = staff.get(&path).await.expect(200).json;
    let people = listed["data"].as_array().expect("people");
    let walker = |person: &Value| Walker {
        id: text(&person["id"]),
        candidate: text(&person["candidate_id"]).parse().expect("an id"),
    };
    people.iter().map(walker).collect()
}

/// Everybody at a stage is chosen for a move on the pages, by keyboard; so many can be moved, and are.
async fn move_everybody(stage: &Stage, (state, name): (&str, &str), answers: Value, many: usize) {
    let browser = &stage.browser;
    browser.doing(format!("{name} for everybody at {state}"));
    let programme = &stage.world.programme;
    stage
        .open(&format!(
            "/programmes/{programme}/moves?state={state}&move={name}"
        ))
        .await;
    browser.fill_all(&answers).await;
    browser.tab_to("#everybody").await;
    browser.press(Key::Space).await;
    browser.activate("main form button[type='submit']").await;
    let title = |what: &str| format!("document.title === '{many} people {what} - Foothold'");
    browser
        .wait("the preview", &title("can be moved"), Vec::new())
        .await;
    browser.inspect(&format!("week, {name} foreseen")).await;
    browser.activate("button[value='make']").await;
    browser
        .wait("the result", &title("were moved"), Vec::new())
        .await;
    browser.inspect(&format!("week, {name} done")).await;
}

/// The panel scores somebody, and finds them successful.
async fn interview(world: &World, walker: &Walker) {
    let manager = world.app.as_hiring_manager().await;
    for member in ["Tom Hale", "Ruth Adeyemi"] {
        let scores =
            json!({ "panel_member": member, "scores": { "Kindness": 4, "Reliability": 5 } });
        world
            .make(&manager, walker, "score_interview", scores)
            .await;
    }
    let outcome = json!({ "outcome": "successful" });
    world
        .make(&manager, walker, "record_interview", outcome)
        .await;
}

#[actix_web::test]
async fn twenty_people_are_taken_through_a_programme_and_the_report_tells_of_them() {
    play(async |stage: &Stage| {
        let (browser, world) = (&stage.browser, &stage.world);
        refer_twenty(world).await;
        stage.seat(Coordinator).await;
        stage.open("/today?kind=answer_referral").await;
        browser.wait_for("main table").await;
        browser.inspect("week, twenty referrals to answer").await;

        move_everybody(stage, ("referred", "accept"), json!({}), 20).await;
        let seat =
            json!({ "session_id": world.screening_day().await, "adjustments_asked": "true" });
        // The screening day has twelve seats.
        move_everybody(stage, ("accepted", "book_screening"), seat, 12).await;
        for walker in at(world, "screening_booked").await {
            world.screen(&walker).await;
        }
        // The training week has ten places.
        move_everybody(stage, ("screened", "select"), json!({}), 10).await;
        let trainees = at(world, "selected").await;
        world.train(&trainees.iter().collect::<Vec<_>>(), 5).await;
        assert_eq!(at(world, "interview_guaranteed").await.len(), 10);
        // There are eight interview times, dealt out in their order; two people are owed one more day.
        move_everybody(
            stage,
            ("interview_guaranteed", "book_interview"),
            json!({}),
            8,
        )
        .await;
        world.move_to(INTERVIEW);
        for walker in at(world, "interview_booked").await {
            interview(world, &walker).await;
        }
        for walker in at(world, "interviewed").await.iter().take(2) {
            world.agree_trial(walker).await;
        }
        stage.seat(Coordinator).await;
        stage.open("/reports").await;
        let told = browser.text("#funnel").await;
        for line in [
            "Referred by the Jobcentre",
            "20",
            "12",
            "Selected for training",
            "10",
            "8",
        ] {
            assert!(told.contains(line), "{line}: {told}");
        }
        let report = world
            .app
            .as_coordinator()
            .await
            .get("/api/v1/reports/stages")
            .await
            .expect(200)
            .json;
        let stages = report["stages"].as_array().expect("stages");
        let reached = |state: &str| {
            let line = stages.iter().find(|line| line["state"] == json!(state));
            line.map_or(json!(0), |line| line["reached"].clone())
        };
        let counted = [
            ("referred", 20),
            ("accepted", 20),
            ("screened", 12),
            ("selected", 10),
            ("interview_guaranteed", 10),
            ("interviewed", 8),
            ("trial_agreed", 2),
        ];
        for (state, many) in counted {
            assert_eq!(reached(state), json!(many), "{state}");
        }
        browser.inspect("week, the report").await;
        stage.open("/guaranteed-interviews").await;
        let owed = browser.text("#guarantees").await;
        assert_eq!(owed.matches("Waiting for a date").count(), 2, "{owed}");
    })
    .await;
}
