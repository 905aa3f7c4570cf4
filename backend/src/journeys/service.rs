//! The use cases of a journey, one transaction each.

use super::error::JourneyError;
use super::history;
use super::record::{self, Pen};
use super::seats::{self, BookingRow};
use super::situation::{self, Concerns};
use super::store::{self, JourneyFilter, JourneyRow, ListedRow, Names};
use super::views;
use crate::access::{self, Principal, Reach};
use crate::application::Platform;
use crate::assignments;
use crate::audit::By;
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseResult};
use crate::platform::http::RequestId;
use crate::vacancies;
use chrono::{DateTime, Utc};
use shared::adjustments::{Audience, Knower};
use shared::identity::Role;
use shared::ids::{CandidateId, JourneyId, TrustId};
use shared::journey::{Actor, Command, Event, Journey, Situation, State, decide, options};
use shared::journeys::{
    BookingView, FormChoices, JourneySummary, JourneyView, TimelineEntry, TransitionsView,
};
use shared::values::Coded as _;

/// Who asks, for which Trust, how far they reach, and in which request.
#[derive(Debug, Clone)]
pub struct Asker {
    /// The Trust.
    pub trust_id: TrustId,
    /// Who acts, as the history will name them.
    pub actor: Actor,
    /// Which journeys are theirs to see and move.
    pub reach: Reach,
    /// What they do, if they are staff: which of the moves are theirs.
    pub role: Option<Role>,
    /// The request's id, for the audit.
    pub request_id: String,
}

impl Asker {
    /// Somebody who is signed in, as far as the policy lets them reach.
    #[must_use]
    pub fn of(principal: &Principal, reach: Reach, request_id: RequestId) -> Self {
        Self {
            trust_id: principal.trust_id,
            actor: principal.actor(),
            reach,
            role: principal.role(),
            request_id: request_id.0,
        }
    }

    /// The system itself, acting for a Trust.
    #[must_use]
    pub fn system(trust_id: TrustId) -> Self {
        Self {
            trust_id,
            actor: Actor::system(),
            reach: Reach::Trust,
            role: None,
            request_id: "system".to_owned(),
        }
    }

    /// Whoever asks, as the audit log has them.
    #[must_use]
    pub fn by(&self) -> By {
        By {
            trust_id: self.trust_id,
            actor: self.actor.clone(),
            request_id: self.request_id.clone(),
        }
    }

    /// Whether a journey lies within reach. What does not is answered as if it were not there.
    fn reaches(&self, db: &mut AnyConnection, row: &JourneyRow) -> DatabaseResult<bool> {
        match self.reach {
            Reach::Trust => Ok(true),
            Reach::Organisation(organisation) => Ok(row.organisation_id == organisation),
            Reach::Candidate(candidate) => Ok(row.candidate_id == candidate),
            // A college teaches those who were selected, and knows of nobody else.
            Reach::Training(_) if !is_taught(row.state) => Ok(false),
            Reach::Training(_) | Reach::Programmes(_) | Reach::Managed(_) => {
                assignments::covers(db, self.trust_id, self.reach, row.programme_id)
            }
        }
    }

    /// Narrows a list to what lies within reach.
    fn narrow(
        &self,
        db: &mut AnyConnection,
        mut filter: JourneyFilter,
    ) -> DatabaseResult<JourneyFilter> {
        filter.within = assignments::programmes_within(db, self.trust_id, self.reach)?;
        match self.reach {
            Reach::Trust | Reach::Programmes(_) | Reach::Managed(_) => {}
            Reach::Organisation(organisation) => filter.organisation_id = Some(organisation),
            Reach::Candidate(candidate) => filter.candidate_id = Some(candidate),
            Reach::Training(_) => {
                let taught = State::ALL.iter().copied().filter(|state| is_taught(*state));
                let asked = std::mem::take(&mut filter.states);
                filter.states = taught
                    .filter(|state| asked.is_empty() || asked.contains(state))
                    .collect();
                if filter.states.is_empty() {
                    // Asked only for states that are not the college's: the answer is an empty list.
                    filter.within = Some(Vec::new());
                }
            }
        }
        Ok(filter)
    }
}

/// Whom a college teaches: those who were selected for the training week or are in it.
fn is_taught(state: State) -> bool {
    matches!(state, State::Selected | State::InTraining)
}

/// A journey with its row and its fold, as one transaction read them.
struct Loaded {
    row: JourneyRow,
    names: Names,
    journey: Journey,
}

/// The row of a journey with its names, if it lies within reach.
pub(super) fn find_row(
    db: &mut AnyConnection,
    asker: &Asker,
    id: JourneyId,
) -> Result<(JourneyRow, Names), JourneyError> {
    let found = store::find_named(db, asker.trust_id, id)?.ok_or(JourneyError::NotFound)?;
    if asker.reaches(db, &found.0)? {
        Ok(found)
    } else {
        Err(JourneyError::NotFound)
    }
}

fn load(db: &mut AnyConnection, asker: &Asker, id: JourneyId) -> Result<Loaded, JourneyError> {
    let (row, names) = find_row(db, asker, id)?;
    let journey =
        history::fold(db, asker.trust_id, id)?.ok_or_else(|| JourneyError::Unreadable {
            journey: id.to_string(),
            what: "its history does not begin with a referral".to_owned(),
        })?;
    Ok(Loaded {
        row,
        names,
        journey,
    })
}

fn situation_of(
    db: &mut AnyConnection,
    asker: &Asker,
    (row, journey): (&JourneyRow, &Journey),
    now: DateTime<Utc>,
) -> Result<Situation, JourneyError> {
    situation::load(
        db,
        asker.trust_id,
        Concerns::of(row, journey),
        asker.actor.clone(),
        civil_date_of(now),
    )
}

/// Makes a move: all of it or nothing.
///
/// # Errors
/// [`JourneyError::NotTheirs`] for a move that is not their role's, [`JourneyError::NotFound`] for what is not theirs,
/// [`JourneyError::Stale`] when `expected` is no longer its version, [`JourneyError::Refused`] with every unmet guard.
pub async fn transition(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
    expected: i32,
    command: Command,
) -> Result<JourneyView, JourneyError> {
    let platform = platform.clone();
    let database = platform.database.clone();
    database
        .write(move |db| transition_with(db, &platform, &asker, id, Some(expected), &command))
        .await
}

/// Makes a move within the caller's transaction; with no expected version the one that is read there counts.
///
/// # Errors
/// As [`transition`].
pub fn transition_with(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    id: JourneyId,
    expected: Option<i32>,
    command: &Command,
) -> Result<JourneyView, JourneyError> {
    let name = command.name();
    access::may_make(asker.role, name, None)?;
    if name.competes_for_capacity()
        && let Some(row) = store::find(db, asker.trust_id, id)?
    {
        // Rivals for a seat, a place or an opening take turns from here to the end of the transaction.
        vacancies::lock_capacity(db, asker.trust_id, row.vacancy_id)?;
    }
    let Loaded {
        row,
        names,
        journey,
    } = load(db, asker, id)?;
    access::may_make(asker.role, name, Some(journey.state))?;
    if expected.is_some_and(|expected| expected != row.version) {
        return Err(JourneyError::Stale {
            current: row.version,
        });
    }
    let now = platform.clock.now();
    let mut situation = situation_of(db, asker, (&row, &journey), now)?;
    situation.survivor = situation::find_survivor(db, asker.trust_id, &row, command)?;
    let events = decide(&journey, &situation, command)?;
    let pen = Pen {
        platform,
        asker,
        now,
    };
    let journey = record::record(
        db,
        pen,
        &row,
        journey,
        (events, &situation.programme),
        name.as_str(),
    )?;
    Ok(views::view(db, asker.trust_id, (&row, names), &journey)?)
}

/// One journey, where it stands.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn find(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<JourneyView, JourneyError> {
    platform
        .database
        .read_briefly(move |db| find_with(db, &asker, id))
        .await
}

/// The same within the caller's transaction.
///
/// # Errors
/// As [`find`].
pub fn find_with(
    db: &mut AnyConnection,
    asker: &Asker,
    id: JourneyId,
) -> Result<JourneyView, JourneyError> {
    let Loaded {
        row,
        names,
        journey,
    } = load(db, asker, id)?;
    Ok(views::view(db, asker.trust_id, (&row, names), &journey)?)
}

/// The fold of one journey, with the situation it stands in today.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn find_fold(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<(JourneyView, Journey, Situation), JourneyError> {
    let now = platform.clock.now();
    platform
        .database
        .read_briefly(move |db| find_fold_with(db, &asker, id, now))
        .await
}

/// The same within the caller's transaction.
///
/// # Errors
/// As [`find_fold`].
pub fn find_fold_with(
    db: &mut AnyConnection,
    asker: &Asker,
    id: JourneyId,
    now: DateTime<Utc>,
) -> Result<(JourneyView, Journey, Situation), JourneyError> {
    let Loaded {
        row,
        names,
        journey,
    } = load(db, asker, id)?;
    let situation = situation_of(db, asker, (&row, &journey), now)?;
    let view = views::view(db, asker.trust_id, (&row, names), &journey)?;
    Ok((view, journey, situation))
}

/// The history of one journey, in order.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn timeline(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<Vec<TimelineEntry>, JourneyError> {
    Ok(history(platform, asker, id).await?.1)
}

/// The history of one journey, in order, and whose it is.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn history(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<(CandidateId, Vec<TimelineEntry>), JourneyError> {
    platform
        .database
        .read_briefly(move |db| {
            let (row, _) = find_row(db, &asker, id)?;
            let events = store::history(db, asker.trust_id, id)?;
            let told = history::told(db, asker.trust_id, &row, events)?;
            let knows_of_the_day = knows_of_the_screening_day(&asker);
            let told = told
                .into_iter()
                .map(|row| views::timeline_entry(row, knows_of_the_day));
            Ok((row.candidate_id, told.collect()))
        })
        .await
}

/// Whether somebody may know what was asked for on a screening day: of staff, who arranges or holds it.
fn knows_of_the_screening_day(asker: &Asker) -> bool {
    asker.role.is_none_or(|role| {
        let knower = Knower::Staff(role);
        knower.always_knows() || Audience::Screening.includes(knower)
    })
}

/// Every move from here, possible or not, and what its form can choose from.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn transitions(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<(CandidateId, TransitionsView), JourneyError> {
    let role = asker.role;
    let (view, journey, situation) = find_fold(platform, asker, id).await?;
    let mut data = options(&journey, &situation);
    for option in &mut data {
        access::mark(role, journey.state, option);
    }
    let transitions = TransitionsView {
        state: view.state,
        version: view.version,
        data,
        choices: FormChoices::of(&journey, &situation),
    };
    Ok((view.candidate_id, transitions))
}

/// Every booking of one journey, earlier ones too.
///
/// # Errors
/// [`JourneyError::NotFound`] for what is not theirs.
pub async fn bookings(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
) -> Result<(CandidateId, Vec<BookingView>), JourneyError> {
    platform
        .database
        .snapshot(move |db| {
            let Loaded { journey, row, .. } = load(db, &asker, id)?;
            let rows: Vec<BookingRow> = seats::bookings_of(db, asker.trust_id, id)?;
            let bookings = rows
                .into_iter()
                .filter_map(|row| views::booking(row, &journey));
            Ok((row.candidate_id, bookings.collect()))
        })
        .await
}

/// A page of journeys within reach, and where the next one begins.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    asker: Asker,
    filter: JourneyFilter,
    after: Option<(DateTime<Utc>, JourneyId)>,
    limit: u32,
) -> Result<(Vec<JourneySummary>, Option<(DateTime<Utc>, JourneyId)>), JourneyError> {
    let wanted = i64::from(limit);
    let trust = asker.trust_id;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (rows, mut coming, more) = platform
        .database
        .read_briefly(move |db| -> Result<_, JourneyError> {
            let filter = asker.narrow(db, filter)?;
            let mut rows: Vec<ListedRow> = store::list(db, trust, &filter, after, wanted)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let standing: Vec<_> = rows.iter().map(|row| (row.id, row.state)).collect();
            let coming = seats::coming(db, trust, &standing)?;
            Ok((rows, coming, more))
        })
        .await?;
    let next = if more {
        rows.last().map(|row| (row.updated_at, row.id))
    } else {
        None
    };
    let summaries = rows.into_iter().map(|row| {
        let known = coming.remove(&row.id);
        views::summary(row, known)
    });
    Ok((summaries.collect(), next))
}

/// Whether an event is one that a candidate or a partner may be shown the label of.
#[must_use]
pub fn is_for_the_person(event: &Event) -> bool {
    !matches!(
        event,
        Event::InterviewScored(_)
            | Event::OfferWithdrawalRequested(_)
            | Event::AssessmentRecorded(_)
    )
}
