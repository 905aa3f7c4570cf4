//! Second factors in use: one transaction each.

use super::{MOST_TRIES, Member, Standing, authenticator, recovery, secret, store};
use crate::{
    application::Platform,
    identity::{
        Identity, Origin, cookie,
        service::IdentityError,
        sessions::{self, Pending},
        staff::{self, Entry, own, refused},
        store as people,
    },
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use shared::{
    identity::{SignInMethod, SignInStage},
    ids::TrustId,
    journey::ActorKind,
};

/// What came of a code.
enum Checked {
    Right(SignInMethod),
    Wrong,
    /// Too many wrong ones were given lately.
    Closed,
}

/// The second step of a sign-in: the token of the session, if the code is right.
pub(in crate::identity) async fn give(
    platform: &Platform,
    identity: &Identity,
    token: &str,
    code: &str,
    (origin, request_id): (Origin, &str),
) -> Result<String, IdentityError> {
    let (within, identity) = (platform.clone(), identity.clone());
    let (token, code, request_id) = (token.to_owned(), code.to_owned(), request_id.to_owned());
    platform
        .database
        // A wrong code is an answer and not a failure: that it was tried must be kept.
        .write(move |db| -> Result<_, IdentityError> {
            let now = identity.clock().now();
            let pending = sessions::pending(db, &token, now)?
                .filter(|pending| pending.stage == SignInStage::SecondFactor)
                .ok_or(IdentityError::NothingOwed)?;
            let Some(tries) = store::count_try(db, &pending)? else {
                return Ok(Err(IdentityError::TooManyCodes));
            };
            match check(db, &within, &pending.user, &code, now)? {
                Checked::Right(method) => {
                    let entry = Entry::now(&identity, method, (&origin, &request_id));
                    let token = staff::complete(db, &within, &identity, &pending, &entry)?;
                    Ok(token.ok_or(IdentityError::NothingOwed))
                }
                Checked::Wrong if tries < MOST_TRIES => {
                    note_wrong(db, &pending, now, &request_id)?;
                    Ok(Err(IdentityError::WrongFactor))
                }
                Checked::Wrong | Checked::Closed => {
                    note_wrong(db, &pending, now, &request_id)?;
                    people::end_pending(db, &pending.session, now)?;
                    Ok(Err(IdentityError::TooManyCodes))
                }
            }
        })
        .await?
}

fn note_wrong(
    db: &mut AnyConnection,
    pending: &Pending,
    now: DateTime<Utc>,
    request_id: &str,
) -> DatabaseResult<()> {
    audit::record(
        db,
        &refused(own(&pending.user, now, "give_second_factor", request_id)),
    )
}

/// Whether a code is one of theirs, which it then was for the last time.
fn check(
    db: &mut AnyConnection,
    platform: &Platform,
    user: &people::UserRow,
    code: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<Checked> {
    let Some(row) = store::factor(db, user.trust_id, user.id)? else {
        return Ok(Checked::Wrong);
    };
    if row.is_closed(now) {
        return Ok(Checked::Closed);
    }
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = row
        .sealed_secret
        .as_deref()
        .and_then(|sealed| open(platform, user, sealed));
    let step = secret.and_then(|secret| authenticator::step_of(&secret, &digits, now));
    if let Some(step) = step
        && store::use_step(db, user, step)?
    {
        return Ok(Checked::Right(SignInMethod::Totp));
    }
    if let Some(hash) = recovery::hash(code)
        && store::use_recovery_code(db, user, &hash, now)?
    {
        return Ok(Checked::Right(SignInMethod::RecoveryCode));
    }
    store::note_wrong(db, user, &row, now)?;
    Ok(Checked::Wrong)
}

/// Looks at a code of somebody who is signed in and shows again who they are.
///
/// # Errors
/// When it is not right, or too many were tried.
pub async fn check_again(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    code: &str,
) -> Result<SignInMethod, IdentityError> {
    let (within, identity, code) = (platform.clone(), identity.clone(), code.to_owned());
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let user = user(db, member)?;
            let now = identity.clock().now();
            Ok(match check(db, &within, &user, &code, now)? {
                Checked::Right(method) => Ok(method),
                Checked::Wrong => Err(IdentityError::WrongFactor),
                Checked::Closed => Err(IdentityError::TooManyCodes),
            })
        })
        .await?
}

/// What somebody has besides their password.
///
/// # Errors
/// When the database cannot say.
pub async fn standing(platform: &Platform, (trust, user): Member) -> DatabaseResult<Standing> {
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    platform
        .database
        .snapshot(move |db| -> DatabaseResult<_> {
            let row = store::factor(db, trust, user)?;
            let person = people::user(db, trust, user)?;
            Ok(Standing {
                has_password: person.is_some_and(|person| !person.password_hash.is_empty()),
                authenticator_since: row.and_then(|row| row.confirmed_at),
                recovery_codes: count(store::count_recovery_codes(db, trust, user)?),
                passkeys: count(store::count_passkeys(db, trust, user)?),
                required: store::is_required(db, trust)?,
            })
        })
        .await
}

/// Takes the app and the recovery codes away.
///
/// # Errors
/// When the database cannot.
pub async fn turn_off(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    request_id: &str,
) -> Result<(), IdentityError> {
    let now = identity.clock().now();
    let request_id = request_id.to_owned();
    platform
        .database
        .write(move |db| {
            let user = user(db, member)?;
            store::forget(db, &user)?;
            let line = own(&user, now, "turn_off_second_factor", &request_id);
            Ok(audit::record(db, &line)?)
        })
        .await
}

pub(super) fn user(
    db: &mut AnyConnection,
    (trust, id): Member,
) -> Result<people::UserRow, IdentityError> {
    let user = people::user(db, trust, id)?;
    user.ok_or(IdentityError::Database(DatabaseError::NotFound))
}

/// The secret of an app, if it opens.
pub(super) fn open(platform: &Platform, user: &people::UserRow, sealed: &str) -> Option<Vec<u8>> {
    secret::open(&platform.fields, (user.trust_id, user.id), sealed)
        .inspect_err(|error| {
            tracing::error!(%error, user = %user.id, "a second factor cannot be opened");
        })
        .ok()
}

/// What the sign-in of this browser owes still: what it is, and whether an app and a passkey can answer it.
///
/// # Errors
/// When the database cannot say.
pub async fn owed_now(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
) -> DatabaseResult<Option<(SignInStage, Standing)>> {
    let Some(token) = cookie::read(identity, browser) else {
        return Ok(None);
    };
    let now = identity.clock().now();
    let pending = platform
        .database
        .read(move |db| sessions::pending(db, &token, now))
        .await?;
    let Some(pending) = pending else {
        return Ok(None);
    };
    let standing = standing(platform, (pending.user.trust_id, pending.user.id)).await?;
    Ok(Some((pending.stage, standing)))
}

/// Sets whether a Trust asks everybody for a second factor. It counts at the next sign-in.
///
/// # Errors
/// When there is no such Trust, or the database cannot keep it.
pub async fn require_second_factor(
    platform: &Platform,
    trust: TrustId,
    required: bool,
) -> DatabaseResult<()> {
    platform
        .database
        .write(move |db| store::set_required(db, trust, required))
        .await
}

/// Takes app, recovery codes and passkeys of whoever signs in with this address away: they have lost them all. Whether
/// there is such a person.
///
/// # Errors
/// When the database cannot.
pub async fn reset_second_factor(
    platform: &Platform,
    trust: TrustId,
    email: &str,
) -> Result<bool, IdentityError> {
    let email = email.trim().to_lowercase();
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let found = people::users_by_email(db, &email)?;
            let Some(user) = found.filter(|user| user.trust_id == trust) else {
                return Ok(false);
            };
            store::forget(db, &user)?;
            store::forget_passkeys(db, &user)?;
            let line = AuditEntry {
                actor_kind: ActorKind::System,
                actor_id: None,
                ..own(&user, now, "reset_second_factor", "command")
            };
            audit::record(db, &line)?;
            Ok(true)
        })
        .await
}
