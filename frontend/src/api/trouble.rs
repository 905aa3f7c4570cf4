//! What can come back instead of an answer.

use shared::journey::UnmetGuard;
use shared::problem::{FieldError, ProblemCode, ProblemDetails};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The session is over: sign in again.
    SignedOut,
    /// Not for this person.
    Forbidden(String),
    /// There is no such thing, or it is not for this person to know.
    NotFound,
    /// The rules say no, and name what is not met.
    Refused {
        /// What happened.
        detail: String,
        /// Every guard that is not met.
        unmet: Vec<UnmetGuard>,
    },
    /// Somebody has changed it since it was read.
    Stale,
    /// Some answers need another look.
    Invalid {
        /// What happened.
        detail: String,
        /// Which answers.
        errors: Vec<FieldError>,
    },
    /// The server was not reached: nobody knows whether it has heard.
    Unreachable,
    /// Anything else.
    Failed {
        /// What happened, for people.
        detail: String,
        /// The number to quote.
        request_id: Option<String>,
    },
}

impl Trouble {
    /// What to tell people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::SignedOut => "You have been signed out. Sign in again to go on.".to_owned(),
            Self::Forbidden(detail) | Self::Refused { detail, .. } | Self::Invalid { detail, .. } => detail.clone(),
            Self::NotFound => "It is not here, or not for you to see.".to_owned(),
            Self::Stale => {
                "Somebody has changed this since you opened it. Look at it again, then send your answers once more."
                    .to_owned()
            }
            Self::Unreachable => {
                "We could not reach the server. Your answers are still here: try again in a moment.".to_owned()
            }
            Self::Failed { detail, request_id } => match request_id {
                Some(id) => format!("{detail} If it goes on, quote {id}."),
                None => detail.clone(),
            },
        }
    }
}

/// Reads the answer of a refused request.
#[must_use]
pub fn trouble(status: u16, body: &str) -> Trouble {
    let problem = serde_json::from_str::<ProblemDetails>(body).ok();
    let detail = problem
        .as_ref()
        .map(|problem| problem.detail.clone())
        .filter(|detail| !detail.is_empty())
        .unwrap_or_else(|| "Something went wrong on our side. Try again in a moment.".to_owned());
    let code = problem.as_ref().map(|problem| problem.code);
    let (unmet, errors, request_id) = problem.map_or_else(Default::default, |problem| {
        (problem.unmet_guards, problem.errors, problem.request_id)
    });
    match (status, code) {
        (401, _) => Trouble::SignedOut,
        (403, _) => Trouble::Forbidden(detail),
        (404, _) => Trouble::NotFound,
        (_, Some(ProblemCode::MoveRefused)) => Trouble::Refused { detail, unmet },
        (409, _) if !unmet.is_empty() => Trouble::Refused { detail, unmet },
        (412, _) => Trouble::Stale,
        (422 | 400, _) => Trouble::Invalid { detail, errors },
        (502..=504, None) => Trouble::Unreachable,
        _ => Trouble::Failed { detail, request_id },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: &str, rest: &str) -> String {
        format!(
            r#"{{"type":"/problems/{code}","title":"t","status":409,"detail":"No place is free.","code":"{code}","errors":[],"unmet_guards":[{rest}],"request_id":"r-1"}}"#
        )
    }

    #[test]
    fn a_refused_move_keeps_each_guard() {
        let guard = r#"{"guard":"opening_free","law":"one-opening-each","words":"w","explanation":"e","who_can_meet":["hiring_manager"]}"#;
        let Trouble::Refused { unmet, .. } = trouble(409, &problem("move_refused", guard)) else {
            panic!("a refusal");
        };
        assert_eq!(unmet.len(), 1);
    }

    #[test]
    fn each_status_is_told_for_what_it_is() {
        assert_eq!(trouble(401, ""), Trouble::SignedOut);
        assert_eq!(trouble(404, "nothing"), Trouble::NotFound);
        assert_eq!(trouble(412, &problem("stale", "")), Trouble::Stale);
        assert_eq!(trouble(503, "<html>"), Trouble::Unreachable);
        assert!(matches!(
            trouble(500, "<html>"),
            Trouble::Failed {
                request_id: None,
                ..
            }
        ));
        assert!(matches!(
            trouble(409, &problem("conflict", "")),
            Trouble::Failed {
                request_id: Some(_),
                ..
            }
        ));
        assert!(matches!(
            trouble(422, &problem("invalid", "")),
            Trouble::Invalid { .. }
        ));
    }

    #[test]
    fn a_failure_says_what_to_quote() {
        assert!(
            trouble(500, &problem("internal", ""))
                .words()
                .ends_with("quote r-1.")
        );
    }
}
