//! The one place where statements are run: off the threads that answer requests, on the right connection.

use super::{
    AnyConnection, DatabaseError, DatabaseUrl,
    admission::Admission,
    brief,
    connection::Connector,
    pulse::{self, Keeping, Pulse},
    replica::Replica,
    reserve::Reserve,
    writer::{Need, Outcome, Writer},
};
use crate::platform::{
    audit::{self, Ledger},
    http::current_address,
    jobs,
    signals::{self, Heard, Hub, Listener},
};
use diesel::r2d2::{Pool, PooledConnection};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::oneshot;

/// A database, open. Cheap to clone: every clone is the same database.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
    /// What its audit log is chained with. Without it nothing can be done that the log must be told of.
    ledger: Option<Ledger>,
    /// What reads that may be behind are asked of.
    replica: Option<Arc<Replica>>,
}

struct Inner {
    url: DatabaseUrl,
    pool: Pool<Connector>,
    admission: Admission,
    /// Of a database that is elsewhere, once somebody serves from it.
    pulse: OnceLock<Arc<Pulse>>,
    /// On SQLite only: there, the pool's connections cannot write.
    writer: Option<Writer>,
    readings: audit::Readings,
    /// On SQLite only: whose connection a thread has, where it reads briefly.
    brief: brief::Key,
    /// Who listens to what is committed.
    hub: Arc<Hub>,
}

/// Nobody waits longer than this for a connection: a database that is gone is an answer too.
const WAIT_FOR_CONNECTION: Duration = Duration::from_millis(1_500);

/// How many connections are held open at most, unless told otherwise.
const DEFAULT_CONNECTIONS: u32 = 16;

impl Database {
    /// Opens the database, connecting at once so that a wrong address is told at the start.
    ///
    /// # Errors
    /// When nobody answers there, or the file cannot be opened.
    pub fn open(url: &DatabaseUrl) -> Result<Self, DatabaseError> {
        Self::open_with(url, DEFAULT_CONNECTIONS)
    }

    /// As [`Database::open`], with a pool of at most `connections`.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open_with(url: &DatabaseUrl, connections: u32) -> Result<Self, DatabaseError> {
        // The writer first: it makes the file, and sets the journal that the readers rely on.
        let writer = match url {
            DatabaseUrl::Sqlite(_) => Some(Writer::start(url)?),
            DatabaseUrl::Postgres(_) => {
                // One connection by hand, because the pool would report only that it waited too long.
                AnyConnection::open(url, super::connection::Purpose::Write)
                    .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
                None
            }
        };
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(WAIT_FOR_CONNECTION)
            // A connection is tested after it gave an error, not before every use.
            .test_on_check_out(false)
            .build(Connector::new(url.clone()))
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
        Ok(Self {
            inner: Arc::new(Inner {
                url: url.clone(),
                pool,
                admission: Admission::for_connections(connections),
                pulse: OnceLock::new(),
                writer,
                readings: audit::Readings::default(),
                brief: brief::Key::new(),
                hub: Hub::new(),
            }),
            ledger: None,
            replica: None,
        })
    }

    /// The same database with the keys of its audit log.
    #[must_use]
    pub fn with_ledger(self, ledger: Ledger) -> Self {
        Self {
            ledger: Some(ledger),
            ..self
        }
    }

    /// Makes ready to serve from it for a long time: on SQLite room is kept for a full disk, and of PostgreSQL it is known from
    /// now on whether it answers, so that nobody waits for it in vain.
    ///
    /// # Errors
    /// When there can be no thread for it.
    pub fn watch(&self) -> Result<(), DatabaseError> {
        match (&self.inner.url, &self.inner.writer) {
            (DatabaseUrl::Sqlite(path), Some(writer)) => writer.keep_reserve(Reserve::beside(path)),
            (url, _) => {
                let pulse = Pulse::of(url)?;
                self.inner.pulse.get_or_init(|| pulse);
            }
        }
        Ok(())
    }

    /// The same database with one that follows it.
    pub(super) fn following(self, replica: Arc<Replica>) -> Self {
        Self {
            replica: Some(replica),
            ..self
        }
    }

    /// The one that follows, where there is one.
    pub(super) fn replica(&self) -> Option<Arc<Replica>> {
        self.replica.clone()
    }

    /// The readings that wait for their line in the audit log.
    pub(in crate::platform) fn readings(&self) -> &audit::Readings {
        &self.inner.readings
    }

    /// Somebody who hears, from now on, what transactions here and on other servers told ([`signals::tell`]).
    #[must_use]
    pub fn listen(&self) -> Listener {
        self.inner.hub.listen(&self.inner.url)
    }

    /// Ends every listener of this server: it is about to stop.
    pub fn end_listening(&self) {
        self.inner.hub.end();
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.inner.url
    }

    /// Reads. Each statement sees what was committed before it; use [`Database::snapshot`] when several
    /// must agree. On SQLite a write in here is refused.
    ///
    /// # Errors
    /// What `work` returns, or that the database is not available.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        self.on_pooled(Keeping::default(), work).await
    }

    /// As [`Database::read`], for statements that are known to be short, however much is in the tables: some rows found by an
    /// index. On SQLite they run at once, on the thread that asks and on a connection of its own: to hand them to
    /// another would cost more than they do.
    ///
    /// # Errors
    /// What `work` returns, or that the database is not available.
    pub async fn read_briefly<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        if matches!(self.inner.url, DatabaseUrl::Sqlite(_)) {
            return brief::read(self.inner.brief, &self.inner.url, work);
        }
        self.on_pooled(Keeping::default(), work).await
    }

    /// Reads several things as of one moment.
    ///
    /// # Errors
    /// What `work` returns, or that the database is not available.
    pub async fn snapshot<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let keeping = Keeping::default();
        self.on_pooled(keeping.clone(), move |connection| {
            connection.begin_snapshot()?;
            in_transaction(connection, &keeping, work)
        })
        .await
    }

    /// Runs one transaction: all of `work` or, if it returns an error, nothing of it. Last in it is what `work` told the
    /// audit log and whoever listens. Within a job it does nothing unless the job's lease still stands. When this returns `Ok` the change is on the disk.
    ///
    /// # Errors
    /// What `work` returns, or that the database could not keep it.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        self.write_for(Need::Ordinary, work).await
    }

    /// As [`Database::write`], and says what it is for: with a full disk not everything is refused.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub(in crate::platform) async fn write_for<T, E, F>(&self, need: Need, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let (ledger, address, lease) = (self.ledger.clone(), current_address(), jobs::held());
        let work = move |connection: &mut AnyConnection| {
            signals::within(connection, |connection| {
                jobs::check(lease.as_ref(), connection)?;
                audit::within(ledger.as_ref(), address, connection, work)
            })
        };
        let Some(writer) = self.inner.writer.clone() else {
            let keeping = Keeping::default();
            return self
                .on_pooled(keeping.clone(), move |connection| {
                    connection.begin_write()?;
                    let kept = in_transaction(connection, &keeping, |connection| {
                        let value = work(connection)?;
                        keeping.begin()?;
                        Ok(value)
                    });
                    kept.map(|(value, _)| value)
                })
                .await;
        };
        let hub = Arc::clone(&self.inner.hub);
        let (sender, answer) = oneshot::channel();
        let job = move |connection: Result<&mut AnyConnection, DatabaseError>| {
            let result = match connection {
                Ok(connection) => work(connection),
                Err(error) => Err(E::from(error)),
            };
            Outcome {
                keep: result.is_ok(),
                answer: Box::new(move |committed| {
                    let result = committed.map_err(E::from).and(result);
                    let result = result.map(|(value, told)| {
                        let told = told.into_iter().map(Heard::Signal);
                        told.for_each(|heard| hub.tell(heard));
                        value
                    });
                    // Nobody may be waiting any more: the request was cancelled.
                    let _abandoned = sender.send(result);
                }),
            }
        };
        writer.send(need, Box::new(job));
        answer
            .await
            .unwrap_or_else(|_| Err(E::from(DatabaseError::Stopped)))
    }

    /// A connection outside the pool and beside the writer, for a command that has the database to itself.
    ///
    /// # Errors
    /// When nobody answers there.
    pub(crate) fn connect_alone(&self) -> Result<AnyConnection, DatabaseError> {
        AnyConnection::open(&self.inner.url, super::connection::Purpose::Write)
            .map_err(|error| DatabaseError::Unavailable(error.to_string()))
    }

    /// Runs `work` on a pooled connection, on a thread that may block, when there is a place for it. Nobody waits for a
    /// database that answers nobody.
    async fn on_pooled<T, E, F>(&self, keeping: Keeping, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let pulse = self.inner.pulse.get().map(Arc::as_ref);
        if pulse.is_some_and(Pulse::is_lost) {
            let why = "the database does not answer".to_owned();
            return Err(DatabaseError::Unavailable(why).into());
        }
        let place = self.inner.admission.enter(WAIT_FOR_CONNECTION).await?;
        let inner = Arc::clone(&self.inner);
        let work = tokio::task::spawn_blocking(move || {
            // Free again when the work has ended, not when nobody waits for it any more.
            let _place = place;
            let mut pooled = inner.connection()?;
            let result = work(&mut pooled.connection);
            pooled.doubtful = result.is_err();
            result
        });
        pulse::answered(work, pulse, &keeping).await
    }
}

impl Inner {
    /// A connection that stands, as far as is known.
    fn connection(&self) -> Result<PooledConnection<Connector>, DatabaseError> {
        let losses = self.pulse.get().map_or(0, |pulse| pulse.losses());
        loop {
            let mut pooled = self
                .pool
                .get()
                .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
            if pooled.stands(losses) {
                return Ok(pooled);
            }
        }
    }
}

impl AnyConnection {
    /// Reads several things as of one moment.
    pub(super) fn read_at_one_moment<T, E: From<DatabaseError>>(
        &mut self,
        work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin_snapshot()?;
        in_transaction(self, &Keeping::default(), work)
    }
}

/// Ends the transaction that was begun on `connection`: commits if `work` succeeds, else takes it back.
fn in_transaction<T, E>(
    connection: &mut AnyConnection,
    keeping: &Keeping,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<DatabaseError>,
{
    match work(connection) {
        Ok(value) => {
            let committed = connection.commit().inspect_err(|_| connection.roll_back());
            if keeping.is_begun() {
                committed.map_err(DatabaseError::while_committing)?;
            } else {
                committed?;
            }
            Ok(value)
        }
        Err(error) => {
            connection.roll_back();
            Err(error)
        }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database")
            .field("url", &self.inner.url)
            .finish_non_exhaustive()
    }
}
