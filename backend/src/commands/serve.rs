//! `foothold serve`: the pages and the API, until it is told to stop; then what is under way is finished first.

use super::{CommandError, opened::RecordsConfig};
use crate::{
    answer_links,
    application::{self, Application, Edge, Platform},
    candidates,
    identity::{self, Identity, IdentitySettings, Keys, SingleSignOnConfig},
    journeys,
    messages::{self, Notify, NotifySettings},
    platform::{
        audit,
        config::{ConfigError, EdgeConfig, Secret, ServerConfig},
        http::{
            idempotency,
            limits::{Allowance, Limits},
            slow_body::BodyTime,
        },
        telemetry,
    },
    referrals,
};
use actix_web::{HttpServer, dev::Server};
use std::{net::SocketAddr, time::Duration};

#[derive(Debug, clap::Args)]
pub(super) struct ServeOptions {
    #[command(flatten)]
    server: ServerConfig,
    #[command(flatten)]
    single_sign_on: SingleSignOnConfig,
    /// The address that browsers and partners use, such as `https://foothold.example.nhs.uk`.
    #[arg(long, env = "FOOTHOLD_PUBLIC_URL")]
    public_url: Option<String>,
    /// The signing key that comes next: published before it signs, so that nobody who keeps our keys for a while meets an
    /// unknown one.
    #[arg(long, env = "FOOTHOLD_NEXT_SIGNING_KEY", hide_env_values = true)]
    next_signing_key: Option<Secret>,
    /// Signing keys that were in use until lately: tokens signed with them stay good until they expire.
    #[arg(
        long,
        env = "FOOTHOLD_RETIRED_SIGNING_KEYS",
        hide_env_values = true,
        value_delimiter = ','
    )]
    retired_signing_keys: Vec<Secret>,
    /// How messages are sent.
    #[command(flatten)]
    notify: NotifySettings,
}

/// How long requests that are under way may take after the server was told to stop.
const LAST_REQUESTS: u64 = 30;
/// How often the system looks for the moves that have become due.
const DUE_EVERY: Duration = Duration::from_secs(60);

pub(super) async fn run(options: ServeOptions) -> Result<(), CommandError> {
    let ServeOptions {
        server,
        single_sign_on,
        public_url,
        next_signing_key,
        retired_signing_keys,
        notify,
    } = options;
    let notify = Notify::of(notify)?;
    let signing_key = server.keys.signing_key()?;
    let keys = signing_keys(
        &signing_key,
        next_signing_key.as_ref(),
        &retired_signing_keys,
    )?;
    let single_sign_on = single_sign_on.read()?;
    let listen = server.listen.listen;
    let issuer = public_url.unwrap_or_else(|| format!("http://{listen}"));
    let behind_tls = issuer.starts_with("https://");
    if !behind_tls && !listen.ip().is_loopback() {
        return Err(CommandError::NotBehindTls(listen));
    }
    telemetry::start_log(&server.log.log, server.log.log_format);
    let records = RecordsConfig {
        database: server.database.clone(),
        field_keys: server.field_keys.clone(),
        audit_keys: server.audit_keys.clone(),
    };
    let platform = records
        .open(server.database.database_connections)
        .await?
        .platform;
    if identity::has_public_secrets(&platform).await? {
        return Err(CommandError::DemoDatabase);
    }
    let issuer = issuer.trim_end_matches('/').to_owned();
    let settings = IdentitySettings {
        clock: platform.clock.clone(),
        keys,
        issuer,
        behind_tls,
        single_sign_on,
        shows_codes: false,
    };
    actix_web::rt::spawn(messages::deliver_for_ever(platform.clone(), notify));
    let application = Application {
        platform,
        identity: Identity::new(settings),
        edge: edge(server.edge),
    };
    let server = start(application, listen)?;
    tracing::info!(%listen, "serving");
    server.await.map_err(CommandError::Stopped)
}

/// The keys that tokens are signed with, before and after a change too.
fn signing_keys(
    signing: &Secret,
    next: Option<&Secret>,
    retired: &[Secret],
) -> Result<Keys, CommandError> {
    const NEXT: &str = "FOOTHOLD_NEXT_SIGNING_KEY";
    const RETIRED: &str = "FOOTHOLD_RETIRED_SIGNING_KEYS";
    let is_blank = |key: &&Secret| key.expose().trim().is_empty();
    let next = next.filter(|key| !is_blank(key));
    let others = next.map(|key| (NEXT, key)).into_iter();
    for (name, key) in others.chain(retired.iter().map(|key| (RETIRED, key))) {
        if key.expose().trim().len() < 43 {
            return Err(ConfigError::ShortOtherKey(name).into());
        }
        if key.expose().trim() == signing.expose().trim() {
            return Err(ConfigError::SameKeyTwice(name).into());
        }
    }
    let keys = Keys::from_secret(signing, retired)?;
    Ok(match next {
        Some(next) => keys.with_next(next)?,
        None => keys,
    })
}

/// How many times that passes between two notes of where the audit log ends.
const HEADS_EVERY: u64 = 15;

fn edge(config: EdgeConfig) -> Edge {
    Edge {
        proxies: config.trusted_proxies,
        limits: Limits::new(Allowance {
            client: config.requests_per_client,
            address: config.requests_per_address,
        }),
        body_time: BodyTime::default(),
    }
}

/// Listens, and starts what the system does by itself. SIGTERM and Ctrl-C stop it when the last requests are answered.
pub(super) fn start(application: Application, listen: SocketAddr) -> Result<Server, CommandError> {
    actix_web::rt::spawn(do_what_is_due(application.clone()));
    actix_web::rt::spawn(go_on_with_imports(application.platform.clone()));
    actix_web::rt::spawn(forget_the_quiet(application.edge.limits.clone()));
    let server = HttpServer::new(move || application::build(application.clone()))
        .shutdown_timeout(LAST_REQUESTS)
        .bind(listen)
        .map_err(|error| CommandError::Listen(listen, error))?;
    Ok(server.run())
}

/// The moves that the system makes when a date is reached, its questions, old idempotency keys and old bad sign-ins. Several servers may do this at
/// once: each change compares the version it read.
async fn do_what_is_due(application: Application) {
    let Application {
        platform, identity, ..
    } = application;
    let mut every = tokio::time::interval(DUE_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut ticks = 0_u64;
    loop {
        every.tick().await;
        if ticks.is_multiple_of(HEADS_EVERY) {
            tell_heads(&platform).await;
        }
        ticks += 1;
        if let Err(error) = keep_names(&platform).await {
            tracing::error!(%error, "what people are found by was not kept; it is tried again");
        }
        match journeys::run_due(&platform).await {
            Ok(report) => tracing::debug!(?report, "what was due was done"),
            Err(error) => {
                tracing::error!(%error, "what is due could not be done; it is tried again")
            }
        }
        match answer_links::ask(&platform, &identity).await {
            Ok(report) => tracing::debug!(?report, "people were asked whether they can come"),
            Err(error) => {
                tracing::error!(%error, "nobody was asked whether they can come; it is tried again")
            }
        }
        if let Err(error) = forget_old_keys(&platform).await {
            tracing::error!(%error, "old idempotency keys were not forgotten");
        }
        if let Err(error) = identity::forget_old_tries(&platform, &identity).await {
            tracing::error!(%error, "old bad sign-ins were not forgotten");
        }
    }
}

/// So that the buckets of whoever came once do not stay for ever.
async fn forget_the_quiet(limits: Limits) {
    loop {
        tokio::time::sleep(DUE_EVERY).await;
        limits.forget_the_quiet();
    }
}

/// Writes to the server's log where the audit log ends: a database that was put back to an earlier moment is found
/// against it, with `foothold verify-audit --expect`.
async fn tell_heads(platform: &Platform) {
    match audit::heads(&platform.database).await {
        Ok(heads) => {
            for (trust, head) in heads {
                tracing::info!(%trust, %head, "the audit log ends here");
            }
        }
        Err(error) => tracing::error!(%error, "where the audit log ends was not noted"),
    }
}

/// Files of referrals whose server stopped before their end: a task of its own, because one can take a minute.
async fn go_on_with_imports(platform: Platform) {
    let mut every = tokio::time::interval(DUE_EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = imports_of_all(&platform).await {
            tracing::error!(%error, "imports under way were not gone on with; it is tried again");
        }
    }
}

async fn imports_of_all(platform: &Platform) -> Result<(), CommandError> {
    for trust in crate::organisations::trusts(&platform.database).await? {
        referrals::batch::go_on(platform, trust).await?;
    }
    Ok(())
}

/// What people are found by, for those who were there before this program.
async fn keep_names(platform: &Platform) -> Result<(), CommandError> {
    for trust in crate::organisations::trusts(&platform.database).await? {
        let people = candidates::keep_all(platform, trust).await?;
        if people > 0 {
            tracing::info!(%trust, people, "people who were there before can be searched for");
        }
    }
    Ok(())
}

async fn forget_old_keys(platform: &Platform) -> Result<(), CommandError> {
    for trust in crate::organisations::trusts(&platform.database).await? {
        idempotency::forget_old(&platform.database, trust, platform.clock.now()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_or_repeated_key_stops_the_start_by_its_name() {
        let secret = |letter: &str| Secret::new(letter.repeat(44));
        let why = |next: Option<Secret>, retired: &[Secret]| {
            signing_keys(&secret("a"), next.as_ref(), retired)
                .map(|_| ())
                .expect_err("a refusal")
                .to_string()
        };
        assert!(
            why(Some(Secret::new("guess")), &[])
                .starts_with("FOOTHOLD_NEXT_SIGNING_KEY is too short")
        );
        assert!(
            why(None, &[Secret::new("guess")]).starts_with("FOOTHOLD_RETIRED_SIGNING_KEYS is too")
        );
        assert!(
            why(None, &[secret("a")]).starts_with("FOOTHOLD_RETIRED_SIGNING_KEYS names the same")
        );
        assert!(signing_keys(&secret("a"), Some(&secret("b")), &[secret("c")]).is_ok());
    }
}
