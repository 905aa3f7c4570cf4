//! What a change tells the rest of the world, written in the same transaction as the change itself.
//!
//! The payload is thin: ids, kind and place in the order; never a name or an answer.

use super::{
    database::{AnyConnection, AsJson, DatabaseResult, bind, schema::outbox},
    signals::{self, Changed, Signal},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::ids::TrustId;
use uuid::Uuid;

/// One thing to tell.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What kind of thing happened.
    pub kind: String,
    /// The journey it happened on, and its place there.
    pub journey: Option<(Uuid, i32)>,
    /// The programme that it belongs to.
    pub programme: Option<Uuid>,
}

/// Appends a notice, and tells whoever listens that the journey has changed; both only if the transaction commits.
///
/// # Errors
/// When the database could not keep it.
pub fn append(
    db: &mut AnyConnection,
    trust: TrustId,
    notice: &Notice,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    append_all(db, trust, std::slice::from_ref(notice), now)
}

/// Appends notices in their order, as [`append`] does.
///
/// # Errors
/// When the database could not keep them.
pub fn append_all(
    db: &mut AnyConnection,
    trust: TrustId,
    notices: &[Notice],
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let row = |notice: &Notice| {
        (
            outbox::trust_id.eq(bind(trust)),
            outbox::kind.eq(bind(notice.kind.clone())),
            outbox::journey_id.eq(notice.journey.map(|(id, _)| id)),
            outbox::sequence.eq(notice.journey.map(|(_, sequence)| sequence)),
            outbox::payload.eq(AsJson(payload(notice))),
            outbox::created_at.eq(bind(now)),
        )
    };
    crate::insert_all!(db, outbox::table, notices.iter().map(row).collect())?;
    for notice in notices {
        if let (Some((id, version)), Some(within)) = (notice.journey, notice.programme) {
            signals::tell(Signal::Changed(Changed {
                trust,
                what: "journey",
                id,
                version,
                within,
            }));
        }
    }
    Ok(())
}

fn payload(notice: &Notice) -> Value {
    match notice.journey {
        Some((id, sequence)) => {
            json!({ "type": notice.kind, "journey_id": id, "sequence": sequence })
        }
        None => json!({ "type": notice.kind }),
    }
}
