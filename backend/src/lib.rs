//! The server: the pathway's rulebook over HTTP, on SQLite or PostgreSQL.

pub mod platform;
