//! What is reported.

use crate::access::Reach;
use crate::assignments;
use crate::journeys::{self, StageCount, of_boards};
use crate::platform::database::{AnyConnection, Database, DatabaseError};
use crate::programmes;
use shared::ids::{ProgrammeId, TrustId};
use shared::journey::State;
use shared::reports::{FEWEST, StageLine, StagesReport, TrialOutcomes};
use shared::values::Coded as _;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// There is no such programme within reach.
    #[error("there is no such programme within reach")]
    NotFound,
    /// The database could not answer.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// How many people stand at each stage: of one programme, or of every programme within reach. `sees_people` is whether whoever asks
/// may see the people themselves; otherwise no small number of one programme is told.
///
/// # Errors
/// [`ReportError::NotFound`] for a programme that is not theirs to see.
pub async fn stages(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    programme: Option<ProgrammeId>,
    sees_people: bool,
) -> Result<StagesReport, ReportError> {
    database
        .read_briefly(move |db| {
            let boards = boards(db, trust, reach, programme)?;
            let counts = of_boards(db, trust, &boards)?;
            Ok(StagesReport {
                programme_id: programme,
                stages: lines(counts, sees_people || programme.is_none()),
            })
        })
        .await
}

/// What became of the work trials that somebody reaches, or of those on one programme (L12).
///
/// # Errors
/// [`ReportError::NotFound`] for a programme that is not theirs to see.
pub async fn trial_outcomes(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    programme: Option<ProgrammeId>,
) -> Result<TrialOutcomes, ReportError> {
    database
        .read_briefly(move |db| {
            let boards = boards(db, trust, reach, programme)?;
            let mut outcomes = TrialOutcomes::default();
            for count in of_boards(db, trust, &boards)? {
                outcomes.count(count.state, u32::try_from(count.after_trial).unwrap_or(0));
            }
            Ok(outcomes)
        })
        .await
}

/// The boards that the report adds up: the Trust's own where somebody reaches all of it.
fn boards(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
    programme: Option<ProgrammeId>,
) -> Result<Vec<Uuid>, ReportError> {
    let within = assignments::programmes_within(db, trust, reach)?;
    let Some(programme) = programme else {
        return Ok(journeys::boards(trust, within));
    };
    let is_within = within.is_none_or(|within| within.contains(&programme));
    if is_within && programmes::vacancy_of(db, trust, programme)?.is_some() {
        Ok(vec![programme.as_uuid()])
    } else {
        Err(ReportError::NotFound)
    }
}

/// What is added up of one stage.
#[derive(Default)]
struct Sum {
    standing: u32,
    waiting: u32,
    reached: u32,
    moved_on: u32,
    days_stood: u32,
}

/// One line for each stage, whatever board it is counted on; small numbers only where `tells_few`.
fn lines(counts: Vec<StageCount>, tells_few: bool) -> Vec<StageLine> {
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    let mut by_state: BTreeMap<State, Sum> = BTreeMap::new();
    for one in counts {
        let sum = by_state.entry(one.state).or_default();
        sum.standing += count(one.standing);
        sum.waiting += count(one.waiting);
        sum.reached += count(one.reached);
        sum.moved_on += count(one.moved_on);
        sum.days_stood += count(one.days_stood);
    }
    let told = |number: u32| Some(number).filter(|number| tells_few || !is_few(*number));
    let lines = State::ALL.iter().filter_map(|state| {
        let sum = by_state.get(state).filter(|sum| sum.reached > 0)?;
        let average = u64::from(sum.days_stood) * 10;
        let average = average.checked_div(u64::from(sum.moved_on));
        Some(StageLine {
            state: *state,
            label: state.label().to_owned(),
            standing: told(sum.standing),
            waiting: told(sum.waiting),
            reached: told(sum.reached),
            tenths_of_days: average
                .filter(|_| told(sum.moved_on).is_some())
                .and_then(|tenths| u32::try_from(tenths).ok()),
        })
    });
    lines.collect()
}

/// A number that could let somebody be recognised.
fn is_few(number: u32) -> bool {
    (1..FEWEST).contains(&number)
}
