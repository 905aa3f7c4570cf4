//! The audit log: who did or read what, written in the transaction of the thing itself. Append-only, and chained.
//!
//! - A service tells of what it does with [`record`], and of what it only read with [`record_reading`]. Nothing else
//!   writes here.
//! - Each line has its number within its Trust and a keyed hash over itself and the hash before it, with a key that is
//!   not in the database ([`Ledger`]). Each Trust has a head: the number and hash of its newest line, with a keyed hash
//!   of its own. Both are written last in the transaction, so that the head is held for as short as can be.
//! - [`verify`] finds a line that was changed, removed, moved, made up or cut off, and says which. A database that was put
//!   back to an earlier moment as a whole is whole in itself: it is found against a head that was noted elsewhere, which
//!   is why the server writes its heads to its log ([`heads`]).
//! - The database refuses to change or delete a line, against slips; who can drop that refusal is found by the hashes.
//!
//! Lines hold ids and codes only: no name, no words that somebody wrote.

mod chain;
mod entry;
mod readings;
mod store;
mod turn;
mod verify;

pub use chain::{Head, Ledger};
pub use entry::{AuditEntry, AuditOutcome};
pub use readings::record_reading;
pub use turn::{attempt, record};
pub use verify::{Expected, ExpectedError, Finding, TrustReport, heads, verify};

pub(super) use readings::Readings;
pub(super) use turn::within;
