//! Programmes, their sessions and their interview times in the database.

use crate::platform::database::{
    AnyConnection, AsJson, Bind, DatabaseResult, bind,
    schema::{bookings, interview_slots, journeys, programmes, sessions, vacancies},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    ids::{JourneyId, OrganisationId, ProgrammeId, SessionId, SlotId, TrustId, VacancyId},
    journey::{CheckKind, ProgrammeStatus, SessionKind, State},
};
use std::collections::{HashMap, HashSet};

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

/// A screening day or a training session.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub id: SessionId,
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub capacity: i32,
    pub required: bool,
    pub signed_off_at: Option<DateTime<Utc>>,
}

/// A screening day or a training session to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = sessions)]
pub(super) struct NewSession {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<SessionId>)]
    pub id: SessionId,
    #[diesel(serialize_as = Bind<ProgrammeId>)]
    pub programme_id: ProgrammeId,
    #[diesel(serialize_as = Bind<SessionKind>)]
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub capacity: i32,
    pub required: bool,
    pub version: i32,
}

/// An interview time.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = interview_slots)]
pub(super) struct SlotRow {
    pub id: SlotId,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub venue: String,
}

/// An interview time to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = interview_slots)]
pub(super) struct NewSlot {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<SlotId>)]
    pub id: SlotId,
    #[diesel(serialize_as = Bind<ProgrammeId>)]
    pub programme_id: ProgrammeId,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub venue: String,
    pub version: i32,
}

/// Which seats and interview times of a programme are taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub seats: HashMap<SessionId, u32>,
    pub slots: HashSet<SlotId>,
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

/// What a list of programmes can be narrowed by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ProgrammeFilter {
    pub status: Option<ProgrammeStatus>,
    pub vacancy_id: Option<VacancyId>,
    /// Leaves out drafts: a partner sees a programme from its publication on.
    pub without_drafts: bool,
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
    if filter.without_drafts {
        query = query.filter(programmes::status.ne(bind(ProgrammeStatus::Draft)));
    }
    if let Some(before) = before {
        query = query.filter(programmes::id.lt(bind(before)));
    }
    Ok(query.select(ProgrammeRow::as_select()).load(db)?)
}

pub(super) fn insert(db: &mut AnyConnection, row: NewProgramme) -> DatabaseResult<()> {
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
    Ok(changed == 1)
}

/// The sessions of a programme, by date and time.
pub(super) fn sessions(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::programme_id.eq(bind(programme)))
        .order((sessions::held_on, sessions::starts_at, sessions::id))
        .select(SessionRow::as_select())
        .load(db)?)
}

pub(super) fn insert_session(db: &mut AnyConnection, row: NewSession) -> DatabaseResult<()> {
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The interview times of a programme, by date and time.
pub(super) fn slots(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<Vec<SlotRow>> {
    Ok(interview_slots::table
        .filter(interview_slots::trust_id.eq(bind(trust)))
        .filter(interview_slots::programme_id.eq(bind(programme)))
        .order((
            interview_slots::held_on,
            interview_slots::starts_at,
            interview_slots::id,
        ))
        .select(SlotRow::as_select())
        .load(db)?)
}

pub(super) fn insert_slot(db: &mut AnyConnection, row: NewSlot) -> DatabaseResult<()> {
    diesel::insert_into(interview_slots::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// Whose bookings count.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// Everybody's.
    All,
    /// Everybody's but those of one journey.
    Others(JourneyId),
    /// Those of the people whom one partner referred.
    ReferredBy(OrganisationId),
}

/// What has been booked on the programme.
pub(super) fn taken(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    whose: Whose,
) -> DatabaseResult<Taken> {
    let of_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let mut query = bookings::table
        .inner_join(journeys::table.on(of_journey))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq(bind(programme)))
        .filter(bookings::status.eq(bind("active")))
        .into_boxed();
    match whose {
        Whose::All => {}
        Whose::Others(journey) => query = query.filter(bookings::journey_id.ne(bind(journey))),
        Whose::ReferredBy(partner) => {
            query = query.filter(journeys::organisation_id.eq(bind(partner)));
        }
    }
    let booked: Vec<(Option<SessionId>, Option<SlotId>)> = query
        .select((bookings::session_id, bookings::slot_id))
        .load(db)?;
    let mut taken = Taken::default();
    for (session, slot) in booked {
        if let Some(session) = session {
            *taken.seats.entry(session).or_default() += 1;
        }
        taken.slots.extend(slot);
    }
    Ok(taken)
}

/// People at one stage of one programme.
#[derive(Debug, Clone, Copy, Queryable)]
pub(super) struct StageRow {
    pub programme_id: ProgrammeId,
    pub state: State,
    pub waiting_listed: bool,
    pub people: i64,
}

/// How many people stand at each stage of each programme: everybody, or those whom one partner referred.
pub(super) fn stages(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[ProgrammeId],
    of: Option<OrganisationId>,
) -> DatabaseResult<Vec<StageRow>> {
    let mut query = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq_any(ids.iter().copied().map(bind)))
        .group_by((
            journeys::programme_id,
            journeys::state,
            journeys::waiting_listed,
        ))
        .select((
            journeys::programme_id,
            journeys::state,
            journeys::waiting_listed,
            diesel::dsl::count_star(),
        ))
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(journeys::organisation_id.eq(bind(of)));
    }
    Ok(query.load(db)?)
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
