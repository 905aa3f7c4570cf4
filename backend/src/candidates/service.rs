//! The use cases of a person's record.

use super::store::{self, CandidateRow};
use crate::access::{Principal, Reach};
use crate::application::Platform;
use crate::assignments;
use crate::platform::{
    audit::{self, AuditEntry},
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use chrono::{DateTime, Utc};
use shared::{
    candidates::CandidateView,
    ids::{CandidateId, OrganisationId},
};

/// Why a person was not read.
#[derive(Debug, thiserror::Error)]
pub enum CandidateError {
    /// There is nobody, or they are not theirs to see.
    #[error("there is no such person within reach")]
    NotFound,
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// One person. Reading somebody is written to the audit log.
///
/// # Errors
/// [`CandidateError::NotFound`], also for somebody outside the reach.
pub async fn find(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    request_id: String,
    id: CandidateId,
) -> Result<CandidateView, CandidateError> {
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let row = store::find(db, principal.trust_id, id)?.ok_or(CandidateError::NotFound)?;
            let first = store::first_referrers(db, principal.trust_id, &[id])?;
            if !is_within(db, &principal, reach, id)? {
                return Err(CandidateError::NotFound);
            }
            audit(
                db,
                &principal,
                "read_candidate",
                Some(id),
                (now, &request_id),
            )?;
            Ok(view(row, sees_all(reach, first.get(&id).copied())))
        })
        .await
}

fn is_within(
    db: &mut AnyConnection,
    principal: &Principal,
    reach: Reach,
    id: CandidateId,
) -> DatabaseResult<bool> {
    match reach {
        Reach::Trust => Ok(true),
        Reach::Candidate(own) => Ok(own == id),
        Reach::Organisation(partner) => store::was_referred_by(db, principal.trust_id, id, partner),
        Reach::Programmes(_) | Reach::Managed(_) => {
            match assignments::programmes_within(db, principal.trust_id, reach)? {
                Some(within) => store::is_on_one_of(db, principal.trust_id, id, &within),
                None => Ok(true),
            }
        }
        Reach::Training(_) => Ok(false),
    }
}

/// A second partner who refers somebody learns no more than it has told: how to reach the person and what they need stay
/// with the partner that referred them first, the Trust, and the person.
fn sees_all(reach: Reach, first: Option<OrganisationId>) -> bool {
    match reach {
        Reach::Trust | Reach::Programmes(_) | Reach::Managed(_) | Reach::Candidate(_) => true,
        Reach::Organisation(partner) => first == Some(partner),
        Reach::Training(_) => false,
    }
}

/// People by name; one more than `limit`, to know whether another page follows. Reading them is written to the audit log.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    request_id: String,
    (name, after): (Option<String>, Option<store::ByName>),
    limit: i64,
) -> Result<Vec<CandidateView>, CandidateError> {
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let partner = match reach {
                Reach::Trust | Reach::Programmes(_) | Reach::Managed(_) => None,
                Reach::Organisation(partner) => Some(partner),
                Reach::Candidate(_) | Reach::Training(_) => return Ok(Vec::new()),
            };
            let whose = store::Whose {
                family_name_begins: name,
                referred_by: partner,
                on_one_of: assignments::programmes_within(db, trust, reach)?,
            };
            let rows = store::list(db, trust, whose, after, limit)?;
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            let first = store::first_referrers(db, trust, &ids)?;
            audit(db, &principal, "list_candidates", None, (now, &request_id))?;
            let seen = rows.into_iter().map(|row| {
                let all = sees_all(reach, first.get(&row.id).copied());
                view(row, all)
            });
            Ok(seen.collect())
        })
        .await
}

fn audit(
    db: &mut AnyConnection,
    principal: &Principal,
    action: &str,
    id: Option<CandidateId>,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let actor = principal.actor();
    let what = (
        "candidate",
        id.map(CandidateId::as_uuid).unwrap_or_default(),
    );
    let done = AuditEntry::done(principal.trust_id, now, &actor, action, what, request_id);
    let entry = AuditEntry {
        resource_id: id.map(CandidateId::as_uuid),
        ..done
    };
    audit::record(db, &entry)
}

fn view(row: CandidateRow, all: bool) -> CandidateView {
    CandidateView {
        id: row.id,
        reference: row.reference,
        given_name: row.given_name,
        family_name: row.family_name,
        date_of_birth: row.date_of_birth.into(),
        email: row.email.filter(|_| all),
        phone: row.phone.filter(|_| all),
        language: row.language,
        adjustments: row.adjustments.filter(|_| all),
        version: row.version,
    }
}
