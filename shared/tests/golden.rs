//! Files that are kept current by a test: read and compared, or written anew with `UPDATE_GOLDEN=1`.

use std::{env, fs, path::PathBuf};

/// Whether this run writes the files anew.
pub fn is_rewriting() -> bool {
    env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Compares what the rulebook says now with what the file says.
pub fn assert_current(path: &str, now: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    if is_rewriting() {
        fs::write(&file, now).expect("the golden file can be written");
        return;
    }
    let kept = fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = kept
        .lines()
        .zip(now.lines())
        .position(|(kept, now)| kept != now);
    assert!(
        kept == now,
        "shared/{path} is not current, first at line {}. If the change is meant, run the tests with UPDATE_GOLDEN=1 and \
         read what changed before you commit it.",
        differs.unwrap_or_else(|| kept.lines().count().min(now.lines().count())) + 1
    );
}
