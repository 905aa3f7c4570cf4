//! A PostgreSQL server of the harness's own, which syncs as a real one does, to be killed and frozen.

use crate::program::{self, free_port};
use backend::platform::database::DatabaseUrl;
use diesel::{Connection as _, PgConnection, connection::SimpleConnection as _};
use std::{
    cell::RefCell,
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A server on a cluster of its own. Dropping it ends it and removes the cluster.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    owner: Option<&'static str>,
    server: RefCell<Option<Child>>,
}

/// How a database server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As `pg_ctl stop -m immediate`: without a word, and it recovers at its next start.
    Immediately,
    /// All of its processes are killed at once.
    Killed,
}

impl Cluster {
    /// Makes a cluster and starts a server on it.
    pub fn start() -> Self {
        let folder =
            std::env::temp_dir().join(format!("foothold-faults-pg-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder of the test's own");
        let cluster = Self {
            programs: programs(),
            port: free_port(),
            owner: owner(&folder),
            folder,
            server: RefCell::new(None),
        };
        let mut initdb = cluster.command("initdb");
        initdb.args([
            "--pgdata=data",
            "--username=foothold",
            "--auth=trust",
            "--no-instructions",
        ]);
        initdb.args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        let output = initdb.output().expect("initdb");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        cluster.begin_again();
        cluster
    }

    /// Where a database of it is.
    pub fn url(&self, name: &str) -> DatabaseUrl {
        DatabaseUrl::Postgres(self.address(name))
    }

    fn address(&self, name: &str) -> String {
        format!("postgres://foothold@127.0.0.1:{}/{name}", self.port)
    }

    /// Starts the server, if it does not run, and waits until it answers.
    pub fn begin_again(&self) {
        let began = Instant::now();
        while PgConnection::establish(&self.address("postgres")).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "the database's server does not answer: {}",
                self.said()
            );
            self.start_unless_running();
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// It ends at once while one of those that were killed still holds the memory they shared: then it is started once more.
    fn start_unless_running(&self) {
        let mut server = self.server.borrow_mut();
        let runs = server
            .as_mut()
            .is_some_and(|server| matches!(server.try_wait(), Ok(None)));
        if runs {
            return;
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"));
        let log = log.expect("a log");
        let mut postgres = self.command("postgres");
        postgres.args([
            "-D",
            "data",
            "-h",
            "127.0.0.1",
            "-k",
            ".",
            "-p",
            &self.port.to_string(),
        ]);
        postgres.args([
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "full_page_writes=on",
        ]);
        postgres.stdout(log.try_clone().expect("a log")).stderr(log);
        *server = Some(postgres.spawn().expect("the database's server starts"));
    }

    /// Ends the server.
    pub fn end(&self, end: End) {
        let Some(mut server) = self.server.borrow_mut().take() else {
            return;
        };
        match end {
            End::Immediately => program::signal(server.id(), "QUIT"),
            End::Killed => {
                let children = children(server.id());
                server.kill().expect("a kill");
                // They end by themselves as well when they see that it is gone, only later.
                children
                    .into_iter()
                    .for_each(|child| signal_if_there(child, "KILL"));
            }
        }
        server.wait().expect("its end");
    }

    /// Sends every process of the server a signal.
    pub fn signal(&self, name: &str) {
        if let Some(server) = self.server.borrow().as_ref() {
            program::signal(server.id(), name);
            children(server.id())
                .into_iter()
                .for_each(|child| signal_if_there(child, name));
        }
    }

    /// Runs a statement.
    pub fn execute(&self, statement: &str) {
        let mut connection =
            PgConnection::establish(&self.address("postgres")).expect("a connection");
        connection.batch_execute(statement).expect(statement);
    }

    /// Makes a copy of a database that nobody uses. File by file, with a checkpoint: copied through the write-ahead log, as
    /// PostgreSQL does unless told otherwise since 15, a sequence can go back when the server crashes soon afterwards.
    pub fn copy(&self, template: &str, name: &str) {
        self.execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
        ));
        self.execute(&format!(
            "CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        ));
    }

    fn said(&self) -> String {
        let text = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<_> = text.lines().rev().take(12).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// One of PostgreSQL's programs, as a user it runs as, ended with us.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new("setpriv");
        if let Some(user) = self.owner {
            let group = if user == "nobody" { "nogroup" } else { user };
            command.args(["--reuid", user, "--regid", group, "--clear-groups"]);
        }
        command
            .args(["--pdeathsig", "QUIT", "--"])
            .arg(self.programs.join(name));
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.signal("CONT");
        self.end(End::Immediately);
        let _left_for_the_system = std::fs::remove_dir_all(&self.folder);
    }
}

/// The newest of Debian's.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.retain(|folder| folder.join("initdb").is_file());
    folders.sort();
    folders
        .pop()
        .expect("PostgreSQL is installed (Debian's package postgresql)")
}

/// PostgreSQL refuses to run as root, so that root hands it the folder.
fn owner(folder: &Path) -> Option<&'static str> {
    let id = Command::new("id").arg("-u").output().expect("id");
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return None;
    }
    let known = Command::new("id")
        .args(["-u", "postgres"])
        .output()
        .expect("id");
    let name = if known.status.success() {
        "postgres"
    } else {
        "nobody"
    };
    let handed = Command::new("chown").arg(name).arg(folder).status();
    assert!(
        handed.expect("chown").success(),
        "the folder is not handed over"
    );
    Some(name)
}

/// The processes that a process has started.
fn children(of: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    ids.filter(|id| {
        let status = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name is in brackets, and may hold anything.
        let after_the_name = status.rsplit(')').next().unwrap_or_default();
        after_the_name.split_whitespace().nth(1) == Some(&of.to_string())
    })
    .collect()
}

fn signal_if_there(process: u32, name: &str) {
    // It may have ended since we looked.
    let _gone = Command::new("kill")
        .args(["-s", name, &process.to_string()])
        .stderr(Stdio::null())
        .status();
}
