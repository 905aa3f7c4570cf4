//! Civil dates, working days and England's bank holidays. Instants stay on the server; a journey counts days.

mod bank_holidays;
mod civil_date;

pub use bank_holidays::{BankHoliday, is_bank_holiday};
pub use civil_date::{CivilDate, CivilDateError, Span, Weekday};

impl CivilDate {
    /// Whether people work on this day in England: `None` where the year's bank holidays are not known,
    /// so that a caller must warn and can never pass over it silently.
    #[must_use]
    pub fn is_working_day(self) -> Option<bool> {
        if self.is_weekend() {
            return Some(false);
        }
        match is_bank_holiday(self) {
            BankHoliday::Yes(_) => Some(false),
            BankHoliday::No => Some(true),
            BankHoliday::YearNotKnown => None,
        }
    }

    /// The date `count` working days after this one. A year whose bank holidays are not known counts its
    /// weekdays; ask [`CivilDate::is_working_day`] to find out.
    #[must_use]
    pub fn plus_working_days(self, count: u32) -> Self {
        let mut date = self;
        let mut left = count;
        while left > 0 {
            date = date.plus_days(1);
            if date.is_working_day().unwrap_or(!date.is_weekend()) {
                left -= 1;
            }
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn five_working_days_over_easter_skip_both_bank_holidays() {
        assert_eq!(date("2026-04-01").plus_working_days(5), date("2026-04-10"));
    }

    #[test]
    fn five_working_days_over_christmas_skip_the_substitute_days() {
        assert_eq!(date("2027-12-23").plus_working_days(5), date("2028-01-04"));
    }

    #[test]
    fn a_year_that_is_not_known_is_never_silently_a_working_day() {
        assert_eq!(date("2041-06-04").is_working_day(), None);
        assert_eq!(
            date("2041-06-08").is_working_day(),
            Some(false),
            "a Saturday needs no list"
        );
    }
}
