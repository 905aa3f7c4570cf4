//! Vacancies in the database, and the counts of who holds their openings.

use crate::platform::database::{
    AnyConnection, Bind, DatabaseResult, bind,
    schema::{journeys, vacancies},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    ids::{OrganisationId, TrustId, VacancyId},
    journey::{State, VacancyFacts},
    vacancies::{Band, VacancyStatus},
    values::Coded as _,
};
use std::collections::HashMap;

/// A vacancy as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = vacancies)]
pub(super) struct VacancyRow {
    pub id: VacancyId,
    pub reference: String,
    pub title: String,
    pub band: Band,
    pub openings: i32,
    pub hours_per_week: i32,
    pub duration_weeks: Option<i32>,
    pub site: String,
    pub status: VacancyStatus,
    pub version: i32,
}

/// A vacancy to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = vacancies)]
pub(super) struct NewVacancy {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<VacancyId>)]
    pub id: VacancyId,
    pub reference: String,
    pub title: String,
    #[diesel(serialize_as = Bind<Band>)]
    pub band: Band,
    pub openings: i32,
    pub hours_per_week: i32,
    pub duration_weeks: Option<i32>,
    pub site: String,
    #[diesel(serialize_as = Bind<VacancyStatus>)]
    pub status: VacancyStatus,
    pub version: i32,
    pub capacity_version: i32,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub created_at: DateTime<Utc>,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub updated_at: DateTime<Utc>,
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
) -> DatabaseResult<Option<VacancyRow>> {
    Ok(vacancies::table
        .find((bind(trust), bind(id)))
        .select(VacancyRow::as_select())
        .first(db)
        .optional()?)
}

/// One row more than `limit`, the newest first, so that the caller knows whether another page follows.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    status: Option<VacancyStatus>,
    before: Option<VacancyId>,
    limit: i64,
) -> DatabaseResult<Vec<VacancyRow>> {
    let mut query = vacancies::table
        .filter(vacancies::trust_id.eq(bind(trust)))
        .order(vacancies::id.desc())
        .limit(limit + 1)
        .into_boxed();
    if let Some(status) = status {
        query = query.filter(vacancies::status.eq(bind(status)));
    }
    if let Some(before) = before {
        query = query.filter(vacancies::id.lt(bind(before)));
    }
    Ok(query.select(VacancyRow::as_select()).load(db)?)
}

pub(super) fn insert(db: &mut AnyConnection, row: NewVacancy) -> DatabaseResult<()> {
    diesel::insert_into(vacancies::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

pub(super) fn reference_is_free(
    db: &mut AnyConnection,
    trust: TrustId,
    reference: &str,
) -> DatabaseResult<bool> {
    let taken: i64 = vacancies::table
        .filter(vacancies::trust_id.eq(bind(trust)))
        .filter(vacancies::reference.eq(reference))
        .count()
        .get_result(db)?;
    Ok(taken == 0)
}

/// Closes the vacancy if it still has the version that was read. Answers whether it had.
pub(super) fn close(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
    expected: i32,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let changed = diesel::update(vacancies::table.find((bind(trust), bind(id))))
        .filter(vacancies::version.eq(expected))
        .set((
            vacancies::status.eq(bind(VacancyStatus::Closed)),
            vacancies::version.eq(vacancies::version + 1),
            vacancies::updated_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

/// What the rules need to know of a vacancy.
///
/// # Errors
/// When the database cannot say.
pub fn facts(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
) -> DatabaseResult<Option<VacancyFacts>> {
    let found: Option<(VacancyStatus, i32, i32, Option<i32>)> = vacancies::table
        .find((bind(trust), bind(id)))
        .select((
            vacancies::status,
            vacancies::openings,
            vacancies::hours_per_week,
            vacancies::duration_weeks,
        ))
        .first(db)
        .optional()?;
    Ok(found.map(|(status, openings, hours, weeks)| VacancyFacts {
        open: status == VacancyStatus::Open,
        openings: u32::try_from(openings).unwrap_or(0),
        hours_per_week: u16::try_from(hours).unwrap_or(0),
        duration_weeks: weeks.and_then(|weeks| u16::try_from(weeks).ok()),
    }))
}

/// Takes this transaction's turn at the vacancy: whoever else is about to take or free one of its openings, places or
/// seats waits until this transaction ends, and then counts what it left behind. Answers whether the vacancy exists.
///
/// # Errors
/// When the turn did not come in time.
pub fn lock_capacity(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
) -> DatabaseResult<bool> {
    let changed = diesel::update(vacancies::table.find((bind(trust), bind(id))))
        .set(vacancies::capacity_version.eq(vacancies::capacity_version + 1))
        .execute(db)?;
    Ok(changed == 1)
}

/// How many journeys to a vacancy stand in states for which `counts` holds.
pub(super) fn people_in(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
    counts: fn(State) -> bool,
) -> DatabaseResult<u32> {
    let people: i64 = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::vacancy_id.eq(bind(id)))
        .filter(journeys::state.eq_any(states(counts)))
        .count()
        .get_result(db)?;
    Ok(u32::try_from(people).unwrap_or(u32::MAX))
}

/// How many openings of each vacancy are held, by anybody or by the people whom one partner referred; a vacancy that is
/// not named has none.
///
/// # Errors
/// When the database cannot say.
pub fn openings_held(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[VacancyId],
    of: Option<OrganisationId>,
) -> DatabaseResult<HashMap<VacancyId, u32>> {
    let mut query = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::vacancy_id.eq_any(ids.iter().copied().map(bind)))
        .filter(journeys::state.eq_any(states(State::holds_opening)))
        .group_by(journeys::vacancy_id)
        .select((journeys::vacancy_id, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(journeys::organisation_id.eq(bind(of)));
    }
    let held: Vec<(VacancyId, i64)> = query.load(db)?;
    Ok(held
        .into_iter()
        .map(|(id, people)| (id, u32::try_from(people).unwrap_or(u32::MAX)))
        .collect())
}

/// What the rules know of a vacancy.
#[derive(Debug, Clone, Copy)]
pub struct Capacity {
    /// Which one.
    pub id: VacancyId,
    /// Whether it is still open.
    pub open: bool,
    /// How many people it is for.
    pub openings: u32,
    /// Weeks the job lasts; none for a permanent post.
    pub duration_weeks: Option<u16>,
}

/// Every vacancy of a Trust.
///
/// # Errors
/// When the database cannot say.
pub fn capacities(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Vec<Capacity>> {
    let rows: Vec<(VacancyId, VacancyStatus, i32, Option<i32>)> = vacancies::table
        .filter(vacancies::trust_id.eq(bind(trust)))
        .select((
            vacancies::id,
            vacancies::status,
            vacancies::openings,
            vacancies::duration_weeks,
        ))
        .load(db)?;
    let capacity = |(id, status, openings, weeks): (_, _, i32, Option<i32>)| Capacity {
        id,
        open: status == VacancyStatus::Open,
        openings: openings.unsigned_abs(),
        duration_weeks: weeks.and_then(|weeks| u16::try_from(weeks).ok()),
    };
    Ok(rows.into_iter().map(capacity).collect())
}

fn states(counts: fn(State) -> bool) -> Vec<Bind<State>> {
    State::ALL
        .iter()
        .copied()
        .filter(|state| counts(*state))
        .map(bind)
        .collect()
}
