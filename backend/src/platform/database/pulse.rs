//! A finger on the pulse of a database that is elsewhere: whether it answers anybody at all.
//!
//! A statement that takes long is not a database that is gone, and only asking something else at the same time tells them apart.
//! So a connection of its own asks the least that can be asked, again and again. While that is not answered, nobody is
//! kept waiting for the same: requests are told at once, and those that wait already within a second.

use super::{AnyConnection, DatabaseError, DatabaseUrl, connection::Purpose};
use diesel::r2d2::R2D2Connection as _;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tokio::task::JoinHandle;

/// How often it is asked.
const EVERY: Duration = Duration::from_millis(300);
/// What is not answered by then is not answered at all.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often somebody who waits for a statement looks whether there is anybody to answer it.
const LOOK: Duration = Duration::from_millis(100);

/// Whether a database answers.
#[derive(Debug)]
pub(super) struct Pulse {
    began: Instant,
    /// When it was last asked something that is not answered yet, in milliseconds since the beginning, and one more.
    asked: AtomicU64,
    gone: AtomicBool,
    /// How often it was gone: connections from before are looked at once before they are used.
    losses: AtomicU64,
}

impl Pulse {
    /// Begins to ask, on a thread that ends when nobody else holds what this returns.
    ///
    /// # Errors
    /// When there can be no thread.
    pub(super) fn of(url: &DatabaseUrl) -> Result<Arc<Self>, DatabaseError> {
        let pulse = Arc::new(Self {
            began: Instant::now(),
            asked: AtomicU64::new(0),
            gone: AtomicBool::new(false),
            losses: AtomicU64::new(0),
        });
        let (url, ours) = (url.clone(), Arc::clone(&pulse));
        thread::Builder::new()
            .name("database-pulse".into())
            .spawn(move || ours.feel(&url))
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
        Ok(pulse)
    }

    fn feel(self: Arc<Self>, url: &DatabaseUrl) {
        let mut connection = None;
        while Arc::strong_count(&self) > 1 {
            self.asked.store(self.now() + 1, Ordering::Relaxed);
            connection = answering(connection.take(), url);
            let late = self.is_late();
            self.asked.store(0, Ordering::Relaxed);
            let gone = connection.is_none();
            if self.gone.swap(gone, Ordering::Relaxed) != gone {
                tracing::warn!(
                    "the database {}",
                    if gone { "is gone" } else { "answers again" }
                );
            }
            if gone || late {
                self.losses.fetch_add(1, Ordering::Relaxed);
            }
            thread::sleep(EVERY);
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX - 1)
    }

    fn is_late(&self) -> bool {
        let asked = self.asked.load(Ordering::Relaxed);
        asked > 0 && Duration::from_millis(self.now().saturating_sub(asked - 1)) > PATIENCE
    }

    /// Whether it answers nobody at this moment.
    pub(super) fn is_lost(&self) -> bool {
        self.gone.load(Ordering::Relaxed) || self.is_late()
    }

    /// How often it was gone until now.
    pub(super) fn losses(&self) -> u64 {
        self.losses.load(Ordering::Relaxed)
    }
}

/// A connection that has just answered: the one there was, or a new one.
fn answering(connection: Option<AnyConnection>, url: &DatabaseUrl) -> Option<AnyConnection> {
    connection
        .and_then(|mut connection| connection.ping().is_ok().then_some(connection))
        .or_else(|| {
            AnyConnection::open(url, Purpose::Read)
                .inspect_err(|error| tracing::debug!(%error, "the database does not answer"))
                .ok()
        })
}

/// Whether a change is to be kept: decided once, by the one who is about to commit it, or by the one who waits and gives up.
#[derive(Debug, Clone, Default)]
pub(super) struct Keeping(Arc<AtomicU8>);

impl Keeping {
    const BEGUN: u8 = 1;
    const GIVEN_UP: u8 = 2;

    fn decide(&self, how: u8) -> bool {
        let decided = self
            .0
            .compare_exchange(0, how, Ordering::AcqRel, Ordering::Acquire);
        decided.is_ok()
    }

    /// To be asked last before the commit.
    ///
    /// # Errors
    /// When the one who waited was told that nothing was changed: then nothing may be.
    pub(super) fn begin(&self) -> Result<(), DatabaseError> {
        if self.decide(Self::BEGUN) {
            return Ok(());
        }
        Err(DatabaseError::Unavailable(
            "nobody waits for it any more".to_owned(),
        ))
    }

    /// Whether the commit was begun.
    pub(super) fn is_begun(&self) -> bool {
        self.0.load(Ordering::Acquire) == Self::BEGUN
    }

    /// What one who waits no longer is told.
    fn give_up(&self) -> DatabaseError {
        let why = "the database does not answer".to_owned();
        if self.decide(Self::GIVEN_UP) {
            DatabaseError::Unavailable(why)
        } else {
            DatabaseError::Unknown(why)
        }
    }
}

/// Waits for work on a database, and no longer when that answers nobody.
pub(super) async fn answered<T, E>(
    mut work: JoinHandle<Result<T, E>>,
    pulse: Option<&Pulse>,
    keeping: &Keeping,
) -> Result<T, E>
where
    E: From<DatabaseError>,
{
    loop {
        let ended = match pulse {
            None => Ok((&mut work).await),
            Some(_) => tokio::time::timeout(LOOK, &mut work).await,
        };
        match ended {
            Ok(ended) => return ended.unwrap_or_else(|_| Err(DatabaseError::Stopped.into())),
            Err(_) if pulse.is_some_and(Pulse::is_lost) => return Err(keeping.give_up().into()),
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_is_not_kept_and_what_is_being_kept_is_not_denied() {
        let given_up = Keeping::default();
        assert!(matches!(given_up.give_up(), DatabaseError::Unavailable(_)));
        assert!(given_up.begin().is_err());
        let kept = Keeping::default();
        assert!(kept.begin().is_ok());
        assert!(matches!(kept.give_up(), DatabaseError::Unknown(_)));
    }
}
