//! How far people have come, side by side: of each programme, of each partner, or of each month.

use super::service::ReportError;
use super::store;
use crate::access::Reach;
use crate::assignments;
use crate::journeys::of_boards;
use crate::platform::database::{AnyConnection, Database};
use chrono::{Datelike as _, NaiveDate};
use shared::ids::TrustId;
use shared::journey::State;
use shared::reports::{BreakdownBy, BreakdownReport, BreakdownRow, STEPS, hide_few};
use shared::time::CivilDate;
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many months are set side by side, with the ones to come.
const DAYS_BACK: u32 = 730;

/// So many boards are read in one statement.
const AT_ONCE: usize = 500;

/// How many have come to each step of the pathway.
type Steps = [u32; STEPS.len()];

/// A row before small numbers are hidden: its key, its name, and how many have come to each step.
struct Row {
    key: String,
    label: String,
    reached: Steps,
}

/// Sets people side by side; `sees_people` is whether whoever asks may see the people themselves.
///
/// # Errors
/// [`ReportError::NotFound`] for partners, where somebody reaches only some programmes: a partner's people are on others too.
pub async fn breakdown(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    by: BreakdownBy,
    (sees_people, today): (bool, CivilDate),
) -> Result<BreakdownReport, ReportError> {
    database
        .snapshot(move |db| {
            let mut rows = rows(db, trust, reach, (by, today))?;
            rows.retain(|row| row.reached.iter().any(|reached| *reached > 0));
            Ok(BreakdownReport {
                by,
                rows: told(rows, sees_people),
            })
        })
        .await
}

fn rows(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
    (by, today): (BreakdownBy, CivilDate),
) -> Result<Vec<Row>, ReportError> {
    let within = assignments::programmes_within(db, trust, reach)?;
    match by {
        BreakdownBy::Programme => {
            let named = store::programmes(db, trust, within)?;
            of_named(db, trust, named)
        }
        BreakdownBy::Partner if within.is_some() => Err(ReportError::NotFound),
        BreakdownBy::Partner => {
            let named = store::partners(db, trust)?;
            of_named(db, trust, named)
        }
        BreakdownBy::Month => {
            let since = today.minus_days(DAYS_BACK).naive();
            let weeks = store::training_weeks(db, trust, within, since)?;
            by_month(db, trust, weeks)
        }
    }
}

fn of_named(
    db: &mut AnyConnection,
    trust: TrustId,
    named: Vec<(Uuid, String)>,
) -> Result<Vec<Row>, ReportError> {
    let boards: Vec<Uuid> = named.iter().map(|(id, _)| *id).collect();
    let reached = reached(db, trust, &boards)?;
    let rows = named.into_iter().map(|(id, label)| Row {
        key: id.to_string(),
        label,
        reached: reached.get(&id).copied().unwrap_or_default(),
    });
    Ok(rows.collect())
}

/// How many have come to each step, board by board.
fn reached(
    db: &mut AnyConnection,
    trust: TrustId,
    boards: &[Uuid],
) -> Result<BTreeMap<Uuid, Steps>, ReportError> {
    let mut reached: BTreeMap<Uuid, Steps> = BTreeMap::new();
    for boards in boards.chunks(AT_ONCE) {
        for count in of_boards(db, trust, boards)? {
            if let Some(at) = step(count.state) {
                let many = u32::try_from(count.reached).unwrap_or(0);
                reached.entry(count.board).or_default()[at] += many;
            }
        }
    }
    Ok(reached)
}

/// The newest month first.
fn by_month(
    db: &mut AnyConnection,
    trust: TrustId,
    weeks: Vec<(Uuid, NaiveDate)>,
) -> Result<Vec<Row>, ReportError> {
    let boards: Vec<Uuid> = weeks.iter().map(|(id, _)| *id).collect();
    let reached = reached(db, trust, &boards)?;
    let mut months: BTreeMap<(i32, u32), Steps> = BTreeMap::new();
    for (id, week) in weeks {
        let month = months.entry((week.year(), week.month())).or_default();
        let came = reached.get(&id).copied().unwrap_or_default();
        month
            .iter_mut()
            .zip(came)
            .for_each(|(sum, came)| *sum += came);
    }
    let rows = months.into_iter().rev();
    let rows = rows.map(|((year, month), reached)| Row {
        key: format!("{year}-{month:02}"),
        label: NaiveDate::from_ymd_opt(year, month, 1)
            .map(|first| first.format("%B %Y").to_string())
            .unwrap_or_default(),
        reached,
    });
    Ok(rows.collect())
}

fn step(state: State) -> Option<usize> {
    STEPS.iter().position(|step| *step == state)
}

/// The rows as they may be told: the sum of each column is in the report of everybody, so that a column is hidden as a whole.
fn told(rows: Vec<Row>, sees_people: bool) -> Vec<BreakdownRow> {
    let columns: Vec<Vec<Option<u32>>> = (0..STEPS.len())
        .map(|at| {
            let column: Vec<u32> = rows.iter().map(|row| row.reached[at]).collect();
            if sees_people {
                column.into_iter().map(Some).collect()
            } else {
                hide_few(&column)
            }
        })
        .collect();
    let rows = rows.into_iter().enumerate();
    rows.map(|(at, row)| BreakdownRow {
        key: row.key,
        label: row.label,
        reached: columns.iter().map(|column| column[at]).collect(),
    })
    .collect()
}
