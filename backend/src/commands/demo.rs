//! `foothold demo`: an invented Trust to look round in. Its passwords and secrets are public, so that it listens to
//! this machine only, and `foothold serve` refuses its database.

use super::{CommandError, serve};
use crate::{
    application::{Application, Platform},
    demo::{self, DemoAccounts},
    identity::{Identity, IdentitySettings, Keys},
    platform::{
        clock::Clock,
        config::LogConfig,
        database::{Database, DatabaseUrl},
        ids::Ids,
        telemetry,
    },
};
use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Instant,
};

#[derive(Debug, clap::Args)]
pub(super) struct DemoOptions {
    /// The port to listen on, on this machine only.
    #[arg(long, env = "FOOTHOLD_DEMO_PORT", default_value_t = 8080)]
    port: u16,
    /// An empty database to fill, `sqlite:PATH` or `postgres://USER@HOST/NAME`. Otherwise a file that is removed at the
    /// end.
    #[arg(long)]
    database: Option<DatabaseUrl>,
    /// What is logged, as in `RUST_LOG`.
    #[command(flatten)]
    log: LogConfig,
}

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _left_for_the_system = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) async fn run(options: DemoOptions) -> Result<(), CommandError> {
    let DemoOptions { port, database, log } = options;
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Before half a minute is spent on people whom nobody could look at.
    drop(std::net::TcpListener::bind(listen).map_err(|error| CommandError::Listen(listen, error))?);
    telemetry::start_log(&log.log, log.log_format);
    let (url, _folder) = match database {
        Some(url) => (url, None),
        None => fresh_file()?,
    };
    let database = Database::open(&url)?;
    database.migrate().await?;
    let clock = Clock::movable();
    let platform = Platform { database, clock: clock.clone(), ids: Ids::random(clock) };
    print!("Preparing the invented Trust and its people ... ");
    let _flushed = std::io::stdout().flush();
    let began = Instant::now();
    let accounts = demo::prepare(&platform).await?;
    println!("done in {:.1} s", began.elapsed().as_secs_f32());
    let issuer = format!("http://{listen}");
    let identity = Identity::new(IdentitySettings {
        clock: Clock::system(),
        keys: Keys::for_this_run()?,
        issuer: issuer.clone(),
        behind_tls: false,
        shows_codes: true,
    });
    let server = serve::start(Application { platform, identity }, listen)?;
    print_accounts(&issuer, &accounts);
    server.await.map_err(CommandError::Stopped)
}

fn fresh_file() -> Result<(DatabaseUrl, Option<Folder>), CommandError> {
    let folder = std::env::temp_dir().join(format!("foothold-demo-{}", std::process::id()));
    let shown = folder.display().to_string();
    std::fs::create_dir_all(&folder).map_err(|error| CommandError::File(shown, error))?;
    let file = folder.join("foothold.sqlite").display().to_string();
    Ok((DatabaseUrl::Sqlite(file), Some(Folder(folder))))
}

fn print_accounts(address: &str, accounts: &DemoAccounts) {
    let mut text = format!("\n{} is at {address}\n\nStaff sign in at {address}/sign-in\n", accounts.trust);
    for staff in &accounts.staff {
        let role = shared::values::Coded::label(staff.role);
        text += &format!("  {role:<16} {:<44} {}\n", staff.email, staff.password);
    }
    text += &format!("\nCandidates sign in at {address}/my/sign-in; the code is shown on the page\n");
    for candidate in &accounts.candidates {
        let state = shared::values::Coded::label(candidate.state);
        text += &format!("  {:<44} {}, {state}\n", candidate.email, candidate.name);
    }
    text += &format!("\nPartners' systems ask {address}/oauth/token for a token; the guide is at {address}/docs/\n");
    for partner in &accounts.partners {
        text += &format!("  {:<30} {:<28} {}\n", partner.name, partner.client_id, partner.client_secret);
    }
    text += "\nCtrl-C stops it and removes its people.\n";
    println!("{text}");
}
