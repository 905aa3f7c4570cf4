//! Registers: who came to a session, for the whole group on one screen, and signing it off.

pub mod marks;
#[cfg(feature = "csr")]
mod page;

#[cfg(feature = "csr")]
pub(crate) use page::Register;
