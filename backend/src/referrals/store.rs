//! Referrals in the database.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{organisations, referrals},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, ReferralId, TrustId};
use shared::journey::{Benefit, EmploymentStatus};
use shared::organisations::OrganisationKind;
use shared::referrals::ReferralStatus;
use uuid::Uuid;

/// One referral.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = referrals)]
pub(super) struct ReferralRow {
    pub id: ReferralId,
    pub programme_id: ProgrammeId,
    pub candidate_id: CandidateId,
    pub organisation_id: OrganisationId,
    pub external_ref: Option<String>,
    pub status: ReferralStatus,
    pub benefit: Option<Benefit>,
    pub benefit_confirmed_on: Option<NaiveDate>,
    pub employment_status: Option<EmploymentStatus>,
    pub journey_id: Option<JourneyId>,
    pub version: i32,
}

/// Inserts referrals.
pub(super) fn insert_all(
    db: &mut AnyConnection,
    trust: TrustId,
    rows: Vec<ReferralRow>,
    (created_by, now): (Uuid, DateTime<Utc>),
) -> DatabaseResult<()> {
    let row = |row: ReferralRow| {
        (
            referrals::trust_id.eq(bind(trust)),
            referrals::id.eq(bind(row.id)),
            referrals::programme_id.eq(bind(row.programme_id)),
            referrals::candidate_id.eq(bind(row.candidate_id)),
            referrals::organisation_id.eq(bind(row.organisation_id)),
            referrals::external_ref.eq(row.external_ref),
            referrals::status.eq(bind(row.status)),
            referrals::benefit.eq(row.benefit),
            referrals::benefit_confirmed_on.eq(row.benefit_confirmed_on),
            referrals::employment_status.eq(row.employment_status),
            referrals::journey_id.eq(row.journey_id),
            referrals::created_by.eq(Some(created_by)),
            referrals::version.eq(row.version),
            referrals::created_at.eq(bind(now)),
        )
    };
    Ok(crate::insert_all!(
        db,
        referrals::table,
        rows.into_iter().map(row).collect()
    )?)
}

/// Confirms a draft: it has a journey from then on.
pub(super) fn confirm(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (ReferralId, i32),
    (confirmed_on, journey): (NaiveDate, JourneyId),
) -> DatabaseResult<bool> {
    let changed = diesel::update(referrals::table.find((bind(trust), bind(id))))
        .filter(referrals::version.eq(expected))
        .set((
            referrals::status.eq(bind(ReferralStatus::Confirmed)),
            referrals::benefit_confirmed_on.eq(Some(confirmed_on)),
            referrals::journey_id.eq(Some(journey)),
            referrals::version.eq(expected + 1),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ReferralId,
) -> DatabaseResult<Option<ReferralRow>> {
    Ok(referrals::table
        .find((bind(trust), bind(id)))
        .select(ReferralRow::as_select())
        .first(db)
        .optional()?)
}

/// The referrals that these Jobcentres sent with these references.
pub(super) fn with_references(
    db: &mut AnyConnection,
    trust: TrustId,
    organisations: &[OrganisationId],
    references: &[&str],
) -> DatabaseResult<Vec<ReferralRow>> {
    Ok(referrals::table
        .filter(referrals::trust_id.eq(bind(trust)))
        .filter(referrals::organisation_id.eq_any(organisations.iter().copied().map(bind)))
        .filter(referrals::external_ref.eq_any(references))
        .select(ReferralRow::as_select())
        .load(db)?)
}

/// One page of referrals, the newest first; one more than `limit`, to know whether another page follows.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    (organisation, status): (Option<OrganisationId>, Option<ReferralStatus>),
    after: Option<ReferralId>,
    limit: i64,
) -> DatabaseResult<Vec<ReferralRow>> {
    let mut query = referrals::table
        .filter(referrals::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(organisation) = organisation {
        query = query.filter(referrals::organisation_id.eq(bind(organisation)));
    }
    if let Some(status) = status {
        query = query.filter(referrals::status.eq(bind(status)));
    }
    if let Some(after) = after {
        query = query.filter(referrals::id.lt(bind(after)));
    }
    Ok(query
        .order(referrals::id.desc())
        .limit(limit)
        .select(ReferralRow::as_select())
        .load(db)?)
}

/// The kind of a partner, where there is such a partner.
pub(super) fn organisation_kind(
    db: &mut AnyConnection,
    trust: TrustId,
    id: OrganisationId,
) -> DatabaseResult<Option<OrganisationKind>> {
    Ok(organisations::table
        .find((bind(trust), bind(id)))
        .select(organisations::kind)
        .first(db)
        .optional()?)
}
