//! Journeys and their events in the database. Seats and registers are in `seats`.

use super::soundness::readable;
use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{candidates, journey_events, journeys, programmes},
    sql_types::{Id, Instant},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use serde_json::Value;
use shared::ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, TrustId, VacancyId};
use shared::journey::{Actor, ActorKind, Event, Journey, State};
use std::collections::HashMap;
use uuid::Uuid;

/// One row of `journeys`: the fold of the events, as far as lists and counts need it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = journeys)]
pub struct JourneyRow {
    /// Its id.
    pub id: JourneyId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The vacancy.
    pub vacancy_id: VacancyId,
    /// The person.
    pub candidate_id: CandidateId,
    /// The Jobcentre that referred the person.
    pub organisation_id: OrganisationId,
    /// Its short reference.
    pub reference: String,
    /// Where it stands.
    pub state: State,
    /// How many events it is the fold of.
    pub version: i32,
    /// Whether the person waits for a place.
    pub waiting_listed: bool,
    /// The day the state was entered.
    pub entered_state_on: NaiveDate,
    /// The journey that goes on, after a merge.
    pub merged_into: Option<JourneyId>,
}

/// One line of a list.
#[derive(Debug, Clone, Queryable)]
pub(super) struct ListedRow {
    pub id: JourneyId,
    pub reference: String,
    pub candidate_id: CandidateId,
    pub given_name: String,
    pub family_name: String,
    pub programme_id: ProgrammeId,
    pub state: State,
    pub waiting_listed: bool,
    pub entered_state_on: NaiveDate,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// What a list of journeys can be narrowed by.
#[derive(Debug, Clone, Default)]
pub struct JourneyFilter {
    /// Only of this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Only of one of these programmes, where somebody reaches no other.
    pub within: Option<Vec<ProgrammeId>>,
    /// Only of this Jobcentre.
    pub organisation_id: Option<OrganisationId>,
    /// Only of this person.
    pub candidate_id: Option<CandidateId>,
    /// Only in one of these states; empty for all.
    pub states: Vec<State>,
    /// Only those still under way, or only those that are not.
    pub open: Option<bool>,
    /// Only those that moved at or after this instant.
    pub updated_since: Option<DateTime<Utc>>,
}

/// One event as it was recorded.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = journey_events)]
pub(super) struct EventRow {
    pub sequence: i32,
    pub payload: AsJson<Event>,
    pub actor_kind: ActorKind,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub recorded_at: DateTime<Utc>,
}

/// The row of a journey, where there is one.
pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<Option<JourneyRow>> {
    Ok(journeys::table
        .find((bind(trust), bind(id)))
        .select(JourneyRow::as_select())
        .first(db)
        .optional()?)
}

/// Takes its turn at a journey, until the end of the transaction.
pub(super) fn take_turn(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<()> {
    diesel::update(journeys::table.find((bind(trust), bind(id))))
        .set(journeys::version.eq(journeys::version))
        .execute(db)?;
    Ok(())
}

/// What people call a journey by.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Names {
    pub given: String,
    pub family: String,
    pub programme: String,
}

/// The row of a journey with its names, where there is one.
pub(super) fn find_named(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<Option<(JourneyRow, Names)>> {
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let on_programme = programmes::trust_id
        .eq(journeys::trust_id)
        .and(programmes::id.eq(journeys::programme_id));
    Ok(journeys::table
        .inner_join(candidates::table.on(on_candidate))
        .inner_join(programmes::table.on(on_programme))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::id.eq(bind(id)))
        .select((
            JourneyRow::as_select(),
            (
                candidates::given_name,
                candidates::family_name,
                programmes::title,
            ),
        ))
        .first(db)
        .optional()?)
}

/// The whole history of a journey, in order.
pub(super) fn history(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
) -> DatabaseResult<Vec<EventRow>> {
    Ok(journey_events::table
        .filter(journey_events::trust_id.eq(bind(trust)))
        .filter(journey_events::journey_id.eq(bind(id)))
        .order(journey_events::sequence)
        .select(EventRow::as_select())
        .load(db)?)
}

/// A journey's row, as far as its history can tell whether it is right.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = journeys)]
pub(super) struct Stored {
    pub id: JourneyId,
    pub programme_id: ProgrammeId,
    pub organisation_id: OrganisationId,
    pub vacancy_id: VacancyId,
    pub state: State,
    pub version: i32,
    pub is_open: bool,
    pub trial_days_used: i32,
}

/// The rows that follow one in the order of their ids.
pub(super) fn stored_after(
    db: &mut AnyConnection,
    trust: TrustId,
    after: Option<JourneyId>,
    limit: i64,
) -> DatabaseResult<Vec<Stored>> {
    let mut query = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(journeys::id.gt(bind(after)));
    }
    Ok(query
        .order(journeys::id)
        .limit(limit)
        .select(Stored::as_select())
        .load(db)?)
}

/// The events of some journeys, each journey's in order; one that cannot be read says why.
pub(super) fn events_of(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[JourneyId],
) -> DatabaseResult<HashMap<JourneyId, Vec<Result<EventRow, String>>>> {
    type Raw = (
        JourneyId,
        i32,
        AsJson<Value>,
        ActorKind,
        Option<Uuid>,
        String,
        DateTime<Utc>,
    );
    let rows: Vec<Raw> = journey_events::table
        .filter(journey_events::trust_id.eq(bind(trust)))
        .filter(journey_events::journey_id.eq_any(ids.iter().copied().map(bind)))
        .order((journey_events::journey_id, journey_events::sequence))
        .select((
            journey_events::journey_id,
            journey_events::sequence,
            journey_events::payload,
            journey_events::actor_kind,
            journey_events::actor_id,
            journey_events::actor_name,
            journey_events::recorded_at,
        ))
        .load(db)?;
    let mut events: HashMap<JourneyId, Vec<Result<EventRow, String>>> = HashMap::new();
    for (journey, sequence, payload, actor_kind, actor_id, actor_name, recorded_at) in rows {
        let event = readable(payload).map(|event| EventRow {
            sequence,
            payload: AsJson(event),
            actor_kind,
            actor_id,
            actor_name,
            recorded_at,
        });
        events.entry(journey).or_default().push(event);
    }
    Ok(events)
}

/// The place of the newest event of a Trust's journeys.
pub(super) fn newest_event(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Option<i64>> {
    Ok(journey_events::table
        .filter(journey_events::trust_id.eq(bind(trust)))
        .select(diesel::dsl::max(journey_events::position))
        .first(db)?)
}

/// How many journeys of each vacancy stand in each state.
pub(super) fn by_vacancy(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(VacancyId, State, i64)>> {
    Ok(journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .group_by((journeys::vacancy_id, journeys::state))
        .select((
            journeys::vacancy_id,
            journeys::state,
            diesel::dsl::count_star(),
        ))
        .load(db)?)
}

/// The days of trial of whoever has been on trial, for each vacancy.
pub(super) fn trial_days_by_person(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(CandidateId, VacancyId, i64)>> {
    let days: Vec<(CandidateId, VacancyId, Option<i64>)> = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::trial_days_used.gt(0))
        .group_by((journeys::candidate_id, journeys::vacancy_id))
        .select((
            journeys::candidate_id,
            journeys::vacancy_id,
            diesel::dsl::sum(journeys::trial_days_used),
        ))
        .load(db)?;
    let days = days.into_iter();
    Ok(days
        .map(|(person, vacancy, days)| (person, vacancy, days.unwrap_or_default()))
        .collect())
}

/// One page of journeys, the most recently moved first; one more than `limit`, to know whether another page follows.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: &JourneyFilter,
    after: Option<(DateTime<Utc>, JourneyId)>,
    limit: i64,
) -> DatabaseResult<Vec<ListedRow>> {
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let mut query = journeys::table
        .inner_join(candidates::table.on(on_candidate))
        .filter(journeys::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(programme) = filter.programme_id {
        query = query.filter(journeys::programme_id.eq(bind(programme)));
    }
    // A list of values would have the statement prepared anew for each request.
    if let Some(within) = &filter.within {
        let within: Vec<_> = within.iter().copied().map(bind).collect();
        query = query.filter(journeys::programme_id.eq_any(within));
    }
    if let Some(organisation) = filter.organisation_id {
        query = query.filter(journeys::organisation_id.eq(bind(organisation)));
    }
    if let Some(candidate) = filter.candidate_id {
        query = query.filter(journeys::candidate_id.eq(bind(candidate)));
    }
    match filter.states.as_slice() {
        [] => {}
        [state] => query = query.filter(journeys::state.eq(bind(*state))),
        states => {
            let states = states.iter().copied().map(bind);
            query = query.filter(journeys::state.eq_any(states.collect::<Vec<_>>()));
        }
    }
    if let Some(open) = filter.open {
        query = query.filter(journeys::is_open.eq(open));
    }
    if let Some(since) = filter.updated_since {
        query = query.filter(journeys::updated_at.ge(bind(since)));
    }
    if let Some((at, id)) = after {
        // As a pair: PostgreSQL goes straight to its place in the index, and would only filter by an OR.
        let place = sql::<Bool>("(journeys.updated_at, journeys.id) < (")
            .bind::<Instant, _>(bind(at))
            .sql(", ")
            .bind::<Id, _>(bind(id));
        query = query.filter(place.sql(")"));
    }
    Ok(query
        .order((journeys::updated_at.desc(), journeys::id.desc()))
        .limit(limit + 1)
        .select((
            journeys::id,
            journeys::reference,
            journeys::candidate_id,
            candidates::given_name,
            candidates::family_name,
            journeys::programme_id,
            journeys::state,
            journeys::waiting_listed,
            journeys::entered_state_on,
            journeys::version,
            journeys::updated_at,
        ))
        .load(db)?)
}

/// What a new journey is of, and whose.
#[derive(Debug, Clone)]
pub(super) struct NewJourney {
    pub id: JourneyId,
    pub reference: String,
    pub programme_id: ProgrammeId,
    pub vacancy_id: VacancyId,
    pub candidate_id: CandidateId,
    pub organisation_id: OrganisationId,
}

/// What lists, counts and the system's own dates need of a fold.
struct Projection {
    due_on: Option<NaiveDate>,
    trial_days_used: i32,
}

fn projection(journey: &Journey, due_on: Option<NaiveDate>) -> Projection {
    let days = journey.trial_days_taken();
    Projection {
        due_on,
        trial_days_used: i32::try_from(days).unwrap_or(i32::MAX),
    }
}

/// Which of these references a journey has already.
pub(super) fn taken_references(
    db: &mut AnyConnection,
    trust: TrustId,
    references: &[&str],
) -> DatabaseResult<Vec<String>> {
    Ok(journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::reference.eq_any(references))
        .select(journeys::reference)
        .load(db)?)
}

/// The programmes on which these people are under way.
pub(super) fn open_of(
    db: &mut AnyConnection,
    trust: TrustId,
    people: &[CandidateId],
) -> DatabaseResult<Vec<(ProgrammeId, CandidateId)>> {
    Ok(journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq_any(people.iter().copied().map(bind)))
        .filter(journeys::is_open)
        .select((journeys::programme_id, journeys::candidate_id))
        .load(db)?)
}

/// Inserts the rows of journeys that have just begun.
pub(super) fn insert_all(
    db: &mut AnyConnection,
    trust: TrustId,
    begun: &[(NewJourney, Journey)],
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let row = |(new, journey): &(NewJourney, Journey)| {
        (
            journeys::trust_id.eq(bind(trust)),
            journeys::id.eq(bind(new.id)),
            journeys::programme_id.eq(bind(new.programme_id)),
            journeys::vacancy_id.eq(bind(new.vacancy_id)),
            journeys::candidate_id.eq(bind(new.candidate_id)),
            journeys::organisation_id.eq(bind(new.organisation_id)),
            journeys::reference.eq(new.reference.clone()),
            journeys::state.eq(bind(journey.state)),
            journeys::is_open.eq(true),
            journeys::version.eq(1),
            journeys::waiting_listed.eq(false),
            journeys::trial_days_used.eq(0),
            journeys::entered_state_on.eq(journey.entered_on.naive()),
            journeys::created_at.eq(bind(now)),
            journeys::updated_at.eq(bind(now)),
        )
    };
    Ok(crate::insert_all!(
        db,
        journeys::table,
        begun.iter().map(row).collect()
    )?)
}

/// Writes the fold over the row, if the row still has the version that was read. Answers whether it had.
pub(super) fn update(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (JourneyId, i32),
    journey: &Journey,
    due_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let Projection {
        due_on,
        trial_days_used,
    } = projection(journey, due_on);
    let changed = diesel::update(journeys::table.find((bind(trust), bind(id))))
        .filter(journeys::version.eq(expected))
        .set((
            journeys::state.eq(bind(journey.state)),
            journeys::is_open.eq(journey.state.is_open()),
            journeys::version.eq(i32::try_from(journey.version).unwrap_or(i32::MAX)),
            journeys::waiting_listed.eq(journey.waiting_listed),
            journeys::reserve_review_on.eq(journey.reserve_review_on.map(|date| date.naive())),
            journeys::due_on.eq(due_on),
            journeys::trial_days_used.eq(trial_days_used),
            journeys::entered_state_on.eq(journey.entered_on.naive()),
            journeys::merged_into.eq(journey.merged_into),
            journeys::updated_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

/// Adds events to histories, each at its place there.
pub(super) fn append(
    db: &mut AnyConnection,
    trust: TrustId,
    events: &[(JourneyId, u32, Event)],
    by: &Actor,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let row = |(id, sequence, event): &(JourneyId, u32, Event)| {
        (
            journey_events::trust_id.eq(bind(trust)),
            journey_events::journey_id.eq(bind(*id)),
            journey_events::sequence.eq(i32::try_from(*sequence).unwrap_or(i32::MAX)),
            journey_events::kind.eq(bind(event.kind())),
            journey_events::payload.eq(AsJson(event.clone())),
            journey_events::actor_kind.eq(bind(by.kind)),
            journey_events::actor_id.eq(Some(by.id)),
            journey_events::actor_name.eq(by.name.clone()),
            journey_events::recorded_at.eq(bind(now)),
            journey_events::request_id.eq(request_id.to_owned()),
        )
    };
    let rows = events.iter().map(row).collect();
    Ok(crate::insert_all!(db, journey_events::table, rows)?)
}

/// Journeys that the system must look at by a date: of one programme, or of every one.
pub(super) fn due_by(
    db: &mut AnyConnection,
    trust: TrustId,
    today: NaiveDate,
    programme: Option<ProgrammeId>,
) -> DatabaseResult<Vec<JourneyId>> {
    let mut query = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::due_on.le(today))
        .into_boxed();
    if let Some(programme) = programme {
        query = query.filter(journeys::programme_id.eq(bind(programme)));
    }
    Ok(query
        .order((journeys::due_on, journeys::id))
        .select(journeys::id)
        .load(db)?)
}
