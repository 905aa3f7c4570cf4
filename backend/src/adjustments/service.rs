//! The use cases of adjustments, one transaction each.

use super::store::{self, AdjustmentsRow};
use crate::access::{Principal, Reach, knower};
use crate::application::Platform;
use crate::journeys::{Asker, JourneyError, service as journeys};
use crate::platform::{
    audit::{self, AuditEntry},
    clock::civil_date_of,
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use chrono::{DateTime, Utc};
use shared::{
    adjustments::{AdjustmentsView, Audience, Knower, OnWord, SetAdjustments, may_know},
    ids::{CandidateId, JourneyId},
    journeys::JourneyView,
    problem::FieldError,
};

/// Why adjustments were not read or written down.
#[derive(Debug, thiserror::Error)]
pub enum AdjustmentsError {
    /// There is nobody, or they are not theirs to see.
    #[error("there is no such person within reach")]
    NotFound,
    /// Somebody has changed the record since it was read.
    #[error("the record has moved on to version {current}")]
    Stale {
        /// Its version now.
        current: i32,
    },
    /// What was given needs another look.
    #[error("what was given needs another look")]
    Invalid(Vec<FieldError>),
    /// The journey cannot be read.
    #[error(transparent)]
    Journey(JourneyError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<JourneyError> for AdjustmentsError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::NotFound => Self::NotFound,
            JourneyError::Database(error) => Self::Database(error),
            error => Self::Journey(error),
        }
    }
}

/// What a person on a journey needs, as far as whoever asks may know.
///
/// # Errors
/// [`AdjustmentsError::NotFound`] for what is not theirs.
pub async fn of_journey(
    platform: &Platform,
    (asker, knower): (Asker, Knower),
    id: JourneyId,
) -> Result<(JourneyView, AdjustmentsView), AdjustmentsError> {
    let now = platform.clock.now();
    platform
        .database
        .snapshot(move |db| {
            let (journey, fold, _) = journeys::find_fold_with(db, &asker, id, now)?;
            let person = journey.candidate_id;
            let row = store::find(db, asker.trust_id, person)?.ok_or(AdjustmentsError::NotFound)?;
            let on_screening_day = fold
                .screening
                .and_then(|booking| booking.adjustments)
                .filter(|_| may_know(knower, &[Audience::Screening], journey.state))
                .map(|words| words.to_string());
            let chosen = Audience::of_codes(row.adjustments_known_by.as_deref());
            let knows = may_know(knower, &chosen, journey.state);
            let view = AdjustmentsView {
                journey_id: Some(id),
                on_screening_day,
                ..view(person, row, (knows, knower))
            };
            Ok((journey, view))
        })
        .await
}

/// What a person needs, for themself.
///
/// # Errors
/// [`AdjustmentsError::NotFound`] when there is nobody.
pub async fn own(
    platform: &Platform,
    principal: &Principal,
    person: CandidateId,
) -> Result<AdjustmentsView, AdjustmentsError> {
    let trust = principal.trust_id;
    let row = platform
        .database
        .read(move |db| store::find(db, trust, person))
        .await?;
    let row = row.ok_or(AdjustmentsError::NotFound)?;
    Ok(view(person, row, (true, Knower::Person)))
}

fn view(
    candidate_id: CandidateId,
    row: AdjustmentsRow,
    (knows, knower): (bool, Knower),
) -> AdjustmentsView {
    let chosen = Audience::of_codes(row.adjustments_known_by.as_deref());
    let said_on = row.adjustments_said_at.map(|at| civil_date_of(at).into());
    AdjustmentsView {
        candidate_id,
        journey_id: None,
        words: row.adjustments.filter(|_| knows),
        on_screening_day: None,
        known_by: if knower.always_knows() {
            chosen
        } else {
            Vec::new()
        },
        on_word: row.adjustments_on_word.filter(|_| knows),
        said_on: said_on.filter(|_| knows),
        version: row.version,
    }
}

/// Writes down what a person needs and who may know: the person, or staff who say on whose word.
///
/// # Errors
/// [`AdjustmentsError::NotFound`] for somebody outside the reach, [`AdjustmentsError::Stale`] when somebody was quicker,
/// [`AdjustmentsError::Invalid`] when it is not said on whose word.
pub async fn set(
    platform: &Platform,
    (principal, reach): (Principal, Reach),
    request_id: String,
    (id, expected): (CandidateId, i32),
    request: SetAdjustments,
) -> Result<AdjustmentsView, AdjustmentsError> {
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let is_theirs = match reach {
                Reach::Trust => true,
                Reach::Candidate(own) => own == id,
                _ => false,
            };
            let kept = store::find(db, trust, id)?.filter(|_| is_theirs);
            let kept = kept.ok_or(AdjustmentsError::NotFound)?;
            let look_again = request.check(principal.candidate_id().is_some());
            if !look_again.is_empty() {
                return Err(AdjustmentsError::Invalid(look_again));
            }
            if kept.version != expected {
                return Err(AdjustmentsError::Stale {
                    current: kept.version,
                });
            }
            let row = AdjustmentsRow {
                adjustments: request.words.as_ref().map(ToString::to_string),
                adjustments_known_by: Some(Audience::codes(&request.known_by)),
                adjustments_on_word: Some(request.on_word.unwrap_or(OnWord::Themself)),
                adjustments_said_at: Some(now),
                version: expected,
            };
            if !store::set(db, (trust, id), row, now)? {
                return Err(AdjustmentsError::Stale { current: expected });
            }
            log(db, &principal, id, (now, &request_id))?;
            let row = store::find(db, trust, id)?.ok_or(AdjustmentsError::NotFound)?;
            Ok(view(id, row, (true, knower(&principal))))
        })
        .await
}

fn log(
    db: &mut AnyConnection,
    principal: &Principal,
    person: CandidateId,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let (actor, what) = (principal.actor(), ("candidate", person.as_uuid()));
    let trust = principal.trust_id;
    let done = AuditEntry::done(trust, now, &actor, "set_adjustments", what, request_id);
    audit::record(db, &done)
}
