//! Why somebody was turned away before anything was looked at.

use crate::platform::http::Problem;
use actix_web::http::header::WWW_AUTHENTICATE;
use shared::problem::ProblemCode;

/// Why somebody was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// Nobody is signed in, or what they showed is not valid (any more).
    #[error("sign in first")]
    NotSignedIn,
    /// They showed a token, and it is not one of ours, or has expired.
    #[error("that access token is not valid")]
    InvalidToken,
    /// Their kind may never do this.
    #[error("this is not yours to do")]
    NotAllowed,
    /// Their token was not given this scope.
    #[error("the access token does not have the scope for this")]
    ScopeMissing,
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        let unauthorised = |challenge: &str| {
            Self::new(ProblemCode::NotSignedIn)
                .detail(sentence(error))
                .header(WWW_AUTHENTICATE, challenge)
        };
        let forbidden = || Self::new(ProblemCode::Forbidden).detail(sentence(error));
        match error {
            AccessError::NotSignedIn => unauthorised("Bearer realm=\"foothold\""),
            AccessError::InvalidToken => {
                unauthorised("Bearer realm=\"foothold\", error=\"invalid_token\"")
            }
            AccessError::NotAllowed => forbidden(),
            AccessError::ScopeMissing => forbidden().header(
                WWW_AUTHENTICATE,
                "Bearer realm=\"foothold\", error=\"insufficient_scope\"",
            ),
        }
    }
}

fn sentence(error: AccessError) -> &'static str {
    match error {
        AccessError::NotSignedIn => "Sign in, or send an access token.",
        AccessError::InvalidToken => {
            "That access token is not valid, or has expired. Ask for another."
        }
        AccessError::NotAllowed => "This is not yours to do.",
        AccessError::ScopeMissing => "The access token does not have the scope that this needs.",
    }
}
