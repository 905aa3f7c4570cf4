//! What the server and the browser both know: the rulebook of the journey and the words on the wire.
//!
//! Everything here is pure: no input or output, no clock, no database. The server enforces with it and
//! the browser explains with it, so that a greyed button and a refused request always say the same.
//!
//! - [`journey`] is the rulebook: states, moves, guards with their law, `decide` and `fold`.
//! - [`time`] holds civil dates, working days and England's bank holidays.
//! - [`values`] holds values that are parsed once, on both sides, and are right from then on.
//! - [`calendars`] writes calendar files.
//! - the other modules hold each feature's wire types.

pub mod accounts;
pub mod adjustments;
pub mod api_clients;
pub mod assignments;
pub mod audit;
pub mod calendars;
pub mod candidates;
pub mod duplicates;
pub mod identity;
pub mod ids;
pub mod journey;
pub mod journeys;
pub mod live;
pub mod notes;
pub mod organisations;
pub mod page;
pub mod problem;
pub mod programmes;
pub mod referrals;
pub mod reports;
pub mod soundness;
pub mod tasks;
pub mod time;
pub mod vacancies;
pub mod values;
mod wire;
