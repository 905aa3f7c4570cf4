//! Keys that a partner, or somebody who pretends to be one, signs with.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac as _};
use jsonwebtoken::{Algorithm, EncodingKey, jwk::Jwk};
use serde_json::Value;
use sha2::Sha256;

/// A key pair.
pub struct Signer {
    /// What signs.
    pub private: EncodingKey,
    /// What it signs with.
    pub algorithm: Algorithm,
}

impl Signer {
    /// Ed25519.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        const HEADER: [u8; 16] = [
            0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20,
        ];
        Self {
            private: EncodingKey::from_ed_der(&[HEADER.as_slice(), &seed].concat()),
            algorithm: Algorithm::EdDSA,
        }
    }

    /// P-256.
    pub fn on_p256(number: u8) -> Self {
        const HEADER: [u8; 35] = [
            0x30, 0x41, 2, 1, 0, 0x30, 0x13, 6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1, 6, 8, 0x2A,
            0x86, 0x48, 0xCE, 0x3D, 3, 1, 7, 4, 0x27, 0x30, 0x25, 2, 1, 1, 4, 0x20,
        ];
        Self {
            private: EncodingKey::from_ec_der(&[HEADER.as_slice(), &[number; 32]].concat()),
            algorithm: Algorithm::ES256,
        }
    }

    /// RSA of 2048 bits: a key made for this test, which opens nothing.
    pub fn with_rsa(algorithm: Algorithm) -> Self {
        let text: String = include_str!("assertion_key.b64")
            .split_whitespace()
            .collect();
        Self {
            private: EncodingKey::from_rsa_der(&STANDARD.decode(text).expect("base64")),
            algorithm,
        }
    }

    /// The public half, as it is registered.
    pub fn public(&self, kid: &str) -> Value {
        let mut jwk = Jwk::from_encoding_key(&self.private, self.algorithm).expect("a public key");
        jwk.common.key_id = Some(kid.to_owned());
        jwk.common.key_algorithm = None;
        serde_json::to_value(jwk).expect("JSON")
    }
}

/// The seed that the server makes its signing key from.
pub fn derived(secret: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(b"foothold tokens v1");
    mac.finalize().into_bytes().into()
}
