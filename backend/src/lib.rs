//! The server: the pathway's rulebook over HTTP, on SQLite or PostgreSQL.

pub mod platform;
pub mod candidates;
pub mod programmes;
pub mod vacancies;
pub mod access;
pub mod application;
pub mod guarantees;
pub mod journeys;
pub mod referrals;
pub mod registers;
