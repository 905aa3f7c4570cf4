//! What the project's files must not hold, and how long one may be.

use super::Bench;
use crate::process;
use crate::progress::Failure;
use std::path::Path;
use std::process::Command;

/// Lines of one Rust file beyond which it is named, so that somebody thinks of a cut.
const LONG: usize = 400;

/// No tracked file names a registry's host: where packages come from is each machine's own setting.
pub fn check(bench: &mut Bench) -> Result<String, Failure> {
    let hosts = hosts();
    let mut found = Vec::new();
    let mut long = Vec::new();
    for path in tracked(&bench.root)? {
        // Not text, or deleted and not yet committed: nothing to read.
        let Ok(text) = std::fs::read_to_string(bench.root.join(&path)) else {
            continue;
        };
        if let Some(host) = hosts.iter().find(|host| text.contains(host.as_str())) {
            found.push(format!("{path} names {host}"));
        }
        let lines = text.lines().count();
        if lines > LONG && Path::new(&path).extension().is_some_and(|e| e == "rs") {
            long.push(format!("{path} ({lines} lines)"));
        }
    }
    if !found.is_empty() {
        return Err(Failure::new(
            found.join("; "),
            "Take the address out; packages are named, never their hosts.",
        ));
    }
    for file in &long {
        println!("    long: {file}");
    }
    Ok(if long.is_empty() {
        String::new()
    } else {
        format!("{} long files", long.len())
    })
}

/// The files that git knows, and those it would take if one added all.
pub fn tracked(root: &Path) -> Result<Vec<String>, Failure> {
    let mut git = Command::new("git");
    git.current_dir(root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let list = process::capture(&mut git, "Run inside a git checkout.")?;
    Ok(list
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect())
}

/// Put together here, so that this file does not name them either.
fn hosts() -> Vec<String> {
    [
        &["registry", "npmjs", "org"][..],
        &["registry", "yarnpkg", "com"],
        &["index", "crates", "io"],
        &["static", "crates", "io"],
        &["deb", "debian", "org"],
        &["static", "rust-lang", "org"],
        &["assets", "nhs", "uk"],
    ]
    .iter()
    .map(|parts| parts.join("."))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_files_own_source_is_no_host() {
        let line = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert!(!hosts().iter().any(|host| line.contains(host.as_str())));
    }
}
