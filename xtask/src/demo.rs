//! `cargo demo`: from a fresh clone to the dashboard in a browser.

use crate::process::{self, Background};
use crate::progress::{Failure, Progress};
use crate::{machine, site};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// What to do when the server does not build.
const COMPILER: &str =
    "Read the compiler's first error above. A missing -lpq means that libpq-dev is not installed.";

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
    // Either build alone leaves a core idle at its end, so they run together; they share no folder of cargo's.
    let folder = site::target_folder(root);
    std::fs::create_dir_all(folder.join("site")).map_err(|error| Failure::file(&folder, &error))?;
    let mut build = process::cargo(root);
    build.args(["build", "--package", "backend", "--bin", "foothold"]);
    let building = Background::start(&mut build, COMPILER)?;
    site::build(root, &mut progress)?;
    progress.loud("server", || building.finish().map(|()| String::new()))?;
    let mut server = Command::new(folder.join("debug/foothold"));
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
