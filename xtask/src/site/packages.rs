//! The front end's packages: fetched by the lock file, once.

use crate::process;
use crate::progress::Failure;
use crate::site::shelf::hash;
use std::path::Path;
use std::process::Command;

const ADVICE: &str = "Check the network and that `npm config get registry` names a registry you can reach, \
                      then start again. Node must be 18 or newer (`node --version`).";

/// Runs `npm ci` unless these very packages are in place. Their install scripts are not run: none is needed.
pub fn install(root: &Path) -> Result<String, Failure> {
    let folder = root.join("frontend");
    let wanted = wanted(root)?;
    let mark = folder.join("node_modules/.foothold-lock");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok("unchanged".to_owned());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::capture(&mut npm, ADVICE)?;
    std::fs::write(&mark, wanted).map_err(|error| Failure::file(&mark, &error))?;
    Ok("installed into frontend/node_modules".to_owned())
}

/// What stands for the packages in the input of everything made with them.
pub fn wanted(root: &Path) -> Result<String, Failure> {
    let mut all = Vec::new();
    for name in ["package.json", "package-lock.json"] {
        let path = root.join("frontend").join(name);
        all.extend(std::fs::read(&path).map_err(|error| Failure::file(&path, &error))?);
    }
    Ok(hash(&all))
}
