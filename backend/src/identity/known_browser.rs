//! A cookie that says: somebody has signed in to this account with this browser before. It opens nothing. It only keeps
//! what strangers do with an account from keeping its owner out, and is counted for itself when it guesses.

use super::{Identity, secrets};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use shared::values::plain_email;

/// What the cookie holds: the browser's own number, and a mark for each account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownBrowser {
    nonce: String,
    marks: Vec<String>,
}

/// A ward's computer is used by several people.
const MOST_ACCOUNTS: usize = 8;
/// Longer than any of ours.
const LONGEST: usize = 512;
const KEPT_FOR: Duration = Duration::days(180);

fn name(identity: &Identity) -> &'static str {
    if identity.is_behind_tls() {
        "__Host-known-browser"
    } else {
        "known-browser"
    }
}

impl KnownBrowser {
    /// The one that a request carries.
    pub fn of(identity: &Identity, request: &HttpRequest) -> Option<Self> {
        let cookie = request.cookie(name(identity))?;
        let text = cookie.value();
        if text.len() > LONGEST {
            return None;
        }
        let mut parts = text.split('.').map(str::to_owned);
        let nonce = parts.next().filter(|nonce| !nonce.is_empty())?;
        Some(Self {
            nonce,
            marks: parts.take(MOST_ACCOUNTS).collect(),
        })
    }

    /// The browser's own number.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// Whether somebody has signed in with this address here.
    pub fn knows(&self, identity: &Identity, email: &str) -> bool {
        let mark = self.mark(identity, email);
        self.marks.iter().any(|one| secrets::same(one, &mark))
    }

    fn mark(&self, identity: &Identity, email: &str) -> String {
        let text = format!("{}\n{email}", self.nonce);
        identity.keys().keyed_hash("known browser", &text)
    }
}

/// The cookie for a browser in which somebody has signed in with this address.
pub(super) fn remembering(
    identity: &Identity,
    request: &HttpRequest,
    email: &str,
) -> Cookie<'static> {
    let email = plain_email(email);
    let mut browser = KnownBrowser::of(identity, request).unwrap_or_else(|| KnownBrowser {
        nonce: secrets::random_text(),
        marks: Vec::new(),
    });
    let mark = browser.mark(identity, &email);
    browser.marks.retain(|one| *one != mark);
    browser.marks.insert(0, mark);
    browser.marks.truncate(MOST_ACCOUNTS);
    let text = std::iter::once(browser.nonce)
        .chain(browser.marks)
        .collect::<Vec<_>>()
        .join(".");
    Cookie::build(name(identity), text)
        .path("/")
        .http_only(true)
        .secure(identity.is_behind_tls())
        .same_site(SameSite::Lax)
        .max_age(KEPT_FOR)
        .finish()
}
