//! The nightly question whether what must always hold does hold (section 4 of the rulebook), and the answers.
//!
//! Every journey is read again from its history, and what is counted between them is counted again
//! ([`journeys::find_unsound`](crate::journeys::find_unsound)). Nothing is mended: a finding is told in the log, in the
//! figures, on a page and over the API, and people look.

mod routes;
mod service;
mod store;

pub use routes::routes;
pub use service::{JOB, check, latest, list};
