//! What is added to a programme after its draft was made, checked against the rules of a plan with everything that stands.

use super::error::ProgrammeError;
use super::facts::{assemble, count};
use super::service::{audit, is_within, turn_of};
use super::store::{self, Change, NewSession, NewSlot, Taken};
use super::views::{self, Whole};
use crate::access::{Principal, Reach};
use crate::application::Platform;
use crate::platform::clock::{civil_date_of, time_of};
use chrono::NaiveDate;
use shared::{
    ids::{ProgrammeId, TrustId},
    journey::{
        Guard, ProgrammeFacts, ProgrammeStatus, SessionFacts, SessionKind, SlotFacts, State,
    },
    programmes::{PlanSession, PlanSlot, SessionView, SlotView, check_added_day, check_plan},
    time::Span,
};

/// A number that has passed its check, as the column holds it.
pub(super) fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) fn span(first: NaiveDate, last: NaiveDate) -> Span {
    Span {
        first: first.into(),
        last: last.into(),
    }
}

pub(super) fn session_row(
    platform: &Platform,
    (trust, programme): (TrustId, ProgrammeId),
    plan: &PlanSession,
) -> NewSession {
    NewSession {
        trust_id: trust,
        id: platform.ids.new_id(),
        programme_id: programme,
        kind: plan.kind,
        module: Some(plan.module.to_string()),
        held_on: plan.held_on.naive(),
        starts_at: plan.starts_at.clone(),
        ends_at: plan.ends_at.clone(),
        venue: plan.venue.to_string(),
        trainer: plan.trainer.as_ref().map(ToString::to_string),
        capacity: stored(plan.capacity),
        required: plan.required,
        version: 1,
    }
}

pub(super) fn slot_row(
    platform: &Platform,
    (trust, programme): (TrustId, ProgrammeId),
    plan: &PlanSlot,
) -> NewSlot {
    NewSlot {
        trust_id: trust,
        id: platform.ids.new_id(),
        programme_id: programme,
        held_on: plan.held_on.naive(),
        starts_at: plan.starts_at.clone(),
        venue: plan.venue.to_string(),
        version: 1,
    }
}

pub(super) fn session_facts(row: &NewSession) -> SessionFacts {
    SessionFacts {
        id: row.id,
        kind: row.kind,
        module: row.module.clone().unwrap_or_default(),
        held_on: row.held_on.into(),
        starts_at: row.starts_at.clone(),
        venue: row.venue.clone(),
        capacity: count(row.capacity),
        taken: 0,
        required: row.required,
        signed_off: false,
    }
}

pub(super) fn slot_facts(row: &NewSlot) -> SlotFacts {
    SlotFacts {
        id: row.id,
        held_on: row.held_on.into(),
        starts_at: row.starts_at.clone(),
        venue: row.venue.clone(),
        taken: false,
    }
}

/// Adds a screening day or a training session. The training week is fixed once the programme is published, because its
/// threshold is frozen then (L6); a screening day can still be added.
///
/// # Errors
/// A refusal that names every rule the plan would break.
pub async fn add_session(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    id: ProgrammeId,
    request: PlanSession,
) -> Result<SessionView, ProgrammeError> {
    let errors = request.check();
    if !errors.is_empty() {
        return Err(ProgrammeError::Invalid(errors));
    }
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let now = platform_here.clock.now();
            let trust = principal.trust_id;
            let whole = turn_of(db, trust, id)?;
            may_add_session(whole.row.status, request.kind)?;
            let new = session_row(&platform_here, (trust, id), &request);
            let mut facts = facts_of(&whole);
            if whole.row.status == ProgrammeStatus::Published {
                let moment = (civil_date_of(now).into(), &*time_of(now));
                check_added_day(facts.sessions_of(SessionKind::Screening), &request, moment)?;
            }
            facts.sessions.push(session_facts(&new));
            check_with(&whole, &facts, whole.row.interviews_until)?;
            let earlier = new.kind == SessionKind::Screening
                && (new.held_on < whole.row.screening_on
                    || facts.sessions_of(SessionKind::Screening).count() == 1);
            let change = Change {
                screening_on: earlier.then_some(new.held_on),
                ..Change::none(whole.row.status)
            };
            let session = new.id;
            store::insert_session(db, new)?;
            store::update(db, trust, (id, whole.row.version), change, now)?;
            audit(db, &principal, "plan_session", id, (now, &request_id))?;
            let added = store::sessions(db, trust, id)?
                .into_iter()
                .find(|row| row.id == session)
                .ok_or(ProgrammeError::NotFound)?;
            Ok(views::session_view(&added, 0))
        })
        .await
}

fn may_add_session(status: ProgrammeStatus, kind: SessionKind) -> Result<(), ProgrammeError> {
    match (status, kind) {
        (ProgrammeStatus::Draft, _) | (ProgrammeStatus::Published, SessionKind::Screening) => {
            Ok(())
        }
        (ProgrammeStatus::Published, SessionKind::Training) => Err(ProgrammeError::unmet(
            Guard::NotYetPublished,
            "The training week is fixed once the programme is published.",
        )),
        (ProgrammeStatus::Closed | ProgrammeStatus::Cancelled, _) => Err(ProgrammeError::unmet(
            Guard::Published,
            "The programme is over.",
        )),
    }
}

/// Adds an interview time, also long after publishing: everybody who completes the week is owed one (L6), so a time after
/// the end of the interview round extends the round.
///
/// # Errors
/// A refusal that names every rule the plan would break.
pub async fn add_slot(
    platform: &Platform,
    (principal, reach): (Principal, Reach),
    request_id: String,
    id: ProgrammeId,
    request: PlanSlot,
) -> Result<SlotView, ProgrammeError> {
    let errors = request.check();
    if !errors.is_empty() {
        return Err(ProgrammeError::Invalid(errors));
    }
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let now = platform_here.clock.now();
            let trust = principal.trust_id;
            is_within(db, trust, reach, id)?;
            let whole = turn_of(db, trust, id)?;
            may_add_slot(&whole)?;
            let new = slot_row(&platform_here, (trust, id), &request);
            let until = whole.row.interviews_until.max(new.held_on);
            let mut facts = facts_of(&whole);
            facts.slots.push(slot_facts(&new));
            check_with(&whole, &facts, until)?;
            let change = Change {
                interviews_until: Some(until),
                ..Change::none(whole.row.status)
            };
            let slot = new.id;
            store::insert_slot(db, new)?;
            store::update(db, trust, (id, whole.row.version), change, now)?;
            audit(
                db,
                &principal,
                "plan_interview_slot",
                id,
                (now, &request_id),
            )?;
            let added = store::slots(db, trust, id)?
                .into_iter()
                .find(|row| row.id == slot)
                .ok_or(ProgrammeError::NotFound)?;
            Ok(views::slot_view(&added, false))
        })
        .await
}

/// A programme that is over takes an interview time only for somebody whose journey was opened again.
fn may_add_slot(whole: &Whole) -> Result<(), ProgrammeError> {
    let over = matches!(
        whole.row.status,
        ProgrammeStatus::Closed | ProgrammeStatus::Cancelled
    );
    if over && whole.people(State::has_open_entitlement) == 0 {
        return Err(ProgrammeError::unmet(
            Guard::Published,
            "The programme is over, and nobody on it is owed an interview.",
        ));
    }
    Ok(())
}

fn facts_of(whole: &Whole) -> ProgrammeFacts {
    let (sessions, slots) = (whole.sessions.clone(), whole.slots.clone());
    assemble(&whole.row, sessions, slots, &Taken::default())
}

fn check_with(
    whole: &Whole,
    facts: &ProgrammeFacts,
    interviews_until: NaiveDate,
) -> Result<(), ProgrammeError> {
    let interviews = span(whole.row.interviews_from, interviews_until);
    let trials = span(whole.row.trial_from, whole.row.trial_until);
    Ok(check_plan(facts, interviews, trials)?)
}
