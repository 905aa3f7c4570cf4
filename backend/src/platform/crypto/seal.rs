//! Sealing a value for the one place where it belongs.

use super::KeyRing;
use crate::platform::ids::fill_from_system;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead as _, KeyInit as _, Payload},
};
use uuid::Uuid;

/// Where a value belongs. It opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The Trust whose row it is.
    pub trust: Uuid,
    /// The row.
    pub row: Uuid,
    /// The field.
    pub field: &'a str,
}

/// Why a value does not open. None of it says what the value was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It is not a sealed value at all.
    #[error("this is not a sealed value")]
    Malformed,
    /// It was sealed with a key that is not given here.
    #[error("it was sealed with the key of version {0}, which is not given")]
    UnknownKey(u16),
    /// It was changed, was moved here from another place, or the key of this version is not the one that sealed it.
    #[error("it was not sealed for this place with the key of version {0}")]
    NotOurs(u16),
    /// It could not be sealed.
    #[error("the value cannot be sealed")]
    TooLong,
}

/// The nonce is drawn at random. With 192 bits no two are ever the same.
const NONCE: usize = 24;

/// Seals a value with the newest key: `3.` and then nonce and ciphertext as text, where 3 is the key's version.
///
/// # Errors
/// When it is too long to be sealed, which no field is.
pub fn seal(keys: &KeyRing, place: Place<'_>, value: &[u8]) -> Result<String, SealError> {
    let (version, key) = keys.newest();
    let mut nonce = [0; NONCE];
    fill_from_system(&mut nonce);
    let message = Payload {
        msg: value,
        aad: &place.bytes(version),
    };
    let mut sealed = nonce.to_vec();
    let text = XChaCha20Poly1305::new(key.into())
        .encrypt((&nonce).into(), message)
        .map_err(|_| SealError::TooLong)?;
    sealed.extend(text);
    Ok(format!("{version}.{}", URL_SAFE_NO_PAD.encode(sealed)))
}

/// Opens a value that was sealed for this place.
///
/// # Errors
/// When its key is not given, or it is not as it was sealed here.
pub fn open(keys: &KeyRing, place: Place<'_>, sealed: &str) -> Result<Vec<u8>, SealError> {
    let version = version_of(sealed).ok_or(SealError::Malformed)?;
    let text = sealed
        .split_once('.')
        .and_then(|(_, text)| URL_SAFE_NO_PAD.decode(text).ok())
        .ok_or(SealError::Malformed)?;
    let (nonce, text) = text.split_at_checked(NONCE).ok_or(SealError::Malformed)?;
    let nonce: &[u8; NONCE] = nonce.try_into().map_err(|_| SealError::Malformed)?;
    let key = keys.get(version).ok_or(SealError::UnknownKey(version))?;
    let message = Payload {
        msg: text,
        aad: &place.bytes(version),
    };
    XChaCha20Poly1305::new(key.into())
        .decrypt(nonce.into(), message)
        .map_err(|_| SealError::NotOurs(version))
}

/// The version of the key that a value was sealed with; none if it is not a sealed value.
#[must_use]
pub fn version_of(sealed: &str) -> Option<u16> {
    sealed.split_once('.')?.0.parse().ok()
}

impl Place<'_> {
    /// The place as it is bound to the value: no two places give the same bytes, because no name holds a zero byte.
    fn bytes(&self, version: u16) -> Vec<u8> {
        let mut bytes = format!(
            "foothold seal v1\0{version}\0{}\0{}\0",
            self.table, self.field
        )
        .into_bytes();
        bytes.extend_from_slice(self.trust.as_bytes());
        bytes.extend_from_slice(self.row.as_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::config::Secret;

    fn place() -> Place<'static> {
        Place {
            table: "candidates",
            trust: Uuid::from_u128(1),
            row: Uuid::from_u128(2),
            field: "ni_number",
        }
    }

    #[test]
    fn a_value_opens_where_it_was_sealed() {
        let keys = KeyRing::for_this_run();
        for value in [&b"AB123456C"[..], b"", &[0; 4_096]] {
            let sealed = seal(&keys, place(), value).expect("sealed");
            assert_eq!(open(&keys, place(), &sealed).expect("open"), value);
            assert_eq!(version_of(&sealed), Some(1));
        }
    }

    #[test]
    fn two_sealings_of_one_value_have_nothing_in_common() {
        let keys = KeyRing::for_this_run();
        let seal = || seal(&keys, place(), b"AB123456C").expect("sealed");
        assert_ne!(seal(), seal());
    }

    #[test]
    fn a_value_that_was_moved_does_not_open() {
        let keys = KeyRing::for_this_run();
        let sealed = seal(&keys, place(), b"AB123456C").expect("sealed");
        let other = Uuid::from_u128(3);
        for elsewhere in [
            Place {
                row: other,
                ..place()
            },
            Place {
                trust: other,
                ..place()
            },
            Place {
                table: "users",
                ..place()
            },
            Place {
                field: "phone",
                ..place()
            },
        ] {
            assert_eq!(open(&keys, elsewhere, &sealed), Err(SealError::NotOurs(1)));
        }
    }

    #[test]
    fn every_changed_byte_is_found() {
        let keys = KeyRing::for_this_run();
        let sealed = seal(&keys, place(), b"AB123456C").expect("sealed");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("text");
            assert!(open(&keys, place(), &changed).is_err(), "byte {at}");
        }
        for nothing in ["", "1", "1.", "1.AAAA", "x.AAAA", "AB123456C"] {
            assert!(open(&keys, place(), nothing).is_err(), "{nothing}");
        }
    }

    #[test]
    fn an_older_key_opens_what_it_sealed_and_the_newest_seals() {
        let one = "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        let two = "2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";
        let ring = |text: &str| KeyRing::parse(&Secret::new(text)).expect("a ring");
        let old = seal(&ring(one), place(), b"AB123456C").expect("sealed");
        let both = ring(&format!("{two},{one}"));
        assert_eq!(open(&both, place(), &old).expect("open"), b"AB123456C");
        let new = seal(&both, place(), b"AB123456C").expect("sealed");
        assert_eq!(version_of(&new), Some(2));
        assert_eq!(
            open(&ring(two), place(), &old),
            Err(SealError::UnknownKey(1))
        );
        let mislabelled = ring(two.replacen('2', "1", 1).as_str());
        assert_eq!(
            open(&mislabelled, place(), &old),
            Err(SealError::NotOurs(1))
        );
    }
}
