//! Whether a database can be read and written at this moment, found out by doing both.

use super::{AnyConnection, Database, DatabaseError, DatabaseResult};
use diesel::{RunQueryDsl as _, connection::SimpleConnection as _, sql_types::Bool};

/// What became of a small reading and a small writing.
#[derive(Debug)]
pub struct Health {
    /// Of reading.
    pub reading: DatabaseResult<()>,
    /// Of writing.
    pub writing: DatabaseResult<()>,
}

#[derive(diesel::QueryableByName)]
struct Known {
    #[diesel(sql_type = Bool)]
    known: bool,
}

impl Database {
    /// Reads and writes as little as can be read and written.
    pub async fn health(&self) -> Health {
        // Both at once: where nobody answers, the one who asks waits once.
        let (reading, writing) =
            futures_util::future::join(self.read(read), self.write(write)).await;
        Health { reading, writing }
    }
}

/// A table that every database has which was migrated.
fn read(db: &mut AnyConnection) -> DatabaseResult<()> {
    const ANY: &str = "SELECT EXISTS (SELECT 1 FROM __diesel_schema_migrations) AS known";
    let found: Known = crate::each!(db, c => diesel::sql_query(ANY).get_result(c))?;
    if found.known {
        return Ok(());
    }
    Err(DatabaseError::Schema("it was never migrated".to_owned()))
}

/// On SQLite a number in the file's head that means nothing here is set to what it was: a commit like any other, with its
/// wait for the disk. PostgreSQL says whether it takes writes.
fn write(db: &mut AnyConnection) -> DatabaseResult<()> {
    const TAKES_WRITES: &str = "SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS known";
    match db {
        AnyConnection::Sqlite(db) => Ok(db.batch_execute("PRAGMA user_version = 0")?),
        AnyConnection::Postgres(db) => {
            let takes: Known = diesel::sql_query(TAKES_WRITES).get_result(db)?;
            if takes.known {
                return Ok(());
            }
            Err(DatabaseError::Unavailable("it takes no writes".to_owned()))
        }
    }
}
