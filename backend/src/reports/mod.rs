//! Reports: what can be said of many journeys together. The one place that joins the features.
//!
//! - How many people stand at each stage, and have ever come there, is counted as they move (`journeys::of_boards`), so
//!   that a report costs the same however many there are.
//! - A report says nothing of anybody by themselves: whoever may not see the people is told no number of 1 to 4 of a part of them. Whoever reaches only some programmes is told of those together.

mod breakdown;
pub mod routes;
pub mod service;
mod store;

pub use breakdown::breakdown;
pub use service::ReportError;

use crate::access::{Operation, Principal};

/// Whether somebody may see the people themselves, so that no small number tells them anything.
#[must_use]
pub fn sees_people(principal: &Principal) -> bool {
    principal.may(Operation::ListJourneys).is_ok()
}
