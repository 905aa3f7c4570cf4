//! Tasks, as the work list has them.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidates, journeys, programmes, tasks, users},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use shared::identity::Role;
use shared::ids::{CandidateId, JourneyId, ProgrammeId, TrustId, UserId};
use shared::journey::{Move, State, TaskKind, TaskOwner};

/// What one journey waits for.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tasks)]
pub(super) struct KeptTask {
    pub programme_id: ProgrammeId,
    pub kind: TaskKind,
    pub owed_by: TaskOwner,
    pub settled_by: Move,
    pub due_on: NaiveDate,
    pub assigned_to: Option<UserId>,
    pub note: Option<String>,
}

/// The same with whose it is.
#[derive(Debug, Clone, Queryable)]
pub(super) struct TaskRow {
    pub journey: (JourneyId, String, State, NaiveDate),
    pub person: (String, String),
    pub programme_title: String,
    pub task: KeptTask,
    pub assigned_to_name: Option<String>,
}

/// Where a page of the list ends: the day its last line is due, and whose it is.
pub type Place = (NaiveDate, JourneyId);

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub(super) struct TaskFilter {
    /// One kind.
    pub kind: Option<TaskKind>,
    /// Those due from this day on.
    pub from: Option<NaiveDate>,
    /// Those due by this day.
    pub until: Option<NaiveDate>,
    /// Those that somebody has taken on.
    pub assigned_to: Option<UserId>,
    /// Those of some programmes.
    pub within: Option<Vec<ProgrammeId>>,
}

/// A page of the list, what is owed soonest first.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: TaskFilter,
    after: Option<Place>,
    limit: i64,
) -> DatabaseResult<Vec<TaskRow>> {
    let which = matching(db, trust, filter, after, limit)?;
    rows(db, trust, which)
}

/// Whose tasks stand on a page: found in the index, before anything is read beside them.
fn matching(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: TaskFilter,
    after: Option<Place>,
    limit: i64,
) -> DatabaseResult<Vec<JourneyId>> {
    let mut query = tasks::table
        .filter(tasks::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(tasks::kind.eq(bind(kind)));
    }
    if let Some(from) = filter.from {
        query = query.filter(tasks::due_on.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(tasks::due_on.le(until));
    }
    if let Some(user) = filter.assigned_to {
        query = query.filter(tasks::assigned_to.eq(Some(user)));
    }
    if let Some(within) = filter.within {
        query = query.filter(tasks::programme_id.eq_any(within.into_iter().map(bind)));
    }
    if let Some((due_on, id)) = after {
        let later = tasks::due_on.gt(due_on);
        let same_day = tasks::due_on.eq(due_on).and(tasks::journey_id.gt(bind(id)));
        query = query
            .filter(tasks::due_on.ge(due_on))
            .filter(later.or(same_day));
    }
    Ok(query
        .order((tasks::due_on.asc(), tasks::journey_id.asc()))
        .limit(limit)
        .select(tasks::journey_id)
        .load(db)?)
}

/// These tasks with whose they are, what is owed soonest first.
fn rows(
    db: &mut AnyConnection,
    trust: TrustId,
    which: Vec<JourneyId>,
) -> DatabaseResult<Vec<TaskRow>> {
    let on_journey = journeys::trust_id
        .eq(tasks::trust_id)
        .and(journeys::id.eq(tasks::journey_id));
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let on_programme = programmes::trust_id
        .eq(tasks::trust_id)
        .and(programmes::id.eq(tasks::programme_id));
    let on_user = users::trust_id
        .eq(tasks::trust_id)
        .and(tasks::assigned_to.eq(users::id.nullable()));
    Ok(tasks::table
        .inner_join(journeys::table.on(on_journey))
        .inner_join(candidates::table.on(on_candidate))
        .inner_join(programmes::table.on(on_programme))
        .left_join(users::table.on(on_user))
        .filter(tasks::trust_id.eq(bind(trust)))
        .filter(tasks::journey_id.eq_any(which.into_iter().map(bind)))
        .order((tasks::due_on.asc(), tasks::journey_id.asc()))
        .select((
            (
                journeys::id,
                journeys::reference,
                journeys::state,
                journeys::entered_state_on,
            ),
            (candidates::given_name, candidates::family_name),
            programmes::title,
            KeptTask::as_select(),
            users::name.nullable(),
        ))
        .load(db)?)
}

/// How many are due by this day, counted as far as `most`.
pub(super) fn due_by(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<&[ProgrammeId]>,
    (day, most): (NaiveDate, i64),
) -> DatabaseResult<usize> {
    let mut query = tasks::table
        .filter(tasks::trust_id.eq(bind(trust)))
        .filter(tasks::due_on.le(day))
        .into_boxed();
    if let Some(within) = within {
        query = query.filter(tasks::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    let due: Vec<JourneyId> = query.limit(most).select(tasks::journey_id).load(db)?;
    Ok(due.len())
}

/// What one journey waits for.
pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<Option<TaskRow>> {
    Ok(rows(db, trust, vec![id])?.pop())
}

/// Whose journey it is.
pub(super) fn person_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<Option<CandidateId>> {
    Ok(journeys::table
        .find((bind(trust), bind(id)))
        .select(journeys::candidate_id)
        .first(db)
        .optional()?)
}

/// Staff who can sign in, by name.
pub(super) fn staff(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(UserId, String, Role)>> {
    Ok(users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::disabled_at.is_null())
        .order((users::name, users::id))
        .select((users::id, users::name, users::role))
        .load(db)?)
}

/// Writes who has taken a task on, and what they should know.
pub(super) fn give(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
    (to, note): (Option<UserId>, Option<String>),
) -> DatabaseResult<()> {
    diesel::update(tasks::table.find((bind(trust), bind(id))))
        .set((tasks::assigned_to.eq(to), tasks::note.eq(note)))
        .execute(db)?;
    Ok(())
}
