//! The keys of fields that are kept sealed.

use super::{KeyRing, Place, SealError, hash::keyed_hash, open, seal};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt;
use uuid::Uuid;

/// What seals fields, opens them again, and finds them by a keyed hash. Cheap to clone.
#[derive(Clone)]
pub struct FieldKeys {
    ring: KeyRing,
    sealing: KeyRing,
    finding: KeyRing,
}

/// A field as it is kept: what it says for those who hold the key, and what it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The sealed value.
    pub value: String,
    /// Its keyed hash, which is the same for the same value of the same field in the same Trust.
    pub found_by: String,
    /// The version of the key of both.
    pub key_version: i32,
}

impl FieldKeys {
    /// The keys that are made from this ring.
    #[must_use]
    pub fn new(ring: KeyRing) -> Self {
        Self {
            sealing: ring.for_use("seal fields v1"),
            finding: ring.for_use("find fields v1"),
            ring,
        }
    }

    /// The ring that they are made from.
    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// The ring for another use of the same secret.
    #[must_use]
    pub fn for_use(&self, purpose: &str) -> KeyRing {
        self.ring.for_use(purpose)
    }

    /// Seals a value, and hashes it so that it can be found.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal(&self, place: Place<'_>, value: &str) -> Result<Sealed, SealError> {
        let (version, key) = self.finding.newest();
        Ok(Sealed {
            value: seal(&self.sealing, place, value.as_bytes())?,
            found_by: hash_of(version, key, place.table, place.field, place.trust, value),
            key_version: i32::from(version),
        })
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// When its key is not given, or it is not as it was sealed here.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<String, SealError> {
        let bytes = open(&self.sealing, place, sealed)?;
        String::from_utf8(bytes).map_err(|_| SealError::Malformed)
    }

    /// What a value may be found by: one hash for each key that may have sealed it.
    #[must_use]
    pub fn found_by(&self, table: &str, field: &str, trust: Uuid, value: &str) -> Vec<String> {
        self.finding
            .all()
            .map(|(version, key)| hash_of(version, key, table, field, trust, value))
            .collect()
    }

    /// The version that everything is sealed with now.
    #[must_use]
    pub fn newest_version(&self) -> i32 {
        i32::from(self.ring.newest().0)
    }
}

fn hash_of(
    version: u16,
    key: &[u8; 32],
    table: &str,
    field: &str,
    trust: Uuid,
    value: &str,
) -> String {
    let parts = [
        table.as_bytes(),
        field.as_bytes(),
        trust.as_bytes(),
        value.as_bytes(),
    ];
    let hash = keyed_hash(key, "found by", &parts);
    format!("{version}.{}", URL_SAFE_NO_PAD.encode(hash))
}

impl fmt::Debug for FieldKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FieldKeys(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(trust: u128, row: u128) -> Place<'static> {
        Place {
            table: "candidates",
            trust: Uuid::from_u128(trust),
            row: Uuid::from_u128(row),
            field: "ni_number",
        }
    }

    #[test]
    fn a_value_is_found_by_its_hash_within_its_trust_only() {
        let keys = FieldKeys::new(KeyRing::for_this_run());
        let one = keys.seal(place(1, 1), "AB123456C").expect("sealed");
        let same = keys.seal(place(1, 2), "AB123456C").expect("sealed");
        let other = keys.seal(place(2, 1), "AB123456C").expect("sealed");
        assert_eq!(one.found_by, same.found_by);
        assert_ne!(one.found_by, other.found_by);
        assert_ne!(one.value, same.value);
        let wanted = keys.found_by("candidates", "ni_number", Uuid::from_u128(1), "AB123456C");
        assert_eq!(wanted, [one.found_by]);
        assert_eq!(
            keys.open(place(1, 2), &same.value).expect("open"),
            "AB123456C"
        );
    }

    #[test]
    fn what_seals_is_not_what_finds_and_neither_is_printed() {
        let keys = FieldKeys::new(KeyRing::for_this_run());
        assert_ne!(keys.sealing.newest().1, keys.finding.newest().1);
        assert_eq!(format!("{keys:?}"), "FieldKeys(…)");
    }
}
