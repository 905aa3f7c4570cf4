//! What the rulebook needs to know of a programme, in four short statements.

use super::store::{self, ProgrammeRow, SessionRow, SlotRow, Taken};
use crate::platform::database::{AnyConnection, DatabaseResult};
use shared::{
    ids::{JourneyId, ProgrammeId, TrustId},
    journey::{ProgrammeFacts, SessionFacts, SlotFacts},
};

/// Which of a programme's facts somebody wants.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The journey whose own seat and interview time do not count as taken.
    pub excluding: Option<JourneyId>,
    /// Whether it is wanted how many seats are taken; otherwise each is free
    /// ([`Journey::asks_for_seats`](shared::journey::Journey::asks_for_seats)).
    pub seats: bool,
    /// Whether the interview times are wanted: a large programme has hundreds, and few journeys ask for them
    /// ([`Journey::asks_for_interview_times`](shared::journey::Journey::asks_for_interview_times)).
    pub interview_times: bool,
}

/// The facts of a programme, with the seats and interview times that others have taken.
///
/// # Errors
/// When the database cannot say.
pub fn facts(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ProgrammeId,
    wanted: Wanted,
) -> DatabaseResult<Option<ProgrammeFacts>> {
    let Some(programme) = store::find(db, trust, id)? else {
        return Ok(None);
    };
    let sessions = store::sessions(db, trust, id)?;
    let mut taken = Taken::default();
    if wanted.seats {
        taken.seats = store::seats_taken(db, trust, id, wanted.excluding)?;
    }
    let mut slots = Vec::new();
    if wanted.interview_times {
        slots = store::slots(db, trust, id)?;
        taken.slots = store::slots_taken(db, trust, id, wanted.excluding)?;
    }
    Ok(Some(assemble(&programme, sessions, slots, &taken)))
}

/// The facts from the rows.
pub(super) fn assemble(
    programme: &ProgrammeRow,
    sessions: Vec<SessionRow>,
    slots: Vec<SlotRow>,
    taken: &Taken,
) -> ProgrammeFacts {
    ProgrammeFacts {
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
        sessions: sessions
            .into_iter()
            .map(|session| session_facts(session, taken))
            .collect(),
        slots: slots
            .into_iter()
            .map(|slot| slot_facts(slot, taken))
            .collect(),
    }
}

fn session_facts(session: SessionRow, taken: &Taken) -> SessionFacts {
    SessionFacts {
        id: session.id,
        kind: session.kind,
        module: session.module.unwrap_or_default(),
        held_on: session.held_on.into(),
        starts_at: session.starts_at,
        venue: session.venue,
        capacity: count(session.capacity),
        taken: taken.seats.get(&session.id).copied().unwrap_or(0),
        required: session.required,
        signed_off: session.signed_off_at.is_some(),
    }
}

fn slot_facts(slot: SlotRow, taken: &Taken) -> SlotFacts {
    SlotFacts {
        id: slot.id,
        held_on: slot.held_on.into(),
        starts_at: slot.starts_at,
        venue: slot.venue,
        taken: taken.slots.contains(&slot.id),
    }
}

/// A stored number that is never negative.
pub(super) fn count(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}
