//! Planning a programme: the draft, its sessions and its interview times, all checked against the rules of a plan.

use super::error::ProgrammeError;
use super::facts::{assemble, count};
use super::service::{audit, turn_of};
use super::store::{self, Change, NewProgramme, NewSession, NewSlot, Taken};
use super::views::{self, Seer, Whole};
use crate::access::Principal;
use crate::application::Platform;
use crate::platform::database::{AnyConnection, AsJson, DatabaseResult};
use crate::vacancies;
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    ids::{ProgrammeId, TrustId},
    journey::{
        Guard, ProgrammeFacts, ProgrammeStatus, SessionFacts, SessionKind, SlotFacts, State,
    },
    problem::FieldError,
    programmes::{
        CreateProgramme, PlanSession, PlanSlot, ProgrammeView, SessionView, SlotView, check_plan,
    },
    time::Span,
    values::Words,
};

/// Makes a draft, with its sessions and interview times.
///
/// # Errors
/// [`ProgrammeError::Invalid`] with every value that needs another look, or a refusal that names every rule its dates break.
pub async fn create(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    request: CreateProgramme,
) -> Result<ProgrammeView, ProgrammeError> {
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
            if vacancies::facts(db, trust, request.vacancy_id)?.is_none() {
                return Err(ProgrammeError::Invalid(vec![no_such_vacancy()]));
            }
            let new = Draft::of(&platform_here, trust, request, now);
            let id = new.programme.id;
            new.check()?;
            new.insert(db, &platform_here, trust)?;
            audit(db, &principal, "create_programme", id, (now, &request_id))?;
            let whole = Whole::load(db, trust, id)?.ok_or(ProgrammeError::NotFound)?;
            Ok(views::programme(db, Seer::of(&principal), whole)?)
        })
        .await
}

fn no_such_vacancy() -> FieldError {
    FieldError {
        pointer: "/vacancy_id".to_owned(),
        code: "not_found".to_owned(),
        message: "There is no such vacancy.".to_owned(),
    }
}

/// The rows of a draft.
struct Draft {
    programme: NewProgramme,
    sessions: Vec<NewSession>,
    slots: Vec<NewSlot>,
}

impl Draft {
    fn of(
        platform: &Platform,
        trust: TrustId,
        request: CreateProgramme,
        now: DateTime<Utc>,
    ) -> Self {
        let id: ProgrammeId = platform.ids.new_id();
        let screening_on = first_screening(&request).unwrap_or(request.training_starts_on.naive());
        let of = (trust, id);
        Self {
            sessions: request
                .sessions
                .iter()
                .map(|plan| session_row(platform, of, plan))
                .collect(),
            slots: request
                .slots
                .iter()
                .map(|plan| slot_row(platform, of, plan))
                .collect(),
            programme: programme_row(of, request, screening_on, now),
        }
    }

    /// The rules of a plan, on the rows as they are about to be kept.
    fn check(&self) -> Result<(), ProgrammeError> {
        let programme = &self.programme;
        let facts = ProgrammeFacts {
            status: programme.status,
            referrals_open_on: programme.referrals_open_on.into(),
            referrals_close_on: programme.referrals_close_on.into(),
            training_starts_on: programme.training_starts_on.into(),
            training_ends_on: programme.training_ends_on.into(),
            places: count(programme.places),
            training_threshold: programme.training_threshold.map(count),
            panel: programme.panel.0.clone(),
            criteria: programme.criteria.0.clone(),
            checks_before_trial: programme.checks_before_trial.0.clone(),
            sessions: self.sessions.iter().map(session_facts).collect(),
            slots: self.slots.iter().map(slot_facts).collect(),
        };
        let interviews = span(programme.interviews_from, programme.interviews_until);
        let trials = span(programme.trial_from, programme.trial_until);
        Ok(check_plan(&facts, interviews, trials)?)
    }

    fn insert(
        self,
        db: &mut AnyConnection,
        platform: &Platform,
        trust: TrustId,
    ) -> DatabaseResult<()> {
        let mut reference = platform.ids.new_reference();
        while !store::reference_is_free(db, trust, &reference)? {
            reference = platform.ids.new_reference();
        }
        store::insert(
            db,
            NewProgramme {
                reference,
                ..self.programme
            },
        )?;
        for session in self.sessions {
            store::insert_session(db, session)?;
        }
        for slot in self.slots {
            store::insert_slot(db, slot)?;
        }
        Ok(())
    }
}

fn first_screening(request: &CreateProgramme) -> Option<NaiveDate> {
    let days = request
        .sessions
        .iter()
        .filter(|session| session.kind == SessionKind::Screening);
    days.map(|session| session.held_on.naive()).min()
}

fn texts(words: Vec<Words>) -> AsJson<Vec<String>> {
    AsJson(words.into_iter().map(String::from).collect())
}

/// A number that has passed its check, as the column holds it.
fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn span(first: NaiveDate, last: NaiveDate) -> Span {
    Span {
        first: first.into(),
        last: last.into(),
    }
}

fn programme_row(
    (trust, id): (TrustId, ProgrammeId),
    request: CreateProgramme,
    screening_on: NaiveDate,
    now: DateTime<Utc>,
) -> NewProgramme {
    NewProgramme {
        trust_id: trust,
        id,
        vacancy_id: request.vacancy_id,
        reference: String::new(),
        title: request.title.into(),
        status: ProgrammeStatus::Draft,
        referrals_open_on: request.referrals_open_on.naive(),
        referrals_close_on: request.referrals_close_on.naive(),
        screening_on,
        training_starts_on: request.training_starts_on.naive(),
        training_ends_on: request.training_ends_on.naive(),
        interviews_from: request.interviews_from.naive(),
        interviews_until: request.interviews_until.naive(),
        trial_from: request.trial_from.naive(),
        trial_until: request.trial_until.naive(),
        places: stored(request.places),
        training_threshold: request.training_threshold.map(stored),
        panel: texts(request.panel),
        criteria: texts(request.criteria),
        checks_before_trial: AsJson(request.checks_before_trial),
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn session_row(
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
        capacity: stored(plan.capacity),
        required: plan.required,
        version: 1,
    }
}

fn slot_row(
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

fn session_facts(row: &NewSession) -> SessionFacts {
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

fn slot_facts(row: &NewSlot) -> SlotFacts {
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
    principal: Principal,
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
