//! Bad sign-ins are held back, and the real person still gets in.

use super::{later, sign_in};
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::Client,
};
use backend::{identity::forget_old_tries, platform::database::schema::sign_in_holds};
use chrono::TimeDelta;
use diesel::prelude::*;

const EMAIL: &str = "cora@riverside.example";

/// Wrong tries until one is held back.
async fn hammer(client: &Client, email: &str) -> String {
    for _ in 0..10 {
        let reply = sign_in(client, email, "guess").await;
        if reply.status == 429 {
            return reply.header("retry-after").to_owned();
        }
    }
    panic!("nobody was held back");
}

on_both_databases! {
    async fn each_wrong_try_makes_the_next_one_wait_twice_as_long(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        for wait in ["1", "2", "4"] {
            assert_eq!(hammer(&nobody, EMAIL).await, wait);
            later(&app, TimeDelta::seconds(wait.parse().expect("a number")));
        }
        // The right password is not looked at while one must wait, and forgets what was counted when it is.
        assert_eq!(hammer(&nobody, EMAIL).await, "8");
        let held = sign_in(&nobody, EMAIL, PASSWORD).await.expect(429);
        assert!(held["detail"].as_str().is_some_and(|words| words.contains("Wait 8 s")), "{}", held.text);
        later(&app, TimeDelta::seconds(8));
        sign_in(&nobody, EMAIL, PASSWORD).await.expect(200);
        assert_eq!(hammer(&nobody, EMAIL).await, "1");
        // Others are not concerned.
        sign_in(&nobody, "hugh@riverside.example", PASSWORD).await.expect(200);
    }

    async fn an_address_that_nobody_has_is_held_back_as_a_real_one(database: Database) {
        let app = TestApplication::on(database).await;
        assert_eq!(hammer(&app.as_nobody(), "nobody@riverside.example").await, "1");
        let kept: Vec<String> = app.platform.database
            .read(|db| backend::platform::database::DatabaseResult::Ok(
                sign_in_holds::table.select(sign_in_holds::subject).load(db)?,
            ))
            .await.expect("the holds");
        assert!(kept.iter().all(|subject| !subject.contains("riverside")), "{kept:?}");
        later(&app, TimeDelta::hours(25));
        forget_old_tries(&app.platform, &app.identity).await.expect("a sweep");
        assert_eq!(hammer(&app.as_nobody(), "nobody@riverside.example").await, "1");
    }

    async fn the_real_person_gets_in_with_their_own_browser_while_others_guess(database: Database) {
        let app = TestApplication::on(database).await;
        let known = sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(200);
        let mark = known.cookie("known-browser").expect("a mark");
        hammer(&app.as_nobody(), EMAIL).await;
        sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(429);
        let with = |mark: &str| app.as_nobody()
            .with_header("Cookie", &format!("known-browser={mark}"))
            .with_header("Sec-Fetch-Site", "same-origin");
        sign_in(&with(&mark), EMAIL, PASSWORD).await.expect(200);
        // It is for that address only, and cannot be made up.
        for forged in ["x.y", "", ".", &format!("{mark}x"), &mark.replace('.', "")] {
            sign_in(&with(forged), EMAIL, PASSWORD).await.expect(429);
        }
        hammer(&app.as_nobody(), "hugh@riverside.example").await;
        sign_in(&with(&mark), "hugh@riverside.example", PASSWORD).await.expect(429);
        // Who took the browser is held back there too.
        assert_eq!(hammer(&with(&mark), EMAIL).await, "1");
    }

    async fn a_hundred_at_once_are_a_hundred_tries(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let all = futures_util::future::join_all((0..100).map(|_| sign_in(&nobody, EMAIL, "guess"))).await;
        let looked_at = all.iter().filter(|reply| reply.status == 401).count();
        assert!((1..=3).contains(&looked_at), "{looked_at} were looked at");
        assert!(all.iter().all(|reply| matches!(reply.status, 401 | 429)));
    }

    async fn the_page_says_how_long_to_wait(database: Database) {
        let app = TestApplication::on(database).await;
        hammer(&app.as_nobody(), EMAIL).await;
        let form = [("email", EMAIL), ("password", PASSWORD)];
        let sent = app.as_nobody().form("/sign-in", &form).await.expect(303);
        assert_eq!(sent.header("location"), "/sign-in?error=held_back&wait=1");
        let page = app.as_nobody().get(sent.header("location")).await.expect(200);
        assert!(crate::pages::said(&page).contains("Wait 1 second, then try again"), "{}", page.text);
    }

    async fn a_network_that_guesses_many_accounts_is_held_back(database: Database) {
        let app = TestApplication::on(database).await;
        let from = |peer: &str| app.as_nobody().at_peer(peer);
        let tries = (0..20).map(|number| {
            let client = from("192.0.2.7:4000");
            async move { sign_in(&client, &format!("somebody{number}@riverside.example"), "guess").await.status }
        });
        for status in tries.collect::<Vec<_>>() {
            assert_eq!(status.await, 401);
        }
        sign_in(&from("192.0.2.7:4001"), "more@riverside.example", "guess").await.expect(401);
        let held = sign_in(&from("192.0.2.7:4001"), EMAIL, PASSWORD).await.expect(429);
        assert_eq!(held.header("retry-after"), "1");
        sign_in(&from("192.0.2.8:4001"), EMAIL, PASSWORD).await.expect(200);
    }
}
