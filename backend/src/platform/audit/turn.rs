//! What a transaction tells the log: gathered while it works, and written as its last act.
//!
//! A transaction works on one thread from its beginning to its end, so that what it tells is kept with the thread until
//! then. The executor opens a turn around each transaction that may write ([`within`]); a transaction that fails takes
//! what it told with it.

use super::{
    chain::Ledger,
    entry::{AuditEntry, Noted},
};
use crate::platform::database::{AnyConnection, DatabaseError, DatabaseResult};
use std::cell::RefCell;

thread_local! {
    static OPEN: RefCell<Option<Turn>> = const { RefCell::new(None) };
}

struct Turn {
    /// Where the request came from.
    address: Option<String>,
    noted: Vec<Noted>,
}

/// Closes the turn whatever happens, also when the work panics.
struct Opened;

impl Drop for Opened {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| *open = None);
    }
}

/// Writes one line, in the transaction of the thing it tells of.
///
/// # Errors
/// When there is no such transaction: then the thing itself must not be kept either.
pub fn record(
    _in_its_transaction: &mut AnyConnection,
    entry: &AuditEntry<'_>,
) -> DatabaseResult<()> {
    OPEN.with_borrow_mut(|open| {
        let turn = open.as_mut().ok_or(NO_TURN)?;
        let address = turn.address.clone();
        turn.noted.push(Noted::of(entry, address));
        Ok(())
    })
}

/// Tells of lines that know where they came from.
pub(super) fn tell(lines: &[Noted]) -> DatabaseResult<()> {
    OPEN.with_borrow_mut(|open| {
        let turn = open.as_mut().ok_or(NO_TURN)?;
        turn.noted.extend_from_slice(lines);
        Ok(())
    })
}

const NO_TURN: DatabaseError =
    DatabaseError::Unaudited("the audit log is written in a transaction of the executor only");
const NO_KEYS: DatabaseError =
    DatabaseError::Unaudited("this database was opened without the keys of its audit log");

/// Does a part of a transaction's work: all of it or, if it returns an error, nothing of it, and nothing of what it told the
/// log. The transaction goes on.
///
/// # Errors
/// What `work` returns, or that the database could not keep it.
pub fn attempt<T, E>(
    db: &mut AnyConnection,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<DatabaseError>,
{
    let told = || OPEN.with_borrow(|open| open.as_ref().map_or(0, |turn| turn.noted.len()));
    let before = told();
    db.begin_savepoint()?;
    match work(db) {
        Ok(value) => {
            db.commit()?;
            Ok(value)
        }
        Err(error) => {
            db.roll_back();
            OPEN.with_borrow_mut(|open| {
                if let Some(turn) = open.as_mut() {
                    turn.noted.truncate(before);
                }
            });
            Err(error)
        }
    }
}

/// Does the work of a transaction, and then writes what it told the log.
pub(in crate::platform) fn within<T, E>(
    ledger: Option<&Ledger>,
    address: Option<String>,
    db: &mut AnyConnection,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<DatabaseError>,
{
    let noted = Vec::new();
    OPEN.with_borrow_mut(|open| *open = Some(Turn { address, noted }));
    let _closes = Opened;
    let value = work(db)?;
    let told = OPEN.with_borrow_mut(Option::take);
    let noted = told.map(|turn| turn.noted).unwrap_or_default();
    if !noted.is_empty() {
        ledger.ok_or(NO_KEYS)?.append(db, noted)?;
    }
    Ok(value)
}
