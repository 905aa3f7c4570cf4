//! What is kept so that the database alone does not give it away, and hashes that only who holds a key can make.
//!
//! - [`seal`] and [`open`]: authenticated encryption (XChaCha20-Poly1305). A sealed value names the version of its key,
//!   and it is bound to its [`Place`]: moved to another row, field or Trust it does not open.
//! - [`keyed_hash`]: HMAC-SHA-256, to find a value that is sealed, and to tell a record that was written here from one
//!   that was made up.
//! - [`KeyRing`]: a secret in several versions. The newest is used for what is written, all of them for what is read, so
//!   that a key can be replaced while everything goes on. Each use has a key of its own, made from the secret
//!   ([`KeyRing::for_use`]).
//! - [`FieldKeys`]: the ring of the fields that are kept sealed, as services carry it.
//!
//! Nothing here prints a key or what was sealed.

mod fields;
mod hash;
mod ring;
mod seal;
mod uses;

pub use fields::{FieldKeys, Sealed};
pub use hash::{KeyedHash, keyed_hash, same};
pub use ring::{KeyRing, KeyRingError};
pub use seal::{Place, SealError, open, seal, version_of};
pub use uses::{KeyPurpose, KeyUseError, check_keys, forget_older_keys};
