//! A journey's history as the rulebook reads it, and its fold.

use super::error::JourneyError;
use super::store::{self, EventRow, JourneyRow};
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseResult};
use crate::programmes;
use shared::ids::{JourneyId, TrustId};
use shared::journey::{Actor, Event, Journey, Recorded, State, fit_answers_held_back};

/// An event as the rulebook folds it.
fn recorded(row: EventRow) -> Recorded {
    Recorded {
        on: civil_date_of(row.recorded_at).into(),
        by: Actor {
            kind: row.actor_kind,
            id: row.actor_id.unwrap_or_default(),
            name: row.actor_name,
        },
        event: row.payload.0,
    }
}

/// The fold of events in their order; none where they do not begin with a referral.
pub(super) fn fold_of(events: Vec<EventRow>) -> Option<Journey> {
    let history: Vec<_> = events.into_iter().map(recorded).collect();
    Journey::fold(&history)
}

/// The history as it is told: a panel's scores are held back until all of them are in (L6), and one side's answers to the fit check
/// until the other side has given its own (L10).
pub(super) fn told(
    db: &mut AnyConnection,
    trust: TrustId,
    row: &JourneyRow,
    events: Vec<EventRow>,
) -> DatabaseResult<Vec<EventRow>> {
    let events = without_scores(db, trust, row, events)?;
    Ok(without_lone_fit_answers(events))
}

fn without_lone_fit_answers(mut events: Vec<EventRow>) -> Vec<EventRow> {
    let history: Vec<_> = events.iter().map(|event| &event.payload.0).collect();
    for place in fit_answers_held_back(&history) {
        if let Some(event) = events.get_mut(place) {
            event.payload.0 = event.payload.0.clone().with_fit_answers_held_back();
        }
    }
    events
}

fn without_scores(
    db: &mut AnyConnection,
    trust: TrustId,
    row: &JourneyRow,
    mut events: Vec<EventRow>,
) -> DatabaseResult<Vec<EventRow>> {
    let is_scored = |event: &EventRow| matches!(event.payload.0, Event::InterviewScored(_));
    if row.state != State::InterviewBooked || !events.iter().any(is_scored) {
        return Ok(events);
    }
    let panel = programmes::panel_of(db, trust, row.programme_id)?;
    let holds_back = fold_of(events.clone()).is_none_or(|here| here.holds_scores_back(&panel));
    if holds_back {
        for event in &mut events {
            event.payload.0 = event.payload.0.clone().with_scores_held_back();
        }
    }
    Ok(events)
}

/// Where a journey stands, by its history.
pub(super) fn fold(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> Result<Option<Journey>, JourneyError> {
    Ok(fold_of(store::history(db, trust, id)?))
}
