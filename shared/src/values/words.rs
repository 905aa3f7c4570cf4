//! Words that a person wrote: a reason, feedback, a note, a name.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Between 1 and 2,000 characters of somebody's own words, trimmed, in any language, with no
/// control characters and no characters that turn the direction of the text around them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, min_length = 1, max_length = 2000))]
pub struct Words(String);

/// Why some words were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsError {
    /// Nothing was written.
    Empty,
    /// More than 2,000 characters.
    TooLong,
    /// A control character, or one that hides or turns the text beside it.
    Unprintable,
    /// More than four combining marks on one letter.
    TooManyMarks,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "write a few words here",
            Self::TooLong => "use 2,000 characters or fewer",
            Self::Unprintable => "remove the hidden or control characters",
            Self::TooManyMarks => "remove the repeated accents over one letter",
        })
    }
}

impl std::error::Error for WordsError {}

impl Words {
    /// The most characters that are kept.
    pub const LONGEST: usize = 2_000;

    /// Reads what a person wrote, trimming what stands around it.
    ///
    /// # Errors
    /// Says what is wrong with it, in words for the person who wrote it.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(WordsError::Empty);
        }
        if text.chars().count() > Self::LONGEST {
            return Err(WordsError::TooLong);
        }
        let mut marks = 0;
        for letter in text.chars() {
            if is_unprintable(letter) {
                return Err(WordsError::Unprintable);
            }
            marks = if is_combining(letter) { marks + 1 } else { 0 };
            if marks > 4 {
                return Err(WordsError::TooManyMarks);
            }
        }
        Ok(Self(text.to_owned()))
    }

    /// The words themselves.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Control characters other than a line's end and a tab, and the bidirectional overrides and isolates
/// that let one text pass for another.
fn is_unprintable(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
        || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The combining blocks whose marks can be piled on one letter; Urdu's own marks stay well under the limit.
fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

impl FromStr for Words {
    type Err = WordsError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Words {
    type Error = WordsError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.0
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_people_come_back_exactly() {
        for name in ["O'Neill", "Null", "J", "نادیہ", "Łukasz Żółć", "Siân"] {
            assert_eq!(Words::parse(name).expect("a name").as_str(), name);
        }
    }

    #[test]
    fn hidden_and_endless_text_is_refused_with_what_to_do() {
        assert_eq!(Words::parse("  "), Err(WordsError::Empty));
        assert_eq!(Words::parse("a\0b"), Err(WordsError::Unprintable));
        assert_eq!(Words::parse("abc\u{202E}fdp"), Err(WordsError::Unprintable));
        assert_eq!(Words::parse(&"x".repeat(2_001)), Err(WordsError::TooLong));
        assert_eq!(
            Words::parse(&format!("a{}", "\u{301}".repeat(500))),
            Err(WordsError::TooManyMarks)
        );
    }
}
