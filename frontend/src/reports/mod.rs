//! Reports as pages: rendered by the server, complete without scripts.

mod page;

pub use page::{ReportsPage, ReportsPageProps};
