//! The platform's own promises.

mod backup;
mod database;
mod edge;
mod http;
mod idempotency;
mod resilience;
mod schema_parity;
