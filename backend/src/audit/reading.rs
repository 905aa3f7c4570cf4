//! Readings of people's records.

use crate::access::Principal;
use crate::application::Platform;
use crate::platform::{
    audit::{AuditEntry, record_reading},
    database::DatabaseResult,
};
use shared::{
    ids::{CandidateId, TrustId},
    journey::{Actor, ActorKind},
};
use uuid::Uuid;

/// Who reads, for which Trust, in which request.
#[derive(Debug, Clone)]
pub struct By {
    /// The Trust.
    pub trust_id: TrustId,
    /// Who.
    pub actor: Actor,
    /// The request's id.
    pub request_id: String,
}

impl By {
    /// Somebody who is signed in.
    #[must_use]
    pub fn of(principal: &Principal, request_id: impl Into<String>) -> Self {
        Self {
            trust_id: principal.trust_id,
            actor: principal.actor(),
            request_id: request_id.into(),
        }
    }
}

/// Something that was read and is about to be shown.
#[derive(Debug, Clone)]
pub struct Reading<'a> {
    action: &'a str,
    kind: &'a str,
    id: Option<Uuid>,
    person: Option<CandidateId>,
    people: Option<usize>,
    narrowed_by: &'a [&'a str],
}

impl<'a> Reading<'a> {
    /// One person's record, or a part of it. `action` is the operationId, or the name of a page.
    #[must_use]
    pub fn of_one(action: &'a str, (kind, id): (&'a str, Uuid), person: CandidateId) -> Self {
        Self {
            action,
            kind,
            id: Some(id),
            person: Some(person),
            people: None,
            narrowed_by: &[],
        }
    }

    /// A list that showed so many people, narrowed by these kinds of filters. What they were set to is not written down.
    #[must_use]
    pub fn of_list(
        action: &'a str,
        kind: &'a str,
        people: usize,
        narrowed_by: &'a [&'a str],
    ) -> Self {
        Self {
            action,
            kind,
            id: None,
            person: None,
            people: Some(people),
            narrowed_by,
        }
    }

    /// The same of one thing that names several people, such as a register.
    #[must_use]
    pub fn within(self, id: Uuid) -> Self {
        Self {
            id: Some(id),
            ..self
        }
    }

    /// The same list of one person's.
    #[must_use]
    pub fn about(self, person: Option<CandidateId>) -> Self {
        Self { person, ..self }
    }
}

/// Tells the log of a reading. When this returns `Ok` it is on the disk, and what was read may be shown.
///
/// # Errors
/// When it could not be kept: then what was read must not be shown.
pub async fn read(platform: &Platform, by: &By, reading: Reading<'_>) -> DatabaseResult<()> {
    let resource = (reading.kind, reading.id.unwrap_or_default());
    let done = AuditEntry::done(
        by.trust_id,
        platform.clock.now(),
        &by.actor,
        reading.action,
        resource,
        &by.request_id,
    );
    let own = (by.actor.kind == ActorKind::Candidate).then(|| by.actor.id.into());
    let entry = AuditEntry {
        resource_id: reading.id,
        person_id: reading.person.or(own),
        people: reading
            .people
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
        particulars: reading.narrowed_by,
        ..done
    };
    record_reading(&platform.database, &entry).await
}
