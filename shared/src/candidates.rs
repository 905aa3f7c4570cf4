//! The people whom all of this is for.

mod sought;
pub mod spelling;

pub use sought::Sought;

use crate::ids::{CandidateId, JourneyId, ProgrammeId};
use crate::journey::State;
use crate::problem::FieldError;
use crate::time::CivilDate;
use crate::values::{Checks, NiNumber, Words, coded};
use crate::wire::wire;

coded! {
    /// The languages of the candidate's pages.
    Language {
        English = "en", "English";
        Urdu = "ur", "اردو";
        Polish = "pl", "Polski";
    }
}

wire! {
    /// A person, as a referral or a member of staff gives them.
    request CandidateDetails {
        /// Given name.
        given_name: Words,
        /// Family name.
        family_name: Words,
        /// Date of birth.
        date_of_birth: CivilDate,
        /// E-mail address.
        email: Option<Words>,
        /// Telephone number.
        phone: Option<Words>,
        /// The language they read best.
        language: Language,
        /// Adjustments they need, in their own words.
        adjustments: Option<Words>,
        /// National Insurance number. It is kept sealed, and kept only of somebody who is new: what is known of a person
        /// is corrected by staff.
        ni_number: Option<NiNumber>,
    }
    /// What staff correct in a person's record. What is left out stays as it is; null takes it away.
    request CorrectCandidate {
        /// Given name.
        given_name: Option<Words>,
        /// Family name.
        family_name: Option<Words>,
        /// Date of birth.
        date_of_birth: Option<CivilDate>,
        /// E-mail address, which is how they sign in.
        #[serde(default, deserialize_with = "change", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<Words>))]
        email: Option<Option<Words>>,
        /// Telephone number, which is how they sign in.
        #[serde(default, deserialize_with = "change", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<Words>))]
        phone: Option<Option<Words>>,
        /// The language they read best.
        language: Option<Language>,
        /// Adjustments they need, in their own words.
        #[serde(default, deserialize_with = "change", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<Words>))]
        adjustments: Option<Option<Words>>,
        /// National Insurance number.
        #[serde(default, deserialize_with = "change", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<NiNumber>))]
        ni_number: Option<Option<NiNumber>>,
    }
    /// Whom to look for. It stands in a body, because an address is written to logs on its way.
    request FindCandidates {
        /// How the family name begins.
        family_name: Option<Words>,
        /// A whole National Insurance number.
        ni_number: Option<NiNumber>,
    }
    /// What is looked for, in one line: a name, a date of birth or both; or a reference, an e-mail address, a telephone number or
    /// a whole National Insurance number. It stands in a body, because an address is written to logs on its way.
    request SearchCandidates {
        /// What was typed.
        search: Words,
    }
    /// Who was found, the best first.
    view CandidatesFound {
        /// The people, at most 20.
        data: Vec<CandidateFound>,
        /// Always null: a search is narrowed and not read on.
        next_cursor: Option<String>,
        /// Whether there are more than are shown.
        more: bool,
    }
    /// Somebody who was found.
    view CandidateFound {
        /// The person.
        candidate: CandidateView,
        /// Whether the person has the very words of the name that were typed, or was found by something else than a name.
        is_exact: bool,
        /// Where they stand: the journey that is under way, or else the last one, within reach.
        journey: Option<JourneyFound>,
    }
    /// A journey of somebody who was found.
    view JourneyFound {
        /// Its id.
        id: JourneyId,
        /// Its short reference.
        reference: String,
        /// The programme.
        programme_id: ProgrammeId,
        /// The programme's title.
        programme_title: String,
        /// Where it stands.
        state: State,
    }
    /// A person.
    view CandidateView {
        /// Their id.
        id: CandidateId,
        /// Their short reference.
        reference: String,
        /// Given name.
        given_name: String,
        /// Family name.
        family_name: String,
        /// Date of birth.
        date_of_birth: CivilDate,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// The language they read best.
        language: Language,
        /// Adjustments they need.
        adjustments: Option<String>,
        /// National Insurance number, masked: `QQ ** ** ** C`.
        ni_number: Option<String>,
        /// Counts up with each change.
        version: i32,
    }
}

impl CandidateDetails {
    /// Everything in them that needs another look; `at` is where they stand in the request, such as `/candidate`.
    #[must_use]
    pub fn check(&self, at: &str, today: CivilDate) -> Vec<FieldError> {
        let mut checks = Checks::default();
        checks.line(&format!("{at}/given_name"), &self.given_name, 200);
        checks.line(&format!("{at}/family_name"), &self.family_name, 200);
        check_birth(&mut checks, at, self.date_of_birth, today);
        check_contact(&mut checks, at, self.email.as_ref(), self.phone.as_ref());
        checks.found()
    }
}

fn check_birth(checks: &mut Checks, at: &str, born: CivilDate, today: CivilDate) {
    checks.unless(
        born <= today && born.age_on(today) <= 110,
        &format!("{at}/date_of_birth"),
        "out_of_range",
        "Give the date of birth of somebody who is at most 110 years old, and not one that is still ahead.",
    );
}

/// Whether somebody can be reached there, as far as the text tells.
fn check_contact(checks: &mut Checks, at: &str, email: Option<&Words>, phone: Option<&Words>) {
    if let Some(email) = email {
        checks.unless(
            is_email(email.as_str()),
            &format!("{at}/email"),
            "invalid",
            "Write an e-mail address such as name@example.org.",
        );
    }
    if let Some(phone) = phone {
        checks.unless(
            is_phone(phone.as_str()),
            &format!("{at}/phone"),
            "invalid",
            "Write a telephone number such as 07700 900123 or +44 7700 900123.",
        );
    }
}

impl CorrectCandidate {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self, today: CivilDate) -> Vec<FieldError> {
        let mut checks = Checks::default();
        if let Some(born) = self.date_of_birth {
            check_birth(&mut checks, "", born, today);
        }
        for (pointer, name) in [
            ("/given_name", &self.given_name),
            ("/family_name", &self.family_name),
        ] {
            if let Some(name) = name {
                checks.line(pointer, name, 200);
            }
        }
        let (email, phone) = (self.email.as_ref(), self.phone.as_ref());
        check_contact(
            &mut checks,
            "",
            email.and_then(Option::as_ref),
            phone.and_then(Option::as_ref),
        );
        checks.found()
    }
}

/// A field that is there, whatever it holds: null is a change too.
fn change<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    serde::Deserialize::deserialize(deserializer).map(Some)
}

/// One `@` with something on both sides, a dot in the domain, nothing that could end a header or an address early.
/// Whether it reaches anybody only a message can show.
fn is_email(text: &str) -> bool {
    let fits = text.chars().count() <= 254
        && !text.contains(|letter: char| {
            letter.is_whitespace() || letter.is_control() || "<>()[],;:\\\"".contains(letter)
        });
    let parts: Vec<_> = text.split('@').collect();
    let [name, domain] = parts.as_slice() else {
        return false;
    };
    fits && !name.is_empty()
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

/// Seven to fifteen digits, with the signs that people write between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    (7..=15).contains(&digits)
        && rest
            .chars()
            .all(|letter| letter.is_ascii_digit() || " -()".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        text.parse().expect("words")
    }

    fn somebody() -> CandidateDetails {
        CandidateDetails {
            given_name: words("Hazel"),
            family_name: words("O'Neill-Źródło"),
            date_of_birth: "2008-02-29".parse().expect("a date"),
            email: Some(words("hazel@example.org")),
            phone: Some(words("+44 (7700) 900-123")),
            language: Language::English,
            adjustments: None,
            ni_number: None,
        }
    }

    #[test]
    fn what_needs_another_look_is_pointed_at() {
        let today = "2026-06-01".parse().expect("a date");
        assert_eq!(somebody().check("/candidate", today), Vec::new());
        let wrong = CandidateDetails {
            given_name: words("two\nlines"),
            date_of_birth: "2026-06-02".parse().expect("a date"),
            email: Some(words("hazel@example")),
            phone: Some(words("call me")),
            ..somebody()
        };
        let pointers: Vec<_> = wrong
            .check("/candidate", today)
            .into_iter()
            .map(|error| error.pointer)
            .collect();
        let expected = ["given_name", "date_of_birth", "email", "phone"];
        assert_eq!(pointers, expected.map(|name| format!("/candidate/{name}")));
    }

    #[test]
    fn an_address_that_could_break_out_of_a_header_is_refused() {
        for text in [
            "a@b.c\nBcc: d@e.f",
            "a@@b.c",
            "@b.c",
            "a@b.",
            "a@.c",
            "a b@c.d",
            "<a@b.c>",
        ] {
            assert!(!is_email(text), "{text}");
        }
        assert!(is_email("o'neill+work@mail.example.org"));
    }
}
