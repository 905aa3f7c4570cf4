//! Why a programme was not read or changed.

use crate::platform::database::DatabaseError;
use crate::platform::http::Problem;
use shared::{
    journey::{Guard, Refusal, UnmetGuard},
    problem::FieldError,
};

/// Why a programme was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// There is none, or it is not theirs.
    #[error("there is no such programme")]
    NotFound,
    /// Somebody has changed it since it was read.
    #[error("the programme has changed since it was read")]
    Stale,
    /// The same interview time is there already.
    #[error("the same interview time is there already")]
    SlotInUse,
    /// Some values need another look.
    #[error("some values need another look")]
    Invalid(Vec<FieldError>),
    /// The rules do not allow it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The database could not.
    #[error(transparent)]
    Database(DatabaseError),
}

impl ProgrammeError {
    /// One guard that is not met.
    pub(super) fn unmet(guard: Guard, explanation: &str) -> Self {
        Self::Refused(Refusal {
            unmet_guards: vec![UnmetGuard::new(guard, explanation)],
        })
    }
}

impl From<DatabaseError> for ProgrammeError {
    fn from(error: DatabaseError) -> Self {
        if error.is_duplicate("interview_slots", "venue") {
            Self::SlotInUse
        } else {
            Self::Database(error)
        }
    }
}

impl From<ProgrammeError> for Problem {
    fn from(error: ProgrammeError) -> Self {
        match error {
            ProgrammeError::NotFound => Self::not_found(),
            ProgrammeError::Stale => Self::stale(),
            ProgrammeError::SlotInUse => Self::conflict("This interview time is there already.")
                .error(
                    "/starts_at",
                    "in_use",
                    "Choose another time or another place.",
                ),
            ProgrammeError::Invalid(errors) => Self::invalid(errors),
            ProgrammeError::Refused(refusal) => refusal.into(),
            ProgrammeError::Database(error) => error.into(),
        }
    }
}
