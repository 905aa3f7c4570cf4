//! Notes: what staff write down about a person on a journey, for those whom the writer chooses.
//!
//! - Who reads, writes and strikes which note is decided by `shared::notes`. The list asks the database by the same rule, so that
//!   a page of it is never shorter than it says.
//! - A note is never changed and never deleted. A mistake is struck through, by its writer or an administrator: it stays, with by
//!   whom and when. The person then sees it no longer, because it may be about somebody else.
//! - What a note says is sealed, and in no log, export or kept answer. Writing, striking and reading are lines of the audit log.
//! - Whoever does not reach the journey, or may not read the note, is told that there is none.

pub mod routes;
pub mod service;
mod store;

pub use service::reseal_notes;
