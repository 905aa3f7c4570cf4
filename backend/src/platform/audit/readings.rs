//! Lines that tell of a reading, and so belong to no change. Those that come while others are being written are written
//! together afterwards: one transaction, one wait for the disk, one turn at the head. Nobody is answered before. With a full
//! disk they are written still, on SQLite, into room that was kept for them.

use super::{
    entry::{AuditEntry, Noted},
    turn,
};
use crate::platform::{
    database::{AnyConnection, Database, DatabaseError, DatabaseResult, Need},
    http::current_address,
};
use std::sync::{Mutex, PoisonError};
use tokio::sync::oneshot;

/// What waits to be written.
#[derive(Debug, Default)]
pub(in crate::platform) struct Readings {
    queue: Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: Vec<(Noted, oneshot::Sender<DatabaseResult<()>>)>,
    being_written: bool,
}

/// So many at most are written in one transaction, so that the first of them does not wait for long.
const TOGETHER: usize = 64;
/// So many wait at most: whoever comes after them is told at once.
const MOST_WAITING: usize = 1_024;

impl Readings {
    /// Takes a place in the queue. Answers whether somebody must begin to write.
    fn queue(
        &self,
        line: Noted,
        answer: oneshot::Sender<DatabaseResult<()>>,
    ) -> DatabaseResult<bool> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.waiting.len() >= MOST_WAITING {
            let why = "too many readings wait to be noted already".to_owned();
            return Err(DatabaseError::Busy(why));
        }
        queue.waiting.push((line, answer));
        Ok(!std::mem::replace(&mut queue.being_written, true))
    }

    /// Those that are written next; when there are none, nobody writes any more.
    fn next(&self) -> (Vec<Noted>, Vec<oneshot::Sender<DatabaseResult<()>>>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let many = queue.waiting.len().min(TOGETHER);
        queue.being_written = many > 0;
        queue.waiting.drain(..many).unzip()
    }
}

/// Writes a line about something that was read. When this returns `Ok` it is on the disk, and what was read may be shown.
///
/// # Errors
/// When it could not be kept: then what was read must not be shown.
pub async fn record_reading(database: &Database, entry: &AuditEntry<'_>) -> DatabaseResult<()> {
    let (sender, answer) = oneshot::channel();
    let line = Noted::of(entry, current_address());
    if database.readings().queue(line, sender)? {
        // By itself, so that a request that is given up does not leave the others waiting.
        tokio::spawn(write_all(database.clone()));
    }
    answer.await.unwrap_or(Err(DatabaseError::Stopped))
}

/// Once more where the disk was found full at this very moment: then there is the room that was kept for it.
async fn write(database: &Database, lines: Vec<Noted>) -> DatabaseResult<()> {
    let again = lines.clone();
    let tell = move |_: &mut AnyConnection| turn::tell(&lines);
    match database.write_for(Need::ToShow, tell).await {
        Err(DatabaseError::Full(_)) => {
            let tell = move |_: &mut AnyConnection| turn::tell(&again);
            database.write_for(Need::ToShow, tell).await
        }
        written => written,
    }
}

async fn write_all(database: Database) {
    loop {
        let (lines, answers) = database.readings().next();
        if lines.is_empty() {
            return;
        }
        let written = write(&database, lines).await;
        for answer in answers {
            // Nobody may be waiting any more: the request was cancelled.
            let _abandoned = answer.send(match &written {
                Ok(()) => Ok(()),
                Err(error) => Err(error.echo()),
            });
        }
    }
}
