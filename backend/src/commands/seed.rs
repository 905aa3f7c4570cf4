//! `foothold seed`: a database with many journeys, to measure with.

use super::CommandError;
use crate::{
    demo,
    platform::{
        clock::Clock,
        config::DatabaseConfig,
        database::{Database, DatabaseUrl},
    },
    seed,
};
use std::{io::Write as _, time::Instant};

#[derive(Debug, clap::Args)]
pub(super) struct SeedOptions {
    #[command(flatten)]
    database: DatabaseConfig,
    /// How many journeys there are to be, at least.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    journeys: u64,
}

pub(super) async fn run(options: SeedOptions) -> Result<(), CommandError> {
    let target = Database::open_with(&options.database.database, 1)?;
    target.migrate().await?;
    println!("Living through the demo once; then its programmes are copied.");
    let began = Instant::now();
    let folder = super::demo::Folder::new()?;
    let file = folder.file("seed.sqlite");
    let demo = Database::open_with(&DatabaseUrl::Sqlite(file), 2)?;
    demo.migrate().await?;
    let platform = super::demo::platform(demo, Clock::movable());
    demo::prepare(&platform).await?;
    println!("Lived through in {:.0} s.", began.elapsed().as_secs_f32());
    let began = Instant::now();
    let wanted = options.journeys;
    let sown = seed::sow(&platform.database, &target, wanted, move |sown| {
        print!(
            "\r{} of {wanted} journeys, {} events",
            sown.journeys, sown.events
        );
        let _flushed = std::io::stdout().flush();
    })
    .await?;
    println!(
        "\r{} journeys with {} events, {} rows in all, in {:.1} s. The sign-ins are the demo's: `foothold demo --help`.",
        sown.journeys,
        sown.events,
        sown.rows,
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
