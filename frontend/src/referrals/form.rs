//! A draft of a referral: what was answered, read into what the server asks for.

use crate::forms::problems_of;
use crate::ui::FieldProblem;
use shared::candidates::CandidateDetails;
use shared::journey::{Benefit, EmploymentStatus};
use shared::referrals::CreateReferral;
use shared::time::CivilDate;
use shared::values::{Words, WordsError};
use std::collections::BTreeMap;

/// The fields of the form, in its order.
pub const FIELDS: [&str; 11] = [
    "programme_id",
    "organisation_id",
    "candidate.given_name",
    "candidate.family_name",
    "candidate.date_of_birth",
    "candidate.email",
    "candidate.phone",
    "candidate.language",
    "candidate.adjustments",
    "benefit",
    "employment_status",
];

struct Reader<'a> {
    answers: &'a BTreeMap<String, String>,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn given(&self, name: &str) -> &str {
        self.answers
            .get(name)
            .map(|answer| answer.trim())
            .unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&mut self, name: &str, ask: &str) -> Option<T> {
        let read = self.given(name).parse().ok();
        if read.is_none() {
            self.problems.push(FieldProblem::new(name, ask));
        }
        read
    }

    /// Words that may be left out: the outer option is none where they cannot be taken.
    fn optional(&mut self, name: &str, label: &str) -> Option<Option<Words>> {
        match Words::parse(self.given(name)) {
            Ok(words) => Some(Some(words)),
            Err(WordsError::Empty) => Some(None),
            Err(wrong) => {
                self.problems
                    .push(FieldProblem::new(name, format!("{label}: {wrong}")));
                None
            }
        }
    }
}

/// Reads the form.
///
/// # Errors
/// What needs another look, field by field.
pub fn read(
    answers: &BTreeMap<String, String>,
    today: CivilDate,
) -> Result<CreateReferral, Vec<FieldProblem>> {
    let mut reader = Reader {
        answers,
        problems: Vec::new(),
    };
    let programme_id = reader.parsed("programme_id", "Choose the programme");
    let organisation_id = reader.parsed(
        "organisation_id",
        "Choose the Jobcentre that will confirm it",
    );
    let candidate = person(&mut reader);
    let benefit = reader.parsed::<Benefit>("benefit", "Choose the benefit");
    let employment_status =
        reader.parsed::<EmploymentStatus>("employment_status", "Choose whether they are in work");
    if let Some(candidate) = &candidate {
        let found = candidate.check("/candidate", today);
        reader
            .problems
            .extend(problems_of(&found, |id| FIELDS.contains(&id)));
    }
    match (programme_id, candidate, benefit, employment_status) {
        (Some(programme_id), Some(candidate), Some(benefit), Some(employment_status))
            if reader.problems.is_empty() =>
        {
            Ok(CreateReferral {
                programme_id,
                organisation_id,
                external_ref: None,
                candidate,
                benefit,
                benefit_confirmed_on: None,
                employment_status,
            })
        }
        _ => Err(reader.problems),
    }
}

fn person(reader: &mut Reader<'_>) -> Option<CandidateDetails> {
    let given_name = reader.parsed("candidate.given_name", "Write the given name");
    let family_name = reader.parsed("candidate.family_name", "Write the family name");
    let date_of_birth = reader.parsed(
        "candidate.date_of_birth",
        "Date of birth: enter a real date, such as 31 3 1998",
    );
    let email = reader.optional("candidate.email", "E-mail");
    let phone = reader.optional("candidate.phone", "Telephone");
    let language = reader.parsed("candidate.language", "Choose the language they read best");
    let adjustments = reader.optional("candidate.adjustments", "Adjustments");
    Some(CandidateDetails {
        given_name: given_name?,
        family_name: family_name?,
        date_of_birth: date_of_birth?,
        email: email?,
        phone: phone?,
        language: language?,
        adjustments: adjustments?,
        ni_number: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> CivilDate {
        "2026-12-07".parse().expect("a date")
    }

    fn whole() -> BTreeMap<String, String> {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let pairs = [
            ("programme_id", id),
            ("organisation_id", id),
            ("candidate.given_name", "Łukasz"),
            ("candidate.family_name", "Żółć"),
            ("candidate.date_of_birth", "1998-03-31"),
            ("candidate.language", "pl"),
            ("benefit", "jobseekers_allowance"),
            ("employment_status", "unemployed"),
        ];
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    }

    #[test]
    fn a_whole_draft_leaves_the_confirmation_to_the_jobcentre() {
        let draft = read(&whole(), today()).expect("whole");
        assert_eq!(draft.benefit_confirmed_on, None);
        assert_eq!(draft.candidate.email, None);
    }

    #[test]
    fn an_empty_form_names_every_answer_it_needs() {
        let problems = read(&BTreeMap::new(), today()).expect_err("empty");
        assert_eq!(problems.len(), 8);
        assert!(
            problems
                .iter()
                .all(|problem| FIELDS.contains(&problem.field.as_str()))
        );
    }

    #[test]
    fn a_telephone_number_that_is_none_is_said_beside_it() {
        let mut answers = whole();
        answers.insert("candidate.phone".into(), "call me".into());
        let problems = read(&answers, today()).expect_err("no number");
        assert_eq!(problems[0].field, "candidate.phone");
    }
}
