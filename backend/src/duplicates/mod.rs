//! Duplicates: two people on record who are perhaps one, shown side by side, and settled by a person.
//!
//! - A referral finds the person whom it describes where that is certain (`candidates`). What is only likely is never decided by
//!   the program: pairs are found here ([`compare_some`]) by what `shared::duplicates` calls alike, and somebody says what they are.
//! - Everybody is compared once, and again when they are corrected: with those who were born on the same day, have the same name or
//!   are reached in the same way, each found by an index and never more than a few. So the list is kept, and showing it costs the
//!   same however many people there are.
//! - "These are two people" is remembered, by whom and when, and never asked again. "They are one person" merges one of their
//!   journeys on a programme into the other by the move that the rulebook has for it, with its guards.
//! - Two different National Insurance numbers are two people, as for a referral.

mod finding;
pub mod routes;
pub mod service;
mod store;

pub use finding::{compare_all, compare_some};
