//! What a person needs, in the database: a part of their record.

use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::candidates};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    adjustments::OnWord,
    ids::{CandidateId, TrustId},
};

/// What a person needs, as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = candidates)]
pub(super) struct AdjustmentsRow {
    pub adjustments: Option<String>,
    pub adjustments_known_by: Option<String>,
    pub adjustments_on_word: Option<OnWord>,
    pub adjustments_said_at: Option<DateTime<Utc>>,
    pub version: i32,
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<Option<AdjustmentsRow>> {
    Ok(candidates::table
        .find((bind(trust), bind(id)))
        .select(AdjustmentsRow::as_select())
        .first(db)
        .optional()?)
}

/// Writes it over the record, if that still has the version that was read. Answers whether it had.
pub(super) fn set(
    db: &mut AnyConnection,
    (trust, id): (TrustId, CandidateId),
    row: AdjustmentsRow,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let changed = diesel::update(candidates::table.find((bind(trust), bind(id))))
        .filter(candidates::version.eq(row.version))
        .set((
            candidates::adjustments.eq(row.adjustments),
            candidates::adjustments_known_by.eq(row.adjustments_known_by),
            candidates::adjustments_on_word.eq(row.adjustments_on_word),
            candidates::adjustments_said_at.eq(row.adjustments_said_at),
            candidates::version.eq(row.version + 1),
            candidates::updated_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}
