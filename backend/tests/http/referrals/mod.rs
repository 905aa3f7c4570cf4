//! Referrals over HTTP, many at once.

mod batch;
mod import;

pub use import::uploaded;
