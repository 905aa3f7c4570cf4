//! Dates as a calendar file (RFC 5545), safe whatever a name or a place contains. Every calendar file is written here.

use crate::time::CivilDate;
use std::fmt::Write as _;

/// London's clock, so that every calendar shows the time on the door.
const LONDON: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:STANDARD\r\nDTSTART:19961027T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD\r\n\
BEGIN:DAYLIGHT\r\nDTSTART:19810329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0000\r\n\
TZOFFSETTO:+0100\r\nTZNAME:BST\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

/// One date to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by, the same in each file: a calendar that reads the file again finds it by this.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The day.
    pub on: CivilDate,
    /// The last day, of something that goes on for several.
    pub until: CivilDate,
    /// When it begins, `HH:MM`; none for a whole day.
    pub at: Option<String>,
    /// When it ends, `HH:MM`, where that is known.
    pub ends_at: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// More about it.
    pub about: String,
}

impl Entry {
    /// Something that takes a whole day.
    #[must_use]
    pub fn on(id: impl Into<String>, title: impl Into<String>, on: CivilDate) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            on,
            until: on,
            at: None,
            ends_at: None,
            place: None,
            about: String::new(),
        }
    }
}

/// A file of dates. `stamp` is the moment it is made, as `20260302T093000Z`.
#[must_use]
pub fn calendar_file(entries: impl IntoIterator<Item = Entry>, stamp: &str) -> String {
    written(None, entries, stamp)
}

/// A file that a calendar reads again and again, under a name of its own.
#[must_use]
pub fn subscribed_calendar(
    name: &str,
    entries: impl IntoIterator<Item = Entry>,
    stamp: &str,
) -> String {
    written(Some(name), entries, stamp)
}

fn written(name: Option<&str>, entries: impl IntoIterator<Item = Entry>, stamp: &str) -> String {
    let mut file = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Foothold//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
    );
    if let Some(name) = name {
        // The first of each pair is RFC 7986, the second what calendars knew before it.
        line(&mut file, "NAME", &escaped(name));
        line(&mut file, "X-WR-CALNAME", &escaped(name));
        line(&mut file, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        line(&mut file, "X-PUBLISHED-TTL", "PT1H");
    }
    file.push_str(LONDON);
    for entry in entries {
        write_entry(&mut file, &entry, stamp);
    }
    file.push_str("END:VCALENDAR\r\n");
    file
}

fn write_entry(file: &mut String, entry: &Entry, stamp: &str) {
    let compact = |on: CivilDate| on.to_string().replace('-', "");
    line(file, "BEGIN", "VEVENT");
    line(file, "UID", &format!("{}@foothold", escaped(&entry.id)));
    line(file, "DTSTAMP", stamp);
    match clock(entry.at.as_deref()) {
        Some(begins) => {
            let at = |clock: &str| format!("{}T{clock}00", compact(entry.on));
            line(file, "DTSTART;TZID=Europe/London", &at(&begins));
            // What would end before it begins is said to end nowhere.
            let ends = clock(entry.ends_at.as_deref()).filter(|ends| *ends > begins);
            if let Some(ends) = ends {
                line(file, "DTEND;TZID=Europe/London", &at(&ends));
            }
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
    if !entry.about.is_empty() {
        line(file, "DESCRIPTION", &escaped(&entry.about));
    }
    line(file, "END", "VEVENT");
}

/// A time of day as four digits.
fn clock(at: Option<&str>) -> Option<String> {
    at.map(|at| at.replace(':', ""))
        .filter(|at| at.len() == 4 && at.bytes().all(|digit| digit.is_ascii_digit()))
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

    fn entry() -> Entry {
        let on = "2026-05-27".parse().expect("a date");
        Entry::on("session-1", "Screening day", on)
    }

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

    #[test]
    fn a_time_is_londons_and_one_that_is_none_makes_a_whole_day() {
        let timed = Entry {
            at: Some("09:30".to_owned()),
            ends_at: Some("15:30".to_owned()),
            ..entry()
        };
        let file = calendar_file([timed.clone()], "20260511T090000Z");
        assert!(
            file.contains("DTSTART;TZID=Europe/London:20260527T093000\r\n"),
            "{file}"
        );
        assert!(
            file.contains("DTEND;TZID=Europe/London:20260527T153000\r\n"),
            "{file}"
        );
        let no_time = Entry {
            at: Some("about nine".to_owned()),
            ..entry()
        };
        let file = calendar_file([no_time], "20260511T090000Z");
        assert!(file.contains("DTEND;VALUE=DATE:20260528\r\n"), "{file}");
        let backwards = Entry {
            ends_at: Some("08:00".to_owned()),
            ..timed
        };
        let file = calendar_file([backwards], "20260511T090000Z");
        assert!(!file.contains("DTEND;TZID"), "{file}");
    }

    #[test]
    fn only_a_calendar_that_is_read_again_has_a_name_and_an_interval() {
        let once = calendar_file([entry()], "20260511T090000Z");
        let again = subscribed_calendar("Programmes, Riverside", [entry()], "20260511T090000Z");
        assert!(
            !once.contains("NAME:Prog") && !once.contains("REFRESH"),
            "{once}"
        );
        assert!(
            again.contains("\r\nNAME:Programmes\\, Riverside\r\n"),
            "{again}"
        );
        assert!(
            again.contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"),
            "{again}"
        );
    }
}
