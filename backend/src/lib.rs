//! The server: the pathway's rulebook over HTTP, on SQLite or PostgreSQL.

pub mod access;
pub mod accounts;
pub mod answer_links;
pub mod application;
pub mod assets;
pub mod assignments;
pub mod audit;
pub mod candidates;
pub mod commands;
pub mod demo;
pub mod guarantees;
pub mod identity;
pub mod journeys;
pub mod live;
pub mod messages;
pub mod organisations;
pub mod pages;
pub mod platform;
pub mod programmes;
pub mod reference_data;
pub mod referrals;
pub mod registers;
pub mod reseal;
pub mod seed;
pub mod soundness;
pub mod vacancies;
