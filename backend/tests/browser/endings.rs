//! The other ways a journey can go. What leads there goes over HTTP; what decides is done on the pages.

use crate::{
    journeys::world::{TRIAL_ENDS, Walker, World},
    stage::{Person, Stage, play},
};
use Person::{Administrator, Candidate, Coordinator};
use serde_json::{Value, json};

/// The candidate's own page tells of the ending, with a next step.
async fn told(stage: &Stage, walker: &Walker, words: &str) {
    stage.seat(Candidate).await;
    stage.open("/my").await;
    let state = stage.world.state(walker).await;
    stage.browser.inspect(&format!("candidate {state}")).await;
    let page = stage.browser.text("main").await;
    assert!(
        page.contains(words),
        "{words:?} is not on the candidate's page:\n{page}"
    );
    assert!(
        stage.browser.has("#next-step").await,
        "an ending without a next step:\n{page}"
    );
    assert_ne!(stage.world.view(walker).await["next_step"], Value::Null);
}

#[actix_web::test]
async fn somebody_is_not_selected_and_reads_why() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        stage.world.screen(&walker).await;
        let details = json!({ "reason": "more_experience", "feedback": "Come back in autumn.", "next_step": "college" });
        assert_eq!(stage.staff_makes(Coordinator, &walker, "do_not_select", details).await, "not_selected");
        told(stage, &walker, "Come back in autumn.").await;
    })
    .await;
}

#[actix_web::test]
async fn a_training_week_is_not_completed() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        stage.world.screen(&walker).await;
        stage.world.select(&walker).await;
        stage.world.train(&[&walker], 3).await;
        let details =
            json!({ "reason": "Two sessions were missed.", "next_step": "other_programme" });
        let state = stage
            .staff_makes(
                Coordinator,
                &walker,
                "record_training_not_completed",
                details,
            )
            .await;
        assert_eq!(state, "training_not_completed");
        told(stage, &walker, "training").await;
    })
    .await;
}

#[actix_web::test]
async fn the_candidate_refuses_a_trial_and_it_is_no_fault() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        let app = &stage.world.app;
        stage
            .world
            .make(
                &app.as_hiring_manager().await,
                &walker,
                "propose_trial",
                World::terms(),
            )
            .await;
        let terms = json!({ "terms_number": 1, "supervisor": null });
        stage
            .world
            .make(&app.as_jobcentre().await, &walker, "sign_trial", terms)
            .await;
        let details = json!({ "reason": "candidate_choice", "next_step": "work_coach" });
        assert_eq!(
            stage
                .candidate_makes(&walker, "refuse_trial", details)
                .await,
            "trial_not_agreed"
        );
        told(stage, &walker, "benefit").await;
    })
    .await;
}

#[actix_web::test]
async fn the_system_stops_a_trial_at_its_cap() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        stage.world.agree_trial(&walker).await;
        stage.world.start_trial(&walker).await;
        stage.world.move_to(TRIAL_ENDS);
        stage.world.let_the_system_act().await;
        stage.seat(Coordinator).await;
        assert_eq!(
            stage.open_person(&walker).await,
            "on_trial",
            "the thirtieth day is a day of the trial"
        );
        assert_eq!(
            stage.browser.text("#trial-days").await,
            "Day 30 of at most 30"
        );
        stage.seat(Candidate).await;
        stage.open("/my").await;
        let page = stage.browser.text("main").await;
        assert!(
            page.contains("30 of at most 30") || page.contains("30 of 30"),
            "the candidate's meter:\n{page}"
        );
        stage.browser.inspect("candidate on_trial, day 30").await;

        stage.world.move_to("2026-07-15");
        stage.world.let_the_system_act().await;
        stage.seat(Coordinator).await;
        assert_eq!(stage.open_person(&walker).await, "trial_ended");
        assert_eq!(
            stage.browser.text("#trial-days").await,
            "Day 30 of at most 30",
            "no day after the cap counts"
        );
        assert!(
            !stage.browser.has("[data-move=log_trial_day] a").await,
            "no day can be logged after"
        );
        let last = stage.browser.text(".foothold-timeline__event").await;
        assert!(last.contains("system"), "the system has done it: {last}");
        stage.seat(Candidate).await;
        stage.open("/my").await;
        stage.browser.inspect("candidate trial_ended").await;
    })
    .await;
}

#[actix_web::test]
async fn the_candidate_declines_an_offer() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.to_trial_ended(&walker).await;
        let offer = json!({ "start_on": "2026-08-03", "expires_on": "2026-07-24" });
        stage
            .world
            .make(
                &stage.world.app.as_hiring_manager().await,
                &walker,
                "make_offer",
                offer,
            )
            .await;
        let details = json!({ "next_step": "other_work" });
        assert_eq!(
            stage
                .candidate_makes(&walker, "decline_offer", details)
                .await,
            "offer_declined"
        );
        told(stage, &walker, "You said no to the job").await;
    })
    .await;
}

#[actix_web::test]
async fn the_candidate_withdraws_and_an_administrator_reopens() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        let details = json!({ "reason": "found_work", "hear_of_other_programmes": true, "next_step": "other_work" });
        assert_eq!(stage.candidate_makes(&walker, "withdraw", details).await, "withdrawn");
        told(stage, &walker, "programme").await;
        let reason = json!({ "reason": "The job fell through." });
        assert_eq!(stage.staff_makes(Administrator, &walker, "reopen", reason).await, "screening_booked");
        stage.seat(Candidate).await;
        stage.open("/my").await;
        stage.browser.inspect("candidate screening_booked").await;
    })
    .await;
}
