//! The same statements run by hand, on connections that have prepared them: by rusqlite on SQLite, by pgbench on PostgreSQL.

use crate::{machine, servers::Place};
use rusqlite::{Connection, types::ValueRef};
use std::{
    io,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

/// Statements that belong together, with their values written out. `BEGIN` and `COMMIT` stand where they belong.
pub type Script = Vec<String>;

/// What running scripts cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// CPU time for each script, of whoever runs them and of the database.
    pub cpu: Duration,
    /// Scripts in a second.
    pub a_second: f64,
}

impl Cost {
    fn of(cpu: Duration, lasted: Duration, scripts: u32) -> Self {
        Self {
            cpu: cpu / scripts.max(1),
            a_second: f64::from(scripts) / lasted.as_secs_f64(),
        }
    }
}

/// What a SQLite connection of ours sets, so that both do the same work.
const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";

/// Runs the scripts in turn, `times` in all, from one connection; on PostgreSQL from `clients`.
pub fn run(place: &Place, scripts: &[Script], clients: u32, times: u32) -> io::Result<Cost> {
    match place.url.strip_prefix("sqlite:") {
        Some(path) => on_sqlite(path, scripts, times).map_err(io::Error::other),
        None => on_postgres(place, scripts, clients, times),
    }
}

fn on_sqlite(path: &str, scripts: &[Script], times: u32) -> rusqlite::Result<Cost> {
    let connection = Connection::open(path)?;
    connection.execute_batch(SETTINGS)?;
    let statements = scripts.iter().flatten().count();
    connection.set_prepared_statement_cache_capacity(statements + 8);
    for script in scripts {
        script_on_sqlite(&connection, script)?;
    }
    let (began, had) = (Instant::now(), machine::cpu(std::process::id()));
    for script in scripts.iter().cycle().take(times as usize) {
        script_on_sqlite(&connection, script)?;
    }
    let cpu = machine::cpu(std::process::id()) - had;
    Ok(Cost::of(cpu, began.elapsed(), times))
}

/// Runs one script, and looks at every value of every row.
fn script_on_sqlite(connection: &Connection, script: &Script) -> rusqlite::Result<()> {
    for statement in script {
        let mut prepared = connection.prepare_cached(statement)?;
        let columns = prepared.column_count();
        let mut rows = prepared.query([])?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                if let ValueRef::Text(text) = row.get_ref(column)? {
                    seen += text.len();
                }
            }
        }
        std::hint::black_box(seen);
    }
    Ok(())
}

fn on_postgres(place: &Place, scripts: &[Script], clients: u32, times: u32) -> io::Result<Cost> {
    let folder = std::env::temp_dir().join(format!("foothold-by-hand-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut command = Command::new(pgbench());
    command.args(["--no-vacuum", "--protocol=prepared", "--client"]);
    command.arg(clients.to_string()).arg("--transactions");
    command.arg((times / clients).max(1).to_string());
    // So many files at most; they are drawn at random.
    for (number, script) in scripts.iter().take(100).enumerate() {
        let file = folder.join(format!("{number}.sql"));
        std::fs::write(&file, script.join(";\n") + ";\n")?;
        command.arg("--file").arg(file);
    }
    let server = place.server.unwrap_or_default();
    let cpu = || machine::cpu_of_family(server) + machine::cpu(std::process::id());
    let (began, had) = (Instant::now(), cpu());
    let output = command.arg(&place.url).output()?;
    let (lasted, cpu) = (began.elapsed(), cpu() - had);
    let _left_for_the_system = std::fs::remove_dir_all(&folder);
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(said));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let told = said.lines().find_map(|line| {
        let (_, rest) = line.split_once("tps = ")?;
        rest.split(' ').next()?.parse().ok()
    });
    let done = times / clients * clients;
    Ok(Cost {
        a_second: told.unwrap_or(f64::from(done) / lasted.as_secs_f64()),
        ..Cost::of(cpu, lasted, done)
    })
}

/// Debian keeps it with the server, not on the path.
fn pgbench() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let found = versions
        .flatten()
        .map(|entry| entry.path().join("bin/pgbench"))
        .find(|file| file.is_file());
    found.unwrap_or_else(|| PathBuf::from("pgbench"))
}
