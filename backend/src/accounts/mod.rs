//! Staff accounts: who is invited, what they do, who no longer may, and how a password is chosen and chosen again.
//!
//! - Nobody is given a password: an administrator invites, and whoever reads that mailbox chooses their own. A link is
//!   256 random bits, kept as a hash. Opening it (GET, HEAD) never uses it up, because mail scanners open links; only
//!   the POST does, once.
//! - A newer link ends the older ones of its kind. An invitation lives for [`INVITATION_LIFETIME`], a new password can
//!   be chosen for [`RESET_LIFETIME`].
//! - Somebody who is disabled is signed out everywhere in the same transaction; so is everybody else who carried a
//!   session of an account whose password was changed or reset.
//! - A Trust always has an administrator who can sign in.
//! - Whoever asks for a new password learns nothing about whether there is such an account.

mod answers;
mod error;
mod links;
mod own;
mod own_routes;
mod routes;
mod service;
mod store;

pub use error::AccountError;
pub(crate) use links::accept_invitation;
pub use links::{
    INVITATION_LIFETIME, LinkPurpose, OpenLink, RESET_LIFETIME, open_link, request_reset,
    reset_password,
};
pub use own::{Shown, change_password, confirm, end_all_sign_ins, end_sign_in, list_sign_ins};
pub use own_routes::{auth_routes, routes as own_routes};
pub use routes::routes;
pub use service::{
    By, change_role, disable, enable, find, invite, list, send_invitation, take_back_invitation,
};
pub use store::UserFilter;
