//! One move for many people, each decided on its own: by the same service and the same rules as a single move, in the order in
//! which they are named, so that the last seat goes to whoever is named first.
//!
//! - **Making** them is a transaction for each person: all of it or nothing, and nobody waits for a hundred others.
//! - **Trying** them (a dry run) is one transaction that is never kept, with a savepoint for each person, so that the
//!   thirteenth of twelve seats is refused there as it would be later. It takes its turn at everything that it could
//!   wait for before it begins, in one order, so that it and somebody's single move never wait for each other.

mod plan;
pub mod routes;
mod service;

pub use plan::plan;
pub use service::{Planned, make};
