//! The same events, folded by the server and by the rulebook's wasm in the browser, lead to the same journey.

use crate::{
    browser::Browser,
    server::{root, target},
};
use actix_web::{App, HttpResponse, HttpServer, web};
use serde_json::{Value, json};

/// How the wasm is loaded and asked, without a page's policy or a framework around it.
const FOLD: &str = "
    const tell = arguments[arguments.length - 1], histories = arguments[0];
    import('/fold.js')
        .then(async fold => { await fold.default({ module_or_path: '/fold_bg.wasm' }); return histories.map(one => fold.fold(one)); })
        .then(folds => tell(folds), error => tell(String(error)));";

#[actix_web::test]
async fn the_browser_folds_every_history_as_the_rulebook_does() {
    let vectors = vectors();
    let histories: Vec<_> = vectors
        .iter()
        .map(|vector| json!(vector["history"].to_string()))
        .collect();
    let server = HttpServer::new(|| {
        App::new()
            .route(
                "/",
                web::get()
                    .to(async || page("text/html", b"<!doctype html><title>Fold</title>".to_vec())),
            )
            .route(
                "/fold.js",
                web::get().to(async || page("text/javascript", built("fold.js"))),
            )
            .route(
                "/fold_bg.wasm",
                web::get().to(async || page("application/wasm", built("fold_bg.wasm"))),
            )
    })
    .workers(1)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .expect("a port of this machine");
    let address = format!("http://{}/", server.addrs()[0]);
    let running = server.run();
    let handle = running.handle();
    actix_web::rt::spawn(running);

    let browser = Browser::open(true).await;
    browser.open_address(&address).await;
    let folds = browser.ask_later(FOLD, vec![Value::Array(histories)]).await;
    browser.close().await;
    handle.stop(false).await;

    let folds = folds
        .as_array()
        .unwrap_or_else(|| panic!("the wasm: {folds}"))
        .clone();
    assert_eq!(folds.len(), vectors.len());
    for (vector, fold) in vectors.iter().zip(folds) {
        let fold: Value = serde_json::from_str(fold.as_str().unwrap_or_default())
            .unwrap_or_else(|_| panic!("{fold}"));
        assert_eq!(fold, vector["journey"], "{}", vector["name"]);
    }
}

fn vectors() -> Vec<Value> {
    let file = root().join("shared/vectors/journeys.json");
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let vectors: Vec<Value> = serde_json::from_str(&text).expect("vectors");
    assert!(!vectors.is_empty(), "no vector to compare with");
    vectors
}

fn built(name: &str) -> Vec<u8> {
    let file = target("browser-vectors").join(name);
    std::fs::read(&file).unwrap_or_else(|error| {
        panic!(
            "{}: {error}. `cargo verify --only browser` builds it",
            file.display()
        )
    })
}

fn page(media_type: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok().content_type(media_type).body(body)
}
