//! A demo that was prepared earlier today by this very program, so that the second start takes a second.
//!
//! It is kept beside the program. Its dates are counted from today, so that it is worth nothing tomorrow; and another
//! build may prepare it differently, so that it belongs to this one. What cannot be kept is simply prepared again.

use crate::platform::database::Database;
use chrono::NaiveDate;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// Where today's demo is kept.
pub(super) struct Prepared {
    shelf: PathBuf,
    folder: PathBuf,
}

/// The database, and what it has not yet moved into its file.
const FILES: [&str; 2] = ["foothold.sqlite", "foothold.sqlite-wal"];
/// Written last: a folder without it was not finished.
const ACCOUNTS: &str = "accounts.txt";

impl Prepared {
    /// The place for today's demo of this program; none if the program cannot tell where it is.
    pub fn of_today(today: NaiveDate) -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let about = fs::metadata(&program).ok()?;
        let built = about
            .modified()
            .ok()?
            .duration_since(UNIX_EPOCH)
            .ok()?
            .as_nanos();
        let shelf = program.parent()?.join("foothold-demo");
        let folder = shelf.join(format!("{today}-{built}-{}", about.len()));
        Some(Self { shelf, folder })
    }

    /// Copies the database to `file` and gives the accounts, if there is one.
    pub fn copy_to(&self, file: &str) -> Option<String> {
        let accounts = fs::read_to_string(self.folder.join(ACCOUNTS)).ok()?;
        copy(&self.folder, Path::new(file).parent()?).ok()?;
        Some(accounts)
    }

    /// Keeps a database that nobody writes to at this moment, in place of whatever was kept.
    pub fn keep(&self, database: &Database, accounts: &str) {
        let crate::platform::database::DatabaseUrl::Sqlite(file) = database.url() else {
            return;
        };
        let Some(from) = Path::new(file).parent() else {
            return;
        };
        let kept = fs::remove_dir_all(&self.shelf)
            .or_else(|error| {
                if error.kind() == io::ErrorKind::NotFound {
                    Ok(())
                } else {
                    Err(error)
                }
            })
            .and_then(|()| fs::create_dir_all(&self.folder))
            .and_then(|()| copy(from, &self.folder))
            .and_then(|()| fs::write(self.folder.join(ACCOUNTS), accounts));
        if let Err(error) = kept {
            tracing::debug!(%error, "the prepared demo was not kept; the next start prepares it again");
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for name in FILES {
        match fs::copy(from.join(name), to.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
