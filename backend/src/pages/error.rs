//! Why there is no page.

use crate::{
    access::AccessError, accounts::AccountError, journeys::JourneyError,
    platform::database::DatabaseError,
};
use actix_web::http::StatusCode;
use frontend::public::ErrorKind;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum PageError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Whoever is signed in must show again who they are.
    #[error("confirm that it is you")]
    NotRecent,
    /// It is for others.
    #[error("the page is for others")]
    Forbidden,
    /// There is none, or it is somebody else's: the same answer for both.
    #[error("there is no such page within reach")]
    NotFound,
    /// The database is not there to ask.
    #[error("the database cannot answer: {0}")]
    Unavailable(String),
    /// A fault of ours.
    #[error("{0}")]
    Broken(String),
}

impl PageError {
    /// What somebody sees, and with which status.
    pub fn answer(&self) -> (StatusCode, ErrorKind) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, ErrorKind::NotFound),
            Self::Forbidden | Self::NotRecent => (StatusCode::FORBIDDEN, ErrorKind::Forbidden),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, ErrorKind::Forbidden),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Broken),
            Self::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, ErrorKind::Broken),
        }
    }
}

impl From<AccessError> for PageError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotSignedIn | AccessError::InvalidToken => Self::NotSignedIn,
            _ => Self::Forbidden,
        }
    }
}

impl From<DatabaseError> for PageError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::NotFound => Self::NotFound,
            error @ (DatabaseError::Unavailable(_)
            | DatabaseError::Busy(_)
            | DatabaseError::Full(_)
            | DatabaseError::Stopped) => Self::Unavailable(error.to_string()),
            error => Self::Broken(error.to_string()),
        }
    }
}

impl From<JourneyError> for PageError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::NotFound => Self::NotFound,
            JourneyError::NotTheirs(error) => error.into(),
            JourneyError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

impl From<AccountError> for PageError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::NotFound,
            AccountError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}
