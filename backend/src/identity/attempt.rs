//! One try to sign in with a password: held back, queued, compared. What follows a right one is for the caller.

use super::{
    Identity, IdentityError, Origin, PasswordHash, backoff::Tries, known_browser::KnownBrowser,
    password, store,
};
use crate::{
    access::{Principal, Who},
    application::Platform,
    platform::database::DatabaseError,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use shared::values::plain_email;
use std::{
    convert::Infallible,
    future::{Ready, ready},
};

/// What is known of whoever sends a request, before anybody knows who they are. An argument of a route.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Where it came from.
    pub origin: Origin,
    pub(super) browser: Option<KnownBrowser>,
}

impl FromRequest for Seen {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let identity = request.app_data::<Data<Identity>>();
        ready(Ok(Self {
            origin: Origin::of(request),
            browser: identity.and_then(|identity| KnownBrowser::of(identity, request)),
        }))
    }
}

/// What came of a try.
pub(super) struct Compared {
    /// Whose address it is, if it is anybody's.
    pub user: Option<store::UserRow>,
    /// Whether the password is theirs.
    pub is_right: bool,
    /// What was counted against them: to be forgotten in the transaction that lets them in.
    pub tries: Tries,
}

/// Compares an address and a password, unless whoever it is must wait.
pub(super) async fn compare(
    platform: &Platform,
    identity: &Identity,
    seen: &Seen,
    (email, given): (&str, &str),
) -> Result<Compared, IdentityError> {
    let email = plain_email(email);
    let possible = email.len() <= 254 && given.len() <= password::LONGEST;
    let tries = Tries::at_sign_in(identity, &email, &seen.origin, seen.browser.as_ref());
    let (asked, now) = (tries.clone(), identity.clock().now());
    let (held, user) = platform
        .database
        .read(move |db| -> Result<_, DatabaseError> {
            Ok((asked.held_for(db, now)?, store::users_by_email(db, &email)?))
        })
        .await?;
    if let Some(seconds) = held {
        return Err(IdentityError::HeldBack(seconds));
    }
    let user = user.filter(|_| possible);
    let kept = user
        .as_ref()
        .and_then(|user| PasswordHash::kept(user.password_hash.clone()));
    let given = if possible { given } else { "" };
    let place = identity.turns().queue(tries.lane())?;
    tries.count(platform, identity).await?;
    let is_right = place.is_password(given, kept).await?;
    Ok(Compared {
        user,
        is_right,
        tries,
    })
}

/// Whether this is the password of a member of staff who is signed in; they too must wait after wrong ones.
///
/// # Errors
/// [`IdentityError::HeldBack`]; that too many people are signing in; that the database cannot answer.
pub(crate) async fn confirm_password(
    platform: &Platform,
    identity: &Identity,
    principal: &Principal,
    given: &str,
) -> Result<bool, IdentityError> {
    let (trust, Who::Staff { user_id, .. }) = (principal.trust_id, &principal.who) else {
        return Ok(false);
    };
    let (user_id, tries) = (*user_id, Tries::at_confirmation(identity, *user_id));
    let user = platform
        .database
        .read(move |db| store::user(db, trust, user_id))
        .await?;
    let kept = user.and_then(|user| PasswordHash::kept(user.password_hash));
    let given = if given.len() <= password::LONGEST {
        given
    } else {
        ""
    };
    let place = identity.turns().queue(tries.lane())?;
    tries.count(platform, identity).await?;
    let is_right = place.is_password(given, kept).await?;
    if is_right {
        platform.database.write(move |db| tries.forget(db)).await?;
    }
    Ok(is_right)
}
