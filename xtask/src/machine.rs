//! What this machine must have, why, and how it gets it.

use crate::process::{self, find};
use crate::progress::Failure;
use std::path::Path;
use std::process::Command;

/// Something from Debian's packages.
pub struct Need {
    /// The package that brings it.
    pub package: &'static str,
    /// What it is for, in words for the person whose machine it is.
    pub why: &'static str,
    /// Whether it is there already, from a package or otherwise.
    pub present: fn() -> bool,
}

/// To build and serve.
pub const BUILD: &[Need] = &[
    Need {
        package: "pkg-config",
        why: "finds the PostgreSQL client library",
        present: || find("pkg-config").is_some(),
    },
    Need {
        package: "libpq-dev",
        why: "the PostgreSQL client library that the server links",
        present: || {
            let mut asked = Command::new("pkg-config");
            asked
                .args(["--exists", "libpq"])
                .status()
                .is_ok_and(|status| status.success())
                || find("pg_config").is_some() && Path::new("/usr/include/postgresql").is_dir()
        },
    },
    Need {
        package: "nodejs",
        why: "runs the stylesheet's compiler (only while building)",
        present: || find("node").is_some(),
    },
    Need {
        package: "npm",
        why: "fetches the NHS design system and its compiler",
        present: || find("npm").is_some(),
    },
];

/// To measure. The database server is started by us on a cluster of its own.
pub const MEASURE: &[Need] = &[POSTGRES];

/// What tests and measurements keep their data in.
const POSTGRES: Need = Need {
    package: "postgresql",
    why: "a database of our own for tests and measurements",
    present: || crate::postgres::programs().is_some(),
};

/// To prove. The database server is started by us on a throw-away cluster; no service of the machine is used.
pub const PROVE: &[Need] = &[
    POSTGRES,
    Need {
        package: "chromium",
        why: "the browser that the tests drive",
        present: || find("chromium").is_some() || find("google-chrome").is_some(),
    },
    Need {
        package: "chromium-driver",
        why: "how the tests drive it",
        present: || find("chromedriver").is_some(),
    },
    Need {
        package: "git",
        why: "lists the project's files",
        present: || find("git").is_some(),
    },
];

const WASM: &str = "wasm32-unknown-unknown";

/// Says what is missing and why, and installs it. Gives a note for the progress line.
pub fn ensure(needs: &[&Need]) -> Result<String, Failure> {
    let missing: Vec<_> = needs.iter().filter(|need| !(need.present)()).collect();
    let target = !has_wasm_target();
    if missing.is_empty() && !target {
        return Ok("everything needed is installed".to_owned());
    }
    println!("about to install:");
    if target {
        println!("    {WASM} (with rustup): compiles the staff dashboard for the browser");
    }
    for need in &missing {
        println!("    {} (Debian package): {}", need.package, need.why);
    }
    if target {
        add_wasm_target()?;
    }
    if !missing.is_empty() {
        apt_get(&missing.iter().map(|need| need.package).collect::<Vec<_>>())?;
    }
    Ok("installed".to_owned())
}

fn has_wasm_target() -> bool {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    process::capture(&mut rustc, "").is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn add_wasm_target() -> Result<(), Failure> {
    if find("rustup").is_none() {
        return Err(Failure::new(
            format!("the Rust target {WASM} is not installed and there is no rustup to add it"),
            format!("Install Rust with rustup, or your distribution's package of {WASM}."),
        ));
    }
    process::show(
        Command::new("rustup").args(["target", "add", WASM]),
        "Check the network and run it by hand; then start again.",
    )
}

fn apt_get(packages: &[&str]) -> Result<(), Failure> {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        return Err(Failure::new(
            format!("this machine has no apt-get to install: {list}"),
            format!("Install these with your own package manager, then start again: {list}"),
        ));
    }
    let advice = format!("Run it by hand as root: apt-get update && apt-get install {list}");
    process::show(as_root("apt-get").args(["update", "-qq"]), &advice)?;
    process::show(
        as_root("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages),
        &advice,
    )
}

fn as_root(program: &str) -> Command {
    let mut command = if is_root() {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// Whether we are root, as in a container.
pub fn is_root() -> bool {
    process::capture(Command::new("id").arg("-u"), "").is_ok_and(|id| id.trim() == "0")
}
