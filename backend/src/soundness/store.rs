//! The answers in the database. Only here is diesel.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{soundness_checks, trusts},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{ids::TrustId, journey::Invariant};
use uuid::Uuid;

/// A finding as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    pub invariant: Invariant,
    pub of: String,
    pub found: String,
}

/// One check.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = soundness_checks)]
pub(super) struct CheckRow {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub began_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    pub journeys: i64,
    pub findings: i32,
    pub found: AsJson<Vec<Found>>,
}

pub(super) fn insert(db: &mut AnyConnection, row: CheckRow) -> DatabaseResult<()> {
    diesel::insert_into(soundness_checks::table)
        .values((
            soundness_checks::trust_id.eq(bind(row.trust_id)),
            soundness_checks::id.eq(bind(row.id)),
            soundness_checks::began_at.eq(bind(row.began_at)),
            soundness_checks::ended_at.eq(bind(row.ended_at)),
            soundness_checks::journeys.eq(row.journeys),
            soundness_checks::findings.eq(row.findings),
            soundness_checks::found.eq(row.found),
        ))
        .execute(db)?;
    Ok(())
}

/// Forgets checks that began before an instant.
pub(super) fn forget(
    db: &mut AnyConnection,
    trust: TrustId,
    before: DateTime<Utc>,
) -> DatabaseResult<()> {
    let old = soundness_checks::table
        .filter(soundness_checks::trust_id.eq(bind(trust)))
        .filter(soundness_checks::began_at.lt(bind(before)));
    diesel::delete(old).execute(db)?;
    Ok(())
}

/// The newest first: their ids are in the order of time.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    before: Option<Uuid>,
    limit: i64,
) -> DatabaseResult<Vec<CheckRow>> {
    let mut query = soundness_checks::table
        .filter(soundness_checks::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(soundness_checks::id.lt(bind(before)));
    }
    Ok(query
        .order(soundness_checks::id.desc())
        .limit(limit)
        .select(CheckRow::as_select())
        .load(db)?)
}

pub(super) fn trusts(db: &mut AnyConnection) -> DatabaseResult<Vec<TrustId>> {
    Ok(trusts::table
        .select(trusts::id)
        .order(trusts::id)
        .load(db)?)
}
