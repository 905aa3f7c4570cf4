//! The list of guarantees.

use super::store::{self, GuaranteeRow};
use crate::access::Reach;
use crate::application::Platform;
use crate::assignments;
use crate::platform::database::DatabaseResult;
use shared::ids::{JourneyId, TrustId};
use shared::journeys::GuaranteeView;

/// A page of guarantees within reach, the newest first: only those still to be honoured, or only the others, where that is asked.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    trust: TrustId,
    reach: Reach,
    (open, before, limit): (Option<bool>, Option<JourneyId>, i64),
) -> DatabaseResult<Vec<GuaranteeView>> {
    let rows = platform
        .database
        .snapshot(move |db| {
            let within = assignments::programmes_within(db, trust, reach)?;
            store::list(db, trust, (open, within), before, limit)
        })
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

fn view(row: GuaranteeRow) -> GuaranteeView {
    GuaranteeView {
        journey_id: row.journey_id,
        reference: row.reference,
        candidate_name: format!("{} {}", row.given_name, row.family_name),
        programme_id: row.programme_id,
        state: row.state,
        is_open: row.state.has_open_entitlement(),
        entered_state_on: row.entered_state_on.into(),
    }
}
