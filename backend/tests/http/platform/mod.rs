//! The platform's own promises.

mod database;
mod schema_parity;
