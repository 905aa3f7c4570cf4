//! Walking about: title, focus, scroll and the way back; sessions that end; pages without scripts.

use crate::stage::{Person, Stage, play, play_without_scripts};
use Person::{Candidate, Coordinator};
use serde_json::{Value, json};

const ON_THE_HEADING: &str = "document.activeElement === document.querySelector('h1')";

async fn title(stage: &Stage) -> String {
    stage.browser.driver().title().await.expect("a title")
}

#[actix_web::test]
async fn the_way_forward_and_back_keeps_title_focus_and_scroll() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/dashboard/programmes").await;
        browser.wait_for("#programmes a").await;
        assert_eq!(title(stage).await, "Programmes - Foothold");

        browser.doing("going forward");
        browser.activate("#programmes a").await;
        browser
            .wait(
                "the programme",
                "document.title.startsWith('Trainee Health Care Assistant, June')",
                Vec::new(),
            )
            .await;
        browser
            .wait("the focus on the heading", ON_THE_HEADING, Vec::new())
            .await;
        browser.wait("the top", "scrollY === 0", Vec::new()).await;
        let person = format!("a[href='/dashboard/journeys/{}']", walker.id);
        browser.tab_to(&person).await;
        let down = browser
            .ask("scrollTo(0, 200); return scrollY", Vec::new())
            .await;
        browser
            .wait(
                "the place that is noted",
                "history.state === scrollY",
                Vec::new(),
            )
            .await;
        browser.press(thirtyfour::Key::Enter).await;
        browser
            .wait(
                "the person",
                "document.title === 'Nadia Rahman - Foothold'",
                Vec::new(),
            )
            .await;
        browser
            .wait("the focus on the heading", ON_THE_HEADING, Vec::new())
            .await;
        browser.wait("the top", "scrollY === 0", Vec::new()).await;

        browser.doing("going back");
        browser.driver().back().await.expect("the way back");
        let back = format!(
            "location.pathname === '/dashboard/programmes/{}'",
            stage.world.programme
        );
        browser
            .wait("the programme's address", &back, Vec::new())
            .await;
        browser
            .wait(
                "its title",
                "document.title.startsWith('Trainee Health Care Assistant, June')",
                Vec::new(),
            )
            .await;
        browser
            .wait(
                "where one was",
                "Math.abs(scrollY - arguments[0]) < 2",
                vec![down],
            )
            .await;
        browser.driver().forward().await.expect("the way forward");
        browser
            .wait(
                "the person",
                "document.title === 'Nadia Rahman - Foothold'",
                Vec::new(),
            )
            .await;
    })
    .await;
}

#[actix_web::test]
async fn the_skip_link_leads_past_the_navigation() {
    play(async |stage: &Stage| {
        stage.seat(Coordinator).await;
        stage.open("/dashboard/programmes").await;
        stage.browser.wait_for("#programmes").await;
        stage.browser.activate(".nhsuk-skip-link").await;
        stage.browser.press(thirtyfour::Key::Tab).await;
        let inside = "document.activeElement.closest('#maincontent')";
        stage
            .browser
            .wait("the focus in the main part", inside, Vec::new())
            .await;
    })
    .await;
}

#[actix_web::test]
async fn whoever_signs_out_is_out_at_once_also_on_the_way_back() {
    play(async |stage: &Stage| {
        stage.refer().await;
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        stage.open("/dashboard/programmes").await;
        browser.wait_for("#programmes").await;
        browser.doing("signing out");
        browser.activate("form[action='/sign-out'] button").await;
        browser
            .wait(
                "the sign-in page",
                "location.pathname === '/sign-in'",
                Vec::new(),
            )
            .await;
        browser.expects("status of 401");
        browser.driver().back().await.expect("the way back");
        browser
            .wait(
                "the sign-in page again",
                "location.pathname === '/sign-in'",
                Vec::new(),
            )
            .await;
        browser
            .wait(
                "no programme on the page",
                "!document.querySelector('#programmes')",
                Vec::new(),
            )
            .await;

        stage.seat(Candidate).await;
        stage.open("/my").await;
        browser.activate("form[action='/sign-out'] button").await;
        browser
            .wait(
                "the sign-in page",
                "location.pathname === '/my/sign-in'",
                Vec::new(),
            )
            .await;
        browser.driver().back().await.expect("the way back");
        browser
            .wait(
                "the sign-in page again",
                "location.pathname === '/my/sign-in'",
                Vec::new(),
            )
            .await;
    })
    .await;
}

#[actix_web::test]
async fn a_session_that_ends_in_the_middle_of_a_form_leads_back_to_the_form() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        let browser = &stage.browser;
        stage
            .open_move(Coordinator, &walker, "decline_referral")
            .await;
        browser
            .fill_all(
                &json!({ "reason": "duplicate", "note": "Sent twice.", "next_step": "work_coach" }),
            )
            .await;
        stage.end_session(Coordinator).await;
        browser.expects("status of 401");
        browser
            .activate("form[data-move=decline_referral] button[type=submit]")
            .await;
        browser
            .wait(
                "the sign-in page",
                "location.pathname === '/sign-in'",
                Vec::new(),
            )
            .await;
        assert_eq!(stage.world.state(&walker).await, "referred");
        stage.give_password(Coordinator).await;
        browser.wait_for("form[data-move=decline_referral]").await;
        let path = format!("/dashboard/journeys/{}/moves/decline_referral", walker.id);
        assert_eq!(browser.path().await, path, "back in the form");

        stage.open_own_move(&walker, "withdraw").await;
        stage.end_session(Candidate).await;
        browser.activate("main form button[type=submit]").await;
        browser
            .wait(
                "the sign-in page",
                "location.pathname === '/my/sign-in'",
                Vec::new(),
            )
            .await;
        stage.give_code().await;
        let path = format!("/my/moves/{}/withdraw", walker.id);
        browser
            .wait(
                "the form again",
                "location.pathname === arguments[0]",
                vec![json!(path)],
            )
            .await;
        assert_eq!(stage.world.state(&walker).await, "referred");
    })
    .await;
}

#[actix_web::test]
async fn the_first_view_stands_before_the_application_has_loaded() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Coordinator).await;
        browser.command("Network.enable", json!({})).await;
        browser
            .command("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] }))
            .await;
        browser.expects("ERR_BLOCKED_BY_CLIENT");
        browser.expects("Failed to fetch");
        stage.open("/dashboard/vacancies").await;
        assert_eq!(browser.text("h1").await, "Vacancies");
        assert_eq!(title(stage).await, "Vacancies - Foothold");
        let links = browser
            .ask(
                "return document.querySelectorAll('header nav a').length",
                Vec::new(),
            )
            .await;
        assert!(
            links.as_u64() >= Some(4),
            "the navigation is there: {links}"
        );
        browser.inspect("staff first view").await;
        browser
            .activate("header nav a[href='/dashboard/vacancies']")
            .await;
        browser
            .wait(
                "the next page",
                "location.pathname === '/dashboard/vacancies'",
                Vec::new(),
            )
            .await;
        browser
            .command("Network.setBlockedURLs", json!({ "urls": [] }))
            .await;
    })
    .await;
}

#[actix_web::test]
async fn without_scripts_staff_are_told_what_to_do_and_candidates_need_none() {
    play_without_scripts(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        let driver = stage.browser.driver();
        stage.be_without_scripts(Coordinator).await;
        stage.open("/dashboard/programmes").await;
        let page = driver.source().await.expect("the page");
        assert!(
            page.contains("The dashboard needs JavaScript") && page.contains("0161 496 0000"),
            "{page}"
        );
        let shown = driver
            .find(thirtyfour::By::Css("main"))
            .await
            .expect("the main part")
            .text()
            .await
            .expect("its text");
        assert!(
            shown.contains("needs JavaScript") && shown.contains("0161 496 0000"),
            "{shown}"
        );

        driver.delete_all_cookies().await.expect("nobody");
        stage.withdraw_without_scripts(&walker.id).await;
        assert_eq!(stage.world.state(&walker).await, "withdrawn");
    })
    .await;
}

#[actix_web::test]
async fn a_candidate_reads_the_page_in_urdu_from_the_right() {
    play(async |stage: &Stage| {
        let walker = stage.refer().await;
        stage.world.book_screening(&walker).await;
        let browser = &stage.browser;
        stage.seat(Candidate).await;
        stage.open("/my").await;
        browser.doing("choosing Urdu");
        browser.activate("button[name=language][value=ur]").await;
        browser
            .wait("Urdu", "document.documentElement.lang === 'ur'", Vec::new())
            .await;
        assert_eq!(
            browser.attribute("html", "dir").await.as_deref(),
            Some("rtl")
        );
        assert_eq!(browser.path().await, "/my");
        let side = browser
            .ask(
                "return getComputedStyle(document.querySelector('h1')).direction",
                Vec::new(),
            )
            .await;
        assert_eq!(side, json!("rtl"));
        browser.inspect("candidate screening_booked in Urdu").await;
        stage
            .open(&format!("/my/moves/{}/withdraw", walker.id))
            .await;
        browser.inspect("candidate move withdraw in Urdu").await;
        browser.activate("button[name=language][value=pl]").await;
        browser
            .wait(
                "Polish",
                "document.documentElement.lang === 'pl'",
                Vec::new(),
            )
            .await;
        assert_eq!(
            browser.attribute("html", "dir").await.as_deref(),
            Some("ltr")
        );
        browser.inspect("candidate move withdraw in Polish").await;
        assert_ne!(browser.text("h1").await, Value::Null);
    })
    .await;
}
