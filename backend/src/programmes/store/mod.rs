//! Programmes in the database. Only here and below is diesel.

mod people;
mod plan;

pub(super) use people::{
    StageRow, Taken, Whose, expected, seats_taken, slots_taken, stages, taken,
};
pub(super) use plan::{
    NewSession, NewSlot, SessionRow, SlotRow, change_session, insert_session, insert_slot,
    other_sessions, programme_of, sessions, slots,
};

use crate::platform::database::{
    AnyConnection, AsJson, Bind, DatabaseResult, bind,
    schema::{programmes, vacancies},
};
use crate::platform::signals::{self, Changed, Signal};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    ids::{ProgrammeId, TrustId, VacancyId},
    journey::{CheckKind, ProgrammeStatus},
};

/// A programme as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = programmes)]
pub(super) struct ProgrammeRow {
    pub id: ProgrammeId,
    pub vacancy_id: VacancyId,
    pub reference: String,
    pub title: String,
    pub status: ProgrammeStatus,
    pub referrals_open_on: NaiveDate,
    pub referrals_close_on: NaiveDate,
    pub screening_on: NaiveDate,
    pub training_starts_on: NaiveDate,
    pub training_ends_on: NaiveDate,
    pub interviews_from: NaiveDate,
    pub interviews_until: NaiveDate,
    pub trial_from: NaiveDate,
    pub trial_until: NaiveDate,
    pub places: i32,
    pub training_threshold: Option<i32>,
    pub panel: AsJson<Vec<String>>,
    pub criteria: AsJson<Vec<String>>,
    pub checks_before_trial: AsJson<Vec<CheckKind>>,
    pub version: i32,
}

/// A programme to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = programmes)]
pub(super) struct NewProgramme {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<ProgrammeId>)]
    pub id: ProgrammeId,
    #[diesel(serialize_as = Bind<VacancyId>)]
    pub vacancy_id: VacancyId,
    pub reference: String,
    pub title: String,
    #[diesel(serialize_as = Bind<ProgrammeStatus>)]
    pub status: ProgrammeStatus,
    pub referrals_open_on: NaiveDate,
    pub referrals_close_on: NaiveDate,
    pub screening_on: NaiveDate,
    pub training_starts_on: NaiveDate,
    pub training_ends_on: NaiveDate,
    pub interviews_from: NaiveDate,
    pub interviews_until: NaiveDate,
    pub trial_from: NaiveDate,
    pub trial_until: NaiveDate,
    pub places: i32,
    pub training_threshold: Option<i32>,
    pub panel: AsJson<Vec<String>>,
    pub criteria: AsJson<Vec<String>>,
    pub checks_before_trial: AsJson<Vec<CheckKind>>,
    pub version: i32,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub created_at: DateTime<Utc>,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub updated_at: DateTime<Utc>,
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ProgrammeId,
) -> DatabaseResult<Option<ProgrammeRow>> {
    Ok(programmes::table
        .find((bind(trust), bind(id)))
        .select(ProgrammeRow::as_select())
        .first(db)
        .optional()?)
}

/// The vacancy that a programme is for, where there is such a programme.
///
/// # Errors
/// When the database cannot say.
pub fn vacancy_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ProgrammeId,
) -> DatabaseResult<Option<VacancyId>> {
    Ok(programmes::table
        .find((bind(trust), bind(id)))
        .select(programmes::vacancy_id)
        .first(db)
        .optional()?)
}

/// Who interviews for a programme; nobody where there is no such programme.
///
/// # Errors
/// When the database cannot say.
pub fn panel_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ProgrammeId,
) -> DatabaseResult<Vec<String>> {
    let found: Option<AsJson<Vec<String>>> = programmes::table
        .find((bind(trust), bind(id)))
        .select(programmes::panel)
        .first(db)
        .optional()?;
    Ok(found.map(|AsJson(panel)| panel).unwrap_or_default())
}

/// What a list of programmes can be narrowed by.
#[derive(Debug, Clone, Default)]
pub(super) struct ProgrammeFilter {
    pub status: Option<ProgrammeStatus>,
    pub vacancy_id: Option<VacancyId>,
    /// Leaves out drafts: a partner sees a programme from its publication on.
    pub without_drafts: bool,
    /// Only these, where somebody reaches no other.
    pub within: Option<Vec<ProgrammeId>>,
}

/// One row more than `limit`, the newest first, so that the caller knows whether another page follows.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: ProgrammeFilter,
    before: Option<ProgrammeId>,
    limit: i64,
) -> DatabaseResult<Vec<ProgrammeRow>> {
    let mut query = programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .order(programmes::id.desc())
        .limit(limit + 1)
        .into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(programmes::status.eq(bind(status)));
    }
    if let Some(vacancy) = filter.vacancy_id {
        query = query.filter(programmes::vacancy_id.eq(bind(vacancy)));
    }
    if let Some(within) = filter.within {
        query = query.filter(programmes::id.eq_any(within.into_iter().map(bind)));
    }
    if filter.without_drafts {
        query = query.filter(programmes::status.ne(bind(ProgrammeStatus::Draft)));
    }
    if let Some(before) = before {
        query = query.filter(programmes::id.lt(bind(before)));
    }
    Ok(query.select(ProgrammeRow::as_select()).load(db)?)
}

pub(super) fn insert(db: &mut AnyConnection, row: NewProgramme) -> DatabaseResult<()> {
    tell(row.trust_id, row.id, 1);
    diesel::insert_into(programmes::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

pub(super) fn reference_is_free(
    db: &mut AnyConnection,
    trust: TrustId,
    reference: &str,
) -> DatabaseResult<bool> {
    let taken: i64 = programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .filter(programmes::reference.eq(reference))
        .count()
        .get_result(db)?;
    Ok(taken == 0)
}

/// What changes with a programme besides its version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub status: ProgrammeStatus,
    /// The first screening day, where it is another one now.
    pub screening_on: Option<NaiveDate>,
    /// The last day of the interview round, where it is another one now.
    pub interviews_until: Option<NaiveDate>,
}

impl Change {
    /// Only the version, and the status where it is another one.
    pub(super) fn none(status: ProgrammeStatus) -> Self {
        Self {
            status,
            screening_on: None,
            interviews_until: None,
        }
    }
}

/// Writes the change if the programme still has the version that was read. Answers whether it had.
pub(super) fn update(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (ProgrammeId, i32),
    change: Change,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let row = programmes::table.find((bind(trust), bind(id)));
    let values = (
        programmes::status.eq(bind(change.status)),
        programmes::version.eq(programmes::version + 1),
        programmes::updated_at.eq(bind(now)),
        // `None` leaves the column as it is.
        change
            .screening_on
            .map(|date| programmes::screening_on.eq(date)),
        change
            .interviews_until
            .map(|date| programmes::interviews_until.eq(date)),
    );
    let changed = diesel::update(row)
        .filter(programmes::version.eq(expected))
        .set(values)
        .execute(db)?;
    if changed == 1 {
        tell(trust, id, expected + 1);
    }
    Ok(changed == 1)
}

/// Tells whoever listens that a programme has changed.
fn tell(trust: TrustId, id: ProgrammeId, version: i32) {
    signals::tell(Signal::Changed(Changed {
        trust,
        what: "programme",
        id: id.as_uuid(),
        version,
        within: id.as_uuid(),
    }));
}

/// The role and the openings of a vacancy.
pub(super) fn vacancy_line(
    db: &mut AnyConnection,
    trust: TrustId,
    id: VacancyId,
) -> DatabaseResult<(String, i32)> {
    Ok(vacancies::table
        .find((bind(trust), bind(id)))
        .select((vacancies::title, vacancies::openings))
        .first(db)?)
}
