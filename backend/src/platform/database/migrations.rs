//! Brings a database to the schema that this program was built for, and refuses one that is newer.

use super::{AnyConnection, Database, DatabaseError, DatabaseResult};
use diesel::connection::SimpleConnection as _;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationReport {
    /// The versions that were applied now, oldest first.
    pub applied: Vec<String>,
}

impl Database {
    /// Applies every migration that is still missing.
    ///
    /// # Errors
    /// When the schema is newer than this program, or a migration fails (PostgreSQL and SQLite both take it
    /// back as a whole).
    pub async fn migrate(&self) -> DatabaseResult<MigrationReport> {
        let url = self.url().clone();
        // A migration manages its own transactions, so it has a connection to itself.
        tokio::task::spawn_blocking(move || {
            let mut connection = AnyConnection::open(&url, super::connection::Purpose::Write)
                .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
            take_turn(&mut connection)?;
            let applied = apply_missing(&mut connection)?;
            if let AnyConnection::Sqlite(_) = connection {
                connection.commit()?;
            }
            Ok(MigrationReport { applied })
        })
        .await
        .unwrap_or(Err(DatabaseError::Stopped))
    }

    /// Refuses to go on unless the schema is exactly the one that this program was built for.
    ///
    /// # Errors
    /// When migrations are missing, or the schema is newer than this program.
    pub async fn check_schema(&self) -> DatabaseResult<()> {
        let url = self.url().clone();
        tokio::task::spawn_blocking(move || {
            let mut connection = AnyConnection::open(&url, super::connection::Purpose::Write)
                .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
            refuse_newer(&mut connection)?;
            let pending = crate::each!(&mut connection, c => c.has_pending_migration(source_of(c)))
                .map_err(|error| DatabaseError::Schema(error.to_string()))?;
            if pending {
                return Err(DatabaseError::Schema(
                    "the database is older than this program: run `foothold migrate`".into(),
                ));
            }
            Ok(())
        })
        .await
        .unwrap_or(Err(DatabaseError::Stopped))
    }
}

/// Several servers may start on one database at once: they take turns, until the connection is closed. On SQLite one
/// transaction around all migrations does this; on PostgreSQL, where some statements refuse to be in one, a lock.
fn take_turn(connection: &mut AnyConnection) -> DatabaseResult<()> {
    match connection {
        AnyConnection::Sqlite(_) => connection.begin_write(),
        AnyConnection::Postgres(connection) => {
            Ok(connection.batch_execute("SELECT pg_advisory_lock(70717)")?)
        }
    }
}

fn apply_missing(connection: &mut AnyConnection) -> DatabaseResult<Vec<String>> {
    refuse_newer(connection)?;
    crate::each!(connection, c => {
        c.run_pending_migrations(source_of(c))
            .map(|versions| versions.iter().map(ToString::to_string).collect())
    })
    .map_err(|error| DatabaseError::Schema(format!("a migration failed: {error}")))
}

fn refuse_newer(connection: &mut AnyConnection) -> DatabaseResult<()> {
    let newer = crate::each!(connection, c => newest_unknown(c, &source_of(c)))
        .map_err(|error| DatabaseError::Schema(error.to_string()))?;
    match newer {
        None => Ok(()),
        Some(version) => Err(DatabaseError::Schema(format!(
            "the database has been changed by a newer version of this program (migration {version} is not \
             known here): start that version, or restore a backup"
        ))),
    }
}

type AnyError = Box<dyn std::error::Error + Send + Sync>;

/// The newest migration in the database that this program does not have.
fn newest_unknown<DB, C>(
    connection: &mut C,
    source: &EmbeddedMigrations,
) -> Result<Option<String>, AnyError>
where
    DB: diesel::backend::Backend,
    C: diesel_migrations::MigrationHarness<DB>,
{
    let known: Vec<String> = diesel::migration::MigrationSource::<DB>::migrations(source)?
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let applied = connection.applied_migrations()?;
    Ok(applied
        .iter()
        .map(ToString::to_string)
        .filter(|version| !known.contains(version))
        .max())
}

/// The migrations of the database that is connected.
trait Migrated {
    const MIGRATIONS: EmbeddedMigrations;
}
impl Migrated for diesel::SqliteConnection {
    const MIGRATIONS: EmbeddedMigrations = SQLITE;
}
impl Migrated for diesel::PgConnection {
    const MIGRATIONS: EmbeddedMigrations = POSTGRES;
}
fn source_of<C: Migrated>(_: &C) -> EmbeddedMigrations {
    C::MIGRATIONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::{backend::Backend, migration::MigrationSource, pg::Pg, sqlite::Sqlite};
    use std::collections::BTreeSet;

    fn versions<DB: Backend>(source: &EmbeddedMigrations) -> Vec<String> {
        let migrations = MigrationSource::<DB>::migrations(source).expect("migrations");
        migrations
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect()
    }

    /// Two with one version count as one that has run, and the second never would.
    #[test]
    fn each_migration_has_a_version_of_its_own_and_both_databases_have_the_same() {
        let (sqlite, postgres) = (versions::<Sqlite>(&SQLITE), versions::<Pg>(&POSTGRES));
        let different: BTreeSet<_> = sqlite.iter().collect();
        assert_eq!(different.len(), sqlite.len(), "{sqlite:?}");
        assert_eq!(sqlite.len(), postgres.len());
        assert!(postgres.iter().all(|version| different.contains(version)));
    }
}
