//! SQLite's one writer: a thread that owns the only connection that writes.
//!
//! SQLite lets one transaction write at a time, so that a queue in front of one connection is quicker than
//! many connections that wait for each other's lock. What waits is committed together: each transaction
//! runs in a savepoint of its own, and one commit, with its one wait for the disk, acknowledges them all.
//! Nobody is answered before that commit, and one that fails takes back only its own work.

use super::{AnyConnection, DatabaseError, DatabaseUrl, connection::Purpose};
use diesel::{Connection as _, r2d2::R2D2Connection as _, result::Error};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

/// Tells the one who asked how it went, once it is known whether the commit stands.
type Answer = Box<dyn FnOnce(Result<(), DatabaseError>) + Send>;
/// One transaction: its work now, its answer after the commit. Given an error instead of a connection it
/// only answers.
pub(super) type Job = Box<dyn FnOnce(Result<&mut AnyConnection, DatabaseError>) -> Outcome + Send>;

/// What a transaction did.
pub(super) struct Outcome {
    /// Its work stands, if the commit does.
    pub(super) keep: bool,
    /// To be called after the commit.
    pub(super) answer: Answer,
}

/// So many at most share one commit, so that the first of them does not wait for long.
const SHARED_COMMIT: usize = 64;

/// The way to the writer's thread, which ends when the last of these is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Connects and starts the thread.
    pub(super) fn start(url: &DatabaseUrl) -> Result<Self, DatabaseError> {
        let connection = open(url)?;
        let (queue, jobs) = mpsc::channel();
        let url = url.clone();
        thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || write_until_closed(&url, connection, &jobs))
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
        Ok(Self { queue })
    }

    /// Hands over a transaction. If the thread is gone the job is dropped, and with it its answer.
    pub(super) fn send(&self, job: Job) {
        if self.queue.send(job).is_err() {
            tracing::error!("the writer of the database has ended");
        }
    }
}

fn open(url: &DatabaseUrl) -> Result<AnyConnection, DatabaseError> {
    AnyConnection::open(url, Purpose::Write)
        .map_err(|error| DatabaseError::Unavailable(error.to_string()))
}

fn write_until_closed(
    url: &DatabaseUrl,
    mut connection: AnyConnection,
    jobs: &mpsc::Receiver<Job>,
) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        while batch.len() < SHARED_COMMIT
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        run_batch(&mut connection, batch);
        // SQLite takes a whole transaction back by itself when the disk is full; start afresh then.
        if connection.is_broken() {
            match open(url) {
                Ok(fresh) => connection = fresh,
                Err(error) => tracing::error!(%error, "the writer cannot connect again yet"),
            }
        }
    }
}

fn run_batch(connection: &mut AnyConnection, batch: Vec<Job>) {
    if let Err(error) = connection.begin_write() {
        for job in batch {
            (job(Err(error.echo())).answer)(Ok(()));
        }
        return;
    }
    let shared = batch.len() > 1;
    let outcomes: Vec<Outcome> = batch
        .into_iter()
        .filter_map(|job| run_job(connection, job, shared))
        .collect();
    let committed = if outcomes.iter().any(|outcome| outcome.keep) {
        connection.commit().inspect_err(|_| connection.roll_back())
    } else {
        connection.roll_back();
        Ok(())
    };
    for outcome in outcomes {
        let lost = if outcome.keep {
            committed.as_ref().err()
        } else {
            None
        };
        (outcome.answer)(lost.map_or(Ok(()), |error| Err(error.echo())));
    }
}

/// Runs one transaction, in a savepoint when it shares its commit. `None` if it panicked: then nothing of
/// it is kept, and whoever asked is told that the work was stopped.
fn run_job(connection: &mut AnyConnection, job: Job, shared: bool) -> Option<Outcome> {
    let run = |connection: &mut AnyConnection| {
        catch_unwind(AssertUnwindSafe(|| job(Ok(connection))))
            .inspect_err(|_| tracing::error!("a transaction panicked"))
            .ok()
    };
    if !shared {
        return run(connection);
    }
    let mut outcome = None;
    let released = connection.transaction(|connection| {
        outcome = run(connection);
        // The error only makes diesel go back to the savepoint.
        if outcome.as_ref().is_some_and(|outcome| outcome.keep) {
            Ok(())
        } else {
            Err(Error::RollbackTransaction)
        }
    });
    match (outcome, released) {
        (Some(outcome), Err(error)) if outcome.keep => {
            let error = DatabaseError::from(error);
            let answer = outcome.answer;
            Some(Outcome {
                keep: false,
                answer: Box::new(move |_| answer(Err(error))),
            })
        }
        (outcome, _) => outcome,
    }
}
