//! A PostgreSQL server of our own: for one run of the tests, gone at the end; or to measure, with its data kept.

use crate::machine;
use crate::process::{self, find};
use crate::progress::Failure;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

const ADVICE: &str = "Read what the server says above. Debian's package postgresql must be installed, and /usr/lib/postgresql \
                      must hold initdb and postgres of one version.";

/// The folder of `initdb` and `postgres`: the newest of Debian's, or what the path leads to.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    versions.retain(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    versions.sort_by_key(|folder| {
        let version = folder.parent().and_then(Path::file_name);
        version.and_then(|name| name.to_string_lossy().parse::<u32>().ok())
    });
    versions.pop().or_else(|| {
        let initdb = find("initdb")?.canonicalize().ok()?;
        let folder = initdb.parent()?.to_owned();
        folder.join("postgres").is_file().then_some(folder)
    })
}

/// A running server. Dropping it ends it and, where it was for the tests, removes its folder.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
    is_kept: bool,
}

impl Postgres {
    /// For one run of the tests.
    pub fn for_tests() -> Result<Self, Failure> {
        sweep();
        // Not under target/: root hands the folder to another user, who may not be able to enter the checkout.
        let folder = std::env::temp_dir().join(format!("{FOLDER}{}", std::process::id()));
        Self::start(folder, FOR_TESTS, false)
    }

    /// To measure: what it acknowledges is on the disk, and the cluster in this folder is there the next time.
    pub fn to_measure(folder: PathBuf) -> Result<Self, Failure> {
        Self::start(folder, TO_MEASURE, true)
    }

    /// Starts a server on the cluster of a folder, and makes that first where there is none.
    fn start(folder: PathBuf, settings: &[&str], is_kept: bool) -> Result<Self, Failure> {
        let programs =
            programs().ok_or_else(|| Failure::new("no PostgreSQL server is installed", ADVICE))?;
        std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        let owner = owner(&folder)?;
        if !folder.join("data/PG_VERSION").exists() {
            make_cluster(&programs, &folder, owner)?;
        }
        Self::serve(&programs, (folder, is_kept), owner, settings)
    }

    fn serve(
        programs: &Path,
        (folder, is_kept): (PathBuf, bool),
        owner: Option<&str>,
        settings: &[&str],
    ) -> Result<Self, Failure> {
        let port = process::free_port()?;
        let log = folder.join("log");
        let mut postgres = process::beside(&programs.join("postgres"), &log, owner, FAST_SHUTDOWN)?;
        postgres
            .current_dir(&folder)
            .args(["-D", "data", "-h", "127.0.0.1", "-k"])
            .arg(&folder);
        postgres.args(["-p", &port.to_string()]);
        for setting in settings {
            postgres.args(["-c", setting]);
        }
        let server = postgres.spawn().map_err(|error| {
            Failure::new(format!("it could not be started: {error}"), ADVICE)
                .in_command(process::shown(&postgres))
        })?;
        let mark = folder.join("data/postmaster.pid");
        let mut running = Self {
            server,
            folder,
            port,
            is_kept,
        };
        let ready = || {
            let text = std::fs::read_to_string(&mark).unwrap_or_default();
            text.lines()
                .nth(7)
                .is_some_and(|line| line.trim() == "ready")
        };
        if process::wait_until(&mut running.server, Duration::from_secs(60), ready) {
            return Ok(running);
        }
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        Err(Failure::new("the database server did not start", ADVICE)
            .in_command(process::shown(&postgres))
            .saying(&said))
    }

    /// Where tests connect, as a superuser who may create databases.
    pub fn url(&self) -> String {
        format!("{}/postgres", self.address())
    }

    /// Its address, without the name of a database.
    pub fn address(&self) -> String {
        format!("postgres://foothold@127.0.0.1:{}", self.port)
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        process::end(&mut self.server, FAST_SHUTDOWN);
        if !self.is_kept {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

fn make_cluster(programs: &Path, folder: &Path, owner: Option<&str>) -> Result<(), Failure> {
    let mut initdb = process::with_privileges(owner);
    initdb
        .current_dir(folder)
        .arg("--")
        .arg(programs.join("initdb"));
    initdb.args([
        "--pgdata=data",
        "--username=foothold",
        "--auth=trust",
        "--no-sync",
    ]);
    initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]);
    process::capture(&mut initdb, ADVICE).map(drop)
}

/// Nothing is synced: the cluster lives for minutes. Many connections: tests run side by side.
const FOR_TESTS: &[&str] = &[
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
];

/// A small server's: a gigabyte for its pages, and plans for a disk without moving parts.
const TO_MEASURE: &[&str] = &[
    "shared_buffers=1GB",
    "effective_cache_size=4GB",
    "maintenance_work_mem=256MB",
    "max_wal_size=4GB",
    "random_page_cost=1.1",
    "max_connections=200",
];

/// PostgreSQL takes TERM as "when the last client has left"; this one cuts them off.
const FAST_SHUTDOWN: &str = "INT";

const FOLDER: &str = "foothold-verify-";

/// Removes the folders of runs that were killed before they could.
fn sweep() {
    let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(process) = name.strip_prefix(FOLDER) else {
            continue;
        };
        let number = process.chars().all(|c| c.is_ascii_digit()) && !process.is_empty();
        if number && !Path::new("/proc").join(process).exists() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// PostgreSQL refuses to run as root, so that root hands it to Debian's `postgres`, or to `nobody`.
fn owner(folder: &Path) -> Result<Option<&'static str>, Failure> {
    if !machine::is_root() {
        return Ok(None);
    }
    let is_user = |name: &str| process::capture(Command::new("id").args(["-u", name]), "").is_ok();
    let name = if is_user("postgres") {
        "postgres"
    } else {
        "nobody"
    };
    process::capture(
        Command::new("chown").arg(name).arg(folder),
        "Run as root, or as an ordinary user.",
    )?;
    Ok(Some(name))
}
