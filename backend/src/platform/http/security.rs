//! Headers on every answer, and requests that another site made a browser send.

use super::Problem;
use actix_web::{
    Error, ResponseError as _,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use shared::problem::ProblemCode;

/// No script but our own files, no frame, no plug-in, no form to elsewhere. `wasm-unsafe-eval` lets wasm run and
/// nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
     object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
    // Pages are about people; what may be kept (assets, the API's document) says so itself.
    (header::CACHE_CONTROL, "no-store"),
];

/// Two years, for every name below this one: whoever has been here once comes by TLS only.
const TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// Whether browsers reach the server through TLS. Only then may they be told to use nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BehindTls(pub bool);

/// The middleware that sets the security headers. One that a handler has set stays.
///
/// # Errors
/// What the inner services return.
pub async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let behind_tls = request
        .app_data::<Data<BehindTls>>()
        .is_some_and(|behind| behind.0);
    let mut response = next.call(request).await?;
    if behind_tls {
        response.headers_mut().insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(TRANSPORT),
        );
    }
    for (name, value) in HEADERS {
        if !response.headers().contains_key(&name) {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

/// The middleware that refuses a change when a browser says that another site asked for it, or cannot say who did.
///
/// A browser that says "another site" is believed always: another site must not sign anybody in either. One that says
/// nothing is asked for its origin where a cookie could act in somebody's name; partners' systems have none.
///
/// # Errors
/// What the inner services return.
pub async fn refuse_cross_site<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let headers = request.headers();
    let says_who_asked =
        headers.contains_key("sec-fetch-site") || headers.contains_key(header::COOKIE);
    if !request.method().is_safe() && says_who_asked && !is_same_site(headers) {
        let problem = Problem::new(ProblemCode::Forbidden).detail(
            "This change was asked for by another site, or the browser did not say by which.",
        );
        let response = problem.error_response();
        return Ok(request.into_response(response).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

/// `Sec-Fetch-Site` if the browser sends it, else `Origin` against `Host`.
fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(
                HeaderName::from_bytes(name.as_bytes()).expect("a name"),
                HeaderValue::from_str(value).expect("a value"),
            );
        }
        is_same_site(&headers)
    }

    #[test]
    fn the_browser_is_asked_and_then_the_origin() {
        assert!(said(&[("sec-fetch-site", "same-origin")]));
        assert!(said(&[("sec-fetch-site", "none")]));
        assert!(!said(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://a"),
            ("host", "a")
        ]));
        assert!(!said(&[("sec-fetch-site", "same-site")]));
        assert!(said(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!said(&[
            ("origin", "http://evil.example"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!said(&[("origin", "null"), ("host", "a")]));
        assert!(!said(&[("host", "a")]));
    }
}
