//! Adjustments: what a person needs, in their words, and who may know.
//!
//! - Who knows is decided by `shared::adjustments`: whoever arranges the days always, everybody else if the person chose them and
//!   while they meet them. What is not theirs to know looks like what was never asked for.
//! - The person changes it on their own page; staff change it and say on whose word. Each change is a line of the audit log, without
//!   what it says.
//! - It stands in the person's record (`candidates`), once: the record's other readers see it only where they always know.
//! - What was asked for on the booking of a screening day belongs to that day, and is known by those who hold it.

pub mod routes;
pub mod service;
mod store;
