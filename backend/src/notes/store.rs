//! Notes in the database.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{notes, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    ids::{JourneyId, NoteId, TrustId, UserId},
    notes::NoteVisibility,
};
use std::collections::HashMap;

/// A note as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notes)]
pub(super) struct NoteRow {
    pub id: NoteId,
    pub journey_id: JourneyId,
    pub visibility: NoteVisibility,
    pub sealed_text: String,
    pub written_by: UserId,
    pub written_at: DateTime<Utc>,
    pub struck_by: Option<UserId>,
    pub struck_at: Option<DateTime<Utc>>,
}

/// A note to be kept.
pub(super) struct NewNote {
    pub id: NoteId,
    pub journey_id: JourneyId,
    pub visibility: NoteVisibility,
    pub sealed_text: String,
    pub key_version: i32,
    pub written_by: UserId,
    pub written_at: DateTime<Utc>,
}

pub(super) fn insert(db: &mut AnyConnection, trust: TrustId, new: NewNote) -> DatabaseResult<()> {
    diesel::insert_into(notes::table)
        .values((
            notes::trust_id.eq(bind(trust)),
            notes::id.eq(bind(new.id)),
            notes::journey_id.eq(bind(new.journey_id)),
            notes::visibility.eq(bind(new.visibility)),
            notes::sealed_text.eq(new.sealed_text),
            notes::key_version.eq(new.key_version),
            notes::written_by.eq(bind(new.written_by)),
            notes::written_at.eq(bind(new.written_at)),
        ))
        .execute(db)?;
    Ok(())
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: NoteId,
) -> DatabaseResult<Option<NoteRow>> {
    Ok(notes::table
        .find((bind(trust), bind(id)))
        .select(NoteRow::as_select())
        .first(db)
        .optional()?)
}

/// Which notes somebody may read.
#[derive(Debug, Clone)]
pub(super) struct Readable {
    /// With these visibilities, whoever wrote them.
    pub visibilities: Vec<NoteVisibility>,
    /// Those that they wrote themselves.
    pub written_by: Option<UserId>,
    /// Those too that are struck through.
    pub struck: bool,
}

/// The newest first; at most `limit`.
pub(super) fn list(
    db: &mut AnyConnection,
    (trust, journey): (TrustId, JourneyId),
    readable: Readable,
    before: Option<NoteId>,
    limit: i64,
) -> DatabaseResult<Vec<NoteRow>> {
    let visible = notes::visibility.eq_any(readable.visibilities.into_iter().map(bind));
    let mut query = notes::table
        .filter(notes::trust_id.eq(bind(trust)))
        .filter(notes::journey_id.eq(bind(journey)))
        .order(notes::id.desc())
        .limit(limit)
        .into_boxed();
    query = match readable.written_by {
        Some(writer) => query.filter(visible.or(notes::written_by.eq(bind(writer)))),
        None => query.filter(visible),
    };
    if !readable.struck {
        query = query.filter(notes::struck_at.is_null());
    }
    if let Some(before) = before {
        query = query.filter(notes::id.lt(bind(before)));
    }
    Ok(query.select(NoteRow::as_select()).load(db)?)
}

/// Strikes a note through, if it still stands. Answers whether it did.
pub(super) fn strike(
    db: &mut AnyConnection,
    (trust, id): (TrustId, NoteId),
    by: UserId,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let changed = diesel::update(notes::table.find((bind(trust), bind(id))))
        .filter(notes::struck_at.is_null())
        .set((
            notes::struck_by.eq(Some(by)),
            notes::struck_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

/// The names of these members of staff.
pub(super) fn names(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: Vec<UserId>,
) -> DatabaseResult<HashMap<UserId, String>> {
    let found: Vec<(UserId, String)> = users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::id.eq_any(ids.into_iter().map(bind)))
        .select((users::id, users::name))
        .load(db)?;
    Ok(found.into_iter().collect())
}

/// Notes that are sealed with another key than this version, and what is sealed.
pub(super) fn sealed_otherwise(
    db: &mut AnyConnection,
    trust: TrustId,
    version: i32,
    limit: i64,
) -> DatabaseResult<Vec<(NoteId, String)>> {
    Ok(notes::table
        .filter(notes::trust_id.eq(bind(trust)))
        .filter(notes::key_version.ne(version))
        .order(notes::id)
        .limit(limit)
        .select((notes::id, notes::sealed_text))
        .load(db)?)
}

/// Keeps the same text, sealed with another key.
pub(super) fn set_sealed(
    db: &mut AnyConnection,
    (trust, id): (TrustId, NoteId),
    (sealed, version): (String, i32),
) -> DatabaseResult<()> {
    diesel::update(notes::table.find((bind(trust), bind(id))))
        .set((
            notes::sealed_text.eq(sealed),
            notes::key_version.eq(version),
        ))
        .execute(db)?;
    Ok(())
}
