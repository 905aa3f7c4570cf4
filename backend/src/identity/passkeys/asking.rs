//! Asking for a passkey: to sign in with, as the second step, or to show once more who somebody is.

use super::{
    service::{credential, json_of, not_accepted, read, relying, state, text_of},
    store,
};
use crate::{
    application::Platform,
    identity::{
        Identity, Origin,
        ceremonies::{self, Begun, Kind},
        cookie,
        extract::current_sign_in,
        factors::Member,
        service::IdentityError,
        sessions,
        staff::{self, Entry, own, refused},
        store as people,
    },
    platform::{
        audit,
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::identity::{SignInMethod, SignInStage};
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey as Credential, PasskeyAuthentication,
    PublicKeyCredential, WebauthnError,
};

/// What is remembered while the browser looks for one.
#[derive(Serialize, Deserialize)]
struct Asking {
    options: Value,
    of: Of,
}

#[derive(Serialize, Deserialize)]
enum Of {
    Anybody(DiscoverableAuthentication),
    One(PasskeyAuthentication),
}

/// Begins to ask for a passkey: one of whoever it is or, in the middle of a sign-in, one of that person.
///
/// # Errors
/// When passkeys do not work at this address, or the database cannot keep it.
pub async fn begin_asking(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
) -> Result<Begun, IdentityError> {
    let relying = relying(identity)?;
    let now = identity.clock().now();
    let session = cookie::read(identity, browser);
    let waiting = platform
        .database
        .snapshot(move |db| -> DatabaseResult<_> {
            let Some(token) = session else {
                return Ok(None);
            };
            let Some(pending) = sessions::pending(db, &token, now)?
                .filter(|pending| pending.stage == SignInStage::SecondFactor)
            else {
                return Ok(None);
            };
            let member = (pending.user.trust_id, pending.user.id);
            Ok(Some((member, store::of_user(db, member)?)))
        })
        .await?
        .filter(|(_, rows)| !rows.is_empty());
    let (kind, member, challenge, of) = match waiting {
        Some((member, rows)) => {
            let known: Vec<Credential> =
                rows.iter().filter_map(|row| credential(row).ok()).collect();
            let (challenge, state) = relying
                .start_passkey_authentication(&known)
                .map_err(not_accepted)?;
            (Kind::AskSecondStep, Some(member), challenge, Of::One(state))
        }
        None => {
            let (challenge, state) = relying
                .start_discoverable_authentication()
                .map_err(not_accepted)?;
            (Kind::AskPasskey, None, challenge, Of::Anybody(state))
        }
    };
    let options = json_of(&challenge.public_key)?;
    let state = json_of(&Asking { options, of })?;
    Ok(ceremonies::begin(platform, identity, kind, member, state).await?)
}

/// Signs in whoever's passkey it is, and gives the session's token.
///
/// # Errors
/// When the answer is not right, came too late or was used, or the account is disabled: never said which.
pub async fn finish_asking(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    (ceremony, answer): (Uuid, &str),
    request_id: &str,
) -> Result<String, IdentityError> {
    const KINDS: &[Kind] = &[Kind::AskPasskey, Kind::AskSecondStep];
    let answer: PublicKeyCredential = read(answer)?;
    let token = ceremonies::token(identity, browser).ok_or(IdentityError::PasskeyRefused)?;
    let session = cookie::read(identity, browser);
    let entry = Entry::now(
        identity,
        SignInMethod::Passkey,
        (&Origin::of(browser), request_id),
    );
    let (within, identity) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let now = identity.clock().now();
            let Some((_, found)) = ceremonies::take(db, &token, KINDS, ceremony, now)? else {
                return Ok(Err(IdentityError::PasskeyRefused));
            };
            let user = match verified(db, &identity, found, &answer)? {
                Ok(user) => user,
                Err((user, error)) => {
                    if let Some(user) = user {
                        let line = own(&user, now, "sign_in", &entry.request_id);
                        audit::record(db, &refused(line))?;
                    }
                    return Ok(Err(error));
                }
            };
            let pending = match session {
                Some(token) => sessions::pending(db, &token, now)?,
                None => None,
            };
            match pending.filter(|pending| pending.user.id == user.id) {
                Some(pending) => {
                    let token = staff::complete(db, &within, &identity, &pending, &entry)?;
                    Ok(token.ok_or(IdentityError::NothingOwed))
                }
                None => Ok(Ok(staff::begin(db, &within, &identity, &user, &entry)?)),
            }
        })
        .await?
}

/// Begins to ask somebody who is signed in for one of their passkeys, so that they show once more who they are.
///
/// # Errors
/// When they have none, passkeys do not work at this address, or the database cannot keep it.
pub async fn begin_confirming(
    platform: &Platform,
    identity: &Identity,
    member: Member,
) -> Result<Begun, IdentityError> {
    let rows = platform
        .database
        .read(move |db| store::of_user(db, member))
        .await?;
    let known: Vec<Credential> = rows.iter().filter_map(|row| credential(row).ok()).collect();
    if known.is_empty() {
        return Err(IdentityError::PasskeyRefused);
    }
    let (challenge, of) = relying(identity)?
        .start_passkey_authentication(&known)
        .map_err(not_accepted)?;
    let options = json_of(&challenge.public_key)?;
    let state = json_of(&Asking {
        options,
        of: Of::One(of),
    })?;
    Ok(ceremonies::begin(
        platform,
        identity,
        Kind::ConfirmPasskey,
        Some(member),
        state,
    )
    .await?)
}

/// Notes that whoever is signed in has shown once more, with a passkey, who they are.
///
/// # Errors
/// When the answer is not right, came too late or was used, or the passkey is another person's: never said which.
pub async fn finish_confirming(
    platform: &Platform,
    identity: &Identity,
    (browser, (trust, id)): (&HttpRequest, Member),
    (ceremony, answer): (Uuid, &str),
    request_id: &str,
) -> Result<(), IdentityError> {
    let answer: PublicKeyCredential = read(answer)?;
    let token = ceremonies::token(identity, browser).ok_or(IdentityError::PasskeyRefused)?;
    let here = current_sign_in(browser).ok_or(IdentityError::PasskeyRefused)?;
    let (identity, request_id) = (identity.clone(), request_id.to_owned());
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let now = identity.clock().now();
            let taken = ceremonies::take(db, &token, &[Kind::ConfirmPasskey], ceremony, now)?;
            let Some((_, found)) = taken.filter(|(_, found)| found.user_id == Some(id)) else {
                return Ok(Err(IdentityError::PasskeyRefused));
            };
            let user = match verified(db, &identity, found, &answer)? {
                Ok(user) => user,
                Err((_, error)) => return Ok(Err(error)),
            };
            sessions::confirm_sign_in(db, trust, here.id, now)?;
            audit::record(db, &own(&user, now, "confirm_passkey", &request_id))?;
            Ok(Ok(()))
        })
        .await?
}

type Verified = Result<people::UserRow, (Option<people::UserRow>, IdentityError)>;

/// Whose passkey has answered the challenge.
fn verified(
    db: &mut AnyConnection,
    identity: &Identity,
    found: ceremonies::Ceremony,
    answer: &PublicKeyCredential,
) -> Result<Verified, IdentityError> {
    let relying = relying(identity)?;
    let asked: Asking = state(found.state)?;
    let Some(row) = store::by_credential(db, &text_of(answer.get_credential_id()))? else {
        return Ok(Err((None, IdentityError::PasskeyRefused)));
    };
    let user = people::user(db, row.trust_id, row.user_id)?.ok_or(DatabaseError::NotFound)?;
    let mut known = credential(&row)?;
    let result = match asked.of {
        Of::Anybody(state) => {
            let claimed = relying.identify_discoverable_authentication(answer);
            match claimed {
                Ok((id, _)) if id == row.user_id.as_uuid() => {
                    relying.finish_discoverable_authentication_v2(answer, state, &known)
                }
                Ok(_) => Err(WebauthnError::InvalidUserUniqueId),
                Err(error) => Err(error),
            }
        }
        Of::One(state) if found.user_id == Some(row.user_id) => {
            relying.finish_passkey_authentication(answer, &state)
        }
        Of::One(_) => Err(WebauthnError::InvalidUserUniqueId),
    };
    let result: AuthenticationResult = match result {
        Ok(result) => result,
        Err(error) => return Ok(Err((Some(user), not_accepted(error)))),
    };
    if user.disabled_at.is_some() {
        return Ok(Err((Some(user), IdentityError::PasskeyRefused)));
    }
    known.update_credential(&result);
    store::note_used(db, &row, json_of(&known)?, identity.clock().now())?;
    Ok(Ok(user))
}
