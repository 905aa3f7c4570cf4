//! Tasks: what the open journeys wait for people to do, most urgent first. The start page of staff, Today, is this list.
//!
//! What a journey waits for is no record that somebody keeps: it follows from where the journey stands
//! (`shared::journey::task`), and is written with the move that changes it (`journeys`). So nothing is forgotten, nothing is
//! ticked off, and the list costs the same however many journeys there are. Registers that were held and are not signed off
//! stand above it: each can keep a whole group from its guaranteed interview (L6).
//!
//! A task can be given to a member of staff with a note ([`giving`]); they keep it while the journey waits for the same.

pub mod giving;
pub mod routes;
pub mod service;
mod store;

pub use store::Place;
