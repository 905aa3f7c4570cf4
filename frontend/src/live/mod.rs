//! What has changed while one looks: one stream for the whole application, and what each page does about it.

#[cfg(feature = "csr")]
mod following;
pub mod news;
#[cfg(feature = "csr")]
mod stream;

#[cfg(feature = "csr")]
pub(crate) use following::use_news;
#[cfg(feature = "csr")]
pub(crate) use stream::{Stream, may_watch};
