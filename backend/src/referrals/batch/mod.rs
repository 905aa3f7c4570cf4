//! Many referrals at once, from a list in JSON or a CSV file: each is taken as a single one is, by the same service and the
//! same rules, or refused as that would be refused. Never is half of one taken.
//!
//! [`csv`] reads a file piece by piece as it arrives and keeps no more of it than one row; [`workbook`] reads the XLSX that staff may send
//! instead, when all of it has come. For either, [`table`] makes each row the same JSON that [`rows`] then checks. Up to [`ROWS_OF_A_PART`] rows are answered at once. A longer file becomes an import: its rows are kept
//! sealed, in parts, and whoever sent it can leave and ask later how far it is. A part is done in one transaction with
//! what came of it, so that a server that stops goes on where it was, and of several servers one does it.
//!
//! A referral with an `external_ref` that was sent before is the same referral, if it is of the same person to the same programme.

pub mod columns;
mod csv;
pub mod drafts;
mod file;
mod import;
pub mod routes;
mod rows;
mod service;
mod store;
mod table;
mod workbook;

pub use file::Drafts;
pub use import::{go_on, reseal_imports};

/// So many rows are done in one transaction, and so many at most are answered at once.
const ROWS_OF_A_PART: usize = 100;
/// So many rows at most are in one file.
pub const MOST_ROWS: u32 = 200_000;
/// So many bytes at most are in one file.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// So many bytes at most are in one workbook, which is compressed and is held in memory while it is read.
pub const MOST_BYTES_OF_A_WORKBOOK: usize = 10 * 1024 * 1024;
