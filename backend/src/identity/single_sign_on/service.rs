//! Signing in with the Trust's own account.

use super::{
    directory::{DirectoryError, Person, Remembered},
    settings::SingleSignOnSettings,
    store::{self, Owner},
};
use crate::{
    application::Platform,
    identity::{
        Identity, PasswordHash,
        ceremonies::{self, Begun, Kind},
        hash_password,
        secrets::random_text,
        service::IdentityError,
        staff::{self, own},
        store as people,
    },
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    identity::{Role, SignInMethod},
    ids::TrustId,
    journey::ActorKind,
};
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
}

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
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    // The ceremony's id is known only once it is kept, so that the state is drawn here and compared there.
    let secret = random_text();
    let (place, remembered) = directory.question(&secret).await.map_err(not_now)?;
    let next = next.map(str::to_owned);
    let state = json!({ "secret": secret, "state": State { remembered, next } });
    let begun = ceremonies::begin(platform, identity, Kind::SingleSignOn, None, state).await?;
    let place = place.replace(&secret, &format!("{}.{secret}", begun.id));
    Ok((place, begun))
}

/// Signs in whoever the directory says it is: the session's token, and where they were going.
pub(super) async fn finish(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    answer: Return,
    request_id: &str,
) -> Result<(String, Option<String>), IdentityError> {
    let directory = identity.directory().ok_or(IdentityError::NoDirectory)?;
    let state = remembered(platform, identity, browser, &answer).await?;
    if let Some(error) = &answer.error {
        let error: String = error
            .chars()
            .filter(char::is_ascii_graphic)
            .take(60)
            .collect();
        tracing::info!(error, "the Trust's directory let nobody in");
        return Err(IdentityError::DirectoryRefused);
    }
    let issuer = directory.settings.issuer.clone();
    if answer
        .iss
        .as_ref()
        .is_some_and(|said| said.trim_end_matches('/') != issuer.trim_end_matches('/'))
    {
        return Err(IdentityError::DirectoryRefused);
    }
    let code = answer
        .code
        .filter(|code| code.len() <= LONGEST_CODE)
        .ok_or(IdentityError::DirectoryRefused)?;
    let now = identity.clock().now();
    let person = directory
        .person(code, state.remembered, now)
        .await
        .map_err(|error| match error {
            DirectoryError::Asked(_) => not_now(error),
            error => {
                tracing::warn!(%error, "the Trust's directory was not believed");
                IdentityError::DirectoryRefused
            }
        })?;
    let settings = directory.settings.clone();
    // Nobody knows it: whoever comes from the directory has no password here until they choose one.
    let unknown = hash_password(&random_text()).await?;
    let (within, identity, request_id) =
        (platform.clone(), identity.clone(), request_id.to_owned());
    let token = platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let user = matched(db, &within, &settings, &person, (unknown, &request_id))?;
            let method = SignInMethod::Oidc;
            Ok(staff::begin(
                db,
                &within,
                &identity,
                &user,
                method,
                &request_id,
            )?)
        })
        .await?;
    Ok((token, state.next))
}

/// What was remembered, which is used up with this.
async fn remembered(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    answer: &Return,
) -> Result<State, IdentityError> {
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
        .write(move |db| ceremonies::take(db, &token, &[Kind::SingleSignOn], id, now))
        .await?;
    let (_, mut found) = taken.ok_or_else(refused)?;
    if found.state["secret"] != *secret {
        return Err(refused());
    }
    serde_json::from_value(found.state["state"].take())
        .map_err(|error| IdentityError::Broken(error.to_string()))
}

/// Whom the directory means: somebody known, somebody with that address, or somebody new.
fn matched(
    db: &mut AnyConnection,
    platform: &Platform,
    settings: &SingleSignOnSettings,
    person: &Person,
    (unknown, request_id): (PasswordHash, &str),
) -> Result<people::UserRow, IdentityError> {
    let now = platform.clock.now();
    let role = role_of(settings, person)?;
    let trust = ceremonies::first_trust(db)?;
    let subject = (settings.issuer.as_str(), person.subject.as_str());
    let mut user = match store::known(db, trust, subject, now)? {
        Some(user) => user,
        None => {
            let email = person.email.as_deref().ok_or(IdentityError::NotKnownHere)?;
            let user = match store::by_email(db, trust, subject.0, email)? {
                Owner::Free(user) => user,
                Owner::Another => return Err(IdentityError::NotKnownHere),
                Owner::Nobody => {
                    let role = role
                        .filter(|_| settings.creates_accounts)
                        .ok_or(IdentityError::NotKnownHere)?;
                    made(
                        db,
                        platform,
                        trust,
                        (person, email, role),
                        &unknown,
                        request_id,
                    )?
                }
            };
            if user.disabled_at.is_none() {
                store::link(db, &user, platform.ids.new_id(), subject, now)?;
                audit::record(db, &own(&user, now, "link_directory_account", request_id))?;
            }
            user
        }
    };
    if user.disabled_at.is_some() {
        return Err(IdentityError::NotKnownHere);
    }
    if let Some(role) = role.filter(|role| *role != user.role) {
        store::set_role(db, &user, role)?;
        audit::record(
            db,
            &by_system(own(&user, now, "change_user_role", request_id)),
        )?;
        user.role = role;
    }
    Ok(user)
}

/// The role that the groups give. None where groups are not mapped; a refusal where they are and give none.
fn role_of(
    settings: &SingleSignOnSettings,
    person: &Person,
) -> Result<Option<Role>, IdentityError> {
    if settings.roles.is_empty() {
        return Ok(None);
    }
    settings
        .roles
        .iter()
        .find(|(group, _)| person.groups.contains(group))
        .map(|(_, role)| Some(*role))
        .ok_or(IdentityError::NotKnownHere)
}

fn made(
    db: &mut AnyConnection,
    platform: &Platform,
    trust_id: TrustId,
    (person, email, role): (&Person, &str, Role),
    unknown: &PasswordHash,
    request_id: &str,
) -> Result<people::UserRow, IdentityError> {
    let name = person.name.as_deref().unwrap_or(email);
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let row = people::NewUserRow {
        trust_id,
        id: platform.ids.new_id(),
        role,
        email,
        name: &name,
        password_hash: unknown.as_str(),
        now: platform.clock.now(),
    };
    people::insert_user(db, &row)?;
    let user = people::user(db, trust_id, row.id)?.ok_or(DatabaseError::NotFound)?;
    let line = own(&user, row.now, "create_user", request_id);
    let kept: DatabaseResult<()> = audit::record(db, &by_system(line));
    kept?;
    Ok(user)
}

fn by_system(line: AuditEntry<'_>) -> AuditEntry<'_> {
    AuditEntry {
        actor_kind: ActorKind::System,
        actor_id: None,
        ..line
    }
}
