//! Talking with the server: what it answers, and what to do about each kind of refusal.

mod attempt;
#[cfg(feature = "csr")]
mod client;
#[cfg(feature = "csr")]
mod resource;
#[cfg(feature = "csr")]
mod sender;
mod trouble;

pub use attempt::Attempt;
#[cfg(feature = "csr")]
pub(crate) use client::{body_of, extend_session, is_own_doing, leave_to_sign_in, sign_out};
#[cfg(feature = "csr")]
pub(crate) use resource::{Resource, use_list, use_resource};
#[cfg(feature = "csr")]
pub(crate) use sender::{Request, Sender, use_sender};
pub use trouble::{Trouble, trouble};
