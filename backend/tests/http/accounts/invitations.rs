//! Nobody is given a password: they are invited, and choose their own.

use super::{CHOSEN, accept, browser, invite, later, noted, sign_in, token_of};
use crate::support::application::TestApplication;
use actix_web::http::Method;
use backend::{
    accounts::INVITATION_LIFETIME,
    platform::database::{
        DatabaseResult,
        schema::{account_links, messages},
    },
};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;

on_both_databases! {
    async fn an_invited_person_chooses_a_password_and_is_signed_in(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        assert_eq!((made["state"].as_str(), made["role"].as_str()), (Some("invited"), Some("coordinator")));
        assert_eq!(made["invited_until"], "2027-03-08T09:00:00Z");
        let token = token_of(&app, &made.id());

        let accepted = accept(&app, &token).await.expect(200);
        assert_eq!(accepted["name"], "Ines");
        let own = browser(&app, &accepted);
        assert_eq!(own.get("/me").await.expect(200)["role"], "coordinator");
        let view = app.as_administrator().await.get(made.header("location")).await.expect(200);
        assert_eq!((view["state"].as_str(), &view["invited_until"]), (Some("active"), &json!(null)));
        assert_eq!(view["last_signed_in_at"], "2027-03-01T09:00:00Z");
        sign_in(&app.as_nobody(), " Ines@Riverside.example", CHOSEN).await.expect(200);
        let id = made.id().parse::<uuid::Uuid>().expect("an id").into();
        assert_eq!(noted(&app, id).await, ["invite_user", "accept_invitation", "sign_in", "sign_in"]);
    }

    async fn a_link_works_once_and_only_the_last_one(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let first = token_of(&app, &made.id());
        let administrator = app.as_administrator().await;
        let path = format!("/users/{}/invitation/send", made.id());
        let again = administrator.post_at(&path, made.version(), &json!({})).await.expect(200);
        let second = token_of(&app, &made.id());
        assert_ne!(first, second);
        for dead in [first.as_str(), "", "guess", &"x".repeat(5_000)] {
            let refused = accept(&app, dead).await.expect(422);
            assert_eq!(refused["errors"][0]["code"], "link_not_valid");
        }
        // A password that is not taken leaves the link as it was.
        for weak in ["short", "ines@riverside.example", "riversideriverside"] {
            let body = json!({ "token": second, "password": weak });
            let refused = app.as_nobody().post("/auth/invitations/accept", &body).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], "/password", "{weak}");
        }
        accept(&app, &second).await.expect(200);
        accept(&app, &second).await.expect(422);
        let stale = administrator.post_at(&path, again.version(), &json!({})).await.expect(412);
        assert_eq!(stale.code(), "stale");
    }

    async fn opening_the_link_never_uses_it_up(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let token = token_of(&app, &made.id());
        for method in [Method::GET, Method::HEAD, Method::GET] {
            app.as_nobody().request(method, &format!("/invitation/{token}")).send().await.expect(200);
        }
        accept(&app, &token).await.expect(200);
    }

    async fn an_invitation_lives_for_seven_days(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let token = token_of(&app, &made.id());
        later(&app, INVITATION_LIFETIME - TimeDelta::seconds(1));
        app.as_nobody().get(&format!("/invitation/{token}")).await.expect(200);
        later(&app, TimeDelta::seconds(1));
        accept(&app, &token).await.expect(422);
    }

    async fn of_two_who_use_a_link_at_once_one_wins(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let token = token_of(&app, &made.id());
        let both = futures_util::future::join_all((0..4).map(|_| accept(&app, &token))).await;
        let won = both.iter().filter(|reply| reply.status == 200).count();
        assert_eq!((won, both.iter().filter(|reply| reply.status == 422).count()), (1, 3));
    }

    async fn an_invitation_that_is_taken_back_opens_nothing(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let token = token_of(&app, &made.id());
        let administrator = app.as_administrator().await;
        let of = |what: &str| format!("/users/{}/{what}", made.id());
        let back = administrator.post_at(&of("invitation/take-back"), 1, &json!({})).await.expect(200);
        assert_eq!(back["state"], "disabled");
        accept(&app, &token).await.expect(422);
        administrator.post_at(&of("invitation/send"), back.version(), &json!({})).await.expect(409);
        let enabled = administrator.post_at(&of("enable"), back.version(), &json!({})).await.expect(200);
        assert_eq!(enabled["state"], "invited");
        accept(&app, &token).await.expect(422);
        administrator.post_at(&of("invitation/send"), enabled.version(), &json!({})).await.expect(200);
        accept(&app, &token_of(&app, &made.id())).await.expect(200);
        let refused = administrator.post_at(&of("invitation/take-back"), 5, &json!({})).await.expect(409);
        assert_eq!(refused.code(), "conflict");
    }

    async fn what_is_invited_is_checked_and_an_address_is_there_once(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let body = json!({ "name": "A\nB", "email": "nobody\r\nBcc: x@y.example", "role": "coordinator" });
        let refused = administrator.post("/users", &body).await.expect(422);
        let pointers: Vec<_> = refused["errors"].as_array().expect("errors").iter().map(|one| one["pointer"].clone()).collect();
        assert_eq!(pointers, ["/name", "/email"]);
        let body = json!({ "name": "Cora Again", "email": " CORA@riverside.example ", "role": "coordinator" });
        administrator.post("/users", &body).await.expect(409);
        // The neighbour's addresses are the neighbour's.
        let body = json!({ "name": "Cora", "email": "cora@hillside.example", "role": "coordinator" });
        administrator.post("/users", &body).await.expect(201);
    }

    async fn the_same_invitation_sent_twice_is_one(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let body = json!({ "name": "Ines", "email": "ines@riverside.example", "role": "administrator" });
        let send = || administrator.request(Method::POST, "/users").key("one").json(&body).send();
        let (first, second) = (send().await.expect(201), send().await.expect(201));
        assert_eq!(first.json, second.json);
        assert_eq!(second.header("idempotency-replayed"), "true");
    }

    async fn the_link_is_kept_as_a_hash_and_sent_as_a_message(database: Database) {
        let app = TestApplication::on(database).await;
        let made = invite(&app, "Ines", "coordinator").await;
        let token = token_of(&app, &made.id());
        let (kept, sent): (Vec<String>, Vec<(String, String)>) = app.platform.database
            .read(|db| -> DatabaseResult<_> {
                let kept = account_links::table.select(account_links::token_hash).load(db)?;
                let sent = messages::table.filter(messages::user_id.is_not_null());
                Ok((kept, sent.select((messages::template, messages::body)).load(db)?))
            })
            .await.expect("what is kept");
        assert_eq!(kept.len(), 1);
        assert!(!kept.contains(&token));
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].0, "invitation");
        assert!(sent[0].1.contains(&format!("http://127.0.0.1:8080/invitation/{token}")), "{}", sent[0].1);
    }

    async fn somebody_who_has_not_accepted_cannot_sign_in(database: Database) {
        let app = TestApplication::on(database).await;
        invite(&app, "Ines", "coordinator").await;
        let nobody = app.as_nobody();
        for password in ["", CHOSEN] {
            sign_in(&nobody, "ines@riverside.example", password).await.expect(401);
        }
    }
}
