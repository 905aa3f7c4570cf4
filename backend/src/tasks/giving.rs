//! Giving a task to a member of staff, with what they should know. It settles nothing: only the move does.

use super::service;
use super::store;
use crate::access::{Operation, Principal, Reach, Who};
use crate::application::Platform;
use crate::assignments;
use crate::platform::audit::{self, AuditEntry};
use crate::platform::database::{AnyConnection, Database, DatabaseError, DatabaseResult};
use shared::ids::{JourneyId, ProgrammeId, TrustId, UserId};
use shared::journey::TaskKind;
use shared::tasks::TaskView;
use shared::time::CivilDate;
use shared::values::Words;

/// Why a task was not given.
#[derive(Debug, thiserror::Error)]
pub enum GivingError {
    /// There is none, or it is not theirs to see.
    #[error("there is no such task within reach")]
    NotFound,
    /// The journey has moved on and waits for something else.
    #[error("the journey waits for something else now")]
    MovedOn,
    /// Whoever it was to be given to does not work on this programme.
    #[error("they do not reach the programme of this task")]
    OutOfReach,
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// To whom a task is given, and with which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What the task was when it was read.
    pub kind: Option<TaskKind>,
    /// To whom; nobody takes it back.
    pub to: Option<UserId>,
    /// What they should know.
    pub note: Option<Words>,
}

/// A member of staff by id and name.
pub type Worker = (UserId, String);

/// One task within reach, and to whom it can be given: whoever sees it.
///
/// # Errors
/// [`GivingError::NotFound`] for what is not theirs.
pub async fn find(
    database: &Database,
    (trust, reach): (TrustId, Reach),
    id: JourneyId,
    today: CivilDate,
) -> Result<(TaskView, Vec<Worker>), GivingError> {
    database
        .snapshot(move |db| {
            let task = load(db, (trust, reach), id, today)?;
            let workers = workers(db, trust, task.programme_id)?;
            Ok((task, workers))
        })
        .await
}

fn load(
    db: &mut AnyConnection,
    (trust, reach): (TrustId, Reach),
    id: JourneyId,
    today: CivilDate,
) -> Result<TaskView, GivingError> {
    let row = store::find(db, trust, id)?.ok_or(GivingError::NotFound)?;
    let task = service::view(row, today);
    if assignments::covers(db, trust, reach, task.programme_id)? {
        Ok(task)
    } else {
        Err(GivingError::NotFound)
    }
}

/// Whoever sees the tasks of a programme, by name.
fn workers(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<Vec<Worker>> {
    let mut reaching = Vec::new();
    for (user_id, name, role) in store::staff(db, trust)? {
        let who = Who::Staff { user_id, role };
        let worker = Principal {
            trust_id: trust,
            who,
            name,
        };
        let Ok(reach) = worker.may(Operation::ListTasks) else {
            continue;
        };
        if assignments::covers(db, trust, reach, programme)? {
            reaching.push((user_id, worker.name));
        }
    }
    Ok(reaching)
}

/// Gives a task to somebody, or takes it back.
///
/// # Errors
/// [`GivingError::NotFound`] for what is not theirs, [`GivingError::MovedOn`] when the journey waits for something else by
/// now, [`GivingError::OutOfReach`] for somebody who would not see it.
pub async fn give(
    platform: &Platform,
    (principal, reach): (Principal, Reach),
    request_id: String,
    id: JourneyId,
    given: Given,
) -> Result<(), GivingError> {
    let now = platform.clock.now();
    let today = platform.clock.today().into();
    let trust = principal.trust_id;
    platform
        .database
        .write(move |db| {
            let task = load(db, (trust, reach), id, today)?;
            if given.kind != Some(task.kind) {
                return Err(GivingError::MovedOn);
            }
            if let Some(to) = given.to {
                let workers = workers(db, trust, task.programme_id)?;
                if workers.iter().all(|(user, _)| *user != to) {
                    return Err(GivingError::OutOfReach);
                }
            }
            let note = given.note.as_ref().map(ToString::to_string);
            store::give(db, trust, id, (given.to, note))?;
            let (actor, what) = (principal.actor(), ("journey", id.as_uuid()));
            let entry = AuditEntry::done(trust, now, &actor, "give_task", what, &request_id);
            let person = store::person_of(db, trust, id)?.ok_or(GivingError::NotFound)?;
            audit::record(db, &entry.about(person))?;
            Ok(())
        })
        .await
}
