//! Two records of one person, by keyboard: seen side by side, and one journey goes on.

use crate::stage::{Person, Stage, play};
use Person::{Administrator, Coordinator};
use backend::duplicates::compare_all;
use serde_json::json;

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn two_records_of_one_person_become_one_journey_by_an_administrators_word() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let one = stage.refer().await;
        let other = stage.world.refer("Rehman").await;
        let app = &stage.world.app;
        compare_all(&app.platform, app.trust.id)
            .await
            .expect("a comparison");

        stage.seat(Coordinator).await;
        stage.open("/people").await;
        browser.activate("a[href='/people/duplicates']").await;
        title_becomes(stage, "People who may be there twice").await;
        let seen = browser.text("#pairs").await;
        assert!(
            seen.contains("Nadia Rahman and Nadia Rehman") && !seen.contains("Say what they are"),
            "{seen}"
        );
        browser.inspect("duplicates, a coordinator's").await;

        stage.seat(Administrator).await;
        stage.open("/people/duplicates").await;
        browser.inspect("duplicates, an administrator's").await;
        browser
            .activate("#pairs a[href^='/people/duplicates/']")
            .await;
        title_becomes(stage, "Are these two one person?").await;
        browser.inspect("duplicates, the question").await;

        browser.expects("status of 422");
        let choice = format!("{}:{}", other.id, one.id);
        browser.fill_all(&json!({ "choice": choice })).await;
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "Error: Are these two one person?").await;
        browser.inspect("duplicates, without a reason").await;
        browser
            .fill_all(&json!({ "reason": "Their coach says so." }))
            .await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        let left = browser.text("#pairs").await;
        assert!(left.contains("Nobody seems to be there twice"), "{left}");
        browser.inspect("duplicates, none left").await;
        assert_eq!(stage.world.state(&other).await, "merged");
        assert_eq!(stage.world.state(&one).await, "referred");
    })
    .await;
}
