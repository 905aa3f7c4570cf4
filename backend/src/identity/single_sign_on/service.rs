//! Signing in with the Trust's own account.

use super::{
    directory::{DirectoryError, Person, Remembered},
    matching::matched,
    store,
};
use crate::{
    application::Platform,
    identity::{
        Identity, Member, Origin,
        ceremonies::{self, Begun, Kind},
        cookie,
        secrets::random_text,
        service::IdentityError,
        sessions,
        staff::{self, Entry, own},
    },
    platform::{audit, database::DatabaseResult},
};
use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{identity::SignInMethod, ids::UserId};
use uuid::Uuid;

/// What the browser comes back with.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Return {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    /// Who says so (RFC 9207).
    iss: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct State {
    remembered: Remembered,
    next: Option<String>,
    asked_at: DateTime<Utc>,
}

/// What the directory was asked for, and whom it was asked about.
struct Question {
    state: State,
    /// Whoever was signed in already and was to show it once more.
    confirms: Option<UserId>,
}

/// What came of the directory's answer.
pub(super) enum Finished {
    /// They are signed in, and go on there.
    SignedIn(String, Option<String>),
    /// They have shown once more who they are, and go on there.
    Confirmed(Option<String>),
    /// They are not signed in.
    Refused(IdentityError),
    /// They have not shown it, and are asked again for what they wanted there.
    NotConfirmed(IdentityError, Option<String>),
}

/// How far the directory's clock may be behind ours.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// Longer than any directory's code.
const LONGEST_CODE: usize = 4_096;

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it away")]
fn not_now(error: DirectoryError) -> IdentityError {
    tracing::error!(%error, "the Trust's directory cannot be used");
    IdentityError::DirectoryUnavailable
}

/// Where the browser is sent, and what binds the answer to it.
pub(super) async fn begin(
    platform: &Platform,
    identity: &Identity,
    next: Option<&str>,
) -> Result<(String, Begun), IdentityError> {
    ask(platform, identity, None, next).await
}

/// The same for somebody who is signed in: the directory asks them once more who they are.
///
/// # Errors
/// When there is no directory, or it cannot be asked now.
pub async fn ask_again(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    next: Option<&str>,
) -> Result<(String, Begun), IdentityError> {
    ask(platform, identity, Some(member), next).await
}

async fn ask(
    platform: &Platform,
    identity: &Identity,
    member: Option<Member>,
    next: Option<&str>,
) -> Result<(String, Begun), IdentityError> {
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    // The ceremony's id is known only once it is kept, so that the state is drawn here and compared there.
    let secret = random_text();
    let asked = directory.question(&secret, member.is_some()).await;
    let (place, remembered) = asked.map_err(not_now)?;
    let state = State {
        remembered,
        next: next.map(str::to_owned),
        asked_at: identity.clock().now(),
    };
    let kind = match member {
        Some(_) => Kind::ConfirmAtDirectory,
        None => Kind::SingleSignOn,
    };
    let state = json!({ "secret": secret, "state": state });
    let begun = ceremonies::begin(platform, identity, kind, member, state).await?;
    let place = place.replace(&secret, &format!("{}.{secret}", begun.id));
    Ok((place, begun))
}

/// Signs in whoever the directory says it is, or notes that they have shown once more who they are.
pub(super) async fn finish(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    answer: Return,
    request_id: &str,
) -> Finished {
    let Question { state, confirms } = match remembered(platform, identity, browser, &answer).await
    {
        Ok(question) => question,
        Err(error) => return Finished::Refused(error),
    };
    let next = state.next.clone();
    let asked_at = state.asked_at;
    let person = person(identity, answer, state.remembered).await;
    let Some(user) = confirms else {
        let token = match person {
            Ok(person) => signed_in(platform, identity, browser, person, request_id).await,
            Err(error) => Err(error),
        };
        return match token {
            Ok(token) => Finished::SignedIn(token, next),
            Err(error) => Finished::Refused(error),
        };
    };
    let confirmed = match person {
        Ok(person) => {
            let whom = (user, asked_at);
            confirmed(platform, identity, browser, (person, whom), request_id).await
        }
        Err(error) => Err(error),
    };
    match confirmed {
        Ok(()) => Finished::Confirmed(next),
        Err(error) => Finished::NotConfirmed(error, next),
    }
}

/// Who the directory says it is.
async fn person(
    identity: &Identity,
    answer: Return,
    remembered: Remembered,
) -> Result<Person, IdentityError> {
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    if let Some(error) = &answer.error {
        let error: String = error
            .chars()
            .filter(char::is_ascii_graphic)
            .take(60)
            .collect();
        tracing::info!(error, "the Trust's directory let nobody in");
        return Err(IdentityError::DirectoryRefused);
    }
    let issuer = directory.settings.issuer.trim_end_matches('/');
    if answer
        .iss
        .is_some_and(|said| said.trim_end_matches('/') != issuer)
    {
        return Err(IdentityError::DirectoryRefused);
    }
    let code = answer
        .code
        .filter(|code| code.len() <= LONGEST_CODE)
        .ok_or(IdentityError::DirectoryRefused)?;
    let now = identity.clock().now();
    let person = directory.person(code, remembered, now).await;
    person.map_err(|error| match error {
        DirectoryError::Asked(_) => not_now(error),
        error => {
            tracing::warn!(%error, "the Trust's directory was not believed");
            IdentityError::DirectoryRefused
        }
    })
}

async fn signed_in(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    person: Person,
    request_id: &str,
) -> Result<String, IdentityError> {
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    let settings = directory.settings.clone();
    let now = identity.clock().now();
    let entry = Entry {
        method: SignInMethod::Oidc,
        // Whoever had signed in at the directory before may not have been asked anything now.
        shown_at: person.shown_at.map(|at| at.min(now)),
        origin: Origin::of(browser),
        request_id: request_id.to_owned(),
    };
    let (within, identity) = (platform.clone(), identity.clone());
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let user = matched(db, &within, &settings, &person, &entry.request_id)?;
            Ok(staff::begin(db, &within, &identity, &user, &entry)?)
        })
        .await
}

/// Notes that whoever is signed in has shown the directory once more who they are, since it was asked.
async fn confirmed(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    (person, (user, asked_at)): (Person, (UserId, DateTime<Utc>)),
    request_id: &str,
) -> Result<(), IdentityError> {
    let refused = || IdentityError::DirectoryRefused;
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    if person.shown_at.is_none_or(|at| at < asked_at - SKEW) {
        tracing::warn!("the Trust's directory did not ask again, or did not say when it did");
        return Err(refused());
    }
    let token = cookie::read(identity, browser).ok_or_else(refused)?;
    let (here, principal) = sessions::owner_of(platform, identity, &token, sessions::Use::Attended)
        .await?
        .filter(|(_, principal)| principal.id() == user.as_uuid())
        .ok_or_else(refused)?;
    let (issuer, now) = (directory.settings.issuer.clone(), identity.clock().now());
    let request_id = request_id.to_owned();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let known = store::known(db, trust, (&issuer, &person.subject), now)?;
            let known = known.filter(|known| known.id == user).ok_or_else(refused)?;
            sessions::confirm_sign_in(db, trust, here.id, now)?;
            let line = own(&known, now, "confirm_directory", &request_id);
            Ok(audit::record(db, &line)?)
        })
        .await
}

/// Whether the Trust's directory knows this member of staff: then it can ask them who they are.
///
/// # Errors
/// When the database cannot say.
pub async fn has_account(
    platform: &Platform,
    identity: &Identity,
    member: Member,
) -> DatabaseResult<bool> {
    let Some(directory) = identity.directory() else {
        return Ok(false);
    };
    let issuer = directory.settings.issuer.clone();
    platform
        .database
        .read(move |db| store::is_linked(db, member, &issuer))
        .await
}

/// What was remembered, which is used up with this.
async fn remembered(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    answer: &Return,
) -> Result<Question, IdentityError> {
    const KINDS: &[Kind] = &[Kind::SingleSignOn, Kind::ConfirmAtDirectory];
    let refused = || IdentityError::DirectoryRefused;
    let (id, secret) = answer
        .state
        .as_deref()
        .and_then(|state| state.split_once('.'))
        .ok_or_else(refused)?;
    let id: Uuid = id.parse().map_err(|_| refused())?;
    let token = ceremonies::token(identity, browser).ok_or_else(refused)?;
    let now = identity.clock().now();
    let taken = platform
        .database
        .write(move |db| ceremonies::take(db, &token, KINDS, id, now))
        .await?;
    let (kind, mut found) = taken.ok_or_else(refused)?;
    if found.state["secret"] != *secret {
        return Err(refused());
    }
    let state = serde_json::from_value(found.state["state"].take())
        .map_err(|error| IdentityError::Broken(error.to_string()))?;
    Ok(Question {
        state,
        confirms: found.user_id.filter(|_| kind == Kind::ConfirmAtDirectory),
    })
}
