//! What the measurements share.

use crate::{
    facts::Facts,
    figures::{Figure, Goal, Table, median, micros, millis},
    load,
    servers::{Place, Server},
};
use std::{
    io,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

/// The table, and how it is made.
pub struct Bench {
    /// What was measured until now.
    pub table: Table,
    /// Each figure is the median of so many rounds.
    pub rounds: usize,
    /// Where databases and what else is kept between runs.
    pub folder: PathBuf,
}

/// A database that is measured, with the server on it.
pub struct On<'a> {
    /// What it is called in the table.
    pub name: String,
    /// How many journeys are in it.
    pub journeys: u64,
    pub place: &'a Place,
    pub server: &'a Server,
    pub facts: &'a Facts,
    /// The headers of a coordinator who is signed in.
    pub headers: &'a str,
}

impl On<'_> {
    /// A figure of this database, measured against nothing and for nothing.
    pub fn figure(&self, what: impl Into<String>, value: f64, unit: &'static str) -> Figure {
        Figure {
            on: self.name.clone(),
            what: what.into(),
            value,
            unit,
            against: String::new(),
            goal: Goal::None,
        }
    }

    /// Whether it is on SQLite.
    pub fn is_sqlite(&self) -> bool {
        is_sqlite(self.place)
    }
}

fn is_sqlite(place: &Place) -> bool {
    place.url.starts_with("sqlite:")
}

/// What one request costs: the medians of the rounds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// CPU time of the server and its database, in microseconds.
    pub cpu: f64,
    /// How long half of them took at most, in milliseconds.
    pub middle: f64,
    /// How long 99 of 100 took at most, in milliseconds.
    pub slowest: f64,
}

impl Bench {
    /// Asks from some connections, so many times a round.
    pub fn cost(
        &self,
        on: &On<'_>,
        what: &str,
        (connections, requests): (usize, usize),
        request: &(dyn Fn(usize) -> Vec<u8> + Sync),
    ) -> io::Result<Cost> {
        let (mut cpus, mut middle, mut slowest) = (vec![], vec![], vec![]);
        for _ in 0..self.rounds {
            let had = on.server.cpu();
            let round = load::run(on.server.address, (connections, requests), 200, request);
            if round.failed > 0 {
                let failed = round.failed;
                return Err(io::Error::other(format!("{failed} of {what} failed")));
            }
            cpus.push(micros(on.server.cpu() - had) / requests as f64);
            middle.push(millis(round.at(500)));
            slowest.push(millis(round.at(990)));
        }
        Ok(Cost {
            cpu: median(cpus),
            middle: median(middle),
            slowest: median(slowest),
        })
    }

    /// A server that only sends these bytes.
    pub fn bare(&self, body: &[u8]) -> io::Result<Server> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let file = self.folder.join(format!("bytes-{number}"));
        std::fs::write(&file, body)?;
        Server::bare(&["bare", &file.display().to_string()])
    }

    /// The least that answers the same questions; on SQLite only.
    pub fn prototype(&self, place: &Place) -> io::Result<Option<Server>> {
        let Some(path) = place.url.strip_prefix("sqlite:") else {
            return Ok(None);
        };
        let history = "CREATE TABLE IF NOT EXISTS by_hand_history (position INTEGER PRIMARY KEY, journey_id TEXT, kind TEXT, \
                       payload TEXT); CREATE INDEX IF NOT EXISTS by_hand_history_of ON by_hand_history (journey_id)";
        rusqlite::Connection::open(path)
            .and_then(|connection| connection.execute_batch(history))
            .map_err(io::Error::other)?;
        Server::bare(&["prototype", path]).map(Some)
    }

    /// Where the database with so many journeys is kept, and the mark that it is whole.
    pub fn sqlite(&self, journeys: u64) -> (Place, PathBuf) {
        let file = self.folder.join(format!("journeys-{journeys}.sqlite"));
        let mark = self.folder.join(format!("journeys-{journeys}.sown"));
        if !mark.exists() {
            for end in ["", "-wal", "-shm"] {
                let _not_there = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
        let place = Place {
            url: format!("sqlite:{}", file.display()),
            server: None,
        };
        (place, mark)
    }
}
