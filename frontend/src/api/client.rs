//! The requests themselves, and what is kept of their answers while one walks about.

use super::resource::Parsed;
use super::{Trouble, trouble};
use crate::forms::keep_over_sign_in;
use crate::session::{browser, note_answer, note_end};
use gloo::net::http::{Method, RequestBuilder, Response};
use gloo::utils::window;
use serde::Serialize;
use shared::identity::Me;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many answers are kept: enough for the way back, too few to matter.
const KEPT: usize = 60;

/// What this page sent comes back as news too; so many milliseconds after an answer it still counts as one's own doing.
const ECHO: f64 = 1_500.0;

thread_local! {
    static CACHE: RefCell<HashMap<String, Rc<Parsed>>> = RefCell::new(HashMap::new());
    /// When the last change that this page sent was answered; never, while one is under way.
    static SENT: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Whether what has just changed may have been changed from here.
pub(crate) fn is_own_doing() -> bool {
    browser::elapsed() - SENT.get() < ECHO
}

/// An answer as it was last seen, to show at once on the way back while it is fetched afresh.
pub(super) fn cached(path: &str) -> Option<Rc<Parsed>> {
    CACHE.with_borrow(|cache| cache.get(path).cloned())
}

/// Keeps an answer for the way back.
pub(super) fn keep(path: &str, parsed: Rc<Parsed>) {
    CACHE.with_borrow_mut(|cache| {
        if cache.len() >= KEPT {
            cache.clear();
        }
        cache.insert(path.to_owned(), parsed);
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
        return uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .to_string();
    }
    format!(
        "{:x}",
        window()
            .performance()
            .map_or(0, |clock| clock.now().to_bits())
    )
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
    SENT.set(f64::INFINITY);
    let answer = read(request.send().await, true).await;
    SENT.set(browser::elapsed());
    delete_cache();
    answer
}

/// Ends the session and leaves for the front door.
pub(crate) async fn sign_out() {
    if builder("/auth/sign-out")
        .method(Method::POST)
        .send()
        .await
        .is_ok()
    {
        delete_cache();
        window().location().assign("/sign-in").ok();
    }
}

/// Gets an answer's text. What the page asks by itself does not make the session longer.
pub(super) async fn fetch(path: &str, attended: bool) -> Result<String, Trouble> {
    let mut request = builder(&format!("/api/v1{path}")).method(Method::GET);
    if !attended {
        request = request.header("Foothold-Unattended", "true");
    }
    read(request.send().await, attended).await
}

/// What to say of an answer that is not what it should be.
pub(super) fn unreadable() -> Trouble {
    Trouble::Failed {
        detail: "The server answered something this page cannot read. Load the page again."
            .to_owned(),
        request_id: None,
    }
}

fn builder(path: &str) -> RequestBuilder {
    RequestBuilder::new(path).header("Accept", "application/json")
}

/// Whoever is signed out goes to sign in, and comes back to where they were.
async fn read(
    answer: Result<Response, gloo::net::Error>,
    attended: bool,
) -> Result<String, Trouble> {
    let Ok(answer) = answer else {
        return Err(Trouble::Unreachable);
    };
    let Ok(text) = answer.text().await else {
        return Err(Trouble::Unreachable);
    };
    if answer.ok() {
        if attended {
            note_answer();
        }
        return Ok(text);
    }
    let found = trouble(answer.status(), &text);
    if !attended {
        return Err(found);
    }
    if found == Trouble::SignedOut {
        leave_to_sign_in();
    } else {
        note_answer();
    }
    Err(found)
}

/// Leaves to sign in, and comes back here; what was written on the page is kept meanwhile.
pub(crate) fn leave_to_sign_in() {
    keep_over_sign_in();
    let place = window().location();
    let address = crate::routes::sign_in_address(
        &place.pathname().unwrap_or_default(),
        &place.search().unwrap_or_default(),
    );
    place.assign(&address).ok();
}

/// Asks the server for anything, so that the session goes on.
pub(crate) fn extend_session() {
    wasm_bindgen_futures::spawn_local(async {
        // An answer is noted where it arrives; whoever is signed out leaves there too.
        if let Ok(me) = fetch("/me", true).await
            && let Ok(me) = serde_json::from_str::<Me>(&me)
        {
            note_end(me.ends_in);
        }
    });
}

/// A body as text.
pub(crate) fn body_of(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}
