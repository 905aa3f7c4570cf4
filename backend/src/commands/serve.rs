//! `foothold serve`: the pages and the API, until it is told to stop; then what is under way is finished first.

use super::{CommandError, opened::RecordsConfig};
use crate::{
    application::{self, Application, Edge, Platform, jobs},
    identity::{self, Identity, IdentitySettings, Keys, SingleSignOnConfig},
    live::Watchers,
    messages::{Notify, NotifySettings},
    platform::{
        audit,
        config::{ConfigError, EdgeConfig, Secret, ServerConfig},
        database::Database,
        http::{
            limits::{self, Allowance, Limits},
            slow_body::BodyTime,
            stopping::Stopping,
        },
        jobs::{Job, Pace, Runner, Running},
        telemetry,
    },
};
use actix_web::{
    HttpServer,
    dev::Server,
    rt::signal::unix::{SignalKind, signal},
};
use futures_util::future::{Either, join, select};
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
    /// For how many seconds a server that was told to stop still takes new connections, while it says that it is not ready:
    /// whoever stands in front of it sends requests elsewhere by then.
    #[arg(long, env = "FOOTHOLD_DRAIN_SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=300))]
    drain_seconds: u64,
    /// How messages are sent.
    #[command(flatten)]
    notify: NotifySettings,
    /// Serve only: what the system does by itself is done by other servers or by `foothold work`.
    #[arg(long, env = "FOOTHOLD_NO_JOBS")]
    no_jobs: bool,
}

/// What the log says where nobody brings messages.
pub(super) const NOBODY_BRINGS: &str = "FOOTHOLD_NOTIFY_KEY is not set: no text and no e-mail is sent, so that no candidate can \
     sign in and no invitation arrives";
/// How long requests that are under way may take after the server was told to stop.
const LAST_REQUESTS: u64 = 30;
/// How long connections that were taken last have to be read from.
const LAST_READ: Duration = Duration::from_millis(50);
/// How often buckets that are full again are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

pub(super) async fn run(options: ServeOptions) -> Result<(), CommandError> {
    let ServeOptions {
        server,
        single_sign_on,
        public_url,
        next_signing_key,
        retired_signing_keys,
        drain_seconds,
        notify,
        no_jobs,
    } = options;
    let notify = Notify::of(notify)?;
    let signing_key = server.keys.signing_key()?;
    let next = next_signing_key.as_ref();
    let keys = signing_keys(&signing_key, next, &retired_signing_keys)?;
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
    platform.database.watch()?;
    let issuer = issuer.trim_end_matches('/').to_owned();
    let settings = IdentitySettings {
        clock: platform.clock.clone(),
        keys,
        issuer,
        behind_tls,
        single_sign_on,
        shows_codes: false,
    };
    tell_heads(&platform).await;
    let identity = Identity::new(settings);
    let jobs = jobs_of(no_jobs, &platform, &identity, notify);
    let application = Application {
        platform,
        identity,
        edge: edge(server.edge),
    };
    let drain = Duration::from_secs(drain_seconds);
    let server = start(application, listen, drain, jobs)?;
    tracing::info!(%listen, "serving");
    server.until_stopped().await
}

/// What the system does by itself, if this server is to do it.
fn jobs_of(
    no_jobs: bool,
    platform: &Platform,
    identity: &Identity,
    notify: Option<Notify>,
) -> Vec<Job> {
    if no_jobs {
        return Vec::new();
    }
    if notify.is_none() {
        tracing::warn!("{NOBODY_BRINGS}");
    }
    jobs(platform, identity, notify)
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

fn edge(config: EdgeConfig) -> Edge {
    Edge {
        proxies: config.trusted_proxies,
        limits: Limits::new(Allowance {
            client: config.requests_per_client,
            address: config.requests_per_address,
        }),
        body_time: BodyTime::default(),
        stopping: Stopping::default(),
        watchers: Watchers::default(),
    }
}

/// A server that listens.
pub(super) struct Serving {
    server: Server,
    database: Database,
    jobs: Option<Running>,
    stopping: Stopping,
    drain: Duration,
}

/// Listens, and starts the jobs that it is given. Once it is told to stop it takes new connections still for so long as `drain`,
/// and ends each with its answer.
pub(super) fn start(
    application: Application,
    listen: SocketAddr,
    drain: Duration,
    jobs: Vec<Job>,
) -> Result<Serving, CommandError> {
    actix_web::rt::spawn(forget_the_quiet(application.edge.limits.clone()));
    let (limits, server) = (
        application.edge.limits.clone(),
        application.platform.ids.new_id(),
    );
    actix_web::rt::spawn(limits::share(
        application.platform.database.clone(),
        limits,
        server,
    ));
    let platform = application.platform.clone();
    let stopping = application.edge.stopping.clone();
    let server = HttpServer::new(move || application::build(application.clone()))
        .disable_signals()
        .shutdown_timeout(LAST_REQUESTS)
        .disable_signals()
        .bind(listen)
        .map_err(|error| CommandError::Listen(listen, error))?;
    let jobs = (!jobs.is_empty()).then(|| begin_jobs("serve", &platform, jobs));
    Ok(Serving {
        server: server.run(),
        database: platform.database,
        jobs,
        stopping,
        drain,
    })
}

/// Starts doing jobs, under a name that says which process it is.
pub(super) fn begin_jobs(command: &str, platform: &Platform, jobs: Vec<Job>) -> Running {
    let one: uuid::Uuid = platform.ids.new_id();
    let holder = format!("{command} {} {one}", std::process::id());
    Runner::start(&platform.database, &holder, jobs, Pace::default())
}

impl Serving {
    /// Serves until it is told to stop; the requests and jobs that are under way end first. SIGTERM gives whoever stands in front
    /// of it the time to look elsewhere; Ctrl-C does not. Told once more, it waits for nothing.
    pub async fn until_stopped(self) -> Result<(), CommandError> {
        let Self {
            server,
            database,
            jobs,
            stopping,
            drain,
        } = self;
        let (handle, serving) = (server.handle(), actix_web::rt::spawn(server));
        let told = std::pin::pin!(told_to_stop());
        let is_patient = match select(serving, told).await {
            // It ended by itself: it has lost its socket.
            Either::Left((ended, _)) => {
                return ended
                    .unwrap_or_else(|error| Err(std::io::Error::other(error)))
                    .map_err(CommandError::Stopped);
            }
            Either::Right((is_patient, _)) => is_patient?,
        };
        tracing::info!("told to stop: what is under way is answered first");
        stopping.begin();
        let drain = if is_patient { drain } else { Duration::ZERO };
        let graceful = async {
            tokio::time::sleep(drain).await;
            // A connection that was taken and has not been read from yet would be dropped at the stop.
            handle.pause().await;
            tokio::time::sleep(LAST_READ).await;
            // Whoever listens to changes would otherwise be waited for.
            database.end_listening();
            let jobs = async {
                if let Some(jobs) = jobs {
                    jobs.stop().await;
                }
            };
            join(handle.stop(true), jobs).await;
        };
        let again = std::pin::pin!(told_to_stop());
        if let Either::Right(_) = select(std::pin::pin!(graceful), again).await {
            handle.stop(false).await;
        }
        Ok(())
    }
}

/// Waits for SIGTERM or Ctrl-C. Answers whether there is time for what is under way.
pub(super) async fn told_to_stop() -> Result<bool, CommandError> {
    let wait_for = |kind| signal(kind).map_err(CommandError::Stopped);
    let (mut term, mut interrupt) = (
        wait_for(SignalKind::terminate())?,
        wait_for(SignalKind::interrupt())?,
    );
    let (term, interrupt) = (
        std::pin::pin!(term.recv()),
        std::pin::pin!(interrupt.recv()),
    );
    Ok(matches!(select(term, interrupt).await, Either::Left(_)))
}

/// So that the buckets of whoever came once do not stay for ever.
async fn forget_the_quiet(limits: Limits) {
    loop {
        tokio::time::sleep(FORGET_EVERY).await;
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
