//! A programme planned backwards, by keyboard, from the first day of work to its draft.

use crate::stage::{Person, Stage, play};
use Person::Coordinator;
use serde_json::json;

#[actix_web::test]
async fn a_programme_is_planned_backwards_and_becomes_a_draft() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/dashboard/programmes/new").await;
        browser.activate("a[href='/programmes/plan']").await;
        browser.wait_for("main form [name=starting]").await;
        browser.inspect("planner").await;

        browser.expects("status of 422");
        let too_soon = json!({
            "vacancy_id": stage.world.vacancy,
            "starting": "8",
            "start_on": "2026-06-20",
        });
        browser.fill_all(&too_soon).await;
        browser.activate("main form button").await;
        let refused = browser.text(".nhsuk-error-summary").await;
        assert!(
            refused.contains("The first day on which they can start"),
            "{refused}"
        );
        browser.inspect("planner, too soon").await;

        browser
            .fill_all(&json!({ "start_on": "2026-11-20", "copy_of": stage.world.programme }))
            .await;
        browser.activate("main form button").await;
        let plan = browser.text("#plan").await;
        assert!(
            plan.contains("First day of work") && plan.contains("20 November 2026"),
            "{plan}"
        );
        browser.inspect("planner, a plan").await;

        let draft = json!({ "title": "Trainees for November", "venue": "Education Centre" });
        browser.fill_all(&draft).await;
        browser.write("#trainer-1", "Bram Fennimore").await;
        browser.activate("form[method=post] button").await;
        browser
            .wait(
                "the draft",
                "document.title === 'Trainees for November - Foothold'",
                Vec::new(),
            )
            .await;
        let sessions = browser.text("#sessions").await;
        assert!(sessions.contains("Trainer: Bram Fennimore"), "{sessions}");
        browser.inspect("planner, the draft").await;

        browser.activate("#publish").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        let said = browser.text(".nhsuk-notification-banner--success").await;
        assert!(said.contains("The programme is published"), "{said}");
        browser.inspect("planner, published").await;
    })
    .await;
}

#[actix_web::test]
async fn a_plan_made_by_hand_names_whoever_leads_each_session() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        let vacancy = &stage.world.vacancy;
        let proposed = format!("/dashboard/programmes/new?vacancy={vacancy}&first_day=2026-09-07");
        stage.open(&proposed).await;
        for (field, words) in [
            ("title", "Trainees for September"),
            ("places", "8"),
            ("venue", "The Old Library"),
            ("sessions.0.trainer", "Linnet Farrow"),
            ("sessions.1.trainer", "Bram Fennimore"),
        ] {
            browser.write(&format!("[id='{field}']"), words).await;
        }
        browser.inspect("a plan with trainers").await;
        browser.activate("main form button[type='submit']").await;
        let sessions = browser.text("#sessions").await;
        assert!(
            sessions.contains("Run by: Linnet Farrow")
                && sessions.contains("Trainer: Bram Fennimore"),
            "{sessions}"
        );
        browser.inspect("a programme with trainers").await;
    })
    .await;
}
