//! The one function that builds the application, for `main` and for tests.

use crate::platform::{clock::Clock, database::Database, ids::Ids};

/// What every service stands on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Platform {
    /// Where records are kept.
    pub database: Database,
    /// The time of the journeys.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
}
