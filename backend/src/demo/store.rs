//! The Trust itself, and where everybody stands at the end. Only here is diesel.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{journeys, trusts},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::ids::{JourneyId, TrustId};
use shared::journey::State;

/// Whether there is a Trust already.
pub(super) fn holds_a_trust(db: &mut AnyConnection) -> DatabaseResult<bool> {
    let trusts: i64 = trusts::table.count().get_result(db)?;
    Ok(trusts > 0)
}

/// The invented Trust.
#[derive(Debug)]
pub(super) struct NewTrust {
    pub id: TrustId,
    pub name: &'static str,
    pub short_name: &'static str,
    pub phone: &'static str,
    pub email: &'static str,
    pub settings: Value,
}

pub(super) fn insert_trust(
    db: &mut AnyConnection,
    trust: NewTrust,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(trusts::table)
        .values((
            trusts::id.eq(bind(trust.id)),
            trusts::name.eq(trust.name),
            trusts::short_name.eq(trust.short_name),
            trusts::contact_phone.eq(trust.phone),
            trusts::contact_email.eq(trust.email),
            trusts::settings.eq(AsJson(trust.settings)),
            trusts::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Where every journey stands.
pub(super) fn states(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(JourneyId, State)>> {
    Ok(journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .select((journeys::id, journeys::state))
        .load(db)?)
}
