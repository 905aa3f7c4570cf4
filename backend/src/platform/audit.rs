//! The audit log: who did or read what, written in the transaction of the thing itself. Append-only.

use super::database::{AnyConnection, DatabaseResult, bind, schema::audit};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    ids::TrustId,
    journey::{Actor, ActorKind},
};
use uuid::Uuid;

/// One line of the log. It holds ids and codes only: no name, no words that somebody wrote.
#[derive(Debug, Clone)]
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
    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

impl<'a> AuditEntry<'a> {
    /// A thing that `actor` did; the fields that differ are set with struct update.
    #[must_use]
    pub fn done(
        trust_id: TrustId,
        at: DateTime<Utc>,
        actor: &Actor,
        action: &'a str,
        resource: (&'a str, Uuid),
        request_id: &'a str,
    ) -> Self {
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
        }
    }
}

/// Writes one line, in the transaction of the thing it tells of.
///
/// # Errors
/// When the database cannot keep it: then the thing itself must not be kept either.
pub fn record(db: &mut AnyConnection, entry: &AuditEntry<'_>) -> DatabaseResult<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::trust_id.eq(bind(entry.trust_id)),
            audit::at.eq(bind(entry.at)),
            audit::actor_kind.eq(bind(entry.actor_kind)),
            audit::actor_id.eq(entry.actor_id),
            audit::action.eq(entry.action),
            audit::resource_kind.eq(entry.resource_kind),
            audit::resource_id.eq(entry.resource_id),
            audit::outcome.eq(bind(entry.outcome.as_str())),
            audit::request_id.eq(entry.request_id),
        ))
        .execute(db)?;
    Ok(())
}
