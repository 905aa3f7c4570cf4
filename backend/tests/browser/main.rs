//! Whole journeys in Chromium: by keyboard, with axe on every page, on a server whose clock the test moves.
//!
//! `cargo verify --only browser` starts a driver and runs them. What a failing test saw is in `target/browser-failures`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its world is not as it must be"
)]

#[path = "../http/support/mod.rs"]
#[expect(
    dead_code,
    unused_macros,
    reason = "it is shared with the tests over HTTP, which use more of it"
)]
mod support;

/// A programme and people walked along it over HTTP: what brings a journey quickly to where a test begins.
#[path = "../http/journeys"]
#[expect(
    dead_code,
    reason = "it is shared with the tests over HTTP, which use more of it"
)]
mod journeys {
    mod steps;
    pub mod world;
}

mod browser;
mod forms;
mod inspection;
mod server;
mod stage;

mod adjustments;
mod answer_links;
mod duplicates;
mod endings;
mod factors;
mod fit_check;
mod imports;
mod live;
mod many_moves;
mod navigation;
mod notes;
mod pages;
mod people;
mod planner;
mod print;
mod refusals;
mod sessions;
mod today;
mod vectors;
mod walk;
mod week;
