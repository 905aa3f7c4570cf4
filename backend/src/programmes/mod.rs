//! Programmes: one run of the pathway for one vacancy (L5), with its screening days, its training week of at most
//! one week (L4), its interview round and its trial window.
//!
//! The rules of a plan stand in `shared::programmes`: they are asked when a draft is made, when something is added to it,
//! and when it is published. Publishing freezes the training threshold, because the guaranteed interview hangs on it (L6);
//! interview times can be added for as long as anybody is owed one, and a session can be held in another place, at another time of
//! its day or by somebody else until it is over ([`change_session`]). What the rulebook needs to know of a programme while it
//! decides a move comes from [`facts`].

mod changing;
mod draft;
mod error;
mod facts;
mod plan_routes;
mod planning;
pub mod routes;
pub mod service;
mod store;
mod views;

pub use changing::{SessionStanding, change_session, find_session};
pub use error::ProgrammeError;
pub use facts::{Wanted, facts};
pub use store::{panel_of, vacancy_of};
