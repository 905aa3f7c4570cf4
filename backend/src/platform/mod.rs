//! What every feature stands on and no feature is named in: configuration, databases, HTTP, the clock.

pub mod database;
