//! Journeys over HTTP, on both databases.

mod concurrency;
mod endings;
mod pathway;
mod refusals;
mod steps;
pub mod world;
