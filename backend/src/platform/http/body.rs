//! A JSON body, read whole within a limit, parsed once, refused by name.

use super::{Problem, pointer::field_error};
use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header,
    web::{BytesMut, Data},
};
use futures_util::{StreamExt as _, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use shared::problem::ProblemCode;
use std::io::ErrorKind;

/// A JSON request body. Named so that the OpenAPI document takes its schema from the handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// How long a body may be, in bytes; put another into `app_data` (as `Data`) of a scope that needs it.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub usize);

impl Default for BodyLimit {
    fn default() -> Self {
        Self(256 * 1024)
    }
}

/// The SHA-256 of the body that was read, kept with the request for its idempotency key.
#[derive(Debug, Clone, Copy)]
pub struct BodyDigest(pub [u8; 32]);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            check_headers(&request)?;
            let body = read(&request, payload).await?;
            request
                .extensions_mut()
                .insert(BodyDigest(Sha256::digest(&body).into()));
            json_of(&body).map(Self)
        })
    }
}

/// JSON, and as it is: a compressed body could unpack to any size.
fn check_headers(request: &HttpRequest) -> Result<(), Problem> {
    let text = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let media_type = text(header::CONTENT_TYPE).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(ProblemCode::UnsupportedMediaType)
            .detail("Send the body as Content-Type: application/json."));
    }
    match text(header::CONTENT_ENCODING) {
        None => Ok(()),
        Some(encoding) if encoding.eq_ignore_ascii_case("identity") => Ok(()),
        Some(_) => Err(Problem::new(ProblemCode::UnsupportedMediaType)
            .detail("Send the body without Content-Encoding.")),
    }
}

async fn read(request: &HttpRequest, mut payload: Payload) -> Result<BytesMut, Problem> {
    let BodyLimit(limit) = request
        .app_data::<Data<BodyLimit>>()
        .map_or_else(Default::default, |l| ***l);
    let too_large = || {
        Problem::new(ProblemCode::TooLarge).detail(format!("A body is at most {limit} bytes here."))
    };
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut body = BytesMut::with_capacity(announced.unwrap_or_default());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(broken_off)?;
        if body.len() + chunk.len() > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What is answered to whoever did not send a body to its end.
pub fn broken_off(error: PayloadError) -> Problem {
    let in_time = !matches!(&error, PayloadError::Io(error) if error.kind() == ErrorKind::TimedOut);
    let problem = if in_time {
        Problem::unreadable("The body broke off.")
    } else {
        Problem::new(ProblemCode::TooSlow)
    };
    problem.because(error)
}

/// A body that was read, as JSON.
///
/// # Errors
/// 400 for what is not JSON, 422 with the place of what is not possible.
pub fn json_of<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    if body.is_empty() {
        return Err(Problem::unreadable("The body is empty."));
    }
    if holds_nul(body) {
        return Err(Problem::new(ProblemCode::Invalid).error(
            "",
            "control_character",
            "The character U+0000 cannot be kept.",
        ));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        if inner.is_data() {
            Problem::invalid([field_error(error.path(), &inner.to_string())])
        } else {
            Problem::unreadable(format!("The body is not JSON: {inner}."))
        }
    })?;
    json.end()
        .map_err(|_| Problem::unreadable("Something stands after the JSON."))?;
    Ok(value)
}

/// Whether a text in the body holds U+0000, which JSON can write and PostgreSQL cannot keep.
fn holds_nul(body: &[u8]) -> bool {
    body.windows(6).enumerate().any(|(at, window)| {
        let slashes = body[..at]
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count();
        window == b"\\u0000" && slashes % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        name: String,
        inner: Vec<Inner>,
    }
    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        number: u8,
    }

    fn first_error(body: &str) -> (String, String) {
        let problem = json_of::<Outer>(body.as_bytes()).expect_err("a refusal");
        assert_eq!(problem.code(), ProblemCode::Invalid, "{body}");
        let error = problem.details().errors.remove(0);
        (error.pointer, error.code)
    }

    #[test]
    fn what_is_wrong_is_pointed_at() {
        let at = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        assert_eq!(
            first_error(r#"{"name":"a","x":1,"inner":[]}"#),
            at("/x", "unknown_field")
        );
        assert_eq!(
            first_error(r#"{"name":"a","inner":[{"number":1},{"number":1,"y/z":2}]}"#),
            at("/inner/1/y~1z", "unknown_field")
        );
        assert_eq!(first_error(r#"{"inner":[]}"#), at("/name", "missing"));
        assert_eq!(
            first_error(r#"{"name":7,"inner":[]}"#),
            at("/name", "wrong_type")
        );
        assert_eq!(
            first_error(r#"{"name":"a","inner":[{"number":300}]}"#),
            at("/inner/0/number", "invalid")
        );
        assert_eq!(
            first_error(r#"{"name":"a\u0000b","inner":[]}"#),
            at("", "control_character")
        );
        assert!(json_of::<Outer>(br#"{"name":"a\\u0000b","inner":[]}"#).is_ok());
    }

    #[test]
    fn what_is_not_json_is_unreadable() {
        let deep = "[".repeat(10_000);
        for body in [
            "",
            "{",
            "{\"name\":\"a\"",
            "nonsense",
            "{} {}",
            "\u{1}",
            deep.as_str(),
        ] {
            let problem = json_of::<serde_json::Value>(body.as_bytes()).expect_err("a refusal");
            assert_eq!(problem.code(), ProblemCode::Unreadable, "{body:.20}");
        }
    }
}
