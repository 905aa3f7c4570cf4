//! Imports and their parts in the database.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{referral_import_parts as parts, referral_imports as imports},
};
use chrono::{DateTime, Utc};
use diesel::{connection::SimpleConnection as _, prelude::*};
use shared::ids::{OrganisationId, ReferralImportId, TrustId};
use shared::journey::{Actor, ActorKind};
use shared::referrals::ImportStatus;
use uuid::Uuid;

/// An import.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub(super) struct ImportRow {
    pub id: ReferralImportId,
    pub organisation_id: Option<OrganisationId>,
    pub status: ImportStatus,
    pub is_dry_run: bool,
    pub drafts_for: Option<OrganisationId>,
    pub actor_kind: ActorKind,
    pub actor_id: Uuid,
    pub actor_name: String,
    pub request_id: String,
    pub row_count: i32,
    pub rows_done: i32,
    pub accepted: i32,
    pub known: i32,
    pub refused: i32,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

pub(super) fn insert(db: &mut AnyConnection, trust: TrustId, row: ImportRow) -> DatabaseResult<()> {
    diesel::insert_into(imports::table)
        .values((
            imports::trust_id.eq(bind(trust)),
            imports::id.eq(bind(row.id)),
            imports::organisation_id.eq(row.organisation_id),
            imports::status.eq(bind(row.status)),
            imports::is_dry_run.eq(row.is_dry_run),
            imports::drafts_for.eq(row.drafts_for),
            imports::actor_kind.eq(bind(row.actor_kind)),
            imports::actor_id.eq(bind(row.actor_id)),
            imports::actor_name.eq(row.actor_name),
            imports::request_id.eq(row.request_id),
            imports::row_count.eq(row.row_count),
            imports::rows_done.eq(row.rows_done),
            imports::accepted.eq(row.accepted),
            imports::known.eq(row.known),
            imports::refused.eq(row.refused),
            imports::created_at.eq(bind(row.created_at)),
        ))
        .execute(db)?;
    Ok(())
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
) -> DatabaseResult<Option<ImportRow>> {
    Ok(imports::table
        .find((bind(trust), bind(id)))
        .select(ImportRow::as_select())
        .first(db)
        .optional()?)
}

/// Imports with this status that are not finished, the oldest first.
pub(super) fn unfinished(
    db: &mut AnyConnection,
    trust: TrustId,
    status: ImportStatus,
) -> DatabaseResult<Vec<ImportRow>> {
    Ok(imports::table
        .filter(imports::trust_id.eq(bind(trust)))
        .filter(imports::finished_at.is_null())
        .filter(imports::status.eq(bind(status)))
        .order(imports::id)
        .select(ImportRow::as_select())
        .load(db)?)
}

/// The file is read to its end: from now on its rows are taken.
pub(super) fn begin(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
    rows: i32,
) -> DatabaseResult<()> {
    diesel::update(imports::table.find((bind(trust), bind(id))))
        .set((
            imports::status.eq(bind(ImportStatus::Running)),
            imports::row_count.eq(rows),
        ))
        .execute(db)?;
    Ok(())
}

/// What came of some more rows.
pub(super) fn count(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
    (accepted, known, refused): (i32, i32, i32),
) -> DatabaseResult<()> {
    diesel::update(imports::table.find((bind(trust), bind(id))))
        .set((
            imports::rows_done.eq(imports::rows_done + (accepted + known + refused)),
            imports::accepted.eq(imports::accepted + accepted),
            imports::known.eq(imports::known + known),
            imports::refused.eq(imports::refused + refused),
        ))
        .execute(db)?;
    Ok(())
}

pub(super) fn finish(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(imports::table.find((bind(trust), bind(id))))
        .set((
            imports::status.eq(bind(ImportStatus::Done)),
            imports::finished_at.eq(bind(Some(now))),
        ))
        .execute(db)?;
    Ok(())
}

/// Takes an import away whose file was not read to its end.
pub(super) fn delete(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
) -> DatabaseResult<()> {
    diesel::delete(
        parts::table
            .filter(parts::trust_id.eq(bind(trust)))
            .filter(parts::import_id.eq(bind(id))),
    )
    .execute(db)?;
    diesel::delete(imports::table.find((bind(trust), bind(id)))).execute(db)?;
    Ok(())
}

/// Some rows of an import.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = parts)]
pub(super) struct PartRow {
    pub part: i32,
    pub first_row: i32,
    pub contents: String,
    pub sent: Option<String>,
}

pub(super) fn insert_part(
    db: &mut AnyConnection,
    trust: TrustId,
    import: ReferralImportId,
    row: PartRow,
) -> DatabaseResult<()> {
    diesel::insert_into(parts::table)
        .values((
            parts::trust_id.eq(bind(trust)),
            parts::import_id.eq(bind(import)),
            parts::part.eq(row.part),
            parts::first_row.eq(row.first_row),
            parts::is_done.eq(false),
            parts::contents.eq(row.contents),
            parts::sent.eq(row.sent),
        ))
        .execute(db)?;
    Ok(())
}

/// Begins again with what was sent, to take what was tried until now. Answers whether it was tried to its end and had not
/// begun.
pub(super) fn begin_again(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralImportId,
    (by, request_id): (Actor, String),
) -> DatabaseResult<bool> {
    let begun = diesel::update(imports::table.find((bind(trust), bind(id))))
        .filter(imports::drafts_for.is_not_null())
        .filter(imports::is_dry_run.eq(true))
        .filter(imports::status.eq(bind(ImportStatus::Done)))
        .set((
            imports::is_dry_run.eq(false),
            imports::status.eq(bind(ImportStatus::Running)),
            imports::actor_kind.eq(bind(by.kind)),
            imports::actor_id.eq(bind(by.id)),
            imports::actor_name.eq(by.name),
            imports::request_id.eq(request_id),
            imports::rows_done.eq(0),
            imports::accepted.eq(0),
            imports::known.eq(0),
            imports::refused.eq(0),
            imports::finished_at.eq(bind(None::<DateTime<Utc>>)),
        ))
        .execute(db)?;
    if begun == 1 {
        let parts = parts::table
            .filter(parts::trust_id.eq(bind(trust)))
            .filter(parts::import_id.eq(bind(id)));
        diesel::update(parts)
            .set((
                parts::contents.eq(parts::sent.assume_not_null()),
                parts::refused.eq(0),
                parts::is_done.eq(false),
            ))
            .execute(db)?;
    }
    Ok(begun == 1)
}

/// Parts of which rows were refused, from one on.
pub(super) fn refused_parts(
    db: &mut AnyConnection,
    trust: TrustId,
    import: ReferralImportId,
    (from, limit): (i32, i64),
) -> DatabaseResult<Vec<PartRow>> {
    Ok(parts::table
        .filter(parts::trust_id.eq(bind(trust)))
        .filter(parts::import_id.eq(bind(import)))
        .filter(parts::part.ge(from))
        .filter(parts::is_done.eq(true))
        .filter(parts::refused.gt(0))
        .order(parts::part)
        .limit(limit)
        .select(PartRow::as_select())
        .load(db)?)
}

/// The first part that is not done.
pub(super) fn next_part(
    db: &mut AnyConnection,
    trust: TrustId,
    import: ReferralImportId,
) -> DatabaseResult<Option<PartRow>> {
    Ok(parts::table
        .filter(parts::trust_id.eq(bind(trust)))
        .filter(parts::import_id.eq(bind(import)))
        .filter(parts::is_done.eq(false))
        .order(parts::part)
        .select(PartRow::as_select())
        .first(db)
        .optional()?)
}

/// Takes hold of a part, if nobody else has done it: the row is held until the transaction ends.
pub(super) fn hold_part(
    db: &mut AnyConnection,
    trust: TrustId,
    (import, part): (ReferralImportId, i32),
) -> DatabaseResult<bool> {
    let held = diesel::update(parts::table.find((bind(trust), bind(import), part)))
        .filter(parts::is_done.eq(false))
        .set(parts::is_done.eq(true))
        .execute(db)?;
    Ok(held == 1)
}

/// Lets PostgreSQL count the tables that an import fills, so that it plans for what they hold now. SQLite plans for no numbers here.
pub(super) fn look_again(db: &mut AnyConnection) -> DatabaseResult<()> {
    match db {
        AnyConnection::Sqlite(_) => Ok(()),
        AnyConnection::Postgres(db) => Ok(db.batch_execute(
            "ANALYZE candidates, candidate_names, candidate_spellings, journeys, journey_events, referrals",
        )?),
    }
}

/// Writes what came of a part over what was sent, and how many of its rows were refused.
pub(super) fn set_outcome(
    db: &mut AnyConnection,
    trust: TrustId,
    (import, part): (ReferralImportId, i32),
    (contents, refused): (String, i32),
) -> DatabaseResult<()> {
    diesel::update(parts::table.find((bind(trust), bind(import), part)))
        .set((parts::contents.eq(contents), parts::refused.eq(refused)))
        .execute(db)?;
    Ok(())
}

/// Writes the same of a part, sealed with another key.
pub(super) fn set_sealed(
    db: &mut AnyConnection,
    trust: TrustId,
    (import, part): (ReferralImportId, i32),
    (contents, sent): (String, Option<String>),
) -> DatabaseResult<()> {
    diesel::update(parts::table.find((bind(trust), bind(import), part)))
        .set((parts::contents.eq(contents), parts::sent.eq(sent)))
        .execute(db)?;
    Ok(())
}

/// A part with all that is sealed in it: what was sent and what came of it.
type SealedPart = (ReferralImportId, i32, String, Option<String>);

/// Parts that are sealed with another key than this version.
pub(super) fn sealed_otherwise(
    db: &mut AnyConnection,
    trust: TrustId,
    version: i32,
    limit: i64,
) -> DatabaseResult<Vec<SealedPart>> {
    let own = format!("{version}.%");
    let otherwise = parts::contents
        .not_like(own.clone())
        .nullable()
        .or(parts::sent.not_like(own));
    Ok(parts::table
        .filter(parts::trust_id.eq(bind(trust)))
        .filter(otherwise)
        .order((parts::import_id, parts::part))
        .limit(limit)
        .select((parts::import_id, parts::part, parts::contents, parts::sent))
        .load(db)?)
}

/// Takes away what came of the rows of imports that ended before an instant.
pub(super) fn delete_before(
    db: &mut AnyConnection,
    trust: TrustId,
    before: DateTime<Utc>,
) -> DatabaseResult<usize> {
    let old: Vec<ReferralImportId> = imports::table
        .filter(imports::trust_id.eq(bind(trust)))
        .filter(imports::finished_at.lt(bind(Some(before))))
        .select(imports::id)
        .load(db)?;
    for id in &old {
        delete(db, trust, *id)?;
    }
    Ok(old.len())
}

/// Parts that are done, from the one that holds the row after `after` on: enough for a page.
pub(super) fn parts_done(
    db: &mut AnyConnection,
    trust: TrustId,
    import: ReferralImportId,
    (after, limit): (i32, i64),
) -> DatabaseResult<Vec<PartRow>> {
    let first: Option<i32> = parts::table
        .filter(parts::trust_id.eq(bind(trust)))
        .filter(parts::import_id.eq(bind(import)))
        .filter(parts::first_row.le(after.saturating_add(1)))
        .select(diesel::dsl::max(parts::part))
        .first(db)?;
    Ok(parts::table
        .filter(parts::trust_id.eq(bind(trust)))
        .filter(parts::import_id.eq(bind(import)))
        .filter(parts::part.ge(first.unwrap_or(0)))
        .filter(parts::is_done.eq(true))
        .order(parts::part)
        .limit(limit)
        .select(PartRow::as_select())
        .load(db)?)
}
