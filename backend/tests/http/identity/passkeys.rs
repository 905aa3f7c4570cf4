//! Passkeys, with an authenticator made of a key pair and a counter.

use crate::pages::value_of;
use crate::support::{
    application::{PASSWORD, TestApplication},
    client::{Client, Reply},
};
use backend::{
    identity,
    platform::database::{
        DatabaseResult, bind,
        schema::{ceremonies, users},
    },
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use diesel::prelude::*;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "http://localhost:8080";
const EMAIL: &str = "cora@riverside.example";

/// A security key that asks its owner for a PIN.
struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    counter: u32,
    owner: Vec<u8>,
    /// Whether its owner showed who they are.
    verifies: bool,
    origin: &'static str,
}

impl Authenticator {
    fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            id: vec![seed; 24],
            counter: 0,
            owner: Vec::new(),
            verifies: true,
            origin: ORIGIN,
        }
    }

    fn data(&mut self, attested: &[u8]) -> Vec<u8> {
        self.counter += 1;
        let mut flags = 0x01;
        if self.verifies {
            flags |= 0x04;
        }
        if !attested.is_empty() {
            flags |= 0x40;
        }
        let mut data = Sha256::digest(b"localhost").to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data.extend(attested);
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    /// Makes the passkey that a page asks for.
    fn make(&mut self, options: &Value) -> String {
        self.owner = URL_SAFE_NO_PAD
            .decode(options["user"]["id"].as_str().expect("an owner"))
            .expect("its bytes");
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut attested = vec![0; 16];
        attested.extend(
            u16::try_from(self.id.len())
                .expect("a length")
                .to_be_bytes(),
        );
        attested.extend(&self.id);
        attested.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        attested.extend(point.x().expect("x"));
        attested.extend([0x22, 0x58, 0x20]);
        attested.extend(point.y().expect("y"));
        let data = self.data(&attested);
        let mut object = b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("a length"));
        object.extend(data);
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "attestationObject": text(&object),
                "clientDataJSON": text(&self.client_data("webauthn.create", options)),
                "transports": ["usb"],
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// Answers a page that asks for it.
    fn answer(&mut self, options: &Value) -> String {
        let data = self.data(&[]);
        let client = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": text(&data), "clientDataJSON": text(&client),
                "signature": text(signature.to_der().as_bytes()), "userHandle": text(&self.owner),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a page asks the browser, with its ceremony.
fn asked(page: &Reply) -> (Value, String) {
    let (_, after) = page.text.split_once("data-options=\"").expect("options");
    let options = after.split('"').next().expect("their end");
    let options = options
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
    (
        serde_json::from_str(&options).expect("JSON"),
        value_of(page, "ceremony"),
    )
}

/// The same browser, with one more cookie.
fn carrying(browser: &Client, session: Option<&str>, reply: &Reply) -> Client {
    let ceremony = reply.cookie("ceremony").expect("a ceremony");
    let cookies = match session {
        Some(session) => format!("session={session}; ceremony={ceremony}"),
        None => format!("ceremony={ceremony}"),
    };
    browser
        .clone()
        .with_header("Cookie", &cookies)
        .with_header("Sec-Fetch-Site", "same-origin")
}

/// A member of staff's browser and its session.
async fn staff(app: &TestApplication) -> (Client, String) {
    let body = json!({ "email": EMAIL, "password": PASSWORD });
    let token = app
        .as_nobody()
        .post("/auth/sign-in", &body)
        .await
        .expect(200)
        .cookie("session")
        .expect("a session");
    (app.as_nobody().with_session(&token), token)
}

/// Asks for a new passkey, and gives the answer's page.
async fn add(app: &TestApplication, authenticator: &mut Authenticator) -> Reply {
    let (browser, session) = staff(app).await;
    let begun = browser
        .form("/account/passkeys", &[("name", "My work phone")])
        .await
        .expect(303);
    let place = begun.header("location").to_owned();
    assert!(
        place.starts_with("/account/passkeys/new?ceremony="),
        "{place}"
    );
    let browser = carrying(&app.as_nobody(), Some(&session), &begun);
    let page = browser.get(&place).await.expect(200);
    let (options, ceremony) = asked(&page);
    assert_eq!(
        options["authenticatorSelection"]["userVerification"],
        "required"
    );
    let made = authenticator.make(&options);
    browser
        .form(
            "/account/passkeys/new",
            &[("ceremony", &ceremony), ("credential", &made)],
        )
        .await
        .expect(303)
}

/// Begins to sign in: the browser, what it is asked, and the ceremony.
async fn begin(app: &TestApplication, session: Option<&str>) -> (Client, Value, String) {
    let browser = match session {
        Some(session) => app.as_nobody().with_session(session),
        None => app.as_nobody(),
    };
    let begun = browser
        .form("/sign-in/passkey", &[("next", "/guaranteed-interviews")])
        .await
        .expect(303);
    let browser = carrying(&app.as_nobody(), session, &begun);
    let page = browser.get(begun.header("location")).await.expect(200);
    let (options, ceremony) = asked(&page);
    (browser, options, ceremony)
}

async fn finish(browser: &Client, ceremony: &str, answer: &str) -> Reply {
    let form = [
        ("ceremony", ceremony),
        ("credential", answer),
        ("next", "/guaranteed-interviews"),
    ];
    browser
        .form("/sign-in/passkey/done", &form)
        .await
        .expect(303)
}

const REFUSED: &str = "/sign-in?error=passkey_refused&next=%2Fguaranteed-interviews";

on_both_databases! {
    async fn a_passkey_is_added_and_signs_in(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        assert_eq!(add(&app, &mut phone).await.header("location"), "/account/passkeys?done=added");
        let (browser, options, ceremony) = begin(&app, None).await;
        assert_eq!(options["allowCredentials"], json!([]), "nobody is asked who they are first");
        let answer = phone.answer(&options);
        let entered = finish(&browser, &ceremony, &answer).await;
        assert_eq!(entered.header("location"), "/guaranteed-interviews");
        let staff = app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        assert_eq!(staff.get("/me").await.expect(200)["role"], "coordinator");
        let page = staff.get("/account/passkeys").await.expect(200);
        assert!(page.text.contains("My work phone") && page.text.contains("last used on 1 March 2027"));
        // The answer was used, and so was its challenge.
        assert_eq!(finish(&browser, &ceremony, &answer).await.header("location"), REFUSED);
        let left: i64 = app.platform.database
            .read(|db| -> DatabaseResult<_> { Ok(ceremonies::table.count().get_result(db)?) })
            .await.expect("a count");
        assert_eq!(left, 0);
    }

    async fn an_answer_counts_for_its_challenge_browser_and_address_only(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        add(&app, &mut phone).await;
        let (browser, options, ceremony) = begin(&app, None).await;
        let (other, others, other_ceremony) = begin(&app, None).await;
        // Another challenge's, another browser's.
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&others)).await.header("location"), REFUSED);
        assert_eq!(finish(&browser, &other_ceremony, &phone.answer(&others)).await.header("location"), REFUSED);
        assert_eq!(finish(&other, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        // Another site's.
        let (browser, options, ceremony) = begin(&app, None).await;
        phone.origin = "https://foothold.evil.example";
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        phone.origin = ORIGIN;
        // One whose owner did not show who they are.
        let (browser, options, ceremony) = begin(&app, None).await;
        phone.verifies = false;
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        phone.verifies = true;
        // A copy, whose counter lags behind.
        let (browser, options, ceremony) = begin(&app, None).await;
        finish(&browser, &ceremony, &phone.answer(&options)).await;
        let (browser, options, ceremony) = begin(&app, None).await;
        phone.counter = 0;
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        phone.counter = 100;
        // One that says it is somebody else's.
        let (browser, options, ceremony) = begin(&app, None).await;
        let owner = std::mem::replace(&mut phone.owner, app.trust.administrator.as_uuid().as_bytes().to_vec());
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        phone.owner = owner;
        // Too late.
        let (browser, options, ceremony) = begin(&app, None).await;
        app.real_clock.set(app.real_clock.now() + TimeDelta::minutes(5)).expect("a movable clock");
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
        // No passkey at all.
        let (browser, _, ceremony) = begin(&app, None).await;
        for nonsense in ["", "{}", "[]", &"x".repeat(100_000)] {
            let form = [("ceremony", ceremony.as_str()), ("credential", nonsense)];
            let reply = browser.form("/sign-in/passkey/done", &form).await;
            assert!(matches!(reply.status, 303 | 400 | 413), "{}", reply.status);
        }
        let (browser, options, ceremony) = begin(&app, None).await;
        let stranger = Authenticator::new(9).answer(&options);
        assert_eq!(finish(&browser, &ceremony, &stranger).await.header("location"), REFUSED);
    }

    async fn a_passkey_is_the_second_step_after_a_password(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        add(&app, &mut phone).await;
        identity::require_second_factor(&app.platform, app.trust.id, true).await.expect("a setting");
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        let owed = app.as_nobody().post("/auth/sign-in", &body).await.expect(202);
        assert_eq!(owed["owed"], "second_factor");
        let session = owed.cookie("session").expect("a cookie");
        let pending = app.as_nobody().with_session(&session);
        let page = pending.get("/sign-in/code").await.expect(200);
        assert!(page.text.contains("action=\"/sign-in/passkey\"") && !page.text.contains("name=\"code\""));
        let (browser, options, ceremony) = begin(&app, Some(&session)).await;
        assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(1));
        let entered = finish(&browser, &ceremony, &phone.answer(&options)).await;
        assert_eq!(entered.header("location"), "/guaranteed-interviews");
        let staff = app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        staff.get("/me").await.expect(200);
        pending.get("/me").await.expect(401);
        assert_eq!(pending.get("/sign-in/code").await.expect(303).header("location"), "/sign-in?error=begin_again");
    }

    async fn a_passkey_belongs_to_one_account_and_goes_when_it_is_removed(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        add(&app, &mut phone).await;
        // The same key again: it is somebody's already.
        assert_eq!(add(&app, &mut phone).await.header("location"), "/account/passkeys?error=refused");
        let (browser, _) = staff(&app).await;
        assert_eq!(browser.form("/account/passkeys", &[("name", " ")]).await.expect(303).header("location"), "/account/passkeys?error=name");
        let page = browser.get("/account/passkeys").await.expect(200);
        let (_, after) = page.text.split_once("/account/passkeys/").expect("a passkey");
        let id = after.split('/').next().expect("its id").to_owned();
        let remove = format!("/account/passkeys/{id}/remove");
        // Not by others, whoever they are.
        app.as_administrator().await.form(&remove, &[]).await.expect(404);
        app.as_neighbour().await.form(&remove, &[]).await.expect(404);
        browser.form(&remove, &[]).await.expect(303);
        browser.form(&remove, &[]).await.expect(404);
        let (browser, options, ceremony) = begin(&app, None).await;
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
    }

    async fn a_disabled_account_is_not_opened_by_its_passkey(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        add(&app, &mut phone).await;
        let (trust, id, now) = (app.trust.id, app.trust.coordinator, app.real_clock.now());
        app.platform.database
            .write(move |db| -> DatabaseResult<_> {
                diesel::update(users::table.find((bind(trust), bind(id)))).set(users::disabled_at.eq(Some(now))).execute(db)?;
                Ok(())
            })
            .await.expect("a change");
        let (browser, options, ceremony) = begin(&app, None).await;
        assert_eq!(finish(&browser, &ceremony, &phone.answer(&options)).await.header("location"), REFUSED);
    }


    async fn a_passkey_confirms_that_it_is_oneself(database: Database) {
        let app = TestApplication::on(database).await;
        let mut phone = Authenticator::new(7);
        add(&app, &mut phone).await;
        let (browser, session) = staff(&app).await;
        app.real_clock.set(app.real_clock.now() + TimeDelta::minutes(11)).expect("a movable clock");
        let sent = browser.form("/account/passkeys", &[("name", "My key")]).await.expect(303);
        let place = sent.header("location").to_owned();
        assert!(place.starts_with("/account/confirm?next=%2Faccount%2Fpasskeys%3Funsent%3D"), "{place}");
        let page = browser.get(&place).await.expect(200);
        assert!(page.text.contains("action=\"/account/confirm/passkey\""));
        let next = value_of(&page, "next");
        let begin = async || {
            let begun = browser.form("/account/confirm/passkey", &[("next", &next)]).await.expect(303);
            let carrying = carrying(&app.as_nobody(), Some(&session), &begun);
            let page = carrying.get(begun.header("location")).await.expect(200);
            let (options, ceremony) = asked(&page);
            assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(1));
            (carrying, options, ceremony)
        };
        let send = async |browser: &Client, ceremony: &str, answer: &str| {
            let form = [("ceremony", ceremony), ("credential", answer), ("next", next.as_str())];
            browser.form("/account/confirm/passkey/done", &form).await.expect(303).header("location").to_owned()
        };
        // Somebody else's key does not do, nor one whose owner did not show who they are, nor one answer twice.
        let (carrier, options, ceremony) = begin().await;
        assert!(send(&carrier, &ceremony, &Authenticator::new(9).answer(&options)).await.starts_with("/account/confirm?error=passkey_refused"));
        let (carrier, options, ceremony) = begin().await;
        phone.verifies = false;
        assert!(send(&carrier, &ceremony, &phone.answer(&options)).await.starts_with("/account/confirm?error=passkey_refused"));
        phone.verifies = true;
        assert!(browser.form("/account/passkeys", &[("name", "My key")]).await.expect(303).header("location").starts_with("/account/confirm"));
        let (carrier, options, ceremony) = begin().await;
        let answer = phone.answer(&options);
        assert_eq!(send(&carrier, &ceremony, &answer).await, next);
        assert!(send(&carrier, &ceremony, &answer).await.starts_with("/account/confirm?error=passkey_refused"));
        let back = browser.get(&next).await.expect(200);
        assert_eq!(value_of(&back, "name"), "My key");
        let begun = browser.form("/account/passkeys", &[("name", "My key")]).await.expect(303);
        assert!(begun.header("location").starts_with("/account/passkeys/new?ceremony="));
        // Whoever has none is not sent there.
        let other = app.as_hiring_manager().await;
        assert!(!other.get("/account/confirm").await.expect(200).text.contains("/account/confirm/passkey"));
        assert!(other.form("/account/confirm/passkey", &[]).await.expect(303).header("location").starts_with("/account/confirm?error="));
    }
}
