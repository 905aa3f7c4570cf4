//! What every feature stands on and no feature is named in: configuration, databases, HTTP, the clock.

pub mod audit;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod database;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod outbox;
pub mod outgoing;
pub mod signals;
pub mod spreadsheet;
pub mod telemetry;
