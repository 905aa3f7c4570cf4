//! The ledger of guarantees, and how well the promise is kept.

use super::store::{self, GuaranteeFilter, GuaranteeRow, Place};
use crate::access::Reach;
use crate::assignments;
use crate::journeys;
use crate::platform::database::{AnyConnection, Database, DatabaseResult};
use chrono::NaiveDate;
use shared::ids::{ProgrammeId, TrustId};
use shared::journey::{GuaranteesKept, State, is_overdue};
use shared::journeys::GuaranteeView;
use shared::time::CivilDate;

/// Which guarantees somebody asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those still to be honoured, or those that are not.
    pub open: Option<bool>,
    /// Only those whose next step is late.
    pub overdue: bool,
}

/// A page of the ledger within reach, what is owed soonest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    asked: Asked,
    after: Option<Place>,
    (limit, today): (i64, CivilDate),
) -> DatabaseResult<Vec<GuaranteeView>> {
    database
        .snapshot(move |db| {
            let filter = GuaranteeFilter {
                open: asked.open,
                overdue_on: asked.overdue.then(|| today.naive()),
                within: assignments::programmes_within(db, trust, reach)?,
            };
            let rows = store::list(db, trust, filter, after, limit)?;
            Ok(rows.into_iter().map(|row| view(row, today)).collect())
        })
        .await
}

/// How well the promise is kept, as far as somebody reaches: on one programme, or on all.
///
/// # Errors
/// When the database cannot answer.
pub async fn kept(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    programme: Option<ProgrammeId>,
    today: CivilDate,
) -> DatabaseResult<GuaranteesKept> {
    database
        .snapshot(move |db| {
            let within = assignments::narrowed_to(db, trust, reach, programme)?;
            kept_by(db, trust, within, today.naive())
        })
        .await
}

fn kept_by(
    db: &mut AnyConnection,
    trust: TrustId,
    within: Option<Vec<ProgrammeId>>,
    today: NaiveDate,
) -> DatabaseResult<GuaranteesKept> {
    let overdue = store::overdue(db, trust, within.as_deref(), today)?;
    let counts = journeys::of_boards(db, trust, &journeys::boards(trust, within))?;
    let sum = |state: State, of: fn(&journeys::StageCount) -> i32| {
        let counted = counts.iter().filter(|count| count.state == state);
        counted.map(|count| i64::from(of(count))).sum::<i64>()
    };
    let earned = sum(State::InterviewGuaranteed, |count| count.reached);
    let honoured = sum(State::Interviewed, |count| count.reached);
    let open = sum(State::InterviewGuaranteed, |count| count.standing)
        + sum(State::InterviewBooked, |count| count.standing);
    let number = |count: i64| u32::try_from(count.max(0)).unwrap_or(u32::MAX);
    Ok(GuaranteesKept {
        honoured: number(honoured),
        in_time: number(open - overdue),
        overdue: number(overdue),
        not_taken: number(earned - honoured - open),
    })
}

fn view(row: GuaranteeRow, today: CivilDate) -> GuaranteeView {
    let due_on = row.due_on.into();
    GuaranteeView {
        journey_id: row.journey_id,
        reference: row.reference,
        candidate_name: format!("{} {}", row.given_name, row.family_name),
        programme_id: row.programme_id,
        state: row.state,
        is_open: row.standing.is_open(),
        entered_state_on: row.entered_state_on.into(),
        standing: row.standing,
        owed_by: row.standing.owed_by().map(str::to_owned),
        granted_on: row.granted_on.into(),
        due_on,
        is_overdue: is_overdue(row.standing, due_on, today),
        interview_on: row.interview_on.map(Into::into),
    }
}
