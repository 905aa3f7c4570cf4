//! Two databases, one code: SQLite for one machine, PostgreSQL for a region.
//!
//! A store writes one typed query and it runs on either. Where diesel cannot type a query for both at once
//! (`on_conflict`, inserting many rows, `union`), [`each!`](crate::each) runs it on the one that is connected.
//! Statements are run only through [`Database`], the executor.

mod admission;
mod backup;
mod brief;
mod connection;
mod error;
mod executor;
mod health;
mod literal;
mod migrations;
mod pulse;
mod replica;
mod reserve;
pub mod schema;
pub mod sql_types;
mod stored;
mod url;
mod values;
mod writer;

pub use backup::BackupError;
pub use connection::AnyConnection;
pub use error::{DatabaseError, DatabaseResult, UniqueViolation};
pub use executor::Database;
pub use health::Health;
pub use literal::Active;
pub use migrations::MigrationReport;
pub use url::{DatabaseUrl, DatabaseUrlError};
pub use values::{AsJson, Bind, bind};
pub(super) use writer::Need;
