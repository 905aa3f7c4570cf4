//! What is answered where no route is: a problem to machines, a page to people.

use crate::{
    pages,
    platform::http::{self, Problem},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};

/// 404 or 405 for the API; for a person's browser a page that says the same.
pub(super) async fn not_found(request: HttpRequest) -> Result<HttpResponse, Problem> {
    if is_a_page(&request) {
        return pages::not_found(request).await;
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
