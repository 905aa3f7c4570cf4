//! `foothold check`: reads every journey again and says what does not hold that always must.

use super::CommandError;
use crate::{
    journeys, organisations,
    platform::{config::DatabaseConfig, database::Database},
};
use shared::values::Coded as _;
use std::time::Instant;

#[derive(Debug, clap::Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    database: DatabaseConfig,
}

pub(super) async fn run(options: CheckOptions) -> Result<(), CommandError> {
    let database = Database::open_with(&options.database.database, 2)?;
    database.check_schema().await?;
    let began = Instant::now();
    let (mut read, mut found) = (0, 0);
    for trust in organisations::trusts(&database).await? {
        let (journeys, findings) = journeys::find_unsound(&database, trust).await?;
        read += journeys;
        found += findings.len();
        for finding in findings {
            println!(
                "{}: {} ({})",
                finding.of,
                finding.invariant.label(),
                finding.found
            );
        }
    }
    if found > 0 {
        return Err(CommandError::Unsound(found));
    }
    println!(
        "{read} journeys were read again from their histories, in {:.1} s: everything holds that always must.",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
