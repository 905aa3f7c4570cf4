//! Dates and times as people say them.
//!
//! Urdu reads from right to left, and so does its date: the day, the month, the year. Digits are Western in every
//! language, so that a date and a telephone number on one page never mix two kinds.

use super::Language;
use shared::time::{CivilDate, Weekday};

const MONTHS: [[&str; 3]; 12] = [
    ["January", "جنوری", "stycznia"],
    ["February", "فروری", "lutego"],
    ["March", "مارچ", "marca"],
    ["April", "اپریل", "kwietnia"],
    ["May", "مئی", "maja"],
    ["June", "جون", "czerwca"],
    ["July", "جولائی", "lipca"],
    ["August", "اگست", "sierpnia"],
    ["September", "ستمبر", "września"],
    ["October", "اکتوبر", "października"],
    ["November", "نومبر", "listopada"],
    ["December", "دسمبر", "grudnia"],
];

const fn weekday(day: Weekday) -> [&'static str; 3] {
    match day {
        Weekday::Mon => ["Monday", "پیر", "poniedziałek"],
        Weekday::Tue => ["Tuesday", "منگل", "wtorek"],
        Weekday::Wed => ["Wednesday", "بدھ", "środa"],
        Weekday::Thu => ["Thursday", "جمعرات", "czwartek"],
        Weekday::Fri => ["Friday", "جمعہ", "piątek"],
        Weekday::Sat => ["Saturday", "ہفتہ", "sobota"],
        Weekday::Sun => ["Sunday", "اتوار", "niedziela"],
    }
}

const fn of(words: [&'static str; 3], language: Language) -> &'static str {
    let [english, urdu, polish] = words;
    match language {
        Language::English => english,
        Language::Urdu => urdu,
        Language::Polish => polish,
    }
}

/// "Monday 2 March 2026", "پیر، 2 مارچ 2026", "poniedziałek, 2 marca 2026".
#[must_use]
pub fn date(date: CivilDate, language: Language) -> String {
    let weekday = of(weekday(date.weekday()), language);
    let short = short_date(date, language);
    match language {
        Language::English => format!("{weekday} {short}"),
        Language::Urdu => format!("{weekday}، {short}"),
        Language::Polish => format!("{weekday}, {short}"),
    }
}

/// "Monday 2 March", "پیر، 2 مارچ", "poniedziałek, 2 marca": of a day that is near, whose year nobody asks.
#[must_use]
pub fn day_and_month(date: CivilDate, language: Language) -> String {
    let full = self::date(date, language);
    let year = format!(" {}", date.year());
    full.strip_suffix(&year).unwrap_or(&full).to_owned()
}

/// "2 March 2026", "2 مارچ 2026", "2 marca 2026".
#[must_use]
pub fn short_date(date: CivilDate, language: Language) -> String {
    let month = MONTHS
        .get(date.month().saturating_sub(1) as usize)
        .map_or("", |words| of(*words, language));
    format!("{} {month} {}", date.day(), date.year())
}

/// "9:30am", "صبح 9:30 بجے", "9:30" from `HH:MM`; what is no such time is said as it stands.
#[must_use]
pub fn time(hhmm: &str, language: Language) -> String {
    let parsed = hhmm
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?)))
        .filter(|(hour, minute)| *hour < 24 && *minute < 60);
    let Some((hour, minute)) = parsed else {
        return hhmm.to_owned();
    };
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    match language {
        Language::English => english_time(hour, twelve, minute),
        Language::Urdu => {
            let part = match hour {
                0..=3 | 20.. => "رات",
                4..=11 => "صبح",
                12..=15 => "دوپہر",
                16..=19 => "شام",
            };
            if minute == 0 {
                format!("{part} {twelve} بجے")
            } else {
                format!("{part} {twelve}:{minute:02} بجے")
            }
        }
        Language::Polish => format!("{hour}:{minute:02}"),
    }
}

fn english_time(hour: u8, twelve: u8, minute: u8) -> String {
    match (hour, minute) {
        (12, 0) => "midday".to_owned(),
        (0, 0) => "midnight".to_owned(),
        (_, 0) => format!("{twelve}{}", if hour < 12 { "am" } else { "pm" }),
        _ => format!(
            "{twelve}:{minute:02}{}",
            if hour < 12 { "am" } else { "pm" }
        ),
    }
}

/// The text with each `YYYY-MM-DD` in it said as people say it: the rulebook explains in codes of dates.
#[must_use]
pub fn dates_in_words(text: &str, language: Language) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(found) = rest
            .get(..10)
            .and_then(|start| start.parse::<CivilDate>().ok())
        {
            said.push_str(&date(found, language));
            rest = &rest[10..];
            continue;
        }
        let next = rest.chars().next().map_or(rest.len(), char::len_utf8);
        said.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> CivilDate {
        "2026-03-02".parse().expect("a date")
    }

    #[test]
    fn a_date_is_written_as_each_language_writes_it() {
        assert_eq!(date(day(), Language::English), "Monday 2 March 2026");
        assert_eq!(date(day(), Language::Urdu), "پیر، 2 مارچ 2026");
        assert_eq!(date(day(), Language::Polish), "poniedziałek, 2 marca 2026");
    }

    #[test]
    fn a_day_that_is_near_needs_no_year() {
        assert_eq!(day_and_month(day(), Language::English), "Monday 2 March");
        assert_eq!(day_and_month(day(), Language::Urdu), "پیر، 2 مارچ");
        assert_eq!(
            day_and_month(day(), Language::Polish),
            "poniedziałek, 2 marca"
        );
    }

    #[test]
    fn a_time_is_said_as_each_language_says_it() {
        let said =
            |hhmm| [Language::English, Language::Urdu, Language::Polish].map(|one| time(hhmm, one));
        assert_eq!(said("09:30"), ["9:30am", "صبح 9:30 بجے", "9:30"]);
        assert_eq!(said("12:00"), ["midday", "دوپہر 12 بجے", "12:00"]);
        assert_eq!(said("16:05"), ["4:05pm", "شام 4:05 بجے", "16:05"]);
        assert_eq!(said("soon"), ["soon"; 3]);
    }

    #[test]
    fn codes_of_dates_in_an_explanation_become_dates() {
        assert_eq!(
            dates_in_words("Open until 2026-03-02, not é2026-13-40.", Language::English),
            "Open until Monday 2 March 2026, not é2026-13-40."
        );
    }
}
