//! `foothold demo`: an invented Trust to look round in. Its passwords and secrets are public, so that it listens to
//! this machine only, and `foothold serve` refuses its database.

use super::prepared::Prepared;
use super::{CommandError, serve};
use crate::{
    application::{Application, Edge, Platform, jobs},
    demo::{self, DemoAccounts},
    identity::{self, Identity, IdentitySettings, Keys, SingleSignOnConfig},
    platform::{
        audit::Ledger,
        clock::Clock,
        crypto::{FieldKeys, KeyRing},
        database::{Database, DatabaseUrl},
        http::limits::Allowance,
        ids::Ids,
        telemetry::{self, LogFormat},
    },
};
use std::{
    fmt::Write as _,
    io::Write as _,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::{Duration, Instant},
};

#[derive(Debug, clap::Args)]
pub(super) struct DemoOptions {
    /// The port to listen on, on this machine only.
    #[arg(long, env = "FOOTHOLD_DEMO_PORT", default_value_t = 8080)]
    port: u16,
    /// An empty database to fill, or one that a demo or `foothold seed` filled, `sqlite:PATH` or
    /// `postgres://USER@HOST/NAME`. Otherwise a file that is removed at the end.
    #[arg(long)]
    database: Option<DatabaseUrl>,
    /// What is logged, as in `RUST_LOG`. Unless told otherwise: the preparation, candidates' codes, and what goes wrong.
    #[arg(
        long,
        env = "FOOTHOLD_LOG",
        default_value = "warn,backend::demo=info,backend::identity=info"
    )]
    log: String,
    #[command(flatten)]
    single_sign_on: SingleSignOnConfig,
}

/// A folder that is removed at the end.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// An empty one of this process's own.
    pub fn new() -> Result<Self, CommandError> {
        let folder = std::env::temp_dir().join(format!("foothold-demo-{}", std::process::id()));
        let shown = folder.display().to_string();
        std::fs::create_dir_all(&folder).map_err(|error| CommandError::File(shown, error))?;
        Ok(Self(folder))
    }

    /// The path of a file in it.
    pub fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _left_for_the_system = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) async fn run(options: DemoOptions) -> Result<(), CommandError> {
    let DemoOptions {
        port,
        database,
        log,
        single_sign_on,
    } = options;
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Before half a minute is spent on people whom nobody could look at.
    drop(std::net::TcpListener::bind(listen).map_err(|error| CommandError::Listen(listen, error))?);
    telemetry::start_log(&log, LogFormat::Text);
    let clock = Clock::movable();
    let (database, accounts, _folder) = match database {
        Some(url) => (Database::open(&url)?, None, None),
        None => {
            let folder = Folder::new()?;
            let file = folder.file("foothold.sqlite");
            let accounts = Prepared::of_today(clock.today()).and_then(|kept| kept.copy_to(&file));
            (
                Database::open(&DatabaseUrl::Sqlite(file))?,
                accounts,
                Some(folder),
            )
        }
    };
    database.migrate().await?;
    let platform = platform(database, clock);
    let accounts = match accounts {
        Some(accounts) => accounts,
        None => find_or_prepare(&platform).await?,
    };
    let address = format!("http://{listen}");
    let identity = Identity::new(IdentitySettings {
        clock: Clock::system(),
        keys: Keys::for_this_run()?,
        issuer: address.clone(),
        behind_tls: false,
        single_sign_on: single_sign_on.read()?,
        shows_codes: true,
    });
    let application = Application {
        platform,
        identity,
        edge: Edge::with(Allowance::generous()),
    };
    let jobs = jobs(&application.platform, &application.identity, None);
    let server = serve::start(application, listen, Duration::ZERO, jobs)?;
    println!("{}", accounts.replace("{address}", &address));
    server.until_stopped().await
}

/// What an invented Trust stands on. Its keys are the same in each run: a demo that was prepared earlier is read again.
pub(super) fn platform(database: Database, clock: Clock) -> Platform {
    let ring = KeyRing::of_the_demo();
    Platform {
        database: database.with_ledger(Ledger::new(&ring)),
        clock: clock.clone(),
        ids: Ids::random(clock),
        fields: FieldKeys::new(ring),
    }
}

/// Everybody's sign-ins in words, of a database that holds a demo, or after making one.
async fn find_or_prepare(platform: &Platform) -> Result<String, CommandError> {
    let today = platform.clock.today();
    if identity::has_public_secrets(platform).await? {
        return Ok(in_words(&demo::accounts(today.into())));
    }
    let accounts = prepare(platform).await?;
    if let Some(kept) = Prepared::of_today(today) {
        kept.keep(&platform.database, &accounts);
    }
    Ok(accounts)
}

/// Makes the Trust and its people, and gives everybody's sign-ins in words.
async fn prepare(platform: &Platform) -> Result<String, CommandError> {
    println!("Preparing the invented Trust and its people. It takes half a minute, once a day.");
    let _flushed = std::io::stdout().flush();
    let began = Instant::now();
    let accounts = demo::prepare(platform).await?;
    println!("Prepared in {:.0} s.", began.elapsed().as_secs_f32());
    Ok(in_words(&accounts))
}

/// Everybody's sign-ins. `{address}` stands for where the server will be.
fn in_words(accounts: &DemoAccounts) -> String {
    use shared::values::Coded as _;
    let mut text = format!("\n{} is at {{address}}\n", accounts.trust);
    text.push_str("\nStaff sign in at {address}/sign-in\n");
    for one in &accounts.staff {
        let role = one.role.label();
        let _infallible = writeln!(text, "  {role:<16} {:<44} {}", one.email, one.password);
    }
    text.push_str("\nCandidates sign in at {address}/my/sign-in; the code is shown on the page\n");
    for one in &accounts.candidates {
        let _infallible = writeln!(
            text,
            "  {:<44} {}, {}",
            one.email,
            one.name,
            one.state.label()
        );
    }
    text.push_str(
        "\nPartners' systems ask {address}/oauth/token for a token; how is at {address}/docs/\n",
    );
    for one in &accounts.partners {
        let _infallible = writeln!(
            text,
            "  {:<24} {:<28} {}",
            one.name, one.client_id, one.client_secret
        );
    }
    text.push_str("\nCtrl-C stops it and forgets what was done.");
    text
}
