//! Seats on screening days, interview times and lines of registers: what follows from a journey's events.

use crate::platform::database::{
    Active, AnyConnection, DatabaseResult, bind,
    schema::{answer_links, attendances, bookings, interview_slots, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::ids::{JourneyId, SessionId, SlotId, TrustId};
use shared::journey::{Attendance, BookedFor, Coming, State};
use std::collections::HashMap;
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
    pub asked_at: Option<DateTime<Utc>>,
    pub confirmed_on: Option<NaiveDate>,
}

/// A booking's columns: its kind, and what it is for.
fn parts(what: BookedFor) -> (&'static str, Option<SessionId>, Option<SlotId>) {
    match what {
        BookedFor::Screening(session) => ("screening", Some(session), None),
        BookedFor::Interview(slot) => ("interview", None, Some(slot)),
    }
}

/// The kind of a booking.
pub(super) fn kind_of(what: BookedFor) -> &'static str {
    parts(what).0
}

/// Gives the journey a seat.
pub(super) fn take_seat(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
    seat: BookedFor,
    (id, now): (Uuid, DateTime<Utc>),
) -> DatabaseResult<()> {
    let (kind, session, slot) = parts(seat);
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
        .filter(bookings::status.eq(Active));
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

/// Notes on the journey's active booking of a kind that the person is coming.
pub(super) fn confirm(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
    kind: &'static str,
    on: NaiveDate,
) -> DatabaseResult<()> {
    let active = bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::journey_id.eq(bind(journey)))
        .filter(bookings::kind.eq(bind(kind)))
        .filter(bookings::status.eq(Active));
    diesel::update(active)
        .set(bookings::confirmed_on.eq(Some(on)))
        .execute(db)?;
    Ok(())
}

/// The kind of the booking that a journey at this state stands on.
const fn kind_at(state: State) -> Option<&'static str> {
    match state {
        State::ScreeningBooked => Some("screening"),
        State::InterviewBooked => Some("interview"),
        _ => None,
    }
}

/// What is known of whether people come to what is booked. Whoever is not in it has nothing booked or was not asked yet.
pub(super) fn coming(
    db: &mut AnyConnection,
    trust: TrustId,
    standing: &[(JourneyId, State)],
) -> DatabaseResult<HashMap<JourneyId, Coming>> {
    let kinds: HashMap<_, _> = standing
        .iter()
        .filter_map(|(id, state)| Some((*id, kind_at(*state)?)))
        .collect();
    if kinds.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<_> = kinds.keys().copied().map(bind).collect();
    let on_link = answer_links::trust_id
        .eq(bookings::trust_id)
        .and(answer_links::booking_id.eq(bookings::id));
    type Row = (JourneyId, String, Option<NaiveDate>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = bookings::table
        .left_join(answer_links::table.on(on_link))
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::journey_id.eq_any(ids))
        .filter(bookings::status.eq(Active))
        .select((
            bookings::journey_id,
            bookings::kind,
            bookings::confirmed_on,
            answer_links::asked_at.nullable(),
        ))
        .load(db)?;
    let known = rows.into_iter().filter_map(|(id, kind, confirmed, asked)| {
        let stands_on = kinds.get(&id).is_some_and(|known| *known == kind);
        let coming = match (confirmed, asked) {
            (Some(_), _) => Coming::Confirmed,
            (None, Some(_)) => Coming::Asked,
            (None, None) => return None,
        };
        stands_on.then_some((id, coming))
    });
    Ok(known.collect())
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
    let on_link = answer_links::trust_id
        .eq(bookings::trust_id)
        .and(answer_links::booking_id.eq(bookings::id));
    Ok(bookings::table
        .left_join(sessions::table.on(on_session))
        .left_join(interview_slots::table.on(on_slot))
        .left_join(answer_links::table.on(on_link))
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
            answer_links::asked_at.nullable(),
            bookings::confirmed_on,
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
