//! The work list, and how much of it presses.

use super::store::{self, Place, TaskFilter, TaskRow};
use crate::access::Reach;
use crate::assignments;
use crate::platform::database::{AnyConnection, Database, DatabaseResult};
use crate::registers::{self, UnsignedRegister};
use shared::ids::{ProgrammeId, TrustId, UserId};
use shared::journey::{TaskKind, TaskUrgency};
use shared::tasks::{MOST_PRESSING, TaskView};
use shared::time::CivilDate;

/// Which tasks somebody asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// One kind.
    pub kind: Option<TaskKind>,
    /// Those that press so much today.
    pub urgency: Option<TaskUrgency>,
    /// Those of one programme.
    pub programme: Option<ProgrammeId>,
    /// Those that somebody has taken on.
    pub taken_on_by: Option<UserId>,
}

impl Asked {
    /// What the list is narrowed by, as the audit log names it.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        [
            self.kind.map(|_| "kind"),
            self.urgency.map(|_| "urgency"),
            self.programme.map(|_| "programme_id"),
            self.taken_on_by.map(|_| "mine"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A page of the work list within reach, what is owed soonest first; as many as `limit`, so ask for one more to know whether
/// another page follows.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    asked: Asked,
    after: Option<Place>,
    (limit, today): (i64, CivilDate),
) -> DatabaseResult<Vec<TaskView>> {
    database
        .snapshot(move |db| {
            let (from, until) = days(asked.urgency, today);
            let filter = TaskFilter {
                kind: asked.kind,
                from: from.map(CivilDate::naive),
                until: until.map(CivilDate::naive),
                assigned_to: asked.taken_on_by,
                within: assignments::narrowed_to(db, trust, reach, asked.programme)?,
            };
            let rows = store::list(db, trust, filter, after, limit)?;
            Ok(rows.into_iter().map(|row| view(row, today)).collect())
        })
        .await
}

/// The registers within reach that were held and are not signed off, the oldest first; none where the list is narrowed to
/// what is no register.
///
/// # Errors
/// When the database cannot answer.
pub async fn registers(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    asked: Asked,
    today: CivilDate,
) -> DatabaseResult<Vec<UnsignedRegister>> {
    if asked.kind.is_some() || asked.taken_on_by.is_some() {
        return Ok(Vec::new());
    }
    database
        .snapshot(move |db| {
            let (from, until) = days(asked.urgency, today);
            let within = assignments::narrowed_to(db, trust, reach, asked.programme)?;
            let until = until.map_or(today, |until| until.min(today));
            let mut held = registers::unsigned(db, trust, within.as_deref(), until.naive())?;
            held.retain(|register| from.is_none_or(|from| from.naive() <= register.held_on));
            Ok(held)
        })
        .await
}

/// How much is overdue or due today within reach, registers too, counted as far as [`MOST_PRESSING`].
///
/// # Errors
/// When the database cannot answer.
pub fn pressing(
    db: &mut AnyConnection,
    (trust, reach): (TrustId, Reach),
    today: CivilDate,
) -> DatabaseResult<usize> {
    let within = assignments::programmes_within(db, trust, reach)?;
    let most = i64::try_from(MOST_PRESSING).unwrap_or(i64::MAX);
    let due = store::due_by(db, trust, within.as_deref(), (today.naive(), most))?;
    let held = registers::unsigned(db, trust, within.as_deref(), today.naive())?;
    Ok((due + held.len()).min(MOST_PRESSING))
}

fn days(urgency: Option<TaskUrgency>, today: CivilDate) -> (Option<CivilDate>, Option<CivilDate>) {
    urgency.map_or((None, None), |urgency| urgency.days(today))
}

/// A task as the wire has it.
pub(super) fn view(row: TaskRow, today: CivilDate) -> TaskView {
    let TaskRow {
        journey,
        person: (given_name, family_name),
        programme_title,
        task,
        assigned_to_name,
    } = row;
    let (journey_id, reference, state, entered_state_on) = journey;
    let due_on = task.due_on.into();
    TaskView {
        journey_id,
        reference,
        candidate_name: format!("{given_name} {family_name}"),
        programme_id: task.programme_id,
        programme_title,
        state,
        entered_state_on: entered_state_on.into(),
        kind: task.kind,
        owed_by: task.owed_by,
        settled_by: task.settled_by,
        due_on,
        urgency: TaskUrgency::of(due_on, today),
        assigned_to: task.assigned_to,
        assigned_to_name,
        note: task.note,
    }
}
