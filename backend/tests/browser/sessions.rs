//! A session is changed after its draft, by keyboard, from the programme's page and back.

use crate::stage::{Person, Stage, play};
use Person::{Candidate, Coordinator};
use serde_json::json;

const DONE: &str = ".nhsuk-notification-banner--success";

#[actix_web::test]
async fn a_flooded_room_is_left_for_another_and_whoever_comes_finds_it() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        let day = stage.world.screening_day().await;
        let programme = format!("/dashboard/programmes/{}", stage.world.programme);
        stage.seat(Coordinator).await;
        stage.open(&programme).await;
        let address = format!("/sessions/{day}/change");
        browser.activate(&format!("a[href='{address}']")).await;
        browser.wait_for("#venue").await;
        browser.inspect("change a session").await;

        browser.expects("status of 422");
        let wrong = json!({ "venue": " ", "capacity": "some" });
        browser.fill_all(&wrong).await;
        browser.activate("main form button[type=submit]").await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("change a session, with problems").await;

        let right =
            json!({ "venue": "The Old Library", "capacity": "14", "trainer": "Bram Fennimore" });
        browser.fill_all(&right).await;
        browser.activate("main form button[type=submit]").await;
        browser.wait_for(DONE).await;
        let said = browser.text(DONE).await;
        assert!(said.contains("1 person is told of it"), "{said}");
        browser.inspect("change a session, changed").await;
        browser.activate(".nhsuk-back-link").await;
        browser.wait_for("#sessions").await;
        let sessions = browser.text("#sessions").await;
        assert!(
            sessions.contains("The Old Library") && sessions.contains("Run by: Bram Fennimore"),
            "{sessions}"
        );

        stage.seat(Candidate).await;
        stage.open(&format!("/my/journeys/{}", walker.id)).await;
        let page = browser.text("main").await;
        assert!(page.contains("The Old Library"), "{page}");

        stage.world.move_to("2026-05-28");
        stage.seat(Coordinator).await;
        stage.open(&address).await;
        let page = browser.text("main").await;
        assert!(page.contains("It cannot be changed any more"), "{page}");
        browser.inspect("change a session, over").await;
    })
    .await;
}

#[actix_web::test]
async fn a_screening_day_is_added_from_the_programmes_page() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage
            .open(&format!("/dashboard/programmes/{}", stage.world.programme))
            .await;
        let address = format!("/programmes/{}/screening-days/add", stage.world.programme);
        browser.activate(&format!("a[href='{address}']")).await;
        browser.wait_for("#venue").await;
        browser.inspect("add a screening day").await;
        browser.expects("status of 422");
        browser.activate("main form button[type=submit]").await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("add a screening day, without a date").await;
        browser.write("#held_on", "28").await;
        browser.write("#held_on-month", "5").await;
        browser.write("#held_on-year", "2026").await;
        browser.activate("main form button[type=submit]").await;
        browser.wait_for(DONE).await;
        let page = browser.text("main").await;
        assert!(page.contains("Thursday 28 May 2026"), "{page}");
        browser.inspect("change a session, just added").await;
    })
    .await;
}
