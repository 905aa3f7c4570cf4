//! The browser's files: built by `cargo demo` into `target/site`, inside the program in a release.
//!
//! Each file's name holds a hash of what is in it, so that a browser may keep it for ever; `manifest.json` says which
//! hashed name stands for which plain one now.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

type Manifest = BTreeMap<String, String>;

/// In a release the files cannot change while the program runs; otherwise they are read again each time.
fn manifest() -> Arc<Manifest> {
    static BUILT_IN: LazyLock<Arc<Manifest>> = LazyLock::new(|| Arc::new(read_manifest()));
    if cfg!(debug_assertions) {
        Arc::new(read_manifest())
    } else {
        Arc::clone(&BUILT_IN)
    }
}

fn read_manifest() -> Manifest {
    Site::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
}

/// The address of a file by its plain name: `staff.css` → `/assets/staff.98c44b1e8924a9a6.css`. One that was not built
/// keeps its plain name, and is not found.
#[must_use]
pub fn path(logical: &str) -> String {
    let manifest = manifest();
    format!(
        "/assets/{}",
        manifest.get(logical).map_or(logical, String::as_str)
    )
}

/// Mounts them under `/assets`.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/assets/{name}", web::get().to(serve))
        .route("/assets/{name}", web::head().to(serve));
}

async fn serve(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let manifest = manifest();
    if !manifest.values().any(|hashed| *hashed == *name) {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("Not found");
    }
    let compressed = takes_brotli(&request)
        .then(|| Site::get(&format!("{name}.br")))
        .flatten();
    let is_compressed = compressed.is_some();
    let Some(file) = compressed.or_else(|| Site::get(&name)) else {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("Not found");
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type(&name))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    // Also where it is `identity`: nothing further on may compress it again.
    let encoding = if is_compressed { "br" } else { "identity" };
    response.insert_header((header::CONTENT_ENCODING, encoding));
    response.body(bytes(file))
}

fn bytes(file: EmbeddedFile) -> web::Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(built_in) => web::Bytes::from_static(built_in),
        std::borrow::Cow::Owned(read) => web::Bytes::from(read),
    }
}

fn takes_brotli(request: &HttpRequest) -> bool {
    request
        .headers()
        .get_all(header::ACCEPT_ENCODING)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| part.trim().split(';').map(str::trim).collect::<Vec<_>>())
        .any(|parts| match parts.as_slice() {
            ["br"] => true,
            ["br", quality] => !matches!(*quality, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"),
            _ => false,
        })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn brotli_is_sent_to_whoever_takes_it() {
        let takes = |value: &'static str| {
            takes_brotli(
                &TestRequest::default()
                    .insert_header((header::ACCEPT_ENCODING, value))
                    .to_http_request(),
            )
        };
        assert!(takes("gzip, deflate, br") && takes("br;q=0.5"));
        assert!(!takes("gzip") && !takes("gzip, br;q=0") && !takes("brotli"));
    }

    #[test]
    fn a_file_that_was_not_built_keeps_its_plain_name() {
        assert_eq!(path("no-such-file.css"), "/assets/no-such-file.css");
    }
}
