//! Passkeys (WebAuthn): a key pair in a telephone, a computer or a security key, made for this address and no other.
//!
//! - The authenticator must ask its owner (PIN, fingerprint, face), so that a passkey is two factors in one: whoever
//!   signs in with one owes no second step. After a password it is the second step.
//! - Only the public key is kept. A challenge is kept by the server, works once and for five minutes.
//! - The address is the server's public one. WebAuthn knows names only, so that on a loopback address it is `localhost`.

mod asking;
mod service;
mod store;

pub use asking::{begin_asking, begin_confirming, finish_asking, finish_confirming};
pub(super) use service::relying_party;
pub use service::{Passkey, begin_adding, finish_adding, list, options, remove};
