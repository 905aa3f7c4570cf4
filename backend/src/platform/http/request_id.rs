//! Each request has an id: the caller's own, if it is a plain one, or a new one. It stands in the answer, in the log
//! and in what the request changes.

use super::address_of;
use crate::platform::telemetry;
use actix_web::{
    Error, FromRequest, HttpMessage as _, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use std::{
    future::{Future, Ready, ready},
    time::Instant,
};
use tracing::Instrument as _;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Current;
}

/// What is known of the request that is being answered.
#[derive(Clone)]
struct Current {
    id: String,
    address: Option<String>,
}

/// The id of the request that is being answered on this task.
#[must_use]
pub fn current() -> Option<String> {
    CURRENT.try_with(|current| current.id.clone()).ok()
}

/// Where the request that is being answered on this task came from, where that is known.
#[must_use]
pub fn current_address() -> Option<String> {
    CURRENT
        .try_with(|current| current.address.clone())
        .ok()
        .flatten()
}

/// Work that goes on by itself and still belongs to the request that is being answered here.
pub fn in_this_request<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let current = CURRENT.try_with(Clone::clone).ok();
    async move {
        match current {
            Some(current) => CURRENT.scope(current, work).await,
            None => work.await,
        }
    }
}

/// The id of this request, as a handler's argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl FromRequest for RequestId {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.extensions().get::<Self>().cloned();
        ready(Ok(id.unwrap_or_else(fresh)))
    }
}

fn fresh() -> RequestId {
    let mut bytes = [0_u8; 16];
    crate::platform::ids::fill_from_system(&mut bytes);
    RequestId(
        uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .simple()
            .to_string(),
    )
}

/// Letters, digits, `-`, `_` and `.`, at most 64: anything else could forge a line of the log.
fn is_plain(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Where a request comes from; nothing where nobody knows.
fn known_address(request: &HttpRequest) -> Option<String> {
    let address = address_of(request);
    (!address.is_unspecified()).then(|| address.to_string())
}

/// The middleware that gives each request its id, its line in the log and its place in the figures.
///
/// # Errors
/// What the inner services return.
pub async fn attach(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let given = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok());
    let id = given
        .filter(|text| is_plain(text))
        .map_or_else(fresh, |text| RequestId(text.to_owned()));
    request.extensions_mut().insert(id.clone());
    let span = tracing::info_span!(
        "request",
        id = %id.0,
        method = %request.method(),
        // The pattern, not the path: a path can hold what does not belong in a log.
        route = request.match_pattern().unwrap_or_default(),
    );
    let began = Instant::now();
    let header = HeaderValue::from_str(&id.0);
    let current = Current {
        id: id.0,
        address: known_address(request.request()),
    };
    let answered = CURRENT
        .scope(current, next.call(request))
        .instrument(span.clone())
        .await;
    let status = match &answered {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    let took = began.elapsed();
    telemetry::metrics().observe(status.as_u16(), took);
    span.in_scope(|| {
        tracing::info!(
            status = status.as_u16(),
            took_us = took.as_micros(),
            "answered"
        )
    });
    let mut response = answered?;
    if let Ok(header) = header {
        response.headers_mut().insert(HEADER, header);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_are_taken_over() {
        assert!(is_plain("0193-abc_D.9"));
        for bad in ["", "a b", "a\r\nb", "é", &"a".repeat(65)] {
            assert!(!is_plain(bad));
        }
        assert!(is_plain(&fresh().0));
    }
}
