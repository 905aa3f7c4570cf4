//! Reports: how far people come, how long it takes, what became of trials and guarantees, and the same side by side. Each
//! chart is its own table.

mod breakdown;
mod downloads;
mod figures;
mod page;

pub use downloads::Download;
pub use figures::Figures;
pub use page::{ReportsPage, ReportsPageProps};
