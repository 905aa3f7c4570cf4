//! Journeys over HTTP, on both databases.

mod concurrency;
mod endings;
mod pathway;
mod refusals;
mod steps;
mod vectors;
pub mod world;
