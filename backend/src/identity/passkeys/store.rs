//! How passkeys are kept. Only here is diesel.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{passkeys, trusts},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::ids::{TrustId, UserId};
use uuid::Uuid;

/// A passkey as it is kept.
#[derive(Debug, Queryable)]
pub(super) struct PasskeyRow {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub user_id: UserId,
    pub name: String,
    pub credential: AsJson<Value>,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

type Columns = (
    passkeys::trust_id,
    passkeys::id,
    passkeys::user_id,
    passkeys::name,
    passkeys::credential,
    passkeys::created_at,
    passkeys::last_used_at,
);

const COLUMNS: Columns = (
    passkeys::trust_id,
    passkeys::id,
    passkeys::user_id,
    passkeys::name,
    passkeys::credential,
    passkeys::created_at,
    passkeys::last_used_at,
);

pub(super) fn of_user(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
) -> DatabaseResult<Vec<PasskeyRow>> {
    Ok(passkeys::table
        .filter(passkeys::trust_id.eq(bind(trust)))
        .filter(passkeys::user_id.eq(bind(user)))
        .order((passkeys::created_at, passkeys::id))
        .select(COLUMNS)
        .load(db)?)
}

/// The passkey that its authenticator calls so, in whichever Trust.
pub(super) fn by_credential(
    db: &mut AnyConnection,
    credential_id: &str,
) -> DatabaseResult<Option<PasskeyRow>> {
    Ok(passkeys::table
        .filter(passkeys::trust_id.eq_any(trusts::table.select(trusts::id)))
        .filter(passkeys::credential_id.eq(credential_id))
        .select(COLUMNS)
        .first(db)
        .optional()?)
}

/// A new passkey, as a row.
pub(super) struct NewPasskeyRow<'a> {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub user_id: UserId,
    pub name: &'a str,
    pub credential_id: &'a str,
    pub credential: Value,
    pub now: DateTime<Utc>,
}

pub(super) fn insert(db: &mut AnyConnection, row: NewPasskeyRow<'_>) -> DatabaseResult<()> {
    diesel::insert_into(passkeys::table)
        .values((
            passkeys::trust_id.eq(bind(row.trust_id)),
            passkeys::id.eq(bind(row.id)),
            passkeys::user_id.eq(bind(row.user_id)),
            passkeys::name.eq(row.name),
            passkeys::credential_id.eq(row.credential_id),
            passkeys::credential.eq(bind(row.credential)),
            passkeys::created_at.eq(bind(row.now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Notes a use, with what the authenticator counted.
pub(super) fn note_used(
    db: &mut AnyConnection,
    row: &PasskeyRow,
    credential: Value,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(passkeys::table.find((bind(row.trust_id), bind(row.id))))
        .set((
            passkeys::credential.eq(bind(credential)),
            passkeys::last_used_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Removes one of somebody's own; whether it was there.
pub(super) fn remove(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    id: Uuid,
) -> DatabaseResult<bool> {
    let removed = diesel::delete(passkeys::table.find((bind(trust), bind(id))))
        .filter(passkeys::user_id.eq(bind(user)))
        .execute(db)?;
    Ok(removed == 1)
}
