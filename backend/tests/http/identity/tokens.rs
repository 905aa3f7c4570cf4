//! Access tokens: nothing but our own, whole, current tokens is taken, each refusal stands in the log once, and the keys
//! change on several servers without a refused request.

use super::keys::{Signer, derived};
use crate::support::{
    application::{SIGNING_SECRET, TestApplication, TestPartner},
    client::Reply,
    log::Log,
};
use backend::{
    identity::Keys,
    platform::{
        config::Secret,
        database::{DatabaseResult, bind, schema::api_clients},
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use diesel::prelude::*;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

async fn token_of(app: &TestApplication, partner: &TestPartner) -> String {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", partner.client_id.as_str()),
        ("client_secret", partner.secret.as_str()),
    ];
    let reply = app
        .as_nobody()
        .form("/oauth/token", &form)
        .await
        .expect(200);
    reply["access_token"].as_str().expect("a token").to_owned()
}

async fn show(app: &TestApplication, token: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    app.as_nobody()
        .with_header("Authorization", &bearer)
        .get("/me")
        .await
}

/// What an honest token says.
fn parts(token: &str) -> (Header, Value) {
    let header = jsonwebtoken::decode_header(token).expect("a header");
    let claims = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).expect("claims"))
        .expect("base64");
    (header, serde_json::from_slice(&claims).expect("JSON"))
}

/// The honest token, said otherwise, and signed with the server's own key.
fn said_otherwise(token: &str, change: impl Fn(&mut Header, &mut Value)) -> String {
    let (mut header, mut claims) = parts(token);
    change(&mut header, &mut claims);
    encode(
        &header,
        &claims,
        &Signer::from_seed(derived(SIGNING_SECRET)).private,
    )
    .expect("a token")
}

/// A token whose header says what no library would write.
fn with_header(token: &str, header: &Value, signature: &str) -> String {
    let claims = token.split('.').nth(1).expect("claims");
    format!(
        "{}.{claims}.{signature}",
        URL_SAFE_NO_PAD.encode(header.to_string())
    )
}

/// Refused, with one line in the log, in which nothing of the token stands.
async fn assert_refused(app: &TestApplication, log: &Log, what: &str, token: &str) {
    log.take();
    let reply = show(app, token).await;
    assert_eq!(
        (reply.status, reply.code()),
        (401, "not_signed_in"),
        "{what}: {}",
        reply.text
    );
    assert!(
        reply.header("www-authenticate").contains("invalid_token"),
        "{what}"
    );
    let lines = log.take();
    assert_eq!(lines.len(), 1, "{what}: {lines:?}");
    assert!(
        lines[0].contains("an access token was refused"),
        "{what}: {lines:?}"
    );
    for part in token.split('.').filter(|part| part.len() > 4) {
        assert!(!lines[0].contains(part), "{what}: {lines:?}");
    }
}

on_both_databases! {
    async fn every_forged_borrowed_or_stale_token_is_refused_and_logged_once(database: Database) {
        let app = TestApplication::on(database).await;
        let log = Log::listen();
        let good = token_of(&app, &app.trust.jobcentre).await;
        show(&app, &good).await.expect(200);
        let (header, claims) = parts(&good);
        let kid = header.kid.clone().expect("a kid");
        let signature = good.rsplit('.').next().expect("a signature");
        let keys = app.as_nobody().get("/.well-known/jwks.json").await.expect(200);
        let public = URL_SAFE_NO_PAD.decode(keys["keys"][0]["x"].as_str().expect("a key")).expect("base64");
        let named = |alg: &str| json!({ "alg": alg, "typ": "at+jwt", "kid": kid });
        let with_other_key = |alg, key: &EncodingKey| {
            let mut header = Header::new(alg);
            header.kid = Some(kid.clone());
            header.typ = Some("at+jwt".to_owned());
            encode(&header, &claims, key).expect("a token")
        };
        let now = app.real_clock.now().timestamp();
        let mut forged = vec![
            ("alg none, unsigned", with_header(&good, &named("none"), "")),
            ("alg none, with the signature", with_header(&good, &named("none"), signature)),
            ("alg NONE", with_header(&good, &named("NONE"), "")),
            ("HS256 with the public key", with_other_key(Algorithm::HS256, &EncodingKey::from_secret(&public))),
            ("HS256 with the public key as text", with_other_key(Algorithm::HS256, &EncodingKey::from_secret(keys.text.as_bytes()))),
            ("RS256 with the signature", with_header(&good, &named("RS256"), signature)),
            ("ES256 with the signature", with_header(&good, &named("ES256"), signature)),
            ("ES256 with another key", with_other_key(Algorithm::ES256, &Signer::on_p256(7).private)),
            ("EdDSA with another key", with_other_key(Algorithm::EdDSA, &Signer::from_seed([7; 32]).private)),
            ("another type", said_otherwise(&good, |header, _| header.typ = Some("JWT".to_owned()))),
            ("no kid", said_otherwise(&good, |header, _| header.kid = None)),
            ("another audience", said_otherwise(&good, |_, claims| claims["aud"] = json!("https://elsewhere.example/api/v1"))),
            ("several audiences", said_otherwise(&good, |_, claims| claims["aud"] = json!([claims["aud"], "x"]))),
            ("another issuer", said_otherwise(&good, |_, claims| claims["iss"] = json!("https://elsewhere.example"))),
            ("expired", said_otherwise(&good, |_, claims| claims["exp"] = json!(now))),
            ("without an end", said_otherwise(&good, |_, claims| { claims.as_object_mut().expect("claims").remove("exp"); })),
            ("not valid yet", said_otherwise(&good, |_, claims| claims["nbf"] = json!(now + 3_600))),
            ("issued in the future", said_otherwise(&good, |_, claims| claims["iat"] = json!(now + 3_600))),
            ("another partner's", said_otherwise(&good, |_, claims| claims["org"] = json!(app.trust.other_jobcentre.id))),
            ("another Trust's", said_otherwise(&good, |_, claims| claims["trust"] = json!(app.neighbour.id))),
            ("nobody's", said_otherwise(&good, |_, claims| claims["sub"] = json!(uuid::Uuid::now_v7()))),
            ("changed after it was signed", {
                let mut other = claims.clone();
                other["scope"] = json!("everything");
                let parts: Vec<_> = good.split('.').collect();
                format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(other.to_string()), parts[2])
            }),
            ("nothing", "x".to_owned()),
            ("far too long", "x.".repeat(50_000)),
        ];
        // Said otherwise in nothing it is taken: the refusals above are for what was changed.
        show(&app, &said_otherwise(&good, |_, _| {})).await.expect(200);
        forged.push(("expired by the clock", good.clone()));
        for (what, token) in &forged[..forged.len() - 1] {
            assert_refused(&app, &log, what, token).await;
        }
        app.real_clock.set(app.real_clock.now() + TimeDelta::seconds(600)).expect("a movable clock");
        assert_refused(&app, &log, "expired by the clock", &good).await;
    }

    async fn a_thousand_unknown_keys_are_refused_a_thousand_times(database: Database) {
        let app = TestApplication::on(database).await;
        let log = Log::listen();
        let good = token_of(&app, &app.trust.jobcentre).await;
        log.take();
        for number in 0..1_000 {
            let token = said_otherwise(&good, |header, _| header.kid = Some(format!("unknown-{number}")));
            show(&app, &token).await.expect(401);
        }
        assert_eq!(log.take().len(), 1_000);
        show(&app, &good).await.expect(200);
    }

    async fn the_token_of_a_disabled_client_is_refused_and_logged(database: Database) {
        let app = TestApplication::on(database).await;
        let log = Log::listen();
        let good = token_of(&app, &app.trust.jobcentre).await;
        let (trust, id, now) = (app.trust.id, app.trust.jobcentre.client_id.clone(), app.real_clock.now());
        app.platform.database
            .write(move |db| -> DatabaseResult<_> {
                diesel::update(api_clients::table.filter(api_clients::trust_id.eq(bind(trust))).filter(api_clients::client_id.eq(id)))
                    .set(api_clients::disabled_at.eq(Some(now)))
                    .execute(db)?;
                Ok(())
            })
            .await.expect("a change");
        assert_refused(&app, &log, "a disabled client's", &good).await;
    }

    async fn the_signing_key_changes_on_three_servers_without_a_refused_request(database: Database) {
        let app = TestApplication::on(database).await;
        let secret = |letter: &str| Secret::new(letter.repeat(44));
        let (old, new) = (secret("o"), secret("n"));
        // Before; the next key announced; changed, the old one retired; the old one forgotten.
        let keys_of = |phase: usize| match phase {
            0 => Keys::from_secret(&old, &[]).expect("keys"),
            1 => Keys::from_secret(&old, &[]).and_then(|keys| keys.with_next(&new)).expect("keys"),
            2 => Keys::from_secret(&new, std::slice::from_ref(&old)).expect("keys"),
            _ => Keys::from_secret(&new, &[]).expect("keys"),
        };
        // Each step sets one server up anew; the others go on as they were.
        let mut servers = [0, 0, 0];
        let mut given: Vec<(i64, String)> = Vec::new();
        for step in 0..=9 {
            if step > 0 {
                servers[(step - 1) % 3] += 1;
            }
            if step == 7 {
                // The old key is taken away only when the last token that it signed has expired.
                app.real_clock.set(app.real_clock.now() + TimeDelta::seconds(601)).expect("a movable clock");
            }
            let now = app.real_clock.now().timestamp();
            given.retain(|(until, _)| now < *until);
            let mut calls = Vec::new();
            for phase in servers {
                calls.push(app.beside(keys_of(phase)).await);
            }
            for call in &calls {
                let form = [
                    ("grant_type", "client_credentials"),
                    ("client_id", app.trust.jobcentre.client_id.as_str()),
                    ("client_secret", app.trust.jobcentre.secret.as_str()),
                ];
                let reply = call.form("/oauth/token", &form).await.expect(200);
                given.push((now + 600, reply["access_token"].as_str().expect("a token").to_owned()));
            }
            for call in &calls {
                let published = call.get("/.well-known/jwks.json").await.expect(200);
                for (_, token) in &given {
                    let bearer = format!("Bearer {token}");
                    call.clone().with_header("Authorization", &bearer).get("/me").await.expect(200);
                    let kid = parts(token).0.kid.expect("a kid");
                    assert!(published.text.contains(&kid), "step {step}: the key of a good token is not published");
                }
            }
        }
    }
}
