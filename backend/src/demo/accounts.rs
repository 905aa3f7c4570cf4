//! The invented Trust, its partners and its accounts. The passwords and secrets are fixed and public: they open invented
//! records only, and a server that is not a demo never has them.

use super::DemoError;
use super::agenda::By;
use super::calendar::Run;
use super::course::PANEL;
use super::roster::{Path, Person, Twist};
use super::store::{self, NewTrust};
use crate::access::{Principal, Reach, Who, actor_kind_of};
use crate::application::Platform;
use crate::identity::{self, NewApiClient, NewUser};
use crate::journeys::Asker;
use crate::organisations;
use serde_json::json;
use shared::identity::{Role, Scope};
use shared::ids::{ApiClientId, CandidateId, OrganisationId, TrustId, UserId};
use shared::journey::{Actor, ActorKind, Benefit, State, TrustFacts};
use shared::organisations::{CreateOrganisation, OrganisationKind};

const TRUST: &str = "Brindle Vale Hospitals NHS Foundation Trust";

/// Everybody who can sign in to the demo.
#[derive(Debug, Clone)]
pub struct DemoAccounts {
    /// The invented Trust.
    pub trust: &'static str,
    /// Staff, who sign in with a password.
    pub staff: Vec<StaffAccount>,
    /// Partners' systems, which fetch a token.
    pub partners: Vec<PartnerAccount>,
    /// Some of the candidates, who are sent a code.
    pub candidates: Vec<CandidateAccount>,
}

/// A member of staff.
#[derive(Debug, Clone)]
pub struct StaffAccount {
    /// What they do.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// The address they sign in with.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
}

/// A partner's system.
#[derive(Debug, Clone)]
pub struct PartnerAccount {
    /// What kind of partner it is.
    pub kind: OrganisationKind,
    /// The partner.
    pub name: &'static str,
    /// What it presents.
    pub client_id: &'static str,
    /// Its secret.
    pub client_secret: &'static str,
}

/// A candidate.
#[derive(Debug, Clone)]
pub struct CandidateAccount {
    /// Their name.
    pub name: String,
    /// Where their code is sent.
    pub email: String,
    /// Where their journey stands.
    pub state: State,
}

const STAFF: [StaffAccount; 8] = [
    StaffAccount {
        role: Role::Coordinator,
        name: PANEL[2],
        email: "coordinator@brindlevale.example.org",
        password: "demo-coordinator",
    },
    StaffAccount {
        role: Role::HiringManager,
        name: PANEL[0],
        email: "manager@brindlevale.example.org",
        password: "demo-manager",
    },
    StaffAccount {
        role: Role::HiringManager,
        name: PANEL[1],
        email: "second.manager@brindlevale.example.org",
        password: "demo-second-manager",
    },
    StaffAccount {
        role: Role::Administrator,
        name: "Piers Larch",
        email: "administrator@brindlevale.example.org",
        password: "demo-administrator",
    },
    StaffAccount {
        role: Role::Assessor,
        name: "Marigold Birch",
        email: "assessor@brindlevale.example.org",
        password: "demo-assessor",
    },
    StaffAccount {
        role: Role::Trainer,
        name: "Jasper Rowan",
        email: "trainer@brindlevale.example.org",
        password: "demo-trainer",
    },
    StaffAccount {
        role: Role::Executive,
        name: "Linnea Hawthorn",
        email: "executive@brindlevale.example.org",
        password: "demo-executive",
    },
    StaffAccount {
        role: Role::Auditor,
        name: "Corin Alder",
        email: "auditor@brindlevale.example.org",
        password: "demo-auditor",
    },
];

const PARTNERS: [PartnerAccount; 3] = [
    PartnerAccount {
        kind: OrganisationKind::Jobcentre,
        name: "Brindle Jobcentre",
        client_id: "demo-brindle-jobcentre",
        client_secret: "fhs_demo_brindle_jobcentre",
    },
    PartnerAccount {
        kind: OrganisationKind::Jobcentre,
        name: "Overwater Jobcentre",
        client_id: "demo-overwater-jobcentre",
        client_secret: "fhs_demo_overwater_jobcentre",
    },
    PartnerAccount {
        kind: OrganisationKind::College,
        name: "Brindle Vale College",
        client_id: "demo-brindle-vale-college",
        client_secret: "fhs_demo_brindle_vale_college",
    },
];

/// Whom to try first: where a candidate's page has most to show.
const SHOWN: [(Run, State, Twist); 9] = [
    (Run::Current, State::OnTrial, Twist::LongTrial),
    (Run::Current, State::InterviewGuaranteed, Twist::MadeUp),
    (Run::Current, State::InterviewBooked, Twist::Plain),
    (Run::Current, State::TrialProposed, Twist::HalfSigned),
    (Run::Current, State::Offered, Twist::Plain),
    (Run::Coming, State::ScreeningBooked, Twist::Plain),
    (Run::Coming, State::Selected, Twist::Plain),
    (Run::Coming, State::NotSelected, Twist::Plain),
    (Run::Third, State::Sustained13, Twist::Plain),
];

/// The accounts of a prepared demo.
pub(super) fn all(people: &[Person]) -> DemoAccounts {
    let shown = |(run, state, twist): (Run, State, Twist)| {
        let fits = |person: &&Person| {
            (person.run, person.twist) == (run, twist)
                && [Path::Now(state), Path::Ends(state)].contains(&person.path)
        };
        let person = people
            .iter()
            .filter(fits)
            .find(|person| person.email.is_some())?;
        Some(CandidateAccount {
            name: person.name(),
            email: person.email.clone()?,
            state,
        })
    };
    DemoAccounts {
        trust: TRUST,
        staff: STAFF.to_vec(),
        partners: PARTNERS.to_vec(),
        candidates: SHOWN.into_iter().filter_map(shown).collect(),
    }
}

/// The ids behind the accounts: who acts.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    pub trust: TrustId,
    staff: Vec<(UserId, Role, &'static str)>,
    partners: Vec<(ApiClientId, OrganisationId, &'static str)>,
}

/// Makes the Trust, its partners and its accounts.
pub(super) async fn create(platform: &Platform) -> Result<Cast, DemoError> {
    let trust: TrustId = platform.ids.new_id();
    let facts = TrustFacts {
        benefits: vec![Benefit::JobseekersAllowance, Benefit::UniversalCredit],
        ..TrustFacts::default()
    };
    let row = NewTrust {
        id: trust,
        name: TRUST,
        short_name: "Brindle Vale",
        // Ofcom keeps 01632 960000 to 960999 free for drama.
        phone: "01632 960230",
        email: "learning@brindlevale.example.org",
        settings: json!({ "rules": facts }),
    };
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| store::insert_trust(db, row, now))
        .await?;
    let mut cast = Cast {
        trust,
        staff: Vec::new(),
        partners: Vec::new(),
    };
    for account in STAFF {
        let password_hash = identity::hash_password(account.password)
            .await
            .map_err(identity::IdentityError::from)?;
        let user = NewUser {
            trust_id: trust,
            role: account.role,
            email: account.email.to_owned(),
            name: account.name.to_owned(),
            password_hash,
        };
        let id = identity::create_user(platform, user).await?;
        cast.staff.push((id, account.role, account.name));
    }
    for account in PARTNERS {
        let partner = create_partner(platform, trust, &account).await?;
        cast.partners.push(partner);
    }
    Ok(cast)
}

async fn create_partner(
    platform: &Platform,
    trust: TrustId,
    account: &PartnerAccount,
) -> Result<(ApiClientId, OrganisationId, &'static str), DemoError> {
    let request: CreateOrganisation =
        serde_json::from_value(json!({ "kind": account.kind, "name": account.name }))?;
    let made =
        organisations::create(platform, trust, Actor::system(), "demo".to_owned(), request).await?;
    let client = NewApiClient {
        trust_id: trust,
        organisation_id: made.id,
        scopes: Scope::fitting(account.kind),
        expires_at: None,
    };
    let credentials = (
        account.client_id.to_owned(),
        account.client_secret.to_owned(),
    );
    let client = identity::create_api_client_with(platform, client, credentials).await?;
    Ok((client.id, made.id, account.name))
}

impl Cast {
    /// The coordinator, for the services that ask for who is signed in.
    pub fn coordinator(&self) -> Principal {
        let (user_id, role, name) = self.staff[0];
        Principal {
            trust_id: self.trust,
            who: Who::Staff { user_id, role },
            name: name.to_owned(),
        }
    }

    /// Somebody about to act on a person's journey.
    pub fn asker(&self, by: By, person: &Person, candidate: Option<CandidateId>) -> Asker {
        let (actor, reach) = match by {
            By::Coordinator => return self.staff(0),
            By::Manager => return self.staff(1),
            By::SecondManager => return self.staff(2),
            By::Administrator => return self.staff(3),
            By::Jobcentre => {
                let (client, organisation, name) = self.partners[usize::from(person.from_second)];
                let actor = Actor {
                    kind: ActorKind::Jobcentre,
                    id: client.as_uuid(),
                    name: name.to_owned(),
                };
                (actor, Reach::Organisation(organisation))
            }
            By::College => return self.college(),
            By::Candidate => {
                let id = candidate.unwrap_or_else(|| uuid::Uuid::nil().into());
                let actor = Actor {
                    kind: ActorKind::Candidate,
                    id: id.as_uuid(),
                    name: person.name(),
                };
                (actor, Reach::Candidate(id))
            }
        };
        self.asking(actor, reach)
    }

    /// The coordinator, at a register.
    pub fn registrar(&self) -> Asker {
        self.staff(0)
    }

    /// The college, at a register.
    pub fn college(&self) -> Asker {
        let (client, organisation, name) = self.partners[2];
        let actor = Actor {
            kind: ActorKind::College,
            id: client.as_uuid(),
            name: name.to_owned(),
        };
        self.asking(actor, Reach::Training(organisation))
    }

    /// The Jobcentre of a person.
    pub fn jobcentre_of(&self, person: &Person) -> OrganisationId {
        self.partners[usize::from(person.from_second)].1
    }

    fn staff(&self, place: usize) -> Asker {
        let (id, role, name) = self.staff[place];
        let actor = Actor {
            kind: actor_kind_of(role),
            id: id.as_uuid(),
            name: name.to_owned(),
        };
        Asker {
            role: Some(role),
            ..self.asking(actor, Reach::Trust)
        }
    }

    /// Who works on each programme: the assessor, the trainer and the college.
    pub fn workers(&self) -> Vec<(Option<UserId>, Option<OrganisationId>)> {
        let assigned = |role: &Role| matches!(role, Role::Assessor | Role::Trainer);
        let staff = self
            .staff
            .iter()
            .filter(|(_, role, _)| assigned(role))
            .map(|(id, ..)| (Some(*id), None));
        let college = (None, Some(self.partners[2].1));
        staff.chain([college]).collect()
    }

    fn asking(&self, actor: Actor, reach: Reach) -> Asker {
        Asker {
            trust_id: self.trust,
            actor,
            reach,
            role: None,
            request_id: "demo".to_owned(),
        }
    }
}
