//! The table of speed and size. Each figure stands beside its limit, measured in the same run: machines differ, and are noisy,
//! so that a ratio says more than a time, and CPU time more than what the clock on the wall says.
//!
//! `cargo bench-all` builds everything, starts a PostgreSQL of its own and runs it. The databases are kept under `target/bench`.

mod bare;
mod bench;
mod by_hand;
mod counting;
mod facts;
mod figures;
mod importing;
mod load;
mod machine;
mod moving;
mod reading;
mod searching;
mod servers;

use bench::{Bench, On};
use clap::Parser;
use facts::Facts;
use figures::{Figure, Goal, Table, millis};
use machine::Memory;
use servers::{Place, Server};
use std::{io, path::PathBuf, process::ExitCode};

/// Measure, beside what it costs by hand.
#[derive(Debug, Parser)]
struct Options {
    /// How many journeys there are to be.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    journeys: Vec<u64>,
    /// On which databases.
    #[arg(long, value_delimiter = ',', default_values = ["sqlite", "postgres"])]
    databases: Vec<String>,
    /// What is measured; all of it unless named: read, count, search, move, import, start.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Each figure is the median of so many rounds.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A PostgreSQL server that may be filled, `postgres://USER@HOST:PORT`, without a database's name.
    #[arg(long, env = "FOOTHOLD_BENCH_POSTGRES")]
    postgres: Option<String>,
    /// The process of that server: its CPU time counts.
    #[arg(long, env = "FOOTHOLD_BENCH_POSTGRES_PROCESS")]
    postgres_process: Option<u32>,
    /// Where things are kept between runs.
    #[arg(long, env = "FOOTHOLD_BENCH_FOLDER", default_value = "target/bench")]
    folder: PathBuf,
    /// cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let port = |port: &str| port.parse().unwrap_or_default();
    let ended = match words.as_slice() {
        ["bare", file, last] => bare::send_bytes(file, port(last)),
        ["prototype", file, last] => bare::prototype(file, port(last)),
        _ => run(&Options::parse()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("not measured: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> io::Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    let mut bench = Bench {
        table: Table::default(),
        rounds: options.rounds,
        folder: options.folder.canonicalize()?,
    };
    for database in &options.databases {
        for journeys in &options.journeys {
            let (place, mark) = match database.as_str() {
                "sqlite" => bench.sqlite(*journeys),
                _ => postgres(options, &bench, *journeys)?,
            };
            servers::sow(&place, *journeys, &mark)?;
            measure(&mut bench, options, (database, *journeys), &place)?;
        }
    }
    let (met, of) = bench.table.met();
    println!("\n{met} of {of} goals are met.");
    std::fs::write(bench.folder.join("table.md"), bench.table.page())?;
    std::fs::write(
        bench.folder.join("table.json"),
        format!("{:#}\n", bench.table.json()),
    )?;
    println!(
        "As a page and as JSON: {}/table.md, table.json",
        bench.folder.display()
    );
    Ok(())
}

/// The database with so many journeys on the PostgreSQL server that was named.
fn postgres(options: &Options, bench: &Bench, journeys: u64) -> io::Result<(Place, PathBuf)> {
    let server = options.postgres.as_deref().ok_or_else(|| {
        io::Error::other(
            "no PostgreSQL server was named: `cargo bench-all` starts one, or see --postgres",
        )
    })?;
    let name = format!("journeys_{journeys}");
    let mark = bench.folder.join(format!("{name}.sown"));
    if !mark.exists() {
        use diesel::{Connection as _, connection::SimpleConnection as _};
        let mut connection = diesel::PgConnection::establish(&format!("{server}/postgres"))
            .map_err(io::Error::other)?;
        for statement in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name}"),
        ] {
            connection
                .batch_execute(&statement)
                .map_err(io::Error::other)?;
        }
    }
    let place = Place {
        url: format!("{server}/{name}"),
        server: options.postgres_process,
    };
    Ok((place, mark))
}

/// What is measured on one database.
type Work = fn(&mut Bench, &On<'_>) -> io::Result<()>;

fn measure(
    bench: &mut Bench,
    options: &Options,
    (database, journeys): (&str, u64),
    place: &Place,
) -> io::Result<()> {
    let name = format!("{database} {journeys}");
    println!("\n{name}");
    let wants =
        |what: &str| options.only.is_empty() || options.only.iter().any(|only| only == what);
    let server = Server::foothold(place)?;
    let told = |what: &str, value, unit, goal| Figure {
        on: name.clone(),
        what: what.to_owned(),
        value,
        unit,
        against: String::new(),
        goal,
    };
    let megabytes = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
    if wants("start") {
        bench.table.add(told(
            "start, until it answers",
            millis(server.ready_after),
            "ms",
            Goal::AtMost(300.0),
        ));
        let memory = megabytes(server.memory(Memory::Resident));
        bench
            .table
            .add(told("memory at rest", memory, "MB", Goal::AtMost(60.0)));
    }
    let headers = server.coordinator()?;
    let runtime = actix_web::rt::System::new();
    let facts = runtime.block_on(Facts::read(&place.url))?;
    let on = On {
        name: name.clone(),
        journeys,
        place,
        server: &server,
        facts: &facts,
        headers: &headers,
    };
    let works: [(&str, Work); 5] = [
        ("read", reading::all),
        ("count", counting::boards),
        ("search", searching::people),
        ("move", moving::moves),
        ("import", importing::referrals),
    ];
    for (what, work) in works.into_iter().filter(|(what, _)| wants(what)) {
        // What cannot be measured is told, and the rest is measured.
        if let Err(error) = work(bench, &on) {
            println!("{name}: {what} was not measured: {error}");
        }
        if what == "move" {
            // The most that is asked at once is 64 moves.
            let memory = megabytes(server.memory(Memory::Peak));
            let goal = Goal::AtMost(150.0);
            bench.table.add(told(
                "memory, the most under 64 connections",
                memory,
                "MB",
                goal,
            ));
        }
    }
    Ok(())
}
