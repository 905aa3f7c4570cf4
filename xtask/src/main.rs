//! What the two commands do: `cargo demo` builds and serves, `cargo verify` proves. `site` builds the browser's files only.
//!
//! Each says what it is about to install before it does, shows its progress, and on a failure says what to do.

mod bench;
mod demo;
mod machine;
mod postgres;
mod process;
mod progress;
mod site;
mod stylesheet;
mod verify;

use progress::Failure;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo demo [--database URL] [more options of `foothold demo`]
    Build everything and serve the dashboard on an invented Trust; sign-ins are printed.
cargo verify [--list] [--only STEP]...
    Run every check, or only those named.
cargo bench-all [--journeys N,N] [--databases sqlite,postgres] [--only read,count,search,move,import,start] [--rounds N]
    Measure the table of speed and size. The whole of it takes half an hour.
cargo run -p xtask -- site
    Build the browser's files into target/site and stop.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let root = root();
    let outcome = match command.as_str() {
        "demo" => demo::run(&root, &rest),
        "verify" => verify::run(&root, &rest),
        "bench-all" => bench::run(&root, &rest),
        "site" => site::run(&root),
        _ => {
            println!("{USAGE}");
            return if command.is_empty() || command.ends_with("help") {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure);
            ExitCode::FAILURE
        }
    }
}

fn report(failure: &Failure) {
    eprintln!("\n{failure}");
}

/// The repository's root: the folder above this crate.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent()
        .map_or_else(|| here.clone(), Path::to_path_buf)
}
