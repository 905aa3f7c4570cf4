//! The cookie that a browser carries: opaque, unreadable by scripts, never sent by another site's form.

use super::Identity;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};

/// Behind TLS the prefix makes browsers hold it to this host and to Secure. A browser refuses it on plain HTTP, which
/// only a demo on this machine speaks.
fn name(identity: &Identity) -> &'static str {
    if identity.is_behind_tls() {
        "__Host-session"
    } else {
        "session"
    }
}

/// The cookie that holds a session's token.
pub(super) fn carrying(identity: &Identity, token: String) -> Cookie<'static> {
    Cookie::build(name(identity), token)
        .path("/")
        .http_only(true)
        .secure(identity.is_behind_tls())
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that carries a session which a page has opened.
#[must_use]
pub fn session_cookie(identity: &Identity, token: String) -> Cookie<'static> {
    carrying(identity, token)
}

/// The cookie that takes it away.
pub(super) fn removing(identity: &Identity) -> Cookie<'static> {
    let mut cookie = carrying(identity, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The token that a request carries.
pub(super) fn read(identity: &Identity, request: &HttpRequest) -> Option<String> {
    /// Longer than any of ours.
    const LONGEST: usize = 128;
    let cookie = request.cookie(name(identity))?;
    let token = cookie.value();
    (!token.is_empty() && token.len() <= LONGEST).then(|| token.to_owned())
}
