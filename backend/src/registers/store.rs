//! Sessions as registers need them, and the people expected at them.

use crate::platform::database::{
    Active, AnyConnection, DatabaseResult, bind,
    schema::{attendances, bookings, candidates, journeys, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
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
    pub signed_off_at: Option<DateTime<Utc>>,
    pub version: i32,
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
