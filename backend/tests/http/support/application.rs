//! The whole application on a throw-away database, and clients that act as each kind of somebody.
//!
//! ```ignore
//! let app = TestApplication::on(database).await;
//! let made = app.as_coordinator().await.post("/vacancies", &json!({ … })).await.expect(201);
//! app.as_jobcentre().await.get(&format!("/vacancies/{}", made.id())).await.expect(200);
//! app.clock.advance_days(3).expect("a movable clock");
//! ```

use super::client::{Call, Client, Reply};
use actix_web::{
    body::to_bytes,
    dev::Service as _,
    test::{TestRequest, init_service},
    web::Bytes,
};
use backend::{
    application::{self, Application, Edge, Platform},
    identity::{
        self, Identity, IdentitySettings, Keys, NewApiClient, NewUser, PasswordHash, SessionOwner,
    },
    organisations::{self, NewTrust},
    platform::{
        audit::Ledger,
        clock::Clock,
        config::Secret,
        crypto::{FieldKeys, KeyRing},
        database::Database,
        http::limits::Allowance,
        ids::Ids,
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use shared::{
    identity::{Role, Scope},
    ids::{CandidateId, OrganisationId, TrustId, UserId},
    journey::{Actor, ActorKind},
    organisations::{CreateOrganisation, OrganisationKind},
    values::Coded as _,
};
use std::rc::Rc;
use tokio::sync::OnceCell;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// What the application's signing key is made from.
pub const SIGNING_SECRET: &str = "the secret of the tests, which is no secret at all";

/// When every test begins: Monday 1 March 2027, nine in the morning in London.
pub const BEGINNING: &str = "2027-03-01T09:00:00Z";

/// The application, one Trust with its people and partners, and a neighbour that must never see any of it.
pub struct TestApplication {
    /// What services stand on.
    pub platform: Platform,
    /// What sign-in stands on.
    pub identity: Identity,
    /// The journeys' clock: it stands still until it is moved.
    pub clock: Clock,
    /// The clock of sessions, codes and tokens.
    pub real_clock: Clock,
    /// The Trust.
    pub trust: TestTrust,
    /// Another Trust.
    pub neighbour: TestTrust,
    /// What stands between it and the network.
    pub edge: Edge,
    call: Call,
}

/// A Trust with its people and partners.
pub struct TestTrust {
    /// The Trust.
    pub id: TrustId,
    /// Staff.
    pub coordinator: UserId,
    /// Staff.
    pub hiring_manager: UserId,
    /// Staff.
    pub administrator: UserId,
    /// A second administrator, where two people must agree.
    pub second_manager: UserId,
    /// A partner, its client and the client's secret.
    pub jobcentre: TestPartner,
    /// Another Jobcentre of the same Trust.
    pub other_jobcentre: TestPartner,
    /// A partner.
    pub college: TestPartner,
}

/// A partner with its client.
pub struct TestPartner {
    /// The partner.
    pub id: OrganisationId,
    /// What its system presents.
    pub client_id: String,
    /// Its secret.
    pub secret: String,
}

impl TestApplication {
    /// Builds it.
    pub async fn on(database: Database) -> Self {
        let beginning: DateTime<Utc> = BEGINNING.parse().expect("an instant");
        Self::with(database, Clock::standing_at(beginning), generous(), |_| ()).await
    }

    /// With an edge of its own.
    pub async fn behind(database: Database, edge: Edge) -> Self {
        let beginning: DateTime<Utc> = BEGINNING.parse().expect("an instant");
        Self::with(database, Clock::standing_at(beginning), edge, |_| ()).await
    }

    /// With sign-in set up in another way.
    pub async fn with_identity(
        database: Database,
        change: impl FnOnce(&mut IdentitySettings),
    ) -> Self {
        Self::with_keys(KeyRing::of_the_demo(), database, change).await
    }

    /// As a real server has it.
    pub async fn on_the_machines_clock(database: Database) -> Self {
        Self::with(database, Clock::system(), generous(), |_| ()).await
    }

    async fn with(
        database: Database,
        clock: Clock,
        edge: Edge,
        change: impl FnOnce(&mut IdentitySettings),
    ) -> Self {
        Self::chained_with(KeyRing::of_the_demo(), database, clock, edge, change).await
    }

    /// With keys of its own, so that a server which is given the same can go on from it.
    pub async fn with_keys(
        ring: KeyRing,
        database: Database,
        change: impl FnOnce(&mut IdentitySettings),
    ) -> Self {
        let beginning: DateTime<Utc> = BEGINNING.parse().expect("an instant");
        let clock = Clock::standing_at(beginning);
        Self::chained_with(ring, database, clock, generous(), change).await
    }

    async fn chained_with(
        ring: KeyRing,
        database: Database,
        clock: Clock,
        edge: Edge,
        change: impl FnOnce(&mut IdentitySettings),
    ) -> Self {
        let beginning: DateTime<Utc> = BEGINNING.parse().expect("an instant");
        let real_clock = Clock::standing_at(beginning);
        let ids = Ids::random(clock.clone());
        let platform = Platform {
            database: database.with_ledger(Ledger::new(&ring)),
            clock: clock.clone(),
            ids,
            fields: FieldKeys::new(ring),
        };
        let mut settings = IdentitySettings {
            clock: real_clock.clone(),
            keys: Keys::from_secret(&Secret::new(SIGNING_SECRET), &[]).expect("keys"),
            issuer: "http://127.0.0.1:8080".to_owned(),
            behind_tls: false,
            single_sign_on: None,
            shows_codes: true,
        };
        change(&mut settings);
        let real_clock = settings.clock.clone();
        let identity = Identity::new(settings);
        let trust = TestTrust::found(&platform, "Riverside NHS Trust", "riverside").await;
        let neighbour = TestTrust::found(&platform, "Hillside NHS Trust", "hillside").await;
        let call = serve(Application {
            platform: platform.clone(),
            identity: identity.clone(),
            edge: edge.clone(),
        })
        .await;
        Self {
            platform,
            identity,
            clock,
            real_clock,
            trust,
            neighbour,
            edge,
            call,
        }
    }

    /// Builds it again, on what the platform has become.
    pub async fn rebuild(&mut self) {
        self.call = serve(Application {
            platform: self.platform.clone(),
            identity: self.identity.clone(),
            edge: self.edge.clone(),
        })
        .await;
    }

    /// Nobody, at another server on the same database, which signs with other keys.
    pub async fn beside(&self, keys: Keys) -> Client {
        let identity = Identity::new(IdentitySettings {
            clock: self.real_clock.clone(),
            keys,
            issuer: self.identity.issuer().to_owned(),
            behind_tls: false,
            single_sign_on: None,
            shows_codes: true,
        });
        let application = Application {
            platform: self.platform.clone(),
            identity,
            edge: self.edge.clone(),
        };
        Client::new(serve(application).await)
    }

    /// Nobody.
    pub fn as_nobody(&self) -> Client {
        Client::new(Rc::clone(&self.call))
    }

    /// A member of staff of the Trust or of the neighbour.
    pub async fn as_staff(&self, trust: &TestTrust, user: UserId) -> Client {
        self.with_session(trust.id, SessionOwner::Staff(user)).await
    }

    /// The Trust's coordinator.
    pub async fn as_coordinator(&self) -> Client {
        self.as_staff(&self.trust, self.trust.coordinator).await
    }

    /// The Trust's hiring manager.
    pub async fn as_hiring_manager(&self) -> Client {
        self.as_staff(&self.trust, self.trust.hiring_manager).await
    }

    /// The Trust's second hiring manager, where two people must agree.
    pub async fn as_second_manager(&self) -> Client {
        self.as_staff(&self.trust, self.trust.second_manager).await
    }

    /// The Trust's administrator.
    pub async fn as_administrator(&self) -> Client {
        self.as_staff(&self.trust, self.trust.administrator).await
    }

    /// The other Trust's administrator, who may do there whatever anybody may.
    pub async fn as_neighbour(&self) -> Client {
        self.as_staff(&self.neighbour, self.neighbour.administrator)
            .await
    }

    /// A candidate of the Trust.
    pub async fn as_candidate(&self, candidate: CandidateId) -> Client {
        self.with_session(self.trust.id, SessionOwner::Candidate(candidate))
            .await
    }

    /// The Trust's Jobcentre, with every scope.
    pub async fn as_jobcentre(&self) -> Client {
        self.as_partner(&self.trust.jobcentre).await
    }

    /// Another Jobcentre of the Trust.
    pub async fn as_other_jobcentre(&self) -> Client {
        self.as_partner(&self.trust.other_jobcentre).await
    }

    /// The Trust's college, with every scope.
    pub async fn as_college(&self) -> Client {
        self.as_partner(&self.trust.college).await
    }

    /// A partner's system, with a token that it asked for.
    pub async fn as_partner(&self, partner: &TestPartner) -> Client {
        self.with_scope(partner, "").await
    }

    /// One more partner of a Trust, with a system.
    pub async fn partner(&self, trust: &TestTrust, kind: OrganisationKind) -> TestPartner {
        let name = format!("{} {}", kind.label(), uuid::Uuid::now_v7());
        partner(&self.platform, trust.id, kind, &name).await
    }

    /// A partner's system, with a token for these scopes; for all that it has where none is named.
    pub async fn with_scope(&self, partner: &TestPartner, scope: &str) -> Client {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", partner.client_id.as_str()),
            ("client_secret", partner.secret.as_str()),
            ("scope", scope),
        ];
        let reply = self
            .as_nobody()
            .form("/oauth/token", &form)
            .await
            .expect(200);
        let token = reply.json["access_token"]
            .as_str()
            .expect("a token")
            .to_owned();
        self.as_nobody()
            .with_header("Authorization", &format!("Bearer {token}"))
    }

    async fn with_session(&self, trust: TrustId, owner: SessionOwner) -> Client {
        let token = identity::start_session(&self.platform, &self.identity, trust, owner)
            .await
            .expect("a session");
        self.as_nobody().with_session(&token)
    }
}

impl TestTrust {
    /// One more member of staff, with this role.
    pub async fn member(&self, platform: &Platform, role: Role) -> UserId {
        let new = NewUser {
            trust_id: self.id,
            role,
            email: format!("{}@staff.example", uuid::Uuid::now_v7()),
            name: role.label().to_owned(),
            password_hash: everybodys_password().await,
        };
        identity::create_user(platform, new).await.expect("a user")
    }

    async fn found(platform: &Platform, name: &str, word: &str) -> Self {
        let id = organisations::create_trust(platform, new_trust(name, word))
            .await
            .expect("a Trust");
        let user = |role: Role, first: &str| {
            let email = format!("{}@{word}.example", first.to_lowercase());
            let name = format!("{first} of {word}");
            async move {
                let password_hash = everybodys_password().await;
                let new = NewUser {
                    trust_id: id,
                    role,
                    email,
                    name,
                    password_hash,
                };
                identity::create_user(platform, new).await.expect("a user")
            }
        };
        Self {
            id,
            coordinator: user(Role::Coordinator, "Cora").await,
            hiring_manager: user(Role::HiringManager, "Hugh").await,
            second_manager: user(Role::HiringManager, "Mina").await,
            administrator: user(Role::Administrator, "Ada").await,
            jobcentre: partner(
                platform,
                id,
                OrganisationKind::Jobcentre,
                &format!("{word} Jobcentre"),
            )
            .await,
            other_jobcentre: partner(
                platform,
                id,
                OrganisationKind::Jobcentre,
                &format!("Other {word} Jobcentre"),
            )
            .await,
            college: partner(
                platform,
                id,
                OrganisationKind::College,
                &format!("{word} College"),
            )
            .await,
        }
    }
}

fn new_trust(name: &str, word: &str) -> NewTrust {
    NewTrust {
        name: name.to_owned(),
        short_name: word.to_owned(),
        contact_phone: "0161 496 0000".to_owned(),
        contact_email: format!("widening.participation@{word}.example"),
        settings: json!({}),
    }
}

async fn partner(
    platform: &Platform,
    trust_id: TrustId,
    kind: OrganisationKind,
    name: &str,
) -> TestPartner {
    let administrator = Actor {
        kind: ActorKind::Administrator,
        id: uuid::Uuid::now_v7(),
        name: "Ada".to_owned(),
    };
    let request = CreateOrganisation {
        kind,
        name: name.parse().expect("a name"),
    };
    let made = organisations::create(platform, trust_id, administrator, String::new(), request)
        .await
        .expect("a partner");
    let client = NewApiClient {
        trust_id,
        organisation_id: made.id,
        scopes: Scope::ALL.to_vec(),
        expires_at: None,
    };
    let client = identity::create_api_client(platform, client)
        .await
        .expect("a client");
    TestPartner {
        id: made.id,
        client_id: client.client_id,
        secret: client.secret,
    }
}

fn generous() -> Edge {
    Edge::with(Allowance::generous())
}

/// Hashed once in a run: hashing is slow on purpose.
async fn everybodys_password() -> PasswordHash {
    static HASH: OnceCell<PasswordHash> = OnceCell::const_new();
    HASH.get_or_init(|| async { identity::hash_password(PASSWORD).await.expect("a hash") })
        .await
        .clone()
}

/// The application as something that can be called.
async fn serve(application: Application) -> Call {
    let service = Rc::new(init_service(application::build(application)).await);
    Rc::new(move |request: TestRequest| {
        let service = Rc::clone(&service);
        Box::pin(async move {
            let response = match service.call(request.to_request()).await {
                Ok(response) => response.into_parts().1.map_into_boxed_body(),
                Err(error) => error.error_response(),
            };
            let (head, body) = response.into_parts();
            let goes_on = head
                .headers()
                .get("content-type")
                .is_some_and(|kind| kind == "text/event-stream");
            // A stream has no end that could be waited for.
            let body = if goes_on {
                Bytes::new()
            } else {
                to_bytes(body).await.unwrap_or_else(|_| panic!("a body"))
            };
            Reply::new(head.status().as_u16(), head.headers().clone(), &body)
        })
    })
}
