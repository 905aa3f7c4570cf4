//! Guarantees: the interviews that the training week has earned (L6), and whether each has been honoured.
//!
//! A guarantee is never written here: the system grants it, and it is open until the interview has been held or the person has
//! left. This is the ledger of them: who owes the next step, by when, and how well the promise is kept. Each line is written
//! with the move that changes it (`journeys`), so that the ledger costs the same however many journeys there are.

pub mod routes;
pub mod service;
mod store;

pub use store::Place;
