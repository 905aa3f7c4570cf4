//! Which account the directory means, and what it is to do: somebody known, somebody with that address, somebody new.

use super::{
    directory::Person,
    settings::SingleSignOnSettings,
    store::{self, Owner},
};
use crate::{
    application::Platform,
    identity::{
        ceremonies,
        service::IdentityError,
        staff::{own, refused},
        store as people,
    },
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
};
use chrono::{DateTime, Utc};
use shared::{identity::Role, ids::TrustId, journey::ActorKind};

/// Whom the directory means: somebody known, somebody with that address, or somebody new.
pub(super) fn matched(
    db: &mut AnyConnection,
    platform: &Platform,
    settings: &SingleSignOnSettings,
    person: &Person,
    request_id: &str,
) -> Result<people::UserRow, IdentityError> {
    let now = platform.clock.now();
    let role = role_of(settings, person)?;
    let trust = ceremonies::first_trust(db)?;
    people::take_turn_at_accounts(db, trust)?;
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
                    made(db, platform, trust, (person, email, role), request_id)?
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
    if store::accept_invitation(db, &user, now)? {
        audit::record(db, &own(&user, now, "accept_invitation", request_id))?;
    }
    if let Some(role) = role.filter(|role| *role != user.role) {
        take_over(db, &mut user, role, (now, request_id))?;
    }
    Ok(user)
}

/// Takes a role over from the directory. The last administrator stays one: a change of groups there must not lock a Trust
/// out of its own records here.
fn take_over(
    db: &mut AnyConnection,
    user: &mut people::UserRow,
    role: Role,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let line = by_system(own(user, now, "change_user_role", request_id));
    let is_one = user.role == Role::Administrator;
    if is_one && people::other_administrators(db, user.trust_id, user.id)? == 0 {
        tracing::warn!(
            user = %user.id,
            "the directory gives the only administrator another role, which was not taken over"
        );
        return audit::record(db, &refused(line));
    }
    store::set_role(db, user, role)?;
    audit::record(db, &line)?;
    user.role = role;
    Ok(())
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
        // There is none until they choose one.
        password_hash: "",
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
