//! The two-way fit check by keyboard: the person answers on their page, the ward manager on theirs, and then both read both.

use crate::journeys::world::Walker;
use crate::stage::{Person, Stage, play};
use Person::{Candidate, Manager};
use serde_json::{Value, json};

fn answers(comments: &str) -> Value {
    json!({
        "work": "yes", "hours": "partly", "team": "yes", "learning": "yes", "pace": "not_yet", "job": "yes",
        "comments": comments,
    })
}

async fn on_trial(stage: &Stage) -> Walker {
    let walker = stage.refer().await;
    stage.world.to_interviewed(&walker).await;
    stage.world.agree_trial(&walker).await;
    stage.world.start_trial(&walker).await;
    stage.world.move_to("2026-06-17");
    walker
}

#[actix_web::test]
async fn both_sides_of_a_trial_answer_the_same_questions_and_then_read_each_other() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = on_trial(stage).await;
        let own = stage
            .candidate_makes(
                &walker,
                "answer_fit_check",
                answers("The early bus is hard"),
            )
            .await;
        assert_eq!(own, "on_trial");
        let waits = browser.text("main").await;
        assert!(
            waits.contains("You see both when your supervisor has answered too"),
            "{waits}"
        );
        browser.inspect("candidate fit check, waiting").await;

        stage.seat(Manager).await;
        stage.open_person(&walker).await;
        let address = format!("/journeys/{}/fit-check", walker.id);
        browser.activate(&format!("a[href='{address}']")).await;
        browser.wait_for("#day_3").await;
        let hidden = browser.text("main").await;
        assert!(!hidden.contains("early bus"), "{hidden}");
        browser.inspect("fit check, one side").await;
        browser.activate("main a.nhsuk-button").await;
        let form = "form[data-move=answer_fit_check]";
        browser.wait_for(form).await;
        browser.inspect("fit check, the supervisor's answers").await;
        stage.send(form, &answers("Quick to learn")).await;
        browser.wait_for(".nhsuk-notification-banner").await;
        stage.open(&address).await;
        browser.wait_for("#answers-day_3").await;
        let both = browser.text("main").await;
        assert!(
            both.contains("early bus") && both.contains("Quick to learn"),
            "{both}"
        );
        browser.inspect("fit check, both sides").await;

        stage.seat(Candidate).await;
        stage.open("/my").await;
        let both = browser.text("main").await;
        assert!(
            both.contains("early bus") && both.contains("Quick to learn"),
            "{both}"
        );
        browser.inspect("candidate fit check, both sides").await;
    })
    .await;
}
