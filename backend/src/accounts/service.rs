//! What an administrator does with accounts, one transaction each.

use super::{
    AccountError,
    links::{self, LinkPurpose},
    store::{self, Change, UserFilter, UserRow},
};
use crate::{
    access::Principal,
    application::Platform,
    identity::{self, Identity},
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseResult},
    },
};
use chrono::{DateTime, SecondsFormat, Utc};
use shared::{
    accounts::{AccountState, InviteUser, UserView},
    identity::Role,
    ids::UserId,
    values::plain_email,
};

/// Who acts, and in which request.
#[derive(Debug, Clone)]
pub struct By {
    /// Who.
    pub principal: Principal,
    /// The request's id, for the audit.
    pub request_id: String,
}

impl By {
    /// Notes what they did to an account.
    pub(super) fn note(
        &self,
        db: &mut AnyConnection,
        at: DateTime<Utc>,
        action: &str,
        id: UserId,
    ) -> DatabaseResult<()> {
        let (trust, actor) = (self.principal.trust_id, self.principal.actor());
        let what = ("user", id.as_uuid());
        audit::record(
            db,
            &AuditEntry::done(trust, at, &actor, action, what, &self.request_id),
        )
    }
}

/// An instant as the wire has it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An account as it is shown.
pub(super) fn view(row: UserRow) -> UserView {
    UserView {
        id: row.id,
        state: row.state(),
        name: row.name,
        email: row.email,
        role: row.role,
        invited_until: row.invited_until.map(instant),
        last_signed_in_at: row.last_signed_in_at.map(instant),
        version: row.version,
    }
}

/// One account.
///
/// # Errors
/// [`AccountError::NotFound`].
pub async fn find(
    platform: &Platform,
    principal: &Principal,
    id: UserId,
) -> Result<UserView, AccountError> {
    let trust = principal.trust_id;
    let found = platform
        .database
        .read(move |db| store::find(db, trust, id))
        .await?;
    found.map(view).ok_or(AccountError::NotFound)
}

/// Accounts by name; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    principal: &Principal,
    filter: UserFilter,
    after: Option<(String, UserId)>,
    limit: i64,
) -> Result<Vec<UserView>, AccountError> {
    let trust = principal.trust_id;
    let rows = platform
        .database
        .read(move |db| store::list(db, trust, filter, after, limit))
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Invites somebody, and sends them a link to choose a password.
///
/// # Errors
/// [`AccountError::Invalid`] with every value that needs another look; [`AccountError::AddressTaken`].
pub async fn invite(
    platform: &Platform,
    identity: &Identity,
    by: By,
    request: InviteUser,
) -> Result<UserView, AccountError> {
    let errors = request.check();
    if !errors.is_empty() {
        return Err(AccountError::Invalid(errors));
    }
    let id: UserId = platform.ids.new_id();
    let at = platform.clock.now();
    let link = links::Fresh::new(platform, identity, LinkPurpose::Invitation);
    let address = link.address(identity);
    let made = platform
        .database
        .write(move |db| {
            let row = store::Invited {
                trust_id: by.principal.trust_id,
                id,
                role: request.role,
                email: &plain_email(&request.email),
                name: request.name.as_str(),
                until: link.expires_at,
                now: at,
            };
            store::insert(db, &row).map_err(|error| {
                if error.is_duplicate("users", "email") {
                    AccountError::AddressTaken
                } else {
                    error.into()
                }
            })?;
            link.send(db, by.principal.trust_id, id)?;
            by.note(db, at, "invite_user", id)?;
            load(db, &by, id)
        })
        .await?;
    identity.show_link(id.as_uuid(), &address);
    Ok(made)
}

fn load(db: &mut AnyConnection, by: &By, id: UserId) -> Result<UserView, AccountError> {
    store::find(db, by.principal.trust_id, id)?
        .map(view)
        .ok_or(AccountError::NotFound)
}

/// Sends the invitation again: the earlier link is worth nothing from now on.
///
/// # Errors
/// [`AccountError::NotNow`] unless somebody is invited and has not accepted.
pub async fn send_invitation(
    platform: &Platform,
    identity: &Identity,
    by: By,
    id: UserId,
    expected: i32,
) -> Result<UserView, AccountError> {
    let link = links::Fresh::new(platform, identity, LinkPurpose::Invitation);
    let address = link.address(identity);
    let sent = change(
        platform,
        by,
        (id, expected),
        "send_invitation",
        move |db, row| {
            if row.state() != AccountState::Invited {
                return Err(AccountError::NotNow(
                    "Only somebody who is invited can be sent an invitation.",
                ));
            }
            link.send(db, row.trust_id, row.id)?;
            Ok(Change::InvitedUntil(link.expires_at))
        },
    )
    .await?;
    identity.show_link(id.as_uuid(), &address);
    Ok(sent)
}

/// Takes an invitation back: its link is worth nothing from now on. Enabled again, the person can be sent another.
///
/// # Errors
/// [`AccountError::NotNow`] unless somebody is invited and has not accepted.
pub async fn take_back_invitation(
    platform: &Platform,
    identity: &Identity,
    by: By,
    id: UserId,
    expected: i32,
) -> Result<UserView, AccountError> {
    let now = identity.clock().now();
    change(
        platform,
        by,
        (id, expected),
        "take_back_invitation",
        move |db, row| {
            if row.state() != AccountState::Invited {
                return Err(AccountError::NotNow("There is no invitation to take back."));
            }
            store::end_links(db, row.trust_id, row.id, None, now)?;
            Ok(Change::DisabledAt(Some(now)))
        },
    )
    .await
}

/// Gives somebody another role. It counts at their next request.
///
/// # Errors
/// [`AccountError::LastAdministrator`]; [`AccountError::NotNow`] when they have it already.
pub async fn change_role(
    platform: &Platform,
    by: By,
    id: UserId,
    expected: i32,
    role: Role,
) -> Result<UserView, AccountError> {
    change(
        platform,
        by,
        (id, expected),
        "change_user_role",
        move |db, row| {
            if row.role == role {
                return Err(AccountError::NotNow("They have this role already."));
            }
            keep_an_administrator(db, row)?;
            Ok(Change::Role(role))
        },
    )
    .await
}

/// Takes an account from somebody: they are signed out everywhere at once, and their links are worth nothing.
///
/// # Errors
/// [`AccountError::LastAdministrator`]; [`AccountError::NotNow`] when it is disabled already.
pub async fn disable(
    platform: &Platform,
    identity: &Identity,
    by: By,
    id: UserId,
    expected: i32,
) -> Result<UserView, AccountError> {
    let now = identity.clock().now();
    change(
        platform,
        by,
        (id, expected),
        "disable_user",
        move |db, row| {
            if row.disabled_at.is_some() {
                return Err(AccountError::NotNow("This account is disabled already."));
            }
            keep_an_administrator(db, row)?;
            store::end_links(db, row.trust_id, row.id, None, now)?;
            identity::end_sign_ins_of(db, (row.trust_id, row.id), None, now)?;
            Ok(Change::DisabledAt(Some(now)))
        },
    )
    .await
}

/// Gives an account back. Who had not accepted their invitation is invited again, and needs a new link.
///
/// # Errors
/// [`AccountError::NotNow`] when it is not disabled.
pub async fn enable(
    platform: &Platform,
    by: By,
    id: UserId,
    expected: i32,
) -> Result<UserView, AccountError> {
    change(platform, by, (id, expected), "enable_user", |_, row| {
        if row.disabled_at.is_none() {
            return Err(AccountError::NotNow("This account is not disabled."));
        }
        Ok(Change::DisabledAt(None))
    })
    .await
}

/// A Trust in which nobody could let anybody in would be locked out of its own records.
fn keep_an_administrator(db: &mut AnyConnection, row: &UserRow) -> Result<(), AccountError> {
    let is_one = row.role == Role::Administrator && row.state() == AccountState::Active;
    if is_one && identity::other_administrators(db, row.trust_id, row.id)? == 0 {
        return Err(AccountError::LastAdministrator);
    }
    Ok(())
}

/// Changes an account that was read at a version. Changes of one Trust's accounts take turns, so that two
/// administrators cannot disable each other at once.
async fn change(
    platform: &Platform,
    by: By,
    (id, expected): (UserId, i32),
    action: &'static str,
    decide: impl FnOnce(&mut AnyConnection, &UserRow) -> Result<Change, AccountError> + Send + 'static,
) -> Result<UserView, AccountError> {
    let at = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let trust = by.principal.trust_id;
            identity::take_turn_at_accounts(db, trust)?;
            let row = store::find(db, trust, id)?.ok_or(AccountError::NotFound)?;
            if row.version != expected {
                return Err(AccountError::Stale);
            }
            let change = decide(db, &row)?;
            store::change(db, trust, id, &change)?;
            by.note(db, at, action, id)?;
            load(db, &by, id)
        })
        .await
}
