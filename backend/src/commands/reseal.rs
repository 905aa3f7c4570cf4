//! `foothold reseal`: seals everything with the newest key, so that the older ones can be dropped. It may be stopped and
//! run again at any time, while servers run.

use super::{CommandError, opened::RecordsConfig};
use crate::{
    organisations,
    reseal::{self, Resealed},
};

#[derive(Debug, clap::Args)]
pub(super) struct ResealOptions {
    #[command(flatten)]
    records: RecordsConfig,
}

pub(super) async fn run(options: ResealOptions) -> Result<(), CommandError> {
    let platform = options.records.open(2).await?.platform;
    let mut droppable = Vec::new();
    for trust in organisations::trusts(&platform.database).await? {
        let mut sealed = 0;
        droppable.extend(loop {
            match reseal::reseal(&platform, trust).await? {
                Resealed::Some(count) => {
                    sealed += count;
                    println!("Trust {trust}: {sealed} sealed with the newest key");
                }
                Resealed::All(dropped) => break dropped,
            }
        });
    }
    droppable.sort_unstable();
    droppable.dedup();
    println!(
        "Everything is sealed with version {}.",
        platform.fields.newest_version()
    );
    for version in droppable {
        println!(
            "Version {version} can be dropped from FOOTHOLD_FIELD_KEYS, once no backup that needs it is kept."
        );
    }
    Ok(())
}
