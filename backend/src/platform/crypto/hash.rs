//! Keyed hashes.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// A keyed hash that is being made: parts of any length, each told apart from the next.
pub struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    /// Begins one. `purpose` keeps the hashes of one use from standing for those of another.
    #[must_use]
    pub fn begin(key: &[u8; 32], purpose: &str) -> Self {
        // A key of 32 bytes is half a block of SHA-256: it is never too long, and HMAC takes keys of any length.
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(key);
        let hash = Self(Hmac::new(&block.into()));
        hash.part(Some(purpose.as_bytes()))
    }

    /// Goes on with a part: none and an empty one are not the same, and no two lists of parts run together.
    #[must_use]
    pub fn part(mut self, part: Option<&[u8]>) -> Self {
        match part {
            None => self.0.update(&[0]),
            Some(bytes) => {
                self.0.update(&[1]);
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                self.0.update(&length.to_be_bytes());
                self.0.update(bytes);
            }
        }
        self
    }

    /// The hash.
    #[must_use]
    pub fn end(self) -> [u8; 32] {
        self.0.finalize().into_bytes().into()
    }
}

/// The keyed hash of some parts.
#[must_use]
pub fn keyed_hash(key: &[u8; 32], purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    parts
        .iter()
        .fold(KeyedHash::begin(key, purpose), |hash, part| {
            hash.part(Some(part))
        })
        .end()
}

/// Compares in a time that does not tell where two values of one length begin to differ.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .fold(0, |seen, (one, other)| seen | (one ^ other))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let key = [7; 32];
        let hash = |parts: &[&[u8]]| keyed_hash(&key, "test", parts);
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]));
        assert_ne!(hash(&[b"ab"]), hash(&[b"ab", b""]));
        let none = KeyedHash::begin(&key, "test").part(None).end();
        assert_ne!(none, hash(&[b""]));
        assert_ne!(
            keyed_hash(&key, "test", &[]),
            keyed_hash(&key, "other", &[])
        );
        assert_ne!(keyed_hash(&[8; 32], "test", &[]), hash(&[]));
    }

    #[test]
    fn values_are_the_same_only_if_every_byte_is() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd") && !same(b"abc", b"ab"));
    }
}
