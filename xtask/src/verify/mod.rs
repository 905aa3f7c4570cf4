//! `cargo verify`: every check of the project, in the order in which a fault is cheapest to find.

mod browser;
mod code;
mod faults;
mod files;
mod prose;
mod security;
mod sizes;

use crate::progress::{Failure, Progress, seconds};
use crate::{machine, postgres, process, site};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What the steps share: the repository, and the servers that some of them need.
pub struct Bench {
    root: PathBuf,
    database: Option<postgres::Postgres>,
    driver: Option<browser::Driver>,
}

impl Bench {
    /// A cargo command that knows where the tests' database and browser are; both are started when first asked for.
    fn test_command(&mut self) -> Result<Command, Failure> {
        if self.database.is_none() {
            self.database = Some(postgres::Postgres::for_tests()?);
        }
        if self.driver.is_none() {
            self.driver = Some(browser::Driver::start(&self.root)?);
        }
        site::install_for_tests(&self.root)?;
        let mut command = process::cargo(&self.root);
        if let (Some(database), Some(driver)) = (&self.database, &self.driver) {
            command.env("FOOTHOLD_TEST_POSTGRES", database.url());
            command.env("FOOTHOLD_TEST_CHROMEDRIVER", driver.url());
        }
        Ok(command)
    }
}

/// A check: its name for `--only`, what it proves, and how.
struct Step {
    name: &'static str,
    proves: &'static str,
    run: fn(&mut Bench) -> Result<String, Failure>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        proves: "rustfmt has nothing to change",
        run: code::format,
    },
    Step {
        name: "files",
        proves: "no registry's host is named; files fit a reader's head",
        run: files::check,
    },
    Step {
        name: "prose",
        proves: "every path and link in README.md and docs/ leads somewhere",
        run: prose::check,
    },
    Step {
        name: "security",
        proves: "docs/SECURITY.md answers each requirement of ASVS 5.0, levels 1 and 2, by tests that exist",
        run: security::check,
    },
    Step {
        name: "site",
        proves: "the browser's files build",
        run: build_site,
    },
    Step {
        name: "sizes",
        proves: "stylesheets, scripts and wasm stay within their limits",
        run: sizes::check,
    },
    Step {
        name: "clippy",
        proves: "no warning in any target, for server and browser",
        run: code::clippy,
    },
    Step {
        name: "rulebook",
        proves: "the rulebook builds for the browser and knows no database",
        run: code::rulebook,
    },
    Step {
        name: "openapi",
        proves: "the checked-in OpenAPI documents are the running application's",
        run: code::openapi,
    },
    Step {
        name: "tests",
        proves: "all tests, on SQLite and PostgreSQL",
        run: code::tests,
    },
    Step {
        name: "faults",
        proves: "the program survives kills, lost power, a full disk and a database that is gone",
        run: faults::tests,
    },
    Step {
        name: "browser",
        proves: "whole journeys in Chromium",
        run: browser::tests,
    },
];

/// Runs the steps asked for, all of them unless `--only` names some.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    if arguments.iter().any(|argument| argument == "--list") {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.proves);
        }
        return Ok(());
    }
    let chosen = chosen(arguments)?;
    println!(
        "Foothold: {} of {} checks.\n\
         Needed besides what `cargo demo` needs: Debian's postgresql (the tests start a throw-away server of their\n\
         own), chromium and chromium-driver. What is there already is left as it is.\n",
        chosen.len(),
        STEPS.len()
    );
    let mut progress = Progress::of(chosen.len() + 1);
    let needs: Vec<_> = machine::BUILD.iter().chain(machine::PROVE).collect();
    progress.quiet("this machine", || machine::ensure(&needs))?;
    let mut bench = Bench {
        root: root.to_owned(),
        database: None,
        driver: None,
    };
    let mut rows: Vec<Row> = Vec::new();
    let started = Instant::now();
    let mut outcome = Ok(());
    for step in chosen {
        let start = Instant::now();
        let mut note = String::new();
        let ended = progress.loud(step.name, || {
            note = (step.run)(&mut bench)?;
            Ok(note.clone())
        });
        rows.push(Row {
            step: step.name,
            passed: ended.is_ok(),
            time: start.elapsed(),
            note,
        });
        if ended.is_err() {
            outcome = ended;
            break;
        }
    }
    drop(bench);
    print_table(&rows, started.elapsed());
    outcome
}

struct Row {
    step: &'static str,
    passed: bool,
    time: Duration,
    note: String,
}

fn print_table(rows: &[Row], total: Duration) {
    println!();
    for row in rows {
        let result = if row.passed { "passed" } else { "FAILED" };
        println!(
            "{:<10} {result}  {:>12}  {}",
            row.step,
            seconds(row.time),
            row.note
        );
    }
    println!("{:<10}         {:>12}", "all", seconds(total));
}

fn chosen(arguments: &[String]) -> Result<Vec<&'static Step>, Failure> {
    let mut chosen = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let unknown = || {
            Failure::new(
                format!("cargo verify does not know `{argument}`"),
                "Use --only STEP (once or more) with a name from `cargo verify --list`.",
            )
        };
        let name = match argument.strip_prefix("--only") {
            Some("") => arguments.next().ok_or_else(unknown)?,
            Some(rest) => rest.strip_prefix('=').ok_or_else(unknown)?,
            None => return Err(unknown()),
        };
        let step = STEPS.iter().find(|step| step.name == name);
        chosen.push(step.ok_or_else(|| {
            Failure::new(
                format!("no check is named `{name}`"),
                "See `cargo verify --list`.",
            )
        })?);
    }
    if chosen.is_empty() {
        Ok(STEPS.iter().collect())
    } else {
        Ok(chosen)
    }
}

fn build_site(bench: &mut Bench) -> Result<String, Failure> {
    let mut progress = Progress::of(site::STEPS);
    site::build(&bench.root, &mut progress)?;
    Ok(String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Result<Vec<&'static str>, Failure> {
        let arguments: Vec<String> = arguments.iter().map(|&a| a.to_owned()).collect();
        Ok(chosen(&arguments)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn without_a_choice_all_steps_run() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn only_takes_a_name_in_both_spellings() {
        assert_eq!(
            names(&["--only", "prose", "--only=sizes"]).unwrap(),
            ["prose", "sizes"]
        );
    }

    #[test]
    fn a_wrong_name_is_refused() {
        assert!(names(&["--only", "proze"]).is_err());
        assert!(names(&["--only"]).is_err());
        assert!(names(&["prose"]).is_err());
    }
}
