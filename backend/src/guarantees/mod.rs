//! Guarantees: the interviews that the training week has earned (L6), and whether each has been honoured.
//!
//! A guarantee is never written here: the system grants it, and it is open until the interview has been held or the
//! person has left. This is the list of them.

pub mod routes;
mod service;
mod store;

pub use service::list;
