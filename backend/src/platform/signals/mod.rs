//! What changed, told to whoever listens on any server, as soon as it is committed: no listener asks the database again
//! and again.
//!
//! - A transaction says what it changed with [`tell`]. It is told only if the transaction commits, and once for each of its
//!   signals: the executor gathers them ([`within`]) and sends them last.
//! - On PostgreSQL they go through `NOTIFY` in the transaction itself, so that every server hears them that has one
//!   connection listening. On SQLite, where there is one server, they go to its own listeners after the commit.
//! - A signal holds ids, versions and the names of jobs: nothing about anybody. It says that it is worth looking, never
//!   what is there to see.
//! - A listener that may have missed something, because the database was away or it was too slow, is told so
//!   ([`Heard::Gap`]), and looks at everything that it cares for.

mod hub;
mod listening;
mod signal;
mod turn;

pub use hub::{Heard, Listener};
pub use signal::{Changed, Signal};
pub use turn::tell;

pub(super) use hub::Hub;
pub(super) use turn::within;
