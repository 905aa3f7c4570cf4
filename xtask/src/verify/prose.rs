//! Whether the paths and links in the documents lead somewhere.

use super::{Bench, files};
use crate::progress::Failure;
use std::path::{Path, PathBuf};

const EXTENSIONS: &[&str] = &[
    "rs", "md", "toml", "json", "scss", "sql", "mjs", "yml", "yaml", "css", "left-out",
];

/// Reads README.md and every document under docs/, and the README of each folder.
pub fn check(bench: &mut Bench) -> Result<String, Failure> {
    let mut dead = Vec::new();
    let mut count = 0;
    for path in files::tracked(&bench.root)?
        .iter()
        .filter(|path| is_document(path))
    {
        let Ok(text) = std::fs::read_to_string(bench.root.join(path)) else {
            continue;
        };
        for named in named_paths(&text, |first| bench.root.join(first).exists()) {
            count += 1;
            if !leads_somewhere(&bench.root, Path::new(path), &named) {
                dead.push(format!("{path}: {named}"));
            }
        }
    }
    if dead.is_empty() {
        return Ok(format!("{count} paths"));
    }
    Err(Failure::new(
        format!("these lead nowhere:\n    {}", dead.join("\n    ")),
        "Correct the path in the document, or write it without back-ticks when it is not a path of this repository.",
    ))
}

fn is_document(path: &str) -> bool {
    let markdown = Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "md");
    markdown && (path.starts_with("docs/") || path.ends_with("README.md"))
}

/// The paths a text names: what stands in back-ticks and looks like one, and the targets of links.
fn named_paths(text: &str, at_root: impl Fn(&str) -> bool) -> Vec<String> {
    let mut named = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        named.extend(
            line.split('`')
                .skip(1)
                .step_by(2)
                .filter(|word| is_path(word, &at_root))
                .map(str::to_owned),
        );
        for link in line.split("](").skip(1) {
            let target = link.split([')', '#', ' ']).next().unwrap_or("");
            if !target.is_empty() && !target.contains(':') && !target.starts_with('/') {
                named.push(target.to_owned());
            }
        }
    }
    named
}

/// A word with a slash that begins with a folder of ours, or ends as a file of ours would.
fn is_path(word: &str, at_root: impl Fn(&str) -> bool) -> bool {
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    let Some((first, _)) = word.split_once('/') else {
        return false;
    };
    if !plain
        || first.is_empty()
        || first == "target"
        || word.starts_with("..") && !word.contains('/')
    {
        return false;
    }
    let extension = word.rsplit_once('.').map_or("", |(_, extension)| extension);
    at_root(first) || EXTENSIONS.contains(&extension)
}

/// From the root, or from the document's own folder.
fn leads_somewhere(root: &Path, document: &Path, named: &str) -> bool {
    let beside: PathBuf = root.join(document.parent().unwrap_or(Path::new("")));
    root.join(named).exists() || beside.join(named).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        named_paths(text, |first| ["backend", "docs"].contains(&first))
    }

    #[test]
    fn paths_in_back_ticks_and_links_are_found() {
        assert_eq!(
            found("See `backend/src/lib.rs`, `gone/file.rs` and [how](docs/TESTING.md#one)."),
            ["backend/src/lib.rs", "gone/file.rs", "docs/TESTING.md"]
        );
    }

    #[test]
    fn other_words_are_not_paths() {
        let text = "`application/json`, `GET /api/v1/x`, `cargo demo`, `/docs`, `target/site`, `a/{id}`, `mod.rs`, \
                    [out](https://example.org/a.md)";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn fenced_blocks_are_examples() {
        assert_eq!(
            found("```\n`backend/nowhere`\n```\n`backend/x`"),
            ["backend/x"]
        );
    }

    #[test]
    fn a_path_may_be_told_from_the_document() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(leads_somewhere(
            root,
            Path::new("src/main.rs"),
            "progress.rs"
        ));
        assert!(leads_somewhere(
            root,
            Path::new("src/main.rs"),
            "src/progress.rs"
        ));
        assert!(!leads_somewhere(
            root,
            Path::new("src/main.rs"),
            "src/nowhere.rs"
        ));
    }
}
