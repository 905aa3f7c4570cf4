//! The keys and their answers, in the database, so that every server knows them.

use super::Became;
use crate::platform::database::{
    AnyConnection, AsJson, Database, DatabaseError, DatabaseResult, bind,
    schema::idempotency_keys::{self as keys, table},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use shared::ids::TrustId;
use std::collections::BTreeMap;

/// How long an answer is kept.
const KEPT_FOR: TimeDelta = TimeDelta::hours(48);
/// A request that has not answered by then has died with its server.
const AT_WORK_FOR: TimeDelta = TimeDelta::minutes(2);

/// A key, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct KeyOf {
    pub(super) trust_id: TrustId,
    pub(super) principal: String,
    pub(super) key: String,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeptAnswer {
    pub(super) status: i32,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

/// What is known of a key.
#[derive(Debug, PartialEq)]
pub(super) enum Claim {
    /// Nothing: it is ours now.
    Ours,
    /// This answer.
    Answered(KeptAnswer),
    /// The first request is still running.
    Busy,
    /// It stands for another request.
    Reused,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = keys)]
struct KeyRow {
    request_hash: String,
    status: Option<i32>,
    headers: Option<AsJson<BTreeMap<String, String>>>,
    body: Option<String>,
    created_at: DateTime<Utc>,
}

/// Takes the key for this request, or says what it stands for.
pub(super) async fn claim(
    database: &Database,
    now: DateTime<Utc>,
    key: KeyOf,
    hash: String,
) -> DatabaseResult<Claim> {
    let claimed = database
        .write(move |db| claim_in(db, now, &key, &hash))
        .await;
    match claimed {
        // Another server took it between our look and our insert.
        Err(error) if error.is_duplicate("idempotency_keys", "key") => Ok(Claim::Busy),
        other => other,
    }
}

fn claim_in(
    db: &mut AnyConnection,
    now: DateTime<Utc>,
    key: &KeyOf,
    hash: &str,
) -> DatabaseResult<Claim> {
    let known: Option<KeyRow> = table
        .find((bind(key.trust_id), &key.principal, &key.key))
        .select(KeyRow::as_select())
        .first(db)
        .optional()?;
    if let Some(row) = known {
        let age = now - row.created_at;
        if age <= KEPT_FOR && (row.status.is_some() || age <= AT_WORK_FOR) {
            return Ok(standing_for(row, hash));
        }
        diesel::delete(table.find((bind(key.trust_id), &key.principal, &key.key))).execute(db)?;
    }
    diesel::insert_into(table)
        .values((
            keys::trust_id.eq(bind(key.trust_id)),
            keys::principal.eq(&key.principal),
            keys::key.eq(&key.key),
            keys::request_hash.eq(hash),
            keys::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(Claim::Ours)
}

fn standing_for(row: KeyRow, hash: &str) -> Claim {
    if row.request_hash != hash {
        return Claim::Reused;
    }
    match (row.status, row.headers, row.body) {
        (Some(status), Some(AsJson(headers)), Some(body)) => Claim::Answered(KeptAnswer {
            status,
            headers,
            body,
        }),
        _ => Claim::Busy,
    }
}

/// What is known of a key, without taking it.
pub(super) async fn find(
    database: &Database,
    now: DateTime<Utc>,
    key: KeyOf,
) -> DatabaseResult<Became> {
    let row: Option<KeyRow> = database
        .read(move |db| {
            let found = table.find((bind(key.trust_id), &key.principal, &key.key));
            let found = found.select(KeyRow::as_select()).first(db).optional();
            Ok::<_, DatabaseError>(found?)
        })
        .await?;
    Ok(match row {
        Some(row) if now - row.created_at > KEPT_FOR => Became::Unknown,
        Some(KeyRow {
            body: Some(body), ..
        }) => Became::Answered(body),
        Some(row) if now - row.created_at <= AT_WORK_FOR => Became::AtWork,
        _ => Became::Unknown,
    })
}

/// Keeps the answer.
pub(super) async fn keep(
    database: &Database,
    key: KeyOf,
    answer: KeptAnswer,
) -> DatabaseResult<()> {
    database
        .write(move |db| {
            diesel::update(table.find((bind(key.trust_id), &key.principal, &key.key)))
                .set((
                    keys::status.eq(Some(answer.status)),
                    keys::headers.eq(Some(AsJson(answer.headers))),
                    keys::body.eq(Some(answer.body)),
                ))
                .execute(db)?;
            Ok(())
        })
        .await
}

/// Frees the key.
pub(super) async fn release(database: &Database, key: KeyOf) -> DatabaseResult<()> {
    database
        .write(move |db| {
            diesel::delete(table.find((bind(key.trust_id), &key.principal, &key.key)))
                .execute(db)?;
            Ok(())
        })
        .await
}

/// Forgets the keys of a Trust that are too old to matter. Returns how many.
///
/// # Errors
/// When the database is not available.
pub async fn forget_old(
    database: &Database,
    trust_id: TrustId,
    now: DateTime<Utc>,
) -> Result<usize, DatabaseError> {
    database
        .write(move |db| {
            let old = table
                .filter(keys::trust_id.eq(bind(trust_id)))
                .filter(keys::created_at.lt(bind(now - KEPT_FOR)));
            Ok(diesel::delete(old).execute(db)?)
        })
        .await
}
