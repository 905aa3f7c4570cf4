//! Sign-in for people without scripts: plain forms, each answered with 303. The pages themselves are in
//! `pages`; what went wrong reaches them as `?error=<code>`.
//!
//! | form | fields | then |
//! |---|---|---|
//! | `POST /sign-in` | `email`, `password`, `next` | `next` or `/dashboard/programmes`; `/sign-in?error=wrong_details` |
//! | | | `/sign-in/code` or `/sign-in/set-up` where a second step is owed |
//! | `POST /sign-in/code` | `code`, `next` | `next` or `/dashboard/programmes`; `/sign-in/code?error=wrong_code` |
//! | `POST /sign-out` | | `/sign-in?signed_out=1` or, for a candidate, `/my/sign-in?signed_out=1` |
//! | `POST /my/sign-in` | `contact`, `next` | `/my/sign-in/code?request=<id>`; `/my/sign-in?error=wrong_contact` |
//! | `POST /my/link/{link}` | | `/my`; `/my/sign-in?error=wrong_link` |
//! | `POST /my/sign-in/code` | `request`, `code`, `next` | `next` or `/my`; `…/code?request=<id>&error=wrong_code` |
//!
//! The contact is never in an address: `request` names the code that was asked for, whether or not one was sent.

use super::{
    Identity, Origin, Seen,
    codes::{self, Contact},
    cookie, factors, known_browser,
    service::IdentityError,
    sessions,
    staff::{self, SignInStep},
};
use crate::{
    access::{Principal, Who},
    application::Platform,
    platform::http::RequestId,
};
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::header,
    web::{self, Data, Form},
};
use serde::Deserialize;
use uuid::Uuid;

/// The forms, mounted at the root; they are no part of the API's document.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/sign-in", web::post().to(sign_in))
        .route("/sign-in/code", web::post().to(give_code))
        .route("/sign-out", web::post().to(sign_out))
        .route("/my/sign-in", web::post().to(request_code))
        .route("/my/sign-in/code", web::post().to(redeem_code))
        .route("/my/link/{link}", web::post().to(redeem_link));
}

/// Where staff land.
pub(super) const AFTER_SIGN_IN: &str = "/dashboard/programmes";

type Posted<T> = Result<Form<T>, actix_web::Error>;

#[derive(Deserialize)]
struct SignInForm {
    email: String,
    password: String,
    next: Option<String>,
}

async fn sign_in(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    seen: Seen,
    request_id: RequestId,
    form: Posted<SignInForm>,
) -> HttpResponse {
    let Ok(Form(form)) = form else {
        return to("/sign-in?error=unreadable");
    };
    let next = local(form.next.as_deref());
    let given = (form.email.as_str(), form.password.as_str());
    match staff::sign_in(&platform, &identity, &seen, given, &request_id.0).await {
        Ok(step) => {
            let mut response = entered(&identity, step, next);
            remember_browser(&identity, &request, &mut response, &form.email);
            response
        }
        Err(error) => to(&with_next(&refused(&error), next)),
    }
}

/// On for whoever has just chosen a password with a link.
pub(crate) fn enter_page(
    identity: &Identity,
    request: &HttpRequest,
    step: SignInStep,
    email: &str,
) -> HttpResponse {
    let mut response = entered(identity, step, None);
    remember_browser(identity, request, &mut response, email);
    response
}

/// Lets the browser remember that this address has been signed in with here.
pub(crate) fn remember_browser(
    identity: &Identity,
    request: &HttpRequest,
    response: &mut HttpResponse,
    email: &str,
) {
    let known = known_browser::remembering(identity, request, email);
    // Without it they only wait longer one day.
    let _ = response.add_cookie(&known);
}

/// To the sign-in page, for staff whose session has just been ended.
pub(crate) fn to_sign_in(identity: &Identity) -> HttpResponse {
    with_cookie("/sign-in?signed_out=1", cookie::removing(identity))
}

/// The sign-in page that says what went wrong.
fn refused(error: &IdentityError) -> String {
    match error {
        IdentityError::HeldBack(seconds) => format!("/sign-in?error=held_back&wait={seconds}"),
        error => format!("/sign-in?error={}", code_of(error)),
    }
}

/// On to where they were going, or to what is still owed.
fn entered(identity: &Identity, step: SignInStep, next: Option<&str>) -> HttpResponse {
    let (place, token) = match step {
        SignInStep::SignedIn(token) => (next.unwrap_or(AFTER_SIGN_IN).to_owned(), token),
        SignInStep::SecondFactor(token) => (with_next("/sign-in/code", next), token),
        SignInStep::SetUpFactor(token) => (with_next("/sign-in/set-up", next), token),
    };
    with_cookie(&place, cookie::carrying(identity, token))
}

#[derive(Deserialize)]
struct FactorForm {
    code: String,
    next: Option<String>,
}

async fn give_code(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    request_id: RequestId,
    form: Posted<FactorForm>,
) -> HttpResponse {
    let Ok(Form(form)) = form else {
        return to("/sign-in?error=unreadable");
    };
    let next = local(form.next.as_deref());
    let Some(token) = cookie::read(&identity, &request) else {
        return to(&with_next("/sign-in?error=begin_again", next));
    };
    let from = (Origin::of(&request), request_id.0.as_str());
    match factors::give(&platform, &identity, &token, &form.code, from).await {
        Ok(token) => with_cookie(
            next.unwrap_or(AFTER_SIGN_IN),
            cookie::carrying(&identity, token),
        ),
        Err(IdentityError::WrongFactor) => to(&with_next("/sign-in/code?error=wrong_code", next)),
        Err(error) => to(&with_next(
            &format!("/sign-in?error={}", code_of(&error)),
            next,
        )),
    }
}

async fn sign_out(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    principal: Option<Principal>,
) -> HttpResponse {
    if let Some(token) = cookie::read(&identity, &request)
        && let Err(error) = sessions::end(&platform, &identity, &token).await
    {
        tracing::error!(%error, "a session could not be ended");
        return to("/sign-in?error=unavailable");
    }
    let is_candidate = principal.is_some_and(|who| matches!(who.who, Who::Candidate { .. }));
    let place = if is_candidate {
        "/my/sign-in?signed_out=1"
    } else {
        "/sign-in?signed_out=1"
    };
    let mut response = with_cookie(place, cookie::removing(&identity));
    response.headers_mut().insert(
        header::CLEAR_SITE_DATA,
        header::HeaderValue::from_static(cookie::WHAT_IS_CLEARED),
    );
    response
}

#[derive(Deserialize)]
struct ContactForm {
    contact: String,
    next: Option<String>,
}

async fn request_code(
    platform: Data<Platform>,
    identity: Data<Identity>,
    form: Posted<ContactForm>,
) -> HttpResponse {
    let Ok(Form(form)) = form else {
        return to("/my/sign-in?error=unreadable");
    };
    let next = local(form.next.as_deref());
    // What can be nobody's address is said at once: it tells nothing about anybody.
    if Contact::parse(&form.contact).is_none() {
        return to(&with_next("/my/sign-in?error=wrong_contact", next));
    }
    let request: Uuid = platform.ids.new_id();
    codes::request(&platform, &identity, &form.contact, request).await;
    to(&with_next(
        &format!("/my/sign-in/code?request={request}"),
        next,
    ))
}

#[derive(Deserialize)]
struct CodeForm {
    request: Uuid,
    code: String,
    next: Option<String>,
}

async fn redeem_code(
    platform: Data<Platform>,
    identity: Data<Identity>,
    form: Posted<CodeForm>,
) -> HttpResponse {
    let Ok(Form(form)) = form else {
        return to("/my/sign-in?error=unreadable");
    };
    let next = local(form.next.as_deref());
    let which = codes::Which::Request(form.request);
    let error = match codes::redeem(&platform, &identity, which, &form.code).await {
        Ok(Some(token)) => {
            return with_cookie(next.unwrap_or("/my"), cookie::carrying(&identity, token));
        }
        Ok(None) => IdentityError::WrongCode,
        Err(error) => error.into(),
    };
    let page = format!(
        "/my/sign-in/code?request={}&error={}",
        form.request,
        code_of(&error)
    );
    to(&with_next(&page, next))
}

/// Only this uses a link up: whoever opens one sees a page with a button.
async fn redeem_link(
    platform: Data<Platform>,
    identity: Data<Identity>,
    link: web::Path<String>,
) -> HttpResponse {
    match codes::redeem_link(&platform, &identity, &link).await {
        Ok(Some(token)) => with_cookie("/my", cookie::carrying(&identity, token)),
        Ok(None) => to("/my/sign-in?error=wrong_link"),
        Err(error) => to(&format!("/my/sign-in?error={}", code_of(&error.into()))),
    }
}

/// What the page is told.
pub(super) fn code_of(error: &IdentityError) -> &'static str {
    match error {
        IdentityError::WrongDetails | IdentityError::AddressTaken => "wrong_details",
        IdentityError::WrongCode | IdentityError::WrongFactor => "wrong_code",
        IdentityError::TooManyCodes => "too_many_codes",
        IdentityError::NothingOwed => "begin_again",
        IdentityError::PasskeyRefused
        | IdentityError::TooManyPasskeys
        | IdentityError::NoPasskeysHere => "passkey_refused",
        IdentityError::NoDirectory | IdentityError::DirectoryUnavailable => "directory_unavailable",
        IdentityError::DirectoryRefused => "directory_refused",
        IdentityError::NotKnownHere => "not_known_here",
        IdentityError::Broken(error) => {
            tracing::error!(%error, "nobody can sign in");
            "unavailable"
        }
        IdentityError::HeldBack(_) => "held_back",
        IdentityError::Busy(_) => "busy",
        IdentityError::Database(error) => {
            tracing::error!(%error, "nobody can sign in");
            "unavailable"
        }
    }
}

/// A place on this site; anything else could lead somebody who has just signed in to another.
#[must_use]
pub fn local(next: Option<&str>) -> Option<&str> {
    next.filter(|next| {
        next.starts_with('/')
            && !next.starts_with("//")
            && next.len() <= 512
            && next
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    })
}

/// The address of a page, with where to go on to afterwards.
#[must_use]
pub fn with_next(page: &str, next: Option<&str>) -> String {
    let Some(next) = next else {
        return page.to_owned();
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}{joint}next={next}")
}

pub(super) fn to(place: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .finish()
}

pub(super) fn with_cookie(place: &str, cookie: Cookie<'static>) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .cookie(cookie)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_on_this_site_are_gone_on_to() {
        for good in ["/", "/dashboard/journeys/1?tab=trial", "/my"] {
            assert_eq!(local(Some(good)), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\r\nb",
            "my",
        ] {
            assert_eq!(local(Some(bad)), None, "{bad:?}");
        }
        assert_eq!(
            with_next("/sign-in?error=x", Some("/a?b=c")),
            "/sign-in?error=x&next=%2Fa%3Fb%3Dc"
        );
    }
}
