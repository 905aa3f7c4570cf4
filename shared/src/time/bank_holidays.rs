//! Bank holidays in England and Wales, as proclaimed and published on GOV.UK ("UK bank holidays").
//!
//! Only years that are published stand here. Another year answers [`BankHoliday::YearNotKnown`], because a
//! computed date would be silently wrong in a year with a coronation or a jubilee.

use super::CivilDate;

/// Whether a date is a bank holiday in England.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankHoliday {
    /// It is, and this is its name.
    Yes(&'static str),
    /// It is not.
    No,
    /// The year's bank holidays have not been published here: warn.
    YearNotKnown,
}

const NEW_YEAR: &str = "New Year's Day";
const GOOD_FRIDAY: &str = "Good Friday";
const EASTER_MONDAY: &str = "Easter Monday";
const EARLY_MAY: &str = "Early May bank holiday";
const SPRING: &str = "Spring bank holiday";
const SUMMER: &str = "Summer bank holiday";
const CHRISTMAS: &str = "Christmas Day";
const BOXING: &str = "Boxing Day";

type Day = (u32, u32, &'static str);

/// Month, day and name by year; substitute days stand in place of the day at the weekend.
#[rustfmt::skip]
const PUBLISHED: &[(i32, [Day; 8])] = &[
    (2024, [(1, 1, NEW_YEAR), (3, 29, GOOD_FRIDAY), (4, 1, EASTER_MONDAY), (5, 6, EARLY_MAY), (5, 27, SPRING), (8, 26, SUMMER), (12, 25, CHRISTMAS), (12, 26, BOXING)]),
    (2025, [(1, 1, NEW_YEAR), (4, 18, GOOD_FRIDAY), (4, 21, EASTER_MONDAY), (5, 5, EARLY_MAY), (5, 26, SPRING), (8, 25, SUMMER), (12, 25, CHRISTMAS), (12, 26, BOXING)]),
    (2026, [(1, 1, NEW_YEAR), (4, 3, GOOD_FRIDAY), (4, 6, EASTER_MONDAY), (5, 4, EARLY_MAY), (5, 25, SPRING), (8, 31, SUMMER), (12, 25, CHRISTMAS), (12, 28, BOXING)]),
    (2027, [(1, 1, NEW_YEAR), (3, 26, GOOD_FRIDAY), (3, 29, EASTER_MONDAY), (5, 3, EARLY_MAY), (5, 31, SPRING), (8, 30, SUMMER), (12, 27, CHRISTMAS), (12, 28, BOXING)]),
    (2028, [(1, 3, NEW_YEAR), (4, 14, GOOD_FRIDAY), (4, 17, EASTER_MONDAY), (5, 1, EARLY_MAY), (5, 29, SPRING), (8, 28, SUMMER), (12, 25, CHRISTMAS), (12, 26, BOXING)]),
];

/// Looks the date up among the published bank holidays.
#[must_use]
pub fn is_bank_holiday(date: CivilDate) -> BankHoliday {
    let Some((_, days)) = PUBLISHED.iter().find(|(year, _)| *year == date.year()) else {
        return BankHoliday::YearNotKnown;
    };
    days.iter()
        .find(|(month, day, _)| (*month, *day) == (date.month(), date.day()))
        .map_or(BankHoliday::No, |(_, _, name)| BankHoliday::Yes(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Weekday;

    /// Easter Sunday by the anonymous Gregorian computation: an independent check on the published lists.
    fn easter(year: i32) -> CivilDate {
        let (a, b, c) = (year % 19, year / 100, year % 100);
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        CivilDate::new(year, (n / 31).unsigned_abs(), (n % 31 + 1).unsigned_abs()).expect("a date")
    }

    #[test]
    fn easter_of_every_published_year_agrees_with_the_computation() {
        for (year, _) in PUBLISHED {
            assert_eq!(
                is_bank_holiday(easter(*year).minus_days(2)),
                BankHoliday::Yes(GOOD_FRIDAY)
            );
            assert_eq!(
                is_bank_holiday(easter(*year).plus_days(1)),
                BankHoliday::Yes(EASTER_MONDAY)
            );
        }
    }

    #[test]
    fn no_bank_holiday_stands_on_a_weekend_and_the_may_and_august_ones_are_mondays() {
        for (year, days) in PUBLISHED {
            for (month, day, name) in days {
                let date = CivilDate::new(*year, *month, *day).expect("a date");
                assert!(!date.is_weekend(), "{date} {name}");
                if [EARLY_MAY, SPRING, SUMMER].contains(name) {
                    assert_eq!(date.weekday(), Weekday::Mon, "{date} {name}");
                }
            }
        }
    }
}
