//! The real program as a process of its own.

use crate::{
    Broken,
    client::{Asked, Connection},
    machine::Machine,
    scene::KEYS,
    support::application::SIGNING_SECRET,
};
use backend::platform::database::DatabaseUrl;
use std::{
    fs::File,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A server that runs. Dropping it kills it.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub port: u16,
    started: Instant,
    log: PathBuf,
}

/// The program that is tested: the one that cargo has just built, unless another is named.
pub fn binary() -> PathBuf {
    let named = std::env::var_os("FOOTHOLD_PROGRAM");
    named.map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_foothold")),
        PathBuf::from,
    )
}

/// The same program with one word changed: it syncs nothing. No switch does this, so that nobody can set it.
pub fn binary_that_does_not_sync(folder: &Path) -> PathBuf {
    const WITH: &[u8] = b"PRAGMA synchronous = FULL;";
    const WITHOUT: &[u8] = b"PRAGMA synchronous = OFF ;";
    let mut bytes = std::fs::read(binary()).expect("the program");
    let mut changed = 0;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], WITH) {
        bytes[from + at..][..WITH.len()].copy_from_slice(WITHOUT);
        from += at + WITH.len();
        changed += 1;
    }
    assert!(changed > 0, "the program does not say how SQLite syncs");
    let path = folder.join("foothold-that-does-not-sync");
    std::fs::write(&path, bytes).expect("the changed program");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).expect("a program");
    path
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted[0];
    let mut from = 0;
    loop {
        from += bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[from..].starts_with(wanted) {
            return Some(from);
        }
        from += 1;
    }
}

/// A command of the program's, told of its database and its keys.
pub fn command(binary: &Path, database: &DatabaseUrl, name: &str) -> Command {
    // Ended with us, whatever becomes of us.
    let mut command = Command::new("setpriv");
    command
        .args(["--pdeathsig", "KILL", "--"])
        .arg(binary)
        .arg(name);
    let address = match database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
        DatabaseUrl::Postgres(address) => address.clone(),
    };
    command
        .env("FOOTHOLD_DATABASE", address)
        .env("FOOTHOLD_SIGNING_KEY", SIGNING_SECRET)
        .env("FOOTHOLD_FIELD_KEYS", KEYS)
        .env("FOOTHOLD_AUDIT_KEYS", KEYS)
        .env("FOOTHOLD_LOG", "info")
        .stdin(Stdio::null());
    command
}

impl Program {
    /// Starts a server.
    pub fn serve(binary: &Path, database: &DatabaseUrl, machine: &Machine) -> Self {
        let log = machine.beside("log");
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("a log");
        Self::serve_and_log(binary, database, machine, (log, file))
    }

    /// Starts a server whose log is on a disk without room.
    pub fn serve_without_log(binary: &Path, database: &DatabaseUrl, machine: &Machine) -> Self {
        let full = File::options().write(true).open("/dev/full");
        let log = machine.beside("no-log");
        Self::serve_and_log(binary, database, machine, (log, full.expect("a full disk")))
    }

    fn serve_and_log(
        binary: &Path,
        database: &DatabaseUrl,
        machine: &Machine,
        (log, file): (PathBuf, File),
    ) -> Self {
        let port = free_port();
        let mut command = command(binary, database, "serve");
        command.args(["--listen", &format!("127.0.0.1:{port}")]);
        // One name for every port: tokens are good for the server that issued them.
        command.args(["--public-url", "http://foothold.example"]);
        command.args([
            "--requests-per-client",
            "10000000",
            "--requests-per-address",
            "10000000",
        ]);
        command
            .stdout(file.try_clone().expect("a log"))
            .stderr(file);
        machine.hold(&mut command);
        let started = Instant::now();
        let child = command.spawn().expect("the program starts");
        Self {
            child,
            port,
            started,
            log,
        }
    }

    /// Waits until it says that it is ready, and says how long that took from its start.
    pub fn ready(&mut self, within: Duration) -> Result<Duration, Broken> {
        self.ready_since(self.started, within)
    }

    /// The same from another moment.
    pub fn ready_since(&mut self, since: Instant, within: Duration) -> Result<Duration, Broken> {
        self.says_yes_to("/health/ready", since, within)
    }

    /// Waits until it answers at all.
    pub fn lives(&mut self, within: Duration) -> Result<Duration, Broken> {
        self.says_yes_to("/health/live", self.started, within)
    }

    fn says_yes_to(
        &mut self,
        path: &str,
        since: Instant,
        within: Duration,
    ) -> Result<Duration, Broken> {
        let mut connection = Connection::to(self.port, within);
        while since.elapsed() < within {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("it ended with {status} and said: {}", self.said()));
            }
            if connection
                .send(&Asked::get(path))
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(since.elapsed());
            }
            connection.close();
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(format!(
            "it was not ready within {within:?} and said: {}",
            self.said()
        ))
    }

    /// How long it wanted a processor and had none: other programs' fault, not its own.
    pub fn kept_waiting(&self) -> Duration {
        let told = std::fs::read_to_string(format!("/proc/{}/schedstat", self.child.id()));
        let told = told.unwrap_or_default();
        let waited = told
            .split_whitespace()
            .nth(1)
            .and_then(|it| it.parse().ok());
        Duration::from_nanos(waited.unwrap_or(0))
    }

    /// Kills it, as nothing can be done against.
    pub fn kill(mut self) {
        self.child.kill().expect("a kill");
        self.child.wait().expect("its end");
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        signal(self.child.id(), name);
    }

    /// Waits for its own end.
    pub fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    /// How much memory it has, and how much it ever had: in MB.
    pub fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .expect("its status");
        let figure = |name: &str| {
            let line = status
                .lines()
                .find(|line| line.starts_with(name))
                .expect("a figure");
            let figure: u64 = line
                .split_whitespace()
                .nth(1)
                .and_then(|it| it.parse().ok())
                .expect("kB");
            figure / 1_000
        };
        (figure("VmRSS:"), figure("VmHWM:"))
    }

    /// How many threads it has.
    pub fn threads(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/task", self.child.id()))
            .expect("its threads")
            .count()
    }

    /// The end of what it said.
    pub fn said(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().rev().take(12).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Sends a process a signal.
pub fn signal(process: u32, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &process.to_string()])
        .status();
    assert!(sent.expect("kill").success(), "{name} was not sent");
}

/// A port of this machine that nobody uses at this moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
