//! Setting an authenticator app up: a secret is drawn, shown, and theirs once a code of it is given.

use super::{
    Confirmed, Member, OFFERED_FOR, Offer, authenticator, recovery, secret,
    service::{open, user},
    store,
};
use crate::{
    application::Platform,
    identity::{
        Identity, Origin, cookie,
        service::IdentityError,
        sessions::{self, Pending},
        staff::{self, Entry, own},
        store as people,
    },
    platform::{
        audit,
        database::{AnyConnection, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use shared::identity::{SignInMethod, SignInStage};
use uuid::Uuid;

/// Draws a secret for somebody who is signed in, in place of one that was not confirmed.
///
/// # Errors
/// When the database cannot keep it.
pub async fn begin_set_up(
    platform: &Platform,
    identity: &Identity,
    member: Member,
) -> Result<(), IdentityError> {
    let (within, identity) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| {
            let user = user(db, member)?;
            draw(db, &within, &identity, &user).map(|_| ())
        })
        .await
}

/// The secret that waits to be confirmed, as it is shown; none when there is none, or it is too old.
///
/// # Errors
/// When the database cannot say.
pub async fn offered(
    platform: &Platform,
    identity: &Identity,
    member: Member,
) -> Result<Option<Offer>, IdentityError> {
    let (within, identity) = (platform.clone(), identity.clone());
    platform
        .database
        .snapshot(move |db| {
            let user = user(db, member)?;
            let Some(sealed) = waiting(db, &identity, &user)? else {
                return Ok(None);
            };
            Ok(Some(shown(db, &within, &user, &sealed)?))
        })
        .await
}

/// The same at a sign-in that owes the set-up: a secret is drawn if none waits.
///
/// # Errors
/// When the code is not right, nothing is owed or waits, or the database cannot keep it.
pub async fn offered_pending(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
) -> Result<Offer, IdentityError> {
    let token = cookie::read(identity, browser).ok_or(IdentityError::NothingOwed)?;
    let (within, identity) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| {
            let pending = owing_set_up(db, &identity, &token)?;
            let sealed = match waiting(db, &identity, &pending.user)? {
                Some(sealed) => sealed,
                None => draw(db, &within, &identity, &pending.user)?,
            };
            shown(db, &within, &pending.user, &sealed)
        })
        .await
}

/// The offered secret is theirs once a code of it is given. Gives new recovery codes.
///
/// # Errors
/// When the code is not right, nothing is owed or waits, or the database cannot keep it.
pub async fn confirm(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    code: &str,
    request_id: &str,
) -> Result<Confirmed, IdentityError> {
    let (within, identity) = (platform.clone(), identity.clone());
    let (code, request_id) = (code.to_owned(), request_id.to_owned());
    platform
        .database
        .write(move |db| {
            let user = user(db, member)?;
            let codes = take_up(db, &within, &identity, (&user, &code), &request_id)?;
            Ok(Confirmed { codes, token: None })
        })
        .await
}

/// The same at a sign-in that owes the set-up, which is complete with it.
///
/// # Errors
/// When the code is not right, nothing is owed or waits, or the database cannot keep it.
pub async fn confirm_pending(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    code: &str,
    request_id: &str,
) -> Result<Confirmed, IdentityError> {
    let token = cookie::read(identity, browser).ok_or(IdentityError::NothingOwed)?;
    let origin = Origin::of(browser);
    let (within, identity) = (platform.clone(), identity.clone());
    let (code, request_id) = (code.to_owned(), request_id.to_owned());
    platform
        .database
        .write(move |db| {
            let pending = owing_set_up(db, &identity, &token)?;
            let given = (&pending.user, code.as_str());
            let codes = take_up(db, &within, &identity, given, &request_id)?;
            let entry = Entry::now(&identity, SignInMethod::Totp, (&origin, &request_id));
            let token = staff::complete(db, &within, &identity, &pending, &entry)?
                .ok_or(IdentityError::NothingOwed)?;
            let token = Some(token);
            Ok(Confirmed { codes, token })
        })
        .await
}

/// Ten new recovery codes; those from before are worth nothing.
///
/// # Errors
/// When the code is not right, nothing is owed or waits, or the database cannot keep it.
pub async fn renew_codes(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    request_id: &str,
) -> Result<Vec<String>, IdentityError> {
    let (within, identity) = (platform.clone(), identity.clone());
    let request_id = request_id.to_owned();
    platform
        .database
        .write(move |db| {
            let user = user(db, member)?;
            let row = store::factor(db, user.trust_id, user.id)?;
            row.filter(|row| row.confirmed_at.is_some())
                .ok_or(IdentityError::NothingOwed)?;
            let now = identity.clock().now();
            let codes = new_codes(db, &within, &user, now)?;
            audit::record(db, &own(&user, now, "renew_recovery_codes", &request_id))?;
            Ok(codes)
        })
        .await
}

fn owing_set_up(
    db: &mut AnyConnection,
    identity: &Identity,
    token: &str,
) -> Result<Pending, IdentityError> {
    sessions::pending(db, token, identity.clock().now())?
        .filter(|pending| pending.stage == SignInStage::SetUpFactor)
        .ok_or(IdentityError::NothingOwed)
}

/// The sealed secret that waits to be confirmed.
fn waiting(
    db: &mut AnyConnection,
    identity: &Identity,
    user: &people::UserRow,
) -> DatabaseResult<Option<String>> {
    let now = identity.clock().now();
    let row = store::factor(db, user.trust_id, user.id)?;
    Ok(row
        .filter(|row| row.offered_at.is_some_and(|at| now - at < OFFERED_FOR))
        .and_then(|row| row.offered_secret))
}

fn draw(
    db: &mut AnyConnection,
    platform: &Platform,
    identity: &Identity,
    user: &people::UserRow,
) -> Result<String, IdentityError> {
    let member = (user.trust_id, user.id);
    let sealed = secret::seal(&platform.fields, member, &authenticator::new_secret())
        .map_err(|error| IdentityError::Broken(error.to_string()))?;
    store::offer(db, user, &sealed, identity.clock().now())?;
    Ok(sealed)
}

fn shown(
    db: &mut AnyConnection,
    platform: &Platform,
    user: &people::UserRow,
    sealed: &str,
) -> Result<Offer, IdentityError> {
    let trust = people::trust_name(db, user.trust_id)?;
    let secret = open(platform, user, sealed).ok_or(IdentityError::NothingOwed)?;
    Ok(authenticator::offer(&secret, &trust, &user.email))
}

fn take_up(
    db: &mut AnyConnection,
    platform: &Platform,
    identity: &Identity,
    (user, code): (&people::UserRow, &str),
    request_id: &str,
) -> Result<Vec<String>, IdentityError> {
    let now = identity.clock().now();
    let sealed = waiting(db, identity, user)?.ok_or(IdentityError::NothingOwed)?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = open(platform, user, &sealed)
        .and_then(|secret| authenticator::step_of(&secret, &digits, now))
        .ok_or(IdentityError::WrongFactor)?;
    if !store::take_up(db, user, &sealed, step, now)? {
        return Err(IdentityError::NothingOwed);
    }
    let codes = new_codes(db, platform, user, now)?;
    audit::record(db, &own(user, now, "set_up_second_factor", request_id))?;
    Ok(codes)
}

fn new_codes(
    db: &mut AnyConnection,
    platform: &Platform,
    user: &people::UserRow,
    now: DateTime<Utc>,
) -> DatabaseResult<Vec<String>> {
    let codes = recovery::new_codes();
    let hashes: Vec<(Uuid, String)> = codes
        .iter()
        .filter_map(|code| recovery::hash(code))
        .map(|hash| (platform.ids.new_id(), hash))
        .collect();
    store::replace_codes(db, user, &hashes, now)?;
    Ok(codes)
}
