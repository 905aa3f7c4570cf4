//! Journeys: one candidate on one programme, from a Jobcentre's referral to a job that lasts.
//!
//! The rules stand in `shared::journey` and nowhere else. This folder keeps what they decide: [`service`] loads the fold and
//! its [`situation`], asks the rulebook, and [`record`] writes the events, their projections, the outbox and the audit
//! in the same transaction. A move is compared against the version that was read, so that of many at once one wins.
//!
//! - The history is only ever added to. `journeys`, `bookings` and `attendances` are projections of it.
//! - A move that takes a seat, a place or an opening takes its turn first (`vacancies::lock_capacity`).
//! - How many people stand at each stage is counted as they move (`counts`), for boards and reports.
//! - What each open journey waits for people to do is kept as it moves (`tasks`), for the work list.
//! - What the system itself must do (L6, L8) is found by date and done by [`run_due`].

pub mod batch;
mod beginnings;
mod counts;
mod due;
mod error;
mod guarantees;
mod history;
mod messages;
mod others;
mod record;
pub mod routes;
mod seats;
pub mod service;
mod situation;
mod soundness;
mod store;
mod tasks;
mod views;

pub use beginnings::{Beginnings, Begun, begin};
pub use counts::{StageCount, boards, of_boards};
pub use due::{DueReport, JOB as DUE_JOB, run_due, run_due_of, run_due_of_programme};
pub use error::JourneyError;
pub use service::{Asker, transition, transition_with};
pub use situation::Grounds;
pub use soundness::{Finding, find_unsound};
pub use store::{JourneyFilter, JourneyRow};
