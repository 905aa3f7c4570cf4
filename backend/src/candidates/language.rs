//! The language that somebody reads best, as they choose it themselves.

use crate::access::Principal;
use crate::application::Platform;
use crate::platform::{
    audit::{self, AuditEntry},
    database::{DatabaseResult, bind, schema::candidates},
};
use diesel::prelude::*;
use shared::{candidates::Language, ids::CandidateId};

/// Keeps the language that somebody chose. Choosing the one they have is no change.
///
/// # Errors
/// When the database cannot keep it.
pub async fn choose_language(
    platform: &Platform,
    principal: &Principal,
    id: CandidateId,
    language: Language,
    request_id: &str,
) -> DatabaseResult<()> {
    let (trust, actor, now) = (principal.trust_id, principal.actor(), platform.clock.now());
    let request_id = request_id.to_owned();
    platform
        .database
        .write(move |db| {
            let changed = diesel::update(candidates::table.find((bind(trust), bind(id))))
                .filter(candidates::language.ne(bind(language)))
                .set((
                    candidates::language.eq(bind(language)),
                    candidates::version.eq(candidates::version + 1),
                    candidates::updated_at.eq(bind(now)),
                ))
                .execute(db)?;
            if changed > 0 {
                let resource = ("candidate", id.as_uuid());
                audit::record(
                    db,
                    &AuditEntry::done(trust, now, &actor, "choose_language", resource, &request_id),
                )?;
            }
            Ok(())
        })
        .await
}
