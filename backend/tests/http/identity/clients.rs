//! Partners' systems: who lets them in, secrets that overlap while they change, and signed assertions that count once.

use super::keys::Signer;
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::{Client, Reply},
    log::Log,
};
use backend::{
    identity::Keys,
    platform::database::{
        DatabaseResult,
        schema::{api_clients, idempotency_keys},
    },
};
use chrono::TimeDelta;
use diesel::prelude::*;
use jsonwebtoken::{Algorithm, Header, encode};
use serde_json::{Value, json};
use uuid::Uuid;

const SCOPES: [&str; 2] = ["programmes:read", "journeys:read"];

fn new_client(app: &TestApplication) -> Value {
    json!({
        "organisation_id": app.trust.jobcentre.id, "name": "Referrals, live", "scopes": SCOPES,
        "expires_on": null, "jwks": null,
    })
}

async fn with_secret(app: &TestApplication, client: &Value, secret: &str) -> Reply {
    let form = [
        ("grant_type", "client_credentials"),
        (
            "client_id",
            client["client_id"].as_str().expect("a client id"),
        ),
        ("client_secret", secret),
    ];
    app.as_nobody().form("/oauth/token", &form).await
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn later(app: &TestApplication, by: TimeDelta) {
    app.real_clock
        .set(app.real_clock.now() + by)
        .expect("a movable clock");
}

/// An assertion as an honest client makes it.
fn claims(app: &TestApplication, client_id: &str) -> Value {
    let now = app.real_clock.now().timestamp();
    json!({
        "iss": client_id, "sub": client_id, "aud": format!("{}/oauth/token", app.identity.issuer()),
        "iat": now, "exp": now + 60, "jti": Uuid::now_v7(),
    })
}

fn signed(signer: &Signer, kid: &str, claims: &Value) -> String {
    let mut header = Header::new(signer.algorithm);
    header.kid = Some(kid.to_owned());
    encode(&header, claims, &signer.private).expect("an assertion")
}

async fn assert_with(client: &Client, assertion: &str) -> Reply {
    let form = [
        ("grant_type", "client_credentials"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion),
    ];
    client.form("/oauth/token", &form).await
}

/// A client of the Trust's Jobcentre that signs with these keys.
async fn registered(app: &TestApplication, keys: &[Value]) -> String {
    let mut body = new_client(app);
    body["jwks"] = json!({ "keys": keys });
    let made = app
        .as_administrator()
        .await
        .post("/api-clients", &body)
        .await
        .expect(201);
    assert!(made["client_secret"].is_null());
    assert_eq!(made["client"]["method"], "private_key_jwt");
    text(&made["client"]["client_id"])
}

on_both_databases! {
    async fn an_administrator_lets_a_system_in_and_sees_its_secret_once(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        app.as_coordinator().await.post("/api-clients", &new_client(&app)).await.expect(403);
        app.as_coordinator().await.get("/api-clients").await.expect(403);
        let asked = || administrator.request(actix_web::http::Method::POST, "/api-clients").key("one").json(&new_client(&app));
        let made = asked().send().await.expect(201);
        let secret = text(&made["client_secret"]);
        let client = made["client"].clone();
        assert_eq!(client["status"], "active");
        assert!(text(&client["expires_at"]).starts_with("2028-02-29"), "{client}");
        with_secret(&app, &client, &secret).await.expect(200);

        let again = asked().send().await.expect(201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert!(again["client_secret"].is_null());
        let read = administrator.get(&format!("/api-clients/{}", text(&client["id"]))).await.expect(200);
        assert!(read["last_used_at"].is_string() && !read.text.contains(&secret));
        let kept: (Vec<String>, Vec<Option<String>>) = app.platform.database
            .read(|db| -> DatabaseResult<_> {
                Ok((api_clients::table.select(api_clients::secret_hash).load(db)?, idempotency_keys::table.select(idempotency_keys::body).load(db)?))
            })
            .await.expect("what is kept");
        assert!(!format!("{kept:?}").contains(&secret));

        let neighbour = app.as_neighbour().await;
        neighbour.get(&format!("/api-clients/{}", text(&client["id"]))).await.expect(404);
        assert!(!neighbour.get("/api-clients").await.expect(200).text.contains(&text(&client["id"])));
    }

    async fn scopes_fit_the_partners_kind(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let with = |name: &str, value: Value| {
            let mut body = new_client(&app);
            body[name] = value;
            body
        };
        for wrong in [
            with("scopes", json!(["attendance:write"])),
            with("scopes", json!([])),
            with("organisation_id", json!(app.neighbour.jobcentre.id)),
            with("expires_on", json!("2027-02-28")),
            with("expires_on", json!("2037-03-01")),
            with("jwks", json!({ "keys": [] })),
        ] {
            administrator.post("/api-clients", &wrong).await.expect(422);
        }
        let made = administrator.post("/api-clients", &new_client(&app)).await.expect(201);
        let (client, secret) = (made["client"].clone(), text(&made["client_secret"]));
        let token = with_secret(&app, &client, &secret).await.expect(200);
        let bearer = app.as_nobody().with_header("Authorization", &format!("Bearer {}", text(&token["access_token"])));
        bearer.get("/journeys").await.expect(200);
        let path = format!("/api-clients/{}/scopes", text(&client["id"]));
        let fewer = json!({ "scopes": ["programmes:read"] });
        administrator.put(&path, &fewer).await.expect(428);
        let put = |version, body: Value| administrator.request(actix_web::http::Method::PUT, &path).if_match(version).json(&body).send();
        put(1, json!({ "scopes": ["attendance:write"] })).await.expect(422);
        assert_eq!(put(1, fewer.clone()).await.expect(200).version(), 2);
        put(1, fewer).await.expect(412);
        bearer.get("/journeys").await.expect(403);
        bearer.get("/programmes").await.expect(200);
    }

    async fn the_old_secret_works_until_its_end(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let made = administrator.post("/api-clients", &new_client(&app)).await.expect(201);
        let (client, old) = (made["client"].clone(), text(&made["client_secret"]));
        let rotate = format!("/api-clients/{}/rotate", text(&client["id"]));
        let body = json!({ "overlap_days": null, "jwks": null });
        administrator.post_at(&rotate, 1, &json!({ "overlap_days": 31, "jwks": null })).await.expect(422);
        let rotated = administrator.post_at(&rotate, 1, &body).await.expect(200);
        let new = text(&rotated["client_secret"]);
        assert!(text(&rotated["client"]["old_secret_until"]).starts_with("2027-03-08"));
        for secret in [&old, &new] {
            with_secret(&app, &client, secret).await.expect(200);
        }
        later(&app, TimeDelta::days(7));
        with_secret(&app, &client, &old).await.expect(401);
        with_secret(&app, &client, &new).await.expect(200);
        let administrator = app.as_administrator().await;
        let at_once = administrator.post_at(&rotate, 2, &json!({ "overlap_days": 0, "jwks": null })).await.expect(200);
        with_secret(&app, &client, &new).await.expect(401);
        let newest = text(&at_once["client_secret"]);
        with_secret(&app, &client, &newest).await.expect(200);
        later(&app, TimeDelta::days(340));
        let administrator = app.as_administrator().await;
        let path = format!("/api-clients/{}", text(&client["id"]));
        assert_eq!(administrator.get(&path).await.expect(200)["status"], "expiring");
        later(&app, TimeDelta::days(26));
        with_secret(&app, &client, &newest).await.expect(401);
        let administrator = app.as_administrator().await;
        assert_eq!(administrator.get(&path).await.expect(200)["status"], "expired");
    }

    async fn a_disabled_system_is_out_for_good(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let made = administrator.post("/api-clients", &new_client(&app)).await.expect(201);
        let (client, secret) = (made["client"].clone(), text(&made["client_secret"]));
        let token = with_secret(&app, &client, &secret).await.expect(200);
        let bearer = app.as_nobody().with_header("Authorization", &format!("Bearer {}", text(&token["access_token"])));
        bearer.get("/me").await.expect(200);
        let path = format!("/api-clients/{}", text(&client["id"]));
        administrator.post_at(&format!("{path}/disable"), 1, &json!({})).await.expect(200);
        bearer.get("/me").await.expect(401);
        with_secret(&app, &client, &secret).await.expect(401);
        let body = json!({ "overlap_days": null, "jwks": null });
        administrator.post_at(&format!("{path}/rotate"), 2, &body).await.expect(409);
    }

    async fn a_signed_assertion_lets_a_system_in_with_each_kind_of_key(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        let signers = [
            ("ed", Signer::from_seed([1; 32])),
            ("ec", Signer::on_p256(2)),
            ("rsa", Signer::with_rsa(Algorithm::RS256)),
        ];
        let keys: Vec<_> = signers.iter().map(|(kid, signer)| signer.public(kid)).collect();
        let id = registered(&app, &keys).await;
        for (kid, signer) in &signers {
            let reply = assert_with(&nobody, &signed(signer, kid, &claims(&app, &id))).await.expect(200);
            assert_eq!(reply["scope"], "programmes:read journeys:read");
        }
        let pss = Signer::with_rsa(Algorithm::PS256);
        assert_with(&nobody, &signed(&pss, "rsa", &claims(&app, &id))).await.expect(200);
        let mut to_the_server = claims(&app, &id);
        to_the_server["aud"] = json!(["https://elsewhere.example", app.identity.issuer()]);
        assert_with(&nobody, &signed(&signers[0].1, "ed", &to_the_server)).await.expect(200);
    }

    async fn an_assertion_that_is_not_quite_right_is_refused_and_logged_once(database: Database) {
        let app = TestApplication::on(database).await;
        let (ed, ec) = (Signer::from_seed([1; 32]), Signer::on_p256(2));
        let id = registered(&app, &[ed.public("ed"), ec.public("ec")]).await;
        let log = Log::listen();
        let now = app.real_clock.now().timestamp();
        let with = |name: &str, value: Value| {
            let mut claims = claims(&app, &id);
            claims[name] = value;
            signed(&ed, "ed", &claims)
        };
        let public = ed.public("ed").to_string();
        let hmac = Signer { private: jsonwebtoken::EncodingKey::from_secret(public.as_bytes()), algorithm: Algorithm::HS256 };
        let secrets_id = &app.trust.jobcentre.client_id;
        let refused = [
            ("another audience", with("aud", json!("https://elsewhere.example/oauth/token"))),
            ("another issuer", with("iss", json!(secrets_id))),
            ("another client", with("sub", json!(secrets_id))),
            ("nobody", with("sub", json!("foothold-nobody"))),
            ("expired", with("exp", json!(now))),
            ("lives too long", with("exp", json!(now + 301))),
            ("not valid yet", with("nbf", json!(now + 120))),
            ("issued in the future", with("iat", json!(now + 120))),
            ("without an id", with("jti", json!(""))),
            ("another key", signed(&Signer::from_seed([9; 32]), "ed", &claims(&app, &id))),
            ("another kind of key", signed(&ec, "ed", &claims(&app, &id))),
            ("an unknown kid", signed(&ed, "other", &claims(&app, &id))),
            ("HS256 with the public key", signed(&hmac, "ed", &claims(&app, &id))),
            ("a client that has a secret", signed(&ed, "ed", &claims(&app, secrets_id))),
            ("no assertion", "a.b.nothing-at-all".to_owned()),
        ];
        for (what, assertion) in &refused {
            log.take();
            let reply = assert_with(&app.as_nobody(), assertion).await;
            assert_eq!((reply.status, reply["error"].as_str()), (401, Some("invalid_client")), "{what}: {}", reply.text);
            let lines = log.take();
            assert_eq!(lines.len(), 1, "{what}: {lines:?}");
            assert!(!lines[0].contains(assertion.rsplit('.').next().expect("a signature")), "{what}: {lines:?}");
        }
        assert_with(&app.as_nobody(), &with("iat", json!(now))).await.expect(200);
    }

    async fn an_assertion_counts_once_on_all_servers_together(database: Database) {
        let app = TestApplication::on(database).await;
        let signer = Signer::from_seed([1; 32]);
        let id = registered(&app, &[signer.public("one")]).await;
        let log = Log::listen();
        let assertion = signed(&signer, "one", &claims(&app, &id));
        let elsewhere = app.beside(Keys::for_this_run().expect("keys")).await;
        assert_with(&app.as_nobody(), &assertion).await.expect(200);
        log.take();
        assert_with(&app.as_nobody(), &assertion).await.expect(401);
        assert_with(&elsewhere, &assertion).await.expect(401);
        let lines = log.take();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().all(|line| line.contains("used before")), "{lines:?}");
        // The next one of the same client, long after, is taken: what has expired is forgotten.
        later(&app, TimeDelta::minutes(10));
        assert_with(&elsewhere, &signed(&signer, "one", &claims(&app, &id))).await.expect(200);
    }

    async fn only_public_keys_are_registered(database: Database) {
        let app = TestApplication::on(database).await;
        let mut private = Signer::from_seed([1; 32]).public("one");
        private["d"] = json!("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE");
        let mut body = new_client(&app);
        body["jwks"] = json!({ "keys": [private] });
        let refused = app.as_administrator().await.post("/api-clients", &body).await.expect(422);
        assert!(!refused.text.contains("AQEBAQ"));
        let id = registered(&app, &[Signer::from_seed([1; 32]).public("one")]).await;
        let client = json!({ "client_id": id });
        with_secret(&app, &client, "").await.expect(401);
    }


    async fn keys_are_made_and_changed_only_by_somebody_who_has_just_shown_who_they_are(database: Database) {
        let app = TestApplication::on(database).await;
        let administrator = app.as_administrator().await;
        let made = administrator.post("/api-clients", &new_client(&app)).await.expect(201);
        let (rotate, own_keys) = (json!({ "overlap_days": null, "jwks": null }), Signer::from_seed([1; 32]).public("one"));
        let path = format!("/api-clients/{}/rotate", text(&made["client"]["id"]));
        later(&app, TimeDelta::minutes(10));
        let mut with_keys = new_client(&app);
        with_keys["jwks"] = json!({ "keys": [own_keys] });
        let count = async || administrator.get("/api-clients").await.expect(200)["data"].as_array().map(Vec::len);
        let before = count().await;
        for body in [new_client(&app), with_keys] {
            assert_eq!(administrator.post("/api-clients", &body).await.expect(403).code(), "step_up_required");
        }
        let refused = administrator.post_at(&path, 1, &rotate).await.expect(403);
        assert_eq!(refused.code(), "step_up_required");
        assert!(refused.header("link").contains("/account/confirm"));
        assert_eq!(count().await, before);
        // Whoever may not do it is not asked to confirm first.
        assert_eq!(app.as_coordinator().await.post("/api-clients", &new_client(&app)).await.expect(403).code(), "forbidden");
        administrator.post("/auth/confirm", &json!({ "password": PASSWORD })).await.expect(204);
        administrator.post("/api-clients", &new_client(&app)).await.expect(201);
        let old = text(&made["client_secret"]);
        with_secret(&app, &made["client"], &old).await.expect(200);
        administrator.post_at(&path, 1, &json!({ "overlap_days": 0, "jwks": null })).await.expect(200);
        with_secret(&app, &made["client"], &old).await.expect(401);
    }
}
