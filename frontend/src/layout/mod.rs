//! The frame that every page of the dashboard stands in, and the first view that the server sends.

mod frame;
pub mod law;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod refusals;
#[cfg(any(feature = "ssr", test))]
pub mod shell;

pub use frame::{Frame, FrameFacts, account, document_title};
#[cfg(feature = "csr")]
pub(crate) use page::{Failure, Page};
#[cfg(feature = "csr")]
pub(crate) use refusals::{Guards, Outcome};
