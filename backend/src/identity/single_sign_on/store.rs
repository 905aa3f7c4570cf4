//! Which member of staff the directory means. Only here is diesel.

use crate::{
    identity::store::{self as people, UserRow},
    platform::database::{
        AnyConnection, DatabaseResult, bind,
        schema::{directory_accounts, users},
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
    let others: i64 = directory_accounts::table
        .filter(directory_accounts::trust_id.eq(bind(trust)))
        .filter(directory_accounts::user_id.eq(bind(user)))
        .filter(directory_accounts::issuer.eq(issuer))
        .count()
        .get_result(db)?;
    if others > 0 {
        return Ok(Owner::Another);
    }
    Ok(people::user(db, trust, user)?.map_or(Owner::Nobody, Owner::Free))
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
