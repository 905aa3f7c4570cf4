//! The front end's packages: fetched by the lock file, once.

use crate::process;
use crate::progress::Failure;
use crate::site::shelf::hash;
use std::path::Path;
use std::process::Command;

const ADVICE: &str = "Check the network and that `npm config get registry` names a registry you can reach, \
                      then start again. Node must be 18 or newer (`node --version`).";

/// Runs `npm ci` for the front end unless these very packages are in place.
pub fn install(root: &Path) -> Result<String, Failure> {
    install_in(root, "frontend")
}

/// The provider that stands for a Trust's directory in the tests of single sign-on.
pub fn install_for_tests(root: &Path) -> Result<String, Failure> {
    install_in(root, "backend/tests/single_sign_on")
}

/// Install scripts are not run: none is needed.
fn install_in(root: &Path, place: &str) -> Result<String, Failure> {
    let folder = root.join(place);
    let wanted = wanted_in(root, place)?;
    let mark = folder.join("node_modules/.foothold-lock");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok("unchanged".to_owned());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::capture(&mut npm, ADVICE)?;
    std::fs::write(&mark, wanted).map_err(|error| Failure::file(&mark, &error))?;
    Ok(format!("installed into {place}/node_modules"))
}

/// What stands for the packages in the input of everything made with them.
pub fn wanted(root: &Path) -> Result<String, Failure> {
    wanted_in(root, "frontend")
}

fn wanted_in(root: &Path, place: &str) -> Result<String, Failure> {
    let mut all = Vec::new();
    for name in ["package.json", "package-lock.json"] {
        let path = root.join(place).join(name);
        all.extend(std::fs::read(&path).map_err(|error| Failure::file(&path, &error))?);
    }
    Ok(hash(&all))
}
