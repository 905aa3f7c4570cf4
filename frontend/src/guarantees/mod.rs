//! Guaranteed interviews (L6): who is owed one, the open ones first.

pub mod order;
#[cfg(feature = "csr")]
mod page;

#[cfg(feature = "csr")]
pub(crate) use page::Guarantees;
