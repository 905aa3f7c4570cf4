//! Who is here and where: the person signed in, the place in the dashboard, and what was just done; and when the sign-in ends.

#[cfg(feature = "csr")]
pub(crate) mod browser;
pub mod ending;
#[cfg(feature = "csr")]
mod here;
#[cfg(feature = "csr")]
pub(crate) mod place;
#[cfg(feature = "csr")]
mod warning;

#[cfg(feature = "csr")]
pub(crate) use here::{Session, use_session};
#[cfg(feature = "csr")]
pub(crate) use warning::{EndWarning, note_answer, note_end};
