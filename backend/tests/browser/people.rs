//! Finding people: by keyboard, with and without scripts, and back again.

use crate::stage::{Person, Stage, play, play_without_scripts};
use Person::Coordinator;
use thirtyfour::Key;

async fn look_for(stage: &Stage, typed: &str) {
    let browser = &stage.browser;
    browser.doing("looking for somebody");
    browser.tab_to("#search").await;
    browser.rewrite(typed).await;
    browser.press(Key::Enter).await;
}

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn a_misspelt_name_is_found_and_the_way_back_leads_to_it() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walker = stage.refer().await;
        stage.seat(Coordinator).await;
        stage.open("/dashboard/programmes").await;
        browser.wait_for("#programmes a").await;
        browser.activate(".nhsuk-header a[href='/people']").await;
        title_becomes(stage, "People").await;
        browser.inspect("people").await;

        look_for(stage, "Rachman").await;
        title_becomes(stage, "1 person - People").await;
        let found = browser.text("#people").await;
        assert!(
            found.contains("Nadia Rahman") && found.contains("Referred"),
            "{found}"
        );
        assert!(!browser.path().await.contains("achman"));
        browser.inspect("people, one found").await;
        let person = format!("#people a[href='/dashboard/journeys/{}']", walker.id);
        browser.activate(&person).await;
        title_becomes(stage, "Nadia Rahman").await;
        browser.ask("history.back()", Vec::new()).await;
        title_becomes(stage, "1 person - People").await;

        look_for(stage, "Okoro").await;
        title_becomes(stage, "Nobody was found - People").await;
        browser.inspect("people, nobody found").await;
        browser.ask("history.back()", Vec::new()).await;
        title_becomes(stage, "1 person - People").await;

        browser.expects("status of 422");
        look_for(stage, " ").await;
        browser.wait_for(".nhsuk-error-summary").await;
        title_becomes(stage, "Error: People").await;
        browser.inspect("people, nothing typed").await;
    })
    .await;
}

#[actix_web::test]
async fn people_are_found_without_scripts() {
    play_without_scripts(async |stage: &Stage| {
        stage.refer().await;
        stage.seat(Coordinator).await;
        stage.open("/people").await;
        look_for(stage, "rehman nadja").await;
        stage.browser.wait_for("#people").await;
        assert!(stage.browser.text("#people").await.contains("Nadia Rahman"));
    })
    .await;
}
