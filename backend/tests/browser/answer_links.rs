//! A candidate is asked whether they can come, opens the link from the message, and answers without signing in.

use crate::stage::{Person, Stage, play};
use Person::Coordinator;
use backend::{
    answer_links::ask,
    platform::database::{DatabaseResult, schema::messages},
};
use diesel::prelude::*;
use serde_json::json;

/// Where the link of the last question leads.
async fn link_sent(stage: &Stage) -> String {
    let app = &stage.world.app;
    let asked = ask(&app.platform, &app.identity).await.expect("a run");
    assert_eq!((asked.asked, asked.failed), (1, 0));
    let question: DatabaseResult<String> = app
        .platform
        .database
        .read(|db| {
            Ok(messages::table
                .filter(messages::template.eq("can_you_come"))
                .order(messages::id.desc())
                .select(messages::body)
                .first(db)?)
        })
        .await;
    let question = question.expect("a question");
    let at = question.find("/my/answer/").expect("a link");
    question[at..].to_owned()
}

#[actix_web::test]
async fn a_candidate_opens_the_link_from_the_message_and_says_yes_in_one_press() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        stage.world.move_to("2026-05-24");
        let link = link_sent(stage).await;

        for (language, direction) in [("ur", "rtl"), ("pl", "ltr"), ("en", "ltr")] {
            for (page, name) in [
                ("", "question"),
                ("/another-day", "another day"),
                ("/cannot-come", "cannot come"),
            ] {
                stage
                    .open(&format!("{link}{page}?language={language}"))
                    .await;
                assert_eq!(
                    browser.attribute("html", "dir").await.as_deref(),
                    Some(direction)
                );
                browser
                    .inspect(&format!("answer link, {name}, {language}"))
                    .await;
            }
        }
        stage.open(&link).await;
        browser.doing("saying yes");
        browser.activate("main form button[type=submit]").await;
        browser.wait_for(".nhsuk-notification-banner").await;
        browser.inspect("answer link, noted").await;
        let page = browser.text("main").await;
        assert!(
            page.contains("You told us that you will be there"),
            "{page}"
        );
        let view = stage.world.view(&walker).await;
        assert_eq!(
            (&view["state"], &view["coming"]),
            (&json!("screening_booked"), &json!("confirmed"))
        );

        stage.seat(Coordinator).await;
        stage
            .open(&format!("/dashboard/programmes/{}", stage.world.programme))
            .await;
        browser.wait_for("[data-coming]").await;
        assert_eq!(browser.text("[data-coming]").await, "Confirmed");
        assert_eq!(stage.open_person(&walker).await, "screening_booked");
        let stands = browser.text(".foothold-person__stands").await;
        assert!(
            stands.contains("Confirmed, said on 24 May 2026"),
            "{stands}"
        );

        browser.expects("status of 404");
        stage.open("/my/answer/ended").await;
        browser.inspect("answer link, dead").await;
    })
    .await;
}

#[actix_web::test]
async fn a_candidate_says_on_their_own_page_that_they_will_be_there() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        let state = stage
            .candidate_makes(&walker, "confirm_booking", json!({}))
            .await;
        assert_eq!(state, "screening_booked");
        let page = stage.browser.text("main").await;
        assert!(page.contains("Are you coming?"), "{page}");
        let again = format!("a[href='/my/moves/{}/confirm_booking']", walker.id);
        assert!(!stage.browser.has(&again).await, "it is said once");
    })
    .await;
}
