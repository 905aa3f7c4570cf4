//! How partners are kept. Only here is diesel.

use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::organisations};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    ids::{OrganisationId, TrustId},
    organisations::{OrganisationKind, OrganisationView},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = organisations)]
pub(super) struct OrganisationRow {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub name: String,
    pub version: i32,
}

impl From<OrganisationRow> for OrganisationView {
    fn from(row: OrganisationRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            version: row.version,
        }
    }
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: OrganisationId,
) -> DatabaseResult<Option<OrganisationRow>> {
    Ok(organisations::table
        .find((bind(trust), bind(id)))
        .select(OrganisationRow::as_select())
        .first(db)
        .optional()?)
}

/// One row more than `limit`, by name.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    kind: Option<OrganisationKind>,
    after: Option<(String, OrganisationId)>,
    limit: i64,
) -> DatabaseResult<Vec<OrganisationRow>> {
    let mut query = organisations::table
        .filter(organisations::trust_id.eq(bind(trust)))
        .order((organisations::name, organisations::id))
        .limit(limit + 1)
        .select(OrganisationRow::as_select())
        .into_boxed();
    if let Some(kind) = kind {
        query = query.filter(organisations::kind.eq(bind(kind)));
    }
    if let Some((name, id)) = after {
        query = query.filter(
            organisations::name.gt(name.clone()).or(organisations::name
                .eq(name)
                .and(organisations::id.gt(bind(id)))),
        );
    }
    Ok(query.load(db)?)
}

pub(super) fn insert(
    db: &mut AnyConnection,
    trust: TrustId,
    row: &OrganisationRow,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(organisations::table)
        .values((
            organisations::trust_id.eq(bind(trust)),
            organisations::id.eq(bind(row.id)),
            organisations::kind.eq(bind(row.kind)),
            organisations::name.eq(row.name.clone()),
            organisations::version.eq(row.version),
            organisations::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(())
}
