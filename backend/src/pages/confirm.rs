//! Showing once more who one is, before something that must not be done from a browser that was left alone: with the
//! password, a code, a passkey, or at the Trust's directory, whichever somebody has.

use super::{
    account::password_problem,
    desk::status_of,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    accounts::{self, AccountError, By, Shown},
    assets,
    identity::{self, Identity, IdentityError, current_sign_in, local, with_next},
    platform::http::Problem,
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Form, Query},
};
use frontend::{
    accounts::{ConfirmPage, ConfirmPageProps, Ways},
    factors::{ConfirmPasskeyPage, ConfirmPasskeyPageProps},
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use uuid::Uuid;

/// What stands in the address of these pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    next: Option<String>,
    error: Option<String>,
    ceremony: Option<Uuid>,
}

/// What went wrong on the way back from elsewhere.
fn problem(code: &str) -> FieldProblem {
    let words = match code {
        "passkey_refused" => "The passkey was not accepted. Try again, or confirm in another way.",
        "directory_unavailable" => {
            "Your Trust's accounts cannot be reached right now. Try again in a few minutes."
        }
        _ => {
            "Your Trust account was not accepted. Sign in there with the account that you use here, and type your password again."
        }
    };
    FieldProblem::new("", words)
}

/// `GET /account/confirm`.
pub(super) async fn show(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::ConfirmPassword)?;
        let next = asked.next.clone().unwrap_or_default();
        let problems = asked.error.as_deref().map(problem).into_iter().collect();
        shown(&visit, StatusCode::OK, next, problems).await
    }
    .await;
    visit.answer(shown).await
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    next: String,
    problems: Vec<FieldProblem>,
) -> Result<HttpResponse, PageError> {
    let (member, identity) = (visit.staff()?, visit.identity()?);
    let standing = identity::standing(&visit.platform, member).await?;
    let in_directory = identity::has_directory_account(&visit.platform, &identity, member).await?;
    let props = ConfirmPageProps {
        frame: visit.desk(),
        next,
        problems,
        ways: Ways {
            password: standing.has_password,
            code: standing.authenticator_since.is_some(),
            passkey: standing.passkeys > 0,
            directory: identity
                .trust_account()
                .filter(|_| in_directory)
                .map(str::to_owned),
        },
    };
    Ok(page(status, render::<ConfirmPage>(props).await))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ConfirmForm {
    password: String,
    code: String,
    next: String,
}

/// `POST /account/confirm`.
pub(super) async fn confirm(
    mut visit: Visit,
    form: Result<Form<ConfirmForm>, actix_web::Error>,
) -> HttpResponse {
    let form = form.map(Form::into_inner).unwrap_or_default();
    visit.form_of(with_next("/account/confirm", local(Some(&form.next))));
    let confirmed = try_to_confirm(&visit, form).await;
    visit.answer(confirmed).await
}

async fn try_to_confirm(visit: &Visit, form: ConfirmForm) -> Result<HttpResponse, PageError> {
    let by = By {
        principal: visit.staff_for(Operation::ConfirmPassword)?.clone(),
        request_id: visit.request_id.0.clone(),
    };
    let shows_code = form.password.is_empty() && !form.code.is_empty();
    let what = if shows_code {
        Shown::Code(&form.code)
    } else {
        Shown::Password(&form.password)
    };
    let (identity, here) = (visit.identity()?, current_sign_in(&visit.request));
    match accounts::confirm(&visit.platform, &identity, by, here, what).await {
        Ok(()) => Ok(see_other(local(Some(&form.next)).unwrap_or("/account"))),
        Err(error) => {
            let problem = match &error {
                AccountError::Identity(
                    IdentityError::WrongFactor | IdentityError::TooManyCodes,
                ) => FieldProblem::new("code", error.words()),
                AccountError::WrongPassword => FieldProblem::new("password", error.words()),
                error => password_problem(error)?,
            };
            let status = match &error {
                AccountError::Identity(IdentityError::WrongFactor) => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                AccountError::Identity(IdentityError::TooManyCodes) => {
                    StatusCode::TOO_MANY_REQUESTS
                }
                _ => status_of(&Problem::from(error)),
            };
            shown(visit, status, form.next, vec![problem]).await
        }
    }
}

/// Back to the page, with what went wrong.
fn again(error: &str, next: Option<&str>) -> HttpResponse {
    see_other(&with_next(&format!("/account/confirm?error={error}"), next))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NextForm {
    next: String,
}

type Next = Result<Form<NextForm>, actix_web::Error>;

/// `POST /account/confirm/passkey`: begins to ask for one.
pub(super) async fn begin_passkey(
    mut visit: Visit,
    identity: Data<Identity>,
    form: Next,
) -> HttpResponse {
    let form = form.map(Form::into_inner).unwrap_or_default();
    let next = local(Some(&form.next));
    visit.form_of(with_next("/account/confirm", next));
    let begun = async {
        visit.staff_for(Operation::ConfirmPassword)?;
        let member = visit.staff()?;
        match identity::begin_confirming(&visit.platform, &identity, member).await {
            Ok(begun) => {
                let place = format!("/account/confirm/passkey?ceremony={}", begun.id);
                Ok(HttpResponse::SeeOther()
                    .insert_header((header::LOCATION, with_next(&place, next)))
                    .cookie(begun.cookie)
                    .finish())
            }
            Err(IdentityError::Database(error)) => Err(error.into()),
            Err(_) => Ok(again("passkey_refused", next)),
        }
    }
    .await;
    visit.answer(begun).await
}

/// `GET /account/confirm/passkey`.
pub(super) async fn passkey(
    visit: Visit,
    identity: Data<Identity>,
    asked: Query<Asked>,
) -> HttpResponse {
    let shown = async {
        visit.staff_for(Operation::ConfirmPassword)?;
        let next = local(asked.next.as_deref());
        let Some(ceremony) = asked.ceremony else {
            return Ok(see_other(&with_next("/account/confirm", next)));
        };
        let browser = &visit.request;
        let found =
            identity::passkey_options(&visit.platform, &identity, browser, ceremony).await?;
        let Some((options, _)) = found else {
            return Ok(again("passkey_refused", next));
        };
        let props = ConfirmPasskeyPageProps {
            frame: visit.desk(),
            script: assets::path("passkey-start.js"),
            options,
            ceremony: ceremony.to_string(),
            next: next.unwrap_or_default().to_owned(),
        };
        let text = render::<ConfirmPasskeyPage>(props).await;
        Ok(page(StatusCode::OK, text))
    }
    .await;
    visit.answer(shown).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    ceremony: Uuid,
    credential: String,
    next: String,
}

/// `POST /account/confirm/passkey/done`.
pub(super) async fn finish_passkey(
    mut visit: Visit,
    identity: Data<Identity>,
    form: Result<Form<AnswerForm>, actix_web::Error>,
) -> HttpResponse {
    let form = form.map(Form::into_inner).unwrap_or_default();
    let next = local(Some(&form.next));
    visit.form_of(with_next("/account/confirm", next));
    let finished = async {
        visit.staff_for(Operation::ConfirmPassword)?;
        let who = (&visit.request, visit.staff()?);
        let answer = (form.ceremony, form.credential.as_str());
        let (platform, request_id) = (&visit.platform, &visit.request_id.0);
        match identity::finish_confirming(platform, &identity, who, answer, request_id).await {
            Ok(()) => Ok(see_other(next.unwrap_or("/account"))),
            Err(IdentityError::Database(error)) => Err(error.into()),
            Err(_) => Ok(again("passkey_refused", next)),
        }
    }
    .await;
    visit.answer(finished).await
}

/// `POST /account/confirm/trust`: to the Trust's directory, which asks again who they are and sends them back.
pub(super) async fn ask_directory(
    mut visit: Visit,
    identity: Data<Identity>,
    form: Next,
) -> HttpResponse {
    let form = form.map(Form::into_inner).unwrap_or_default();
    let next = local(Some(&form.next));
    visit.form_of(with_next("/account/confirm", next));
    let sent = async {
        visit.staff_for(Operation::ConfirmPassword)?;
        let member = visit.staff()?;
        match identity::ask_directory_again(&visit.platform, &identity, member, next).await {
            Ok((place, begun)) => Ok(HttpResponse::SeeOther()
                .insert_header((header::LOCATION, place))
                .cookie(begun.cookie)
                .finish()),
            Err(IdentityError::Database(error)) => Err(error.into()),
            Err(_) => Ok(again("directory_unavailable", next)),
        }
    }
    .await;
    visit.answer(sent).await
}
