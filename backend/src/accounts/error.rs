//! Why an account was not read or changed.

use crate::{
    identity::{IdentityError, PasswordError},
    platform::{database::DatabaseError, http::Problem},
};
use shared::problem::FieldError;

/// Why an account was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is none, or it is not theirs.
    #[error("there is no such account")]
    NotFound,
    /// Somebody has changed it since it was read.
    #[error("the account has changed since it was read")]
    Stale,
    /// Somebody signs in with this address already.
    #[error("somebody of this Trust has an account with this address already")]
    AddressTaken,
    /// Without them the Trust would have no administrator.
    #[error("this is the only administrator who can sign in")]
    LastAdministrator,
    /// It does not stand as it must for this.
    #[error("{0}")]
    NotNow(&'static str),
    /// Some values need another look.
    #[error("some values need another look")]
    Invalid(Vec<FieldError>),
    /// The link was used, has expired, was replaced or never was: not said which.
    #[error("the link is not valid (any more)")]
    DeadLink,
    /// The password that they were asked for again is not right.
    #[error("the password is not right")]
    WrongPassword,
    /// The password cannot be chosen, compared or kept.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Signing in could not go on.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl AccountError {
    /// What is wrong in a sentence for whoever asked, with what to do.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::AddressTaken => "Somebody of this Trust has an account with this address already.".to_owned(),
            Self::LastAdministrator => {
                "This is the only administrator who can sign in. Make somebody else an administrator first.".to_owned()
            }
            Self::NotNow(why) => (*why).to_owned(),
            Self::DeadLink => {
                "This link has been used, has expired, or was replaced by a newer one. Ask for another.".to_owned()
            }
            Self::WrongPassword => "That is not your password. Try again.".to_owned(),
            Self::Identity(IdentityError::WrongFactor) => {
                "That code is not right, or has been used already. Wait for the next one and try again.".to_owned()
            }
            Self::Identity(IdentityError::TooManyCodes) => {
                "Too many wrong codes were given. Wait an hour, or show who you are in another way.".to_owned()
            }
            Self::Password(error) => error.to_string(),
            other => other.to_string(),
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotFound => Self::not_found(),
            AccountError::Stale => Self::stale(),
            AccountError::AddressTaken
            | AccountError::LastAdministrator
            | AccountError::NotNow(_) => Self::conflict(error.words()),
            AccountError::Invalid(errors) => Self::invalid(errors),
            AccountError::DeadLink => {
                Self::invalid([]).error("/token", "link_not_valid", error.words())
            }
            AccountError::WrongPassword => {
                Self::invalid([]).error("/old_password", "wrong_password", error.words())
            }
            AccountError::Password(PasswordError::Busy(busy)) => IdentityError::from(busy).into(),
            AccountError::Password(PasswordError::Weak(weak)) => {
                Self::invalid([]).error("/password", weak.code(), weak.to_string())
            }
            AccountError::Identity(error) => error.into(),
            AccountError::Database(error) => error.into(),
        }
    }
}
