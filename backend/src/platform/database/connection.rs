//! One connection, to either database.

use super::{DatabaseError, DatabaseUrl};
use diesel::{
    Connection as _, ConnectionError, PgConnection, SqliteConnection,
    connection::SimpleConnection as _, r2d2::R2D2Connection as _,
};

/// A connection to SQLite or to PostgreSQL. One typed query runs on both.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// The embedded default: one machine.
    Sqlite(SqliteConnection),
    /// For many servers: a region.
    Postgres(PgConnection),
}

/// Runs one query that diesel cannot type for both databases at once (an upsert, a batch insert, a union)
/// on whichever is connected.
///
/// ```ignore
/// each!(db, c => diesel::insert_into(table).values(&rows).on_conflict_do_nothing().execute(c))
/// ```
#[macro_export]
macro_rules! each {
    ($db:expr, $connection:ident => $query:expr) => {
        match $db {
            $crate::platform::database::AnyConnection::Sqlite($connection) => $query,
            $crate::platform::database::AnyConnection::Postgres($connection) => $query,
        }
    };
}

/// Inserts rows: together where each statement is a journey to a server, one by one where it is none and stays prepared.
#[macro_export]
macro_rules! insert_all {
    ($db:expr, $table:expr, $rows:expr) => {{
        let rows: Vec<_> = $rows;
        match $db {
            $crate::platform::database::AnyConnection::Postgres(connection) if rows.len() > 1 => {
                diesel::insert_into($table).values(rows).execute(connection).map(|_| ())
            }
            db => rows.into_iter().try_for_each(|row| {
                $crate::each!(&mut *db, connection => diesel::insert_into($table).values(row).execute(connection))
                    .map(|_| ())
            }),
        }
    }};
}

/// What a SQLite connection is for: there is one writer, and readers cannot write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reads only.
    Read,
    /// The one connection that writes.
    Write,
}

impl AnyConnection {
    /// Connects, keeping the database's own reason when it cannot.
    pub(super) fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Self, ConnectionError> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let mut connection = SqliteConnection::establish(path)?;
                connection
                    .batch_execute(SQLITE_SETTINGS)
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                connection
                    .batch_execute(match purpose {
                        Purpose::Read => OF_A_READER,
                        Purpose::Write => OF_THE_WRITER,
                    })
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Sqlite(connection))
            }
            DatabaseUrl::Postgres(address) => {
                let mut connection = PgConnection::establish(&with_patience(address))?;
                connection
                    .batch_execute("SET TIME ZONE 'UTC'")
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Self::Postgres(connection))
            }
        }
    }

    /// Begins a transaction that may write. On SQLite it takes the write lock at once, so that it can never
    /// be refused half way.
    pub(super) fn begin_write(&mut self) -> Result<(), DatabaseError> {
        use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
        match self {
            Self::Sqlite(connection) => {
                AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
            }
            Self::Postgres(connection) => AnsiTransactionManager::begin_transaction(connection)?,
        }
        Ok(())
    }

    /// Begins a transaction in which every statement sees the same moment.
    pub(super) fn begin_snapshot(&mut self) -> Result<(), DatabaseError> {
        use diesel::connection::AnsiTransactionManager;
        match self {
            Self::Sqlite(connection) => {
                AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN DEFERRED")?;
            }
            Self::Postgres(connection) => AnsiTransactionManager::begin_transaction_sql(
                connection,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            )?,
        }
        Ok(())
    }

    /// Begins a part of a transaction that can be taken back alone, with [`Self::roll_back`].
    pub(in crate::platform) fn begin_savepoint(&mut self) -> Result<(), DatabaseError> {
        use diesel::connection::TransactionManager;
        Ok(<Self as diesel::Connection>::TransactionManager::begin_transaction(self)?)
    }

    pub(in crate::platform) fn commit(&mut self) -> Result<(), DatabaseError> {
        use diesel::connection::TransactionManager;
        Ok(<Self as diesel::Connection>::TransactionManager::commit_transaction(self)?)
    }

    /// Takes back everything since `begin_*`. A connection on which even this fails is not used again.
    pub(in crate::platform) fn roll_back(&mut self) {
        use diesel::connection::TransactionManager;
        if let Err(error) =
            <Self as diesel::Connection>::TransactionManager::rollback_transaction(self)
        {
            tracing::warn!(%error, "a transaction could not be rolled back");
        }
    }
}

/// The address with limits for a server that says nothing any more, unless it has limits of its own: libpq would wait for
/// hours.
fn with_patience(address: &str) -> String {
    const LIMITS: [(&str, &str); 5] = [
        ("connect_timeout", "5"),
        ("keepalives_idle", "10"),
        ("keepalives_interval", "5"),
        ("keepalives_count", "3"),
        ("tcp_user_timeout", "20000"),
    ];
    let mut address = address.to_owned();
    for (name, limit) in LIMITS {
        if !address.contains(name) {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(name);
            address.push('=');
            address.push_str(limit);
        }
    }
    address
}

/// A reader's pages are read anew after each commit, and there are many readers: 4 MB each.
const OF_A_READER: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -4000";
/// The writer keeps what it read from one transaction to the next.
const OF_THE_WRITER: &str = "PRAGMA cache_size = -16000";
/// `FULL`: an acknowledged write is on the disk. Foreign keys are off by default in SQLite.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; \
     PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; \
     PRAGMA temp_store = MEMORY; \
     PRAGMA trusted_schema = OFF;";

/// Makes connections for a pool. diesel's own maker would try SQLite and PostgreSQL in turn on any address,
/// and lose the real error.
#[derive(Debug)]
pub(super) struct Connector {
    url: DatabaseUrl,
}

impl Connector {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self { url }
    }
}

/// A connection of a pool, and whether an answer on it made us doubt that it still stands.
pub(super) struct Pooled {
    pub(super) connection: AnyConnection,
    pub(super) doubtful: bool,
    /// How often the database had been gone when this was last known to stand.
    pub(super) losses: u64,
}

impl Pooled {
    /// Whether it stands, as far as can be known without asking each time: it is asked once after the database was gone.
    pub(super) fn stands(&mut self, losses: u64) -> bool {
        if self.losses == losses {
            return true;
        }
        self.losses = losses;
        self.doubtful = self.connection.ping().is_err();
        !self.doubtful
    }
}

impl diesel::r2d2::ManageConnection for Connector {
    type Connection = Pooled;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Pooled, ConnectionError> {
        let connection = AnyConnection::open(&self.url, Purpose::Read)?;
        Ok(Pooled {
            connection,
            doubtful: false,
            losses: 0,
        })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), ConnectionError> {
        pooled
            .connection
            .ping()
            .map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.doubtful && pooled.connection.ping().is_err() || pooled.connection.is_broken()
    }
}
