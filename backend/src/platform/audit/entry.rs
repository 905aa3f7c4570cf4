//! One line of the log, as a service gives it and as it is kept.

use chrono::{DateTime, Utc};
use shared::{
    ids::{CandidateId, TrustId},
    journey::{Actor, ActorKind},
};
use uuid::Uuid;

/// One line of the log. It holds ids and codes only: no name, no words that somebody wrote.
#[derive(Debug, Clone, Copy)]
pub struct AuditEntry<'a> {
    /// The Trust whose record it is.
    pub trust_id: TrustId,
    /// When.
    pub at: DateTime<Utc>,
    /// The kind of somebody who did it.
    pub actor_kind: ActorKind,
    /// Their id among their kind; none for the system.
    pub actor_id: Option<Uuid>,
    /// What they did: an operationId, or the name of a move.
    pub action: &'a str,
    /// What it was done to: `journey`, `candidate`, `programme`.
    pub resource_kind: &'a str,
    /// Which one.
    pub resource_id: Option<Uuid>,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// The request it came with.
    pub request_id: &'a str,
    /// Whose record it is, where it is one person's.
    pub person_id: Option<CandidateId>,
    /// How many people's records a list showed.
    pub people: Option<u32>,
    /// Codes that say more: by what a list was narrowed, or which fields were changed. Never what they hold.
    pub particulars: &'a [&'a str],
}

/// How an audited action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditOutcome {
    /// It was done, or read.
    Done,
    /// It was refused.
    Refused,
}

impl AuditOutcome {
    /// Its code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

impl<'a> AuditEntry<'a> {
    /// A thing that `actor` did; the fields that differ are set with struct update. What is done to a candidate, or by
    /// one, is about that person.
    #[must_use]
    pub fn done(
        trust_id: TrustId,
        at: DateTime<Utc>,
        actor: &Actor,
        action: &'a str,
        resource: (&'a str, Uuid),
        request_id: &'a str,
    ) -> Self {
        let person = if resource.0 == "candidate" {
            Some(resource.1)
        } else {
            (actor.kind == ActorKind::Candidate).then_some(actor.id)
        };
        Self {
            trust_id,
            at,
            actor_kind: actor.kind,
            actor_id: (actor.kind != ActorKind::System).then_some(actor.id),
            action,
            resource_kind: resource.0,
            resource_id: Some(resource.1),
            outcome: AuditOutcome::Done,
            request_id,
            person_id: person.map(CandidateId::from),
            people: None,
            particulars: &[],
        }
    }

    /// The same about one person.
    #[must_use]
    pub fn about(self, person: CandidateId) -> Self {
        Self {
            person_id: Some(person),
            ..self
        }
    }
}

/// A line on its way to the log: everything that is not given by its place there.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    pub trust_id: TrustId,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub resource_kind: String,
    pub resource_id: Option<Uuid>,
    pub outcome: String,
    pub request_id: String,
    pub person_id: Option<Uuid>,
    pub address: Option<String>,
    pub people: Option<i32>,
    pub particulars: Option<String>,
}

impl Noted {
    /// A line, and where its request came from.
    pub fn of(entry: &AuditEntry<'_>, address: Option<String>) -> Self {
        use shared::values::Coded as _;
        Self {
            trust_id: entry.trust_id,
            at: entry.at,
            actor_kind: entry.actor_kind.code().to_owned(),
            actor_id: entry.actor_id,
            action: entry.action.to_owned(),
            resource_kind: entry.resource_kind.to_owned(),
            resource_id: entry.resource_id,
            outcome: entry.outcome.as_str().to_owned(),
            request_id: entry.request_id.to_owned(),
            person_id: entry.person_id.map(CandidateId::as_uuid),
            address,
            people: entry
                .people
                .map(|count| i32::try_from(count).unwrap_or(i32::MAX)),
            particulars: (!entry.particulars.is_empty()).then(|| entry.particulars.join(",")),
        }
    }
}
