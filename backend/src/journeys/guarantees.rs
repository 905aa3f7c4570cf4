//! The row that each guaranteed interview has (L6), written with the move that changes how it stands.

use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::guarantees};
use diesel::{prelude::*, upsert::excluded};
use shared::ids::{JourneyId, ProgrammeId, TrustId};
use shared::journey::{GuaranteeStanding, Journey, guarantee};
use std::collections::HashMap;

/// Writes how the guarantee stands after a move, where the move changed it.
pub(super) fn keep(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, programme): (JourneyId, ProgrammeId),
    (before, after): (&Journey, &Journey),
) -> DatabaseResult<()> {
    use guarantees as g;
    let Some(now) = guarantee(after).filter(|now| guarantee(before) != Some(*now)) else {
        return Ok(());
    };
    crate::each!(db, connection => diesel::insert_into(g::table)
        .values((
            g::trust_id.eq(bind(trust)),
            g::journey_id.eq(bind(id)),
            g::programme_id.eq(bind(programme)),
            g::standing.eq(bind(now.standing)),
            g::is_open.eq(now.standing.is_open()),
            g::granted_on.eq(now.granted_on.naive()),
            g::due_on.eq(now.due_on.naive()),
            g::interview_on.eq(now.interview_on.map(shared::time::CivilDate::naive)),
        ))
        .on_conflict((g::trust_id, g::journey_id))
        .do_update()
        .set((
            g::standing.eq(excluded(g::standing)),
            g::is_open.eq(excluded(g::is_open)),
            g::due_on.eq(excluded(g::due_on)),
            g::interview_on.eq(excluded(g::interview_on)),
        ))
        .execute(connection))?;
    Ok(())
}

/// How the guarantees of these journeys stand, as they are kept.
pub(super) fn kept(
    db: &mut AnyConnection,
    trust: TrustId,
    journeys: &[JourneyId],
) -> DatabaseResult<HashMap<JourneyId, GuaranteeStanding>> {
    let rows: Vec<(JourneyId, GuaranteeStanding)> = guarantees::table
        .filter(guarantees::trust_id.eq(bind(trust)))
        .filter(guarantees::journey_id.eq_any(journeys.iter().copied().map(bind)))
        .select((guarantees::journey_id, guarantees::standing))
        .load(db)?;
    Ok(rows.into_iter().collect())
}
