//! Partners: client credentials, and a token that says no more than it was given.

use crate::support::{
    application::{TestApplication, TestPartner},
    client::Reply,
};
use backend::platform::database::{DatabaseResult, bind, schema::api_clients};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use diesel::prelude::*;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

async fn token(app: &TestApplication, partner: &TestPartner, more: &[(&str, &str)]) -> Reply {
    let mut form = vec![
        ("grant_type", "client_credentials"),
        ("client_id", partner.client_id.as_str()),
        ("client_secret", partner.secret.as_str()),
    ];
    form.extend_from_slice(more);
    app.as_nobody().form("/oauth/token", &form).await
}

async fn try_token(app: &TestApplication, token: &str) -> Reply {
    app.as_nobody()
        .with_header("Authorization", &format!("Bearer {token}"))
        .get("/me")
        .await
}

/// The parts of a token.
fn parts(token: &str) -> (Value, Value) {
    let part = |at: usize| {
        let bytes = URL_SAFE_NO_PAD
            .decode(token.split('.').nth(at).expect("a part"))
            .expect("base64");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    (part(0), part(1))
}

fn unsigned(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

on_both_databases! {
    async fn a_partner_gets_a_token_and_is_known_by_it(database: Database) {
        let app = TestApplication::on(database).await;
        let reply = token(&app, &app.trust.jobcentre, &[]).await.expect(200);
        assert_eq!((reply["token_type"].as_str(), reply["expires_in"].as_u64()), (Some("Bearer"), Some(600)));
        assert_eq!(reply.header("cache-control"), "no-store");
        let me = try_token(&app, reply["access_token"].as_str().expect("a token")).await.expect(200);
        assert_eq!(me["kind"], "partner");
        assert_eq!(me["organisation_id"], app.trust.jobcentre.id.to_string());
        assert_eq!(me["name"], "riverside Jobcentre");

        let TestPartner { client_id, secret, .. } = &app.trust.jobcentre;
        let basic = STANDARD.encode(format!("{client_id}:{secret}"));
        let by_header = app.as_nobody().with_header("Authorization", &format!("Basic {basic}"));
        by_header.form("/oauth/token", &[("grant_type", "client_credentials")]).await.expect(200);
    }

    async fn the_keys_are_published_and_the_tokens_headers_name_one(database: Database) {
        let app = TestApplication::on(database).await;
        let reply = token(&app, &app.trust.college, &[]).await.expect(200);
        let (header, claims) = parts(reply["access_token"].as_str().expect("a token"));
        let keys = app.as_nobody().get("/.well-known/jwks.json").await.expect(200);
        assert_eq!(keys["keys"][0]["kid"], header["kid"]);
        assert_eq!(keys["keys"][0]["crv"], "Ed25519");
        assert!(keys["keys"][0].get("d").is_none());
        assert_eq!(header["alg"], "EdDSA");
        assert_eq!(claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat), Some(600));
        for claim in ["iss", "aud", "sub", "jti", "org", "scope"] {
            assert!(claims[claim].is_string(), "{claim}");
        }
    }

    async fn a_token_has_the_scopes_that_were_asked_for_and_no_more(database: Database) {
        let app = TestApplication::on(database).await;
        let reply = token(&app, &app.trust.jobcentre, &[("scope", "programmes:read")]).await.expect(200);
        assert_eq!(reply["scope"], "programmes:read");
        let narrow = app.as_nobody()
            .with_header("Authorization", &format!("Bearer {}", reply["access_token"].as_str().expect("a token")));
        narrow.get("/vacancies").await.expect(200);
        let refused = narrow.get("/journeys").await.expect(403);
        assert!(refused.header("www-authenticate").contains("insufficient_scope"));
        let unknown = token(&app, &app.trust.jobcentre, &[("scope", "everything")]).await.expect(400);
        assert_eq!(unknown["error"], "invalid_scope");
    }

    async fn wrong_credentials_get_no_token(database: Database) {
        let app = TestApplication::on(database).await;
        let unknown = TestPartner { id: app.trust.jobcentre.id, client_id: "nobody".to_owned(), secret: "x".to_owned() };
        let wrong = TestPartner { id: app.trust.jobcentre.id, client_id: app.trust.jobcentre.client_id.clone(), secret: "x".to_owned() };
        let unknown = token(&app, &unknown, &[]).await.expect(401);
        let wrong = token(&app, &wrong, &[]).await.expect(401);
        assert_eq!(unknown.json, wrong.json);
        assert_eq!(wrong["error"], "invalid_client");
        assert!(wrong.header("www-authenticate").starts_with("Basic"));
        let grant = app.as_nobody().form("/oauth/token", &[("grant_type", "password")]).await.expect(400);
        assert_eq!(grant["error"], "unsupported_grant_type");
        let none = app.as_nobody().form("/oauth/token", &[]).await.expect(400);
        assert_eq!(none["error"], "invalid_request");
    }

    async fn forged_tokens_are_refused(database: Database) {
        let app = TestApplication::on(database).await;
        let good = token(&app, &app.trust.jobcentre, &[]).await.expect(200)["access_token"].as_str().expect("a token").to_owned();
        let (header, claims) = parts(&good);
        let signature = good.rsplit('.').next().expect("a signature");
        let keys = app.as_nobody().get("/.well-known/jwks.json").await.expect(200);
        let public = URL_SAFE_NO_PAD.decode(keys["keys"][0]["x"].as_str().expect("a key")).expect("base64");

        let mut none = header.clone();
        none["alg"] = json!("none");
        let mut hs256 = Header::new(Algorithm::HS256);
        hs256.kid = header["kid"].as_str().map(str::to_owned);
        let signed_with_the_public_key = encode(&hs256, &claims, &EncodingKey::from_secret(&public)).expect("a token");
        let mut other_org = claims.clone();
        other_org["org"] = json!(app.trust.other_jobcentre.id.to_string());
        let mut unknown_key = header.clone();
        unknown_key["kid"] = json!("unknown");
        let forged = [
            String::new(), "x".to_owned(), "a.b.c".to_owned(), "x".repeat(100_000),
            unsigned(&none, &claims, ""), unsigned(&none, &claims, signature), signed_with_the_public_key,
            unsigned(&header, &other_org, signature), unsigned(&unknown_key, &claims, signature),
        ];
        for token in forged {
            let reply = try_token(&app, &token).await.expect(401);
            assert_eq!(reply.code(), "not_signed_in");
            assert!(reply.header("www-authenticate").contains("invalid_token"), "{}", reply.header("www-authenticate"));
        }
        try_token(&app, &good).await.expect(200);
    }

    async fn a_token_for_elsewhere_is_refused(database: Database) {
        let app = TestApplication::on(database).await;
        // The same keys and the same client, at another address.
        let other = backend::identity::Identity::new(backend::identity::IdentitySettings {
            clock: app.real_clock.clone(),
            keys: backend::identity::Keys::for_this_run().expect("keys"),
            issuer: "https://elsewhere.example".to_owned(),
            behind_tls: true,
            single_sign_on: None,
            shows_codes: false,
        });
        assert_ne!(other.audience(), app.identity.audience());
        let good = token(&app, &app.trust.jobcentre, &[]).await.expect(200)["access_token"].as_str().expect("a token").to_owned();
        app.real_clock.set(app.real_clock.now() + TimeDelta::seconds(599)).expect("a movable clock");
        try_token(&app, &good).await.expect(200);
        app.real_clock.set(app.real_clock.now() + TimeDelta::seconds(1)).expect("a movable clock");
        try_token(&app, &good).await.expect(401);
    }

    async fn a_disabled_or_expired_client_is_out_at_the_next_request(database: Database) {
        let app = TestApplication::on(database).await;
        let client = app.as_jobcentre().await;
        client.get("/me").await.expect(200);
        let (trust, id, now) = (app.trust.id, app.trust.jobcentre.client_id.clone(), app.real_clock.now());
        app.platform.database
            .write(move |db| -> DatabaseResult<_> {
                diesel::update(api_clients::table.filter(api_clients::trust_id.eq(bind(trust))).filter(api_clients::client_id.eq(id)))
                    .set(api_clients::disabled_at.eq(Some(now)))
                    .execute(db)?;
                Ok(())
            })
            .await.expect("a change");
        client.get("/me").await.expect(401);
        token(&app, &app.trust.jobcentre, &[]).await.expect(401);
    }
}
