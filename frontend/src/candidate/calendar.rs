//! The dates of a journey as a calendar file (RFC 5545), safe whatever a name or a place contains.

use super::case::Case;
use crate::language::{Language, Message, stages, trials};
use shared::journey::{SessionKind, State};
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

fn entries(case: &Case, language: Language) -> Vec<Entry> {
    let journey = &case.journey;
    let entry = |id: String, what: Message, on: CivilDate| Entry {
        id,
        title: format!("{}: {}", what.say(language), case.role),
        on,
        until: on,
        at: None,
        place: None,
    };
    match journey.state {
        State::ScreeningBooked => journey
            .screening
            .iter()
            .map(|booking| {
                let session = case.situation.programme.session(booking.session_id);
                Entry {
                    at: session.map(|session| session.starts_at.clone()),
                    place: session.map(|session| session.venue.clone()),
                    ..entry(
                        booking.session_id.to_string(),
                        stages::SCREENING_BOOKED,
                        booking.held_on,
                    )
                }
            })
            .collect(),
        State::Selected | State::InTraining if !journey.waiting_listed => {
            let sessions = case.situation.programme.sessions_of(SessionKind::Training);
            sessions
                .map(|session| Entry {
                    title: session.module.clone(),
                    at: Some(session.starts_at.clone()),
                    place: Some(session.venue.clone()),
                    ..entry(
                        session.id.to_string(),
                        stages::YOUR_TRAINING,
                        session.held_on,
                    )
                })
                .collect()
        }
        State::InterviewBooked => journey
            .interview
            .iter()
            .map(|booking| {
                let slot = case.situation.programme.slot(booking.slot_id);
                Entry {
                    at: slot.map(|slot| slot.starts_at.clone()),
                    place: slot.map(|slot| slot.venue.clone()),
                    ..entry(
                        booking.slot_id.to_string(),
                        stages::INTERVIEW_BOOKED,
                        booking.held_on,
                    )
                }
            })
            .collect(),
        State::TrialAgreed | State::OnTrial => journey
            .trial
            .iter()
            .map(|trial| Entry {
                until: trial.terms.ends_on,
                ..entry(
                    format!("trial-{}", case.id),
                    trials::HEADING,
                    trial.terms.starts_on,
                )
            })
            .collect(),
        State::Offered => journey
            .offer
            .iter()
            .map(|offer| {
                entry(
                    format!("answer-{}", case.id),
                    stages::ANSWER_BY,
                    offer.expires_on,
                )
            })
            .collect(),
        State::OfferAccepted => journey
            .offer
            .iter()
            .map(|offer| {
                entry(
                    format!("start-{}", case.id),
                    stages::START_DAY,
                    offer.start_on,
                )
            })
            .collect(),
        _ => Vec::new(),
    }
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
