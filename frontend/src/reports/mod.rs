//! Reports: how far people come, how long it takes, what became of trials and guarantees, and the same side by side. Each
//! chart is its own table.

mod breakdown;
mod figures;
mod page;

pub use figures::Figures;
pub use page::{ReportsPage, ReportsPageProps};
