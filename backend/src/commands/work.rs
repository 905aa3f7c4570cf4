//! `foothold work`: what the system does by itself, and nothing else: for an installation whose servers only serve.

use super::{
    CommandError,
    opened::RecordsConfig,
    serve::{NOBODY_BRINGS, begin_jobs, told_to_stop},
};
use crate::{
    application::jobs,
    identity::{self, Identity, IdentitySettings, Keys},
    messages::{Notify, NotifySettings},
    platform::{
        config::{KeysConfig, LogConfig},
        telemetry,
    },
};

#[derive(Debug, clap::Args)]
pub(super) struct WorkOptions {
    #[command(flatten)]
    records: RecordsConfig,
    #[command(flatten)]
    keys: KeysConfig,
    #[command(flatten)]
    log: LogConfig,
    #[command(flatten)]
    notify: NotifySettings,
    /// The address that browsers use: links in messages are made of it.
    #[arg(long, env = "FOOTHOLD_PUBLIC_URL")]
    public_url: String,
}

pub(super) async fn run(options: WorkOptions) -> Result<(), CommandError> {
    let notify = Notify::of(options.notify)?;
    let signing_key = options.keys.signing_key()?;
    telemetry::start_log(&options.log.log, options.log.log_format);
    let connections = options.records.database.database_connections;
    let platform = options.records.open(connections).await?.platform;
    if identity::has_public_secrets(&platform).await? {
        return Err(CommandError::DemoDatabase);
    }
    if notify.is_none() {
        tracing::warn!("{NOBODY_BRINGS}");
    }
    let identity = Identity::new(IdentitySettings {
        clock: platform.clock.clone(),
        keys: Keys::from_secret(&signing_key, &[])?,
        behind_tls: options.public_url.starts_with("https://"),
        issuer: options.public_url.trim_end_matches('/').to_owned(),
        single_sign_on: None,
        shows_codes: false,
    });
    let running = begin_jobs("work", &platform, jobs(&platform, &identity, notify));
    tracing::info!("working");
    told_to_stop().await?;
    tracing::info!("told to stop");
    running.stop().await;
    Ok(())
}
