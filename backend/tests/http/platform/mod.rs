//! The platform's own promises.

mod database;
mod http;
mod idempotency;
mod schema_parity;
