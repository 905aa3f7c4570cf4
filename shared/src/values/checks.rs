//! What a value must be besides its type: gathered over a whole request, so that everything is told at once.

use super::Words;
use crate::problem::FieldError;

/// What needs another look in one request.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    found: Vec<FieldError>,
}

impl Checks {
    /// Notes the value at `pointer` unless `holds`.
    pub(crate) fn unless(&mut self, holds: bool, pointer: &str, code: &str, message: &str) {
        if !holds {
            self.found.push(FieldError {
                pointer: pointer.to_owned(),
                code: code.to_owned(),
                message: message.to_owned(),
            });
        }
    }

    /// Notes a number outside its range.
    pub(crate) fn range(&mut self, pointer: &str, value: u32, least: u32, most: u32) {
        let holds = (least..=most).contains(&value);
        self.unless(
            holds,
            pointer,
            "out_of_range",
            &format!("Give a number from {least} to {most}."),
        );
    }

    /// Notes words that do not fit one line of at most `most` characters: a name, a title, a place.
    pub(crate) fn line(&mut self, pointer: &str, words: &Words, most: usize) {
        let text = words.as_str();
        self.unless(
            text.chars().count() <= most,
            pointer,
            "too_long",
            &format!("Use {most} characters or fewer."),
        );
        self.unless(
            !text.contains(['\n', '\r', '\t']),
            pointer,
            "one_line",
            "Write it on one line.",
        );
    }

    /// Everything that was noted.
    pub(crate) fn found(self) -> Vec<FieldError> {
        self.found
    }
}
