//! A move's form: what was answered, read into what the server asks for, or what needs another look.

use crate::forms::{field_id, problems_of};
use crate::ui::FieldProblem;
use shared::journey::{Field, Input, Move, details_from_answers, fields};
use shared::problem::FieldError;
use shared::time::CivilDate;
use shared::values::Words;
use std::collections::BTreeMap;

/// Reads the form into the body to send.
///
/// # Errors
/// What needs another look, field by field, in the order of the form.
pub fn read(
    name: Move,
    answers: &BTreeMap<String, String>,
    criteria: &[String],
) -> Result<String, Vec<FieldProblem>> {
    let missing = details_from_answers(name, answers);
    let problems: Vec<_> = fields(name)
        .iter()
        .flat_map(|field| look_at(field, answers, criteria, missing.as_ref().err()))
        .collect();
    match missing {
        Ok(details) if problems.is_empty() => Ok(details.to_string()),
        _ => Err(problems),
    }
}

fn look_at(
    field: &Field,
    answers: &BTreeMap<String, String>,
    criteria: &[String],
    missing: Option<&Vec<(String, String)>>,
) -> Vec<FieldProblem> {
    if let Input::Scores = field.input {
        return criteria
            .iter()
            .map(|criterion| format!("scores.{criterion}"))
            .filter(|name| answers.get(name).is_none_or(String::is_empty))
            .map(|name| {
                let message = format!(
                    "Choose a score for “{}”",
                    name.trim_start_matches("scores.")
                );
                FieldProblem::new(field_id(&name), message)
            })
            .collect();
    }
    let answer = answers
        .get(field.name)
        .map(|answer| answer.trim())
        .unwrap_or_default();
    let message = if answer.is_empty() {
        missing
            .filter(|missing| missing.iter().any(|(name, _)| name == field.name))
            .map(|_| ask_for(field))
    } else {
        wrong_with(field, answer)
    };
    message
        .map(|message| FieldProblem::new(field_id(field.name), message))
        .into_iter()
        .collect()
}

fn ask_for(field: &Field) -> String {
    match field.input {
        Input::Date => format!("{}: enter a date", field.label),
        Input::Words => format!("{}: write a few words", field.label),
        _ => format!("{}: choose one", field.label),
    }
}

fn wrong_with(field: &Field, answer: &str) -> Option<String> {
    match field.input {
        Input::Date => answer
            .parse::<CivilDate>()
            .err()
            .map(|_| format!("{}: enter a real date, such as 7 12 2026", field.label)),
        Input::Words => Words::parse(answer)
            .err()
            .map(|wrong| format!("{}: {wrong}", field.label)),
        _ => None,
    }
}

/// What the server says needs another look, beside the fields of this form.
#[must_use]
pub fn from_server(name: Move, errors: &[FieldError]) -> Vec<FieldProblem> {
    let known = |field: &str| {
        fields(name)
            .iter()
            .any(|known| field == field_id(known.name) || field.starts_with("scores."))
    };
    problems_of(errors, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_whole_form_becomes_the_body() {
        let given = answers(&[
            ("starts_on", "2026-06-01"),
            ("ends_on", "2026-06-30"),
            ("pattern", "weekdays"),
        ]);
        let body = read(Move::ProposeTrial, &given, &[]).expect("a body");
        assert!(body.contains("\"ends_on\":\"2026-06-30\""));
    }

    #[test]
    fn what_is_missing_is_asked_for_in_the_order_of_the_form() {
        let given = answers(&[("starts_on", "2026-2-31")]);
        let problems = read(Move::ProposeTrial, &given, &[]).expect_err("not whole");
        let fields: Vec<_> = problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect();
        assert_eq!(fields, ["starts_on", "ends_on", "pattern"]);
        assert!(problems[0].message.contains("real date"));
    }

    #[test]
    fn each_criterion_needs_its_score() {
        let criteria = ["Kindness".to_owned(), "Team work".to_owned()];
        let given = answers(&[("panel_member", "A"), ("scores.Kindness", "4")]);
        let problems = read(Move::ScoreInterview, &given, &criteria).expect_err("not whole");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].field, "scores.Team-work");
    }

    #[test]
    fn what_the_server_finds_stands_beside_its_field_or_above_the_form() {
        let error = |pointer: &str| FieldError {
            pointer: pointer.to_owned(),
            code: "invalid".to_owned(),
            message: "look again".to_owned(),
        };
        let problems = from_server(
            Move::PlaceOnReserve,
            &[error("/review_on"), error("/elsewhere")],
        );
        assert_eq!(problems[0].field, "review_on");
        assert_eq!(problems[1].field, "", "a field that the form does not have");
    }

    #[test]
    fn every_move_has_a_form_that_can_be_read() {
        use shared::values::Coded as _;
        for name in Move::ALL {
            let outcome = read(*name, &BTreeMap::new(), &[]);
            let asked = fields(*name)
                .iter()
                .any(|field| field.required && !matches!(field.input, Input::Flag | Input::Scores));
            assert_eq!(outcome.is_err(), asked, "{name}");
        }
    }
}
