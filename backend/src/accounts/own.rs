//! One's own account: where one is signed in, and one's password.

use super::{
    AccountError,
    service::{By, instant},
    store::{self, Change},
};
use crate::{
    access::{Principal, Who},
    application::Platform,
    identity::{self, CurrentSignIn, Identity, browser_in_words},
};
use shared::{accounts::SignInView, ids::UserId};
use uuid::Uuid;

/// The member of staff whose own account it is.
fn own_id(principal: &Principal) -> Result<UserId, AccountError> {
    match principal.who {
        Who::Staff { user_id, .. } => Ok(user_id),
        _ => Err(AccountError::NotFound),
    }
}

/// Where somebody is signed in now, the latest first.
///
/// # Errors
/// When the database could not answer.
pub async fn list_sign_ins(
    platform: &Platform,
    identity: &Identity,
    principal: &Principal,
    current: Option<CurrentSignIn>,
) -> Result<Vec<SignInView>, AccountError> {
    let (whose, now) = (
        (principal.trust_id, own_id(principal)?),
        identity.clock().now(),
    );
    let rows = platform
        .database
        .read(move |db| identity::sign_ins_of(db, whose, now))
        .await?;
    let views = rows.into_iter().map(|row| SignInView {
        id: row.id,
        signed_in_at: instant(row.created_at),
        last_seen_at: instant(row.last_seen_at),
        expires_at: instant(row.expires_at),
        browser: browser_in_words(row.user_agent.as_deref()),
        address: row.address,
        current: current.is_some_and(|current| current.id == row.id),
    });
    Ok(views.collect())
}

/// Ends one of somebody's own sign-ins.
///
/// # Errors
/// [`AccountError::NotFound`] when it is not there, or somebody else's, or has ended.
pub async fn end_sign_in(
    platform: &Platform,
    identity: &Identity,
    by: By,
    id: Uuid,
) -> Result<(), AccountError> {
    let user = own_id(&by.principal)?;
    let (now, at) = (identity.clock().now(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            if !identity::end_own_sign_in(db, (by.principal.trust_id, user), id, now)? {
                return Err(AccountError::NotFound);
            }
            Ok(by.note(db, at, "end_sign_in", user)?)
        })
        .await
}

/// Signs somebody out everywhere, here too.
///
/// # Errors
/// When the database could not.
pub async fn end_all_sign_ins(
    platform: &Platform,
    identity: &Identity,
    by: By,
) -> Result<(), AccountError> {
    let user = own_id(&by.principal)?;
    let (now, at) = (identity.clock().now(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            identity::end_sign_ins_of(db, (by.principal.trust_id, user), None, now)?;
            Ok(by.note(db, at, "end_all_sign_ins", user)?)
        })
        .await
}

/// Changes somebody's own password, and signs them out everywhere else.
///
/// # Errors
/// [`AccountError::WrongPassword`] when the old one is not right, [`AccountError::Password`] when the new one cannot be
/// taken.
pub async fn change_password(
    platform: &Platform,
    identity: &Identity,
    by: By,
    current: Option<CurrentSignIn>,
    (old, new): (&str, &str),
) -> Result<(), AccountError> {
    let (trust, user) = (by.principal.trust_id, own_id(&by.principal)?);
    let about = platform
        .database
        .read(move |db| -> Result<_, AccountError> {
            let user = store::find(db, trust, user)?.ok_or(AccountError::NotFound)?;
            Ok([user.name, user.email, store::trust_name(db, trust)?])
        })
        .await?;
    identity::confirm_password(platform, identity, &by.principal, old)
        .await?
        .then_some(())
        .ok_or(AccountError::WrongPassword)?;
    let hash = identity.new_password(new, &about).await?;
    let (now, at) = (identity.clock().now(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            let change = Change::Password(hash.as_str().to_owned());
            store::change(db, trust, user, &change)?;
            let here = current.map(|current| current.id);
            identity::end_sign_ins_of(db, (trust, user), here, now)?;
            Ok(by.note(db, at, "change_password", user)?)
        })
        .await
}

/// With what somebody who is signed in shows once more who they are.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// Their password.
    Password(&'a str),
    /// A code of their authenticator app, or a recovery code, which is used up with it.
    Code(&'a str),
}

/// Notes that whoever is signed in has shown once more who they are.
///
/// # Errors
/// [`AccountError::WrongPassword`]; [`AccountError::Identity`] for a wrong code, or too many.
pub async fn confirm(
    platform: &Platform,
    identity: &Identity,
    by: By,
    current: Option<CurrentSignIn>,
    shown: Shown<'_>,
) -> Result<(), AccountError> {
    let user = own_id(&by.principal)?;
    let current = current.ok_or(AccountError::NotFound)?;
    let action = match shown {
        Shown::Password(given) => {
            if !identity::confirm_password(platform, identity, &by.principal, given).await? {
                return Err(AccountError::WrongPassword);
            }
            "confirm_password"
        }
        Shown::Code(code) => {
            let member = (by.principal.trust_id, user);
            identity::check_again(platform, identity, member, code).await?;
            "confirm_code"
        }
    };
    let (now, at) = (identity.clock().now(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            identity::confirm_sign_in(db, by.principal.trust_id, current.id, now)?;
            Ok(by.note(db, at, action, user)?)
        })
        .await
}
