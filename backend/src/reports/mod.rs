//! Reports: what can be said of many journeys together. The one place that joins the features.
//!
//! - How many people stand at each stage, and have ever come there, is counted as they move (`journeys::of_boards`), so
//!   that a report costs the same however many there are.
//! - A report says nothing of anybody by themselves. Whoever reaches only some programmes is told of those together.

pub mod routes;
pub mod service;

pub use service::ReportError;
