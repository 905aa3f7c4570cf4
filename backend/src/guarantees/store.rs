//! Guarantees, read from the history: a journey has one from the event that granted it.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidates, journey_events, journeys},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{JourneyId, ProgrammeId, TrustId};
use shared::journey::State;
use shared::values::Coded as _;

/// One guarantee.
#[derive(Debug, Clone, Queryable)]
pub(super) struct GuaranteeRow {
    pub journey_id: JourneyId,
    pub reference: String,
    pub given_name: String,
    pub family_name: String,
    pub programme_id: ProgrammeId,
    pub state: State,
    pub entered_state_on: NaiveDate,
}

/// A page of guarantees, the newest journey first; `open` keeps those that are still to be honoured, or those
/// that are not, and `within` those of some programmes.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    (open, within): (Option<bool>, Option<Vec<ProgrammeId>>),
    before: Option<JourneyId>,
    limit: i64,
) -> DatabaseResult<Vec<GuaranteeRow>> {
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let granted = journey_events::table
        .filter(journey_events::trust_id.eq(bind(trust)))
        .filter(journey_events::kind.eq(bind("interview_guaranteed")))
        .select(journey_events::journey_id);
    let mut query = journeys::table
        .inner_join(candidates::table.on(on_candidate))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::id.eq_any(granted))
        .into_boxed();
    if let Some(open) = open {
        let states = State::ALL
            .iter()
            .copied()
            .filter(|state| state.has_open_entitlement() == open);
        query = query.filter(journeys::state.eq_any(states.map(bind).collect::<Vec<_>>()));
    }
    if let Some(within) = within {
        query = query.filter(journeys::programme_id.eq_any(within.into_iter().map(bind)));
    }
    if let Some(before) = before {
        query = query.filter(journeys::id.lt(bind(before)));
    }
    Ok(query
        .order(journeys::id.desc())
        .limit(limit)
        .select((
            journeys::id,
            journeys::reference,
            candidates::given_name,
            candidates::family_name,
            journeys::programme_id,
            journeys::state,
            journeys::entered_state_on,
        ))
        .load(db)?)
}
