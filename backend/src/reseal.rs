//! Seals everything that is kept sealed with the newest key, a batch at a time: National Insurance numbers, the secrets of
//! authenticator apps, files of referrals, and notes. What was written into a form and not sent is gone within the hour.

use crate::{
    application::Platform,
    candidates::reseal_numbers,
    identity::reseal_secrets,
    notes::reseal_notes,
    platform::{
        audit::{self, AuditEntry},
        crypto::{FieldKeys, KeyPurpose, forget_older_keys},
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
    referrals::batch::reseal_imports,
};
use chrono::{DateTime, Utc};
use shared::{ids::TrustId, journey::Actor};

/// So many are sealed in one transaction, so that others are not kept waiting.
const BATCH: i64 = 200;

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resealed {
    /// So many were sealed in this batch, and there may be more.
    Some(usize),
    /// All are sealed with the newest key. These older versions are not needed any more.
    All(Vec<i32>),
}

/// Seals the next batch of a Trust with the newest key. It begins where the last one ended, whoever ran it: what is sealed
/// says with which key.
///
/// # Errors
/// When a value does not open with any key that is given, or the database could not.
pub async fn reseal(platform: &Platform, trust: TrustId) -> DatabaseResult<Resealed> {
    let (fields, now) = (platform.fields.clone(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            let most = usize::try_from(BATCH).unwrap_or(usize::MAX);
            let mut sealed = reseal_numbers(db, trust, &fields, BATCH)?;
            if sealed == 0 {
                sealed = reseal_secrets(db, trust, &fields, most)?;
            }
            if sealed == 0 {
                sealed = reseal_imports(db, trust, &fields, BATCH)?;
            }
            if sealed == 0 {
                sealed = reseal_notes(db, trust, &fields, BATCH)?;
            }
            if sealed > 0 {
                return Ok::<_, DatabaseError>(Resealed::Some(sealed));
            }
            end(db, trust, &fields, now).map(Resealed::All)
        })
        .await
}

/// Nothing depends on the older keys any more: that is noted, and told to the audit log.
fn end(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    now: DateTime<Utc>,
) -> DatabaseResult<Vec<i32>> {
    let newest = fields.newest_version();
    let dropped = forget_older_keys(db, trust, KeyPurpose::Fields, newest)?;
    let resource = ("trust", trust.as_uuid());
    let done = AuditEntry::done(trust, now, &Actor::system(), "reseal", resource, "command");
    audit::record(db, &done)?;
    Ok(dropped)
}
