//! What stands side by side in a report. The one place that joins the features.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{organisations, programmes},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    ids::{OrganisationId, ProgrammeId, TrustId},
    organisations::OrganisationKind,
};
use uuid::Uuid;

/// More rows than anybody compares.
const MOST: i64 = 200;

/// The boards of programmes, the newest training week first, with what each is called.
pub(super) fn programmes(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<Vec<ProgrammeId>>,
) -> DatabaseResult<Vec<(Uuid, String)>> {
    let mut query = programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(within) = within {
        query = query.filter(programmes::id.eq_any(within.into_iter().map(bind)));
    }
    let rows: Vec<(ProgrammeId, String, String)> = query
        .order((programmes::training_starts_on.desc(), programmes::id.desc()))
        .limit(MOST)
        .select((programmes::id, programmes::title, programmes::reference))
        .load(db)?;
    let named = rows
        .into_iter()
        .map(|(id, title, reference)| (id.as_uuid(), format!("{title} ({reference})")));
    Ok(named.collect())
}

/// The boards of the partners that refer people, by name.
pub(super) fn partners(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(Uuid, String)>> {
    let rows: Vec<(OrganisationId, String)> = organisations::table
        .filter(organisations::trust_id.eq(bind(trust)))
        .filter(organisations::kind.eq(bind(OrganisationKind::Jobcentre)))
        .order((organisations::name, organisations::id))
        .limit(MOST)
        .select((organisations::id, organisations::name))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (id.as_uuid(), name))
        .collect())
}

/// The boards of programmes whose training week begins on a day or later, with that week's first day.
pub(super) fn training_weeks(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<Vec<ProgrammeId>>,
    since: NaiveDate,
) -> DatabaseResult<Vec<(Uuid, NaiveDate)>> {
    let mut query = programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .filter(programmes::training_starts_on.ge(since))
        .into_boxed();
    if let Some(within) = within {
        query = query.filter(programmes::id.eq_any(within.into_iter().map(bind)));
    }
    let rows: Vec<(ProgrammeId, NaiveDate)> = query
        .select((programmes::id, programmes::training_starts_on))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(id, week)| (id.as_uuid(), week))
        .collect())
}
