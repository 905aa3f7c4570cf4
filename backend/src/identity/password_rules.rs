//! Which passwords can be chosen. The same rules hold wherever one is: the command line, an invitation, a reset, a change.
//!
//! Any characters will do; none is demanded. What counts is how hard it is to guess, which is asked of zxcvbn with
//! what an attacker would try first: the person's name and address, the Trust's name, ours.

use zxcvbn::{
    Score,
    feedback::{Feedback, Warning},
    zxcvbn,
};

/// Shorter ones are guessed.
pub const SHORTEST_PASSWORD: usize = 12;
/// Longer ones protect nothing more.
pub const LONGEST_PASSWORD: usize = 128;

/// Why a password cannot be chosen. Displayed it says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer characters than [`SHORTEST_PASSWORD`].
    #[error(
        "Use at least {SHORTEST_PASSWORD} characters. Three or four words that do not belong together are good."
    )]
    TooShort,
    /// More characters than [`LONGEST_PASSWORD`].
    #[error("Use {LONGEST_PASSWORD} characters or fewer.")]
    TooLong,
    /// Somebody who tries common ones first finds it soon.
    #[error("{0} Add another word or two that nobody would expect.")]
    Guessable(&'static str),
}

impl WeakPassword {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Guessable(_) => "guessable",
        }
    }
}

/// Whether a password can be chosen by somebody about whom this is known: their name, their address, their Trust.
///
/// # Errors
/// What is wrong with it and what to do.
pub fn check_password(password: &str, about: &[String]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(WeakPassword::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(WeakPassword::TooLong);
    }
    let known: Vec<&str> = about
        .iter()
        .flat_map(|text| {
            std::iter::once(text.as_str())
                .chain(text.split(|letter: char| !letter.is_alphanumeric()))
        })
        .filter(|word| word.chars().count() > 2)
        .chain(["foothold", "password"])
        .collect();
    let found = zxcvbn(password, &known);
    if found.score() >= Score::Three && is_strong_without(password, &known) {
        return Ok(());
    }
    Err(WeakPassword::Guessable(why(found.feedback())))
}

/// Whether it would still be hard to guess without what everybody knows about its owner.
fn is_strong_without(password: &str, known: &[&str]) -> bool {
    let password = password.to_lowercase();
    let rest = known.iter().fold(password.clone(), |rest, word| {
        rest.replace(&word.to_lowercase(), "")
    });
    rest == password || zxcvbn(&rest, &[]).score() >= Score::Three
}

fn why(feedback: Option<&Feedback>) -> &'static str {
    match feedback.and_then(Feedback::warning) {
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess,
        ) => "Keys that lie side by side are easy to guess.",
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        ) => "Repeating the same letters is easy to guess.",
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => "Many people use this password or one like it.",
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => {
            "Letters or numbers in their order are easy to guess."
        }
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
            "Years and dates are easy to guess."
        }
        Some(
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess,
        ) => "Names are easy to guess.",
        _ => "This password is easy to guess.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> [String; 3] {
        [
            "Cora Ash",
            "cora.ash@riverside.example",
            "Riverside NHS Trust",
        ]
        .map(str::to_owned)
    }

    #[test]
    fn any_characters_will_do_and_none_is_demanded() {
        for good in [
            "otter brick lamp violin",
            "tJ7!qv#2Lp0z",
            "زیتون کشتی برف ستارہ چراغ",
            "        otter lamp brick",
        ] {
            assert_eq!(check_password(good, &about()), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused_with_what_to_do() {
        assert_eq!(
            check_password("tJ7!qv#2Lp0", &about()),
            Err(WeakPassword::TooShort)
        );
        assert_eq!(
            check_password(&"é".repeat(129), &about()),
            Err(WeakPassword::TooLong)
        );
        for guessable in [
            "password1234",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiop123",
            "coraash12345",
            "riverside2026",
            "Foothold2026!",
            "abcdefghijklmnop",
        ] {
            let refused = check_password(guessable, &about()).expect_err(guessable);
            assert_eq!(refused.code(), "guessable", "{guessable}");
            assert!(
                refused.to_string().ends_with("that nobody would expect."),
                "{refused}"
            );
        }
    }
}
