//! What a parser found wrong, as a JSON pointer, a stable code and words.

use serde_path_to_error::{Path, Segment};
use shared::problem::FieldError;

/// The error of a value that could be parsed but not accepted.
#[must_use]
pub fn field_error(path: &Path, message: &str) -> FieldError {
    let mut pointer = pointer_to(path);
    // serde names the object in which the field stands, we name the field.
    let named = message.split('`').nth(1).unwrap_or_default();
    let begins = |words: &str| message.starts_with(words);
    let code = if begins("unknown field") {
        if !pointer.ends_with(&format!("/{}", escape(named))) {
            pointer.push('/');
            pointer.push_str(&escape(named));
        }
        "unknown_field"
    } else if begins("missing field") {
        pointer.push('/');
        pointer.push_str(&escape(named));
        "missing"
    } else if begins("duplicate field") {
        "duplicate"
    } else if begins("unknown variant") {
        "unknown_choice"
    } else if begins("invalid type") {
        "wrong_type"
    } else {
        "invalid"
    };
    FieldError {
        pointer,
        code: code.to_owned(),
        message: without_place(message).to_owned(),
    }
}

fn pointer_to(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// RFC 6901: `~` and `/` inside a name.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The line and column in the body help nobody who has the pointer.
fn without_place(message: &str) -> &str {
    message
        .split_once(" at line ")
        .map_or(message, |(words, _)| words)
}
