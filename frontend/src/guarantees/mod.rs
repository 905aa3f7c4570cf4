//! The ledger of guaranteed interviews (L6): who is owed one, who owes the next step, and how well the promise is kept.

mod page;

pub use page::{GuaranteesPage, GuaranteesPageProps, Shown};
