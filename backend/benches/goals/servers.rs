//! The programs that are measured: Foothold on a database of invented journeys, and bare ones beside it.

use crate::{
    load::{self, Connection, Heard},
    machine::{self, Memory},
};
use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The coordinator of the demo's Trust, whose password is public.
const COORDINATOR: (&str, &str) = ("coordinator@brindlevale.example.org", "demo-coordinator");
const ADMINISTRATOR: (&str, &str) = (
    "administrator@brindlevale.example.org",
    "demo-administrator",
);

/// A database that is measured.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its address, as Foothold takes it.
    pub url: String,
    /// The process of its server, where it has one.
    pub server: Option<u32>,
}

/// A program that answers on a port of this machine. It ends with this value.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// The database's own server, whose CPU time counts with it.
    database: Option<u32>,
    /// From its start to its first answer.
    pub ready_after: Duration,
}

impl Server {
    /// Foothold itself, serving the demo's database.
    pub fn foothold(place: &Place) -> io::Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_foothold"));
        command.args(["demo", "--log", "error", "--database", &place.url]);
        let port = free_port()?;
        command.args(["--port", &port.to_string()]);
        Self::start(command, port, place.server)
    }

    /// A server that this program becomes, with these words.
    pub fn bare(words: &[&str]) -> io::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(words).arg(port.to_string());
        Self::start(command, port, None)
    }

    fn start(mut command: Command, port: u16, database: Option<u32>) -> io::Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let began = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let mut server = Self {
            child,
            address,
            database,
            ready_after: Duration::ZERO,
        };
        while began.elapsed() < Duration::from_secs(300) {
            if let Some(status) = server.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended with {status}")));
            }
            if server.ask(&load::get("/health/live", "")).is_ok() {
                server.ready_after = began.elapsed();
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Err(io::Error::other("the server does not answer"))
    }

    /// One request on a connection of its own.
    pub fn ask(&self, request: &[u8]) -> io::Result<Heard> {
        Connection::to(self.address)?.ask(request)
    }

    /// The headers of somebody who is signed in.
    fn signed_in(&self, (email, password): (&str, &str)) -> io::Result<String> {
        let body = serde_json::json!({ "email": email, "password": password }).to_string();
        let heard = self.ask(&load::post("/auth/sign-in", "", &body))?;
        let session = heard.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let is_cookie =
                name.eq_ignore_ascii_case("set-cookie") && value.starts_with("session=");
            is_cookie.then(|| value.split(';').next().unwrap_or_default())
        });
        let session = session.ok_or_else(|| {
            let said = String::from_utf8_lossy(&heard.body).into_owned();
            io::Error::other(format!("nobody was signed in: {} {said}", heard.status))
        })?;
        Ok(format!(
            "Cookie: {session}\r\nSec-Fetch-Site: same-origin\r\n"
        ))
    }

    /// The headers of a coordinator who is signed in.
    pub fn coordinator(&self) -> io::Result<String> {
        self.signed_in(COORDINATOR)
    }

    /// The headers of an administrator who is signed in.
    pub fn administrator(&self) -> io::Result<String> {
        self.signed_in(ADMINISTRATOR)
    }

    /// The CPU time of the server and its database until now.
    pub fn cpu(&self) -> Duration {
        machine::cpu(self.child.id())
            + self
                .database
                .map(machine::cpu_of_family)
                .unwrap_or_default()
    }

    /// What of it is in memory, without the database's own server.
    pub fn memory(&self, which: Memory) -> u64 {
        machine::memory(self.child.id(), which)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _it_has_ended = self.child.kill();
        let _it_is_ours = self.child.wait();
    }
}

/// Fills a database with so many journeys, unless the mark beside it says that it was.
pub fn sow(place: &Place, journeys: u64, mark: &Path) -> io::Result<()> {
    if mark.exists() {
        return Ok(());
    }
    println!("\nSowing {journeys} journeys into {}", place.url);
    let status = Command::new(env!("CARGO_BIN_EXE_foothold"))
        .args(["seed", "--database", &place.url])
        .args(["--journeys", &journeys.to_string()])
        .status()?;
    if !status.success() {
        return Err(io::Error::other("the journeys were not sown"));
    }
    std::fs::write(mark, "")
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
