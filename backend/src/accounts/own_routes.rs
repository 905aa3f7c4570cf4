//! The endpoints of one's own account: where one is signed in, one's password, and the way back in.

use super::{
    AccountError,
    answers::LinkOnItsWay,
    links,
    own::{self, Shown},
    service::By,
};
use crate::{
    access::{Operation, Principal},
    application::Platform,
    identity::{Entered, Identity, IdentityError, Seen, SignedOut, current_sign_in, entered},
    platform::http::{Answer, Json, Listed, NoContent, PathOf, Problem, RequestId},
};
use actix_web::{HttpRequest, get, post, web::Data};
use shared::accounts::{ChangePassword, ChoosePassword, Confirm, RequestPasswordReset, SignInView};
use shared::problem::ProblemCode;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// What whoever is signed in does, mounted with the API.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_sign_ins)
        .service(end_all_sign_ins)
        .service(end_sign_in)
        .service(change_password);
}

/// What opens an account with a link, mounted under `/auth`.
pub fn auth_routes(config: &mut ServiceConfig) {
    config
        .service(confirm_password)
        .service(accept_invitation)
        .service(request_password_reset)
        .service(reset_password);
}

fn by(principal: Principal, request_id: RequestId) -> By {
    By {
        principal,
        request_id: request_id.0,
    }
}

/// Where I am signed in
///
/// Only sign-ins that are alive, the latest first.
#[utoipa::path(tag = "identity", operation_id = "list_sign_ins")]
#[get("/sign-ins")]
async fn list_sign_ins(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
) -> Answer<Listed<SignInView>> {
    principal.may(Operation::ListSignIns)?;
    let here = current_sign_in(&request);
    let views = own::list_sign_ins(&platform, &identity, &principal, here).await?;
    Ok(Listed::new(views, None))
}

/// End one of my sign-ins
#[utoipa::path(tag = "identity", operation_id = "end_sign_in")]
#[post("/sign-ins/{id}/end")]
async fn end_sign_in(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    PathOf(id): PathOf<Uuid>,
) -> Answer<NoContent> {
    principal.may(Operation::EndSignIn)?;
    own::end_sign_in(&platform, &identity, by(principal, request_id), id).await?;
    Ok(NoContent)
}

/// Sign me out everywhere
///
/// Here too: the answer takes the session's cookie away.
#[utoipa::path(tag = "identity", operation_id = "end_all_sign_ins")]
#[post("/sign-ins/end-all")]
async fn end_all_sign_ins(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
) -> Answer<SignedOut> {
    principal.may(Operation::EndAllSignIns)?;
    own::end_all_sign_ins(&platform, &identity, by(principal, request_id)).await?;
    Ok(SignedOut::of(&identity))
}

/// Change my password
///
/// At least 12 characters, any of them; what is easy to guess is refused. Everywhere else I am signed out.
#[utoipa::path(tag = "identity", operation_id = "change_password", request_body = ChangePassword)]
#[post("/me/password")]
async fn change_password(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    request_id: RequestId,
    Json(body): Json<ChangePassword>,
) -> Answer<NoContent> {
    principal.may(Operation::ChangePassword)?;
    let here = current_sign_in(&request);
    let passwords = (body.old_password.as_str(), body.password.as_str());
    let by = by(principal, request_id);
    own::change_password(&platform, &identity, by, here, passwords).await?;
    Ok(NoContent)
}

/// Confirm that it is me
///
/// With the password again, or with a code of the authenticator app. For 10 minutes after that nothing is refused with
/// `step_up_required`. Whoever has neither confirms with a passkey or at the Trust's directory, on the page
/// `/account/confirm`.
#[utoipa::path(tag = "identity", operation_id = "confirm_password", request_body = Confirm)]
#[post("/confirm")]
async fn confirm_password(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    request_id: RequestId,
    Json(body): Json<Confirm>,
) -> Answer<NoContent> {
    principal.may(Operation::ConfirmPassword)?;
    let (by, here) = (by(principal, request_id), current_sign_in(&request));
    let shown = match (&body.password, &body.code) {
        (Some(password), None) => Shown::Password(password),
        (None, Some(code)) => Shown::Code(code),
        _ => {
            let what = "Give the password or a code: one of the two.";
            return Err(Problem::invalid([]).error("/password", "missing", what));
        }
    };
    let confirmed = own::confirm(&platform, &identity, by, here, shown).await;
    confirmed.map(|()| NoContent).map_err(not_confirmed)
}

/// Whoever is signed in already is not told that they are not: what they gave is pointed at.
fn not_confirmed(error: AccountError) -> Problem {
    let words = error.words();
    match error {
        AccountError::WrongPassword => {
            Problem::invalid([]).error("/password", "wrong_password", words)
        }
        AccountError::Identity(IdentityError::WrongFactor) => {
            Problem::invalid([]).error("/code", "wrong_code", words)
        }
        AccountError::Identity(IdentityError::TooManyCodes) => {
            Problem::new(ProblemCode::TooManyRequests)
                .detail(words)
                .retry_after(3_600)
        }
        error => error.into(),
    }
}

/// Accept an invitation
///
/// With the last part of the link's address. The link is used up when the password is taken, and they are signed in;
/// 202 where a second step is owed, as at the sign-in.
#[utoipa::path(tag = "identity", operation_id = "accept_invitation", security(()), request_body = ChoosePassword)]
#[post("/invitations/accept")]
async fn accept_invitation(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    seen: Seen,
    request_id: RequestId,
    Json(body): Json<ChoosePassword>,
) -> Answer<Entered> {
    let given = (body.token.as_str(), body.password.as_str());
    let (email, step) =
        links::accept_invitation(&platform, &identity, seen.origin, request_id.0, given).await?;
    let answer = entered(&platform, &identity, step).await?;
    Ok(answer.in_known_browser(&identity, &request, &email))
}

/// Ask for a link to choose a new password
///
/// The answer is the same, after the same time, whether or not anybody signs in with this address.
#[utoipa::path(
    tag = "identity", operation_id = "request_password_reset", security(()), request_body = RequestPasswordReset
)]
#[post("/password-resets")]
async fn request_password_reset(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    Json(body): Json<RequestPasswordReset>,
) -> Answer<LinkOnItsWay> {
    let request = platform.ids.new_id();
    links::request_reset(&platform, &identity, request_id.0, &body.email, request).await;
    Ok(LinkOnItsWay)
}

/// Choose a new password with a link
///
/// The link works once, for 30 minutes. Every sign-in of the account ends; sign in with the new password.
#[utoipa::path(tag = "identity", operation_id = "reset_password", security(()), request_body = ChoosePassword)]
#[post("/password-resets/use")]
async fn reset_password(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    Json(body): Json<ChoosePassword>,
) -> Answer<NoContent> {
    let given = (body.token.as_str(), body.password.as_str());
    links::reset_password(&platform, &identity, request_id.0, given).await?;
    Ok(NoContent)
}
