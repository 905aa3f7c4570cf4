//! What was written and not sent, as it is kept. Only here is diesel.

use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::unsent_forms};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{TrustId, UserId};
use uuid::Uuid;

/// Forgets what has waited too long in this Trust, and all of somebody's but the newest.
pub(super) fn forget(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    but: i64,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::delete(unsent_forms::table)
        .filter(unsent_forms::trust_id.eq(bind(trust)))
        .filter(unsent_forms::expires_at.le(bind(now)))
        .execute(db)?;
    let waiting: Vec<Uuid> = unsent_forms::table
        .filter(unsent_forms::trust_id.eq(bind(trust)))
        .filter(unsent_forms::user_id.eq(bind(user)))
        .order((unsent_forms::created_at.desc(), unsent_forms::id.desc()))
        .select(unsent_forms::id)
        .load(db)?;
    for id in waiting.into_iter().skip(usize::try_from(but).unwrap_or(0)) {
        diesel::delete(unsent_forms::table.find((bind(trust), bind(id)))).execute(db)?;
    }
    Ok(())
}

pub(super) fn insert(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    id: Uuid,
    (page, sealed): (&str, &str),
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> DatabaseResult<()> {
    diesel::insert_into(unsent_forms::table)
        .values((
            unsent_forms::trust_id.eq(bind(trust)),
            unsent_forms::id.eq(bind(id)),
            unsent_forms::user_id.eq(bind(user)),
            unsent_forms::page.eq(page),
            unsent_forms::sealed_answers.eq(sealed),
            unsent_forms::created_at.eq(bind(now)),
            unsent_forms::expires_at.eq(bind(until)),
        ))
        .execute(db)?;
    Ok(())
}

/// What waits for this person on this page.
pub(super) fn find(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    (page, id): (&str, Uuid),
    now: DateTime<Utc>,
) -> DatabaseResult<Option<String>> {
    Ok(unsent_forms::table
        .find((bind(trust), bind(id)))
        .filter(unsent_forms::user_id.eq(bind(user)))
        .filter(unsent_forms::page.eq(page))
        .filter(unsent_forms::expires_at.gt(bind(now)))
        .select(unsent_forms::sealed_answers)
        .first(db)
        .optional()?)
}
