//! The dates of the five runs, counted from today.

use shared::time::{CivilDate, Weekday};

/// A run of the programme. Three are delivered, one is at interviews and trials, one takes referrals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Run {
    First,
    Second,
    Third,
    Current,
    Coming,
}

impl Run {
    pub const ALL: [Self; 5] = [
        Self::First,
        Self::Second,
        Self::Third,
        Self::Current,
        Self::Coming,
    ];
}

/// Whether people work on this day; where bank holidays are not known, weekdays count.
fn is_working_day(day: CivilDate) -> bool {
    day.is_working_day().unwrap_or(!day.is_weekend())
}

/// The day itself if people work then, or the next one on which they do.
pub(super) fn working_day_from(day: CivilDate) -> CivilDate {
    if is_working_day(day) {
        day
    } else {
        day.plus_working_days(1)
    }
}

/// The date so many working days earlier.
pub(super) fn working_days_before(day: CivilDate, count: u32) -> CivilDate {
    let mut date = day;
    let mut left = count;
    while left > 0 {
        date = date.minus_days(1);
        left -= u32::from(is_working_day(date));
    }
    date
}

/// The first Monday on or after a day.
pub(super) fn monday_from(day: CivilDate) -> CivilDate {
    let mut date = day;
    while date.weekday() != Weekday::Mon {
        date = date.plus_days(1);
    }
    date
}

fn is_full_week(monday: CivilDate) -> bool {
    (0..5).all(|day| is_working_day(monday.plus_days(day)))
}

/// The Monday of the last week without a bank holiday that begins on or before a day.
fn full_week_before(day: CivilDate) -> CivilDate {
    let mut monday = monday_from(day.minus_days(6));
    while !is_full_week(monday) {
        monday = monday.minus_days(7);
    }
    monday
}

/// The Monday of the first week without a bank holiday that begins on or after a day.
fn full_week_after(day: CivilDate) -> CivilDate {
    let mut monday = monday_from(day);
    while !is_full_week(monday) {
        monday = monday.plus_days(7);
    }
    monday
}

/// The dates of one run.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    pub planned_on: CivilDate,
    pub referrals_open_on: CivilDate,
    pub referrals_close_on: CivilDate,
    pub screening: [CivilDate; 2],
    pub training: [CivilDate; 5],
    /// In order.
    pub interviews: Vec<CivilDate>,
    pub trial_from: CivilDate,
    pub trial_until: CivilDate,
}

impl Dates {
    pub fn of(run: Run, today: CivilDate) -> Self {
        let monday = match run {
            Run::First => full_week_before(today.minus_days(61 * 7)),
            Run::Second => full_week_before(today.minus_days(41 * 7)),
            Run::Third => full_week_before(today.minus_days(24 * 7)),
            Run::Current => full_week_before(today.minus_days(7 * 7)),
            Run::Coming => full_week_after(today.plus_days(21)),
        };
        let screening = match run {
            // One day is over and the other is ahead.
            Run::Coming => [working_days_before(today, 4), today.plus_working_days(6)],
            _ => [
                working_days_before(monday, 10),
                working_days_before(monday, 8),
            ],
        };
        let training = [0, 1, 2, 3, 4].map(|day| monday.plus_days(day));
        let friday = training[4];
        let mut interviews: Vec<_> = [2, 3, 4]
            .map(|days| friday.plus_working_days(days))
            .to_vec();
        if run == Run::Current {
            // A round that goes on: one day has just been, two are ahead.
            interviews.extend([
                working_days_before(today, 5),
                today.plus_working_days(2),
                today.plus_working_days(5),
            ]);
        }
        let last_interview = interviews.last().copied().unwrap_or(friday);
        let opens = screening[0].minus_days(42);
        Self {
            planned_on: working_days_before(opens, 5),
            referrals_open_on: opens,
            referrals_close_on: screening[1].minus_days(2),
            screening,
            training,
            trial_from: friday.plus_working_days(7),
            trial_until: last_interview.plus_days(84),
            interviews,
        }
    }

    /// The last day of the training week.
    pub fn training_ends_on(&self) -> CivilDate {
        self.training[4]
    }
}
