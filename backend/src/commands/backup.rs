//! `foothold backup` and `foothold restore`: a copy of everything, and everything from a copy.

use super::CommandError;
use crate::platform::{
    audit::{self, Ledger},
    config::{AuditKeysConfig, DatabaseConfig},
    database::{Database, DatabaseUrl},
};
use std::{path::PathBuf, time::Instant};

#[derive(Debug, clap::Args)]
pub(super) struct BackupOptions {
    #[command(flatten)]
    database: DatabaseConfig,
    /// The file to write, which must not be there yet.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Copies the database while it is in use, and says how large the copy is and how long it took.
pub(super) async fn back_up(options: BackupOptions) -> Result<(), CommandError> {
    let BackupOptions { database, to } = options;
    let url = database.database;
    let start = Instant::now();
    let bytes = url.back_up(&to).await?;
    println!(
        "{} is a copy of {url}: {}, written and checked in {:.1} s.",
        to.display(),
        megabytes(bytes),
        start.elapsed().as_secs_f64()
    );
    println!(
        "It is not sealed as a whole: keep it where nobody else reads it, and apart from FOOTHOLD_FIELD_KEYS and \
         FOOTHOLD_AUDIT_KEYS, which are not in it and without which it is of little use."
    );
    if let DatabaseUrl::Postgres(_) = url {
        println!(
            "Only restoring it shows that it can be: do it now and then into an empty database."
        );
    }
    Ok(())
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreOptions {
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    audit_keys: AuditKeysConfig,
    /// The copy to restore from.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// Makes a database from a copy, brings its tables to this version, and reads its audit log through.
pub(super) async fn restore(options: RestoreOptions) -> Result<(), CommandError> {
    let RestoreOptions {
        database,
        audit_keys,
        from,
    } = options;
    // Asked first: a restored database that cannot be proved is found out too late.
    let ledger = Ledger::new(&audit_keys.audit_keys()?);
    let url = database.database;
    let start = Instant::now();
    let bytes = url.restore(&from).await?;
    println!(
        "{url} is restored from {}: {}, in {:.1} s.",
        from.display(),
        megabytes(bytes),
        start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let restored = Database::open_with(&url, 1)?;
    for version in restored.migrate().await?.applied {
        println!("Applied {version}");
    }
    let reports = audit::verify(&restored, &ledger, Vec::new()).await?;
    for report in &reports {
        super::verify_audit::print(report);
    }
    let found: usize = reports.iter().map(|report| report.findings.len()).sum();
    if found > 0 {
        return Err(CommandError::AuditTampered(found));
    }
    println!(
        "Its audit log is whole, read in {:.1} s.",
        start.elapsed().as_secs_f64()
    );
    println!(
        "What was done after the copy was made is not in it. Start `foothold serve` when you are content."
    );
    Ok(())
}

/// A size in millions of bytes.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
