//! The platform's own promises.

mod backup;
mod database;
mod edge;
mod http;
mod idempotency;
mod jobs;
mod replica;
mod resilience;
mod rolling;
mod schema_parity;
mod servers;
