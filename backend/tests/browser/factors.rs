//! Signing in with more than a password, and without one: an authenticator app, a passkey, the Trust's own account.

use crate::{
    browser::Browser,
    journeys::world::World,
    stage::{Person, Stage, play, play_in},
    support::{
        application::{PASSWORD, TestApplication},
        database::FreshDatabase,
        directory::{self, TestDirectory},
    },
};
use backend::{identity, platform::clock::Clock};
use chrono::TimeDelta;
use serde_json::{Value, json};
use thirtyfour::Key;
use totp_rs::{Builder, Secret};

/// What an app shows now that was given the secret on the page.
async fn code_of(stage: &Stage, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let now = stage.world.app.real_clock.now().timestamp();
    app.generate(u64::try_from(now).expect("after 1970"))
        .to_string()
}

async fn secret_on(browser: &Browser) -> String {
    browser.text("strong.foothold-code").await.replace(' ', "")
}

async fn at(browser: &Browser, path: &str) {
    let there = "location.pathname === arguments[0]";
    browser.wait(path, there, vec![json!(path)]).await;
}

async fn forget_cookies(browser: &Browser) {
    browser
        .driver()
        .delete_all_cookies()
        .await
        .expect("the cookies' end");
}

#[actix_web::test]
async fn an_authenticator_app_is_set_up_and_asked_for() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        stage.seat(Person::Coordinator).await;
        stage.open("/account/second-factor").await;
        browser.inspect("second factor, none").await;
        browser
            .activate("form[action='/account/second-factor/start'] button")
            .await;
        at(browser, "/account/second-factor/set-up").await;
        browser.inspect("second factor, set up").await;
        let secret = secret_on(browser).await;
        browser.write("#code", "000000").await;
        browser.press(Key::Enter).await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("second factor, wrong code").await;
        browser.write("#code", &code_of(stage, &secret).await).await;
        browser.press(Key::Enter).await;
        browser.wait_for("#recovery-codes").await;
        browser.inspect("recovery codes").await;
        browser.activate("main a.nhsuk-button").await;
        at(browser, "/account/second-factor").await;
        browser.inspect("second factor, set up already").await;

        forget_cookies(browser).await;
        let app = &stage.world.app;
        app.real_clock
            .set(app.real_clock.now() + TimeDelta::seconds(60))
            .expect("a movable clock");
        stage.open("/sign-in?next=/guaranteed-interviews").await;
        stage.give_password(Person::Coordinator).await;
        at(browser, "/sign-in/code").await;
        browser.inspect("second step").await;
        browser.write("#code", "000000").await;
        browser.press(Key::Enter).await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("second step, wrong").await;
        browser.write("#code", &code_of(stage, &secret).await).await;
        browser.press(Key::Enter).await;
        at(browser, "/guaranteed-interviews").await;
    })
    .await;
}

#[actix_web::test]
async fn where_the_trust_asks_for_it_the_app_is_set_up_first() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        let app = &stage.world.app;
        identity::require_second_factor(&app.platform, app.trust.id, true)
            .await
            .expect("a setting");
        stage.open("/sign-in").await;
        stage.give_password(Person::Manager).await;
        at(browser, "/sign-in/set-up").await;
        browser.inspect("set up first").await;
        let secret = secret_on(browser).await;
        browser.write("#code", &code_of(stage, &secret).await).await;
        browser.press(Key::Enter).await;
        browser.wait_for("#recovery-codes").await;
        browser.inspect("set up first, recovery codes").await;
        browser.activate("main a.nhsuk-button").await;
        at(browser, "/dashboard/programmes").await;
    })
    .await;
}

/// An authenticator inside the browser, whose owner always says yes; its id.
async fn add_authenticator(browser: &Browser) -> Value {
    browser.command("WebAuthn.enable", json!({})).await;
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    });
    let added = browser
        .driver()
        .cdp()
        .send_raw(
            "WebAuthn.addVirtualAuthenticator",
            json!({ "options": options }),
        )
        .await
        .expect("an authenticator");
    added["authenticatorId"].clone()
}

#[actix_web::test]
async fn a_passkey_is_made_and_signs_in() {
    play(async |stage: &Stage| {
        let browser = &stage.browser;
        // Passkeys are for names: not for the number that the other tests open.
        let here = stage.address("").replace("127.0.0.1", "localhost");
        stage.seat(Person::Coordinator).await;
        stage.open("/account/passkeys").await;
        assert!(
            browser
                .text("main")
                .await
                .contains(&format!("{here}/account/passkeys"))
        );
        browser.inspect("passkeys, at a number").await;

        let authenticator = add_authenticator(browser).await;
        browser
            .open_address(&format!("{here}/sign-in?next=/account/passkeys"))
            .await;
        browser.write("#email", "cora@riverside.example").await;
        browser.write("#password", PASSWORD).await;
        browser.press(Key::Enter).await;
        at(browser, "/account/passkeys").await;
        browser.inspect("passkeys, none").await;
        browser
            .activate("form[action='/account/passkeys'] button")
            .await;
        browser.wait_for(".nhsuk-error-summary").await;
        browser.inspect("passkeys, no name").await;
        browser.write("#name", "My work phone").await;
        browser.press(Key::Enter).await;
        browser
            .wait(
                "the new passkey",
                "location.search === '?done=added'",
                Vec::new(),
            )
            .await;
        assert!(browser.text("main dl").await.contains("My work phone"));
        browser.inspect("passkeys, one").await;

        forget_cookies(browser).await;
        browser
            .open_address(&format!("{here}/sign-in?next=/guaranteed-interviews"))
            .await;
        browser
            .activate("form[action='/sign-in/passkey'] button")
            .await;
        at(browser, "/guaranteed-interviews").await;

        // An owner who does not show who they are.
        forget_cookies(browser).await;
        let unverified = json!({ "authenticatorId": authenticator, "isUserVerified": false });
        browser
            .command("WebAuthn.setUserVerified", unverified)
            .await;
        browser.open_address(&format!("{here}/sign-in")).await;
        browser
            .activate("form[action='/sign-in/passkey'] button")
            .await;
        at(browser, "/sign-in/passkey").await;
        browser.wait_for("#passkey-button:not([hidden])").await;
        browser.inspect("asking for a passkey, refused").await;
        let verified = json!({ "authenticatorId": authenticator, "isUserVerified": true });
        browser.command("WebAuthn.setUserVerified", verified).await;
        browser.activate("#passkey-button").await;
        at(browser, "/dashboard/programmes").await;
    })
    .await;
}

#[actix_web::test]
async fn the_trusts_own_account_signs_in_at_the_certified_provider() {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a port of this machine")
        .port();
    let origin = format!("http://127.0.0.1:{port}");
    let directory = TestDirectory::start(&format!("{origin}/sign-in/trust/back"));
    let settings = directory::settings(&directory.issuer);
    let database = FreshDatabase::sqlite().await;
    let app = TestApplication::with_identity(database.database(), |identity| {
        // A provider of its own lives by the real time.
        identity.clock = Clock::standing_at(Clock::system().now());
        identity.issuer = origin;
        identity.single_sign_on = Some(settings);
    })
    .await;
    play_in(
        World::of(app, 5).await,
        port,
        true,
        async |stage: &Stage| {
            let browser = &stage.browser;
            stage.open("/sign-in?next=/guaranteed-interviews").await;
            browser
                .inspect("staff sign-in with the Trust's account")
                .await;
            browser.activate("a[href^='/sign-in/trust']").await;
            browser.wait_for("input[name=login]").await;
            let elsewhere = browser.ask("return location.origin", Vec::new()).await;
            assert_eq!(elsewhere, json!(directory.issuer));
            browser.write("input[name=login]", "cora").await;
            browser.write("input[name=password]", "any").await;
            browser.press(Key::Enter).await;
            at(browser, "/guaranteed-interviews").await;
            // What the provider's own pages asked for is not ours.
            browser.log("performance").await;
            browser.log("browser").await;
            stage.open("/account/second-factor").await;
            browser
                .inspect("second factor after the Trust's account")
                .await;
        },
    )
    .await;
}
