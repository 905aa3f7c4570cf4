//! Somebody who has forgotten their password chooses another with a link.

use super::{CHOSEN, accept, invite, later, noted, sign_in, token_of};
use crate::support::application::{PASSWORD, TestApplication};
use backend::{
    accounts::RESET_LIFETIME,
    platform::database::{DatabaseResult, bind, schema::messages},
};
use diesel::prelude::*;
use serde_json::json;
use shared::ids::UserId;
use std::time::{Duration, Instant};

const EMAIL: &str = "cora@riverside.example";

/// The tokens of the links that somebody was sent, in order.
async fn sent_to(app: &TestApplication, user: UserId) -> Vec<String> {
    let trust = app.trust.id;
    let bodies: Vec<String> = app
        .platform
        .database
        .read(move |db| -> DatabaseResult<_> {
            Ok(messages::table
                .filter(messages::trust_id.eq(bind(trust)))
                .filter(messages::user_id.eq(Some(user)))
                .order((messages::created_at, messages::id))
                .select(messages::body)
                .load(db)?)
        })
        .await
        .expect("the messages");
    let token = |body: &String| {
        let (_, after) = body.split_once("/reset-password/")?;
        after.lines().next().map(str::to_owned)
    };
    bodies.iter().filter_map(token).collect()
}

async fn ask(app: &TestApplication, email: &str) {
    let body = json!({ "email": email });
    let asked = app.as_nobody().post("/auth/password-resets", &body).await;
    assert_eq!(asked.expect(202).text, "");
}

async fn choose(
    app: &TestApplication,
    token: &str,
    password: &str,
) -> crate::support::client::Reply {
    let body = json!({ "token": token, "password": password });
    app.as_nobody()
        .post("/auth/password-resets/use", &body)
        .await
}

on_both_databases! {
    async fn a_new_password_is_chosen_once_and_ends_every_sign_in(database: Database) {
        let app = TestApplication::on(database).await;
        let signed_in = app.as_coordinator().await;
        ask(&app, " Cora@Riverside.example ").await;
        let token = sent_to(&app, app.trust.coordinator).await.remove(0);
        // Until it is used, nothing has changed.
        signed_in.get("/me").await.expect(200);
        app.as_nobody().get(&format!("/reset-password/{token}")).await.expect(200);
        choose(&app, &token, "cora@riverside.example").await.expect(422);
        choose(&app, &token, CHOSEN).await.expect(204);
        signed_in.get("/me").await.expect(401);
        choose(&app, &token, CHOSEN).await.expect(422);
        sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(401);
        sign_in(&app.as_nobody(), EMAIL, CHOSEN).await.expect(200);
        let noted = noted(&app, app.trust.coordinator).await;
        assert!(noted.contains(&"request_password_reset".to_owned()) && noted.contains(&"reset_password".to_owned()));
    }

    async fn a_reset_lives_for_half_an_hour_and_the_last_link_counts(database: Database) {
        let app = TestApplication::on(database).await;
        ask(&app, EMAIL).await;
        ask(&app, EMAIL).await;
        let links = sent_to(&app, app.trust.coordinator).await;
        assert_eq!(links.len(), 2);
        choose(&app, &links[0], CHOSEN).await.expect(422);
        later(&app, RESET_LIFETIME);
        choose(&app, &links[1], CHOSEN).await.expect(422);
    }

    async fn whoever_asks_learns_nothing(database: Database) {
        let app = TestApplication::on(database).await;
        invite(&app, "Ines", "coordinator").await;
        for email in [EMAIL, "nobody@riverside.example", "ines@riverside.example", "not an address", ""] {
            let began = Instant::now();
            ask(&app, email).await;
            assert!(began.elapsed() >= Duration::from_millis(120), "{email}");
        }
    }

    async fn a_mailbox_is_not_filled(database: Database) {
        let app = TestApplication::on(database).await;
        for _ in 0..7 {
            ask(&app, EMAIL).await;
        }
        assert_eq!(sent_to(&app, app.trust.coordinator).await.len(), 5);
    }

    async fn a_link_is_for_one_purpose_only(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let invitation = token_of(&app, &made.id());
        choose(&app, &invitation, CHOSEN).await.expect(422);
        ask(&app, EMAIL).await;
        let reset = sent_to(&app, app.trust.coordinator).await.remove(0);
        accept(&app, &reset).await.expect(422);
    }
}
