//! Sign-in for scripts: JSON in, a session's cookie out. Outside the API's version, because it is the browser's.

use super::{
    Identity, Origin, Seen,
    answers::{CodeOnItsWay, Entered, SignedIn, SignedOut},
    codes, cookie,
    extract::current_sign_in,
    factors,
    service::IdentityError,
    sessions::{self, CurrentSignIn},
    staff::{self, SignInStep},
    store,
};
use crate::{
    access::{Operation, Principal, Who},
    application::Platform,
    platform::http::{Answer, Found, Json, Problem, RequestId},
};
use actix_web::{HttpRequest, get, post, web::Data};
use shared::identity::{
    GiveSecondFactor, Me, RedeemCode, RequestCode, SignIn, SignInPending, SignInStage,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// Signing in and out, mounted under `/auth`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in)
        .service(give_second_factor)
        .service(sign_out)
        .service(request_code)
        .service(redeem_code);
}

/// Who is signed in, mounted with the API.
pub fn api_routes(config: &mut ServiceConfig) {
    config.service(read_me);
}

/// Sign in a member of staff
///
/// The session is in the cookie of the answer. It lasts 12 hours at most and ends after 30 minutes without a request.
/// Where a second step is owed the answer is 202, and the cookie is good for `/auth/second-factor` only, for 10 minutes.
#[utoipa::path(tag = "identity", security(()), operation_id = "sign_in")]
#[post("/sign-in")]
async fn sign_in(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    seen: Seen,
    request_id: RequestId,
    body: Json<SignIn>,
) -> Answer<Entered> {
    let Json(SignIn { email, password }) = body;
    let given = (email.as_str(), password.as_str());
    let step = staff::sign_in(&platform, &identity, &seen, given, &request_id.0).await?;
    let answer = entered(&platform, &identity, step).await?;
    Ok(answer.in_known_browser(&identity, &request, &email))
}

/// The answer for whoever has shown a password: they are signed in, or owe a second step.
///
/// # Errors
/// When the database cannot say who they are.
pub(crate) async fn entered(
    platform: &Platform,
    identity: &Identity,
    step: SignInStep,
) -> Answer<Entered> {
    let (owed, page, token) = match step {
        SignInStep::SignedIn(token) => {
            return signed_in(platform, identity, token)
                .await
                .map(Entered::SignedIn);
        }
        SignInStep::SecondFactor(token) => (SignInStage::SecondFactor, "/sign-in/code", token),
        SignInStep::SetUpFactor(token) => (SignInStage::SetUpFactor, "/sign-in/set-up", token),
    };
    let page = page.to_owned();
    let cookies = vec![cookie::carrying(identity, token)];
    Ok(Entered::Pending(SignInPending { owed, page }, cookies))
}

/// Give the second step of a sign-in
///
/// A code of the authenticator app or a recovery code; each works once. After five wrong ones the sign-in begins again
/// with the password. The session is in the cookie of the answer, in place of the one from before.
#[utoipa::path(tag = "identity", security(()), operation_id = "give_second_factor")]
#[post("/second-factor")]
async fn give_second_factor(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
    request_id: RequestId,
    body: Json<GiveSecondFactor>,
) -> Answer<SignedIn> {
    let Json(GiveSecondFactor { code }) = body;
    let token = cookie::read(&identity, &request).ok_or(IdentityError::NothingOwed)?;
    let from = (Origin::of(&request), request_id.0.as_str());
    let token = factors::give(&platform, &identity, &token, &code, from).await?;
    signed_in(&platform, &identity, token).await
}

/// The answer for whoever has just been given this session.
///
/// # Errors
/// When the database cannot say who they are.
async fn signed_in(platform: &Platform, identity: &Identity, token: String) -> Answer<SignedIn> {
    let found = sessions::owner_of(platform, identity, &token, sessions::Use::Attended).await?;
    let (here, principal) = found.ok_or(IdentityError::WrongDetails)?;
    let me = me((platform, identity), &principal, Some(here)).await?;
    Ok(SignedIn {
        me,
        cookies: vec![cookie::carrying(identity, token)],
    })
}

/// Sign out
///
/// The session ends on the server: its cookie is worth nothing afterwards.
#[utoipa::path(tag = "identity", operation_id = "sign_out", security(()))]
#[post("/sign-out")]
async fn sign_out(
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
) -> Answer<SignedOut> {
    if let Some(token) = cookie::read(&identity, &request) {
        sessions::end(&platform, &identity, &token).await?;
    }
    Ok(SignedOut::of(&identity))
}

/// Ask for a candidate's one-time code
///
/// The answer is the same, after the same time, whether or not anybody can be reached there.
#[utoipa::path(tag = "identity", operation_id = "request_code", security(()))]
#[post("/codes")]
async fn request_code(
    platform: Data<Platform>,
    identity: Data<Identity>,
    body: Json<RequestCode>,
) -> Answer<CodeOnItsWay> {
    codes::request(&platform, &identity, &body.0.contact, platform.ids.new_id()).await;
    Ok(CodeOnItsWay)
}

/// Sign in a candidate with a one-time code
///
/// A code works once, for 10 minutes, and can be tried 5 times.
#[utoipa::path(tag = "identity", operation_id = "redeem_code", security(()))]
#[post("/codes/redeem")]
async fn redeem_code(
    platform: Data<Platform>,
    identity: Data<Identity>,
    body: Json<RedeemCode>,
) -> Answer<SignedIn> {
    let Json(RedeemCode { contact, code }) = body;
    let which = codes::Which::SentTo(contact);
    let token = codes::redeem(&platform, &identity, which, &code).await?;
    let token = token.ok_or(IdentityError::WrongCode)?;
    signed_in(&platform, &identity, token).await
}

/// Who is signed in
#[utoipa::path(tag = "identity", operation_id = "read_me")]
#[get("/me")]
async fn read_me(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request: HttpRequest,
) -> Answer<Found<Me>> {
    principal.may(Operation::ReadMe)?;
    let here = current_sign_in(&request);
    Ok(Found::new(
        me((&platform, &identity), &principal, here).await?,
    ))
}

/// What somebody is told about themselves.
pub(super) async fn me(
    (platform, identity): (&Platform, &Identity),
    principal: &Principal,
    here: Option<CurrentSignIn>,
) -> Result<Me, Problem> {
    let left = here.map(|here| here.expires_at - identity.clock().now());
    let trust_id = principal.trust_id;
    let trust_name = platform
        .database
        .read(move |db| store::trust_name(db, trust_id))
        .await?;
    Ok(Me {
        kind: principal.kind(),
        id: principal.id(),
        name: principal.name.clone(),
        role: match principal.who {
            Who::Staff { role, .. } => Some(role),
            _ => None,
        },
        candidate_id: principal.candidate_id(),
        organisation_id: principal.organisation_id(),
        trust_name,
        ends_in: left.map(|left| u32::try_from(left.num_seconds()).unwrap_or_default()),
        today: platform.clock.today().into(),
    })
}
