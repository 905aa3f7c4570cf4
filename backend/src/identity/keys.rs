//! What is signed and hashed with. One secret is given to the server; each use has a key of its own made from it.

use crate::platform::{config::Secret, ids::fill_from_system};
use hmac::{Hmac, Mac as _};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash},
};
use sha2::Sha256;
use uuid::Uuid;

/// The keys of a server.
pub struct Keys {
    signing: SigningKey,
    /// The key that will sign next: published before it does, so that whoever keeps our keys for a while has it by then.
    next: Option<SigningKey>,
    /// Keys that signed until lately: their tokens are good until they expire.
    retired: Vec<SigningKey>,
    codes: [u8; 32],
    /// What keys for other uses are made from.
    root: [u8; 32],
}

/// One Ed25519 key pair.
struct SigningKey {
    id: String,
    private: EncodingKey,
    public: DecodingKey,
    published: Jwk,
}

/// The keys could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signing key cannot be used: {0}")]
pub struct KeyError(String);

impl Keys {
    /// Keys made from the server's secret, the same on every server that is given the same. `retired` are the
    /// secrets that came before it.
    ///
    /// # Errors
    /// When the cryptography refuses the key.
    pub fn from_secret(secret: &Secret, retired: &[Secret]) -> Result<Self, KeyError> {
        let secret = secret.expose().trim().as_bytes();
        Ok(Self {
            signing: SigningKey::from_secret(secret)?,
            next: None,
            retired: retired
                .iter()
                .map(|old| SigningKey::from_secret(old.expose().trim().as_bytes()))
                .collect::<Result<_, _>>()?,
            codes: derive(secret, b"foothold codes v1"),
            root: derive(secret, b"foothold root v1"),
        })
    }

    /// The same with the key that will sign next. It is published, and what it has signed on a server that has changed
    /// already is taken here too, so that servers can change one after the other.
    ///
    /// # Errors
    /// When the cryptography refuses the key.
    pub fn with_next(self, next: &Secret) -> Result<Self, KeyError> {
        let next = SigningKey::from_secret(next.expose().trim().as_bytes())?;
        Ok(Self {
            next: Some(next),
            ..self
        })
    }

    /// Keys that nobody knows and that end with the process, for a demo and for tests.
    ///
    /// # Errors
    /// When the cryptography refuses the key.
    pub fn for_this_run() -> Result<Self, KeyError> {
        let mut secret = [0_u8; 32];
        fill_from_system(&mut secret);
        let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::from_secret(&Secret::new(text), &[])
    }

    /// A key for one use of its own, the same on every server. It changes with the signing key: what is kept for longer
    /// is sealed with [`FieldKeys`](crate::platform::crypto::FieldKeys) instead, which can be replaced.
    #[must_use]
    pub fn derive_for(&self, purpose: &str) -> [u8; 32] {
        derive(&self.root, purpose.as_bytes())
    }

    /// The key that signs: its id and itself.
    pub(super) fn signing(&self) -> (&str, &EncodingKey) {
        (&self.signing.id, &self.signing.private)
    }

    /// The key of this id, to verify with.
    pub(super) fn verifying(&self, id: &str) -> Option<&DecodingKey> {
        self.all().find(|key| key.id == id).map(|key| &key.public)
    }

    /// The public halves, as they are published.
    #[must_use]
    pub fn published(&self) -> JwkSet {
        JwkSet {
            keys: self.all().map(|key| key.published.clone()).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.signing)
            .chain(&self.next)
            .chain(&self.retired)
    }

    /// The keyed hash of a text, for one use only: what is hashed for another can never be taken for it.
    pub(super) fn keyed_hash(&self, purpose: &str, text: &str) -> String {
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
        let key = derive(&self.codes, purpose.as_bytes());
        URL_SAFE_NO_PAD.encode(derive(&key, text.as_bytes()))
    }

    /// The keyed hash of a one-time code, bound to the row it stands in.
    pub(super) fn code_hash(&self, id: Uuid, code: &str) -> String {
        let mut message = id.as_bytes().to_vec();
        message.extend_from_slice(code.as_bytes());
        derive(&self.codes, &message)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl SigningKey {
    fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
        Self::from_seed(derive(secret, b"foothold tokens v1"))
    }

    fn from_seed(seed: [u8; 32]) -> Result<Self, KeyError> {
        // RFC 8410: a private key of the algorithm 1.3.101.112, whose 32 bytes follow.
        const HEADER: [u8; 16] = [
            0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20,
        ];
        let wrong = |error: jsonwebtoken::errors::Error| KeyError(error.to_string());
        let private = EncodingKey::from_ed_der(&[HEADER.as_slice(), &seed].concat());
        let mut published = Jwk::from_encoding_key(&private, Algorithm::EdDSA).map_err(wrong)?;
        let id = published
            .thumbprint(ThumbprintHash::SHA256)
            .map_err(wrong)?;
        published.common.key_id = Some(id.clone());
        published.common.public_key_use = Some(PublicKeyUse::Signature);
        let public = DecodingKey::from_jwk(&published).map_err(wrong)?;
        Ok(Self {
            id,
            private,
            public,
            published,
        })
    }
}

/// HMAC-SHA-256: a key of its own for each use.
fn derive(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length.
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        Err(_) => [0; 32],
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys")
            .field("signing", &self.signing.id)
            .finish_non_exhaustive()
    }
}
