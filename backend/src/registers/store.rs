//! Sessions as registers need them, and the people expected at them.

use crate::platform::database::{
    Active, AnyConnection, DatabaseResult, bind,
    schema::{attendances, bookings, candidates, journeys, programmes, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::exists, prelude::*};
use shared::ids::{JourneyId, ProgrammeId, SessionId, TrustId};
use shared::journey::{Attendance, SessionKind, State};

/// One session.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub id: SessionId,
    pub programme_id: ProgrammeId,
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub trainer: Option<String>,
    pub signed_off_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// What the heading of a register says on paper.
#[derive(Debug, Clone, Queryable)]
pub(super) struct HeadingRow {
    pub programme_title: String,
    pub programme_reference: String,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub signed_off_at: Option<DateTime<Utc>>,
    pub signed_off_by: Option<String>,
}

/// One person expected at a session.
#[derive(Debug, Clone, Queryable)]
pub(super) struct ExpectedRow {
    pub journey_id: JourneyId,
    pub version: i32,
    pub state: State,
    pub given_name: String,
    pub family_name: String,
    pub attendance: Option<Attendance>,
    pub reason: Option<String>,
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: SessionId,
) -> DatabaseResult<Option<SessionRow>> {
    Ok(sessions::table
        .find((bind(trust), bind(id)))
        .select(SessionRow::as_select())
        .first(db)
        .optional()?)
}

pub(super) fn heading(
    db: &mut AnyConnection,
    trust: TrustId,
    id: SessionId,
) -> DatabaseResult<HeadingRow> {
    let on_programme = programmes::trust_id
        .eq(sessions::trust_id)
        .and(programmes::id.eq(sessions::programme_id));
    Ok(sessions::table
        .inner_join(programmes::table.on(on_programme))
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::id.eq(bind(id)))
        .select((
            programmes::title,
            programmes::reference,
            sessions::starts_at,
            sessions::ends_at,
            sessions::venue,
            sessions::signed_off_at,
            sessions::signed_off_by,
        ))
        .first(db)?)
}

/// The people of a register, by name: those booked on a screening day; those selected for a training week, and
/// everyone whom the register already names.
pub(super) fn expected(
    db: &mut AnyConnection,
    trust: TrustId,
    session: &SessionRow,
) -> DatabaseResult<Vec<ExpectedRow>> {
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let on_line = attendances::trust_id
        .eq(journeys::trust_id)
        .and(attendances::journey_id.eq(journeys::id))
        .and(attendances::session_id.eq(bind(session.id)));
    let booked = bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::session_id.eq(Some(session.id)))
        .filter(bookings::status.eq(Active))
        .select(bookings::journey_id);
    let people = journeys::table
        .inner_join(candidates::table.on(on_candidate))
        .left_join(attendances::table.on(on_line))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq(bind(session.programme_id)));
    let columns = (
        journeys::id,
        journeys::version,
        journeys::state,
        candidates::given_name,
        candidates::family_name,
        attendances::attendance.nullable(),
        attendances::reason.nullable(),
    );
    let by_name = (
        candidates::family_name,
        candidates::given_name,
        journeys::id,
    );
    Ok(match session.kind {
        SessionKind::Screening => people
            .filter(journeys::id.eq_any(booked))
            .order(by_name)
            .select(columns)
            .load(db)?,
        SessionKind::Training => {
            let taught = journeys::state.eq_any([State::Selected, State::InTraining].map(bind));
            people
                // Somebody who still waits for a place is not expected.
                .filter(
                    taught
                        .and(journeys::waiting_listed.eq(false))
                        .or(attendances::attendance.is_not_null()),
                )
                .order(by_name)
                .select(columns)
                .load(db)?
        }
    })
}

/// A register of a session that was held, and that is not signed off.
#[derive(Debug, Clone, Queryable)]
pub struct UnsignedRegister {
    /// The session.
    pub session_id: SessionId,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// The programme's title.
    pub programme_title: String,
    /// Screening day or training session.
    pub kind: SessionKind,
    /// The module.
    pub module: Option<String>,
    /// The day it was held.
    pub held_on: NaiveDate,
}

/// More registers than anybody can have left open.
const MOST_UNSIGNED: i64 = 100;

/// The registers of sessions held by this day that are not signed off though somebody was expected, the oldest first. A
/// session at which nobody was expected has nothing to sign.
///
/// # Errors
/// When the database cannot say.
pub fn unsigned(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<&[ProgrammeId]>,
    day: NaiveDate,
) -> DatabaseResult<Vec<UnsignedRegister>> {
    let booked = bookings::table
        .filter(bookings::trust_id.eq(sessions::trust_id))
        .filter(bookings::session_id.eq(sessions::id.nullable()))
        .filter(bookings::status.eq(Active));
    let taught = journeys::table
        .filter(journeys::trust_id.eq(sessions::trust_id))
        .filter(journeys::programme_id.eq(sessions::programme_id))
        .filter(journeys::state.eq_any([State::Selected, State::InTraining].map(bind)))
        .filter(journeys::waiting_listed.eq(false));
    let is_training = sessions::kind.eq(bind(SessionKind::Training));
    let on_programme = programmes::trust_id
        .eq(sessions::trust_id)
        .and(programmes::id.eq(sessions::programme_id));
    let mut query = sessions::table
        .inner_join(programmes::table.on(on_programme))
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::signed_off_at.is_null())
        .filter(sessions::held_on.le(day))
        .filter(exists(booked).or(is_training.and(exists(taught))))
        .into_boxed();
    if let Some(within) = within {
        query = query.filter(sessions::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    Ok(query
        .order((sessions::held_on, sessions::starts_at, sessions::id))
        .limit(MOST_UNSIGNED)
        .select((
            sessions::id,
            sessions::programme_id,
            programmes::title,
            sessions::kind,
            sessions::module,
            sessions::held_on,
        ))
        .load(db)?)
}

/// Signs a register off, if it still has the version that was read. Answers whether it had.
pub(super) fn sign_off(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (SessionId, i32),
    (by, now): (String, DateTime<Utc>),
) -> DatabaseResult<bool> {
    let changed = diesel::update(sessions::table.find((bind(trust), bind(id))))
        .filter(sessions::version.eq(expected))
        .filter(sessions::signed_off_at.is_null())
        .set((
            sessions::signed_off_at.eq(Some(now)),
            sessions::signed_off_by.eq(Some(by)),
            sessions::version.eq(expected + 1),
        ))
        .execute(db)?;
    Ok(changed == 1)
}
