//! A day in the calendar: no time, no zone.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

pub use chrono::Weekday;

/// A civil date between the years 1900 and 2199, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate(NaiveDate);

/// A text that is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CivilDateError;

impl fmt::Display for CivilDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a real date as YYYY-MM-DD, between 1900 and 2199")
    }
}

impl std::error::Error for CivilDateError {}

impl CivilDate {
    /// The date of a year, month (1 to 12) and day, where there is one.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..=2199).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The date as the calendar library holds it.
    #[must_use]
    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The date so many days later.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        self.0
            .checked_add_days(Days::new(u64::from(days)))
            .map_or(self, Self)
    }

    /// The date so many days earlier.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        self.0
            .checked_sub_days(Days::new(u64::from(days)))
            .map_or(self, Self)
    }

    /// Days from `earlier` to this date; negative when `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Completed years of somebody born on this date, on the day `on`. Someone born on 29 February
    /// has a birthday on 1 March in other years, as the law of England counts it.
    #[must_use]
    pub fn age_on(self, on: Self) -> i32 {
        let had_birthday = (on.month(), on.day()) >= (self.month(), self.day());
        on.year() - self.year() - i32::from(!had_birthday)
    }
}

impl From<NaiveDate> for CivilDate {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl FromStr for CivilDate {
    type Err = CivilDateError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(CivilDateError);
        }
        let number =
            |from: usize, to: usize| text[from..to].parse::<u32>().map_err(|_| CivilDateError);
        let year = i32::try_from(number(0, 4)?).map_err(|_| CivilDateError)?;
        Self::new(year, number(5, 7)?, number(8, 10)?).ok_or(CivilDateError)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for CivilDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CivilDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for CivilDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::Date,
            )))
            .description(Some("A civil date, YYYY-MM-DD."))
            .into()
    }
}
#[cfg(feature = "schema")]
impl utoipa::ToSchema for CivilDate {}

/// A run of days, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Span {
    /// The first day.
    pub first: CivilDate,
    /// The last day.
    pub last: CivilDate,
}

impl Span {
    /// How many days it covers, both ends counted: Monday 1st to Tuesday 30th is 30. None when it ends before it begins: 0.
    #[must_use]
    pub fn days(self) -> u32 {
        u32::try_from(self.last.days_since(self.first) + 1).unwrap_or(0)
    }

    /// Whether the date lies within it.
    #[must_use]
    pub fn contains(self, date: CivilDate) -> bool {
        self.first <= date && date <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn monday_the_first_to_tuesday_the_thirtieth_is_thirty_days() {
        let span = Span {
            first: date("2026-06-01"),
            last: date("2026-06-30"),
        };
        assert_eq!(
            (span.first.weekday(), span.last.weekday()),
            (Weekday::Mon, Weekday::Tue)
        );
        assert_eq!(span.days(), 30);
        assert_eq!(
            Span {
                first: span.last,
                last: span.first
            }
            .days(),
            0
        );
    }

    #[test]
    fn a_date_that_is_not_in_the_calendar_is_refused() {
        for text in [
            "2027-02-29",
            "2026-13-01",
            "2026-1-1",
            "1899-12-31",
            "20260101",
            "2026-01-0१",
            "",
        ] {
            assert_eq!(text.parse::<CivilDate>(), Err(CivilDateError), "{text}");
        }
        assert_eq!(date("2028-02-29").to_string(), "2028-02-29");
    }

    #[test]
    fn somebody_born_on_a_leap_day_comes_of_age_on_the_first_of_march() {
        let born = date("2008-02-29");
        assert_eq!(born.age_on(date("2026-02-28")), 17);
        assert_eq!(born.age_on(date("2026-03-01")), 18);
    }
}
