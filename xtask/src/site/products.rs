//! How each product is made.

use crate::process;
use crate::progress::Failure;
use crate::site::shelf::{Made, Shelf, hash, hashed_name};
use crate::site::{packages, target_folder};
use crate::stylesheet::{self, trim::LeftOut};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// `staff.css` and `candidate.css`, from the design system's own Sass.
pub fn stylesheets(root: &Path, shelf: &mut Shelf) -> Result<String, Failure> {
    let input = input(root, &["frontend/styles"])?;
    shelf.product("stylesheets", &input, || {
        Ok(vec![
            sheet(root, "staff", "staff.css")?,
            sheet(root, "candidate", "candidate.css")?,
        ])
    })
}

fn sheet(root: &Path, entry: &str, name: &'static str) -> Result<Made, Failure> {
    let folder = root.join("frontend");
    let source = format!("styles/{entry}.scss");
    let mut sass = Command::new(folder.join("node_modules/.bin/sass"));
    sass.current_dir(&folder)
        .args([
            "--style=compressed",
            "--no-source-map",
            "--no-charset",
            "--quiet-deps",
        ])
        .args(["--load-path=node_modules", &source]);
    let css = process::capture(&mut sass, "Mend the stylesheet at the line that it names.")?;
    let left_out = folder.join(format!("styles/{entry}.left-out"));
    let left_out = std::fs::read_to_string(left_out).unwrap_or_default();
    let css = stylesheet::finish(&css, &LeftOut::read(&left_out))?;
    Ok(Made {
        name,
        content: css.into_bytes(),
    })
}

/// `nhsuk.js`: the design system's own accessibility behaviour, of the components in use. Pages work without it.
pub fn scripts(root: &Path, shelf: &mut Shelf) -> Result<String, Failure> {
    let input = input(root, &["frontend/scripts"])?;
    shelf.product("scripts", &input, || {
        let mut esbuild = bundler(root);
        esbuild.args(["scripts/nhsuk.mjs", "--bundle"]);
        let advice = "Mend frontend/scripts/nhsuk.mjs at the line that it names.";
        let script = process::capture(&mut esbuild, advice)?;
        Ok(vec![Made {
            name: "nhsuk.js",
            content: script.into_bytes(),
        }])
    })
}

/// The browser's kind of machine.
const WASM: &str = "wasm32-unknown-unknown";

/// A program for the browser: its wasm, the script that wasm-bindgen writes for it, and a script that starts it, because
/// the content security policy refuses scripts inside the page.
struct Program {
    /// The binary, and what its product is called.
    name: &'static str,
    /// The feature that it is built with.
    feature: &'static str,
    script: &'static str,
    wasm: &'static str,
    start: &'static str,
}

const STAFF: Program = Program {
    name: "staff",
    feature: "csr",
    script: "staff.js",
    wasm: "staff_bg.wasm",
    start: "staff-start.js",
};

const PASSKEY: Program = Program {
    name: "passkey",
    feature: "passkey",
    script: "passkey.js",
    wasm: "passkey_bg.wasm",
    start: "passkey-start.js",
};

/// The staff application, and what speaks to passkeys. One build makes both: they share what they are made of.
pub fn programs(root: &Path, shelf: &mut Shelf) -> Result<String, Failure> {
    let programs = [&STAFF, &PASSKEY];
    // The server's build may run beside this one, and takes longer: it goes first.
    let mut build = process::giving_way(&process::cargo(root));
    build.args(["build", "--package", "frontend", "--profile", "wasm"]);
    build.args(["--target", WASM, "--no-default-features"]);
    for program in programs {
        build.args(["--bin", program.name, "--features", program.feature]);
    }
    process::show(&mut build, "Read the compiler's first error above.")?;
    let mut notes = Vec::new();
    for program in programs {
        let built = format!("{WASM}/wasm/{}.wasm", program.name);
        let wasm = target_folder(root).join(built);
        let content = std::fs::read(&wasm).map_err(|error| Failure::file(&wasm, &error))?;
        let input = hash(format!("{}{}", hash(&content), input(root, &[])?).as_bytes());
        notes.push(shelf.product(program.name, &input, || bound(root, &wasm, program))?);
    }
    notes.dedup();
    Ok(notes.join(", "))
}

/// The rulebook's fold alone, for the browser's tests: in `target/browser-vectors`, never among what is published.
pub fn fold_for_tests(root: &Path) -> Result<(), Failure> {
    let mut build = process::cargo(root);
    build.args(["build", "--package", "frontend", "--bin", "fold"]);
    build.args(["--target", WASM, "--no-default-features"]);
    build.args(["--features", "vectors"]);
    process::show(&mut build, "Read the compiler's first error above.")?;
    let wasm = target_folder(root).join(format!("{WASM}/debug/fold.wasm"));
    let folder = root.join("target/browser-vectors");
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    let mut bindgen = Bindgen::new();
    let made = bindgen.web(true).and_then(|bindgen| {
        bindgen
            .input_path(&wasm)
            .out_name("fold")
            .typescript(false)
            .generate(&folder)
    });
    made.map_err(|error| Failure::new(format!("wasm-bindgen: {error:#}"), VERSIONS))
}

const VERSIONS: &str =
    "wasm-bindgen and wasm-bindgen-cli-support in Cargo.toml must be of the same version.";

fn bound(root: &Path, wasm: &Path, program: &Program) -> Result<Vec<Made>, Failure> {
    let told = |error| Failure::new(format!("wasm-bindgen: {error:#}"), VERSIONS);
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.web(true).map_err(told)?;
    bindgen
        .input_path(wasm)
        .out_name(program.name)
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().map_err(told)?;
    let inline = output
        .snippets()
        .values()
        .any(|scripts| !scripts.is_empty());
    if inline || !output.local_modules().is_empty() {
        return Err(Failure::new(
            "a crate brings JavaScript files of its own, which are not published",
            "Find the crate that came in last and do without it, or publish its files in xtask/src/site.",
        ));
    }
    let script = smaller(root, program.script, output.js())?;
    let content = output.wasm_mut().emit_wasm();
    let start = format!(
        "import init from\"./{}\";init({{module_or_path:new URL(\"./{}\",import.meta.url)}});\n",
        hashed_name(program.script, &script),
        hashed_name(program.wasm, &content),
    );
    Ok(vec![
        Made {
            name: program.script,
            content: script,
        },
        Made {
            name: program.wasm,
            content,
        },
        Made {
            name: program.start,
            content: start.into_bytes(),
        },
    ])
}

fn smaller(root: &Path, name: &str, script: &str) -> Result<Vec<u8>, Failure> {
    let folder = root.join("target/site-work");
    let file = folder.join(name);
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
    std::fs::write(&file, script).map_err(|error| Failure::file(&file, &error))?;
    let mut esbuild = bundler(root);
    esbuild.arg(&file);
    Ok(process::capture(&mut esbuild, "This is a fault of the build: report it.")?.into_bytes())
}

fn bundler(root: &Path) -> Command {
    let folder = root.join("frontend");
    let mut esbuild = Command::new(folder.join("node_modules/.bin/esbuild"));
    esbuild
        .current_dir(&folder)
        .args(["--minify", "--format=esm", "--target=es2020"]);
    esbuild.args(["--legal-comments=none", "--log-level=warning"]);
    esbuild
}

/// A hash of everything a product is made from: these folders, the packages, and this program.
fn input(root: &Path, folders: &[&str]) -> Result<String, Failure> {
    let mut all = packages::wanted(root)?;
    for folder in folders {
        for file in files(&root.join(folder))? {
            let content = std::fs::read(&file).map_err(|error| Failure::file(&file, &error))?;
            all.push_str(&file.to_string_lossy());
            all.push_str(&hash(&content));
        }
    }
    let this = std::env::current_exe().and_then(std::fs::metadata);
    if let Ok(this) = this {
        all.push_str(&format!("{} {:?}", this.len(), this.modified().ok()));
    }
    Ok(hash(all.as_bytes()))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|p| p.is_file())
        .collect();
    files.sort();
    Ok(files)
}
