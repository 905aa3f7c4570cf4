//! `cargo demo`: from a fresh clone to the dashboard in a browser.

use crate::process;
use crate::progress::{Failure, Progress};
use crate::{machine, site};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// Installs what is missing, builds what changed, and becomes the server.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    println!(
        "Foothold: builds the dashboard and serves it on an invented Trust.\n\
         Needed: Rust's wasm target, Debian's pkg-config, libpq-dev, nodejs and npm, and the packages of\n\
         frontend/package-lock.json (into frontend/node_modules). What is there already is left as it is.\n"
    );
    let mut progress = Progress::of(site::STEPS + 2);
    let needs: Vec<_> = machine::BUILD.iter().collect();
    progress.quiet("this machine", || machine::ensure(&needs))?;
    site::build(root, &mut progress)?;
    progress.loud("server", || {
        process::show(
            process::cargo(root).args(["build", "--package", "backend", "--bin", "foothold"]),
            "Read the compiler's first error above. A missing -lpq means that libpq-dev is not installed.",
        )?;
        Ok(String::new())
    })?;
    let mut server = Command::new(site::target_folder(root).join("debug/foothold"));
    server
        .current_dir(root)
        .arg("demo")
        .args(arguments.iter().filter(|&argument| argument != "--"));
    // The server takes our place, so that Ctrl-C and its exit code are its own.
    let error = server.exec();
    Err(Failure::new(
        format!("the server could not be started: {error}"),
        "Run it by hand and read what it says.",
    )
    .in_command(process::shown(&server)))
}
