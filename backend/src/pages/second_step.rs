//! The second step of a sign-in: a code, setting an app up first where the Trust asks for one, or a passkey.

use super::{
    qr,
    visit::{Visit, page, see_other},
};
use crate::{
    assets,
    identity::{self, Identity, IdentityError, Offer},
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use frontend::{
    factors::{
        AskPasskeyPage, AskPasskeyPageProps, SecondStepPage, SecondStepPageProps, Secret,
        SetUpFirstPage, SetUpFirstPageProps,
    },
    public::render,
};
use serde::Deserialize;
use shared::identity::SignInStage;
use uuid::Uuid;

/// What stands in the address of these pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: Option<String>,
    error: Option<String>,
    ceremony: Option<Uuid>,
}

/// Back to the password.
fn begin_again(code: &str) -> HttpResponse {
    see_other(&format!("/sign-in?error={code}"))
}

fn problem(code: &str) -> String {
    let words = match code {
        "wrong_code" => {
            "That code is not right, or has been used already. Wait for the next one and try again."
        }
        _ => "We cannot check the code right now. Try again in a few minutes.",
    };
    words.to_owned()
}

/// `GET /sign-in/code`.
pub(super) async fn code(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    match identity::owed_now(&visit.platform, &identity, &visit.request).await {
        Ok(Some((SignInStage::SecondFactor, standing))) => {
            let props = SecondStepPageProps {
                frame: visit.frame(),
                next: asked.next.clone().unwrap_or_default(),
                problem: asked.error.as_deref().map(problem),
                has_app: standing.authenticator_since.is_some(),
                has_passkey: standing.passkeys > 0,
            };
            let text = render::<SecondStepPage>(props).await;
            visit.answer(Ok(page(StatusCode::OK, text))).await
        }
        Ok(_) => begin_again("begin_again"),
        Err(error) => visit.answer(Err(error.into())).await,
    }
}

fn secret(offer: &Offer) -> Secret {
    Secret {
        text: offer.text.clone(),
        code: qr::draw(&offer.address),
    }
}

/// `GET /sign-in/set-up`.
pub(super) async fn set_up(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    match identity::offered_pending(&visit.platform, &identity, &visit.request).await {
        Ok(offer) => {
            let props = SetUpFirstPageProps {
                frame: visit.frame(),
                next: asked.next.clone().unwrap_or_default(),
                problem: asked.error.as_deref().map(problem),
                secret: Some(secret(&offer)),
                codes: Vec::new(),
            };
            let text = render::<SetUpFirstPage>(props).await;
            visit.answer(Ok(page(StatusCode::OK, text))).await
        }
        Err(IdentityError::Database(error)) => visit.answer(Err(error.into())).await,
        Err(_) => begin_again("begin_again"),
    }
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    code: String,
    next: Option<String>,
}

/// `POST /sign-in/set-up`. The answer is a page, because it shows recovery codes, which are kept nowhere.
pub(super) async fn finish_set_up(
    visit: Visit,
    identity: Data<Identity>,
    form: Form<CodeForm>,
) -> HttpResponse {
    let next = identity::local(form.next.as_deref());
    let platform = &visit.platform;
    let confirmed = identity::confirm_pending(
        platform,
        &identity,
        &visit.request,
        &form.code,
        &visit.request_id.0,
    )
    .await;
    match confirmed {
        Ok(confirmed) => {
            let props = SetUpFirstPageProps {
                frame: visit.frame(),
                next: next.unwrap_or("/dashboard/programmes").to_owned(),
                problem: None,
                secret: None,
                codes: confirmed.codes,
            };
            let mut response = page(StatusCode::OK, render::<SetUpFirstPage>(props).await);
            if let Some(token) = confirmed.token {
                // A cookie that cannot be set leaves them with the password step, which says so.
                let _ = response.add_cookie(&identity::session_cookie(&identity, token));
            }
            visit.answer(Ok(response)).await
        }
        Err(IdentityError::WrongFactor) => see_other(&identity::with_next(
            "/sign-in/set-up?error=wrong_code",
            next,
        )),
        Err(IdentityError::Database(error)) => visit.answer(Err(error.into())).await,
        Err(_) => begin_again("begin_again"),
    }
}

#[derive(Deserialize)]
pub(super) struct NextForm {
    next: Option<String>,
}

/// `POST /sign-in/passkey`: begins to ask for one.
pub(super) async fn begin_passkey(
    visit: Visit,
    identity: Data<Identity>,
    form: Form<NextForm>,
) -> HttpResponse {
    let next = identity::local(form.next.as_deref());
    match identity::begin_asking(&visit.platform, &identity, &visit.request).await {
        Ok(begun) => {
            let place = format!("/sign-in/passkey?ceremony={}", begun.id);
            HttpResponse::SeeOther()
                .insert_header((header::LOCATION, identity::with_next(&place, next)))
                .cookie(begun.cookie)
                .finish()
        }
        Err(IdentityError::Database(error)) => visit.answer(Err(error.into())).await,
        Err(_) => begin_again("passkey_refused"),
    }
}

/// `GET /sign-in/passkey`.
pub(super) async fn passkey(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let Some(ceremony) = asked.ceremony else {
        return see_other("/sign-in");
    };
    let browser = &visit.request;
    match identity::passkey_options(&visit.platform, &identity, browser, ceremony).await {
        Ok(Some((options, _))) => {
            let props = AskPasskeyPageProps {
                frame: visit.frame(),
                script: assets::path("passkey-start.js"),
                options,
                ceremony: ceremony.to_string(),
                next: asked.next.clone().unwrap_or_default(),
            };
            let text = render::<AskPasskeyPage>(props).await;
            visit.answer(Ok(page(StatusCode::OK, text))).await
        }
        Ok(None) => begin_again("passkey_refused"),
        Err(error) => visit.answer(Err(error.into())).await,
    }
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    ceremony: Uuid,
    credential: String,
    next: Option<String>,
}

/// `POST /sign-in/passkey/done`.
pub(super) async fn finish_passkey(
    visit: Visit,
    identity: Data<Identity>,
    form: Form<AnswerForm>,
) -> HttpResponse {
    let next = identity::local(form.next.as_deref());
    let answer = (form.ceremony, form.credential.as_str());
    let (platform, request_id) = (&visit.platform, &visit.request_id.0);
    let signed_in =
        identity::finish_asking(platform, &identity, &visit.request, answer, request_id).await;
    match signed_in {
        Ok(token) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, next.unwrap_or("/dashboard/programmes")))
            .cookie(identity::session_cookie(&identity, token))
            .finish(),
        Err(IdentityError::Database(error)) => visit.answer(Err(error.into())).await,
        Err(_) => see_other(&identity::with_next("/sign-in?error=passkey_refused", next)),
    }
}
