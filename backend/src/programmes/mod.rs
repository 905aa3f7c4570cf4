//! Programmes: one run of the pathway for one vacancy (L5), with its screening days, its training week of at most
//! one week (L4), its interview round and its trial window.
//!
//! The rules of a plan stand in `shared::programmes`. What the rulebook needs to know of a programme while it decides a
//! move comes from [`facts`].

mod facts;
mod store;

pub use facts::facts;
pub use store::vacancy_of;
