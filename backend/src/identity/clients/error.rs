//! Why a client was not made or changed.

use crate::platform::{database::DatabaseError, http::Problem};
use shared::problem::{FieldError, ProblemCode};

/// Why a client was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// There is none, or it is not theirs.
    #[error("there is no such client")]
    NotFound,
    /// It has changed since it was read.
    #[error("the client has changed since it was read")]
    Stale,
    /// It is disabled, for good.
    #[error("the client is disabled")]
    Disabled,
    /// A value that cannot be.
    #[error("{message}")]
    Invalid {
        /// Where it stands in the request.
        pointer: &'static str,
        /// What to do.
        message: String,
    },
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<ClientError> for Problem {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::NotFound => Self::not_found(),
            ClientError::Stale => Self::stale(),
            ClientError::Disabled => {
                Self::conflict("This system is disabled for good. Make another one.")
            }
            ClientError::Invalid { pointer, message } => {
                Self::new(ProblemCode::Invalid).error(pointer, "invalid", message)
            }
            ClientError::Database(error) => error.into(),
        }
    }
}

impl ClientError {
    pub(super) fn invalid(pointer: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid {
            pointer,
            message: message.into(),
        }
    }

    /// What stands beside the field of a form, where a field is the cause.
    #[must_use]
    pub fn field(&self) -> Option<FieldError> {
        match self {
            Self::Invalid { pointer, message } => Some(FieldError {
                pointer: (*pointer).to_owned(),
                code: "invalid".to_owned(),
                message: message.clone(),
            }),
            _ => None,
        }
    }
}
