//! The browser's files: stylesheets, scripts and the staff application, hashed and compressed into `target/site`.
//!
//! Every product remembers a hash of what it was made from, so that a second run makes nothing anew, and a file is
//! written only when it differs, so that the server that embeds them is not compiled again.

mod packages;
mod products;
pub mod shelf;

pub use packages::install_for_tests;
pub use products::fold_for_tests;

use crate::machine;
use crate::progress::{Failure, Progress};
use shelf::Shelf;
use std::path::{Path, PathBuf};

/// How many lines of progress [`build`] prints.
pub const STEPS: usize = 4;

/// `xtask site`: the machine's needs and the files, nothing more.
pub fn run(root: &Path) -> Result<(), Failure> {
    let mut progress = Progress::of(STEPS + 1);
    let needs: Vec<_> = machine::BUILD.iter().collect();
    progress.quiet("this machine", || machine::ensure(&needs))?;
    build(root, &mut progress)
}

/// Builds what changed.
pub fn build(root: &Path, progress: &mut Progress) -> Result<(), Failure> {
    progress.quiet("front-end packages", || packages::install(root))?;
    let mut shelf = Shelf::open(&root.join("target"))?;
    let made = progress
        .quiet("stylesheets", || products::stylesheets(root, &mut shelf))
        .and_then(|()| progress.quiet("scripts", || products::scripts(root, &mut shelf)))
        .and_then(|()| {
            progress.loud("browser's programs", || {
                products::programs(root, &mut shelf)
            })
        });
    // What was made is kept, also when a later product failed.
    shelf.close()?;
    made
}

/// Where cargo puts what it builds.
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |set| root.join(set))
}
