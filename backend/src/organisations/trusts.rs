//! The Trust itself: the owner of every record.

use crate::{
    application::Platform,
    platform::database::{Database, DatabaseResult, bind, schema::trusts},
};
use diesel::prelude::*;
use shared::ids::TrustId;

/// A Trust to be added to this installation.
#[derive(Debug, Clone)]
pub struct NewTrust {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub short_name: String,
    /// Where candidates can ring.
    pub contact_phone: String,
    /// Where candidates can write.
    pub contact_email: String,
    /// What it has set for itself: which benefits count, how long a journey can be reopened.
    pub settings: serde_json::Value,
}

/// Adds a Trust.
///
/// # Errors
/// When the database cannot keep it.
pub async fn create_trust(platform: &Platform, trust: NewTrust) -> DatabaseResult<TrustId> {
    let id: TrustId = platform.ids.new_id();
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            diesel::insert_into(trusts::table)
                .values((
                    trusts::id.eq(bind(id)),
                    trusts::name.eq(trust.name),
                    trusts::short_name.eq(trust.short_name),
                    trusts::contact_phone.eq(trust.contact_phone),
                    trusts::contact_email.eq(trust.contact_email),
                    trusts::settings.eq(bind(trust.settings)),
                    trusts::created_at.eq(bind(now)),
                ))
                .execute(db)?;
            Ok(id)
        })
        .await
}

/// Every Trust of this installation.
///
/// # Errors
/// When the database cannot say.
pub async fn trusts(database: &Database) -> DatabaseResult<Vec<TrustId>> {
    database
        .read(|db| Ok(trusts::table.select(trusts::id).load(db)?))
        .await
}
