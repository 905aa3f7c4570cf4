//! The demo: an invented Trust with the seed page's own programme, three runs delivered and two under way, and about 200
//! invented people who stand in every state.
//!
//! Nobody is written into a table. Each person has a [path](roster), the paths become an agenda of moves by day, and
//! the agenda is carried out through the services on a clock that goes from day to day, exactly as the Jobcentre, the college,
//! the candidates and the staff would have done it. What the rulebook refuses is a fault of the scenario, and [`prepare`]
//! says whose, on which day and why.
//!
//! Every date is counted from the clock's today, round weekends and bank holidays, so that the demo is as fresh in
//! a year's time. The Trust, the people and their addresses are invented; telephone numbers are from the ranges that
//! Ofcom keeps free for drama, and addresses are under `example.org`.

mod accounts;
mod agenda;
mod calendar;
mod course;
mod names;
mod paths;
#[cfg(test)]
mod rehearsal;
mod roster;
mod run;
mod store;
mod workers;

pub use accounts::{CandidateAccount, DemoAccounts, PartnerAccount, StaffAccount};

use crate::application::Platform;
use crate::assignments::AssignmentError;
use crate::identity::{ClientError, IdentityError};
use crate::journeys::JourneyError;
use crate::organisations::OrganisationError;
use crate::platform::clock::ClockError;
use crate::platform::database::DatabaseError;
use crate::programmes::ProgrammeError;
use crate::vacancies::VacancyError;
use shared::journey::State;
use shared::time::CivilDate;

/// Why the demo was not prepared.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds a Trust already: nothing is mixed with records that somebody may need.
    #[error("the demo is prepared on a fresh database only, and this one holds a Trust already")]
    NotFresh,
    /// The clock is the machine's own.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// What the scenario says cannot be read: a fault of ours.
    #[error("the scenario says something that cannot be read: {0}")]
    Scenario(#[from] serde_json::Error),
    /// Somebody's step was not taken: a fault of the scenario.
    #[error("{who}, on {on}: {what} was not taken: {why}")]
    Step {
        /// The person.
        who: String,
        /// The day.
        on: CivilDate,
        /// The move.
        what: String,
        /// Everything that stood in the way.
        why: String,
    },
    /// Somebody's path led elsewhere: a fault of the scenario.
    #[error("{who} was to stand at {expected} and stands at {found}")]
    Elsewhere {
        /// The person.
        who: String,
        /// Where the path leads.
        expected: State,
        /// Where it led.
        found: String,
    },
    /// The system's own moves could not be made.
    #[error("what was due on {on} could not be done: {why}")]
    Due {
        /// The day.
        on: CivilDate,
        /// Why.
        why: String,
    },
    /// A vacancy was not made or closed.
    #[error(transparent)]
    Vacancy(#[from] VacancyError),
    /// A programme was not made, published or closed.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// Nobody was assigned to a programme.
    #[error(transparent)]
    Assignment(#[from] AssignmentError),
    /// A partner was not made.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// An account was not made.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A partner's system was not let in.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The journeys that are due could not be found.
    #[error(transparent)]
    Journey(#[from] JourneyError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Everybody's sign-ins of a demo that was prepared today; those of staff and partners are the same on every day.
#[must_use]
pub fn accounts(today: CivilDate) -> DemoAccounts {
    accounts::all(&roster::people(today))
}

/// Fills a fresh, migrated database. The platform's clock must be one that can be moved; at the end it stands where it stood.
///
/// # Errors
/// When the database is not fresh, or the scenario is refused: then the error says who, when and why.
pub async fn prepare(platform: &Platform) -> Result<DemoAccounts, DemoError> {
    if platform.database.read(store::holds_a_trust).await? {
        return Err(DemoError::NotFresh);
    }
    let now = platform.clock.now();
    let carried_out = run::carry_out(platform, platform.clock.today().into()).await;
    // Also after a failure: whoever reads the error goes on with the time they had.
    platform.clock.set(now)?;
    let people = carried_out?;
    crate::journeys::run_due(platform).await?;
    for trust in crate::organisations::trusts(&platform.database).await? {
        crate::duplicates::compare_all(platform, trust).await?;
    }
    Ok(accounts::all(&people))
}
