//! What staff print and take along: by keyboard, from where they need it, as it stands on the screen and on paper.

use crate::journeys::world::SCREENING;
use crate::stage::{Person, Stage, play, play_without_scripts};
use Person::{Coordinator, Manager};
use serde_json::{Value, json};

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

/// What is on the sheet when the page is printed: what is around it stays on the screen.
async fn only_the_sheet_is_printed(stage: &Stage) {
    let browser = &stage.browser;
    browser
        .command("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await;
    let visible = "return ['.nhsuk-header', '.nhsuk-footer', '.foothold-screen-only', '.nhsuk-back-link', '.foothold-paper']\
        .filter(one => [...document.querySelectorAll(one)].some(found => found.getClientRects().length > 0)).join(' ')";
    let shown = browser.ask(visible, Vec::new()).await;
    browser
        .command("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await;
    assert_eq!(shown, Value::from(".foothold-paper"));
}

#[actix_web::test]
async fn a_register_and_its_sign_in_sheet_are_printed_from_the_register_by_keyboard() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        stage.world.move_to(SCREENING);
        stage.seat(Coordinator).await;
        let day = stage.world.screening_day().await;
        stage
            .open(&format!("/dashboard/sessions/{day}/register"))
            .await;
        let to_print = format!("a[href='/print/register/{day}']");
        browser.wait_for(&to_print).await;
        browser.activate(&to_print).await;
        title_becomes(stage, "Register").await;
        assert!(
            browser
                .text(".foothold-paper")
                .await
                .contains("Nadia Rahman")
        );
        browser.inspect("print, register").await;
        only_the_sheet_is_printed(stage).await;
        browser
            .activate(&format!("a[href='/print/sign-in-sheet/{day}']"))
            .await;
        title_becomes(stage, "Sign-in sheet").await;
        browser.inspect("print, sign-in sheet").await;
        only_the_sheet_is_printed(stage).await;
        browser.activate(".nhsuk-back-link").await;
        browser.wait_for(&to_print).await;
    })
    .await;
}

#[actix_web::test]
async fn the_papers_about_a_person_are_printed_from_their_page() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        stage.seat(Coordinator).await;
        stage.open_person(&walker).await;
        browser
            .activate(&format!("a[href='/print/work-coach-letter/{}']", walker.id))
            .await;
        title_becomes(stage, "Letter to the work coach").await;
        let letter = browser.text(".foothold-paper").await;
        assert!(letter.contains("was successful at interview"), "{letter}");
        browser.inspect("print, letter").await;
        only_the_sheet_is_printed(stage).await;

        stage.world.agree_trial(&walker).await;
        stage.seat(Manager).await;
        stage.open_person(&walker).await;
        let letters = format!("a[href='/print/work-coach-letter/{}']", walker.id);
        assert!(
            !browser.has(&letters).await,
            "the letter is not the manager's"
        );
        let agreement = format!("a[href='/print/trial-agreement/{}']", walker.id);
        browser.wait_for(&agreement).await;
        browser.activate(&agreement).await;
        title_becomes(stage, "Agreement to a work trial").await;
        let paper = browser.text(".foothold-paper").await;
        assert!(paper.contains("All three have agreed."), "{paper}");
        browser.inspect("print, agreement").await;
        only_the_sheet_is_printed(stage).await;
    })
    .await;
}

#[actix_web::test]
async fn an_agreement_that_nobody_has_signed_has_lines_to_sign_on() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.to_interviewed(&walker).await;
        let manager = stage.world.app.as_hiring_manager().await;
        let terms = crate::journeys::world::World::terms();
        stage
            .world
            .make(&manager, &walker, "propose_trial", terms)
            .await;
        stage.seat(Manager).await;
        stage
            .open(&format!("/print/trial-agreement/{}", walker.id))
            .await;
        let lines =
            "return document.querySelectorAll('.foothold-paper__party .foothold-paper__line').length";
        assert_eq!(browser.ask(lines, Vec::new()).await, Value::from(9));
        browser.inspect("print, agreement to sign").await;
    })
    .await;
}

#[actix_web::test]
async fn an_address_for_ones_own_calendar_is_made_and_ended_without_scripts() {
    play_without_scripts(async |stage: &Stage| {
        let browser = &stage.browser;
        // Whoever sits down signs in on a page that axe looks at, which it cannot where no script runs.
        stage.be_without_scripts(Coordinator).await;
        let signed_in = "location.pathname === '/dashboard/programmes'";
        browser.wait("to be signed in", signed_in, Vec::new()).await;
        stage.open("/account").await;
        browser.activate("main a[href='/account/calendar']").await;
        title_becomes(stage, "Your programmes in your own calendar").await;
        browser.activate("main form button[type=submit]").await;
        title_becomes(stage, "Your calendar\\'s address").await;
        let address = browser.text("#address").await;
        assert!(
            address.contains("/calendars/") && address.ends_with(".ics"),
            "{address}"
        );
        browser.activate("main p a[href='/account/calendar']").await;
        browser.wait_for("form[action$='/end']").await;
        browser.activate("form[action$='/end'] button").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
    })
    .await;
}

#[actix_web::test]
async fn the_pages_of_the_calendar_are_looked_at() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/account/calendar").await;
        browser.inspect("calendar, none").await;
        browser.activate("main form button[type=submit]").await;
        browser.wait_for("#address").await;
        browser.inspect("calendar, made").await;
        browser.activate("main p a[href='/account/calendar']").await;
        browser.wait_for("form[action$='/end']").await;
        browser.inspect("calendar, one").await;
        browser.activate("form[action$='/end'] button").await;
        browser
            .wait_for(".nhsuk-notification-banner--success")
            .await;
        browser.inspect("calendar, ended").await;
    })
    .await;
}
