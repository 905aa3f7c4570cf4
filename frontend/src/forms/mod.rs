//! What every form of the dashboard does: keep the answers, name its fields, put what is wrong beside them.

#[cfg(feature = "csr")]
mod keep;

#[cfg(feature = "csr")]
pub(crate) use keep::{Answers, keep_over_sign_in, use_answers};

use crate::ui::FieldProblem;
use shared::problem::FieldError;

/// The id of a field, from its name in the body: no spaces and no signs but dots, hyphens and underscores.
#[must_use]
pub fn field_id(name: &str) -> String {
    let safe = |letter: char| {
        if letter.is_ascii_alphanumeric() || !letter.is_ascii() || matches!(letter, '.' | '-' | '_')
        {
            letter
        } else {
            '-'
        }
    };
    name.chars().map(safe).collect()
}

/// What the server found wrong, each beside its field where the form has that field, else above the form.
pub fn problems_of(errors: &[FieldError], has_field: impl Fn(&str) -> bool) -> Vec<FieldProblem> {
    errors
        .iter()
        .map(|error| {
            let name = error.pointer.trim_start_matches('/').replace('/', ".");
            let id = field_id(&name.replace("~1", "/").replace("~0", "~"));
            let field = if has_field(&id) { id } else { String::new() };
            FieldProblem::new(field, error.message.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id_that_an_address_can_lead_to() {
        assert_eq!(field_id("scores.Team work"), "scores.Team-work");
    }

    #[test]
    fn a_pointer_into_the_body_leads_to_its_field() {
        let error = FieldError {
            pointer: "/candidate/given_name".to_owned(),
            code: "empty".to_owned(),
            message: "Write a name".to_owned(),
        };
        let problems = problems_of(&[error], |_| true);
        assert_eq!(problems[0].field, "candidate.given_name");
    }
}
