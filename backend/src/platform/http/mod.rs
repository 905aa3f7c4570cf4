//! How a request is read and answered, the same for every feature.
//!
//! A handler takes [`Json`], [`Query`] and [`PathOf`], asks its service, and gives
//! `Answer<Found<View>>` (or [`Created`], [`Listed`], [`NoContent`]). A refusal is a [`Problem`]. Because the return type
//! carries status and body, the OpenAPI document has both without being told.

mod address;
mod body;
pub mod cursor;
pub mod document;
mod etag;
mod event_stream;
mod fallback;
pub mod idempotency;
pub mod limits;
mod path;
mod pointer;
mod problem;
mod query;
mod request_id;
mod responders;
pub mod security;
pub mod slow_body;
pub mod stopping;

pub use address::{NoNetwork, TrustedProxies, address_of};
pub use body::{BodyDigest, BodyLimit, Json, broken_off, json_of};
pub use etag::{IfMatch, etag};
pub use event_stream::EventStream;
pub use fallback::{Routes, configure, not_found};
pub use path::PathOf;
pub use pointer::field_error;
pub use problem::Problem;
pub use query::{Limit, Query};
pub use request_id::{
    RequestId, attach as attach_request_id, current as current_request_id, current_address,
    in_this_request,
};
pub use responders::{Accepted, Created, Either, Found, Listed, NoContent};

/// What a handler gives: its answer, or the reason why not.
pub type Answer<T> = Result<T, Problem>;
