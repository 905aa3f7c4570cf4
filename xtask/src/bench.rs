//! `cargo bench-all`: the table of speed and size, each figure beside its limit measured in the same run.

use crate::postgres::Postgres;
use crate::progress::{Failure, Progress};
use crate::{machine, process, site};
use std::path::Path;

const ADVICE: &str = "Read what it says above. The databases are kept in target/bench and in the temporary folder \
                      foothold-bench: remove both to begin anew.";

/// Installs what is missing, builds for release, and measures.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    println!(
        "Foothold: measures the table of speed and size, on SQLite and on a PostgreSQL of its own.\n\
         Needed besides what `cargo demo` needs: Debian's postgresql. A million journeys take 30 GB of disk.\n"
    );
    let mut progress = Progress::of(site::STEPS + 2);
    let needs: Vec<_> = machine::BUILD.iter().chain(machine::MEASURE).collect();
    progress.quiet("this machine", || machine::ensure(&needs))?;
    site::build(root, &mut progress)?;
    let folder = std::env::temp_dir().join("foothold-bench");
    let postgres = Postgres::to_measure(folder)?;
    let mut bench = process::cargo(root);
    bench.args(["bench", "--package", "backend", "--bench", "goals", "--"]);
    bench.args(arguments.iter().filter(|&argument| argument != "--"));
    bench.env("FOOTHOLD_BENCH_POSTGRES", postgres.address());
    bench.env(
        "FOOTHOLD_BENCH_POSTGRES_PROCESS",
        postgres.process().to_string(),
    );
    bench.env(
        "FOOTHOLD_BENCH_FOLDER",
        site::target_folder(root).join("bench"),
    );
    process::show(&mut bench, ADVICE)
}
