//! What the system itself does when its day has come: it grants the interview (L6), starts and ends trials (L8), and
//! reminds of offers and lets them lapse. Each is a move like any other, decided by the same rulebook.

use super::error::JourneyError;
use super::history;
use super::record::{self, Pen};
use super::service::Asker;
use super::situation::{self, Concerns};
use super::store;
use crate::application::Platform;
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseError, schema::trusts};
use crate::vacancies;
use diesel::prelude::*;
use shared::ids::{JourneyId, ProgrammeId, TrustId};
use shared::journey::{Actor, Event, decide, due};

/// The name of the job that does it.
pub const JOB: &str = "make_due_moves";

/// How many moves one journey can make in one go: start, then end, then nothing. More would be a loop.
const MOST_MOVES_AT_ONCE: usize = 4;

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DueReport {
    /// Journeys looked at.
    pub looked_at: usize,
    /// Moves made.
    pub moved: usize,
    /// Journeys that could not be moved by a fault of ours; each is in the log, and is tried again.
    pub failed: usize,
}

/// Makes every move that is due, of every Trust.
///
/// # Errors
/// When the journeys that are due cannot be found.
pub async fn run_due(platform: &Platform) -> Result<DueReport, JourneyError> {
    let trusts: Vec<TrustId> = platform
        .database
        .read(|db| {
            trusts::table
                .select(trusts::id)
                .load(db)
                .map_err(DatabaseError::from)
        })
        .await?;
    let mut report = DueReport::default();
    for trust in trusts {
        run(platform, trust, None, &mut report).await?;
    }
    Ok(report)
}

/// Makes every move that is due, of one Trust.
///
/// # Errors
/// When the journeys that are due cannot be found.
pub async fn run_due_of(platform: &Platform, trust: TrustId) -> Result<DueReport, JourneyError> {
    let mut report = DueReport::default();
    run(platform, trust, None, &mut report).await?;
    Ok(report)
}

/// Makes every move that is due on one programme: after a register is signed off, nobody waits for the next run.
///
/// # Errors
/// When the journeys that are due cannot be found.
pub async fn run_due_of_programme(
    platform: &Platform,
    trust: TrustId,
    programme: ProgrammeId,
) -> Result<DueReport, JourneyError> {
    let mut report = DueReport::default();
    run(platform, trust, Some(programme), &mut report).await?;
    Ok(report)
}

async fn run(
    platform: &Platform,
    trust: TrustId,
    programme: Option<ProgrammeId>,
    report: &mut DueReport,
) -> Result<(), JourneyError> {
    let today = platform.clock.today();
    let journeys = platform
        .database
        .read(move |db| store::due_by(db, trust, today, programme))
        .await
        .map_err(JourneyError::from)?;
    for id in journeys {
        report.looked_at += 1;
        let for_move = platform.clone();
        match platform
            .database
            .write(move |db| move_on(db, &for_move, trust, id))
            .await
        {
            Ok(moved) => report.moved += moved,
            // Somebody moved it first; what is due then is found by the next run.
            Err(JourneyError::Stale { .. }) => {}
            // Another server goes on with the rest.
            Err(error @ JourneyError::Database(DatabaseError::LeaseLost)) => return Err(error),
            Err(error) => {
                report.failed += 1;
                tracing::error!(journey = %id, %error, "a move that is due could not be made");
            }
        }
    }
    Ok(())
}

/// Makes the system's moves on one journey until none is due, and answers how many.
fn move_on(
    db: &mut AnyConnection,
    platform: &Platform,
    trust: TrustId,
    id: JourneyId,
) -> Result<usize, JourneyError> {
    let asker = Asker::system(trust);
    let mut moved = 0;
    while moved < MOST_MOVES_AT_ONCE {
        let Some(row) = store::find(db, trust, id)? else {
            return Ok(moved);
        };
        // The interview that is granted here must not slip past a vacancy that closes at the same moment (L6).
        vacancies::lock_capacity(db, trust, row.vacancy_id)?;
        let Some(row) = store::find(db, trust, id)? else {
            return Ok(moved);
        };
        let Some(journey) = history::fold(db, trust, id)? else {
            return Ok(moved);
        };
        let now = platform.clock.now();
        let situation = situation::load(
            db,
            trust,
            Concerns::of(&row, &journey),
            Actor::system(),
            civil_date_of(now),
        )?;
        let Some(command) = due(&journey, &situation) else {
            return Ok(moved);
        };
        let events: Vec<Event> = decide(&journey, &situation, &command)?;
        let pen = Pen {
            platform,
            asker: &asker,
            now,
        };
        record::record(
            db,
            pen,
            &row,
            journey,
            (events, &situation.programme),
            command.name().as_str(),
        )?;
        moved += 1;
    }
    Ok(moved)
}
