//! `target/site`: files under the hash of their content, a compressed copy beside each, and the manifest of their names.

use crate::progress::Failure;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A file to publish: its logical name and its content.
pub struct Made {
    /// The name that code knows, as `staff.css`.
    pub name: &'static str,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The published files and what each product was made from.
pub struct Shelf {
    folder: PathBuf,
    state_file: PathBuf,
    state: Map<String, Value>,
}

impl Shelf {
    /// Opens the shelf of a target folder, empty when there was none.
    pub fn open(target: &Path) -> Result<Self, Failure> {
        let folder = target.join("site");
        std::fs::create_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        let state_file = target.join("site-state.json");
        let state = std::fs::read(&state_file)
            .ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default();
        Ok(Self {
            folder,
            state_file,
            state,
        })
    }

    /// Makes a product unless it was already made from this very input. Gives a note for the progress line.
    pub fn product(
        &mut self,
        product: &str,
        input: &str,
        make: impl FnOnce() -> Result<Vec<Made>, Failure>,
    ) -> Result<String, Failure> {
        if self.is_made(product, input) {
            return Ok("unchanged".to_owned());
        }
        let mut files = Map::new();
        let mut note = Vec::new();
        for made in make()? {
            let hashed = hashed_name(made.name, &made.content);
            let compressed = compressed(&made.content);
            note.push(format!("{} {}", made.name, kilobytes(compressed.len())));
            self.write(&hashed, &made.content)?;
            self.write(&format!("{hashed}.br"), &compressed)?;
            files.insert(made.name.to_owned(), json!(hashed));
        }
        self.state.insert(
            product.to_owned(),
            json!({ "input": input, "files": files }),
        );
        Ok(note.join(", "))
    }

    fn is_made(&self, product: &str, input: &str) -> bool {
        let Some(state) = self.state.get(product) else {
            return false;
        };
        let files = state["files"].as_object();
        state["input"] == input
            && files.is_some_and(|files| {
                files.values().filter_map(Value::as_str).all(|name| {
                    self.folder.join(name).is_file()
                        && self.folder.join(format!("{name}.br")).is_file()
                })
            })
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(name);
        if std::fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(());
        }
        std::fs::write(&path, content).map_err(|error| Failure::file(&path, &error))
    }

    /// Writes the manifest and takes away files of earlier builds.
    pub fn close(self) -> Result<(), Failure> {
        let mut manifest = Map::new();
        for product in self.state.values() {
            manifest.extend(product["files"].as_object().cloned().unwrap_or_default());
        }
        let mut keep: BTreeSet<String> = BTreeSet::from(["manifest.json".to_owned()]);
        for name in manifest.values().filter_map(Value::as_str) {
            keep.extend([name.to_owned(), format!("{name}.br")]);
        }
        let text = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        self.write("manifest.json", &text)?;
        let state = serde_json::to_vec_pretty(&self.state).unwrap_or_default();
        std::fs::write(&self.state_file, state)
            .map_err(|error| Failure::file(&self.state_file, &error))?;
        let there = std::fs::read_dir(&self.folder);
        for entry in there
            .map_err(|error| Failure::file(&self.folder, &error))?
            .flatten()
        {
            if !keep.contains(entry.file_name().to_string_lossy().as_ref()) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

/// `staff.css` with this content is `staff.0123456789abcdef.css`: it may be cached for ever.
pub fn hashed_name(name: &str, content: &[u8]) -> String {
    let digest = hash(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{}.{extension}", &digest[..16]),
        None => format!("{name}.{}", &digest[..16]),
    }
}

/// SHA-256 in hexadecimal.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn compressed(content: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    // Reading from and writing to memory cannot fail; an empty copy would be caught by the size check.
    let _ = brotli::BrotliCompress(&mut &content[..], &mut out, &parameters);
    out
}

/// A size in thousands of bytes.
pub fn kilobytes(bytes: usize) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

/// The compressed size of a published file, by its logical name.
pub fn published_size(root: &Path, name: &str) -> Result<usize, Failure> {
    let folder = root.join("target/site");
    let advice = "Build the browser's files first: cargo run -p xtask -- site";
    let missing = || Failure::new(format!("target/site has no {name}"), advice);
    let manifest = std::fs::read(folder.join("manifest.json")).map_err(|_| missing())?;
    let manifest: Value = serde_json::from_slice(&manifest).map_err(|_| missing())?;
    let hashed = manifest[name].as_str().ok_or_else(missing)?;
    let file = std::fs::metadata(folder.join(format!("{hashed}.br"))).map_err(|_| missing())?;
    match usize::try_from(file.len()) {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(missing()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("foothold-shelf-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    fn css(content: &str) -> Result<Vec<Made>, Failure> {
        Ok(vec![Made {
            name: "staff.css",
            content: content.into(),
        }])
    }

    #[test]
    fn a_product_is_made_once_for_an_input_and_old_files_go() {
        let target = folder("once");
        let mut shelf = Shelf::open(&target).unwrap();
        shelf.product("styles", "one", || css("a{}")).unwrap();
        shelf.close().unwrap();
        let first = hashed_name("staff.css", b"a{}");
        assert!(target.join("site").join(format!("{first}.br")).is_file());

        let mut shelf = Shelf::open(&target).unwrap();
        let note = shelf
            .product("styles", "one", || panic!("made again"))
            .unwrap();
        assert_eq!(note, "unchanged");
        shelf.product("styles", "two", || css("b{}")).unwrap();
        shelf.close().unwrap();
        assert!(!target.join("site").join(&first).exists());
        let manifest = std::fs::read_to_string(target.join("site/manifest.json")).unwrap();
        assert!(manifest.contains(&hashed_name("staff.css", b"b{}")));
        let _ = std::fs::remove_dir_all(&target);
    }

    #[test]
    fn a_lost_file_is_made_again() {
        let target = folder("lost");
        let mut shelf = Shelf::open(&target).unwrap();
        shelf.product("styles", "one", || css("a{}")).unwrap();
        std::fs::remove_file(shelf.folder.join(hashed_name("staff.css", b"a{}"))).unwrap();
        assert_ne!(
            shelf.product("styles", "one", || css("a{}")).unwrap(),
            "unchanged"
        );
        let _ = std::fs::remove_dir_all(&target);
    }

    #[test]
    fn compressed_content_comes_back() {
        let content = b"a journey, a journey, a journey".repeat(50);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &compressed(&content)[..], &mut back).unwrap();
        assert_eq!(back, content);
    }
}
