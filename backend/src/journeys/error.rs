//! Why a journey was not read or moved.

use crate::access::AccessError;
use crate::platform::database::DatabaseError;
use shared::journey::Refusal;

/// Why a journey was not read or moved. What stands in the way of a move is an answer, not a fault.
#[derive(Debug, thiserror::Error)]
pub enum JourneyError {
    /// There is none, or it is not theirs.
    #[error("there is no such journey within reach")]
    NotFound,
    /// The move is for other roles than theirs, whatever the journey.
    #[error(transparent)]
    NotTheirs(#[from] AccessError),
    /// Somebody has moved it since it was read.
    #[error("the journey has moved on to version {current}")]
    Stale {
        /// Its version now.
        current: i32,
    },
    /// The rules do not allow it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What is stored cannot be read back: a fault of ours.
    #[error("journey {journey} is stored in a form that cannot be read: {what}")]
    Unreadable {
        /// Which one.
        journey: String,
        /// What could not be read.
        what: String,
    },
}
