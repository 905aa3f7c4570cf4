//! Short reads on SQLite: on the thread that asks, on a connection that the thread keeps.
//!
//! A thread that answers requests must not wait. A point read takes some microseconds, a page of a list some tens; to hand
//! it to another thread and to be woken again takes about a hundred (`docs/decisions/0017-reads-on-the-spot.md`). Readers of a write-ahead
//! log wait for nobody.

use super::{AnyConnection, DatabaseError, DatabaseUrl, connection::Purpose};
use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
};

/// Which database a thread's connection is to: one that was opened twice is two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A program has one database; tests have several on a thread, one after the other.
const KEPT: usize = 2;

thread_local! {
    static CONNECTIONS: RefCell<Vec<(Key, AnyConnection)>> = const { RefCell::new(Vec::new()) };
}

/// Runs `work` here and now.
pub(super) fn read<T, E>(
    key: Key,
    url: &DatabaseUrl,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<DatabaseError>,
{
    let mut connection = match take(key) {
        Some(connection) => connection,
        None => AnyConnection::open(url, Purpose::Read)
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))?,
    };
    let result = catch_unwind(AssertUnwindSafe(|| work(&mut connection))).unwrap_or_else(|_| {
        tracing::error!("a short read panicked");
        Err(E::from(DatabaseError::Stopped))
    });
    // What gave an error may stand no longer: the next read opens another.
    if result.is_ok() {
        keep(key, connection);
    }
    result
}

fn take(key: Key) -> Option<AnyConnection> {
    CONNECTIONS.with_borrow_mut(|connections| {
        let at = connections.iter().position(|(kept, _)| *kept == key)?;
        Some(connections.swap_remove(at).1)
    })
}

fn keep(key: Key, connection: AnyConnection) {
    CONNECTIONS.with_borrow_mut(|connections| {
        if connections.len() >= KEPT {
            connections.remove(0);
        }
        connections.push((key, connection));
    });
}
