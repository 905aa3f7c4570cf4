//! The second step of a sign-in: an authenticator app and its recovery codes.

use crate::pages::said;
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::{Client, Reply},
};
use backend::{
    identity,
    platform::database::{
        DatabaseResult,
        schema::{audit, recovery_codes, second_factors, sign_ins},
    },
    platform::{
        config::Secret as Keys,
        crypto::{FieldKeys, KeyRing},
    },
    reseal::{Resealed, reseal},
};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;
use totp_rs::{Builder, Secret};

const EMAIL: &str = "cora@riverside.example";

/// The secret that a set-up page shows.
fn secret_on(page: &Reply) -> String {
    let (_, after) = page
        .text
        .split_once("type this key into the app:")
        .expect("a key");
    let (_, after) = after.split_once("<strong").expect("the key");
    let (_, after) = after.split_once('>').expect("its beginning");
    after.split('<').next().expect("its end").replace(' ', "")
}

/// What an app with this secret shows so many seconds from now.
fn code(app: &TestApplication, secret: &str, later: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("an app");
    let at = u64::try_from(app.real_clock.now().timestamp() + later).expect("after 1970");
    totp.generate(at).to_string()
}

fn later(app: &TestApplication, seconds: i64) {
    let moved = app.real_clock.now() + TimeDelta::seconds(seconds);
    app.real_clock.set(moved).expect("a movable clock");
}

fn codes_on(page: &Reply) -> Vec<String> {
    let (_, list) = page.text.split_once("recovery-codes\"").expect("codes");
    list.split("<code")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split('<').next())
        .map(str::to_owned)
        .collect()
}

/// Sets an app up and gives its secret and the recovery codes.
async fn set_up(app: &TestApplication, staff: &Client) -> (String, Vec<String>) {
    let begun = staff
        .form("/account/second-factor/start", &[])
        .await
        .expect(303);
    let page = staff.get(begun.header("location")).await.expect(200);
    assert!(
        page.text.contains("<svg") && page.text.contains("role=\"img\""),
        "{}",
        page.text
    );
    let secret = secret_on(&page);
    let right = code(app, &secret, 0);
    let shown = staff
        .form("/account/second-factor/confirm", &[("code", &right)])
        .await
        .expect(200);
    (secret, codes_on(&shown))
}

/// After the password: a browser that owes the second step.
async fn after_password(app: &TestApplication) -> Client {
    let form = [
        ("email", EMAIL),
        ("password", PASSWORD),
        ("next", "/guaranteed-interviews"),
    ];
    let reply = app.as_nobody().form("/sign-in", &form).await.expect(303);
    assert_eq!(
        reply.header("location"),
        "/sign-in/code?next=%2Fguaranteed-interviews"
    );
    app.as_nobody()
        .with_session(&reply.cookie("session").expect("a cookie"))
}

async fn give(browser: &Client, code: &str) -> Reply {
    browser
        .form(
            "/sign-in/code",
            &[("code", code), ("next", "/guaranteed-interviews")],
        )
        .await
        .expect(303)
}

async fn audited(app: &TestApplication, action: &'static str) -> Vec<String> {
    app.platform
        .database
        .read(move |db| -> DatabaseResult<_> {
            Ok(audit::table
                .filter(audit::action.eq(action))
                .order(audit::position)
                .select(audit::outcome)
                .load::<String>(db)?)
        })
        .await
        .expect("the log")
}

on_both_databases! {
    async fn a_code_of_the_app_is_the_second_step_and_works_once(database: Database) {
        let app = TestApplication::on(database).await;
        let (secret, codes) = set_up(&app, &app.as_coordinator().await).await;
        assert_eq!(codes.len(), 10);
        assert_eq!(audited(&app, "set_up_second_factor").await, ["done"]);

        let browser = after_password(&app).await;
        browser.get("/me").await.expect(401);
        assert!(browser.get("/dashboard/programmes").await.expect(303).header("location").starts_with("/sign-in?"));
        let page = browser.get("/sign-in/code?next=/guaranteed-interviews").await.expect(200);
        assert!(said(&page).contains("One more step") && page.text.contains("autocomplete=\"one-time-code\""));

        // The code that confirmed the app was used with it.
        let used = code(&app, &secret, 0);
        assert!(give(&browser, &used).await.header("location").starts_with("/sign-in/code?error=wrong_code"));
        later(&app, 30);
        let right = code(&app, &secret, 0);
        let entered = give(&browser, &right).await;
        assert_eq!(entered.header("location"), "/guaranteed-interviews");
        let token = entered.cookie("session").expect("a session");
        app.as_nobody().with_session(&token).get("/me").await.expect(200);
        // The token of the first step is worth nothing now, and the code was used.
        browser.get("/me").await.expect(401);
        assert_eq!(give(&browser, &right).await.header("location"), "/sign-in?error=begin_again&next=%2Fguaranteed-interviews");
        let again = after_password(&app).await;
        assert!(give(&again, &right).await.header("location").starts_with("/sign-in/code?error=wrong_code"));
        assert_eq!(audited(&app, "give_second_factor").await, ["refused", "refused"]);
    }

    async fn the_json_sign_in_says_what_is_owed(database: Database) {
        let app = TestApplication::on(database).await;
        let (secret, _) = set_up(&app, &app.as_coordinator().await).await;
        later(&app, 60);
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        let owed = app.as_nobody().post("/auth/sign-in", &body).await.expect(202);
        assert_eq!(owed["owed"], "second_factor");
        assert_eq!(owed["page"], "/sign-in/code");
        let browser = app.as_nobody().with_session(&owed.cookie("session").expect("a cookie"));
        browser.get("/me").await.expect(401);
        let wrong = browser.post("/auth/second-factor", &json!({ "code": "000000" })).await.expect(401);
        assert_eq!(wrong.code(), "not_signed_in");
        let right = json!({ "code": code(&app, &secret, 0) });
        let entered = browser.post("/auth/second-factor", &right).await.expect(200);
        assert_eq!(entered["role"], "coordinator");
        app.as_nobody().post("/auth/second-factor", &right).await.expect(401);
        app.as_coordinator().await.post("/auth/second-factor", &right).await.expect(401);
    }

    async fn five_wrong_codes_end_the_sign_in_and_twenty_close_the_hour(database: Database) {
        let app = TestApplication::on(database).await;
        let (secret, codes) = set_up(&app, &app.as_coordinator().await).await;
        later(&app, 60);
        for round in 0..4 {
            let browser = after_password(&app).await;
            for _ in 0..4 {
                assert!(give(&browser, "000000").await.header("location").starts_with("/sign-in/code?error=wrong_code"));
            }
            let last = give(&browser, "000000").await;
            assert!(last.header("location").starts_with("/sign-in?error=too_many_codes"), "{round}: {}", last.header("location"));
            let right = code(&app, &secret, 0);
            assert!(give(&browser, &right).await.header("location").starts_with("/sign-in?error=begin_again"));
        }
        // Whoever has the password begins again, and finds the account's second step closed for the hour.
        let browser = after_password(&app).await;
        for right in [code(&app, &secret, 0), codes[0].clone()] {
            let refused = give(&browser, &right).await;
            assert!(refused.header("location").starts_with("/sign-in?error="), "{}", refused.header("location"));
        }
        later(&app, 3_600);
        let browser = after_password(&app).await;
        assert_eq!(give(&browser, &code(&app, &secret, 0)).await.header("location"), "/guaranteed-interviews");
    }

    async fn a_recovery_code_works_once_and_new_ones_end_the_old(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let (_, codes) = set_up(&app, &staff).await;
        let kept: Vec<String> = app.platform.database
            .read(|db| -> DatabaseResult<_> { Ok(recovery_codes::table.select(recovery_codes::code_hash).load(db)?) })
            .await.expect("hashes");
        assert_eq!(kept.len(), 10);
        assert!(codes.iter().all(|code| !kept.contains(code)));

        let typed = codes[3].to_lowercase().replace('-', " ");
        let entered = give(&after_password(&app).await, &typed).await;
        assert_eq!(entered.header("location"), "/guaranteed-interviews");
        assert!(give(&after_password(&app).await, &typed).await.header("location").contains("wrong_code"));
        let page = staff.get("/account/second-factor").await.expect(200);
        assert!(said(&page).contains("set up on 1 March 2027") && said(&page).contains('9'), "{}", said(&page));

        let renewed = staff.form("/account/second-factor/codes", &[]).await.expect(200);
        let renewed = codes_on(&renewed);
        assert!(give(&after_password(&app).await, &codes[4]).await.header("location").contains("wrong_code"));
        let entered = give(&after_password(&app).await, &renewed[0]).await;
        assert_eq!(entered.header("location"), "/guaranteed-interviews");
        assert_eq!(audited(&app, "renew_recovery_codes").await, ["done"]);
    }

    async fn the_secret_is_sealed_and_the_second_step_can_be_turned_off(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let (secret, _) = set_up(&app, &staff).await;
        let sealed: Vec<Option<String>> = app.platform.database
            .read(|db| -> DatabaseResult<_> { Ok(second_factors::table.select(second_factors::sealed_secret).load(db)?) })
            .await.expect("rows");
        let sealed = sealed[0].clone().expect("a sealed secret");
        assert!(!sealed.contains(&secret));
        // What is hard to undo asks who it is when that was not shown for ten minutes.
        later(&app, 601);
        for place in ["start", "codes", "off"] {
            let asked = staff.form(&format!("/account/second-factor/{place}"), &[]).await.expect(303);
            assert_eq!(asked.header("location"), "/account/confirm?next=%2Faccount%2Fsecond-factor", "{place}");
        }
        let staff = app.as_coordinator().await;
        let off = staff.form("/account/second-factor/off", &[]).await.expect(303);
        assert_eq!(off.header("location"), "/account/second-factor?done=off");
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        app.as_nobody().post("/auth/sign-in", &body).await.expect(200);
        assert_eq!(audited(&app, "turn_off_second_factor").await, ["done"]);
    }

    async fn where_the_trust_asks_for_it_it_is_set_up_before_anything_else(database: Database) {
        let app = TestApplication::on(database).await;
        identity::require_second_factor(&app.platform, app.trust.id, true).await.expect("a setting");
        let form = [("email", EMAIL), ("password", PASSWORD), ("next", "/guaranteed-interviews")];
        let reply = app.as_nobody().form("/sign-in", &form).await.expect(303);
        assert_eq!(reply.header("location"), "/sign-in/set-up?next=%2Fguaranteed-interviews");
        let browser = app.as_nobody().with_session(&reply.cookie("session").expect("a cookie"));
        browser.get("/me").await.expect(401);
        browser.get("/account/second-factor").await.expect(303);
        assert!(give(&browser, "000000").await.header("location").starts_with("/sign-in?error=begin_again"));

        let page = browser.get("/sign-in/set-up").await.expect(200);
        let secret = secret_on(&page);
        assert_eq!(secret_on(&browser.get("/sign-in/set-up").await.expect(200)), secret, "loading again draws no other");
        let wrong = browser.form("/sign-in/set-up", &[("code", "000000")]).await.expect(303);
        assert_eq!(wrong.header("location"), "/sign-in/set-up?error=wrong_code");
        let right = code(&app, &secret, 0);
        let done = browser.form("/sign-in/set-up", &[("code", &right), ("next", "/guaranteed-interviews")]).await.expect(200);
        assert_eq!(codes_on(&done).len(), 10);
        assert!(done.text.contains("href=\"/guaranteed-interviews\""));
        let staff = app.as_nobody().with_session(&done.cookie("session").expect("a session"));
        staff.get("/me").await.expect(200);
        // And it stays on.
        let off = staff.form("/account/second-factor/off", &[]).await.expect(303);
        assert_eq!(off.header("location"), "/account/second-factor");
        later(&app, 30);
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        assert_eq!(app.as_nobody().post("/auth/sign-in", &body).await.expect(202)["owed"], "second_factor");
        // The neighbour's people are not concerned.
        let body = json!({ "email": "cora@hillside.example", "password": PASSWORD });
        app.as_nobody().post("/auth/sign-in", &body).await.expect(200);
    }

    async fn a_sign_in_that_owes_something_ends_after_ten_minutes_and_with_the_account(database: Database) {
        let app = TestApplication::on(database).await;
        let (secret, _) = set_up(&app, &app.as_coordinator().await).await;
        let browser = after_password(&app).await;
        later(&app, 600);
        assert!(give(&browser, &code(&app, &secret, 0)).await.header("location").starts_with("/sign-in?error=begin_again"));
        let open: i64 = app.platform.database
            .read(|db| -> DatabaseResult<_> {
                Ok(sign_ins::table.filter(sign_ins::stage.is_not_null()).filter(sign_ins::stepped_up_at.is_not_null()).count().get_result(db)?)
            })
            .await.expect("a count");
        assert_eq!(open, 0, "nobody has shown who they are by a password alone");
    }

    async fn candidates_and_strangers_do_not_see_these_pages(database: Database) {
        let app = TestApplication::on(database).await;
        let candidate = crate::identity::candidate(&app, &app.trust, None, None).await;
        let candidate = app.as_candidate(candidate).await;
        for path in ["/account/second-factor", "/account/passkeys"] {
            candidate.get(path).await.expect(403);
            assert!(app.as_nobody().get(path).await.expect(303).header("location").starts_with("/sign-in?next="));
        }
        candidate.form("/account/second-factor/start", &[]).await.expect(403);
        assert_eq!(app.as_nobody().get("/sign-in/code").await.expect(303).header("location"), "/sign-in?error=begin_again");
        assert_eq!(app.as_nobody().get("/sign-in/set-up").await.expect(303).header("location"), "/sign-in?error=begin_again");
    }


    async fn a_code_confirms_that_it_is_oneself(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let (secret, codes) = set_up(&app, &staff).await;
        later(&app, 630);
        let start = async || staff.form("/account/second-factor/start", &[]).await.expect(303).header("location").to_owned();
        assert!(start().await.starts_with("/account/confirm"));
        let page = staff.get("/account/confirm").await.expect(200);
        assert!(page.text.contains("name=\"code\"") && page.text.contains("name=\"password\""));
        let wrong = staff.post("/auth/confirm", &json!({ "code": "000000" })).await.expect(422);
        assert_eq!(wrong["errors"][0]["pointer"], "/code");
        for neither in [json!({}), json!({ "password": PASSWORD, "code": "000000" })] {
            staff.post("/auth/confirm", &neither).await.expect(422);
        }
        let right = code(&app, &secret, 0);
        staff.post("/auth/confirm", &json!({ "code": right })).await.expect(204);
        assert_eq!(start().await, "/account/second-factor/set-up");
        later(&app, 601);
        assert!(start().await.starts_with("/account/confirm"));
        let form = |code: &str| [("next", "/account/passkeys".to_owned()), ("code", code.to_owned())];
        let give = async |code: &str| {
            let form = form(code);
            let pairs: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            staff.form("/account/confirm", &pairs).await
        };
        let used = give(&right).await.expect(422);
        assert!(used.text.contains("href=\"#code\""), "{}", said(&used));
        assert_eq!(give(&codes[0]).await.expect(303).header("location"), "/account/passkeys");
        assert_eq!(start().await, "/account/second-factor/set-up");
        give(&codes[0]).await.expect(422);
        assert_eq!(audited(&app, "confirm_code").await, ["done", "done"]);
        // Guessing ends: whoever sits there has an hour to wait, or the password to give.
        for _ in 0..20 {
            give("000000").await;
        }
        assert!(said(&give(&codes[1]).await.expect(429)).contains("Too many wrong codes"));
        staff.form("/account/confirm", &[("password", PASSWORD)]).await.expect(303);
    }

    async fn the_second_step_says_where_it_was_given(database: Database) {
        let app = TestApplication::on(database).await;
        let (secret, _) = set_up(&app, &app.as_coordinator().await).await;
        later(&app, 60);
        let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let browser = after_password(&app).await.with_header("User-Agent", firefox);
        let entered = give(&browser, &code(&app, &secret, 0)).await;
        let staff = app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        let sign_ins = staff.get("/sign-ins").await.expect(200);
        let all = sign_ins["data"].as_array().expect("sign-ins");
        let here = all.iter().find(|one| one["current"] == true).expect("this one");
        assert_eq!(here["browser"], "Firefox on Windows");
    }

    async fn the_account_says_what_one_signs_in_with(database: Database) {
        let app = TestApplication::on(database).await;
        let staff = app.as_coordinator().await;
        let page = staff.get("/account").await.expect(200);
        for place in ["/account/password", "/account/second-factor", "/account/passkeys"] {
            assert!(page.text.contains(&format!("href=\"{place}\"")), "{place}");
        }
        assert!(said(&page).contains("authenticator appOff") && !said(&page).contains("Recovery codes"), "{}", said(&page));
        set_up(&app, &staff).await;
        let page = said(&staff.get("/account").await.expect(200));
        assert!(page.contains("On since 1 March 2027") && page.contains("Recovery codes10 left") && page.contains("PasskeysNone"), "{page}");
    }

    async fn secrets_are_sealed_again_with_a_new_key(database: Database) {
        let mut app = TestApplication::on(database).await;
        let (one, two) = (
            "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
        );
        let ring = |text: String| FieldKeys::new(KeyRing::parse(&Keys::new(text)).expect("keys"));
        app.platform.fields = ring(one.to_owned());
        app.rebuild().await;
        let (secret, _) = set_up(&app, &app.as_coordinator().await).await;
        let begun = app.as_hiring_manager().await.form("/account/second-factor/start", &[]).await.expect(303);
        assert_eq!(begun.header("location"), "/account/second-factor/set-up");
        app.platform.fields = ring(format!("{two},{one}"));
        let trust = app.trust.id;
        assert_eq!(reseal(&app.platform, trust).await.expect("sealed"), Resealed::Some(2));
        assert!(matches!(reseal(&app.platform, trust).await.expect("sealed"), Resealed::All(_)));
        let kept: Vec<(Option<String>, Option<String>)> = app.platform.database
            .read(|db| -> DatabaseResult<_> {
                Ok(second_factors::table.select((second_factors::sealed_secret, second_factors::offered_secret)).load(db)?)
            })
            .await.expect("rows");
        let sealed: Vec<_> = kept.iter().flat_map(|(secret, offered)| [secret, offered]).flatten().collect();
        assert!(sealed.len() == 1 && sealed[0].starts_with("2."), "one that was only offered is drawn again: {sealed:?}");
        // The old key is gone, and the app goes on.
        app.platform.fields = ring(two.to_owned());
        app.rebuild().await;
        later(&app, 30);
        let browser = after_password(&app).await;
        assert_eq!(give(&browser, &code(&app, &secret, 0)).await.header("location"), "/guaranteed-interviews");
    }
}
