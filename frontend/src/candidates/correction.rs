//! A correction: what was written into the form, read into what the server asks for.

use crate::forms::problems_of;
use crate::ui::{DateParts, FieldProblem};
use shared::candidates::{CandidateView, CorrectCandidate};
use shared::time::CivilDate;
use shared::values::{Coded as _, NiNumber, Words, WordsError};

/// What stands in the form. The National Insurance number is not among it: it is only ever written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: DateParts,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// The code of the language they read best.
    pub language: String,
    /// The version that the form was written for.
    pub version: i32,
}

impl Written {
    /// What is on record.
    #[must_use]
    pub fn of(view: &CandidateView) -> Self {
        Self {
            given_name: view.given_name.clone(),
            family_name: view.family_name.clone(),
            date_of_birth: view.date_of_birth.into(),
            email: view.email.clone().unwrap_or_default(),
            phone: view.phone.clone().unwrap_or_default(),
            language: view.language.code().to_owned(),
            version: view.version,
        }
    }
}

struct Reader(Vec<FieldProblem>);

impl Reader {
    fn name(&mut self, field: &str, text: &str, ask: &str) -> Option<Words> {
        let read = Words::parse(text);
        if let Err(wrong) = &read {
            let message = match wrong {
                WordsError::Empty => format!("{ask}."),
                wrong => format!("{ask}: {wrong}."),
            };
            self.0.push(FieldProblem::new(field, message));
        }
        read.ok()
    }

    /// Words that may be left out: the outer option is none where they cannot be taken.
    fn optional(&mut self, field: &str, text: &str) -> Option<Option<Words>> {
        match Words::parse(text) {
            Ok(words) => Some(Some(words)),
            Err(WordsError::Empty) => Some(None),
            Err(wrong) => {
                self.0.push(FieldProblem::new(
                    field,
                    format!("This cannot be kept: {wrong}."),
                ));
                None
            }
        }
    }

    fn other<T>(&mut self, field: &str, read: Option<T>, ask: &str) -> Option<T> {
        if read.is_none() {
            self.0.push(FieldProblem::new(field, ask));
        }
        read
    }
}

/// Reads the form. A number that is empty stays as it is on record.
///
/// # Errors
/// What needs another look, field by field. A number that was written must be written again: it is not kept.
pub fn read(
    written: &Written,
    number: &str,
    today: CivilDate,
) -> Result<CorrectCandidate, Vec<FieldProblem>> {
    let mut reader = Reader(Vec::new());
    let given_name = reader.name("given_name", &written.given_name, "Write the given name");
    let family_name = reader.name("family_name", &written.family_name, "Write the family name");
    let born = reader.other(
        "date_of_birth",
        written.date_of_birth.date(),
        "Date of birth: enter a real date, such as 31 3 1998.",
    );
    let email = reader.optional("email", &written.email);
    let phone = reader.optional("phone", &written.phone);
    let language = reader.other(
        "language",
        written.language.parse().ok(),
        "Choose the language they read best.",
    );
    let number = number.trim();
    let ni_number = match NiNumber::parse(number) {
        _ if number.is_empty() => None,
        Ok(number) => Some(Some(number)),
        Err(_) => {
            let ask = "Write a National Insurance number: two letters, six digits and a letter from A to D.";
            reader.0.push(FieldProblem::new("ni_number", ask));
            None
        }
    };
    let correction = CorrectCandidate {
        given_name,
        family_name,
        date_of_birth: born,
        email,
        phone,
        language,
        // They have a page of their own, which asks on whose word.
        adjustments: None,
        ni_number,
    };
    let mut problems = reader.0;
    problems.extend(problems_of(&correction.check(today), |_| true));
    if problems.is_empty() {
        return Ok(correction);
    }
    let says_so = problems.iter().any(|problem| problem.field == "ni_number");
    if !number.is_empty() && !says_so {
        problems.push(FieldProblem::new(
            "ni_number",
            "Write the National Insurance number again: it is not kept while something else needs another look.",
        ));
    }
    Err(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> CivilDate {
        "2027-03-01".parse().expect("a date")
    }

    fn written() -> Written {
        Written {
            given_name: "Łukasz".to_owned(),
            family_name: "O'Neill".to_owned(),
            date_of_birth: DateParts::from_text("1998-03-31"),
            phone: "07700 900123".to_owned(),
            language: "pl".to_owned(),
            version: 3,
            ..Written::default()
        }
    }

    #[test]
    fn what_is_emptied_is_taken_away_but_for_the_number() {
        let correction = read(&written(), "  ", today()).expect("a correction");
        assert_eq!(correction.email, Some(None));
        assert_eq!(correction.ni_number, None);
        let with_number = read(&written(), "px 46 81 93 b", today()).expect("a correction");
        assert!(with_number.ni_number.flatten().is_some());
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_and_never_the_number() {
        let wrong = Written {
            given_name: " ".to_owned(),
            date_of_birth: DateParts::from_text("1998-02-31"),
            email: "nobody".to_owned(),
            language: String::new(),
            ..written()
        };
        let problems = read(&wrong, "PX468193B", today()).expect_err("problems");
        let fields: Vec<_> = problems.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "given_name",
                "date_of_birth",
                "language",
                "email",
                "ni_number"
            ]
        );
        assert!(
            problems
                .iter()
                .all(|one| !one.message.contains("PX468193B"))
        );
        let number = read(&written(), "PX468193Z", today()).expect_err("a problem");
        assert_eq!(number.len(), 1);
        assert!(!number[0].message.contains("PX468193Z"));
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let unborn = Written {
            date_of_birth: DateParts::from_text("2027-03-02"),
            ..written()
        };
        let problems = read(&unborn, "", today()).expect_err("a problem");
        assert_eq!(problems[0].field, "date_of_birth");
    }
}
