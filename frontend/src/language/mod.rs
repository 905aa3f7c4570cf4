//! The words of the pages in English, Urdu and Polish, compiled in.
//!
//! A [`Message`] holds all three, so that a message which is missing in a language does not compile. English is written
//! for a reading age of 9 to 11; no message blames anybody. Urdu and Polish are not yet reviewed by native speakers:
//! `docs/TRANSLATIONS.md` says how that is done.
//!
//! Numbers keep Western digits in all three languages, as telephone numbers, e-mailed codes and clocks do.

pub mod adjustments;
pub mod answer_links;
pub mod choices;
pub mod dates;
pub mod endings;
pub mod events;
pub mod fit_check;
pub mod moves;
pub mod notes;
pub mod page;
pub mod public_page;
pub mod refusals;
pub mod sign_in;
pub mod stages;
pub mod trials;

pub use dates::{date, dates_in_words, time};
pub use shared::candidates::Language;

/// One thing that a page says, in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    english: &'static str,
    urdu: &'static str,
    polish: &'static str,
}

impl Message {
    /// A message in English, Urdu and Polish.
    #[must_use]
    pub const fn new(english: &'static str, urdu: &'static str, polish: &'static str) -> Self {
        Self {
            english,
            urdu,
            polish,
        }
    }

    /// The message in one language.
    #[must_use]
    pub const fn say(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Urdu => self.urdu,
            Language::Polish => self.polish,
        }
    }

    /// The message with its `{names}` filled in.
    #[must_use]
    pub fn fill(self, language: Language, values: &[(&str, &str)]) -> String {
        let mut text = String::new();
        let mut rest = self.say(language);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            let value = values.iter().find(|(known, _)| *known == name);
            text.push_str(value.map_or("", |(_, value)| value));
            rest = tail;
        }
        text.push_str(rest);
        text
    }
}

/// The value of the `dir` attribute.
#[must_use]
pub const fn direction(language: Language) -> &'static str {
    match language {
        Language::Urdu => "rtl",
        Language::English | Language::Polish => "ltr",
    }
}

/// Declares messages by name: English, Urdu, Polish.
macro_rules! messages {
    ($($name:ident = $english:literal, $urdu:literal, $polish:literal;)+) => {
        $(
            #[doc = $english]
            pub const $name: $crate::language::Message =
                $crate::language::Message::new($english, $urdu, $polish);
        )+
        #[cfg(test)]
        pub(super) const ALL: &[$crate::language::Message] = &[$($name,)+];
    };
}
pub(crate) use messages;

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names
    }

    fn all() -> impl Iterator<Item = Message> {
        [
            adjustments::ALL,
            answer_links::ALL,
            choices::ALL,
            endings::ALL,
            events::ALL,
            fit_check::ALL,
            moves::ALL,
            notes::ALL,
            page::ALL,
            public_page::ALL,
            refusals::ALL,
            sign_in::ALL,
            stages::ALL,
            trials::ALL,
        ]
        .into_iter()
        .flatten()
        .copied()
    }

    #[test]
    fn every_message_says_something_in_every_language_with_the_same_places_to_fill() {
        for message in all() {
            let english = placeholders(message.english);
            for text in [message.urdu, message.polish] {
                assert!(!text.trim().is_empty(), "{}", message.english);
                assert_eq!(placeholders(text), english, "{}", message.english);
            }
        }
    }

    #[test]
    fn urdu_is_written_in_its_own_script_and_digits_are_the_same_everywhere() {
        for message in all() {
            assert!(
                message
                    .urdu
                    .chars()
                    .any(|c| ('\u{600}'..='\u{6FF}').contains(&c)),
                "{}",
                message.english
            );
            assert!(
                !message
                    .urdu
                    .chars()
                    .any(|c| matches!(c, '۰'..='۹' | '٠'..='٩')),
                "{}",
                message.english
            );
        }
    }

    #[test]
    fn sentences_are_short_enough_for_a_reading_age_of_nine_to_eleven() {
        for message in all() {
            for sentence in message.english.split(['.', '?', '!', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 22, "{words} words: {sentence}");
            }
        }
    }

    #[test]
    fn values_are_filled_in_by_name() {
        let message = Message::new("{a} then {b}.", "{b} پھر {a}۔", "{b}, {a}");
        let values = [("a", "1"), ("b", "2")];
        assert_eq!(message.fill(Language::English, &values), "1 then 2.");
        assert_eq!(message.fill(Language::Polish, &values), "2, 1");
    }
}
