//! Dates as people say them.

use shared::time::{CivilDate, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: CivilDate) -> &'static str {
    let at = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    MONTHS.get(at).copied().unwrap_or_default()
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// "Monday 7 December 2026".
#[must_use]
pub fn long(date: CivilDate) -> String {
    format!("{} {}", weekday(date.weekday()), plain(date))
}

/// "7 December 2026".
#[must_use]
pub fn plain(date: CivilDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// "Mon 7 Dec 2026", for tables.
#[must_use]
pub fn short(date: CivilDate) -> String {
    let day: String = weekday(date.weekday()).chars().take(3).collect();
    let month: String = month(date).chars().take(3).collect();
    format!("{day} {} {month} {}", date.day(), date.year())
}

/// "7 to 11 December 2026", "30 November to 4 December 2026", "7 December 2026" for a single day.
#[must_use]
pub fn span(first: CivilDate, last: CivilDate) -> String {
    if first == last {
        return plain(first);
    }
    if first.year() != last.year() {
        return format!("{} to {}", plain(first), plain(last));
    }
    if first.month() != last.month() {
        return format!("{} {} to {}", first.day(), month(first), plain(last));
    }
    format!("{} to {}", first.day(), plain(last))
}

/// "today", "tomorrow", "in 5 days", "yesterday", "5 days ago".
#[must_use]
pub fn distance(date: CivilDate, today: CivilDate) -> String {
    match date.days_since(today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// Writes each date of a text that stands as `YYYY-MM-DD` the way people say it.
#[must_use]
pub fn spelled_out(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let date = rest.get(..10).and_then(|ten| ten.parse::<CivilDate>().ok());
        let begins =
            !said.ends_with(|before: char| before.is_ascii_alphanumeric() || before == '-');
        if let Some(date) = date.filter(|_| begins) {
            said.push_str(&long(date));
            rest = &rest[10..];
        } else {
            said.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_date_is_said_with_its_day_of_the_week() {
        assert_eq!(long(date("2026-12-07")), "Monday 7 December 2026");
        assert_eq!(short(date("2026-12-07")), "Mon 7 Dec 2026");
    }

    #[test]
    fn a_span_says_only_what_differs() {
        assert_eq!(
            span(date("2026-12-07"), date("2026-12-11")),
            "7 to 11 December 2026"
        );
        assert_eq!(
            span(date("2026-11-30"), date("2026-12-04")),
            "30 November to 4 December 2026"
        );
        assert_eq!(
            span(date("2026-12-28"), date("2027-01-08")),
            "28 December 2026 to 8 January 2027"
        );
        assert_eq!(
            span(date("2026-12-07"), date("2026-12-07")),
            "7 December 2026"
        );
    }

    #[test]
    fn near_dates_are_told_from_today() {
        let today = date("2026-12-07");
        let told = [
            "2026-12-07",
            "2026-12-08",
            "2026-12-12",
            "2026-12-06",
            "2026-12-01",
        ]
        .map(|day| distance(date(day), today));
        assert_eq!(
            told,
            ["today", "tomorrow", "in 5 days", "yesterday", "6 days ago"]
        );
    }

    #[test]
    fn dates_inside_a_sentence_are_spelled_out_and_nothing_else_is_touched() {
        assert_eq!(
            spelled_out("It is on 2026-12-07, not 2026-02-31 (ż)."),
            "It is on Monday 7 December 2026, not 2026-02-31 (ż)."
        );
        assert_eq!(spelled_out("id 1-2026-12-07"), "id 1-2026-12-07");
    }
}
