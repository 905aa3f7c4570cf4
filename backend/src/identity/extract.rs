//! Who sent a request: an access token if there is one, else the session of the cookie.

use super::{
    CurrentSignIn, Identity, clients, cookie,
    sessions::{self, Use},
    tokens::{self, TokenFault},
};
use crate::{
    access::{AccessError, Principal, Who},
    application::Platform,
    platform::{
        database::DatabaseResult,
        http::{Problem, limits::Limits},
    },
};
use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    http::header::{self, AUTHORIZATION},
    web::Data,
};
use chrono::TimeDelta;
use futures_util::future::LocalBoxFuture;
use shared::problem::ProblemCode;

impl FromRequest for Principal {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { authenticate(&request).await })
    }
}

/// Who sent this request. It counts towards what they may ask in a minute.
///
/// # Errors
/// 401 when nobody is signed in or the token is not valid; 429 when they have asked too much; 503 when the database is
/// not there to ask.
pub async fn authenticate(request: &HttpRequest) -> Result<Principal, Problem> {
    let principal = identify(request, Use::Attended).await?;
    if let Some(limits) = request.app_data::<Data<Limits>>() {
        limits.count_client(request, &principal.key())?;
    }
    Ok(principal)
}

async fn identify(request: &HttpRequest, used: Use) -> Result<Principal, Problem> {
    let (Some(platform), Some(identity)) = (
        request.app_data::<Data<Platform>>(),
        request.app_data::<Data<Identity>>(),
    ) else {
        return Err(Problem::internal(
            "the application was built without sign-in",
        ));
    };
    if let Some(presented) = request.headers().get(AUTHORIZATION) {
        let token = presented
            .to_str()
            .ok()
            .and_then(bearer)
            .ok_or_else(|| refused(TokenFault::Malformed))?;
        return by_token(platform, identity, token).await;
    }
    let token = cookie::read(identity, request).ok_or(AccessError::NotSignedIn)?;
    let used = if request.headers().contains_key(UNATTENDED) {
        Use::Unattended
    } else {
        used
    };
    let found = sessions::owner_of(platform, identity, &token, used).await?;
    let (current, principal) = found.ok_or(AccessError::NotSignedIn)?;
    request.extensions_mut().insert(current);
    Ok(principal)
}

/// What a page sends along when it asks by itself, because something has changed: it does not make the session longer.
const UNATTENDED: &str = "foothold-unattended";

/// Somebody who stays connected: who they are can be asked again, without making their session longer.
#[derive(Debug)]
pub struct Watch {
    platform: Platform,
    identity: Identity,
    token: String,
    session: uuid::Uuid,
}

impl Watch {
    /// The session.
    #[must_use]
    pub fn session(&self) -> uuid::Uuid {
        self.session
    }

    /// Who it is; nobody once the session has ended.
    ///
    /// # Errors
    /// When the database is not there to ask.
    pub async fn principal(&self) -> DatabaseResult<Option<Principal>> {
        let Self {
            platform,
            identity,
            token,
            ..
        } = self;
        let found = sessions::owner_of(platform, identity, token, Use::Unattended).await?;
        Ok(found.map(|(_, principal)| principal))
    }
}

/// Who sent this request, and what they can be asked by again while they stay connected; none for a token.
///
/// # Errors
/// As [`authenticate`].
pub async fn watch(request: &HttpRequest) -> Result<(Principal, Option<Watch>), Problem> {
    let principal = identify(request, Use::Unattended).await?;
    if let Some(limits) = request.app_data::<Data<Limits>>() {
        limits.count_client(request, &principal.key())?;
    }
    let (Some(platform), Some(identity)) = (
        request.app_data::<Data<Platform>>(),
        request.app_data::<Data<Identity>>(),
    ) else {
        return Ok((principal, None));
    };
    let watch = current_sign_in(request).and_then(|current| {
        Some(Watch {
            platform: platform.get_ref().clone(),
            identity: identity.get_ref().clone(),
            token: cookie::read(identity, request)?,
            session: current.id,
        })
    });
    Ok((principal, watch))
}

/// The session that a request came with, once it is known who sent it; none for a token.
#[must_use]
pub fn current_sign_in(request: &HttpRequest) -> Option<CurrentSignIn> {
    request.extensions().get::<CurrentSignIn>().copied()
}

/// How long it counts that somebody has shown who they are.
const RECENT: TimeDelta = TimeDelta::minutes(10);

/// Whether whoever sent this has shown who they are within the last 10 minutes. A token has: its client's secret was
/// needed for it, and it does not live longer.
#[must_use]
pub fn has_shown_lately(request: &HttpRequest) -> bool {
    if request.headers().contains_key(AUTHORIZATION) {
        return true;
    }
    let (Some(identity), Some(current)) = (
        request.app_data::<Data<Identity>>(),
        current_sign_in(request),
    ) else {
        return false;
    };
    let now = identity.clock().now();
    current
        .stepped_up_at
        .is_some_and(|stepped_up_at| now - stepped_up_at < RECENT)
}

/// Refuses what must not be done from a browser that was left alone, unless whoever sits there has shown who they are
/// within the last 10 minutes. Ask it after the policy. People confirm at `/account/confirm?next=…`.
///
/// # Errors
/// 403 with the code `step_up_required`.
pub fn require_recent(request: &HttpRequest) -> Result<(), Problem> {
    if has_shown_lately(request) {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::StepUpRequired)
        .detail("Confirm that it is you: at /account/confirm, or with POST /auth/confirm. Then try again.")
        .header(header::LINK, "</account/confirm>; rel=\"step-up\""))
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

async fn by_token(
    platform: &Platform,
    identity: &Identity,
    token: &str,
) -> Result<Principal, Problem> {
    let claims = tokens::verify(identity, token).map_err(refused)?;
    let key = clients::ClientKey::Id(claims.trust, claims.sub);
    let client = platform
        .database
        .read_briefly(move |db| clients::client(db, key))
        .await?;
    let now = identity.clock().now();
    let client = client
        .filter(|client| client.is_good_at(now) && client.organisation_id == claims.org)
        .ok_or_else(|| refused(TokenFault::ClientGone))?;
    // A scope that was taken from the client since the token was signed is gone at once.
    let still_given = tokens::read(&client.scopes).unwrap_or_default();
    let mut scopes = tokens::read(&claims.scope).unwrap_or_default();
    scopes.retain(|scope| still_given.contains(scope));
    Ok(Principal {
        trust_id: client.trust_id,
        who: Who::Partner {
            client_id: client.id,
            organisation_id: client.organisation_id,
            kind: client.kind,
            scopes,
        },
        name: client.organisation_name,
    })
}

/// One line in the log for each refused token, with nothing of the token in it.
fn refused(fault: TokenFault) -> AccessError {
    tracing::warn!(why = %fault, "an access token was refused");
    AccessError::InvalidToken
}
