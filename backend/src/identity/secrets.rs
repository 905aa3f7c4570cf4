//! Secrets that nobody can guess, and how they are kept.

use crate::platform::ids::fill_from_system;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// 256 random bits, as text.
pub(crate) fn random_text() -> String {
    let mut bytes = [0_u8; 32];
    fill_from_system(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// How a secret of 256 random bits is kept. A slow hash would protect nothing more: there is nothing to guess.
pub(crate) fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Compares in a time that does not tell where two texts of one length begin to differ.
pub(super) fn same(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .fold(0, |seen, (one, other)| seen | (one ^ other))
            == 0
}
