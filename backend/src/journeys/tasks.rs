//! The row that each open journey has for what it waits for, written with the move that changes it.

use crate::platform::database::{AnyConnection, DatabaseResult, bind, schema::tasks};
use diesel::{prelude::*, upsert::excluded};
use shared::ids::{JourneyId, ProgrammeId, TrustId};
use shared::journey::{Journey, ProgrammeFacts, Task, TaskKind, task};
use std::collections::HashMap;

/// Writes what a journey waits for after a move, where the move changed it.
/// Whoever has taken a task on keeps it while the journey waits for the same.
pub(super) fn keep(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, programme): (JourneyId, ProgrammeId),
    (before, after): (&Journey, &Journey),
    facts: &ProgrammeFacts,
) -> DatabaseResult<()> {
    let before = task(before, facts);
    let after = task(after, facts);
    if before == after {
        return Ok(());
    }
    let same_kind = |now: Task| before.is_some_and(|before| before.kind == now.kind);
    match after {
        Some(now) if same_kind(now) => write(db, trust, (id, programme), now),
        Some(now) => {
            settle(db, trust, id)?;
            write(db, trust, (id, programme), now)
        }
        None => settle(db, trust, id),
    }
}

fn settle(db: &mut AnyConnection, trust: TrustId, id: JourneyId) -> DatabaseResult<()> {
    diesel::delete(tasks::table.find((bind(trust), bind(id)))).execute(db)?;
    Ok(())
}

fn write(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, programme): (JourneyId, ProgrammeId),
    now: Task,
) -> DatabaseResult<()> {
    use tasks as t;
    crate::each!(db, connection => diesel::insert_into(t::table)
        .values((
            t::trust_id.eq(bind(trust)),
            t::journey_id.eq(bind(id)),
            t::programme_id.eq(bind(programme)),
            t::kind.eq(bind(now.kind)),
            t::owed_by.eq(bind(now.owed_by)),
            t::settled_by.eq(bind(now.settled_by)),
            t::due_on.eq(now.due_on.naive()),
        ))
        .on_conflict((t::trust_id, t::journey_id))
        .do_update()
        .set((
            t::kind.eq(excluded(t::kind)),
            t::owed_by.eq(excluded(t::owed_by)),
            t::settled_by.eq(excluded(t::settled_by)),
            t::due_on.eq(excluded(t::due_on)),
        ))
        .execute(connection))?;
    Ok(())
}

/// Writes what journeys wait for that have just begun, all together.
pub(super) fn keep_begun(
    db: &mut AnyConnection,
    trust: TrustId,
    begun: &[(JourneyId, ProgrammeId, Task)],
) -> DatabaseResult<()> {
    use tasks as t;
    let row = |(id, programme, now): &(JourneyId, ProgrammeId, Task)| {
        (
            t::trust_id.eq(bind(trust)),
            t::journey_id.eq(bind(*id)),
            t::programme_id.eq(bind(*programme)),
            t::kind.eq(bind(now.kind)),
            t::owed_by.eq(bind(now.owed_by)),
            t::settled_by.eq(bind(now.settled_by)),
            t::due_on.eq(now.due_on.naive()),
        )
    };
    Ok(crate::insert_all!(
        db,
        t::table,
        begun.iter().map(row).collect()
    )?)
}

/// What these journeys wait for, as it is kept.
pub(super) fn kept(
    db: &mut AnyConnection,
    trust: TrustId,
    journeys: &[JourneyId],
) -> DatabaseResult<HashMap<JourneyId, TaskKind>> {
    let rows: Vec<(JourneyId, TaskKind)> = tasks::table
        .filter(tasks::trust_id.eq(bind(trust)))
        .filter(tasks::journey_id.eq_any(journeys.iter().copied().map(bind)))
        .select((tasks::journey_id, tasks::kind))
        .load(db)?;
    Ok(rows.into_iter().collect())
}
