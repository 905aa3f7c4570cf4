//! Journeys over HTTP, on both databases.

mod batch;
mod concurrency;
mod endings;
mod fit_check;
mod pathway;
mod refusals;
mod soundness;
mod steps;
mod vectors;
pub mod world;
