//! What is reported.

use crate::access::Reach;
use crate::assignments;
use crate::journeys::{self, StageCount, of_boards};
use crate::platform::database::{AnyConnection, Database, DatabaseError};
use crate::programmes;
use shared::ids::{ProgrammeId, TrustId};
use shared::journey::State;
use shared::reports::{StageLine, StagesReport};
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

/// How many people stand at each stage: of one programme, or of every programme within reach.
///
/// # Errors
/// [`ReportError::NotFound`] for a programme that is not theirs to see.
pub async fn stages(
    database: &Database,
    trust: TrustId,
    reach: Reach,
    programme: Option<ProgrammeId>,
) -> Result<StagesReport, ReportError> {
    database
        .read_briefly(move |db| {
            let boards = boards(db, trust, reach, programme)?;
            let counts = of_boards(db, trust, &boards)?;
            Ok(StagesReport {
                programme_id: programme,
                stages: lines(counts),
            })
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

/// One line for each stage, whatever board it is counted on.
fn lines(counts: Vec<StageCount>) -> Vec<StageLine> {
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    let mut by_state: BTreeMap<State, (u32, u32, u32)> = BTreeMap::new();
    for one in counts {
        let (standing, waiting, reached) = by_state.entry(one.state).or_default();
        *standing += count(one.standing);
        *waiting += count(one.waiting);
        *reached += count(one.reached);
    }
    let told = State::ALL.iter().filter_map(|state| {
        let (standing, waiting, reached) = by_state.get(state).copied()?;
        (reached > 0).then(|| StageLine {
            state: *state,
            label: state.label().to_owned(),
            standing,
            waiting,
            reached,
        })
    });
    told.collect()
}
