//! A refusal is an answer: what is not met, in the law's own words, and nothing has changed.

use crate::{
    journeys::world::World,
    stage::{Person, Stage, play},
};
use Person::{Candidate, Coordinator, Manager};
use serde_json::json;

#[actix_web::test]
async fn a_trial_of_thirty_one_days_is_refused_on_the_page_with_the_laws_words() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        let before = stage.world.view(&walker).await;
        stage.open_move(Manager, &walker, "propose_trial").await;
        stage.browser.expects("status of 409");
        let terms =
            json!({ "starts_on": "2026-06-15", "ends_on": "2026-07-15", "pattern": "weekdays" });
        stage.send("form[data-move=propose_trial]", &terms).await;
        let refusal = ".nhsuk-error-summary [data-guard=planned_within_cap]";
        let said = stage.browser.text(refusal).await;
        assert!(said.contains("Work Trial – maximum of 30 days"), "{said}");
        assert!(said.contains("31"), "how many days it would be: {said}");
        let focus = "document.activeElement === document.querySelector('.nhsuk-error-summary')";
        stage
            .browser
            .wait("the focus on the refusal", focus, Vec::new())
            .await;
        stage.browser.inspect("move propose_trial, refused").await;
        assert_eq!(
            stage.world.view(&walker).await,
            before,
            "nothing has changed"
        );

        // What was filled in is still there: one day less, and it goes through.
        stage.browser.fill("ends_on", &json!("2026-07-14")).await;
        stage
            .browser
            .activate("form[data-move=propose_trial] button[type=submit]")
            .await;
        stage.browser.wait_for("[data-state=trial_proposed]").await;
    })
    .await;
}

#[actix_web::test]
async fn what_a_hiring_manager_must_do_is_greyed_for_a_coordinator_with_the_reason() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        stage.seat(Coordinator).await;
        stage.open_person(&walker).await;
        assert!(!stage.browser.has("[data-move=propose_trial] a").await);
        let said = stage
            .browser
            .ask(
                "return document.querySelector('[data-move=propose_trial]').textContent",
                Vec::new(),
            )
            .await;
        assert!(
            said.as_str()
                .unwrap_or_default()
                .to_lowercase()
                .contains("hiring manager"),
            "{said}"
        );
    })
    .await;
}

#[actix_web::test]
async fn a_candidate_reads_why_an_offer_can_no_longer_be_accepted() {
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
        let before = stage.world.view(&walker).await;
        stage.open_own_move(&walker, "accept_offer").await;
        stage.world.move_to("2026-07-25");
        stage.browser.expects("status of 409");
        stage
            .browser
            .activate("main form button[type=submit]")
            .await;
        let said = stage.browser.text(".foothold-answer").await;
        let words = stage.browser.text(".foothold-answer q").await;
        assert!(!words.is_empty() && said.contains("24 July 2026"), "{said}");
        stage
            .browser
            .inspect("candidate move accept_offer, refused")
            .await;
        assert_eq!(
            stage.world.view(&walker).await,
            before,
            "nothing has changed"
        );
    })
    .await;
}

#[actix_web::test]
async fn a_trial_is_not_put_to_the_candidate_before_the_jobcentre_has_agreed() {
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
        stage.seat(Candidate).await;
        // Not put to the candidate before the Jobcentre has agreed: the form says so instead of opening.
        stage
            .open(&format!("/my/moves/{}/sign_trial", walker.id))
            .await;
        assert!(!stage.browser.has("main form button").await);
        stage
            .browser
            .inspect("candidate move sign_trial, not yet")
            .await;
    })
    .await;
}

#[actix_web::test]
async fn an_empty_form_is_sent_back_with_the_focus_on_what_is_missing() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage
            .open_move(Coordinator, &walker, "decline_referral")
            .await;
        stage
            .browser
            .activate("form[data-move=decline_referral] button[type=submit]")
            .await;
        let focus = "document.activeElement === document.querySelector('.nhsuk-error-summary')";
        stage
            .browser
            .wait("the focus on the summary", focus, Vec::new())
            .await;
        stage.browser.inspect("move decline_referral, empty").await;
        stage.browser.activate(".nhsuk-error-summary a").await;
        stage
            .browser
            .wait(
                "the focus on the question",
                "document.activeElement.name === 'reason'",
                Vec::new(),
            )
            .await;

        stage.open_own_move(&walker, "withdraw").await;
        stage.browser.expects("status of 422");
        stage
            .browser
            .activate("main form button[type=submit]")
            .await;
        stage
            .browser
            .wait("the focus on the summary", focus, Vec::new())
            .await;
        stage
            .browser
            .inspect("candidate move withdraw, empty")
            .await;
        assert_eq!(stage.world.state(&walker).await, "referred");
    })
    .await;
}
