//! What a phone downloads, against its limit.

use super::Bench;
use crate::progress::Failure;
use crate::site::shelf::{kilobytes, published_size};

/// Logical name and limit after brotli, in bytes. A limit is raised only with a reason in docs/decisions/.
const LIMITS: &[(&str, usize)] = &[
    ("candidate.css", 12_000),
    ("staff.css", 24_000),
    ("nhsuk.js", 8_000),
    ("staff.js", 20_000),
    ("staff_bg.wasm", 300_000),
    ("passkey.js", 4_000),
    ("passkey_bg.wasm", 16_000),
];

/// Prints each size beside its limit; one over it fails.
pub fn check(bench: &mut Bench) -> Result<String, Failure> {
    let mut over = Vec::new();
    let mut note = Vec::new();
    for &(name, limit) in LIMITS {
        let size = published_size(&bench.root, name)?;
        println!(
            "    {name:<14} {:>9} of {}",
            kilobytes(size),
            kilobytes(limit)
        );
        note.push(format!("{name} {}", kilobytes(size)));
        if size > limit {
            over.push(name);
        }
    }
    if over.is_empty() {
        return Ok(note.join(", "));
    }
    Err(Failure::new(
        format!("over the limit: {}", over.join(", ")),
        "Stylesheets: name variants nobody uses in frontend/styles/*.left-out. \
         Wasm: look for a crate or a formatted type that has come in.",
    ))
}
