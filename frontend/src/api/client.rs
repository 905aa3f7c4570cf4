//! The requests themselves, and what is kept of their answers while one walks about.

use super::{Trouble, trouble};
use gloo::net::http::{Method, RequestBuilder, Response};
use gloo::utils::window;
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::HashMap;

/// How many answers are kept: enough for the way back, too few to matter.
const KEPT: usize = 60;

thread_local! {
    static CACHE: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// An answer as it was last seen, to show at once on the way back while it is fetched afresh.
pub(super) fn cached(path: &str) -> Option<String> {
    CACHE.with_borrow(|cache| cache.get(path).cloned())
}

fn keep(path: &str, text: &str) {
    CACHE.with_borrow_mut(|cache| {
        if cache.len() >= KEPT {
            cache.clear();
        }
        cache.insert(path.to_owned(), text.to_owned());
    });
}

/// Forgets what was seen: something has changed.
pub(crate) fn delete_cache() {
    CACHE.with_borrow_mut(HashMap::clear);
}

/// A random key for a request that must count once.
pub(crate) fn fresh_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto()
        && crypto.get_random_values_with_u8_array(&mut bytes).is_ok()
    {
        return uuid::Builder::from_random_bytes(bytes).into_uuid().to_string();
    }
    format!("{:x}", window().performance().map_or(0, |clock| clock.now().to_bits()))
}

/// A request that changes something.
pub(crate) struct Sent<'a> {
    /// Its address.
    pub path: &'a str,
    /// Its body.
    pub body: &'a str,
    /// The version that was read, where the server asks for it.
    pub version: Option<i32>,
    /// What makes repeating it harmless.
    pub key: Option<&'a str>,
}

/// Posts, and gives the answer's text.
pub(crate) async fn post(sent: Sent<'_>) -> Result<String, Trouble> {
    send(Method::POST, sent).await
}

/// Puts, and gives the answer's text.
pub(crate) async fn put(sent: Sent<'_>) -> Result<String, Trouble> {
    send(Method::PUT, sent).await
}

async fn send(method: Method, sent: Sent<'_>) -> Result<String, Trouble> {
    let mut request = builder(&format!("/api/v1{}", sent.path)).method(method);
    if let Some(version) = sent.version {
        request = request.header("If-Match", &format!("\"v{version}\""));
    }
    if let Some(key) = sent.key {
        request = request.header("Idempotency-Key", key);
    }
    let request = request
        .header("Content-Type", "application/json")
        .body(sent.body)
        .map_err(|_| Trouble::Unreachable)?;
    let answer = read(request.send().await).await;
    delete_cache();
    answer
}

/// Ends the session and leaves for the front door.
pub(crate) async fn sign_out() {
    if builder("/auth/sign-out").method(Method::POST).send().await.is_ok() {
        delete_cache();
        window().location().assign("/sign-in").ok();
    }
}

/// Gets one answer.
pub(super) async fn get(path: &str) -> Result<String, Trouble> {
    let text = fetch(path).await?;
    keep(path, &text);
    Ok(text)
}

/// Gets every page of a list as one.
pub(super) async fn get_all(path: &str) -> Result<String, Trouble> {
    let mut all = Vec::new();
    let mut address = path.to_owned();
    loop {
        let mut page: Value = serde_json::from_str(&fetch(&address).await?).map_err(|_| unreadable())?;
        if let Some(Value::Array(lines)) = page.get_mut("data").map(Value::take) {
            all.extend(lines);
        }
        let Some(cursor) = page.get("next_cursor").and_then(Value::as_str) else {
            break;
        };
        let mark = if path.contains('?') { '&' } else { '?' };
        address = format!("{path}{mark}cursor={}", crate::routes::encoded(cursor));
    }
    let text = serde_json::json!({ "data": all, "next_cursor": null }).to_string();
    keep(path, &text);
    Ok(text)
}

async fn fetch(path: &str) -> Result<String, Trouble> {
    let request = builder(&format!("/api/v1{path}")).method(Method::GET);
    read(request.send().await).await
}

pub(super) fn unreadable() -> Trouble {
    Trouble::Failed {
        detail: "The server answered something this page cannot read. Load the page again.".to_owned(),
        request_id: None,
    }
}

fn builder(path: &str) -> RequestBuilder {
    RequestBuilder::new(path).header("Accept", "application/json")
}

/// Whoever is signed out goes to sign in, and comes back to where they were.
async fn read(answer: Result<Response, gloo::net::Error>) -> Result<String, Trouble> {
    let Ok(answer) = answer else {
        return Err(Trouble::Unreachable);
    };
    let Ok(text) = answer.text().await else {
        return Err(Trouble::Unreachable);
    };
    if answer.ok() {
        return Ok(text);
    }
    let found = trouble(answer.status(), &text);
    if found == Trouble::SignedOut {
        let place = window().location();
        let address = crate::routes::sign_in_address(
            &place.pathname().unwrap_or_default(),
            &place.search().unwrap_or_default(),
        );
        place.assign(&address).ok();
    }
    Err(found)
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|_| unreadable())
}

/// A body as text.
pub(crate) fn body_of(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}
