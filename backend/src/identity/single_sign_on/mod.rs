//! Signing in with the Trust's own account: OpenID Connect, authorization code with PKCE.
//!
//! - The directory is found by discovery and asked over TLS only (on this machine also without). Its answers are small,
//!   quick and never lead elsewhere, or they are none.
//! - State, nonce and PKCE verifier stay with the server, bound to the browser that began, for one use in ten minutes.
//! - An ID token counts only when it is signed with a key of the directory (never with a shared secret, never unsigned),
//!   is from this issuer, for this client, with this nonce, and has not expired.
//! - An account is known by issuer and subject. The first time it is matched by an e-mail address that the directory has
//!   verified, to an account that has no other subject of this issuer. Where the setting allows it, an account is made
//!   for somebody whose groups give a role.
//! - Where groups are mapped to roles, the directory decides: a role is taken over at each sign-in, and whoever is in
//!   none of the groups is not let in.
//! - The directory asks for its own second factor: none is asked for here. How long ago somebody showed it who they are,
//!   only it can say: without its word they confirm, where that is asked for, by showing it once more ([`ask_again`]).
//! - Groups never take the last administrator from a Trust.

mod directory;
mod matching;
mod routes;
mod service;
mod settings;
mod store;

pub(super) use directory::Directory;
pub use routes::routes;
pub use service::{ask_again, has_account};
pub use settings::{SingleSignOnConfig, SingleSignOnError, SingleSignOnSettings};
