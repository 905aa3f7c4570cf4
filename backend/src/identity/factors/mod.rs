//! What staff show besides their password.
//!
//! A Trust can ask for a second factor of everybody (`second_factor_required` among its settings): then whoever has none
//! sets one up before anything else.

mod store;

pub(super) use store::owed;
