//! Today: a morning at the work list, by keyboard, with and without scripts.

use crate::journeys::world::SCREENING;
use crate::stage::{Person, Stage, play, play_without_scripts};
use Person::{Coordinator, Manager};
use serde_json::json;

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn the_list_leads_to_the_step_that_settles_a_task_and_then_asks_for_the_next_one() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/today").await;
        assert!(browser.text("main").await.contains("Nothing is waiting"));
        browser.inspect("today, nothing waits").await;

        let walker = stage.refer().await;
        stage.open("/today").await;
        let waits = browser.text("#soon").await;
        assert!(
            waits.contains("Nadia Rahman") && waits.contains("Referral to answer"),
            "{waits}"
        );
        browser.inspect("today").await;
        browser
            .activate(&format!("#soon a[href$='{}/moves/accept']", walker.id))
            .await;
        browser.wait_for("form[data-move=accept]").await;
        stage.send("form[data-move=accept]", &json!({})).await;
        let settled = format!("location.pathname === '/dashboard/journeys/{}'", walker.id);
        browser
            .wait("the person's page", &settled, Vec::new())
            .await;
        browser.wait_for(".nhsuk-notification-banner").await;

        stage.open("/today").await;
        let waits = browser.text("#soon").await;
        assert!(waits.contains("Screening day to book"), "{waits}");
        stage.world.move_to("2026-05-20");
        stage.seat(Manager).await;
        stage.open("/today").await;
        let late = browser.text("#overdue").await;
        assert!(
            late.contains("days late") && late.contains("See where it stands"),
            "{late}"
        );
        browser.inspect("today, overdue").await;
    })
    .await;
}

#[actix_web::test]
async fn a_task_is_given_to_somebody_without_scripts_and_a_register_stands_above_the_list() {
    play_without_scripts(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.seat(Coordinator).await;
        stage.open("/today").await;
        browser
            .activate(&format!("main a[href='/today/{}']", walker.id))
            .await;
        title_becomes(stage, "Give a task to somebody").await;
        browser.write("#note", "Ring their coach first").await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        browser.activate("a[href='/today'].nhsuk-back-link").await;
        title_becomes(stage, "Today").await;
        let waits = browser.text("#soon").await;
        assert!(waits.contains("Ring their coach first"), "{waits}");

        stage.world.book_screening(&walker).await;
        stage.world.move_to(SCREENING);
        stage.open("/today").await;
        let held = browser.text("#registers").await;
        assert!(held.contains("Sign off the register"), "{held}");
    })
    .await;
}

#[actix_web::test]
async fn the_pages_of_the_list_are_looked_at() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.seat(Coordinator).await;
        stage.open(&format!("/today/{}", walker.id)).await;
        title_becomes(stage, "Give a task to somebody").await;
        browser.inspect("today, giving a task").await;
        stage
            .open("/today?kind=answer_referral&urgency=overdue")
            .await;
        assert!(
            browser
                .text("main")
                .await
                .contains("Nothing like that is waiting")
        );
        browser.inspect("today, narrowed to nothing").await;
        stage.world.book_screening(&walker).await;
        stage.world.move_to(SCREENING);
        stage.open("/today").await;
        browser.wait_for("#registers").await;
        browser.inspect("today, with a register").await;
    })
    .await;
}
