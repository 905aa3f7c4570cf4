//! What is answered where no route is: a problem to machines, a page to people.

use crate::platform::http::{self, Problem};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};

/// 404 or 405 for the API; for a person's browser a page that says the same.
pub(super) async fn not_found(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if is_a_page(&request) {
        return Ok(HttpResponse::NotFound()
            .content_type("text/html; charset=utf-8")
            .body(PAGE));
    }
    http::not_found(request).await
}

fn is_a_page(request: &HttpRequest) -> bool {
    let wants_html = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    wants_html && request.method() == Method::GET && !request.path().starts_with("/api/")
}

/// It stands alone, so that it can be shown when nothing else can.
const PAGE: &str = "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Page not found - Foothold</title>\
<main><h1>Page not found</h1><p>If you typed the address, check that it is right. If you followed a link, it may be \
out of date, or the page may not be yours to see.</p><p><a href=\"/\">Go to the start</a></p></main></html>";
