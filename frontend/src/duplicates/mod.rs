//! People who may be there twice: side by side, and the question what they are. Rendered by the server, complete without scripts.

mod list_page;
mod settle_page;
mod sides;

pub use list_page::{DuplicatesPage, DuplicatesPageProps, Settled};
pub use settle_page::{SettlePage, SettlePageProps, SettleWritten};
