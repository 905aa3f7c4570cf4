//! A journey's history as the rulebook reads it, and its fold.

use super::error::JourneyError;
use super::store::{self, EventRow};
use crate::platform::clock::civil_date_of;
use crate::platform::database::AnyConnection;
use shared::ids::{JourneyId, TrustId};
use shared::journey::{Actor, Journey, Recorded};

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

/// Where a journey stands, by its history.
pub(super) fn fold(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> Result<Option<Journey>, JourneyError> {
    Ok(fold_of(store::history(db, trust, id)?))
}
