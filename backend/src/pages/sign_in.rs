//! The pages on which people sign in. What they post is answered by `identity`.

use super::{
    error::PageError,
    language,
    visit::{Visit, page, see_other},
};
use crate::{access::Who, identity::Identity};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use frontend::{
    candidate::{CodePage, CodePageProps, ContactPage, ContactPageProps, LinkPage, LinkPageProps},
    language::{Message, sign_in as words},
    public::{StaffSignInPage, StaffSignInPageProps, render},
};
use serde::Deserialize;
use uuid::Uuid;

/// What stands in the address of a sign-in page. What cannot be read counts as not there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: Option<String>,
    error: Option<String>,
    request: Option<String>,
    signed_out: Option<String>,
    wait: Option<String>,
    changed: Option<String>,
}

/// `GET /sign-in`.
pub(super) async fn staff(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    if visit
        .principal
        .as_ref()
        .is_some_and(|who| matches!(who.who, Who::Staff { .. }))
    {
        return see_other("/dashboard/programmes");
    }
    let props = StaffSignInPageProps {
        frame: visit.frame(),
        next: asked.next.clone().unwrap_or_default(),
        problem: asked
            .error
            .as_deref()
            .map(|code| staff_problem(code, asked.wait.as_deref())),
        email: String::new(),
        passkeys: identity.passkey_address().is_some(),
        trust_account: identity.trust_account().map(str::to_owned),
        notice: notice(&asked),
    };
    let text = render::<StaffSignInPage>(props).await;
    visit.answer(Ok(page(StatusCode::OK, text))).await
}

/// What was just done, where the address says so.
fn notice(asked: &Asked) -> Option<String> {
    let words = match (&asked.changed, &asked.signed_out) {
        (Some(_), _) => "Your password is changed. Sign in with the new one.",
        (None, Some(_)) => "You are signed out.",
        (None, None) => return None,
    };
    Some(words.to_owned())
}

fn staff_problem(code: &str, wait: Option<&str>) -> String {
    let seconds = wait.and_then(|wait| wait.parse::<u32>().ok()).unwrap_or(60);
    let words = match code {
        "held_back" => {
            let wait = waiting_time(seconds);
            return format!("Too many wrong tries. Wait {wait}, then try again.");
        }
        "wrong_details" => {
            "The email address or the password is not right. Check both and try again."
        }
        "too_many_codes" => {
            "Too many wrong codes were given. Sign in with your password again, or wait an hour."
        }
        "begin_again" => "The second step took too long. Sign in with your password again.",
        "passkey_refused" => {
            "The passkey was not accepted. Try again, or sign in with your password."
        }
        "directory_unavailable" => {
            "Your Trust's accounts cannot be reached right now. Try again in a few minutes, or use your password."
        }
        "directory_refused" => "Your Trust account was not accepted. Try again.",
        "not_known_here" => {
            "Your Trust account is not known here. Ask your administrator to invite you."
        }
        "busy" => "Many people are signing in. Wait a few seconds, then try again.",
        _ => "We cannot sign you in right now. Try again in a few minutes.",
    };
    words.to_owned()
}

/// How long somebody must wait, as people say it.
pub(super) fn waiting_time(seconds: u32) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// `GET /my/sign-in`.
pub(super) async fn contact(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    if visit.candidate().is_ok() {
        return see_other("/my");
    }
    let problem = asked.error.as_deref().map(candidate_problem);
    let props = ContactPageProps {
        frame: visit.frame(),
        problem,
        next: asked.next.clone(),
        signed_out: asked.signed_out.is_some(),
    };
    let mut response = page(StatusCode::OK, render::<ContactPage>(props).await);
    if let Some(language) = language::asked_for(&visit.request) {
        let secure = visit.request.connection_info().scheme() == "https";
        // A cookie that cannot be set leaves the next page in the browser's language.
        let _ = response.add_cookie(&language::remembering(language, secure));
    }
    visit.answer(Ok(response)).await
}

/// `GET /my/sign-in/code`.
pub(super) async fn code(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let Some(request) = asked
        .request
        .as_deref()
        .and_then(|id| id.parse::<Uuid>().ok())
    else {
        return visit.answer(Err(PageError::NotFound)).await;
    };
    let props = CodePageProps {
        frame: visit.frame(),
        request: request.to_string(),
        next: asked.next.clone(),
        shown_code: identity.shown_code(request),
        problem: asked.error.as_deref().map(candidate_problem),
    };
    let text = render::<CodePage>(props).await;
    visit.answer(Ok(page(StatusCode::OK, text))).await
}

/// `GET /my/link/{link}`. It looks nothing up: mail scanners open links, and learn nothing from it.
pub(super) async fn link(visit: Visit, link: Path<String>) -> HttpResponse {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if link.len() > 64 || !link.bytes().all(is_plain) {
        return visit.answer(Err(PageError::NotFound)).await;
    }
    let props = LinkPageProps {
        frame: visit.frame(),
        link: link.into_inner(),
    };
    let text = render::<LinkPage>(props).await;
    visit.answer(Ok(page(StatusCode::OK, text))).await
}

fn candidate_problem(code: &str) -> Message {
    match code {
        "wrong_contact" => words::CONTACT_WRONG,
        "wrong_code" => words::CODE_WRONG,
        "wrong_link" => words::LINK_WRONG,
        "busy" => words::TOO_MANY,
        _ => words::TRY_LATER,
    }
}
