//! The use cases of a vacancy, one transaction each.

use super::store::{self, NewVacancy, VacancyRow};
use crate::access::Principal;
use crate::application::Platform;
use crate::platform::{
    audit::{self, AuditEntry},
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{OrganisationId, TrustId, VacancyId},
    journey::{Refusal, State},
    problem::FieldError,
    vacancies::{CreateVacancy, VacancyStatus, VacancyView, decide_close},
};
use std::collections::HashMap;

/// Why a vacancy was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum VacancyError {
    /// There is none, or it is not theirs.
    #[error("there is no such vacancy")]
    NotFound,
    /// Somebody has changed it since it was read.
    #[error("the vacancy has changed since it was read")]
    Stale,
    /// It is closed already.
    #[error("the vacancy is closed already")]
    AlreadyClosed,
    /// Some values need another look.
    #[error("some values need another look")]
    Invalid(Vec<FieldError>),
    /// The rules do not allow it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Makes a vacancy.
///
/// # Errors
/// [`VacancyError::Invalid`] with every value that needs another look.
pub async fn create(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    request: CreateVacancy,
) -> Result<VacancyView, VacancyError> {
    let errors = request.check();
    if !errors.is_empty() {
        return Err(VacancyError::Invalid(errors));
    }
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let now = platform_here.clock.now();
            let trust = principal.trust_id;
            let row = NewVacancy {
                reference: free_reference(db, &platform_here, trust)?,
                ..new_row(trust, platform_here.ids.new_id(), &request, now)
            };
            let id = row.id;
            store::insert(db, row)?;
            audit(db, &principal, "create_vacancy", id, (now, &request_id))?;
            load(db, &principal, id)
        })
        .await
}

fn new_row(
    trust: TrustId,
    id: VacancyId,
    request: &CreateVacancy,
    now: DateTime<Utc>,
) -> NewVacancy {
    NewVacancy {
        trust_id: trust,
        id,
        reference: String::new(),
        title: request.title.to_string(),
        band: request.band,
        openings: i32::try_from(request.openings).unwrap_or(i32::MAX),
        hours_per_week: i32::from(request.hours_per_week),
        duration_weeks: request.duration_weeks.map(i32::from),
        site: request.site.to_string(),
        status: VacancyStatus::Open,
        version: 1,
        capacity_version: 0,
        created_at: now,
        updated_at: now,
    }
}

fn free_reference(
    db: &mut AnyConnection,
    platform: &Platform,
    trust: TrustId,
) -> DatabaseResult<String> {
    loop {
        let reference = platform.ids.new_reference();
        if store::reference_is_free(db, trust, &reference)? {
            return Ok(reference);
        }
    }
}

/// One vacancy.
///
/// # Errors
/// [`VacancyError::NotFound`].
pub async fn find(
    platform: &Platform,
    principal: Principal,
    id: VacancyId,
) -> Result<VacancyView, VacancyError> {
    platform
        .database
        .snapshot(move |db| load(db, &principal, id))
        .await
}

/// Vacancies, the newest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    principal: Principal,
    status: Option<VacancyStatus>,
    before: Option<VacancyId>,
    limit: i64,
) -> Result<Vec<VacancyView>, VacancyError> {
    platform
        .database
        .snapshot(move |db| {
            let rows = store::list(db, principal.trust_id, status, before, limit)?;
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            let held = store::openings_held(db, principal.trust_id, &ids, counted_for(&principal))?;
            Ok(rows.into_iter().map(|row| view(row, &held)).collect())
        })
        .await
}

/// Closes a vacancy, unless somebody is owed an interview for it (L6) or an opening is held.
///
/// # Errors
/// [`VacancyError::Refused`] with everything that stands in the way.
pub async fn close(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    id: VacancyId,
    expected: i32,
) -> Result<VacancyView, VacancyError> {
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            // Whoever is about to guarantee an interview or hold an opening waits, or has come first and is counted.
            if !store::lock_capacity(db, trust, id)? {
                return Err(VacancyError::NotFound);
            }
            let row = store::find(db, trust, id)?.ok_or(VacancyError::NotFound)?;
            if row.version != expected {
                return Err(VacancyError::Stale);
            }
            if row.status == VacancyStatus::Closed {
                return Err(VacancyError::AlreadyClosed);
            }
            let entitled = store::people_in(db, trust, id, State::has_open_entitlement)?;
            let holding = store::people_in(db, trust, id, holds_an_unsettled_opening)?;
            decide_close(entitled, holding)?;
            let now = platform_here.clock.now();
            if !store::close(db, trust, id, expected, now)? {
                return Err(VacancyError::Stale);
            }
            audit(db, &principal, "close_vacancy", id, (now, &request_id))?;
            load(db, &principal, id)
        })
        .await
}

/// A trial or an offer that is still open; who has started work is settled.
fn holds_an_unsettled_opening(state: State) -> bool {
    state.has_open_trial() || matches!(state, State::Offered | State::OfferAccepted)
}

fn load(
    db: &mut AnyConnection,
    principal: &Principal,
    id: VacancyId,
) -> Result<VacancyView, VacancyError> {
    let row = store::find(db, principal.trust_id, id)?.ok_or(VacancyError::NotFound)?;
    let held = store::openings_held(db, principal.trust_id, &[id], counted_for(principal))?;
    Ok(view(row, &held))
}

/// A partner's figures count only the people it referred.
fn counted_for(principal: &Principal) -> Option<OrganisationId> {
    principal.organisation_id()
}

fn audit(
    db: &mut AnyConnection,
    principal: &Principal,
    action: &str,
    id: VacancyId,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let actor = principal.actor();
    let what = ("vacancy", id.as_uuid());
    let entry = AuditEntry::done(principal.trust_id, now, &actor, action, what, request_id);
    audit::record(db, &entry)
}

fn view(row: VacancyRow, held: &HashMap<VacancyId, u32>) -> VacancyView {
    VacancyView {
        id: row.id,
        reference: row.reference,
        title: row.title,
        band: row.band,
        openings: u32::try_from(row.openings).unwrap_or(0),
        openings_held: held.get(&row.id).copied().unwrap_or(0),
        hours_per_week: u16::try_from(row.hours_per_week).unwrap_or(0),
        duration_weeks: row
            .duration_weeks
            .and_then(|weeks| u16::try_from(weeks).ok()),
        site: row.site,
        status: row.status,
        version: row.version,
    }
}
