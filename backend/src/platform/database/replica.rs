//! A second database that follows the first, for reads that may be a little behind: reports and logs. Off unless one is given.
//!
//! Sessions, and whatever a change is decided on, are never read from it. Where it does not answer, the first one does.

use super::{AnyConnection, Database, DatabaseError, DatabaseUrl, connection::Connector};
use diesel::r2d2::Pool;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Nobody waits longer than this for a connection to it: the first database has one too.
const WAIT_FOR_CONNECTION: Duration = Duration::from_millis(300);
/// After it did not answer it is left alone for so long.
const LEFT_ALONE: Duration = Duration::from_secs(5);

/// The one that follows.
pub(super) struct Replica {
    pool: Pool<Connector>,
    failed_at: Mutex<Option<Instant>>,
}

impl Replica {
    /// Whether it answered lately, as far as anybody has asked.
    fn is_there(&self) -> bool {
        let failed_at = *self
            .failed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        failed_at.is_none_or(|at| at.elapsed() > LEFT_ALONE)
    }

    fn note(&self, failed: Option<&str>) {
        let mut failed_at = self
            .failed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let (Some(error), None) = (failed, *failed_at) {
            tracing::warn!(
                error,
                "the replica does not answer; the first database does instead"
            );
        }
        *failed_at = failed.map(|_| Instant::now());
    }
}

impl Database {
    /// The same database with one that follows it. It need not be there yet.
    ///
    /// # Errors
    /// When it is of another kind than the first one: a file does not follow a server.
    pub fn with_replica(self, url: &DatabaseUrl, connections: u32) -> Result<Self, DatabaseError> {
        if std::mem::discriminant(url) != std::mem::discriminant(self.url()) {
            return Err(DatabaseError::Unavailable(
                "a replica is a database of the same kind".to_owned(),
            ));
        }
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(0))
            .connection_timeout(WAIT_FOR_CONNECTION)
            .test_on_check_out(false)
            .build_unchecked(Connector::new(url.clone()));
        Ok(self.following(Arc::new(Replica {
            pool,
            failed_at: Mutex::new(None),
        })))
    }

    /// Reads what may be a little behind, from the replica where there is one. Whatever it refuses is asked of the first database.
    ///
    /// # Errors
    /// What `work` returns on the first database, or that it is not available.
    pub async fn read_behind<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut AnyConnection) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + std::fmt::Display + Send + 'static,
    {
        let Some(replica) = self.replica().filter(|replica| replica.is_there()) else {
            return self.snapshot(work).await;
        };
        let asking = work.clone();
        let asked = tokio::task::spawn_blocking(move || {
            let read = replica
                .pool
                .get()
                .map_err(|error| error.to_string())
                .and_then(|mut pooled| {
                    let read = pooled.connection.read_at_one_moment(asking);
                    pooled.doubtful = read.is_err();
                    read.map_err(|error: E| error.to_string())
                });
            replica.note(read.as_ref().err().map(String::as_str));
            read.ok()
        });
        match asked.await {
            Ok(Some(read)) => Ok(read),
            Ok(None) | Err(_) => self.snapshot(work).await,
        }
    }
}
