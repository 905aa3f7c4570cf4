//! Two people look at the same time: what one does, the other sees.

use crate::browser::Browser;
use crate::stage::{Person, Stage, play};
use backend::identity::{self, SessionOwner};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::Cookie;

/// A second browser, at which the hiring manager sits.
async fn beside(stage: &Stage) -> Browser {
    let app = &stage.world.app;
    let owner = SessionOwner::Staff(app.trust.hiring_manager);
    let token = identity::start_session(&app.platform, &app.identity, app.trust.id, owner)
        .await
        .expect("a session");
    let browser = Browser::open(true).await;
    browser.open_address(&stage.address("/sign-in")).await;
    let driver = browser.driver();
    driver
        .add_cookie(Cookie::new("session", token))
        .await
        .expect("the session");
    browser
}

/// How long a change may take from the one browser to the other.
const SOON: Duration = Duration::from_secs(2);

const STATE: &str = "document.querySelector('[data-state]')?.dataset.state === arguments[0]";
const CHANGED: &str =
    "document.querySelector('#changed')?.textContent === 'Changed by somebody else just now'";

/// What a script says, as words.
async fn word(browser: &Browser, script: &str) -> String {
    let said = browser
        .ask(&format!("return String({script})"), Vec::new())
        .await;
    said.as_str().unwrap_or_default().to_owned()
}

/// Waits until the one page that is open follows what changes.
async fn follows(stage: &Stage) {
    let began = Instant::now();
    while stage.world.app.edge.watchers.many() != 1 {
        assert!(began.elapsed() < Duration::from_secs(30), "nobody follows");
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
async fn a_move_in_one_browser_is_seen_in_the_other_within_two_seconds() {
    play(async |stage| {
        let walker = stage.refer().await;
        let other = beside(stage).await;
        other.open_address(&stage.address(&format!("/dashboard/journeys/{}", walker.id))).await;
        other.wait_for("[data-agreement]").await;
        follows(stage).await;
        other.ask("document.querySelector('.nhsuk-breadcrumb a[href*=programmes]').focus(); scrollTo(0, 40); return 0", Vec::new()).await;
        let (focus, scroll) = ("document.activeElement.outerHTML", "scrollY");
        let before = (word(&other, focus).await, word(&other, scroll).await);

        stage.open_move(Person::Coordinator, &walker, "accept").await;
        stage.send("form[data-move=accept]", &json!({})).await;
        let sent = Instant::now();
        other.wait("the other's move", STATE, vec![json!("accepted")]).await;
        assert!(sent.elapsed() < SOON, "{:?}", sent.elapsed());
        other.wait("that it is said", CHANGED, Vec::new()).await;
        assert_eq!((word(&other, focus).await, word(&other, scroll).await), before, "focus and scroll stay");
        other.wait("both folds", "document.querySelector('[data-agreement]').dataset.agreement === 'same'", Vec::new()).await;
        // The trail that has the focus is a single way back on a telephone.
        other.ask("document.activeElement.blur(); return 0", Vec::new()).await;
        other.inspect("person changed by somebody else").await;
        // Whoever did it is not told that somebody else has.
        stage.settled_person().await;
        assert_eq!(word(&stage.browser, "document.querySelector('#changed').textContent").await, "");
        other.close().await;
    })
    .await;
}

#[actix_web::test]
async fn a_programme_counts_its_people_anew_and_keeps_what_is_being_written() {
    play(async |stage| {
        let (first, world) = (stage.refer().await, &stage.world);
        let other = beside(stage).await;
        other
            .open_address(&stage.address(&format!("/dashboard/programmes/{}", world.programme)))
            .await;
        other.wait_for("#people-table").await;
        follows(stage).await;
        other.activate("details:has(#venue) > summary").await;
        other.write("#venue", "The Old Library").await;
        let rows = "document.querySelectorAll('#people-table tbody tr').length";
        assert_eq!(word(&other, rows).await, "1");

        // By a partner's system, over the API.
        let sent = Instant::now();
        world.refer("Teasel").await;
        other
            .wait("the second person", &format!("{rows} === 2"), Vec::new())
            .await;
        assert!(sent.elapsed() < SOON, "{:?}", sent.elapsed());
        assert_eq!(
            word(&other, "document.querySelector('#venue').value").await,
            "The Old Library"
        );
        assert_eq!(word(&other, "document.activeElement.id").await, "venue");
        let staff = world.app.as_coordinator().await;
        world.make(&staff, &first, "accept", json!({})).await;
        let stage_of = "document.querySelector('#people-table')?.textContent.includes('Accepted')";
        other.wait("the new stage", stage_of, Vec::new()).await;
        other.inspect("programme changed by somebody else").await;
        other.close().await;
    })
    .await;
}

#[actix_web::test]
async fn a_page_that_was_out_of_sight_reads_once_when_it_is_seen_again() {
    play(async |stage| {
        let walker = stage.refer().await;
        stage.seat(Person::Coordinator).await;
        stage.open_person(&walker).await;
        follows(stage).await;
        // Chromium without a screen shows every page, so that the page is told that it is hidden.
        let hide = "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true }); \
                    document.dispatchEvent(new Event('visibilitychange')); return 0";
        stage.browser.ask(hide, vec![json!(true)]).await;
        let staff = stage.world.app.as_coordinator().await;
        stage.world.make(&staff, &walker, "accept", json!({})).await;
        actix_web::rt::time::sleep(Duration::from_millis(700)).await;
        let seen = stage.browser.ask(&format!("return {STATE}"), vec![json!("referred")]).await;
        assert_eq!(seen, Value::Bool(true), "nothing is read while nobody looks");
        stage.browser.ask(hide, vec![json!(false)]).await;
        stage.browser.wait("what was missed", STATE, vec![json!("accepted")]).await;
    })
    .await;
}
