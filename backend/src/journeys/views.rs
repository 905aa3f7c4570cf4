//! What of a journey goes on the wire.

use super::seats::{self, BookingRow};
use super::store::{EventRow, JourneyRow, ListedRow, Names};
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseResult};
use chrono::SecondsFormat;
use shared::ids::TrustId;
use shared::journey::{Actor, Coming, Event, Journey, State};
use shared::journeys::{BookingView, JourneySummary, JourneyView, TimelineEntry};
use shared::time::CivilDate;
use shared::values::Coded;

/// A journey with the names that people read.
pub(super) fn view(
    db: &mut AnyConnection,
    trust: TrustId,
    (row, names): (&JourneyRow, Names),
    journey: &Journey,
) -> DatabaseResult<JourneyView> {
    let Names {
        given,
        family,
        programme,
    } = names;
    Ok(JourneyView {
        id: row.id,
        reference: row.reference.clone(),
        candidate_id: row.candidate_id,
        candidate_name: format!("{given} {family}"),
        programme_id: row.programme_id,
        programme_title: programme,
        vacancy_id: row.vacancy_id,
        organisation_id: row.organisation_id,
        state: journey.state,
        state_label: journey.state.label().to_owned(),
        is_open: journey.state.is_open(),
        waiting_listed: journey.waiting_listed,
        entitled_on: journey.entitled_on,
        next_date: next_date(journey),
        coming: seats::coming(db, trust, &[(row.id, journey.state)])?.remove(&row.id),
        next_step: journey.next_step,
        merged_into: journey.merged_into,
        entered_state_on: journey.entered_on,
        version: i32::try_from(journey.version).unwrap_or(i32::MAX),
    })
}

/// The date that the person has before them.
fn next_date(journey: &Journey) -> Option<CivilDate> {
    let trial = journey.trial.as_ref();
    match journey.state {
        State::ScreeningBooked => journey.screening.as_ref().map(|booking| booking.held_on),
        State::InterviewBooked => journey.interview.as_ref().map(|booking| booking.held_on),
        State::TrialProposed | State::TrialAgreed => trial.map(|trial| trial.terms.starts_on),
        State::OnTrial => trial.map(|trial| trial.terms.ends_on),
        State::Offered => journey.offer.as_ref().map(|offer| offer.expires_on),
        State::OfferAccepted => journey.offer.as_ref().map(|offer| offer.start_on),
        _ => None,
    }
}

pub(super) fn summary(row: ListedRow, coming: Option<Coming>) -> JourneySummary {
    JourneySummary {
        id: row.id,
        reference: row.reference,
        candidate_id: row.candidate_id,
        candidate_name: format!("{} {}", row.given_name, row.family_name),
        programme_id: row.programme_id,
        state: row.state,
        waiting_listed: row.waiting_listed,
        coming,
        entered_state_on: row.entered_state_on.into(),
        version: row.version,
    }
}

/// An event as the timeline tells it. What was asked for on a screening day is told to those who may know.
pub(super) fn timeline_entry(mut row: EventRow, knows_of_the_day: bool) -> TimelineEntry {
    if let Event::ScreeningBooked { adjustments, .. } = &mut row.payload.0
        && !knows_of_the_day
    {
        *adjustments = None;
    }
    TimelineEntry {
        sequence: row.sequence,
        label: row.payload.0.label().to_owned(),
        event: row.payload.0,
        on: civil_date_of(row.recorded_at).into(),
        recorded_at: row.recorded_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        by: Actor {
            kind: row.actor_kind,
            id: row.actor_id.unwrap_or_default(),
            name: row.actor_name,
        },
    }
}

/// A booking with its date and what the register says; `None` for one whose session is gone, which cannot be.
pub(super) fn booking(row: BookingRow, journey: &Journey) -> Option<BookingView> {
    let attendance = row
        .session_id
        .and_then(|id| journey.attendance.get(&id))
        .map(|record| record.attendance);
    Some(BookingView {
        kind: row.kind,
        session_id: row.session_id,
        slot_id: row.slot_id,
        held_on: row.session_on.or(row.slot_on)?.into(),
        status: row.status,
        attendance,
        asked_on: row.asked_at.map(|at| civil_date_of(at).into()),
        confirmed_on: row.confirmed_on.map(CivilDate::from),
    })
}
