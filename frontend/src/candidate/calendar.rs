//! The dates of a journey as a calendar file (RFC 5545), safe whatever a name or a place contains.

use super::case::Case;
use crate::language::{Language, stages, trials};
use shared::journey::{SessionFacts, SessionKind, State};
use shared::time::CivilDate;
use std::fmt::Write as _;

/// London's clock, so that every calendar shows the time on the door.
const LONDON: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:STANDARD\r\nDTSTART:19961027T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD\r\n\
BEGIN:DAYLIGHT\r\nDTSTART:19810329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0000\r\n\
TZOFFSETTO:+0100\r\nTZNAME:BST\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

/// One date to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: String,
    title: String,
    on: CivilDate,
    until: CivilDate,
    at: Option<String>,
    place: Option<String>,
}

/// The calendar file of somebody's journeys. `stamp` is the moment it is made, as `20260302T093000Z`.
#[must_use]
pub fn calendar<'a>(
    cases: impl IntoIterator<Item = &'a Case>,
    language: Language,
    (trust, phone): (&str, &str),
    stamp: &str,
) -> String {
    let mut file = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foothold//EN\r\nMETHOD:PUBLISH\r\n",
    );
    file.push_str(LONDON);
    for case in cases {
        for entry in entries(case, language) {
            write_entry(&mut file, &entry, &format!("{trust}, {phone}"), stamp);
        }
    }
    file.push_str("END:VCALENDAR\r\n");
    file
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
    Entry {
        id,
        title: format!("{what}: {}", case.role),
        on,
        until: on,
        at: None,
        place: None,
    }
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

fn write_entry(file: &mut String, entry: &Entry, contact: &str, stamp: &str) {
    let compact = |on: CivilDate| on.to_string().replace('-', "");
    let clock = entry
        .at
        .as_deref()
        .map(|at| at.replace(':', ""))
        .filter(|at| at.len() == 4 && at.bytes().all(|digit| digit.is_ascii_digit()));
    line(file, "BEGIN", "VEVENT");
    line(file, "UID", &format!("{}@foothold", escaped(&entry.id)));
    line(file, "DTSTAMP", stamp);
    match clock {
        Some(clock) => {
            line(
                file,
                "DTSTART;TZID=Europe/London",
                &format!("{}T{clock}00", compact(entry.on)),
            );
        }
        None => {
            line(file, "DTSTART;VALUE=DATE", &compact(entry.on));
            // The end of a whole day is the day after it.
            line(file, "DTEND;VALUE=DATE", &compact(entry.until.plus_days(1)));
        }
    }
    line(file, "SUMMARY", &escaped(&entry.title));
    if let Some(place) = &entry.place {
        line(file, "LOCATION", &escaped(place));
    }
    line(file, "DESCRIPTION", &escaped(contact));
    line(file, "END", "VEVENT");
}

/// Text as a calendar file holds it: no line can begin inside it, so nothing can be smuggled in.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                safe.push('\\');
                safe.push(letter);
            }
            '\n' => safe.push_str("\\n"),
            other if other.is_control() => {}
            other => safe.push(other),
        }
    }
    safe
}

/// Writes one line, folded at 75 bytes and never inside a letter.
fn line(file: &mut String, name: &str, value: &str) {
    let mut width = 0;
    let mut whole = String::new();
    let _ = write!(whole, "{name}:{value}");
    for letter in whole.chars() {
        if width + letter.len_utf8() > 75 {
            file.push_str("\r\n ");
            width = 1;
        }
        file.push(letter);
        width += letter.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_can_begin_a_line_of_its_own() {
        assert_eq!(
            escaped("Ward 3\r\nATTENDEE:mailto:x@example.org"),
            "Ward 3\\nATTENDEE:mailto:x@example.org"
        );
        assert_eq!(escaped("a,b;c\\d\u{0}"), "a\\,b\\;c\\\\d");
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut file = String::new();
        line(&mut file, "SUMMARY", &"انٹرویو ".repeat(30));
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        assert_eq!(
            file.replace("\r\n ", "").trim_end(),
            format!("SUMMARY:{}", "انٹرویو ".repeat(30)).trim_end()
        );
    }
}
