//! Candidates: the people whom all of this is for.
//!
//! A person is known by name and date of birth within one Trust, so that a second referral finds the first one's
//! person instead of making a twin ([`Arrivals`]). Reading somebody is written to the audit log.

mod correction;
mod language;
mod matching;
mod number;
mod reseal;
pub mod routes;
mod search;
pub mod service;
mod store;

pub use correction::correct;
pub use language::choose_language;
pub use matching::Arrivals;
pub use reseal::reseal_numbers;
pub use search::{KnownPerson, NameRows, keep_all, known, name_rows, namesakes, search};
pub use store::{CandidateRow, find};
