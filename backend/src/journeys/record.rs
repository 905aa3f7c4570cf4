//! Writes what was decided: the events, their projections, the outbox, the messages and the audit, in one transaction.

use super::counts;
use super::due::JOB;
use super::error::JourneyError;
use super::guarantees;
use super::messages;
use super::seats;
use super::service::Asker;
use super::store::{self, JourneyRow};
use super::tasks;
use crate::application::Platform;
use crate::platform::audit::{self, AuditEntry};
use crate::platform::clock::civil_date_of;
use crate::platform::database::AnyConnection;
use crate::platform::outbox::{self, Notice};
use crate::platform::signals::{self, Signal};
use chrono::{DateTime, Utc};
use shared::ids::{CandidateId, JourneyId, ProgrammeId, TrustId};
use shared::journey::{BookedFor, Event, Journey, ProgrammeFacts, Recorded, State, next_due_on};
use uuid::Uuid;

/// Where and when events are written.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub platform: &'a Platform,
    pub asker: &'a Asker,
    pub now: DateTime<Utc>,
}

/// Records events on a journey that stood at `row.version`, and answers its new fold.
///
/// # Errors
/// [`JourneyError::Stale`] when somebody moved it in between; nothing is written then.
pub(super) fn record(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    row: &JourneyRow,
    mut journey: Journey,
    (events, programme): (Vec<Event>, &ProgrammeFacts),
    action: &str,
) -> Result<Journey, JourneyError> {
    let trust = pen.asker.trust_id;
    let stood = journey.clone();
    for event in events {
        let before = journey.clone();
        let recorded = Recorded {
            event,
            on: civil_date_of(pen.now).into(),
            by: pen.asker.actor.clone(),
        };
        journey.apply(&recorded);
        let placed = (row.id, journey.version, recorded.event.clone());
        write_events(db, pen, vec![(placed, row.programme_id)])?;
        project(db, pen, row.id, &recorded.event, (&before, &journey))?;
        messages::tell(db, pen, row, &recorded.event)?;
    }
    let due_on = next_due_on(&journey, programme).map(shared::time::CivilDate::naive);
    if !store::update(db, trust, (row.id, row.version), &journey, due_on, pen.now)? {
        let current = store::find(db, trust, row.id)?.map_or(row.version, |row| row.version);
        return Err(JourneyError::Stale { current });
    }
    let on = (row.id, row.programme_id);
    guarantees::keep(db, trust, on, (&stood, &journey))?;
    tasks::keep(db, trust, on, (&stood, &journey), programme)?;
    let places = (row.programme_id, row.organisation_id);
    counts::keep(db, trust, places, Some(&stood), &journey)?;
    if due_on.is_some_and(|due_on| due_on <= civil_date_of(pen.now)) {
        signals::tell(Signal::Due {
            trust,
            job: JOB.to_owned(),
        });
    }
    audit(db, pen, (row.id, row.candidate_id), action)?;
    Ok(journey)
}

/// An event at its place in the history of a journey, and the programme that the journey is on.
pub(super) type Placed = ((JourneyId, u32, Event), ProgrammeId);

/// Writes events and the notices of them.
pub(super) fn write_events(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    placed: Vec<Placed>,
) -> Result<(), JourneyError> {
    let trust = pen.asker.trust_id;
    let (events, programmes): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
    let when = (pen.now, pen.asker.request_id.as_str());
    store::append(db, trust, &events, &pen.asker.actor, when)?;
    let notices: Vec<Notice> = events
        .iter()
        .zip(programmes)
        .map(|((id, sequence, event), programme)| Notice {
            kind: format!("journey.{}", event.kind()),
            journey: Some((id.as_uuid(), i32::try_from(*sequence).unwrap_or(i32::MAX))),
            programme: Some(programme.as_uuid()),
        })
        .collect();
    outbox::append_all(db, trust, &notices, pen.now)?;
    Ok(())
}

/// Writes who did what to the journey.
pub(super) fn audit(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    (id, person): (JourneyId, CandidateId),
    action: &str,
) -> Result<(), JourneyError> {
    let Asker {
        trust_id,
        actor,
        request_id,
        ..
    } = pen.asker;
    let entry = AuditEntry::done(
        *trust_id,
        pen.now,
        actor,
        action,
        ("journey", id.as_uuid()),
        request_id,
    );
    audit::record(db, &entry.about(person))?;
    Ok(())
}

/// The projections beside the row itself: seats and registers.
fn project(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: JourneyId,
    event: &Event,
    (before, after): (&Journey, &Journey),
) -> Result<(), JourneyError> {
    let trust = pen.asker.trust_id;
    match event {
        Event::ScreeningBooked { session_id, .. } | Event::ScreeningRebooked { session_id, .. } => {
            seats::end_bookings(db, trust, id, Some("screening"), "superseded")?;
            take_seat(db, pen, id, BookedFor::Screening(*session_id))?;
        }
        Event::InterviewBooked { slot_id, .. } => {
            take_seat(db, pen, id, BookedFor::Interview(*slot_id))?
        }
        Event::BookingConfirmed { .. } => {
            if let Some(booked) = after.booked() {
                let kind = seats::kind_of(booked.what);
                seats::confirm(db, trust, id, kind, civil_date_of(pen.now))?;
            }
        }
        Event::InterviewReleased(_) => {
            seats::end_bookings(db, trust, id, Some("interview"), "released")?
        }
        Event::Withdrawn(_) | Event::Merged { .. } => {
            release_what_is_ahead(db, trust, id, before.state)?
        }
        Event::Reopened(_) => restore_seat(db, pen, id, after)?,
        Event::AttendanceRecorded(line) => {
            let reason = line.reason.as_ref().map(ToString::to_string);
            seats::set_attendance(
                db,
                trust,
                (line.session_id, id),
                (line.attendance, reason),
                pen.now,
            )?;
        }
        _ => {}
    }
    Ok(())
}

fn take_seat(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: JourneyId,
    seat: BookedFor,
) -> Result<(), JourneyError> {
    let booking: Uuid = pen.platform.ids.new_id();
    seats::take_seat(db, pen.asker.trust_id, id, seat, (booking, pen.now))?;
    Ok(())
}

/// Somebody who leaves frees the seat they have not sat in yet; a register keeps those who were expected at it.
fn release_what_is_ahead(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
    from: State,
) -> Result<(), JourneyError> {
    let kind = match from {
        State::ScreeningBooked => "screening",
        State::InterviewBooked => "interview",
        _ => return Ok(()),
    };
    Ok(seats::end_bookings(db, trust, id, Some(kind), "released")?)
}

/// A reopened journey has its seat back; the rulebook has made sure that it is still free.
fn restore_seat(
    db: &mut AnyConnection,
    pen: Pen<'_>,
    id: JourneyId,
    after: &Journey,
) -> Result<(), JourneyError> {
    let Some(booked) = after.booked() else {
        return Ok(());
    };
    let kind = seats::kind_of(booked.what);
    seats::end_bookings(db, pen.asker.trust_id, id, Some(kind), "superseded")?;
    take_seat(db, pen, id, booked.what)
}
