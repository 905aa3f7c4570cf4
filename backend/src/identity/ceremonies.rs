//! What the server remembers between asking an authenticator or a directory something and its answer.
//!
//! A ceremony belongs to the browser that began it (by a cookie), lives for minutes, and is deleted as it is used: of
//! two answers one counts. It is in the database, so that any server may take the answer.

use super::{
    Identity,
    secrets::{digest, random_text, same},
};
use crate::{
    application::Platform,
    platform::database::{
        AnyConnection, AsJson, DatabaseError, DatabaseResult, bind,
        schema::{ceremonies, trusts},
    },
};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::ids::{TrustId, UserId};
use uuid::Uuid;

/// What kind of answer is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A new passkey.
    AddPasskey,
    /// A passkey of whoever it is.
    AskPasskey,
    /// A passkey as the second step of a sign-in.
    AskSecondStep,
    /// A passkey of somebody who is signed in and shows once more who they are.
    ConfirmPasskey,
    /// The Trust's directory.
    SingleSignOn,
    /// The same, of somebody who is signed in and shows once more who they are.
    ConfirmAtDirectory,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::AddPasskey => "add_passkey",
            Self::AskPasskey => "ask_passkey",
            Self::AskSecondStep => "ask_second_step",
            Self::ConfirmPasskey => "confirm_passkey",
            Self::SingleSignOn => "single_sign_on",
            Self::ConfirmAtDirectory => "confirm_directory",
        }
    }

    const fn lifetime(self) -> TimeDelta {
        match self {
            Self::AddPasskey | Self::AskPasskey | Self::AskSecondStep | Self::ConfirmPasskey => {
                TimeDelta::minutes(5)
            }
            Self::SingleSignOn | Self::ConfirmAtDirectory => TimeDelta::minutes(10),
        }
    }
}

/// A ceremony that has begun: its id, and the cookie of its browser.
#[derive(Debug)]
pub struct Begun {
    /// Its id, for the address of its page.
    pub id: Uuid,
    /// What binds it to this browser.
    pub cookie: Cookie<'static>,
}

/// A ceremony as it is kept.
#[derive(Debug)]
pub(super) struct Ceremony {
    pub user_id: Option<UserId>,
    pub state: Value,
}

/// Keeps what must be remembered.
pub(super) async fn begin(
    platform: &Platform,
    identity: &Identity,
    kind: Kind,
    user: Option<(TrustId, UserId)>,
    state: Value,
) -> DatabaseResult<Begun> {
    let id: Uuid = platform.ids.new_id();
    let token = random_text();
    let cookie = cookie(identity, token.clone());
    let now = identity.clock().now();
    platform
        .database
        .write(move |db| -> DatabaseResult<()> {
            let trust = match user {
                Some((trust, _)) => trust,
                None => first_trust(db)?,
            };
            forget_old(db, trust, now)?;
            diesel::insert_into(ceremonies::table)
                .values((
                    ceremonies::trust_id.eq(bind(trust)),
                    ceremonies::id.eq(bind(id)),
                    ceremonies::kind.eq(bind(kind.as_str())),
                    ceremonies::token_hash.eq(digest(&token)),
                    ceremonies::user_id.eq(user.map(|(_, user)| user)),
                    ceremonies::state.eq(bind(state)),
                    ceremonies::created_at.eq(bind(now)),
                    ceremonies::expires_at.eq(bind(now + kind.lifetime())),
                ))
                .execute(db)?;
            Ok(())
        })
        .await?;
    Ok(Begun { id, cookie })
}

/// The Trust of this installation: one that has begun before anybody is known is kept among its records.
pub(super) fn first_trust(db: &mut AnyConnection) -> DatabaseResult<TrustId> {
    trusts::table
        .order((trusts::created_at, trusts::id))
        .select(trusts::id)
        .first(db)
        .optional()?
        .ok_or(DatabaseError::NotFound)
}

fn forget_old(db: &mut AnyConnection, trust: TrustId, now: DateTime<Utc>) -> DatabaseResult<()> {
    diesel::delete(ceremonies::table)
        .filter(ceremonies::trust_id.eq(bind(trust)))
        .filter(ceremonies::expires_at.le(bind(now)))
        .execute(db)?;
    Ok(())
}

/// Looks at a ceremony of this browser without using it: its page is drawn from it.
pub(super) async fn look_at(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    kinds: &'static [Kind],
    id: Uuid,
) -> DatabaseResult<Option<Ceremony>> {
    let Some(token) = token(identity, browser) else {
        return Ok(None);
    };
    let now = identity.clock().now();
    platform
        .database
        .read(move |db| Ok(find(db, &token, kinds, id, now)?.map(|(_, _, found)| found)))
        .await
}

/// Uses a ceremony up; none if it is not this browser's, is too old, or was used.
pub(super) fn take(
    db: &mut AnyConnection,
    token: &str,
    kinds: &[Kind],
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<Option<(Kind, Ceremony)>> {
    let Some((trust, kind, found)) = find(db, token, kinds, id, now)? else {
        return Ok(None);
    };
    let used = diesel::delete(ceremonies::table.find((bind(trust), bind(id)))).execute(db)?;
    Ok((used == 1).then_some((kind, found)))
}

fn find(
    db: &mut AnyConnection,
    token: &str,
    kinds: &[Kind],
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<Option<(TrustId, Kind, Ceremony)>> {
    type Row = (TrustId, String, String, Option<UserId>, AsJson<Value>);
    let row: Option<Row> = ceremonies::table
        .filter(ceremonies::trust_id.eq_any(trusts::table.select(trusts::id)))
        .filter(ceremonies::id.eq(bind(id)))
        .filter(ceremonies::expires_at.gt(bind(now)))
        .select((
            ceremonies::trust_id,
            ceremonies::kind,
            ceremonies::token_hash,
            ceremonies::user_id,
            ceremonies::state,
        ))
        .first(db)
        .optional()?;
    Ok(row.and_then(|(trust, kind, hash, user_id, AsJson(state))| {
        let kind = kinds.iter().find(|known| known.as_str() == kind)?;
        same(&hash, &digest(token)).then_some((trust, *kind, Ceremony { user_id, state }))
    }))
}

fn name(identity: &Identity) -> &'static str {
    if identity.is_behind_tls() {
        "__Host-ceremony"
    } else {
        "ceremony"
    }
}

/// Lax, because a directory sends the browser back from its own site.
fn cookie(identity: &Identity, token: String) -> Cookie<'static> {
    Cookie::build(name(identity), token)
        .path("/")
        .http_only(true)
        .secure(identity.is_behind_tls())
        .same_site(SameSite::Lax)
        .max_age(Duration::minutes(10))
        .finish()
}

/// What the browser carries.
pub(super) fn token(identity: &Identity, browser: &HttpRequest) -> Option<String> {
    /// Longer than any of ours.
    const LONGEST: usize = 128;
    let cookie = browser.cookie(name(identity))?;
    (cookie.value().len() <= LONGEST).then(|| cookie.value().to_owned())
}
