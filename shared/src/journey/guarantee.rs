//! The guaranteed interview as it stands: who owes its next step, by when, and whether it has been honoured (L6).

use super::parts::Journey;
use super::state::State;
use crate::time::CivilDate;
use crate::values::coded;
use serde::{Deserialize, Serialize};

/// Within so many working days of earning the interview somebody has a date for it. A convention of our own: the law says that
/// the interview is guaranteed, not when, and a promise without a date is none to a person who waits.
pub const DATE_WITHIN_WORKING_DAYS: u32 = 5;

coded! {
    /// Where a guaranteed interview stands.
    GuaranteeStanding {
        WithoutDate = "without_date", "Waiting for a date";
        Dated = "dated", "Has a date";
        Honoured = "honoured", "Honoured";
        NotTaken = "not_taken", "Not taken up";
    }
}

impl GuaranteeStanding {
    /// Whether the interview is still owed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::WithoutDate | Self::Dated)
    }

    /// Who owes the next step, in words; nobody where it is settled.
    #[must_use]
    pub const fn owed_by(self) -> Option<&'static str> {
        match self {
            Self::WithoutDate => Some("Trust staff: offer a date"),
            Self::Dated => Some("The hiring manager: hold it and record the outcome"),
            Self::Honoured | Self::NotTaken => None,
        }
    }
}

/// One guaranteed interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarantee {
    /// Where it stands.
    pub standing: GuaranteeStanding,
    /// The day it was granted.
    pub granted_on: CivilDate,
    /// The day by which the next step is owed; of one that is settled, the day on which it was.
    pub due_on: CivilDate,
    /// The day of the interview, where it has one.
    pub interview_on: Option<CivilDate>,
}

impl Guarantee {
    /// Whether its next step is owed since before today: the promise is being broken.
    #[must_use]
    pub fn is_overdue(self, today: CivilDate) -> bool {
        is_overdue(self.standing, self.due_on, today)
    }
}

/// Whether a guarantee that stands so, with its next step owed by that day, is overdue.
#[must_use]
pub fn is_overdue(standing: GuaranteeStanding, due_on: CivilDate, today: CivilDate) -> bool {
    standing.is_open() && due_on < today
}

/// The guaranteed interview of a journey; none before it is earned.
#[must_use]
pub fn guarantee(journey: &Journey) -> Option<Guarantee> {
    let granted_on = journey.entitled_on?;
    let booked_on = journey.interview.as_ref().map(|booked| booked.held_on);
    let held = journey.reached.contains(&State::Interviewed);
    let (standing, due_on) = match journey.state {
        // Whoever is back here, because the Trust cancelled or for a good reason, is owed a date anew from that day.
        State::InterviewGuaranteed => (
            GuaranteeStanding::WithoutDate,
            journey
                .entered_on
                .max(granted_on)
                .plus_working_days(DATE_WITHIN_WORKING_DAYS),
        ),
        State::InterviewBooked => (
            GuaranteeStanding::Dated,
            booked_on.unwrap_or(journey.entered_on),
        ),
        _ if held => (
            GuaranteeStanding::Honoured,
            booked_on.unwrap_or(journey.entered_on),
        ),
        _ => (GuaranteeStanding::NotTaken, journey.entered_on),
    };
    let waits = standing == GuaranteeStanding::WithoutDate;
    Some(Guarantee {
        standing,
        granted_on,
        due_on,
        interview_on: booked_on.filter(|_| !waits),
    })
}

/// How well the promise is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GuaranteesKept {
    /// Interviews that were held.
    pub honoured: u32,
    /// Interviews that are owed and not yet late.
    pub in_time: u32,
    /// Interviews whose next step is late: the breach list.
    pub overdue: u32,
    /// Interviews that the person did not take up.
    pub not_taken: u32,
}

impl GuaranteesKept {
    /// Of a hundred whose time had come, how many were honoured; none where nobody's had. Whoever left of their own accord or did
    /// not come counts on neither side: the interview was there for them.
    #[must_use]
    pub fn honoured_in_a_hundred(self) -> Option<u32> {
        let whole = u64::from(self.honoured) + u64::from(self.overdue);
        // Rounded down: one broken promise among a thousand is not "100%".
        let share = (u64::from(self.honoured) * 100).checked_div(whole)?;
        u32::try_from(share).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_promise_is_never_rounded_away() {
        let kept = GuaranteesKept {
            honoured: 999,
            overdue: 1,
            ..GuaranteesKept::default()
        };
        assert_eq!(kept.honoured_in_a_hundred(), Some(99));
    }

    #[test]
    fn whoever_did_not_take_it_up_counts_on_neither_side() {
        let kept = GuaranteesKept {
            honoured: 3,
            not_taken: 7,
            in_time: 2,
            overdue: 0,
        };
        assert_eq!(kept.honoured_in_a_hundred(), Some(100));
        assert_eq!(GuaranteesKept::default().honoured_in_a_hundred(), None);
    }

    #[test]
    fn an_interview_is_late_from_the_day_after_it_was_owed_and_a_settled_one_never() {
        let day = |text: &str| text.parse::<CivilDate>().expect("a date");
        let (owed, after) = (day("2026-06-15"), day("2026-06-16"));
        for standing in [GuaranteeStanding::WithoutDate, GuaranteeStanding::Dated] {
            assert!(!is_overdue(standing, owed, owed));
            assert!(is_overdue(standing, owed, after));
        }
        assert!(!is_overdue(GuaranteeStanding::Honoured, owed, after));
        assert!(!is_overdue(GuaranteeStanding::NotTaken, owed, after));
    }
}
