//! What a transaction tells: gathered while it works, and sent as its last act.
//!
//! As with the audit log, a transaction works on one thread from its beginning to its end, so that what it tells is kept
//! with the thread until then, and a transaction that fails takes it along.

use super::Signal;
use crate::platform::database::{AnyConnection, DatabaseError};
use diesel::{RunQueryDsl as _, sql_types::Text};
use std::cell::RefCell;

thread_local! {
    static OPEN: RefCell<Option<Vec<Signal>>> = const { RefCell::new(None) };
}

/// Closes the turn whatever happens, also when the work panics.
struct Opened;

impl Drop for Opened {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| *open = None);
    }
}

/// PostgreSQL takes no longer message than 8,000 bytes; this leaves room for one more line.
const LONGEST: usize = 7_000;

/// Tells something, if the transaction that is under way on this thread commits. Outside of one nobody is told.
pub fn tell(signal: Signal) {
    OPEN.with_borrow_mut(|open| {
        if let Some(told) = open
            && !told.contains(&signal)
        {
            told.push(signal);
        }
    });
}

/// Does the work of a transaction. Gives, besides what it gives, the signals that are this server's to send after the commit:
/// on PostgreSQL none, because the database itself sends them then.
pub(in crate::platform) fn within<T, E>(
    db: &mut AnyConnection,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<(T, Vec<Signal>), E>
where
    E: From<DatabaseError>,
{
    OPEN.with_borrow_mut(|open| *open = Some(Vec::new()));
    let _closes = Opened;
    let value = work(db)?;
    let told = OPEN.with_borrow_mut(Option::take).unwrap_or_default();
    let AnyConnection::Postgres(db) = db else {
        return Ok((value, told));
    };
    for message in messages(&told) {
        diesel::sql_query("SELECT pg_notify('foothold', $1)")
            .bind::<Text, _>(message)
            .execute(db)
            .map_err(DatabaseError::from)?;
    }
    Ok((value, Vec::new()))
}

/// Signals as messages, several to each: a transaction that moved many people does not send many.
fn messages(told: &[Signal]) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for line in told.iter().map(Signal::write) {
        match messages.last_mut() {
            Some(last) if last.len() + line.len() < LONGEST => {
                last.push('\n');
                last.push_str(&line);
            }
            _ => messages.push(line),
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_signals_go_in_few_messages() {
        let due = |job: usize| Signal::Due {
            trust: uuid::Uuid::nil().into(),
            job: format!("job_{job}"),
        };
        let told: Vec<_> = (0..500).map(due).collect();
        let messages = messages(&told);
        assert!(messages.len() < 10, "{}", messages.len());
        assert!(messages.iter().all(|message| message.len() < 8_000));
        let lines: usize = messages.iter().map(|text| text.lines().count()).sum();
        assert_eq!(lines, 500);
    }
}
