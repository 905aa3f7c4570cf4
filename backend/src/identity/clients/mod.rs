//! Partners' systems: who lets them in, what they may ask for, how they show who they are.
//!
//! - A secret is 256 random bits, kept as a hash and shown once. While it is being replaced the one before it works too,
//!   until an end that was chosen.
//! - Or a client signs an assertion (RFC 7523) with a key whose public half was registered when it was made. Each
//!   assertion counts once, on whichever server it is shown: its `jti` is kept until it has expired.
//! - Every client ends after a year unless it is rotated, so that a secret that everybody forgot does not live on.

mod assertion;
mod command;
mod error;
mod jwks;
mod routes;
mod service;
mod store;
mod token;

pub use command::{
    ApiClient, NewApiClient, create_api_client, create_api_client_with, has_public_secrets,
};
pub use error::ClientError;
pub use routes::routes;
pub use service::{change_scopes, disable, find, list, make, rotate};
pub(super) use store::{ClientKey, client};
pub(super) use token::{Credentials, TokenError, issue_token};
