//! The use cases of a programme, one transaction each.

use super::error::ProgrammeError;
use super::facts::assemble;
use super::store::{self, Change, ProgrammeFilter};
use super::views::{self, Seer, Whole};
use crate::access::{Principal, Reach};
use crate::application::Platform;
use crate::assignments;
use crate::platform::{
    audit::{self as log, AuditEntry},
    database::{AnyConnection, DatabaseResult},
};
use crate::vacancies;
use chrono::{DateTime, Utc};
use shared::{
    ids::{ProgrammeId, TrustId, VacancyId},
    journey::{Guard, ProgrammeStatus, State},
    programmes::{
        ProgrammeSummary, ProgrammeView, SessionView, SlotView, check_close, check_publish,
    },
};

pub use super::changing::change_session;
pub use super::draft::create;
pub use super::planning::{add_session, add_slot};

/// One programme with its people by stage.
///
/// # Errors
/// [`ProgrammeError::NotFound`], also for a partner who asks for a draft.
pub async fn find(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    id: ProgrammeId,
) -> Result<ProgrammeView, ProgrammeError> {
    platform
        .database
        .snapshot(move |db| {
            let seer = Seer::of(&principal);
            let whole = load(db, seer, reach, id)?;
            Ok(views::programme(db, seer, whole)?)
        })
        .await
}

/// The sessions of a programme, by date.
///
/// # Errors
/// As [`find`].
pub async fn sessions(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    id: ProgrammeId,
) -> Result<Vec<SessionView>, ProgrammeError> {
    platform
        .database
        .snapshot(move |db| {
            let seer = Seer::of(&principal);
            let whole = load(db, seer, reach, id)?;
            Ok(views::sessions(db, seer, &whole)?)
        })
        .await
}

/// The interview times of a programme, by date.
///
/// # Errors
/// As [`find`].
pub async fn slots(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    id: ProgrammeId,
) -> Result<Vec<SlotView>, ProgrammeError> {
    platform
        .database
        .snapshot(move |db| {
            let seer = Seer::of(&principal);
            let whole = load(db, seer, reach, id)?;
            Ok(views::slots(seer, &whole))
        })
        .await
}

fn load(
    db: &mut AnyConnection,
    seer: Seer,
    reach: Reach,
    id: ProgrammeId,
) -> Result<Whole, ProgrammeError> {
    is_within(db, seer.trust, reach, id)?;
    Whole::load(db, seer.trust, id)?
        .filter(|whole| seer.sees(&whole.row))
        .ok_or(ProgrammeError::NotFound)
}

/// Nothing, if the programme lies within reach.
///
/// # Errors
/// [`ProgrammeError::NotFound`], as for one that is not there.
pub(super) fn is_within(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
    id: ProgrammeId,
) -> Result<(), ProgrammeError> {
    if assignments::covers(db, trust, reach, id)? {
        Ok(())
    } else {
        Err(ProgrammeError::NotFound)
    }
}

/// Programmes, the newest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    (principal, reach): (Principal, Reach),
    (status, vacancy_id): (Option<ProgrammeStatus>, Option<VacancyId>),
    before: Option<ProgrammeId>,
    limit: i64,
) -> Result<Vec<ProgrammeSummary>, ProgrammeError> {
    platform
        .database
        .snapshot(move |db| {
            let seer = Seer::of(&principal);
            let filter = ProgrammeFilter {
                status,
                vacancy_id,
                without_drafts: seer.partner.is_some(),
                within: assignments::programmes_within(db, seer.trust, reach)?,
            };
            let rows = store::list(db, seer.trust, filter, before, limit)?;
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            let stages = store::stages(db, seer.trust, &ids, seer.partner)?;
            let lines = rows.into_iter().map(|row| views::summary(row, &stages));
            Ok(lines.collect())
        })
        .await
}

/// What is decided about a programme as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Referrals can come, and the threshold is frozen.
    Publish,
    /// It has run its course.
    Close,
    /// It does not take place.
    Cancel,
}

impl Decision {
    fn action(self) -> &'static str {
        match self {
            Self::Publish => "publish_programme",
            Self::Close => "close_programme",
            Self::Cancel => "cancel_programme",
        }
    }

    fn leads_to(self) -> ProgrammeStatus {
        match self {
            Self::Publish => ProgrammeStatus::Published,
            Self::Close => ProgrammeStatus::Closed,
            Self::Cancel => ProgrammeStatus::Cancelled,
        }
    }
}

/// Publishes, closes or cancels a programme.
///
/// # Errors
/// A refusal that names everything that stands in the way.
pub async fn decide(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    (id, expected): (ProgrammeId, i32),
    decision: Decision,
) -> Result<ProgrammeView, ProgrammeError> {
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let whole = turn_of(db, trust, id)?;
            if whole.row.version != expected {
                return Err(ProgrammeError::Stale);
            }
            match decision {
                Decision::Publish => may_publish(db, trust, &whole)?,
                Decision::Close => may_close(&whole)?,
                Decision::Cancel => may_end(&whole)?,
            }
            let now = platform_here.clock.now();
            let change = Change::none(decision.leads_to());
            if !store::update(db, trust, (id, expected), change, now)? {
                return Err(ProgrammeError::Stale);
            }
            audit(db, &principal, decision.action(), id, (now, &request_id))?;
            let whole = Whole::load(db, trust, id)?.ok_or(ProgrammeError::NotFound)?;
            Ok(views::programme(db, Seer::of(&principal), whole)?)
        })
        .await
}

fn may_publish(
    db: &mut AnyConnection,
    trust: TrustId,
    whole: &Whole,
) -> Result<(), ProgrammeError> {
    let vacancy =
        vacancies::facts(db, trust, whole.row.vacancy_id)?.ok_or(ProgrammeError::NotFound)?;
    let (sessions, slots) = (whole.sessions.clone(), whole.slots.clone());
    let plan = assemble(&whole.row, sessions, slots, &whole.taken);
    Ok(check_publish(&plan, &vacancy)?)
}

fn may_close(whole: &Whole) -> Result<(), ProgrammeError> {
    if whole.row.status == ProgrammeStatus::Draft {
        return Err(ProgrammeError::unmet(
            Guard::Published,
            "A draft has not run, so it cannot be closed. Cancel it, or publish it first.",
        ));
    }
    may_end(whole)
}

fn may_end(whole: &Whole) -> Result<(), ProgrammeError> {
    let under_way = whole.people(State::is_open);
    let entitled = whole.people(State::has_open_entitlement);
    Ok(check_close(whole.row.status, under_way, entitled)?)
}

/// The programme, once it is this transaction's turn at its vacancy: nobody takes a place, earns a guarantee or changes the
/// plan in between.
pub(super) fn turn_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ProgrammeId,
) -> Result<Whole, ProgrammeError> {
    let vacancy = store::vacancy_of(db, trust, id)?.ok_or(ProgrammeError::NotFound)?;
    vacancies::lock_capacity(db, trust, vacancy)?;
    Whole::load(db, trust, id)?.ok_or(ProgrammeError::NotFound)
}

pub(super) fn audit(
    db: &mut AnyConnection,
    principal: &Principal,
    action: &str,
    id: ProgrammeId,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let actor = principal.actor();
    let what = ("programme", id.as_uuid());
    let entry = AuditEntry::done(principal.trust_id, now, &actor, action, what, request_id);
    log::record(db, &entry)
}
