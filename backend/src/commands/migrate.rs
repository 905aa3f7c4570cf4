//! `foothold migrate`: brings the database's tables to this version. They only grow, so that an older server goes on
//! working beside a newer one until it is replaced.

use super::CommandError;
use crate::platform::{config::DatabaseConfig, database::Database};

#[derive(Debug, clap::Args)]
pub(super) struct MigrateOptions {
    #[command(flatten)]
    database: DatabaseConfig,
}

pub(super) async fn run(options: MigrateOptions) -> Result<(), CommandError> {
    let database = Database::open_with(&options.database.database, 1)?;
    let report = database.migrate().await?;
    if report.applied.is_empty() {
        println!("Nothing to do: the tables are at this version.");
    }
    for version in report.applied {
        println!("Applied {version}");
    }
    Ok(())
}
