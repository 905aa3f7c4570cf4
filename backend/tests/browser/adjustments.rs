//! What a person needs, by keyboard: they say it and choose who may know, and staff find it where they act.

use crate::stage::{Person, Stage, play};
use Person::{Candidate, Coordinator, Manager};
use serde_json::json;

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn a_person_says_what_they_need_and_who_may_know() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.seat(Candidate).await;
        stage.open("/my").await;
        browser.activate("a[href='/my/adjustments']").await;
        browser.wait_for("#words").await;
        browser.inspect("candidate adjustments").await;
        browser.write("#words", "A hearing loop").await;
        browser.tab_to("#known_by-interview").await;
        browser.press(" ").await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        browser.inspect("candidate adjustments, kept").await;

        let address = format!("/journeys/{}/adjustments", walker.id);
        stage.seat(Manager).await;
        stage.open(&address).await;
        let seen = browser.text("main").await;
        assert!(
            !seen.contains("hearing loop"),
            "they do not meet yet: {seen}"
        );
        browser.inspect("adjustments, nothing to know").await;

        stage.seat(Coordinator).await;
        stage.open_person(&walker).await;
        browser.activate(&format!("a[href='{address}']")).await;
        title_becomes(stage, "Adjustments").await;
        let seen = browser.text("#known").await;
        assert!(
            seen.contains("hearing loop") && seen.contains("They wrote it themself"),
            "{seen}"
        );
        browser.inspect("adjustments").await;
        browser.expects("status of 422");
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "Error: Adjustments").await;
        browser.inspect("adjustments, on nobody's word").await;
        browser.fill_all(&json!({ "on_word": "told_staff" })).await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        browser.inspect("adjustments, saved").await;

        stage.world.to_guarantee(&walker).await;
        stage.seat(Manager).await;
        stage.open(&address).await;
        let seen = browser.text("#known").await;
        assert!(seen.contains("hearing loop"), "now they act: {seen}");
        browser.inspect("adjustments, who may know").await;
    })
    .await;
}
