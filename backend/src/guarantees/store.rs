//! Guarantees, as the ledger of them stands.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidates, guarantees, journeys},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{JourneyId, ProgrammeId, TrustId};
use shared::journey::{GuaranteeStanding, State};

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
    pub standing: GuaranteeStanding,
    pub granted_on: NaiveDate,
    pub due_on: NaiveDate,
    pub interview_on: Option<NaiveDate>,
}

/// Where a page of the ledger ends: the day its last line is due, and whose it is.
pub type Place = (NaiveDate, JourneyId);

/// What the ledger is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct GuaranteeFilter {
    /// Those still to be honoured, or those that are not.
    pub open: Option<bool>,
    /// Those owed since before this day.
    pub overdue_on: Option<NaiveDate>,
    /// Those of some programmes.
    pub within: Option<Vec<ProgrammeId>>,
}

/// A page of the ledger, what is owed soonest first.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: GuaranteeFilter,
    after: Option<Place>,
    limit: i64,
) -> DatabaseResult<Vec<GuaranteeRow>> {
    let on_journey = journeys::trust_id
        .eq(guarantees::trust_id)
        .and(journeys::id.eq(guarantees::journey_id));
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let mut query = guarantees::table
        .inner_join(journeys::table.on(on_journey))
        .inner_join(candidates::table.on(on_candidate))
        .filter(guarantees::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(open) = filter.open {
        query = query.filter(guarantees::is_open.eq(open));
    }
    if let Some(today) = filter.overdue_on {
        query = query
            .filter(guarantees::is_open.eq(true))
            .filter(guarantees::due_on.lt(today));
    }
    if let Some(within) = filter.within {
        query = query.filter(guarantees::programme_id.eq_any(within.into_iter().map(bind)));
    }
    if let Some((due_on, id)) = after {
        let later = guarantees::due_on.gt(due_on);
        let same_day = guarantees::due_on
            .eq(due_on)
            .and(guarantees::journey_id.gt(bind(id)));
        query = query
            .filter(guarantees::due_on.ge(due_on))
            .filter(later.or(same_day));
    }
    Ok(query
        .order((guarantees::due_on.asc(), guarantees::journey_id.asc()))
        .limit(limit)
        .select((
            journeys::id,
            journeys::reference,
            candidates::given_name,
            candidates::family_name,
            guarantees::programme_id,
            journeys::state,
            journeys::entered_state_on,
            guarantees::standing,
            guarantees::granted_on,
            guarantees::due_on,
            guarantees::interview_on,
        ))
        .load(db)?)
}

/// How many are owed since before this day.
pub(super) fn overdue(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<&[ProgrammeId]>,
    today: NaiveDate,
) -> DatabaseResult<i64> {
    let mut query = guarantees::table
        .filter(guarantees::trust_id.eq(bind(trust)))
        .filter(guarantees::is_open.eq(true))
        .filter(guarantees::due_on.lt(today))
        .into_boxed();
    if let Some(within) = within {
        query = query.filter(guarantees::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    Ok(query.count().get_result(db)?)
}
