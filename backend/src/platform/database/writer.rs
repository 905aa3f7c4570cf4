//! SQLite's one writer: a thread that owns the only connection that writes.
//!
//! SQLite lets one transaction write at a time, so that a queue in front of one connection is quicker than
//! many connections that wait for each other's lock. What waits is committed together: each transaction
//! runs in a savepoint of its own, and one commit, with its one wait for the disk, acknowledges them all.
//! Nobody is answered before that commit, and one that fails takes back only its own work.
//!
//! So many wait for it at most; whoever comes after them is told at once. When the disk is full, a [reserve](Reserve) lets go
//! on what [must be noted](Need) so that something can be shown.

use super::{
    AnyConnection, DatabaseError, DatabaseUrl, admission::MOST_WAITING, connection::Purpose,
    reserve::Reserve,
};
use diesel::{Connection as _, r2d2::R2D2Connection as _, result::Error};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
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

/// What a write is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::platform) enum Need {
    /// It is refused when the disk is full.
    Ordinary,
    /// Something may only be shown when this is kept. It goes on with a full disk, for as long as the reserve lasts.
    ToShow,
}

struct Waiting {
    need: Need,
    job: Job,
}

/// The way to the writer's thread, which ends when the last of these is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::SyncSender<Waiting>,
    reserve: Arc<Mutex<Option<Reserve>>>,
}

impl Writer {
    /// Connects and starts the thread.
    pub(super) fn start(url: &DatabaseUrl) -> Result<Self, DatabaseError> {
        let connection = open(url)?;
        let (queue, jobs) = mpsc::sync_channel(MOST_WAITING);
        let reserve = Arc::new(Mutex::new(None));
        let (url, kept) = (url.clone(), Arc::clone(&reserve));
        thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || write_until_closed(&url, connection, &jobs, &kept))
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
        Ok(Self { queue, reserve })
    }

    /// Keeps room from now on for what must be noted when the disk is full.
    pub(super) fn keep_reserve(&self, reserve: Reserve) {
        *self.reserve.lock().unwrap_or_else(PoisonError::into_inner) = Some(reserve);
    }

    /// Hands over a transaction. If too many wait it is only answered; if the thread is gone it is dropped, and with it its
    /// answer.
    pub(super) fn send(&self, need: Need, job: Job) {
        match self.queue.try_send(Waiting { need, job }) {
            Ok(()) => {}
            Err(mpsc::TrySendError::Full(Waiting { job, .. })) => {
                refuse(
                    job,
                    DatabaseError::Busy("too many wait to write already".to_owned()),
                );
            }
            Err(mpsc::TrySendError::Disconnected(_)) => {
                tracing::error!("the writer of the database has ended");
            }
        }
    }
}

/// Answers without having done anything.
fn refuse(job: Job, why: DatabaseError) {
    (job(Err(why)).answer)(Ok(()));
}

fn open(url: &DatabaseUrl) -> Result<AnyConnection, DatabaseError> {
    AnyConnection::open(url, Purpose::Write)
        .map_err(|error| DatabaseError::Unavailable(error.to_string()))
}

fn write_until_closed(
    url: &DatabaseUrl,
    mut connection: AnyConnection,
    jobs: &mpsc::Receiver<Waiting>,
    reserve: &Mutex<Option<Reserve>>,
) {
    while let Ok(first) = jobs.recv() {
        let next = || write_next(&mut connection, first, jobs, reserve);
        let whole = catch_unwind(AssertUnwindSafe(next)).is_ok();
        // SQLite takes a whole transaction back by itself when the disk is full; start afresh then, and where it is not known
        // how far a transaction came.
        if !whole || connection.is_broken() {
            match open(url) {
                Ok(fresh) => connection = fresh,
                Err(error) => tracing::error!(%error, "the writer cannot connect again yet"),
            }
        }
    }
}

/// Takes this transaction and those that wait behind it, as many as share a commit.
fn write_next(
    connection: &mut AnyConnection,
    first: Waiting,
    jobs: &mpsc::Receiver<Waiting>,
    reserve: &Mutex<Option<Reserve>>,
) {
    let mut batch = vec![first];
    while batch.len() < SHARED_COMMIT
        && let Ok(next) = jobs.try_recv()
    {
        batch.push(next);
    }
    let mut reserve = reserve.lock().unwrap_or_else(PoisonError::into_inner);
    let batch = only_what_may_be_written(batch, reserve.as_mut());
    let ended = run_batch(connection, batch);
    if let (Err(DatabaseError::Full(_)), Some(reserve)) = (&ended, reserve.as_mut()) {
        reserve.give_up();
    }
}

/// Answers those that must wait until there is room on the disk again, and gives the others.
fn only_what_may_be_written(batch: Vec<Waiting>, reserve: Option<&mut Reserve>) -> Vec<Job> {
    let everything = reserve.is_none_or(Reserve::is_there);
    let (mut now, mut refused) = (Vec::new(), Vec::new());
    for Waiting { need, job } in batch {
        if everything || need == Need::ToShow {
            now.push(job);
        } else {
            refused.push(job);
        }
    }
    for job in refused {
        refuse(job, DatabaseError::Full("the disk is full".to_owned()));
    }
    now
}

/// Runs these transactions and commits those that are to be kept. Gives whether the commit stands.
fn run_batch(connection: &mut AnyConnection, batch: Vec<Job>) -> Result<(), DatabaseError> {
    if batch.is_empty() {
        return Ok(());
    }
    if let Err(error) = connection.begin_write() {
        for job in batch {
            refuse(job, error.echo());
        }
        return Err(error);
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
        let ended = lost.map_or(Ok(()), |error| Err(error.echo()));
        // Whatever becomes of one answer, the others get theirs: their work is on the disk.
        let told = catch_unwind(AssertUnwindSafe(|| (outcome.answer)(ended)));
        if told.is_err() {
            tracing::error!("an answer panicked");
        }
    }
    committed
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A transaction that changes nothing and says how it went.
    fn job(answer: impl FnOnce(Result<(), DatabaseError>) + Send + 'static) -> Job {
        Box::new(|connection| Outcome {
            keep: connection.is_ok(),
            answer: Box::new(answer),
        })
    }

    #[test]
    fn the_writer_goes_on_after_a_panic_outside_a_transaction() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("writer.sqlite");
        let writer =
            Writer::start(&DatabaseUrl::Sqlite(file.display().to_string())).expect("a writer");
        writer.send(Need::Ordinary, job(|_| panic!("whoever asked is gone")));
        let (told, answers) = mpsc::channel();
        let answer = move |ended: Result<(), DatabaseError>| {
            told.send(ended.is_ok()).expect("somebody listens");
        };
        writer.send(Need::Ordinary, job(answer));
        assert_eq!(answers.recv(), Ok(true), "the next one is written");
    }
}
