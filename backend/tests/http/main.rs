//! One integration-test binary: everything that needs a database or speaks HTTP, on SQLite and PostgreSQL both.

#[macro_use]
mod support;

mod platform;
