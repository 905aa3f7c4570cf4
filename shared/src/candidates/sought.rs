//! Whom somebody looks for, read from what they typed into one box.

use super::spelling::readings;
use crate::time::CivilDate;
use crate::values::{NiNumber, plain_email, plain_phone};

/// Whom somebody looks for. Whatever of it is there narrows the search.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sought {
    /// The words of a name, folded, in each way in which they can be read.
    pub readings: Vec<Vec<String>>,
    /// The reference of a person or a journey, as it is kept.
    pub reference: Option<String>,
    /// An e-mail address, as it is kept.
    pub email: Option<String>,
    /// A telephone number, as it is kept.
    pub phone: Option<String>,
    /// A date of birth.
    pub born: Option<CivilDate>,
    /// A whole National Insurance number.
    pub ni_number: Option<NiNumber>,
}

impl Sought {
    /// Reads what was typed: a name, a date of birth, or both; or a reference, an e-mail address, a telephone number or a National
    /// Insurance number.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let typed = typed.trim();
        if let Ok(number) = NiNumber::parse(typed) {
            return Self {
                ni_number: Some(number),
                ..Self::default()
            };
        }
        if typed.contains('@') && !typed.contains(char::is_whitespace) {
            return Self {
                email: Some(plain_email(typed)),
                ..Self::default()
            };
        }
        let (born, rest) = take_date(typed);
        if born.is_none() && is_phone(typed) {
            return Self {
                phone: Some(plain_phone(typed)),
                ..Self::default()
            };
        }
        let reference = born.is_none().then(|| reference(typed)).flatten();
        if reference.is_some()
            && typed.contains(|letter: char| letter == '-' || letter.is_ascii_digit())
        {
            return Self {
                reference,
                ..Self::default()
            };
        }
        let readings = readings(&rest.join(" "));
        Self {
            readings,
            reference,
            born,
            ..Self::default()
        }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The kinds of what is looked for, as the audit log has them.
    #[must_use]
    pub fn kinds(&self) -> Vec<&'static str> {
        let kinds = [
            (!self.readings.is_empty(), "name"),
            (self.reference.is_some(), "reference"),
            (self.email.is_some(), "email"),
            (self.phone.is_some(), "phone"),
            (self.born.is_some(), "date_of_birth"),
            (self.ni_number.is_some(), "ni_number"),
        ];
        kinds
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, kind)| kind)
            .collect()
    }
}

/// A date anywhere in what was typed, day first or as the computer writes it, and the other words.
fn take_date(typed: &str) -> (Option<CivilDate>, Vec<&str>) {
    let parts: Vec<&str> = typed
        .split([' ', ',', '\t'])
        .filter(|part| !part.is_empty())
        .collect();
    for at in 0..parts.len() {
        for length in [3, 1] {
            let Some(some) = parts.get(at..at + length) else {
                continue;
            };
            if let Some(date) = date(some) {
                let rest = [&parts[..at], &parts[at + length..]].concat();
                return (Some(date), rest);
            }
        }
    }
    (None, parts)
}

fn date(parts: &[&str]) -> Option<CivilDate> {
    let [first, second, third] = match parts {
        [one] => {
            let split: Vec<&str> = one.split(['/', '-', '.']).collect();
            <[&str; 3]>::try_from(split).ok()?
        }
        [first, second, third] => [*first, *second, *third],
        _ => return None,
    };
    let (year, day) = if first.len() == 4 {
        (first, third)
    } else {
        (third, first)
    };
    if year.len() != 4 {
        return None;
    }
    CivilDate::new(year.parse().ok()?, month(second)?, day.parse().ok()?)
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let text = text.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| text.len() >= 3 && month.starts_with(&text))?;
    u32::try_from(at + 1).ok()
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || " +-()".contains(letter))
}

/// A reference as it is kept, such as `WP-7K3F-Q2`, also if it was typed in small letters or without its strokes.
fn reference(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|letter| !matches!(letter, '-' | ' '))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let is_one = letters.len() == 8
        && letters.bytes().all(|letter| letter.is_ascii_alphanumeric())
        && letters
            .bytes()
            .take(2)
            .all(|letter| letter.is_ascii_uppercase());
    is_one.then(|| format!("{}-{}-{}", &letters[..2], &letters[2..6], &letters[6..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(text: &str) -> Option<CivilDate> {
        text.parse().ok()
    }

    #[test]
    fn a_name_and_a_date_of_birth_are_read_in_any_order() {
        for typed in [
            "Rahman 14/03/1998",
            "14.3.1998, Rahman",
            "rahman 14 March 1998",
            "Rahman 1998-03-14",
            "14 mar 1998 RAHMAN",
        ] {
            let sought = Sought::read(typed);
            assert_eq!(
                (sought.readings, sought.born),
                (vec![vec!["rahman".to_owned()]], born("1998-03-14")),
                "{typed}"
            );
        }
        assert_eq!(Sought::read("30/02/1998").born, None);
        assert_eq!(Sought::read("14/03/1998").kinds(), ["date_of_birth"]);
    }

    #[test]
    fn references_numbers_and_addresses_are_known_for_what_they_are() {
        for typed in ["WP-7K3F-Q2", "wp 7k3f q2", "wp7k3fq2"] {
            assert_eq!(
                Sought::read(typed).reference.as_deref(),
                Some("WP-7K3F-Q2"),
                "{typed}"
            );
        }
        assert_eq!(
            Sought::read("+44 7700 900123").phone.as_deref(),
            Some("07700900123")
        );
        assert_eq!(
            Sought::read("Nadia@Example.org").email.as_deref(),
            Some("nadia@example.org")
        );
        let number = Sought::read("px 46 81 93 b");
        assert_eq!(
            (number.kinds(), number.readings.len()),
            (vec!["ni_number"], 0)
        );
    }

    #[test]
    fn a_name_of_eight_letters_may_be_a_reference_and_is_a_name() {
        let sought = Sought::read("Margaret");
        assert_eq!(sought.readings, [["margaret"]]);
        assert_eq!(sought.reference.as_deref(), Some("MA-RGAR-ET"));
        assert!(Sought::read("  %_ ").is_empty());
    }
}
