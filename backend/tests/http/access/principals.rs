//! Everybody who could ask: nobody, each role, each kind of partner, of this Trust and of the neighbour's, and those whose
//! session, account or system is no longer good.

use super::scene::{FAR, NEAR, Scene};
use crate::support::{
    application::{TestApplication, TestPartner, TestTrust},
    client::Client,
};
use backend::{
    access::Column,
    identity::{self, SessionOwner},
    platform::database::{
        DatabaseResult, bind,
        schema::{api_clients, sign_ins, users},
    },
};
use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::json;
use shared::{
    identity::{Role, Scope},
    ids::{CandidateId, TrustId, UserId},
    organisations::OrganisationKind,
    values::Coded as _,
};

/// Somebody who asks.
pub struct Asker {
    /// Who, for the messages of the test.
    pub name: String,
    /// Whether they are signed in.
    pub is_known: bool,
    /// Whether they are of the Trust whose records are asked for.
    pub is_ours: bool,
    /// Their column of the policy.
    pub column: Option<Column>,
    /// Whether they are assigned to the programme of the records.
    pub is_assigned: bool,
    /// Whether the records are their own: the candidate's, or of the people that the partner referred.
    pub is_owner: bool,
    /// What their token may be used for.
    pub scopes: Vec<Scope>,
    /// The surnames that no answer to them may hold.
    pub hidden: Vec<&'static str>,
    how: How,
}

enum How {
    /// A session that begins with each request, because some operations end it.
    Session(TrustId, SessionOwner),
    /// What they show stays the same.
    Fixed(Client),
}

impl Asker {
    fn nobody(name: &str, client: Client) -> Self {
        Self {
            name: name.to_owned(),
            is_known: false,
            is_ours: true,
            column: None,
            is_assigned: false,
            is_owner: false,
            scopes: Vec::new(),
            hidden: vec![NEAR[0], NEAR[1], FAR],
            how: How::Fixed(client),
        }
    }

    fn staff(name: &str, trust: &TestTrust, user: UserId, role: Role) -> Self {
        Self {
            name: name.to_owned(),
            is_known: true,
            column: Some(Column::of_role(role)),
            how: How::Session(trust.id, SessionOwner::Staff(user)),
            ..Self::nobody(name, Client::nowhere())
        }
    }

    /// A client that is this somebody.
    pub async fn client(&self, app: &TestApplication) -> Client {
        match &self.how {
            How::Fixed(client) => client.clone(),
            How::Session(trust, owner) => {
                let token = identity::start_session(&app.platform, &app.identity, *trust, *owner);
                app.as_nobody()
                    .with_session(&token.await.expect("a session"))
            }
        }
    }

    /// The role, of staff.
    pub fn role(&self) -> Option<Role> {
        self.column.and_then(Column::role)
    }
}

/// Everybody.
pub async fn everybody(scene: &Scene) -> Vec<Asker> {
    let app = &scene.world.app;
    let mut all = vec![Asker::nobody("nobody", app.as_nobody())];
    for role in Role::ALL {
        all.extend(of_role(scene, *role).await);
    }
    for (name, id, is_owner) in [
        ("the candidate", scene.offered.candidate, true),
        (
            "another candidate",
            crate::identity::candidate(app, &app.trust, None, None).await,
            false,
        ),
        (
            "the neighbour's candidate",
            crate::identity::candidate(app, &app.neighbour, None, None).await,
            false,
        ),
    ] {
        all.push(candidate(app, name, id, is_owner));
    }
    all.extend(partners(app).await);
    all.extend(no_longer_good(app).await);
    all
}

/// A role in each place: of this Trust, where it matters assigned and not, and of the neighbour.
async fn of_role(scene: &Scene, role: Role) -> Vec<Asker> {
    let app = &scene.world.app;
    let member = |trust: &'static str| format!("{trust} {}", role.label().to_lowercase());
    let hidden = match role {
        Role::Coordinator | Role::HiringManager | Role::Administrator => Vec::new(),
        _ => vec![NEAR[0], NEAR[1], FAR],
    };
    let user = app.trust.member(&app.platform, role).await;
    let ours = Asker {
        hidden,
        ..Asker::staff(&member("our"), &app.trust, user, role)
    };
    let user = app.neighbour.member(&app.platform, role).await;
    let theirs = Asker {
        is_ours: false,
        ..Asker::staff(&member("the neighbour's"), &app.neighbour, user, role)
    };
    let mut all = vec![ours, theirs];
    if matches!(role, Role::Assessor | Role::Trainer) {
        let user = app.trust.member(&app.platform, role).await;
        scene.world.assign(user).await;
        all.push(Asker {
            is_assigned: true,
            hidden: vec![FAR],
            ..Asker::staff(&member("our assigned"), &app.trust, user, role)
        });
    }
    all
}

fn candidate(app: &TestApplication, name: &str, id: CandidateId, is_owner: bool) -> Asker {
    let is_ours = !name.contains("neighbour");
    let trust = if is_ours {
        app.trust.id
    } else {
        app.neighbour.id
    };
    Asker {
        is_known: true,
        is_ours,
        column: Some(Column::Candidate),
        is_owner,
        hidden: if is_owner {
            vec![NEAR[0], FAR]
        } else {
            vec![NEAR[0], NEAR[1], FAR]
        },
        how: How::Session(trust, SessionOwner::Candidate(id)),
        ..Asker::nobody(name, Client::nowhere())
    }
}

async fn partners(app: &TestApplication) -> Vec<Asker> {
    let (ours, theirs) = (&app.trust, &app.neighbour);
    let (jobcentre, college) = (Some(Column::Jobcentre), Some(Column::College));
    let second_college = app.partner(ours, OrganisationKind::College).await;
    let school = app.partner(ours, OrganisationKind::School).await;
    let charity = app.partner(ours, OrganisationKind::Charity).await;
    // The name, the partner, its column, whether it is ours, assigned, the one that referred the people.
    let known = [
        (
            "the Jobcentre",
            &ours.jobcentre,
            jobcentre,
            (true, false, true),
        ),
        (
            "the other Jobcentre",
            &ours.other_jobcentre,
            jobcentre,
            (true, false, false),
        ),
        (
            "the neighbour's Jobcentre",
            &theirs.jobcentre,
            jobcentre,
            (false, false, false),
        ),
        ("the college", &ours.college, college, (true, true, false)),
        (
            "a college that is not assigned",
            &second_college,
            college,
            (true, false, false),
        ),
        (
            "the neighbour's college",
            &theirs.college,
            college,
            (false, false, false),
        ),
        ("a school", &school, None, (true, false, false)),
        ("a charity", &charity, None, (true, false, false)),
    ];
    let mut all = Vec::new();
    for (name, partner, column, (is_ours, is_assigned, is_owner)) in known {
        all.push(Asker {
            is_known: true,
            is_ours,
            column,
            is_assigned,
            is_owner,
            scopes: Scope::ALL.to_vec(),
            hidden: hidden_from(name),
            how: How::Fixed(app.as_partner(partner).await),
            ..Asker::nobody(name, Client::nowhere())
        });
    }
    all.push(with_one_scope(app).await);
    all
}

async fn with_one_scope(app: &TestApplication) -> Asker {
    let jobcentre = &app.trust.jobcentre;
    Asker {
        is_known: true,
        column: Some(Column::Jobcentre),
        is_owner: true,
        scopes: vec![Scope::ProgrammesRead],
        how: How::Fixed(app.with_scope(jobcentre, "programmes:read").await),
        ..Asker::nobody("the Jobcentre with one scope", Client::nowhere())
    }
}

/// The people of whom a partner must not read.
fn hidden_from(name: &str) -> Vec<&'static str> {
    match name {
        "the Jobcentre" => vec![FAR],
        "the other Jobcentre" => vec![NEAR[0], NEAR[1]],
        "the college" => vec![NEAR[1], FAR],
        _ => vec![NEAR[0], NEAR[1], FAR],
    }
}

/// Those who were somebody: an ended and an expired session, a disabled account, a disabled system.
async fn no_longer_good(app: &TestApplication) -> Vec<Asker> {
    let trust = app.trust.id;
    let begin = |user: UserId| async move {
        let owner = SessionOwner::Staff(user);
        identity::start_session(&app.platform, &app.identity, trust, owner)
            .await
            .expect("a session")
    };
    let leaver = app.trust.member(&app.platform, Role::Administrator).await;
    let sleeper = app.trust.member(&app.platform, Role::Administrator).await;
    let gone = app.trust.member(&app.platform, Role::Administrator).await;
    let (left, slept, disabled) = (begin(leaver).await, begin(sleeper).await, begin(gone).await);
    let ended = app.as_nobody().with_session(&left);
    ended.post("/auth/sign-out", &json!({})).await.expect(204);
    let system = app.partner(&app.trust, OrganisationKind::Jobcentre).await;
    let token = app.as_partner(&system).await;
    spoil(app, (sleeper, gone), &system).await;
    [
        ("an ended session", ended),
        ("an expired session", app.as_nobody().with_session(&slept)),
        (
            "a disabled account",
            app.as_nobody().with_session(&disabled),
        ),
        ("a disabled system", token),
    ]
    .into_iter()
    .map(|(name, client)| Asker::nobody(name, client))
    .collect()
}

async fn spoil(app: &TestApplication, (sleeper, gone): (UserId, UserId), system: &TestPartner) {
    let (trust, now, client) = (app.trust.id, app.real_clock.now(), system.client_id.clone());
    app.platform
        .database
        .write(move |db| -> DatabaseResult<()> {
            diesel::update(
                sign_ins::table
                    .filter(sign_ins::trust_id.eq(bind(trust)))
                    .filter(sign_ins::user_id.eq(Some(sleeper))),
            )
            .set(sign_ins::expires_at.eq(bind(now - TimeDelta::seconds(1))))
            .execute(db)?;
            diesel::update(users::table.find((bind(trust), bind(gone))))
                .set(users::disabled_at.eq(Some(now)))
                .execute(db)?;
            diesel::update(
                api_clients::table
                    .filter(api_clients::trust_id.eq(bind(trust)))
                    .filter(api_clients::client_id.eq(client)),
            )
            .set(api_clients::disabled_at.eq(Some(now)))
            .execute(db)?;
            Ok(())
        })
        .await
        .expect("a change");
}
