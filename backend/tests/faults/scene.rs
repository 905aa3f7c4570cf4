//! The Trust that everything happens to: founded once for each database, and copied from then on.

use crate::{
    Broken,
    client::{Asked, Connection},
    journeys::world::{FIRST_DAY, World},
    machine::Machine,
    support::application::TestApplication,
};
use backend::{
    identity::{self, SessionOwner},
    platform::{
        clock::Clock,
        config::Secret,
        crypto::KeyRing,
        database::{Database, DatabaseUrl},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::ids::TrustId;
use std::time::Duration;

/// A programme that takes referrals, and the people who work with it.
#[derive(Clone)]
pub struct Scene {
    pub trust: TrustId,
    pub programme: String,
    /// A coordinator's session.
    coordinator: String,
    /// The Jobcentre's client id and secret.
    jobcentre: (String, String),
}

/// What the Jobcentre's system shows with each request, until it has to ask anew.
#[derive(Clone)]
pub struct Token(String);

impl Scene {
    /// Founds it in an empty database.
    pub async fn found(url: &DatabaseUrl) -> Self {
        let database = Database::open_with(url, 4).expect("a database");
        database.migrate().await.expect("migrations");
        let clock = Clock::standing_at(morning());
        let app =
            TestApplication::with_keys(keys(), database, |settings| settings.clock = clock).await;
        let world = World::of(app, 5).await;
        let (platform, identity) = (&world.app.platform, &world.app.identity);
        let trust = &world.app.trust;
        let owner = SessionOwner::Staff(trust.coordinator);
        let coordinator = identity::start_session(platform, identity, trust.id, owner)
            .await
            .expect("a session");
        Self {
            trust: trust.id,
            programme: world.programme.clone(),
            coordinator,
            jobcentre: (
                trust.jobcentre.client_id.clone(),
                trust.jobcentre.secret.clone(),
            ),
        }
    }

    /// The Jobcentre's system asks for its token.
    pub fn token(&self, port: u16) -> Result<Token, Broken> {
        let (id, secret) = &self.jobcentre;
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id.as_str()),
            ("client_secret", secret.as_str()),
        ];
        let mut connection = Connection::to(port, Duration::from_secs(10));
        let answer = connection.send(&Asked::form("/oauth/token", &form));
        let answer = answer.map_err(|lost| format!("no token: {lost:?}"))?;
        let token = answer.json["access_token"].as_str();
        Ok(Token(
            token
                .ok_or_else(|| format!("no token: {}", answer.json))?
                .to_owned(),
        ))
    }

    /// As the Jobcentre's system.
    pub fn as_jobcentre(&self, asked: Asked, token: &Token) -> Asked {
        asked.with("Authorization", &format!("Bearer {}", token.0))
    }

    /// As the coordinator's browser.
    pub fn as_coordinator(&self, asked: Asked) -> Asked {
        asked
            .with("Cookie", &format!("session={}", self.coordinator))
            .with("Sec-Fetch-Site", "same-origin")
    }

    /// A referral of somebody who has not been referred before.
    pub fn referral(&self, external_ref: &str) -> Value {
        // Letters, so that it is a name.
        let family_name: String = external_ref
            .bytes()
            .filter(u8::is_ascii_hexdigit)
            .map(|digit| char::from(b'a' + digit % 26))
            .collect();
        json!({
            "programme_id": self.programme, "organisation_id": null, "external_ref": external_ref,
            "candidate": {
                "given_name": "Nadia", "family_name": family_name, "date_of_birth": "1998-03-14",
                "email": null, "phone": null, "language": "en", "adjustments": null,
            },
            "benefit": "jobseekers_allowance", "benefit_confirmed_on": "2026-05-08", "employment_status": "unemployed",
        })
    }
}

/// The keys of the scene, and of every server and proof on it.
pub fn keys() -> KeyRing {
    KeyRing::parse(&Secret::new(KEYS)).expect("keys")
}

/// The same as a server is given them.
pub const KEYS: &str = "1:dGhlIGtleXMgb2YgdGhlIGZhdWx0cywgd2hpY2ggYXJlIG5vbmU=";

fn morning() -> DateTime<Utc> {
    format!("{FIRST_DAY}T09:00:00Z")
        .parse()
        .expect("an instant")
}

/// Sets a machine's clock to just after the scene was founded: the harness runs alike on every day of the year.
pub fn set_clock(machine: &Machine) {
    set_clock_beside(machine, 0);
}

/// The same, wrong by so many seconds.
pub fn set_clock_beside(machine: &Machine, seconds: i64) {
    let wrong_by = morning() + TimeDelta::seconds(60 + seconds) - Clock::system().now();
    machine.set_clock(wrong_by.num_seconds());
}
