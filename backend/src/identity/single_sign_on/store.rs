//! Which member of staff the directory means. Only here is diesel.

use crate::{
    identity::store::{self as people, UserRow},
    platform::database::{
        AnyConnection, DatabaseResult, bind,
        schema::{account_links, directory_accounts, users},
    },
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    identity::Role,
    ids::{TrustId, UserId},
};
use uuid::Uuid;

/// The member of staff whom this subject of the directory is known to be.
pub(super) fn known(
    db: &mut AnyConnection,
    trust: TrustId,
    (issuer, subject): (&str, &str),
    now: DateTime<Utc>,
) -> DatabaseResult<Option<UserRow>> {
    let found: Option<(Uuid, UserId)> = directory_accounts::table
        .filter(directory_accounts::trust_id.eq(bind(trust)))
        .filter(directory_accounts::issuer.eq(issuer))
        .filter(directory_accounts::subject.eq(subject))
        .select((directory_accounts::id, directory_accounts::user_id))
        .first(db)
        .optional()?;
    let Some((id, user)) = found else {
        return Ok(None);
    };
    diesel::update(directory_accounts::table.find((bind(trust), bind(id))))
        .set(directory_accounts::last_used_at.eq(Some(now)))
        .execute(db)?;
    people::user(db, trust, user)
}

/// Whose an address is.
pub(super) enum Owner {
    /// Nobody's.
    Nobody,
    /// That of a member of staff whom this directory has meant nobody by so far.
    Free(UserRow),
    /// That of somebody whom the directory knows by another subject: the address was given to another person since.
    Another,
}

/// Whose this address is.
pub(super) fn by_email(
    db: &mut AnyConnection,
    trust: TrustId,
    issuer: &str,
    email: &str,
) -> DatabaseResult<Owner> {
    let found: Option<UserId> = users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::email.eq(email))
        .select(users::id)
        .first(db)
        .optional()?;
    let Some(user) = found else {
        return Ok(Owner::Nobody);
    };
    if is_linked(db, (trust, user), issuer)? {
        return Ok(Owner::Another);
    }
    Ok(people::user(db, trust, user)?.map_or(Owner::Nobody, Owner::Free))
}

/// Whether this directory knows a member of staff.
pub(super) fn is_linked(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    issuer: &str,
) -> DatabaseResult<bool> {
    let links: i64 = directory_accounts::table
        .filter(directory_accounts::trust_id.eq(bind(trust)))
        .filter(directory_accounts::user_id.eq(bind(user)))
        .filter(directory_accounts::issuer.eq(issuer))
        .count()
        .get_result(db)?;
    Ok(links > 0)
}

/// Whoever was invited and comes from the directory needs no link any more. Answers whether they were.
pub(super) fn accept_invitation(
    db: &mut AnyConnection,
    user: &UserRow,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let invited = users::table
        .find((bind(user.trust_id), bind(user.id)))
        .filter(users::invited_until.is_not_null());
    let accepted = diesel::update(invited)
        .set((
            users::invited_until.eq(None::<DateTime<Utc>>),
            users::version.eq(users::version + 1),
        ))
        .execute(db)?;
    if accepted == 0 {
        return Ok(false);
    }
    diesel::update(account_links::table)
        .filter(account_links::trust_id.eq(bind(user.trust_id)))
        .filter(account_links::user_id.eq(bind(user.id)))
        .filter(account_links::ended_at.is_null())
        .set(account_links::ended_at.eq(Some(now)))
        .execute(db)?;
    Ok(true)
}

/// From now on this subject of the directory is this member of staff.
pub(super) fn link(
    db: &mut AnyConnection,
    user: &UserRow,
    id: Uuid,
    (issuer, subject): (&str, &str),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(directory_accounts::table)
        .values((
            directory_accounts::trust_id.eq(bind(user.trust_id)),
            directory_accounts::id.eq(bind(id)),
            directory_accounts::user_id.eq(bind(user.id)),
            directory_accounts::issuer.eq(issuer),
            directory_accounts::subject.eq(subject),
            directory_accounts::created_at.eq(bind(now)),
            directory_accounts::last_used_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// They do something else from now on, as the directory says.
pub(super) fn set_role(db: &mut AnyConnection, user: &UserRow, role: Role) -> DatabaseResult<()> {
    diesel::update(users::table.find((bind(user.trust_id), bind(user.id))))
        .set((
            users::role.eq(bind(role)),
            users::version.eq(users::version + 1),
        ))
        .execute(db)?;
    Ok(())
}
