//! How much a task presses: reckoned from its day when somebody looks, so that nothing has to run at midnight.

use crate::time::CivilDate;
use crate::values::coded;

/// What is due within so many days is due soon. A convention of our own: a long weekend is seen coming.
pub const SOON_DAYS: u32 = 3;

coded! {
    /// How much a task presses.
    TaskUrgency {
        Overdue = "overdue", "Overdue";
        Today = "today", "Due today";
        Soon = "soon", "Due soon";
        Later = "later", "Later";
    }
}

impl TaskUrgency {
    /// How much what is due on that day presses today.
    #[must_use]
    pub fn of(due_on: CivilDate, today: CivilDate) -> Self {
        match due_on.days_since(today) {
            ..0 => Self::Overdue,
            0 => Self::Today,
            days if days <= i64::from(SOON_DAYS) => Self::Soon,
            _ => Self::Later,
        }
    }

    /// The first and the last day on which what presses so is due; none where there is no first or no last one.
    #[must_use]
    pub fn days(self, today: CivilDate) -> (Option<CivilDate>, Option<CivilDate>) {
        match self {
            Self::Overdue => (None, Some(today.minus_days(1))),
            Self::Today => (Some(today), Some(today)),
            Self::Soon => (Some(today.plus_days(1)), Some(today.plus_days(SOON_DAYS))),
            Self::Later => (Some(today.plus_days(SOON_DAYS + 1)), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_task_is_overdue_from_the_day_after_and_soon_within_three_days() {
        let today = day("2026-06-15");
        let told = [
            "2026-06-14",
            "2026-06-15",
            "2026-06-16",
            "2026-06-18",
            "2026-06-19",
        ]
        .map(|due_on| TaskUrgency::of(day(due_on), today));
        assert_eq!(
            told,
            [
                TaskUrgency::Overdue,
                TaskUrgency::Today,
                TaskUrgency::Soon,
                TaskUrgency::Soon,
                TaskUrgency::Later,
            ]
        );
    }

    #[test]
    fn the_days_of_an_urgency_are_those_that_have_it() {
        use crate::values::Coded as _;
        let today = day("2026-06-15");
        for urgency in TaskUrgency::ALL.iter().copied() {
            let (first, last) = urgency.days(today);
            for due_on in (0..14).map(|days| day("2026-06-08").plus_days(days)) {
                let within = first.is_none_or(|first| first <= due_on)
                    && last.is_none_or(|last| due_on <= last);
                assert_eq!(
                    within,
                    TaskUrgency::of(due_on, today) == urgency,
                    "{due_on}"
                );
            }
        }
    }
}
