//! Vacancies: the posts that programmes lead to (L5), with their openings.
//!
//! Openings are the one thing that people on different programmes compete for, so whoever takes or frees one takes their
//! turn here first ([`lock_capacity`]). A vacancy never closes over a guaranteed interview (L6), nor over an opening
//! that is held for somebody.

pub mod routes;
pub mod service;
mod store;

pub use service::VacancyError;
pub use store::{Capacity, capacities, facts, lock_capacity, openings_held};
