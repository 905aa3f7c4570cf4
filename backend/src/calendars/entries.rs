//! The dates of a calendar. Nobody is named in it: it says what, when and where, and how many people.

use super::store::{SessionRow, SlotRow, TrialRow};
use chrono::NaiveDate;
use shared::{
    calendars::Entry,
    ids::{ProgrammeId, SessionId},
    journey::SessionKind,
};
use std::collections::{BTreeMap, HashMap};

/// The sessions; `seats` are those booked, `trained` the people in each programme's training week. Of a week that is over the number is
/// not said: whoever was in it has moved on.
pub(super) fn of_sessions(
    rows: Vec<SessionRow>,
    seats: &HashMap<SessionId, i64>,
    trained: &HashMap<ProgrammeId, i64>,
    today: NaiveDate,
) -> Vec<Entry> {
    let entry = |row: SessionRow| {
        let (what, many) = match row.kind {
            SessionKind::Screening => (
                row.module.unwrap_or_else(|| "Screening day".to_owned()),
                Some(seats.get(&row.id).copied().unwrap_or(0)),
            ),
            SessionKind::Training => (
                row.module.unwrap_or_else(|| "Training".to_owned()),
                Some(trained.get(&row.programme_id).copied().unwrap_or(0))
                    .filter(|_| row.held_on >= today),
            ),
        };
        let people = many.map(|many| format!("{many} of {} seats taken.\n", row.capacity));
        Entry {
            at: Some(row.starts_at),
            ends_at: Some(row.ends_at),
            place: Some(row.venue),
            about: format!("{}{}", people.unwrap_or_default(), row.reference),
            ..Entry::on(
                format!("session-{}", row.id),
                format!("{what}: {}", row.programme),
                row.held_on.into(),
            )
        }
    };
    rows.into_iter().map(entry).collect()
}

/// The interview days: the times of one programme on one day are one entry, from the first to the last.
pub(super) fn of_interviews(rows: Vec<SlotRow>) -> Vec<Entry> {
    let mut days: BTreeMap<(NaiveDate, ProgrammeId), Vec<SlotRow>> = BTreeMap::new();
    for row in rows {
        days.entry((row.held_on, row.programme_id))
            .or_default()
            .push(row);
    }
    let entry = |((day, programme), times): ((NaiveDate, ProgrammeId), Vec<SlotRow>)| {
        let (first, last) = (times.first()?, times.last()?);
        let booked = times.iter().filter(|time| time.booking.is_some()).count();
        let mut places: Vec<&str> = times.iter().map(|time| time.venue.as_str()).collect();
        places.dedup();
        let about = format!(
            "{booked} of {} times booked, the first at {}, the last at {}.\n{}",
            times.len(),
            first.starts_at,
            last.starts_at,
            first.reference
        );
        Some(Entry {
            at: Some(first.starts_at.clone()),
            // The last interview only begins then; how long one takes is not known here.
            ends_at: Some(last.starts_at.clone()),
            place: Some(places.join(", ")),
            about,
            ..Entry::on(
                format!("interviews-{programme}-{day}"),
                format!("Interviews: {}", first.programme),
                day.into(),
            )
        })
    };
    days.into_iter().filter_map(entry).collect()
}

/// The last days of work trials: those of one programme that end on one day are one entry.
pub(super) fn of_trials(rows: Vec<TrialRow>) -> Vec<Entry> {
    let mut days: BTreeMap<(NaiveDate, ProgrammeId), Vec<TrialRow>> = BTreeMap::new();
    for row in rows {
        if let Some(last) = row.due_on.and_then(|on| on.pred_opt()) {
            days.entry((last, row.programme_id)).or_default().push(row);
        }
    }
    let entry = |((last, programme), rows): ((NaiveDate, ProgrammeId), Vec<TrialRow>)| {
        let first = rows.first()?;
        let trials = match rows.len() {
            1 => "1 work trial".to_owned(),
            many => format!("{many} work trials"),
        };
        Some(Entry {
            about: first.reference.clone(),
            ..Entry::on(
                format!("trials-{programme}-{last}"),
                format!("Last day of {trials}: {}", first.programme),
                last.into(),
            )
        })
    };
    days.into_iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn slot(starts_at: &str, booked: bool) -> SlotRow {
        SlotRow {
            programme_id: Uuid::nil().into(),
            programme: "Trainee HCA, June".to_owned(),
            reference: "PR-1".to_owned(),
            held_on: day("2026-06-09"),
            starts_at: starts_at.to_owned(),
            venue: "Education Centre".to_owned(),
            booking: booked.then(Uuid::nil),
        }
    }

    #[test]
    fn the_interviews_of_a_day_are_one_entry_that_says_how_many_are_booked() {
        let rows = vec![
            slot("09:00", true),
            slot("10:00", false),
            slot("11:00", true),
        ];
        let all = of_interviews(rows);
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].at.as_deref(), all[0].ends_at.as_deref()),
            (Some("09:00"), Some("11:00"))
        );
        assert_eq!(all[0].place.as_deref(), Some("Education Centre"));
        assert_eq!(
            all[0].about,
            "2 of 3 times booked, the first at 09:00, the last at 11:00.\nPR-1"
        );
    }

    #[test]
    fn a_trials_last_day_is_the_one_before_the_system_ends_it() {
        let row = TrialRow {
            programme_id: Uuid::nil().into(),
            programme: "Trainee HCA, June".to_owned(),
            reference: "PR-1".to_owned(),
            due_on: Some(day("2026-07-15")),
        };
        let all = of_trials(vec![row.clone(), row]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].on.to_string(), "2026-07-14");
        assert_eq!(all[0].title, "Last day of 2 work trials: Trainee HCA, June");
    }
}
