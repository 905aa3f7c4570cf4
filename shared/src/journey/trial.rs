//! The trial's day count and its cap: 30 days, and 5 for a short job, with no override anywhere (L8).
//!
//! Days are counted both ways and neither may pass the cap: the inclusive calendar span from the first day to the
//! last, and the days attended. Both are summed over reopenings for the same person and vacancy.

use super::lists::TrialPattern;
use crate::time::{CivilDate, Span};
use serde::{Deserialize, Serialize};

/// The most days of trial for a job of so many weeks (`None`: permanent): 5 when the job lasts under six months
/// (26 weeks), otherwise 30 (L8 and GOV.UK, work trials).
#[must_use]
pub fn trial_cap(duration_weeks: Option<u16>) -> u32 {
    match duration_weeks {
        Some(weeks) if weeks < 26 => 5,
        _ => 30,
    }
}

/// The terms that every signature stands under. There is no pay and no contract in them (L9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TrialTerms {
    /// Counts up with each edit; a signature names the number it signed.
    pub number: u32,
    /// The first day.
    pub starts_on: CivilDate,
    /// The last day, agreed before it starts.
    pub ends_on: CivilDate,
    /// Which days of the week, in words the candidate reads.
    pub pattern: TrialPattern,
}

impl TrialTerms {
    /// The days that the terms cover.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            first: self.starts_on,
            last: self.ends_on,
        }
    }
}

/// One stretch of trial: it is open until it has a last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TrialPeriod {
    /// The first day.
    pub started_on: CivilDate,
    /// The last day, once it has ended.
    pub ended_on: Option<CivilDate>,
}

impl TrialPeriod {
    /// Its days up to and including `today`, or to its last day where it has ended.
    #[must_use]
    pub fn days_by(self, today: CivilDate) -> u32 {
        Span {
            first: self.started_on,
            last: self.ended_on.unwrap_or(today),
        }
        .days()
    }
}

/// What is left of the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrialAllowance {
    /// The cap for this vacancy: 30 or 5.
    pub cap: u32,
    /// Calendar days of trial that already count, in ended periods here and on other journeys to the same vacancy.
    pub used: u32,
}

impl TrialAllowance {
    /// Days that may still be planned.
    #[must_use]
    pub fn left(self) -> u32 {
        self.cap.saturating_sub(self.used)
    }

    /// The last day on which a period that began on `started_on` may still run: `None` when nothing is left.
    #[must_use]
    pub fn last_day_from(self, started_on: CivilDate) -> Option<CivilDate> {
        self.left()
            .checked_sub(1)
            .map(|more| started_on.plus_days(more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cap_is_five_days_for_a_job_under_six_months_and_thirty_otherwise() {
        assert_eq!(
            [Some(13), Some(25), Some(26), None].map(trial_cap),
            [5, 5, 30, 30]
        );
    }

    #[test]
    fn thirty_days_from_the_first_of_june_end_on_the_thirtieth() {
        let first: CivilDate = "2026-06-01".parse().expect("a date");
        let whole = TrialAllowance { cap: 30, used: 0 };
        assert_eq!(
            whole.last_day_from(first).expect("a day").to_string(),
            "2026-06-30"
        );
        assert_eq!(
            TrialAllowance { cap: 30, used: 30 }.last_day_from(first),
            None
        );
    }
}
