//! Makes or tries one move for many people.

use crate::application::Platform;
use crate::audit::{self as noted, Reading};
use crate::journeys::{
    error::JourneyError,
    service::{self, Asker, find_row},
    store,
};
use crate::platform::audit;
use crate::platform::database::{AnyConnection, DatabaseError, DatabaseResult};
use crate::platform::http::Problem;
use crate::vacancies;
use shared::ids::JourneyId;
use shared::journey::{Command, Move};
use shared::journeys::{JourneyView, MoveOutcome, TransitionBatchView, TransitionRowView};
use shared::problem::ProblemDetails;
use std::collections::BTreeSet;

/// One person's move, as it was asked for.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The journey.
    pub journey_id: JourneyId,
    /// The version that was read.
    pub version: i32,
    /// The move with its details, or why they cannot be read.
    pub command: Result<Command, Box<ProblemDetails>>,
}

/// What is carried out of the transaction of a dry run, so that it ends without having written anything.
enum Tried {
    Rows(Vec<TransitionRowView>),
    Failed(DatabaseError),
}

impl From<DatabaseError> for Tried {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error)
    }
}

/// Makes a move for many people, or tries it and keeps nothing, and says what came of each.
///
/// # Errors
/// When the database could not even begin; then nothing was done.
pub async fn make(
    platform: &Platform,
    asker: Asker,
    (name, planned): (Move, Vec<Planned>),
    dry_run: bool,
) -> Result<TransitionBatchView, JourneyError> {
    // The answer names people, those who are not moved too.
    let reading = Reading::of_list("make_transition_batch", "journey", planned.len(), &[]);
    noted::read(platform, &asker.by(), reading).await?;
    let data = if dry_run {
        try_all(platform, asker, name, planned).await?
    } else {
        make_each(platform, asker, planned).await?
    };
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let made = data
        .iter()
        .filter(|row| row.outcome == MoveOutcome::Made)
        .count();
    Ok(TransitionBatchView {
        dry_run,
        name,
        made: many(made),
        not_made: many(data.len() - made),
        data,
    })
}

/// Each in a transaction of its own. Where the database stops in the middle, whoever comes after is told that they were not tried.
async fn make_each(
    platform: &Platform,
    asker: Asker,
    planned: Vec<Planned>,
) -> Result<Vec<TransitionRowView>, DatabaseError> {
    let mut rows = Vec::with_capacity(planned.len());
    let mut stopped: Option<Box<ProblemDetails>> = None;
    for one in planned {
        let id = one.journey_id;
        if let Some(problem) = &stopped {
            rows.push(not_tried(id, problem.as_ref().clone()));
            continue;
        }
        let (here, by) = (platform.clone(), asker.clone());
        let done = platform
            .database
            .write(move |db| decide_one(db, &here, &by, one))
            .await;
        match done {
            Ok(row) => rows.push(row),
            Err(error) if rows.is_empty() => return Err(error),
            Err(error) => {
                let problem = Box::new(Problem::from(error).details());
                rows.push(not_tried(id, problem.as_ref().clone()));
                stopped = Some(problem);
            }
        }
    }
    Ok(rows)
}

/// All of them in one transaction that is not kept.
async fn try_all(
    platform: &Platform,
    asker: Asker,
    name: Move,
    planned: Vec<Planned>,
) -> Result<Vec<TransitionRowView>, DatabaseError> {
    let here = platform.clone();
    let tried = platform
        .database
        .write(move |db| -> Result<std::convert::Infallible, Tried> {
            take_turns(db, &asker, name, &planned)?;
            let mut rows = Vec::with_capacity(planned.len());
            for one in planned {
                rows.push(decide_one(db, &here, &asker, one)?);
            }
            Err(Tried::Rows(rows))
        })
        .await;
    match tried {
        Err(Tried::Rows(rows)) => Ok(rows),
        Err(Tried::Failed(error)) => Err(error),
        Ok(never) => match never {},
    }
}

/// Takes its turn at the vacancies, then at the journeys, each in the order of their ids: a single move goes the same way.
fn take_turns(
    db: &mut AnyConnection,
    asker: &Asker,
    name: Move,
    planned: &[Planned],
) -> DatabaseResult<()> {
    let trust = asker.trust_id;
    let journeys: BTreeSet<_> = planned.iter().map(|one| one.journey_id).collect();
    if name.competes_for_capacity() {
        let mut contested = BTreeSet::new();
        for id in &journeys {
            contested.extend(store::find(db, trust, *id)?.map(|row| row.vacancy_id));
        }
        for vacancy in contested {
            vacancies::lock_capacity(db, trust, vacancy)?;
        }
    }
    for id in journeys {
        store::take_turn(db, trust, id)?;
    }
    Ok(())
}

/// Why somebody was not moved.
enum Refused {
    /// For a reason of their own.
    This(Why),
    /// Because the database cannot, and could not move the others either.
    All(DatabaseError),
}

/// A reason of somebody's own.
enum Why {
    Journey(JourneyError),
    Details(Box<ProblemDetails>),
}

impl From<DatabaseError> for Refused {
    fn from(error: DatabaseError) -> Self {
        Self::All(error)
    }
}

impl From<JourneyError> for Refused {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::Database(error) => Self::All(error),
            error => Self::This(Why::Journey(error)),
        }
    }
}

/// Moves one person, or says why not: then nothing of it is kept.
fn decide_one(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    one: Planned,
) -> Result<TransitionRowView, DatabaseError> {
    let id = one.journey_id;
    match audit::attempt(db, |db| make_one(db, platform, asker, one)) {
        Ok(row) => Ok(row),
        Err(Refused::This(why)) => row_of_refused(db, asker, id, why),
        Err(Refused::All(error)) => Err(error),
    }
}

fn make_one(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    one: Planned,
) -> Result<TransitionRowView, Refused> {
    let command = one
        .command
        .map_err(|problem| Refused::This(Why::Details(problem)))?;
    let (id, version) = (one.journey_id, Some(one.version));
    let view = service::transition_with(db, platform, asker, id, version, &command)?;
    Ok(made(view))
}

fn made(view: JourneyView) -> TransitionRowView {
    TransitionRowView {
        journey_id: view.id,
        reference: Some(view.reference),
        candidate_name: Some(view.candidate_name),
        outcome: MoveOutcome::Made,
        state: Some(view.state),
        version: Some(view.version),
        problem: None,
    }
}

fn not_tried(id: JourneyId, problem: ProblemDetails) -> TransitionRowView {
    TransitionRowView {
        journey_id: id,
        reference: None,
        candidate_name: None,
        outcome: MoveOutcome::Failed,
        state: None,
        version: None,
        problem: Some(problem),
    }
}

/// What is said of somebody who was not moved, as they stand now. Of what is not theirs to know nothing is said.
fn row_of_refused(
    db: &mut AnyConnection,
    asker: &Asker,
    id: JourneyId,
    why: Why,
) -> Result<TransitionRowView, DatabaseError> {
    let standing = match find_row(db, asker, id) {
        Ok(found) => Some(found),
        Err(JourneyError::Database(error)) => return Err(error),
        Err(_) => None,
    };
    let (outcome, problem) = match why {
        _ if standing.is_none() => (MoveOutcome::NotFound, Problem::not_found().details()),
        Why::Details(problem) => (MoveOutcome::Refused, *problem),
        Why::Journey(error @ JourneyError::Stale { .. }) => {
            (MoveOutcome::Stale, Problem::from(error).details())
        }
        Why::Journey(error) => (MoveOutcome::Refused, Problem::from(error).details()),
    };
    let row = standing.as_ref().map(|(row, _)| row);
    Ok(TransitionRowView {
        journey_id: id,
        reference: row.map(|row| row.reference.clone()),
        candidate_name: standing
            .as_ref()
            .map(|(_, names)| format!("{} {}", names.given, names.family)),
        outcome,
        state: row.map(|row| row.state),
        version: row.map(|row| row.version),
        problem: Some(problem),
    })
}
