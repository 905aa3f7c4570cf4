//! Every page is looked at, at 320 and 1280 pixels: axe, sideways scrolling, the console and who is asked for what.

use crate::stage::{Person, Stage, play};
use Person::{Coordinator, Manager};

#[actix_web::test]
async fn the_publics_pages_stand_in_three_languages() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        for (path, language, direction) in [
            ("/", "en", "ltr"),
            ("/ur", "ur", "rtl"),
            ("/pl", "pl", "ltr"),
        ] {
            stage.open(path).await;
            assert_eq!(
                browser.attribute("html", "lang").await.as_deref(),
                Some(language),
                "{path}"
            );
            assert_eq!(
                browser.attribute("html", "dir").await.as_deref(),
                Some(direction),
                "{path}"
            );
            browser.inspect(&format!("home {language}")).await;
        }
        browser.expects("status of 404");
        stage.open("/no-such-page").await;
        browser.inspect("page not found").await;
    })
    .await;
}

#[actix_web::test]
async fn a_wrong_password_and_a_wrong_code_are_said_beside_the_field() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.open("/sign-in").await;
        browser.write("#email", "cora@riverside.example").await;
        browser.write("#password", "not this one").await;
        browser.activate("main button[type=submit]").await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("staff sign-in, wrong").await;

        stage.refer().await;
        stage.open("/my/sign-in").await;
        browser.write("#contact", "nadia.rahman@example.com").await;
        browser.activate("main button[type=submit]").await;
        browser.write("#code", "000000").await;
        browser.activate("main button[type=submit]").await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("candidate code, wrong").await;
    })
    .await;
}

#[actix_web::test]
async fn the_dashboards_pages_are_looked_at() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.to_guarantee(&walker).await;
        stage.seat(Coordinator).await;
        let programme = format!("/dashboard/programmes/{}", stage.world.programme);
        let register = format!(
            "/dashboard/sessions/{}/register",
            stage.world.screening_day().await
        );
        let pages = [
            ("/dashboard/programmes", "#programmes"),
            ("/dashboard/programmes/new", "main form"),
            (programme.as_str(), "#people"),
            (register.as_str(), ".foothold-register"),
            ("/dashboard/vacancies", "main table"),
            ("/dashboard/vacancies/new", "main form"),
            ("/guaranteed-interviews", "#guarantees"),
            ("/guaranteed-interviews?show=overdue", "main p"),
            ("/reports", "#funnel"),
            ("/reports?by=month", "#side-by-side"),
            ("/programmes/plan", "main form"),
            ("/dashboard/referrals/new", "main form"),
            ("/dashboard/nowhere", "main a"),
        ];
        for (path, part) in pages {
            stage.open(path).await;
            browser.wait_for(part).await;
            let name = path.replace(&stage.world.programme, "one");
            browser
                .inspect(&format!(
                    "staff {}",
                    name.split("sessions/").next().unwrap_or_default()
                ))
                .await;
        }
    })
    .await;
}

#[actix_web::test]
async fn a_vacancy_does_not_close_over_a_guaranteed_interview_and_the_page_says_why() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.world.to_guarantee(&walker).await;
        stage.seat(Manager).await;
        stage.open("/guaranteed-interviews").await;
        let owed = browser.text("#guarantees").await;
        assert!(owed.contains("Nadia Rahman"), "{owed}");
        stage.open("/dashboard/vacancies").await;
        browser.doing("closing the vacancy");
        browser.expects("status of 409");
        browser.activate("main table .nhsuk-button--warning").await;
        let refusal = ".nhsuk-error-summary [data-guard=no_open_entitlement]";
        let said = browser.text(refusal).await;
        assert!(said.contains("an interview is guaranteed"), "{said}");
        browser.inspect("staff vacancies, refused").await;
        let state = stage.world.state(&walker).await;
        assert_eq!(state, "interview_guaranteed");
    })
    .await;
}
