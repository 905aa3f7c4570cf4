//! The whole way, in the browser: from a referral that the Jobcentre's system sends to a job that lasts.

use crate::{
    journeys::world::{INTERVIEW, SCREENING, TRIAL_ENDS, TRIAL_STARTS, Walker, World},
    stage::{Person, Stage, play, play_on},
    support::database::FreshDatabase,
};
use Person::{Coordinator, Manager};
use serde_json::{Value, json};

/// The Jobcentre sends over its API, the college keeps its registers over its own, the system acts by itself; every
/// move of staff and of the candidate is made by keyboard on their pages.
#[actix_web::test]
async fn a_person_walks_from_a_referral_to_a_job_that_lasts() {
    play(whole_way).await;
}

#[actix_web::test]
async fn a_person_is_taken_in_and_selected_on_postgres() {
    let database = FreshDatabase::postgres().await;
    play_on(&database, true, async |stage: &Stage| {
        let walker = stage.refer().await;
        be_screened(stage, &walker).await;
    })
    .await;
}

async fn whole_way(stage: &Stage) {
    let walker = stage.refer().await;
    be_screened(stage, &walker).await;
    stage.world.train(&[&walker], 5).await;
    assert_eq!(
        stage.world.state(&walker).await,
        "interview_guaranteed",
        "granted by the system itself"
    );
    be_interviewed(stage, &walker).await;
    be_on_trial(stage, &walker).await;
    end_the_trial(stage, &walker).await;
    be_employed(stage, &walker).await;
}

async fn be_screened(stage: &Stage, walker: &Walker) {
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "accept", json!({}))
            .await,
        "accepted"
    );
    let day = stage.world.screening_day().await;
    let seat = json!({ "session_id": day, "adjustments_asked": true });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "book_screening", seat)
            .await,
        "screening_booked"
    );
    stage.world.move_to(SCREENING);
    let came = json!({ "session_id": day, "attendance": "present" });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "record_attendance", came)
            .await,
        "screening_booked"
    );
    let seen = json!({
        "team_exercises": "Listened, and drew others in.", "role_overview": "Asked good questions.", "brief_interview": "Warm.",
    });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "record_screening", seen)
            .await,
        "screened"
    );
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "select", json!({}))
            .await,
        "selected"
    );
}

async fn be_interviewed(stage: &Stage, walker: &Walker) {
    let slot = stage.world.free_slot().await;
    let booked = stage
        .candidate_makes(walker, "book_interview", json!({ "slot_id": slot }))
        .await;
    assert_eq!(booked, "interview_booked");
    stage.world.move_to(INTERVIEW);
    for member in ["Tom Hale", "Ruth Adeyemi"] {
        let scores =
            json!({ "panel_member": member, "scores": { "Kindness": "4", "Reliability": "5" } });
        assert_eq!(
            stage
                .staff_makes(Manager, walker, "score_interview", scores)
                .await,
            "interview_booked"
        );
    }
    let found = json!({ "outcome": "successful" });
    assert_eq!(
        stage
            .staff_makes(Manager, walker, "record_interview", found)
            .await,
        "interviewed"
    );
}

async fn be_on_trial(stage: &Stage, walker: &Walker) {
    assert_eq!(
        stage
            .staff_makes(Manager, walker, "propose_trial", World::terms())
            .await,
        "trial_proposed"
    );
    let terms = json!({ "terms_number": 1, "supervisor": null });
    stage
        .world
        .make(
            &stage.world.app.as_jobcentre().await,
            walker,
            "sign_trial",
            terms,
        )
        .await;
    assert_eq!(
        stage.candidate_makes(walker, "sign_trial", json!({})).await,
        "trial_proposed"
    );
    let named = json!({ "supervisor": "Sister Joy Mensah" });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "sign_trial", named)
            .await,
        "trial_agreed"
    );
    check(stage, walker, "identity", INTERVIEW).await;
    stage.world.move_to(TRIAL_STARTS);
    stage.world.let_the_system_act().await;
    stage.seat(Coordinator).await;
    assert_eq!(stage.open_person(walker).await, "on_trial");
    assert_eq!(
        stage.browser.text("#trial-days").await,
        "Day 1 of at most 30"
    );
}

async fn end_the_trial(stage: &Stage, walker: &Walker) {
    stage.world.move_to(TRIAL_ENDS);
    let assessed = json!({ "satisfactory": true, "comments": "Kind and careful with patients." });
    stage
        .staff_makes(Manager, walker, "record_assessment", assessed)
        .await;
    stage
        .staff_makes(Coordinator, walker, "ask_candidate_view", json!({}))
        .await;
    stage
        .candidate_makes(
            walker,
            "give_candidate_view",
            json!({ "view": "right_for_me" }),
        )
        .await;
    let ended = json!({ "ended_on": TRIAL_ENDS });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "end_trial", ended)
            .await,
        "trial_ended"
    );
}

async fn be_employed(stage: &Stage, walker: &Walker) {
    let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
    assert_eq!(
        stage
            .staff_makes(Manager, walker, "make_offer", offer)
            .await,
        "offered"
    );
    assert_eq!(
        stage
            .candidate_makes(walker, "accept_offer", json!({}))
            .await,
        "offer_accepted"
    );
    for one in [
        "right_to_work",
        "registration",
        "references",
        "criminal_record",
        "work_health",
    ] {
        check(stage, walker, one, TRIAL_ENDS).await;
    }
    stage.world.move_to("2026-08-03");
    let started = json!({ "started_on": "2026-08-03" });
    assert_eq!(
        stage
            .staff_makes(Coordinator, walker, "start_employment", started)
            .await,
        "started"
    );
    for (day, name, state) in [
        ("2026-11-02", "sustain_13", "sustained_13"),
        ("2027-02-01", "sustain_26", "sustained_26"),
    ] {
        stage.world.move_to(day);
        assert_eq!(
            stage
                .staff_makes(Coordinator, walker, name, json!({ "evidence": "payroll" }))
                .await,
            state
        );
    }
    stage.seat(Person::Candidate).await;
    stage.open("/my").await;
    stage.browser.inspect("candidate sustained_26").await;
    let view: Value = stage.world.view(walker).await;
    assert_eq!(
        (&view["state"], &view["is_open"]),
        (&json!("sustained_26"), &json!(false))
    );
}

async fn check(stage: &Stage, walker: &Walker, name: &str, day: &str) {
    let cleared = json!({ "check": name, "outcome": "cleared", "decided_on": day });
    stage
        .staff_makes(Coordinator, walker, "record_check", cleared)
        .await;
}
