//! The use cases of pairs, one transaction each.

use super::store::{self, PairRow};
use crate::access::{AccessError, Operation, Principal};
use crate::application::Platform;
use crate::candidates;
use crate::journeys::{self, Asker, JourneyError};
use crate::platform::{
    audit::{self, AuditEntry},
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseError, DatabaseResult},
    http::RequestId,
};
use chrono::{DateTime, Utc};
use shared::{
    candidates::CandidateView,
    duplicates::{Compared, DuplicateDecision, DuplicatePerson, DuplicateView, SettleDuplicate},
    ids::{CandidateId, DuplicateId, JourneyId},
    journey::{Command, Merge},
    problem::FieldError,
    values::Words,
};

/// Why a pair was not read or settled.
#[derive(Debug, thiserror::Error)]
pub enum DuplicateError {
    /// There is none.
    #[error("there is no such pair")]
    NotFound,
    /// Somebody has said what they are since it was read.
    #[error("the pair has been settled")]
    Stale,
    /// What was said needs another look.
    #[error("what was said needs another look")]
    Invalid(Vec<FieldError>),
    /// The journeys could not be merged.
    #[error(transparent)]
    Journey(JourneyError),
    /// Merging is not theirs.
    #[error(transparent)]
    NotTheirs(#[from] AccessError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<JourneyError> for DuplicateError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::Database(error) => Self::Database(error),
            error => Self::Journey(error),
        }
    }
}

/// Pairs of which nobody has said anything, those that were found first come first; as many as `limit`, so ask for one more to know
/// whether another page follows.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(
    platform: &Platform,
    principal: Principal,
    after: Option<DuplicateId>,
    limit: i64,
) -> DatabaseResult<Vec<DuplicateView>> {
    let fields = platform.fields.clone();
    platform
        .database
        .snapshot(move |db| {
            let pairs = store::list(db, principal.trust_id, after, limit)?;
            views(db, &principal, &fields, pairs)
        })
        .await
}

/// One pair.
///
/// # Errors
/// [`DuplicateError::NotFound`] where there is none.
pub async fn find(
    platform: &Platform,
    principal: Principal,
    id: DuplicateId,
) -> Result<DuplicateView, DuplicateError> {
    let fields = platform.fields.clone();
    platform
        .database
        .snapshot(move |db| load(db, &principal, &fields, id))
        .await
}

fn load(
    db: &mut AnyConnection,
    principal: &Principal,
    fields: &FieldKeys,
    id: DuplicateId,
) -> Result<DuplicateView, DuplicateError> {
    let pair = store::find(db, principal.trust_id, id)?.ok_or(DuplicateError::NotFound)?;
    let seen = views(db, principal, fields, vec![pair])?.pop();
    seen.ok_or(DuplicateError::NotFound)
}

/// Says what a pair is. Of one person, one of their journeys is merged into the other, and the pair is settled once none of
/// theirs is left to be merged.
///
/// # Errors
/// [`DuplicateError::NotFound`] where there is no such pair, [`DuplicateError::Stale`] when somebody was quicker,
/// [`DuplicateError::Invalid`] for journeys that are not theirs, [`DuplicateError::Journey`] when the rules refuse the merge.
pub async fn settle(
    platform: &Platform,
    (principal, request_id): (Principal, RequestId),
    (id, expected): (DuplicateId, i32),
    request: SettleDuplicate,
) -> Result<DuplicateView, DuplicateError> {
    let (platform, now) = (platform.clone(), platform.clock.now());
    let database = platform.database.clone();
    database
        .write(move |db| {
            let fields = &platform.fields;
            let pair = load(db, &principal, fields, id)?;
            if pair.version != expected {
                return Err(DuplicateError::Stale);
            }
            if let Some((merged, survivor_id, reason)) = read(&pair, &request)? {
                let reach = principal.may(Operation::MakeTransition)?;
                let asker = Asker::of(&principal, reach, request_id.clone());
                let merge = Command::Merge(Merge {
                    survivor_id,
                    reason,
                });
                journeys::transition_with(db, &platform, &asker, merged, None, &merge)?;
            }
            let left = load(db, &principal, fields, id)?.mergeable();
            let is_settled = request.decision == DuplicateDecision::TwoPeople || left.is_empty();
            let trust = principal.trust_id;
            if is_settled {
                let by = principal.user_id().ok_or(DuplicateError::NotFound)?;
                if !store::settle(db, (trust, id), request.decision, (by, now))? {
                    return Err(DuplicateError::Stale);
                }
            }
            let at = (now, request_id.0.as_str());
            log(db, &principal, &pair, request.decision, at)?;
            load(db, &principal, fields, id)
        })
        .await
}

/// Which journey is to be merged into which, and why; none for two people.
fn read(
    pair: &DuplicateView,
    request: &SettleDuplicate,
) -> Result<Option<(JourneyId, JourneyId, Words)>, DuplicateError> {
    let wrong = |pointer: &str, message: &str| {
        DuplicateError::Invalid(vec![FieldError {
            pointer: pointer.to_owned(),
            code: "invalid".to_owned(),
            message: message.to_owned(),
        }])
    };
    let named = (request.survivor_id, request.merged_id);
    match (request.decision, named) {
        (DuplicateDecision::TwoPeople, (None, None)) => Ok(None),
        (DuplicateDecision::TwoPeople, _) => Err(wrong(
            "/survivor_id",
            "Two people have nothing to merge: name no journey.",
        )),
        (DuplicateDecision::OnePerson, (Some(survivor), Some(merged)))
            if pair.may_merge(merged, survivor) =>
        {
            let ask = "Write how you know that they are one person.";
            let reason = request.reason.clone();
            let reason = reason.ok_or_else(|| wrong("/reason", ask))?;
            Ok(Some((merged, survivor, reason)))
        }
        (DuplicateDecision::OnePerson, _) => Err(wrong(
            "/survivor_id",
            "Name a journey of each of the two, on the same programme and not merged already.",
        )),
    }
}

/// Tells the audit log of both people.
fn log(
    db: &mut AnyConnection,
    principal: &Principal,
    pair: &DuplicateView,
    decision: DuplicateDecision,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let (actor, what) = (principal.actor(), ("duplicate", pair.id.as_uuid()));
    let particulars = [decision.as_str()];
    for person in [&pair.one, &pair.other] {
        let trust = principal.trust_id;
        let done = AuditEntry::done(trust, now, &actor, "settle_duplicate", what, request_id);
        let entry = AuditEntry {
            particulars: &particulars,
            ..done.about(person.candidate.id)
        };
        audit::record(db, &entry)?;
    }
    Ok(())
}

/// Pairs with everything that is known of the two.
fn views(
    db: &mut AnyConnection,
    principal: &Principal,
    fields: &FieldKeys,
    pairs: Vec<PairRow>,
) -> DatabaseResult<Vec<DuplicateView>> {
    let mut ids: Vec<CandidateId> = pairs
        .iter()
        .flat_map(|pair| [pair.one_id, pair.other_id])
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let people = candidates::known(db, principal, fields, &ids)?;
    let person = |id| {
        people
            .get(&id)
            .cloned()
            .map(|(candidate, journeys)| DuplicatePerson {
                candidate,
                journeys,
            })
    };
    let seen = pairs.into_iter().filter_map(|pair| {
        let (one, other) = (person(pair.one_id)?, person(pair.other_id)?);
        Some(DuplicateView {
            id: pair.id,
            likeness: compared(&one.candidate).likeness(&compared(&other.candidate)),
            one,
            other,
            decision: pair.decision,
            version: if pair.decision.is_some() { 2 } else { 1 },
        })
    });
    Ok(seen.collect())
}

fn compared(person: &CandidateView) -> Compared {
    Compared {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        date_of_birth: person.date_of_birth,
        email: person.email.clone(),
        phone: person.phone.clone(),
    }
}
