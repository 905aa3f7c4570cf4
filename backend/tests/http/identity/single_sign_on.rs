//! Signing in with the Trust's own account: at a certified provider, and at directories that mean ill.

use crate::support::{
    application::TestApplication,
    client::{Client, Reply},
    database::FreshDatabase,
    directory::{self, TestDirectory},
    log::Log,
};
use actix_web::{App, HttpResponse, HttpServer, rt::time::sleep, web};
use backend::platform::{
    clock::Clock,
    database::{
        DatabaseResult, bind,
        schema::{directory_accounts, users},
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use diesel::prelude::*;
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use serde_json::{Value, json};
use std::{collections::HashMap, time::Duration};

const BACK: &str = "http://127.0.0.1:8080/sign-in/trust/back";

/// The application with this directory, on the real time, which a provider of its own lives by.
async fn with_directory(
    database: backend::platform::database::Database,
    issuer: &str,
) -> TestApplication {
    let settings = directory::settings(issuer);
    TestApplication::with_identity(database, |identity| {
        identity.clock = Clock::standing_at(Clock::system().now());
        identity.single_sign_on = Some(settings);
    })
    .await
}

/// Presses the button: where the browser is sent, and the browser.
async fn press(app: &TestApplication) -> (String, Client) {
    let sent = app
        .as_nobody()
        .get("/sign-in/trust?next=/guaranteed-interviews")
        .await
        .expect(303);
    let ceremony = sent.cookie("ceremony").expect("a ceremony");
    let browser = app
        .as_nobody()
        .with_header("Cookie", &format!("ceremony={ceremony}"));
    (sent.header("location").to_owned(), browser)
}

/// A person signs in at the directory and comes back.
async fn sign_in(app: &TestApplication, directory: &TestDirectory, person: &str) -> Reply {
    let (place, browser) = press(app).await;
    let answer = directory.sign_in(&place, person).await;
    let log = Log::listen();
    let reply = browser
        .get(&format!("/sign-in/trust/back?{answer}"))
        .await
        .expect(303);
    // What a failing test shows.
    println!("{person}: {:?}", log.take());
    reply
}

/// Who is signed in by this answer.
async fn me(app: &TestApplication, reply: &Reply) -> Value {
    assert_eq!(reply.header("location"), "/guaranteed-interviews");
    let token = reply.cookie("session").expect("a session");
    app.as_nobody()
        .with_session(&token)
        .get("/me")
        .await
        .expect(200)
        .json
}

async fn links(app: &TestApplication) -> i64 {
    app.platform
        .database
        .read(|db| -> DatabaseResult<_> { Ok(directory_accounts::table.count().get_result(db)?) })
        .await
        .expect("a count")
}

on_both_databases! {
    async fn the_certified_provider_signs_people_in(database: Database) {
        let directory = TestDirectory::start(BACK);
        let app = with_directory(database, &directory.issuer).await;
        let page = app.as_nobody().get("/sign-in").await.expect(200);
        assert!(page.text.contains("Sign in with your Riverside account"));

        // By a verified address, the first time; by issuer and subject from then on.
        let cora = me(&app, &sign_in(&app, &directory, "cora").await).await;
        assert_eq!((cora["role"].as_str(), cora["id"].as_str()), (Some("coordinator"), Some(app.trust.coordinator.to_string().as_str())));
        assert_eq!(links(&app).await, 1);
        me(&app, &sign_in(&app, &directory, "cora").await).await;
        assert_eq!(links(&app).await, 1);
        // Another subject with her address is somebody else.
        let successor = sign_in(&app, &directory, "successor").await;
        assert_ne!(successor.cookie("session").map(|_| ()), Some(()), "{}", successor.header("location"));
        // A new account, with the role of the group; nobody knows its password.
        let newcomer = me(&app, &sign_in(&app, &directory, "newcomer").await).await;
        assert_eq!((newcomer["role"].as_str(), newcomer["name"].as_str()), (Some("coordinator"), Some("Nell Newcomer")));
        // The directory decides what somebody does.
        assert_eq!(me(&app, &sign_in(&app, &directory, "promoted").await).await["role"], "administrator");
        // In none of the groups, and an address that nobody has verified.
        for person in ["stranger", "unverified"] {
            let refused = sign_in(&app, &directory, person).await;
            assert_eq!(refused.header("location"), "/sign-in?error=not_known_here", "{person}");
            assert!(refused.cookie("session").is_none());
        }
        // A disabled account stays shut.
        let (trust, id, now) = (app.trust.id, app.trust.coordinator, app.real_clock.now());
        app.platform.database
            .write(move |db| -> DatabaseResult<_> {
                diesel::update(users::table.find((bind(trust), bind(id)))).set(users::disabled_at.eq(Some(now))).execute(db)?;
                Ok(())
            })
            .await.expect("a change");
        assert_eq!(sign_in(&app, &directory, "cora").await.header("location"), "/sign-in?error=not_known_here");
    }

    async fn groups_never_take_the_last_administrator_and_an_invitation_is_accepted_by_coming(database: Database) {
        let directory = TestDirectory::start(BACK);
        let app = with_directory(database, &directory.issuer).await;
        let administrator = app.as_administrator().await;
        // Ada is the only one: what the directory says of her groups is not taken over, and that is noted.
        assert_eq!(me(&app, &sign_in(&app, &directory, "demoted").await).await["role"], "administrator");
        let refused = administrator.get("/audit?action=change_user_role&outcome=refused").await.expect(200);
        assert_eq!(refused["data"].as_array().map(Vec::len), Some(1), "{}", refused.text);
        // With another who can sign in she is one of the team.
        assert_eq!(me(&app, &sign_in(&app, &directory, "promoted").await).await["role"], "administrator");
        assert_eq!(me(&app, &sign_in(&app, &directory, "demoted").await).await["role"], "coordinator");

        let invited = json!({ "name": "Ines Ash", "email": "ines@riverside.example", "role": "coordinator" });
        let hugh = app.as_hiring_manager().await;
        let ines = hugh.post("/users", &invited).await.expect(201);
        let link = app.identity.shown_link(ines["id"].as_str().expect("an id").parse().expect("an id")).expect("a link");
        me(&app, &sign_in(&app, &directory, "invited").await).await;
        let now = hugh.get(&format!("/users/{}", ines.id())).await.expect(200);
        assert_eq!((now["state"].as_str(), now["invited_until"].is_null()), (Some("active"), true));
        app.as_nobody().get(&link).await.expect(410);
    }

    async fn who_has_only_the_trusts_account_confirms_there(database: Database) {
        let directory = TestDirectory::start(BACK);
        let app = with_directory(database, &directory.issuer).await;
        let reply = sign_in(&app, &directory, "newcomer").await;
        let session = reply.cookie("session").expect("a session");
        let browser = app.as_nobody().with_session(&session);
        let start = async || browser.form("/account/second-factor/start", &[]).await.expect(303).header("location").to_owned();
        // The directory did not say when it asked, so that nobody here knows how long ago it was.
        assert!(start().await.starts_with("/account/confirm?next="));
        let page = browser.get("/account/confirm?next=/account/second-factor").await.expect(200);
        assert!(page.text.contains("Sign in again with your Riverside account") && !page.text.contains("name=\"password\""));
        let ask = async || {
            let sent = browser.form("/account/confirm/trust", &[("next", "/account/second-factor")]).await.expect(303);
            let place = sent.header("location").to_owned();
            assert!(place.contains("prompt=login") && place.contains("max_age=0"), "{place}");
            let cookies = format!("session={session}; ceremony={}", sent.cookie("ceremony").expect("a ceremony"));
            (place, app.as_nobody().with_header("Cookie", &cookies))
        };
        let back = async |person: &str| {
            let (place, browser) = ask().await;
            let answer = directory.sign_in(&place, person).await;
            browser.get(&format!("/sign-in/trust/back?{answer}")).await.expect(303)
        };
        // Somebody else of the Trust, who sits down there.
        let other = back("cora").await;
        assert!(other.header("location").starts_with("/account/confirm?error=directory_refused&next="), "{}", other.header("location"));
        assert!(other.cookie("session").is_none());
        assert!(start().await.starts_with("/account/confirm?next="));
        let own = back("newcomer").await;
        assert_eq!(own.header("location"), "/account/second-factor");
        assert!(own.cookie("session").is_none(), "it is the same sign-in");
        assert_eq!(start().await, "/account/second-factor/set-up");
        // Whom the directory does not know cannot be asked there.
        let hugh = app.as_hiring_manager().await;
        assert!(!hugh.get("/account/confirm").await.expect(200).text.contains("/account/confirm/trust"));
    }
}

#[actix_web::test]
async fn an_answer_counts_once_for_its_browser_and_for_ten_minutes() {
    let directory = TestDirectory::start(BACK);
    let fresh = FreshDatabase::sqlite().await;
    let app = with_directory(fresh.database(), &directory.issuer).await;
    let refused = "/sign-in?error=directory_refused";
    let (place, browser) = press(&app).await;
    for part in [
        "code_challenge_method=S256",
        "nonce=",
        "state=",
        "scope=openid",
    ] {
        assert!(place.contains(part), "{part}: {place}");
    }
    let answer = directory.sign_in(&place, "cora").await;
    let back = format!("/sign-in/trust/back?{answer}");
    let (_, other) = press(&app).await;
    assert_eq!(
        other.get(&back).await.expect(303).header("location"),
        refused,
        "another browser's"
    );
    assert_eq!(
        app.as_nobody()
            .get(&back)
            .await
            .expect(303)
            .header("location"),
        refused,
        "no browser's"
    );
    assert_eq!(
        browser.get(&back).await.expect(303).header("location"),
        "/guaranteed-interviews"
    );
    assert_eq!(
        browser.get(&back).await.expect(303).header("location"),
        refused,
        "used"
    );

    let (place, browser) = press(&app).await;
    let answer = directory.sign_in(&place, "cora").await;
    app.real_clock
        .set(app.real_clock.now() + TimeDelta::minutes(10))
        .expect("a movable clock");
    let late = browser
        .get(&format!("/sign-in/trust/back?{answer}"))
        .await
        .expect(303);
    assert_eq!(late.header("location"), refused, "too late");
    for nonsense in [
        "",
        "?state=x",
        "?state=.&code=x",
        "?code=x",
        "?error=access_denied",
    ] {
        let reply = browser
            .get(&format!("/sign-in/trust/back{nonsense}"))
            .await
            .expect(303);
        assert_eq!(reply.header("location"), refused, "{nonsense}");
    }
}

#[actix_web::test]
async fn without_a_directory_there_is_no_button() {
    let fresh = FreshDatabase::sqlite().await;
    let app = TestApplication::on(fresh.database()).await;
    assert!(
        !app.as_nobody()
            .get("/sign-in")
            .await
            .expect(200)
            .text
            .contains("/sign-in/trust")
    );
    let asked = app.as_nobody().get("/sign-in/trust").await.expect(303);
    assert_eq!(
        asked.header("location"),
        "/sign-in?error=directory_unavailable"
    );
}

/// RFC 8410, as the server's own keys are made.
fn key(seed: u8) -> EncodingKey {
    const HEADER: [u8; 16] = [
        0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20,
    ];
    EncodingKey::from_ed_der(&[HEADER.as_slice(), &[seed; 32]].concat())
}

fn published(seed: u8) -> Value {
    let mut jwk = Jwk::from_encoding_key(&key(seed), Algorithm::EdDSA).expect("a key");
    jwk.common.key_id = Some("one".to_owned());
    serde_json::to_value(jwk).expect("JSON")
}

fn encoded(header: &Header, claims: &Value, key: &EncodingKey) -> String {
    jsonwebtoken::encode(header, claims, key).expect("a token")
}

/// A token that is wrong in one way; the code says in which, and carries the nonce.
fn token(issuer: &str, code: &str) -> String {
    let (wrong, nonce) = code.split_once('~').expect("a nonce");
    let now = Clock::system().now().timestamp();
    let mut claims = json!({
        "iss": issuer, "aud": "foothold", "sub": "cora", "nonce": nonce, "iat": now, "exp": now + 300,
        "email": "cora@riverside.example", "email_verified": true, "groups": ["wp-team"],
    });
    match wrong {
        "issuer" => claims["iss"] = json!("https://login.evil.example"),
        "audience" => claims["aud"] = json!("another"),
        "expired" => claims["exp"] = json!(now - 1),
        "nonce" => claims["nonce"] = json!("another"),
        "missing" => {
            claims.as_object_mut().expect("claims").remove("exp");
        }
        _ => {}
    }
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some("one".to_owned());
    let secret = "only for tests, and long enough for a client";
    let shared = |secret: &[u8]| {
        encoded(
            &Header {
                alg: Algorithm::HS256,
                ..header.clone()
            },
            &claims,
            &EncodingKey::from_secret(secret),
        )
    };
    match wrong {
        "none" => {
            let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
            format!("{}.{}.", part(&json!({ "alg": "none" })), part(&claims))
        }
        "shared" => shared(secret.as_bytes()),
        "public" => shared(published(1)["x"].as_str().expect("a key").as_bytes()),
        "stranger" => encoded(&header, &claims, &key(2)),
        "unknown" => encoded(
            &Header {
                kid: Some("two".to_owned()),
                ..header.clone()
            },
            &claims,
            &key(2),
        ),
        _ => encoded(&header, &claims, &key(1)),
    }
}

/// A directory that answers as its first part of the address says.
fn ill_meaning() -> String {
    let server = HttpServer::new(|| {
        App::new()
            .route(
                "/{kind}/.well-known/openid-configuration",
                web::get().to(discovery),
            )
            .route(
                "/{kind}/jwks",
                web::get().to(async || HttpResponse::Ok().json(json!({ "keys": [published(1)] }))),
            )
            .route("/{kind}/token", web::post().to(tokens))
    })
    .workers(1)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .expect("a port of this machine");
    let origin = format!("http://{}", server.addrs()[0]);
    actix_web::rt::spawn(server.run());
    origin
}

fn origin_of(request: &actix_web::HttpRequest) -> String {
    format!("http://{}", request.connection_info().host())
}

async fn discovery(request: actix_web::HttpRequest, kind: web::Path<String>) -> HttpResponse {
    let issuer = format!("{}/{kind}", origin_of(&request));
    let mut document = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["none", "HS256", "EdDSA", "RS256"],
    });
    match kind.as_str() {
        "large" => document["padding"] = json!("x".repeat(2 * 1024 * 1024)),
        "other" => document["issuer"] = json!("https://login.evil.example"),
        "inside" => document["jwks_uri"] = json!("http://10.0.0.1/jwks"),
        "elsewhere" => {
            return HttpResponse::Found()
                .insert_header((
                    "location",
                    format!(
                        "{}/right/.well-known/openid-configuration",
                        origin_of(&request)
                    ),
                ))
                .finish();
        }
        "slow" => sleep(Duration::from_secs(30)).await,
        "broken" => return HttpResponse::Ok().body("{"),
        "failing" => return HttpResponse::InternalServerError().finish(),
        _ => {}
    }
    HttpResponse::Ok().json(document)
}

async fn tokens(
    request: actix_web::HttpRequest,
    kind: web::Path<String>,
    form: web::Form<HashMap<String, String>>,
) -> HttpResponse {
    assert!(
        form.contains_key("code_verifier"),
        "the code's owner is shown by PKCE"
    );
    let issuer = format!("{}/{kind}", origin_of(&request));
    let token = token(&issuer, &form["code"]);
    HttpResponse::Ok().json(
        json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token }),
    )
}

#[actix_web::test]
async fn a_token_counts_only_when_all_of_it_is_right() {
    let issuer = format!("{}/right", ill_meaning());
    let fresh = FreshDatabase::sqlite().await;
    let app = with_directory(fresh.database(), &issuer).await;
    let wrong = [
        "issuer", "audience", "expired", "nonce", "missing", "none", "shared", "public",
        "stranger", "unknown", "right",
    ];
    for case in wrong {
        let (place, browser) = press(&app).await;
        let part = |name: &str| {
            let (_, after) = place.split_once(&format!("{name}=")).expect("a part");
            after.split('&').next().expect("its end").to_owned()
        };
        let code = format!("{case}~{}", part("nonce"));
        let back = format!("/sign-in/trust/back?state={}&code={code}", part("state"));
        let reply = browser.get(&back).await.expect(303);
        if case == "right" {
            assert_eq!(me(&app, &reply).await["role"], "coordinator");
        } else {
            assert_eq!(
                reply.header("location"),
                "/sign-in?error=directory_refused",
                "{case}"
            );
            assert!(reply.cookie("session").is_none());
        }
    }
}

#[actix_web::test]
async fn a_directory_that_is_slow_large_broken_or_leads_elsewhere_lets_nobody_wait() {
    let origin = ill_meaning();
    for kind in [
        "large",
        "other",
        "inside",
        "elsewhere",
        "slow",
        "broken",
        "failing",
    ] {
        let fresh = FreshDatabase::sqlite().await;
        let app = with_directory(fresh.database(), &format!("{origin}/{kind}")).await;
        let began = std::time::Instant::now();
        let asked = app.as_nobody().get("/sign-in/trust").await.expect(303);
        assert_eq!(
            asked.header("location"),
            "/sign-in?error=directory_unavailable",
            "{kind}"
        );
        assert!(
            began.elapsed() < Duration::from_secs(15),
            "{kind}: {:?}",
            began.elapsed()
        );
    }
}
