//! A programme as it is shown: to staff with everybody on it, to a partner with the people it referred.

use super::facts::{assemble, count};
use super::store::{self, ProgrammeRow, SessionRow, SlotRow, StageRow, Taken, Whose};
use crate::access::Principal;
use crate::platform::database::{AnyConnection, DatabaseResult};
use crate::vacancies;
use shared::{
    ids::{OrganisationId, ProgrammeId, SessionId, TrustId},
    journey::{ProgrammeStatus, SessionKind, State},
    programmes::{
        PlanWarning, ProgrammeSummary, ProgrammeView, SessionView, SlotView, StageCount, clashes,
        warnings,
    },
    time::Span,
    values::Coded as _,
};

/// Who looks: a partner never counts people whom another one referred.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seer {
    pub trust: TrustId,
    pub partner: Option<OrganisationId>,
}

impl Seer {
    pub(super) fn of(principal: &Principal) -> Self {
        Self {
            trust: principal.trust_id,
            partner: principal.organisation_id(),
        }
    }

    /// A partner sees a programme from its publication on.
    pub(super) fn sees(self, row: &ProgrammeRow) -> bool {
        self.partner.is_none() || row.status != ProgrammeStatus::Draft
    }
}

/// What a programme consists of, read together.
pub(super) struct Whole {
    pub row: ProgrammeRow,
    pub sessions: Vec<SessionRow>,
    pub slots: Vec<SlotRow>,
    pub taken: Taken,
    pub stages: Vec<StageRow>,
}

impl Whole {
    pub(super) fn load(
        db: &mut AnyConnection,
        trust: TrustId,
        id: ProgrammeId,
    ) -> DatabaseResult<Option<Self>> {
        let Some(row) = store::find(db, trust, id)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            row,
            sessions: store::sessions(db, trust, id)?,
            slots: store::slots(db, trust, id)?,
            taken: store::taken(db, trust, id, Whose::All)?,
            stages: store::stages(db, trust, &[id], None)?,
        }))
    }

    /// One of its sessions, with all the seats that are taken.
    pub(super) fn session(&self, id: SessionId) -> Option<SessionView> {
        let row = self.sessions.iter().find(|row| row.id == id)?;
        Some(session_view(row, seats(row, &self.taken, &self.stages)))
    }

    /// How many people stand where `counts` says so.
    pub(super) fn people(&self, counts: impl Fn(State) -> bool) -> u32 {
        people(&self.stages, counts)
    }
}

fn people(stages: &[StageRow], counts: impl Fn(State) -> bool) -> u32 {
    let all: i64 = stages
        .iter()
        .filter(|stage| counts(stage.state))
        .map(|stage| stage.people)
        .sum();
    u32::try_from(all).unwrap_or(u32::MAX)
}

/// Whoever has begun work, also where they have left since.
fn has_started(state: State) -> bool {
    matches!(
        state,
        State::Started
            | State::Sustained13
            | State::Sustained26
            | State::LeftBefore13
            | State::LeftBefore26
    )
}

/// One line of the list. `stages` holds those of every programme on the page.
pub(super) fn summary(row: ProgrammeRow, stages: &[StageRow]) -> ProgrammeSummary {
    let own: Vec<_> = stages
        .iter()
        .copied()
        .filter(|stage| stage.programme_id == row.id)
        .collect();
    ProgrammeSummary {
        id: row.id,
        reference: row.reference,
        title: row.title,
        vacancy_id: row.vacancy_id,
        status: row.status,
        screening_on: row.screening_on.into(),
        training_starts_on: row.training_starts_on.into(),
        places: count(row.places),
        people_under_way: people(&own, State::is_open),
        people_started: people(&own, has_started),
        version: row.version,
    }
}

/// The sessions as they are shown.
pub(super) fn sessions(
    db: &mut AnyConnection,
    seer: Seer,
    whole: &Whole,
) -> DatabaseResult<Vec<SessionView>> {
    let own = match seer.partner {
        None => None,
        Some(partner) => {
            let id = whole.row.id;
            let taken = store::taken(db, seer.trust, id, Whose::ReferredBy(partner))?;
            let stages = store::stages(db, seer.trust, &[id], Some(partner))?;
            Some((taken, stages))
        }
    };
    let views = whole.sessions.iter().map(|session| {
        let all = seats(session, &whole.taken, &whole.stages);
        let full = all >= count(session.capacity);
        let taken = match &own {
            // Whether a seat is free is a partner's to know; whose the others are is not.
            Some((taken, stages)) if !full => seats(session, taken, stages),
            _ => all,
        };
        session_view(session, taken)
    });
    Ok(views.collect())
}

/// Seats of a screening day are booked; a training session is for everybody who has a place in the week.
fn seats(session: &SessionRow, taken: &Taken, stages: &[StageRow]) -> u32 {
    match session.kind {
        SessionKind::Screening => taken.seats.get(&session.id).copied().unwrap_or(0),
        SessionKind::Training => {
            let placed: Vec<_> = stages
                .iter()
                .copied()
                .filter(|stage| !stage.waiting_listed)
                .collect();
            people(&placed, State::holds_training_place)
        }
    }
}

pub(super) fn session_view(session: &SessionRow, taken: u32) -> SessionView {
    SessionView {
        id: session.id,
        kind: session.kind,
        module: session.module.clone().unwrap_or_default(),
        held_on: session.held_on.into(),
        starts_at: session.starts_at.clone(),
        ends_at: session.ends_at.clone(),
        venue: session.venue.clone(),
        trainer: session.trainer.clone(),
        capacity: count(session.capacity),
        taken,
        required: session.required,
        signed_off: session.signed_off_at.is_some(),
        version: session.version,
    }
}

/// The interview times as they are shown. The interviews are between the Trust and the person.
pub(super) fn slots(seer: Seer, whole: &Whole) -> Vec<SlotView> {
    if seer.partner.is_some() {
        return Vec::new();
    }
    whole
        .slots
        .iter()
        .map(|slot| slot_view(slot, whole.taken.slots.contains(&slot.id)))
        .collect()
}

pub(super) fn slot_view(slot: &SlotRow, taken: bool) -> SlotView {
    SlotView {
        id: slot.id,
        held_on: slot.held_on.into(),
        starts_at: slot.starts_at.clone(),
        venue: slot.venue.clone(),
        taken,
    }
}

/// The whole programme as it is shown.
pub(super) fn programme(
    db: &mut AnyConnection,
    seer: Seer,
    whole: Whole,
) -> DatabaseResult<ProgrammeView> {
    let (trust, id, vacancy) = (seer.trust, whole.row.id, whole.row.vacancy_id);
    let (vacancy_title, openings) = store::vacancy_line(db, trust, vacancy)?;
    let held = vacancies::openings_held(db, trust, &[vacancy], seer.partner)?;
    let stages = match seer.partner {
        None => stage_counts(&whole.stages),
        Some(_) => stage_counts(&store::stages(db, trust, &[id], seer.partner)?),
    };
    let sessions = sessions(db, seer, &whole)?;
    let slots = slots(seer, &whole);
    let clashes = clashes_of(db, seer, (id, whole.row.status), &sessions)?;
    let Whole {
        row,
        sessions: session_rows,
        slots: slot_rows,
        taken,
        ..
    } = whole;
    let plan = assemble(&row, session_rows, slot_rows, &taken);
    let trials = Span {
        first: row.trial_from.into(),
        last: row.trial_until.into(),
    };
    Ok(ProgrammeView {
        id,
        reference: row.reference,
        title: row.title,
        vacancy_id: vacancy,
        vacancy_title,
        openings: count(openings),
        openings_held: held.get(&vacancy).copied().unwrap_or(0),
        status: row.status,
        referrals_open_on: plan.referrals_open_on,
        referrals_close_on: plan.referrals_close_on,
        training_starts_on: plan.training_starts_on,
        training_ends_on: plan.training_ends_on,
        interviews_from: row.interviews_from.into(),
        interviews_until: row.interviews_until.into(),
        trial_from: trials.first,
        trial_until: trials.last,
        places: plan.places,
        training_threshold: plan.training_threshold,
        warnings: warnings(&plan, trials).into_iter().chain(clashes).collect(),
        panel: plan.panel,
        criteria: plan.criteria,
        checks_before_trial: plan.checks_before_trial,
        sessions,
        slots,
        stages,
        version: row.version,
    })
}

/// What else is held in the same place at the same time: for the Trust's own staff, while the plan can still be changed.
fn clashes_of(
    db: &mut AnyConnection,
    seer: Seer,
    (id, status): (ProgrammeId, ProgrammeStatus),
    sessions: &[SessionView],
) -> DatabaseResult<Vec<PlanWarning>> {
    let days = || sessions.iter().map(|session| session.held_on);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return Ok(Vec::new());
    };
    if seer.partner.is_some() || status != ProgrammeStatus::Draft {
        return Ok(Vec::new());
    }
    let between = (first.naive(), last.naive());
    let others = store::other_sessions(db, seer.trust, id, between)?;
    Ok(clashes(sessions, &others))
}

/// Every state in the pathway's order, also where nobody stands.
fn stage_counts(stages: &[StageRow]) -> Vec<StageCount> {
    let count = |state: &State| StageCount {
        state: *state,
        label: state.label().to_owned(),
        people: people(stages, |at| at == *state),
    };
    State::ALL.iter().map(count).collect()
}
