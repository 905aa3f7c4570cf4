//! The tests that drive Chromium, and the driver that they speak to.

use super::Bench;
use crate::process::{self, find};
use crate::progress::Failure;
use crate::site;
use serde_json::Value;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::time::Duration;

const ADVICE: &str =
    "Install Debian's chromium and chromium-driver of the same version, then start again.";

/// A running chromedriver. Dropping it ends it and its browsers.
pub struct Driver {
    driver: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port of its own, for this machine only. What it says is in `target/chromedriver.log`.
    pub fn start(root: &Path) -> Result<Self, Failure> {
        let program = find("chromedriver")
            .ok_or_else(|| Failure::new("chromedriver is not installed", ADVICE))?;
        let port = process::free_port()?;
        let log = root.join("target/chromedriver.log");
        let mut command = process::beside(&program, &log, None, "TERM")?;
        command.arg(format!("--port={port}"));
        let driver = command.spawn().map_err(|error| {
            Failure::new(format!("it could not be started: {error}"), ADVICE)
                .in_command(process::shown(&command))
        })?;
        let mut running = Self { driver, port };
        let ready = || TcpStream::connect(("127.0.0.1", port)).is_ok();
        if process::wait_until(&mut running.driver, Duration::from_secs(20), ready) {
            return Ok(running);
        }
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        Err(Failure::new("chromedriver did not start", ADVICE).saying(&said))
    }

    /// Where tests find it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        process::end(&mut self.driver, "TERM");
    }
}

/// Runs the test target named `browser`. Its manifest says `test = false`, so that a plain `cargo test` needs no browser.
pub fn tests(bench: &mut Bench) -> Result<String, Failure> {
    let mut metadata = process::cargo(&bench.root);
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = process::capture(&mut metadata, "Mend Cargo.toml as the message says.")?;
    match target(&metadata) {
        None => Err(Failure::new(
            "no test target is named `browser`",
            "Declare it in the crate that holds the browser tests: [[test]] name = \"browser\", test = false.",
        )),
        Some(Target {
            by_default: true, ..
        }) => Ok("ran with the tests".to_owned()),
        Some(Target { package, .. }) => {
            site::fold_for_tests(&bench.root)?;
            let mut tests = bench.test_command()?;
            tests.args(["test", "--package", &package, "--test", "browser"]);
            process::show(
                &mut tests,
                "Read the first failure above; it names the page and the step.",
            )?;
            Ok(String::new())
        }
    }
}

struct Target {
    package: String,
    by_default: bool,
}

fn target(metadata: &str) -> Option<Target> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    metadata["packages"].as_array()?.iter().find_map(|package| {
        let target = package["targets"]
            .as_array()?
            .iter()
            .find(|target| target["name"] == "browser" && target["kind"][0] == "test")?;
        Some(Target {
            package: package["name"].as_str()?.to_owned(),
            by_default: target["test"].as_bool().unwrap_or(true),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn the_target_is_found_in_its_package() {
        let metadata = r#"{"packages":[{"name":"shared","targets":[]},
            {"name":"backend","targets":[{"name":"browser","kind":["test"],"test":false}]}]}"#;
        let found = target(metadata).unwrap();
        assert_eq!(
            (found.package.as_str(), found.by_default),
            ("backend", false)
        );
        assert!(target("{\"packages\":[]}").is_none());
    }
}
