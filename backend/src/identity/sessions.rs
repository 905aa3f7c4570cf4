//! Sessions of browsers: an opaque token, kept as its hash, looked up at every request.

use super::{Identity, secrets, store};
use crate::{
    access::{Principal, Who},
    application::Platform,
    platform::database::{AnyConnection, DatabaseResult},
};
use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    identity::{SignInMethod, SignInStage},
    ids::{CandidateId, TrustId, UserId},
};
use uuid::Uuid;

/// Whatever somebody does, they sign in again after this.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// Who does nothing for this long has left.
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// How long the second step of a sign-in may take.
const OWED: TimeDelta = TimeDelta::minutes(10);
/// A session that was seen less than this ago is not written again: a page's requests cost one write, not each one.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The session that a request came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentSignIn {
    /// Its id.
    pub id: Uuid,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When the person last showed who they are.
    pub stepped_up_at: Option<DateTime<Utc>>,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionOwner {
    /// A member of staff.
    Staff(UserId),
    /// A candidate.
    Candidate(CandidateId),
}

/// How a session begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Whoever it is has shown enough.
    Complete(SignInMethod),
    /// The password was right, and this is still owed: it lets nobody in.
    Owing(SignInStage),
}

/// Starts a session for somebody who has shown who they are, and gives its token: the only time it is seen.
///
/// # Errors
/// When the database cannot keep it.
pub async fn start_session(
    platform: &Platform,
    identity: &Identity,
    trust_id: TrustId,
    owner: SessionOwner,
) -> DatabaseResult<String> {
    let method = match owner {
        SessionOwner::Staff(_) => SignInMethod::Password,
        SessionOwner::Candidate(_) => SignInMethod::Code,
    };
    let beginning = Beginning::Complete(method);
    let (row, token) = new_session(platform, identity, (trust_id, owner), beginning);
    let hash = secrets::digest(&token);
    platform
        .database
        .write(move |db| store::insert_sign_in(db, &row, &hash))
        .await?;
    Ok(token)
}

/// The sessions of a member of staff that are alive, the latest first.
///
/// # Errors
/// When the database cannot say.
pub(crate) fn sign_ins_of(
    db: &mut AnyConnection,
    whose: (TrustId, UserId),
    now: DateTime<Utc>,
) -> DatabaseResult<Vec<store::OwnSignIn>> {
    store::sign_ins_of(db, whose, now, now - IDLE)
}

/// Signs a member of staff out everywhere, or everywhere but at one place.
///
/// # Errors
/// When the database cannot.
pub(crate) fn end_sign_ins_of(
    db: &mut AnyConnection,
    whose: (TrustId, UserId),
    but: Option<Uuid>,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let which = but.map_or(store::Which::All, store::Which::But);
    store::end_sign_ins(db, whose, which, now)?;
    Ok(())
}

/// Notes that the person of a session has shown again who they are.
///
/// # Errors
/// When the database cannot.
pub(crate) fn confirm_sign_in(
    db: &mut AnyConnection,
    trust: TrustId,
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    store::note_stepped_up(db, trust, id, now)
}

/// Ends one session of a member of staff. Answers whether there was one to end.
///
/// # Errors
/// When the database cannot.
pub(crate) fn end_own_sign_in(
    db: &mut AnyConnection,
    whose: (TrustId, UserId),
    id: Uuid,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    Ok(store::end_sign_ins(db, whose, store::Which::One(id), now)? > 0)
}

/// A session that is not yet kept, and its token.
pub(super) fn new_session(
    platform: &Platform,
    identity: &Identity,
    (trust_id, owner): (TrustId, SessionOwner),
    beginning: Beginning,
) -> (store::SignInRow, String) {
    let now = identity.clock().now();
    let (stage, method, lifetime) = match beginning {
        Beginning::Complete(method) => (None, Some(method), LONGEST),
        Beginning::Owing(stage) => (Some(stage), None, OWED),
    };
    let (user_id, candidate_id) = match owner {
        SessionOwner::Staff(id) => (Some(id), None),
        SessionOwner::Candidate(id) => (None, Some(id)),
    };
    let row = store::SignInRow {
        trust_id,
        id: platform.ids.new_id(),
        user_id,
        candidate_id,
        last_seen_at: now,
        expires_at: now + lifetime,
        ended_at: None,
        stage,
        stepped_up_at: method.map(|_| now),
        method,
        factor_tries: stage.map(|_| 0),
    };
    (row, secrets::random_text())
}

/// Whether a request shows that somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Somebody did something: the session goes on.
    Attended,
    /// The page asked by itself: nobody may be there.
    Unattended,
}

/// Who carries this token, if its session is alive.
pub(super) async fn owner_of(
    platform: &Platform,
    identity: &Identity,
    token: &str,
    used: Use,
) -> DatabaseResult<Option<(CurrentSignIn, Principal)>> {
    let now = identity.clock().now();
    let hash = secrets::digest(token);
    let found = platform
        .database
        .read_briefly(move |db| store::carrier(db, &hash))
        .await?;
    let Some(carrier) =
        found.filter(|carrier| carrier.session.stage.is_none() && is_alive(&carrier.session, now))
    else {
        return Ok(None);
    };
    let session = &carrier.session;
    if used == Use::Attended && now - session.last_seen_at >= NOTED_EVERY {
        let (trust, id) = (session.trust_id, session.id);
        let noted = platform
            .database
            .write(move |db| store::note_seen(db, trust, id, now))
            .await;
        if let Err(error) = noted {
            // Reading goes on when nothing can be written.
            tracing::warn!(%error, "a session's last use was not noted");
        }
    }
    let current = CurrentSignIn {
        id: session.id,
        expires_at: session.expires_at,
        stepped_up_at: session.stepped_up_at,
    };
    Ok(principal(carrier).map(|principal| (current, principal)))
}

/// A sign-in whose password was right and that owes something still, with whose it is; unless the account was disabled
/// since.
pub(super) fn pending(
    db: &mut AnyConnection,
    token: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<Option<Pending>> {
    let session =
        store::sign_in_by_token(db, &secrets::digest(token))?.filter(|row| is_alive(row, now));
    let Some((session, stage)) = session.and_then(|row| row.stage.map(|stage| (row, stage))) else {
        return Ok(None);
    };
    let Some(user_id) = session.user_id else {
        return Ok(None);
    };
    let user = store::user(db, session.trust_id, user_id)?;
    Ok(user
        .filter(|user| user.disabled_at.is_none())
        .map(|user| Pending {
            session,
            stage,
            user,
        }))
}

/// A sign-in that is not complete.
#[derive(Debug)]
pub(super) struct Pending {
    pub session: store::SignInRow,
    pub stage: SignInStage,
    pub user: store::UserRow,
}

fn is_alive(session: &store::SignInRow, now: DateTime<Utc>) -> bool {
    session.ended_at.is_none() && now < session.expires_at && now - session.last_seen_at < IDLE
}

/// The somebody of a session, unless their account was disabled since.
fn principal(carrier: store::Carrier) -> Option<Principal> {
    let trust_id = carrier.session.trust_id;
    if let Some(user) = carrier.user {
        return user.disabled_at.is_none().then_some(Principal {
            trust_id,
            who: Who::Staff {
                user_id: user.id,
                role: user.role,
            },
            name: user.name,
        });
    }
    carrier.candidate.map(|candidate| Principal {
        trust_id,
        name: candidate.name(),
        who: Who::Candidate {
            candidate_id: candidate.id,
        },
    })
}

/// Ends the session on the server: the token is worth nothing from now on.
pub(super) async fn end(
    platform: &Platform,
    identity: &Identity,
    token: &str,
) -> DatabaseResult<()> {
    let now = identity.clock().now();
    let hash = secrets::digest(token);
    platform
        .database
        .write(move |db| store::end_sign_in(db, &hash, now))
        .await
}

/// Ends every session of a candidate and every code on its way to them, in the caller's transaction.
///
/// # Errors
/// When the database could not.
pub fn end_sessions_of(
    db: &mut AnyConnection,
    trust: TrustId,
    candidate: CandidateId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    store::end_sign_ins_of(db, trust, candidate, now)
}
