//! How a member of staff signs in: the password first, then a second step where one is set up or asked for.

use super::{
    Identity, Origin, Seen,
    attempt::{self, Compared},
    factors,
    secrets::digest,
    service::{IdentityError, entry},
    sessions::{self, Beginning, Pending, SessionOwner},
    store,
};
use crate::{
    access::actor_kind_of,
    application::Platform,
    platform::{
        audit::{self, AuditEntry, AuditOutcome},
        database::{AnyConnection, DatabaseResult},
        http::in_this_request,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity::{SignInMethod, SignInStage},
    ids::{TrustId, UserId},
};

/// How far a sign-in has come, with the session's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignInStep {
    /// They are signed in.
    SignedIn(String),
    /// The password was right: a second step is owed, and the token is good for nothing else.
    SecondFactor(String),
    /// The password was right: their Trust asks for a second step, which they must set up first.
    SetUpFactor(String),
}

/// How somebody who has shown enough comes in.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// With what they showed who they are.
    pub method: SignInMethod,
    /// When they did; none where nobody here knows, and they are asked before what is hard to undo.
    pub shown_at: Option<DateTime<Utc>>,
    /// From where.
    pub origin: Origin,
    /// In which request.
    pub request_id: String,
}

impl Entry {
    /// Of somebody who shows it in this request.
    pub fn now(
        identity: &Identity,
        method: SignInMethod,
        (origin, request_id): (&Origin, &str),
    ) -> Self {
        Self {
            method,
            shown_at: Some(identity.clock().now()),
            origin: origin.clone(),
            request_id: request_id.to_owned(),
        }
    }
}

/// Takes an address and a password.
pub(super) async fn sign_in(
    platform: &Platform,
    identity: &Identity,
    seen: &Seen,
    credentials: (&str, &str),
    request_id: &str,
) -> Result<SignInStep, IdentityError> {
    let Compared {
        user,
        is_right,
        tries,
    } = attempt::compare(platform, identity, seen, credentials).await?;
    let Some(user) = user else {
        return Err(IdentityError::WrongDetails);
    };
    let now = platform.clock.now();
    if !is_right || user.disabled_at.is_some() {
        // By itself, so that a known address is not answered later than an unknown one.
        let noting = note_refusal(platform.clone(), user, now, request_id.to_owned());
        actix_web::rt::spawn(in_this_request(noting));
        return Err(IdentityError::WrongDetails);
    }
    let (platform_of_it, identity) = (platform.clone(), identity.clone());
    let (origin, request_id) = (seen.origin.clone(), request_id.to_owned());
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            tries.forget(db)?;
            enter(
                db,
                &platform_of_it,
                &identity,
                &user,
                (&origin, &request_id),
            )
        })
        .await
}

/// Lets somebody in who has just chosen a password with a link, as far as a password lets them in.
///
/// # Errors
/// When there is no such account, or the database cannot.
pub(crate) fn enter_with_new_password(
    db: &mut AnyConnection,
    (platform, identity): (&Platform, &Identity),
    (trust, user): (TrustId, UserId),
    from: (&Origin, &str),
) -> Result<SignInStep, IdentityError> {
    let user = store::user(db, trust, user)?.ok_or(IdentityError::WrongDetails)?;
    enter(db, platform, identity, &user, from)
}

/// What follows a right password, with where it was given.
fn enter(
    db: &mut AnyConnection,
    platform: &Platform,
    identity: &Identity,
    user: &store::UserRow,
    from: (&Origin, &str),
) -> Result<SignInStep, IdentityError> {
    let Some(stage) = factors::owed(db, user.trust_id, user.id)? else {
        let entry = Entry::now(identity, SignInMethod::Password, from);
        let token = begin(db, platform, identity, user, &entry)?;
        return Ok(SignInStep::SignedIn(token));
    };
    let (origin, request_id) = from;
    let owner = (user.trust_id, SessionOwner::Staff(user.id));
    let (session, token) =
        sessions::new_session(platform, identity, owner, Beginning::Owing(stage));
    store::insert_sign_in(db, &session, &digest(&token))?;
    store::note_origin(db, &digest(&token), origin)?;
    let now = platform.clock.now();
    audit::record(db, &own(user, now, "give_password", request_id))?;
    Ok(match stage {
        SignInStage::SecondFactor => SignInStep::SecondFactor(token),
        SignInStage::SetUpFactor => SignInStep::SetUpFactor(token),
    })
}

/// Begins the session of somebody who has shown enough, and gives its token.
pub(super) fn begin(
    db: &mut AnyConnection,
    platform: &Platform,
    identity: &Identity,
    user: &store::UserRow,
    entry: &Entry,
) -> DatabaseResult<String> {
    let owner = (user.trust_id, SessionOwner::Staff(user.id));
    let complete = Beginning::Complete(entry.method);
    let (mut session, token) = sessions::new_session(platform, identity, owner, complete);
    session.stepped_up_at = entry.shown_at;
    store::insert_sign_in(db, &session, &digest(&token))?;
    store::note_origin(db, &digest(&token), &entry.origin)?;
    store::note_signed_in(db, user.trust_id, user.id, session.last_seen_at)?;
    let now = platform.clock.now();
    audit::record(db, &own(user, now, "sign_in", &entry.request_id))?;
    Ok(token)
}

/// Turns a sign-in that owed something into a session with a token of its own: the one from before the second step is
/// worth nothing afterwards. None if another request was quicker.
pub(super) fn complete(
    db: &mut AnyConnection,
    platform: &Platform,
    identity: &Identity,
    pending: &Pending,
    entry: &Entry,
) -> DatabaseResult<Option<String>> {
    let now = identity.clock().now();
    if !store::end_pending(db, &pending.session, now)? {
        return Ok(None);
    }
    begin(db, platform, identity, &pending.user, entry).map(Some)
}

async fn note_refusal(
    platform: Platform,
    user: store::UserRow,
    now: DateTime<Utc>,
    request_id: String,
) {
    let noted = platform.database.write(move |db| -> DatabaseResult<()> {
        audit::record(db, &refused(own(&user, now, "sign_in", &request_id)))
    });
    if let Err(error) = noted.await {
        tracing::error!(%error, "a refused sign-in was not noted");
    }
}

/// The same line about something that was refused.
pub(super) fn refused(entry: AuditEntry<'_>) -> AuditEntry<'_> {
    AuditEntry {
        outcome: AuditOutcome::Refused,
        ..entry
    }
}

/// A line about what a member of staff did with their own account.
pub(super) fn own<'a>(
    user: &store::UserRow,
    now: DateTime<Utc>,
    action: &'a str,
    request_id: &'a str,
) -> AuditEntry<'a> {
    let kind = actor_kind_of(user.role);
    entry(
        user.trust_id,
        now,
        kind,
        user.id.as_uuid(),
        action,
        "user",
        request_id,
    )
}
