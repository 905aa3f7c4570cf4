//! A programme's weeks: twenty people are referred by list and by file, moved many at once through the pages of staff, and
//! the report tells of them with the numbers right.

use crate::{
    journeys::world::{INTERVIEW, SCREENING, TRIAL_ENDS, TRIAL_STARTS, Walker, World, text},
    stage::{Person, Stage, play},
};
use Person::{Coordinator, Manager};
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

/// The register of the screening day says that everybody came.
async fn everybody_comes(world: &World, walkers: &[Walker]) {
    world.move_to(SCREENING);
    let day = world.screening_day().await;
    let line = |walker: &Walker| json!({ "journey_id": walker.id, "attendance": "present", "reason": null });
    let lines: Vec<_> = walkers.iter().map(line).collect();
    let staff = world.app.as_coordinator().await;
    let register = format!("/api/v1/sessions/{day}/register");
    staff
        .put(&register, &json!({ "lines": lines }))
        .await
        .expect(200);
}

/// Everybody is scored on one sheet, by keyboard.
async fn score_everybody(stage: &Stage, sheet: &str, many: usize, criteria: &[&str]) {
    let browser = &stage.browser;
    let programme = &stage.world.programme;
    stage
        .open(&format!("/programmes/{programme}/scores/{sheet}"))
        .await;
    browser.wait_for(".foothold-score").await;
    browser.inspect(&format!("week, scores {sheet}")).await;
    const ORDER: &str = "return [...document.querySelectorAll('.foothold-score')].map(person => person.id.replace('person-', ''))";
    let people = browser.ask(ORDER, Vec::new()).await;
    let people = people.as_array().expect("people");
    assert_eq!(people.len(), many);
    for (at, person) in people.iter().filter_map(Value::as_str).enumerate() {
        for criterion in criteria {
            let score = if at % 2 == 0 { "4" } else { "3" };
            browser
                .fill(&format!("{person}.{criterion}"), &json!(score))
                .await;
        }
    }
    browser.activate("main form button[type='submit']").await;
    browser
        .wait_for(".nhsuk-notification-banner--success")
        .await;
    let said = browser.text(".nhsuk-notification-banner--success").await;
    let recorded = format!("The scores of {many} people are recorded");
    assert!(said.contains(&recorded), "{said}");
}

/// The other member of the panel scores everybody too, and then it is recorded what the panel found.
async fn the_panel_decides(stage: &Stage, walkers: &[Walker]) {
    let world = &stage.world;
    let manager = world.app.as_hiring_manager().await;
    for walker in walkers {
        let scores = json!({ "panel_member": "Ruth Adeyemi", "scores": { "Kindness": 4, "Reliability": 5 } });
        world
            .make(&manager, walker, "score_interview", scores)
            .await;
    }
    let found = json!({ "outcome": "successful" });
    move_everybody(
        stage,
        ("interview_booked", "record_interview"),
        found,
        walkers.len(),
    )
    .await;
}

/// Those who have a trial go through it, from the signatures to the assessment.
async fn through_the_trial(world: &World, walkers: &[Walker]) {
    for walker in walkers {
        world.sign(walker).await;
    }
    world.move_to(TRIAL_STARTS);
    world.let_the_system_act().await;
    for walker in walkers {
        world.end_trial(walker, true).await;
    }
}

/// How many have ever come to each of these stages, by the report.
async fn assert_reached(world: &World, counted: &[(&str, u32)]) {
    let staff = world.app.as_coordinator().await;
    let report = staff.get("/api/v1/reports/stages").await.expect(200).json;
    let stages = report["stages"].as_array().expect("stages");
    for (state, many) in counted {
        let line = stages.iter().find(|line| line["state"] == json!(state));
        let reached = line.map_or(json!(0), |line| line["reached"].clone());
        assert_eq!(reached, json!(many), "{state}");
    }
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
        let booked = at(world, "screening_booked").await;
        everybody_comes(world, &booked).await;
        stage.seat(Coordinator).await;
        let components = [
            "team_exercises_score",
            "role_overview_score",
            "brief_interview_score",
        ];
        score_everybody(stage, "screening", booked.len(), &components).await;
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
        stage.seat(Manager).await;
        let booked = at(world, "interview_booked").await;
        score_everybody(
            stage,
            "interviews?member=Tom+Hale",
            booked.len(),
            &["Kindness", "Reliability"],
        )
        .await;
        the_panel_decides(stage, &booked).await;
        // There are five openings: three people are told that all are held, and by whose rule.
        let terms =
            json!({ "starts_on": TRIAL_STARTS, "ends_on": TRIAL_ENDS, "pattern": "weekdays" });
        move_everybody(stage, ("interviewed", "propose_trial"), terms, 5).await;
        let trainees = at(world, "trial_proposed").await;
        through_the_trial(world, &trainees).await;
        stage.seat(Manager).await;
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
        move_everybody(stage, ("trial_ended", "make_offer"), offer, 5).await;
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
        let counted = [
            ("referred", 20),
            ("accepted", 20),
            ("screened", 12),
            ("selected", 10),
            ("interview_guaranteed", 10),
            ("interviewed", 8),
            ("trial_agreed", 5),
            ("on_trial", 5),
            ("trial_ended", 5),
            ("offered", 5),
        ];
        assert_reached(world, &counted).await;
        browser.inspect("week, the report").await;
        stage.open("/guaranteed-interviews").await;
        let owed = browser.text("#guarantees").await;
        assert_eq!(
            owed.matches("Late: waiting for a date").count(),
            2,
            "{owed}"
        );
    })
    .await;
}
