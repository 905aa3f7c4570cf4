//! The checks that cargo itself makes.

use super::Bench;
use crate::process;
use crate::progress::Failure;

/// What the rulebook must never depend on: it runs in the browser and in every test without a server.
const NOT_IN_THE_RULEBOOK: &[&str] = &["diesel", "libsqlite3-sys", "pq-sys", "actix-web", "tokio"];

/// `cargo fmt --check`.
pub fn format(bench: &mut Bench) -> Result<String, Failure> {
    let mut fmt = process::cargo(&bench.root);
    process::capture(
        fmt.args(["fmt", "--all", "--", "--check"]),
        "Run: cargo fmt --all",
    )?;
    Ok(String::new())
}

/// Clippy over everything as the server builds it, then what the browser gets.
pub fn clippy(bench: &mut Bench) -> Result<String, Failure> {
    let advice = "Mend what clippy names; where it is wrong, `#[expect(lint, reason = \"…\")]` on that item.";
    let mut all = process::cargo(&bench.root);
    all.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]);
    process::show(&mut all, advice)?;
    let mut staff = process::cargo(&bench.root);
    staff.args([
        "clippy",
        "--package",
        "frontend",
        "--bins",
        "--no-default-features",
    ]);
    staff.args([
        "--features",
        "csr,vectors,passkey",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "--deny",
        "warnings",
    ]);
    process::show(&mut staff, advice)?;
    Ok(String::new())
}

/// The rulebook compiles for the browser, and no database or server crate is in its tree.
pub fn rulebook(bench: &mut Bench) -> Result<String, Failure> {
    let mut check = process::cargo(&bench.root);
    check.args([
        "check",
        "--package",
        "shared",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    process::show(
        &mut check,
        "The rulebook may use only what runs in a browser: mend the error above.",
    )?;
    let mut tree = process::cargo(&bench.root);
    tree.args([
        "tree",
        "--package",
        "shared",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ]);
    let tree = process::capture(
        tree.args(["--format", "{lib} {p}"]),
        "Read the error above.",
    )?;
    match forbidden(&tree) {
        Some(name) => Err(Failure::new(
            format!("the rulebook depends on {name}"),
            "`cargo tree -p shared -e normal` shows by which way; take it out of shared/Cargo.toml.",
        )),
        None => Ok(format!("{} crates in its tree", tree.lines().count())),
    }
}

fn forbidden(tree: &str) -> Option<&'static str> {
    NOT_IN_THE_RULEBOOK
        .iter()
        .copied()
        .find(|name| tree.split_whitespace().any(|word| word == *name))
}

/// The documents in `openapi/` are those that the application gives.
pub fn openapi(bench: &mut Bench) -> Result<String, Failure> {
    let mut check = process::cargo(&bench.root);
    check.args([
        "run",
        "--quiet",
        "--package",
        "backend",
        "--bin",
        "foothold",
        "--",
    ]);
    process::show(
        check.args(["openapi", "--check"]),
        "Run `cargo run -p backend --bin foothold -- openapi`, read what changed in openapi/, and commit it.",
    )?;
    Ok(String::new())
}

/// Every test but the browser's, with a PostgreSQL for those that ask for it.
pub fn tests(bench: &mut Bench) -> Result<String, Failure> {
    let mut tests = bench.test_command()?;
    process::show(
        tests.args(["test", "--workspace"]),
        "Read the first failure above. One test alone needs the same servers: `cargo verify --only tests` starts them.",
    )?;
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use super::forbidden;

    #[test]
    fn a_database_in_the_tree_is_seen_and_a_like_name_is_not() {
        assert_eq!(
            forbidden("shared shared v0.1.0\ndiesel diesel v2.3.14\n"),
            Some("diesel")
        );
        assert_eq!(
            forbidden("shared shared v0.1.0\ntokio_like tokio-like v1.0.0\n"),
            None
        );
    }
}
