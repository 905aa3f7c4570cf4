//! A copy of a whole database, as of one moment, and a database made from one.
//!
//! SQLite copies itself (`VACUUM INTO`), PostgreSQL has `pg_dump` and `pg_restore`. Either is written beside its final
//! name and given it when it is whole and on the disk, so that whatever has that name is a copy one can rely on. Neither
//! direction writes over anything.

use super::{AnyConnection, DatabaseError, DatabaseUrl, connection::Purpose};
use diesel::{Connection as _, RunQueryDsl as _, SqliteConnection, sql_types::Text};
use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Why there is no copy, or no database made from it. What was there before is there still.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A copy is never written over another.
    #[error("{0} is there already: give the copy another name, or move that file away")]
    CopyExists(PathBuf),
    /// There is nothing to copy.
    #[error("there is no database at {0}")]
    NoDatabase(String),
    /// There is nothing to restore from.
    #[error("there is no copy at {0}")]
    NoCopy(PathBuf),
    /// A restored database would take the place of another.
    #[error(
        "{0} holds a database already. Nothing is written over it: move it away, or restore into another and serve that"
    )]
    NotEmpty(String),
    /// What was written cannot be relied on.
    #[error("{0} is damaged: {1}")]
    Damaged(PathBuf, String),
    /// PostgreSQL's own program is not there.
    #[error("{0} could not be started ({1}): install Debian's postgresql-client")]
    NoProgram(&'static str, io::Error),
    /// It said no.
    #[error("{0} failed: {1}")]
    Program(&'static str, String),
    /// It would be seen by everybody on this machine.
    #[error(
        "the password in this address cannot be kept from the list of processes: give it in PGPASSWORD or ~/.pgpass \
         instead"
    )]
    PasswordInAddress,
    /// The disk.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl DatabaseUrl {
    /// Writes a copy of the whole database, as of one moment, to a file that is not there yet. Servers go on meanwhile.
    /// Says how many bytes it has.
    ///
    /// # Errors
    /// When there is no database, the file is there already, or the copy is not whole; then there is no such file.
    pub async fn back_up(&self, to: &Path) -> Result<u64, BackupError> {
        let (url, to) = (self.clone(), to.to_owned());
        let work = move || {
            if to.exists() {
                return Err(BackupError::CopyExists(to));
            }
            in_two_steps(&to, |partial| match &url {
                DatabaseUrl::Sqlite(path) => copy_sqlite(path, partial),
                DatabaseUrl::Postgres(address) => dump_postgres(address, partial),
            })
        };
        on_a_thread(work).await
    }

    /// Makes a database from a copy, where none is yet. Says how many bytes the copy has.
    ///
    /// # Errors
    /// When there is a database already, or the copy is damaged or of another kind; then nothing has changed.
    pub async fn restore(&self, from: &Path) -> Result<u64, BackupError> {
        let (url, from) = (self.clone(), from.to_owned());
        let work = move || {
            let size = fs::metadata(&from).map_err(|_| BackupError::NoCopy(from.clone()))?;
            match &url {
                DatabaseUrl::Sqlite(path) => place_sqlite(&from, path)?,
                DatabaseUrl::Postgres(address) => load_postgres(&from, &url, address)?,
            }
            Ok(size.len())
        };
        on_a_thread(work).await
    }
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    let ended = tokio::task::spawn_blocking(work).await;
    ended.unwrap_or_else(|_| Err(DatabaseError::Stopped.into()))
}

/// Lets `write` fill a file beside `to` that only its owner may read, and gives it its name when it is on the disk.
fn in_two_steps(
    to: &Path,
    write: impl FnOnce(&Path) -> Result<(), BackupError>,
) -> Result<u64, BackupError> {
    let mut partial = to.as_os_str().to_owned();
    partial.push(".part");
    let partial = PathBuf::from(partial);
    let told = |error| BackupError::File(partial.clone(), error);
    // One that was stopped half way left its own behind.
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(told(error)),
        _ => {}
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&partial)
        .map_err(told)?;
    let kept = write(&partial).and_then(|()| {
        let file = File::open(&partial).map_err(told)?;
        file.sync_all().map_err(told)?;
        let size = file.metadata().map_err(told)?.len();
        fs::rename(&partial, to).map_err(|error| BackupError::File(to.to_owned(), error))?;
        sync_folder(to)?;
        Ok(size)
    });
    if kept.is_err() {
        // What failed is told; what is left of it is of no use to anybody.
        let _gone = fs::remove_file(&partial);
    }
    kept
}

/// A name is on the disk when its folder is.
fn sync_folder(file: &Path) -> Result<(), BackupError> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| BackupError::File(folder.to_owned(), error))
}

fn copy_sqlite(path: &str, partial: &Path) -> Result<(), BackupError> {
    // Opening a file that is not there would make one.
    if !Path::new(path).exists() {
        return Err(BackupError::NoDatabase(path.to_owned()));
    }
    let mut connection = AnyConnection::open(&DatabaseUrl::Sqlite(path.to_owned()), Purpose::Write)
        .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
    diesel::sql_query("VACUUM INTO $1")
        .bind::<Text, _>(partial.to_string_lossy().into_owned())
        .execute(&mut connection)
        .map_err(DatabaseError::from)?;
    check_sqlite(partial)
}

#[derive(diesel::QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    said: String,
}

/// Reads every page of a file, and every reference of a row to another.
fn check_sqlite(file: &Path) -> Result<(), BackupError> {
    let damaged = |why: String| BackupError::Damaged(file.to_owned(), why);
    let mut connection = SqliteConnection::establish(&file.to_string_lossy())
        .map_err(|error| damaged(error.to_string()))?;
    let mut ask = |query: &str| -> Result<Vec<String>, BackupError> {
        let rows = diesel::sql_query(query)
            .load::<Said>(&mut connection)
            .map_err(|error| damaged(error.to_string()))?;
        Ok(rows.into_iter().map(|row| row.said).collect())
    };
    let pages = ask("SELECT integrity_check AS said FROM pragma_integrity_check")?;
    if pages != ["ok"] {
        return Err(damaged(pages.join("; ")));
    }
    let orphans = ask("SELECT DISTINCT \"table\" AS said FROM pragma_foreign_key_check")?;
    if !orphans.is_empty() {
        return Err(damaged(format!(
            "rows refer to others that are not there, in {}",
            orphans.join(", ")
        )));
    }
    let tables = ask("SELECT name AS said FROM sqlite_master WHERE type = 'table'")?;
    if !tables
        .iter()
        .any(|name| name == "__diesel_schema_migrations")
    {
        return Err(damaged("it is no database of Foothold's".to_owned()));
    }
    Ok(())
}

fn place_sqlite(from: &Path, path: &str) -> Result<(), BackupError> {
    let to = Path::new(path);
    for there in [
        path.to_owned(),
        format!("{path}-wal"),
        format!("{path}-journal"),
    ] {
        if fs::metadata(&there).is_ok_and(|file| file.len() > 0) {
            return Err(BackupError::NotEmpty(there));
        }
    }
    in_two_steps(to, |partial| {
        // The copy's permissions come with it, and it may have been handed about with wider ones.
        fs::copy(from, partial)
            .and_then(|_| fs::set_permissions(partial, Permissions::from_mode(0o600)))
            .map_err(|error| BackupError::File(partial.to_owned(), error))?;
        check_sqlite(partial).map_err(|error| match error {
            // The one who asked knows the copy, not the file beside the new database.
            BackupError::Damaged(_, why) => BackupError::Damaged(from.to_owned(), why),
            other => other,
        })
    })
    .map(|_| ())
}

fn dump_postgres(address: &str, partial: &Path) -> Result<(), BackupError> {
    const DUMP: &str = "pg_dump";
    let mut dump = postgres_program(DUMP, address)?;
    dump.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]);
    run(DUMP, dump.arg(partial))?;
    // Its list is at the end of the file: one that was cut off has none.
    let mut list = Command::new("pg_restore");
    let listed = run("pg_restore", list.arg("--list").arg(partial))?;
    if !listed.contains("__diesel_schema_migrations") {
        let why = "it holds no tables of Foothold's".to_owned();
        return Err(BackupError::Damaged(partial.to_owned(), why));
    }
    Ok(())
}

fn load_postgres(from: &Path, url: &DatabaseUrl, address: &str) -> Result<(), BackupError> {
    const LOAD: &str = "pg_restore";
    let mut connection = AnyConnection::open(url, Purpose::Write)
        .map_err(|error| DatabaseError::Unavailable(error.to_string()))?;
    let tables: Vec<Said> = crate::each!(&mut connection, c => {
        diesel::sql_query("SELECT tablename::text AS said FROM pg_tables WHERE schemaname = 'public'").load(c)
    })
    .map_err(DatabaseError::from)?;
    if !tables.is_empty() {
        return Err(BackupError::NotEmpty(url.to_string()));
    }
    let mut load = postgres_program(LOAD, address)?;
    load.args([
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
    ]);
    run(LOAD, load.arg(from)).map(|_| ())
}

/// One of PostgreSQL's own programs, told of the database without its password: arguments can be read by everybody.
fn postgres_program(name: &'static str, address: &str) -> Result<Command, BackupError> {
    let mut command = Command::new(name);
    let Ok(mut url) = reqwest::Url::parse(address) else {
        // Several hosts, for one: libpq reads more than an address can say. Without an @ there is no password in it.
        if address.contains('@') {
            return Err(BackupError::PasswordInAddress);
        }
        command.arg("--dbname").arg(address);
        return Ok(command);
    };
    if url.query_pairs().any(|(key, _)| key == "password") {
        return Err(BackupError::PasswordInAddress);
    }
    if let Some(password) = url.password() {
        let encoded = format!("p={}", password.replace('+', "%2B"));
        let decoded = form_urlencoded::parse(encoded.as_bytes()).next();
        command.env(
            "PGPASSWORD",
            decoded.map_or_else(String::new, |(_, word)| word.into_owned()),
        );
        url.set_password(None)
            .map_err(|()| BackupError::PasswordInAddress)?;
    }
    command.arg("--dbname").arg(url.as_str());
    Ok(command)
}

/// Runs it to its end and gives what it printed.
fn run(name: &'static str, command: &mut Command) -> Result<String, BackupError> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| BackupError::NoProgram(name, error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(BackupError::Program(name, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_in_no_argument() {
        let command = postgres_program("pg_dump", "postgres://app:s%2Be+cret@db/foothold")
            .expect("a command");
        let arguments: Vec<_> = command
            .get_args()
            .map(|it| it.to_string_lossy().into_owned())
            .collect();
        assert_eq!(arguments, ["--dbname", "postgres://app@db/foothold"]);
        let passwords: Vec<_> = command.get_envs().collect();
        assert_eq!(
            passwords,
            [("PGPASSWORD".as_ref(), Some("s+e+cret".as_ref()))]
        );
    }

    #[test]
    fn an_address_that_cannot_hide_its_password_is_refused() {
        for address in [
            "postgres://app:secret@one:5432,two:5432/foothold",
            "postgres://db/foothold?password=secret",
        ] {
            let refused = postgres_program("pg_dump", address);
            assert!(
                matches!(refused, Err(BackupError::PasswordInAddress)),
                "{address}"
            );
        }
    }
}
