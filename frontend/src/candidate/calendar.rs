//! The dates of a journey as a calendar file.

use super::case::Case;
use crate::language::{Language, stages, trials};
use shared::calendars::{Entry, calendar_file};
use shared::journey::{SessionFacts, SessionKind, State};
use shared::time::CivilDate;

/// The calendar file of somebody's journeys. `stamp` is the moment it is made, as `20260302T093000Z`.
#[must_use]
pub fn calendar<'a>(
    cases: impl IntoIterator<Item = &'a Case>,
    language: Language,
    (trust, phone): (&str, &str),
    stamp: &str,
) -> String {
    let about = format!("{trust}, {phone}");
    let all = cases.into_iter().flat_map(|case| entries(case, language));
    let all = all.map(|entry| Entry {
        about: about.clone(),
        ..entry
    });
    calendar_file(all, stamp)
}

/// The dates that the stage has ahead.
fn entries(case: &Case, language: Language) -> Vec<Entry> {
    let journey = &case.journey;
    match journey.state {
        State::ScreeningBooked => screening(case, language).into_iter().collect(),
        State::Selected | State::InTraining if !journey.waiting_listed => training(case, language),
        State::InterviewBooked => interview(case, language).into_iter().collect(),
        State::TrialAgreed | State::OnTrial => trial(case, language).into_iter().collect(),
        State::Offered | State::OfferAccepted => offer(case, language).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// An entry for a whole day.
fn entry(case: &Case, id: String, what: &str, on: CivilDate) -> Entry {
    Entry::on(id, format!("{what}: {}", case.role), on)
}

fn screening(case: &Case, language: Language) -> Option<Entry> {
    let booking = case.journey.screening.as_ref()?;
    let session = case.situation.programme.session(booking.session_id);
    let what = stages::SCREENING_BOOKED.say(language);
    let id = booking.session_id.to_string();
    Some(Entry {
        at: session.map(|session| session.starts_at.clone()),
        place: session.map(|session| session.venue.clone()),
        ..entry(case, id, what, booking.held_on)
    })
}

fn training(case: &Case, language: Language) -> Vec<Entry> {
    let what = stages::YOUR_TRAINING.say(language);
    let sessions = case.situation.programme.sessions_of(SessionKind::Training);
    let of_session = |session: &SessionFacts| Entry {
        title: session.module.clone(),
        at: Some(session.starts_at.clone()),
        place: Some(session.venue.clone()),
        ..entry(case, session.id.to_string(), what, session.held_on)
    };
    sessions.map(of_session).collect()
}

fn interview(case: &Case, language: Language) -> Option<Entry> {
    let booking = case.journey.interview.as_ref()?;
    let slot = case.situation.programme.slot(booking.slot_id);
    let what = stages::INTERVIEW_BOOKED.say(language);
    Some(Entry {
        at: slot.map(|slot| slot.starts_at.clone()),
        place: slot.map(|slot| slot.venue.clone()),
        ..entry(case, booking.slot_id.to_string(), what, booking.held_on)
    })
}

fn trial(case: &Case, language: Language) -> Option<Entry> {
    let terms = &case.journey.trial.as_ref()?.terms;
    let what = trials::HEADING.say(language);
    Some(Entry {
        until: terms.ends_on,
        ..entry(case, format!("trial-{}", case.id), what, terms.starts_on)
    })
}

/// The last day to answer, or the first day of the job once it is accepted.
fn offer(case: &Case, language: Language) -> Option<Entry> {
    let offer = case.journey.offer.as_ref()?;
    let (id, what, on) = match case.journey.state {
        State::Offered => ("answer", stages::ANSWER_BY, offer.expires_on),
        _ => ("start", stages::START_DAY, offer.start_on),
    };
    Some(entry(
        case,
        format!("{id}-{}", case.id),
        what.say(language),
        on,
    ))
}
