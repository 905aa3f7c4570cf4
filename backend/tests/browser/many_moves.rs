//! Many people moved at once, by keyboard, from the programme's page to what came of each.

use crate::stage::{Person, Stage, play, play_without_scripts};
use Person::Coordinator;
use serde_json::json;
use thirtyfour::Key;

async fn refer(stage: &Stage, names: &[&str]) -> Vec<crate::journeys::world::Walker> {
    let mut walkers = Vec::new();
    for name in names {
        walkers.push(stage.world.refer(name).await);
    }
    walkers
}

async fn tick(stage: &Stage, selector: &str) {
    stage.browser.doing(format!("ticking {selector}"));
    stage.browser.tab_to(selector).await;
    stage.browser.press(Key::Space).await;
}

async fn title_becomes(stage: &Stage, title: &str) {
    let expression = format!("document.title === '{title} - Foothold'");
    stage.browser.wait(title, &expression, Vec::new()).await;
}

#[actix_web::test]
async fn everybody_at_a_stage_is_moved_and_one_who_was_quicker_is_named() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let walkers = refer(stage, &["Alder", "Birch", "Cedar"]).await;
        stage.seat(Coordinator).await;
        let programme = format!("/dashboard/programmes/{}", stage.world.programme);
        stage.open(&format!("{programme}?state=referred")).await;
        let moves = format!("/programmes/{}/moves?state=referred", stage.world.programme);
        browser.activate(&format!("a[href='{moves}']")).await;
        title_becomes(stage, "Move people at “Referred”").await;
        browser.inspect("many moves, which move").await;
        browser
            .activate(&format!("a[href='{moves}&move=accept']"))
            .await;
        title_becomes(stage, "Accept the referral: people at “Referred”").await;
        browser.inspect("many moves, whom").await;

        browser.expects("status of 422");
        browser.activate("main form button[type='submit']").await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("many moves, nobody chosen").await;

        tick(stage, "#everybody").await;
        browser.activate("main form button[type='submit']").await;
        title_becomes(stage, "3 people can be moved").await;
        browser.inspect("many moves, what will happen").await;
        let staff = stage.world.app.as_coordinator().await;
        stage
            .world
            .make(&staff, &walkers[1], "accept", json!({}))
            .await;
        browser.activate("button[value='make']").await;
        title_becomes(stage, "2 people were moved").await;
        browser.inspect("many moves, what happened").await;
        let said = browser.text("#not-made").await;
        assert!(
            said.contains("Nadia Birch") && said.contains("has moved this person"),
            "{said}"
        );
        for walker in &walkers {
            assert_eq!(stage.world.state(walker).await, "accepted");
        }
        let person = format!("#made a[href='/dashboard/journeys/{}']", walkers[0].id);
        browser.activate(&person).await;
        title_becomes(stage, "Nadia Alder").await;
    })
    .await;
}

#[actix_web::test]
async fn one_of_two_is_booked_without_scripts() {
    play_without_scripts(async |stage: &Stage| {
        let browser = &stage.browser;
        let walkers = refer(stage, &["Alder", "Birch"]).await;
        let staff = stage.world.app.as_coordinator().await;
        for walker in &walkers {
            stage.world.make(&staff, walker, "accept", json!({})).await;
        }
        stage.seat(Coordinator).await;
        let moves = format!("/programmes/{}/moves", stage.world.programme);
        stage
            .open(&format!("{moves}?state=accepted&move=book_screening"))
            .await;
        tick(stage, &format!("#person-{}", walkers[1].id)).await;
        tick(stage, "#session_id").await;
        tick(stage, "#adjustments_asked").await;
        browser.activate("main form button[type='submit']").await;
        browser.wait_for("button[value='make']").await;
        browser.activate("button[value='make']").await;
        browser.wait_for("#undo").await;
        assert_eq!(stage.world.state(&walkers[0]).await, "accepted");
        assert_eq!(stage.world.state(&walkers[1]).await, "screening_booked");
    })
    .await;
}
