//! Assignments: who works on which programme, and so reaches its people.
//!
//! An assessor and a trainer reach the programmes they are assigned to, and nothing else exists for them; a hiring manager
//! too, where the Trust says so; a college reaches the people in the training week of the programmes it is assigned to.
//! [`programmes_within`] and [`covers`] turn a [`Reach`] into programmes: every feature asks here.

mod routes;
mod service;
mod store;

pub use routes::routes;
pub use service::{AssignmentError, Worker, assign, change_rules, end, list, people, rules};
pub use store::AssignmentFilter;

use crate::{
    access::Reach,
    platform::database::{AnyConnection, DatabaseResult},
};
use shared::ids::{ProgrammeId, TrustId};

/// The programmes that a reach is narrowed to; none where it is not narrowed by programme.
///
/// # Errors
/// When the database cannot say.
pub fn programmes_within(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
) -> DatabaseResult<Option<Vec<ProgrammeId>>> {
    match reach {
        Reach::Trust | Reach::Organisation(_) | Reach::Candidate(_) => Ok(None),
        Reach::Programmes(user) => store::of_user(db, trust, user).map(Some),
        Reach::Managed(user) if store::rules(db, trust)?.hiring_managers_by_programme => {
            store::of_user(db, trust, user).map(Some)
        }
        Reach::Managed(_) => Ok(None),
        Reach::Training(college) => store::of_organisation(db, trust, college).map(Some),
    }
}

/// The same, narrowed to one programme where one is asked for: to none where it is not theirs.
///
/// # Errors
/// When the database cannot say.
pub fn narrowed_to(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
    programme: Option<ProgrammeId>,
) -> DatabaseResult<Option<Vec<ProgrammeId>>> {
    let reached = programmes_within(db, trust, reach)?;
    Ok(match programme {
        Some(one) if reached.as_ref().is_none_or(|all| all.contains(&one)) => Some(vec![one]),
        Some(_) => Some(Vec::new()),
        None => reached,
    })
}

/// Whether a programme lies within a reach, as far as that is narrowed by programme.
///
/// # Errors
/// When the database cannot say.
pub fn covers(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
    programme: ProgrammeId,
) -> DatabaseResult<bool> {
    Ok(programmes_within(db, trust, reach)?.is_none_or(|within| within.contains(&programme)))
}
