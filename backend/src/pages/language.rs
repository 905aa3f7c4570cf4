//! Which language a page is in: what somebody chose here, else what their record says, else what their browser asks for.

use super::visit::{Visit, see_other};
use crate::candidates;
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    http::header,
    web::Form,
};
use serde::Deserialize;
use shared::candidates::Language;
use std::str::FromStr as _;

/// Where a browser remembers the choice. It says nothing about anybody.
const COOKIE: &str = "language";

/// The language of a request. `recorded` is what the record of whoever is signed in says.
pub(super) fn of_request(request: &HttpRequest, recorded: Option<Language>) -> Language {
    asked_for(request)
        .or_else(|| {
            request
                .cookie(COOKIE)
                .and_then(|cookie| cookie.value().parse().ok())
        })
        .or(recorded)
        .or_else(|| preferred(request))
        .unwrap_or(Language::English)
}

/// What the address asks for: the way in from the first page in each language.
pub(super) fn asked_for(request: &HttpRequest) -> Option<Language> {
    let query = form_urlencoded::parse(request.query_string().as_bytes());
    query
        .into_iter()
        .find(|(name, _)| name == "language")
        .and_then(|(_, code)| code.parse().ok())
}

/// The first language of ours that the browser names.
fn preferred(request: &HttpRequest) -> Option<Language> {
    let header = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)?
        .to_str()
        .ok()?;
    header.split(',').find_map(|range| {
        let tag = range.split([';', '-']).next().unwrap_or("").trim();
        Language::from_str(tag).ok()
    })
}

/// The cookie that remembers a choice.
pub(super) fn remembering(language: Language, secure: bool) -> Cookie<'static> {
    Cookie::build(COOKIE, language.as_str())
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}

#[derive(Deserialize)]
pub(super) struct Choice {
    language: Language,
    back: Option<String>,
}

/// `POST /my/language`: remembers the choice, in the record too where somebody is signed in, and goes back.
pub(super) async fn choose(
    visit: Visit,
    form: Result<Form<Choice>, actix_web::Error>,
) -> HttpResponse {
    let Ok(Form(choice)) = form else {
        return see_other("/my");
    };
    let back = choice
        .back
        .as_deref()
        .filter(|back| is_own_page(back))
        .unwrap_or("/my");
    let mut response = see_other(back);
    if let (Ok(candidate), Some(principal)) = (visit.candidate(), &visit.principal) {
        let change = candidates::choose_language(
            &visit.platform,
            principal,
            candidate,
            choice.language,
            &visit.request_id.0,
        );
        if let Err(error) = change.await {
            // The page changes all the same; only messages stay in the old language.
            tracing::error!(%error, "the chosen language was not kept");
        }
    }
    let secure = visit.request.connection_info().scheme() == "https";
    // A cookie that cannot be set leaves the page as it was, which is no fault.
    let _ = response.add_cookie(&remembering(choice.language, secure));
    response
}

/// One of the candidate's pages, and nothing that a browser could take for another site.
fn is_own_page(place: &str) -> bool {
    let plain = place
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    plain
        && place.len() <= 512
        && (place == "/my" || place.starts_with("/my/") || place.starts_with("/my?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_choice_counts_before_the_record_and_the_record_before_the_browser() {
        let browser = (header::ACCEPT_LANGUAGE, "fr, ur-PK;q=0.9, en;q=0.8");
        let plain = TestRequest::default()
            .insert_header(browser.clone())
            .to_http_request();
        assert_eq!(of_request(&plain, None), Language::Urdu);
        assert_eq!(of_request(&plain, Some(Language::Polish)), Language::Polish);
        let chosen = TestRequest::default()
            .insert_header(browser)
            .cookie(Cookie::new(COOKIE, "en"))
            .to_http_request();
        assert_eq!(
            of_request(&chosen, Some(Language::Polish)),
            Language::English
        );
        let asked = TestRequest::with_uri("/my/sign-in?language=ur").to_http_request();
        assert_eq!(of_request(&asked, None), Language::Urdu);
        let unknown = TestRequest::with_uri("/my?language=xx").to_http_request();
        assert_eq!(of_request(&unknown, None), Language::English);
    }

    #[test]
    fn a_choice_never_leads_to_another_site() {
        assert!(
            is_own_page("/my") && is_own_page("/my/journeys/1") && is_own_page("/my?done=withdraw")
        );
        for other in [
            "//evil.example",
            "/my\r\nX: y",
            "https://evil.example/my",
            "/mystery",
            "/my/\\evil",
        ] {
            assert!(!is_own_page(other), "{other}");
        }
    }
}
