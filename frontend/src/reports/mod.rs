//! Reports as pages: rendered by the server, complete without scripts.

mod page;

pub use page::{Download, ReportsPage, ReportsPageProps};
