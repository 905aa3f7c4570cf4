//! One integration-test binary: everything that needs a database or speaks HTTP, on SQLite and PostgreSQL both.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where its world is not as it must be"
)]

#[macro_use]
mod support;

mod access;
mod accounts;
mod adjustments;
mod answer_links;
mod application;
mod assignments;
mod audit;
mod calendars;
mod candidates;
mod demo;
mod duplicates;
mod exports;
mod guarantees;
mod identity;
mod journeys;
mod live;
mod messages;
mod notes;
mod organisations;
mod pages;
mod platform;
mod print;
mod programmes;
mod referrals;
mod reports;
mod soundness;
mod tasks;
mod vacancies;
