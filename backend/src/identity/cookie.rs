//! The cookie that a browser carries: opaque, unreadable by scripts, never sent by another site's form.

use super::Identity;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};

/// Behind TLS the prefix makes browsers hold it to this host and to Secure. A browser refuses it on plain HTTP, which
/// only a demo on this machine speaks.
fn name(behind_tls: bool) -> &'static str {
    if behind_tls {
        "__Host-session"
    } else {
        "session"
    }
}

/// The cookie that holds a session's token.
pub(super) fn carrying(identity: &Identity, token: String) -> Cookie<'static> {
    of(identity.is_behind_tls(), token)
}

fn of(behind_tls: bool, token: String) -> Cookie<'static> {
    Cookie::build(name(behind_tls), token)
        .path("/")
        .http_only(true)
        .secure(behind_tls)
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that carries a session which a page has opened.
#[must_use]
pub fn session_cookie(identity: &Identity, token: String) -> Cookie<'static> {
    carrying(identity, token)
}

/// What a browser forgets with the session, for `Clear-Site-Data`: answers of forms that were not sent are kept there.
pub(super) const WHAT_IS_CLEARED: &str = "\"storage\"";

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
    let cookie = request.cookie(name(identity.is_behind_tls()))?;
    let token = cookie.value();
    (!token.is_empty() && token.len() <= LONGEST).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_the_cookie_is_held_to_this_host() {
        let cookie = of(true, "token".to_owned()).to_string();
        assert!(cookie.starts_with("__Host-session=token;"), "{cookie}");
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{part}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }

    #[test]
    fn a_demo_without_tls_has_a_cookie_that_its_browser_takes() {
        let cookie = of(false, "token".to_owned()).to_string();
        assert!(cookie.starts_with("session=token;"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
    }
}
