//! A programme as it is first planned: the draft, with its sessions and interview times.

use super::error::ProgrammeError;
use super::facts::count;
use super::planning::{session_facts, session_row, slot_facts, slot_row, span, stored};
use super::service::audit;
use super::store::{self, NewProgramme, NewSession, NewSlot};
use super::views::{self, Seer, Whole};
use crate::access::Principal;
use crate::application::Platform;
use crate::platform::database::{AnyConnection, AsJson, DatabaseResult};
use crate::vacancies;
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    ids::{ProgrammeId, TrustId},
    journey::{ProgrammeFacts, ProgrammeStatus, SessionKind},
    problem::FieldError,
    programmes::{CreateProgramme, ProgrammeView, check_plan},
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
