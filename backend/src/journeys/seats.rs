//! Seats on screening days, interview times and lines of registers: what follows from a journey's events.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{attendances, bookings, interview_slots, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::ids::{JourneyId, SessionId, SlotId, TrustId};
use shared::journey::Attendance;
use uuid::Uuid;

/// A booking with its date.
#[derive(Debug, Clone, Queryable)]
pub(super) struct BookingRow {
    pub kind: String,
    pub session_id: Option<SessionId>,
    pub slot_id: Option<SlotId>,
    pub status: String,
    pub session_on: Option<NaiveDate>,
    pub slot_on: Option<NaiveDate>,
}

/// What a booking is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seat {
    Screening(SessionId),
    Interview(SlotId),
}

impl Seat {
    fn parts(self) -> (&'static str, Option<SessionId>, Option<SlotId>) {
        match self {
            Self::Screening(session) => ("screening", Some(session), None),
            Self::Interview(slot) => ("interview", None, Some(slot)),
        }
    }
}

/// Gives the journey a seat.
pub(super) fn take_seat(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
    seat: Seat,
    (id, now): (Uuid, DateTime<Utc>),
) -> DatabaseResult<()> {
    let (kind, session, slot) = seat.parts();
    diesel::insert_into(bookings::table)
        .values((
            bookings::trust_id.eq(bind(trust)),
            bookings::id.eq(bind(id)),
            bookings::journey_id.eq(bind(journey)),
            bookings::kind.eq(bind(kind)),
            bookings::session_id.eq(session),
            bookings::slot_id.eq(slot),
            bookings::status.eq(bind("active")),
            bookings::booked_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Ends the journey's active booking of a kind, or of both kinds: `superseded`, `released` or `kept`.
pub(super) fn end_bookings(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
    kind: Option<&'static str>,
    status: &'static str,
) -> DatabaseResult<()> {
    let active = bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::journey_id.eq(bind(journey)))
        .filter(bookings::status.eq(bind("active")));
    match kind {
        Some(kind) => diesel::update(active.filter(bookings::kind.eq(bind(kind))))
            .set(bookings::status.eq(bind(status)))
            .execute(db)?,
        None => diesel::update(active)
            .set(bookings::status.eq(bind(status)))
            .execute(db)?,
    };
    Ok(())
}

/// Every booking of a journey, the first first.
pub(super) fn bookings_of(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
) -> DatabaseResult<Vec<BookingRow>> {
    let on_session = sessions::trust_id
        .eq(bookings::trust_id)
        .and(sessions::id.nullable().eq(bookings::session_id));
    let on_slot = interview_slots::trust_id
        .eq(bookings::trust_id)
        .and(interview_slots::id.nullable().eq(bookings::slot_id));
    Ok(bookings::table
        .left_join(sessions::table.on(on_session))
        .left_join(interview_slots::table.on(on_slot))
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::journey_id.eq(bind(journey)))
        .order((bookings::booked_at, bookings::id))
        .select((
            bookings::kind,
            bookings::session_id,
            bookings::slot_id,
            bookings::status,
            sessions::held_on.nullable(),
            interview_slots::held_on.nullable(),
        ))
        .load(db)?)
}

/// Writes one line of a register, over an earlier one where there is one.
pub(super) fn set_attendance(
    db: &mut AnyConnection,
    trust: TrustId,
    (session, journey): (SessionId, JourneyId),
    (attendance, reason): (Attendance, Option<String>),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let line = attendances::table.find((bind(trust), bind(session), bind(journey)));
    let changed = diesel::update(line)
        .set((
            attendances::attendance.eq(bind(attendance)),
            attendances::reason.eq(reason.clone()),
            attendances::recorded_at.eq(bind(now)),
        ))
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(attendances::table)
            .values((
                attendances::trust_id.eq(bind(trust)),
                attendances::session_id.eq(bind(session)),
                attendances::journey_id.eq(bind(journey)),
                attendances::attendance.eq(bind(attendance)),
                attendances::reason.eq(reason),
                attendances::recorded_at.eq(bind(now)),
            ))
            .execute(db)?;
    }
    Ok(())
}
