//! A secret in several versions. The first of the list is used for what is written, whatever its number, so that several
//! servers can be given the next one before any of them uses it.

use super::hash::keyed_hash;
use crate::platform::{config::Secret, ids::fill_from_system};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use std::{fmt, sync::Arc};

/// A secret in several versions, the newest first. Cheap to clone; never empty.
#[derive(Clone)]
pub struct KeyRing {
    keys: Arc<[Key]>,
}

#[derive(Clone)]
struct Key {
    version: u16,
    key: [u8; 32],
}

/// Why a list of keys is not taken. None of it repeats a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRingError {
    /// There is nothing in it.
    #[error("it holds no key")]
    Empty,
    /// One stands without its version.
    #[error(
        "key number {0} has no version before it: write VERSION:KEY, with a comma between two keys"
    )]
    NoVersion(usize),
    /// Its version is no number.
    #[error("the version of key number {0} is not a number from 1 to 65535")]
    BadVersion(usize),
    /// Two have one number.
    #[error("version {0} stands there twice: give each key a number of its own")]
    Twice(u16),
    /// It cannot be read.
    #[error("the key of version {0} is not base64")]
    NotBase64(u16),
    /// It could be guessed.
    #[error("the key of version {0} is too short: it needs 32 random bytes")]
    Short(u16),
    /// It was typed, not drawn.
    #[error("the key of version {0} is not random")]
    NotRandom(u16),
}

impl KeyRing {
    /// Reads `VERSION:KEY,VERSION:KEY`, the newest first; each key is at least 32 random bytes as base64.
    ///
    /// # Errors
    /// What is wrong with it, without any of the keys.
    pub fn parse(text: &Secret) -> Result<Self, KeyRingError> {
        let mut keys: Vec<Key> = Vec::new();
        let listed = text.expose().split([',', '\n']).map(str::trim);
        for (at, one) in listed.filter(|one| !one.is_empty()).enumerate() {
            let (version, key) = one.split_once(':').ok_or(KeyRingError::NoVersion(at + 1))?;
            let version: u16 = version
                .trim()
                .parse()
                .ok()
                .filter(|version| *version > 0)
                .ok_or(KeyRingError::BadVersion(at + 1))?;
            if keys.iter().any(|key| key.version == version) {
                return Err(KeyRingError::Twice(version));
            }
            let key = read_key(version, key.trim())?;
            keys.push(Key { version, key });
        }
        if keys.is_empty() {
            return Err(KeyRingError::Empty);
        }
        Ok(Self { keys: keys.into() })
    }

    /// A ring of one key, as version 1.
    #[must_use]
    pub fn of(key: [u8; 32]) -> Self {
        Self {
            keys: [Key { version: 1, key }].into(),
        }
    }

    /// A key that nobody knows and that ends with the process, for tests.
    #[must_use]
    pub fn for_this_run() -> Self {
        let mut key = [0; 32];
        fill_from_system(&mut key);
        Self::of(key)
    }

    /// The key of a demo, which protects nothing: everybody has it, and a demo holds nobody's data.
    #[must_use]
    pub fn of_the_demo() -> Self {
        Self::of(*b"foothold demo: protects nothing.")
    }

    /// The ring for one use: from its keys nobody learns this ring's, or those of another use.
    #[must_use]
    pub fn for_use(&self, purpose: &str) -> Self {
        let derived = self.keys.iter().map(|one| Key {
            version: one.version,
            key: keyed_hash(&one.key, purpose, &[]),
        });
        Self {
            keys: derived.collect(),
        }
    }

    /// The key that is used for what is written now.
    #[must_use]
    pub fn newest(&self) -> (u16, &[u8; 32]) {
        // A ring is never empty: it is made in this file only.
        let Key { version, key } = &self.keys[0];
        (*version, key)
    }

    /// The key of a version.
    #[must_use]
    pub fn get(&self, version: u16) -> Option<&[u8; 32]> {
        self.keys
            .iter()
            .find(|one| one.version == version)
            .map(|one| &one.key)
    }

    /// Every key with its version, the newest first.
    pub fn all(&self) -> impl Iterator<Item = (u16, &[u8; 32])> {
        self.keys.iter().map(|one| (one.version, &one.key))
    }
}

/// At least 32 bytes of base64, in either alphabet, with or without its padding.
fn read_key(version: u16, text: &str) -> Result<[u8; 32], KeyRingError> {
    let plain = text
        .trim_end_matches('=')
        .replace('-', "+")
        .replace('_', "/");
    let bytes = STANDARD_NO_PAD
        .decode(plain)
        .map_err(|_| KeyRingError::NotBase64(version))?;
    if bytes.len() < 32 {
        return Err(KeyRingError::Short(version));
    }
    let mut seen = [false; 256];
    for byte in &bytes {
        seen[usize::from(*byte)] = true;
    }
    // 32 random bytes with fewer than 8 different ones among them are not drawn before the sun goes out.
    if seen.iter().filter(|seen| **seen).count() < 8 {
        return Err(KeyRingError::NotRandom(version));
    }
    Ok(keyed_hash(&[0; 32], "foothold key v1", &[&bytes]))
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyRing(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    const TWO: &str = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";

    fn parsed(text: &str) -> Result<KeyRing, KeyRingError> {
        KeyRing::parse(&Secret::new(text))
    }

    #[test]
    fn the_newest_comes_first_and_the_older_ones_stay() {
        let ring = parsed(&format!(" 7:{ONE},\n2:{TWO} ")).expect("a ring");
        assert_eq!(ring.newest().0, 7);
        assert_eq!(ring.all().map(|one| one.0).collect::<Vec<_>>(), [7, 2]);
        let alone = parsed(&format!("7:{ONE}")).expect("a ring");
        assert_eq!(ring.get(7), alone.get(7));
        assert_ne!(ring.get(7), ring.get(2));
        assert_eq!(ring.get(1), None);
    }

    #[test]
    fn what_is_wrong_is_said_without_the_key() {
        use KeyRingError as E;
        let weak = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
        for (text, expected) in [
            (String::new(), E::Empty),
            (" , ".to_owned(), E::Empty),
            (ONE.to_owned(), E::NoVersion(1)),
            (format!("2:{ONE},{TWO}"), E::NoVersion(2)),
            (format!("0:{ONE}"), E::BadVersion(1)),
            (format!("x:{ONE}"), E::BadVersion(1)),
            (format!("1:{ONE},1:{TWO}"), E::Twice(1)),
            ("3:not base64!".to_owned(), E::NotBase64(3)),
            ("3:c2hvcnQ=".to_owned(), E::Short(3)),
            (format!("3:{weak}"), E::NotRandom(3)),
        ] {
            let error = parsed(&text).expect_err("a refusal");
            assert_eq!(error, expected);
            assert!(!error.to_string().contains(&ONE[..8]));
        }
    }

    #[test]
    fn each_use_has_a_key_of_its_own() {
        let ring = KeyRing::for_this_run();
        let (one, other) = (ring.for_use("one"), ring.for_use("other"));
        assert_ne!(one.newest().1, other.newest().1);
        assert_ne!(one.newest().1, ring.newest().1);
        assert_eq!(one.newest().1, ring.for_use("one").newest().1);
    }

    #[test]
    fn a_ring_prints_nothing() {
        assert_eq!(format!("{:?}", KeyRing::for_this_run()), "KeyRing(…)");
    }
}
