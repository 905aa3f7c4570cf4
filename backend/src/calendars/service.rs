//! The use cases of a calendar address.

use super::entries;
use super::store::{self, Narrowed};
use crate::{
    access::{Operation, Principal, Reach, Who},
    application::Platform,
    assignments,
    identity::{Identity, Member, digest, random_text},
    journeys::of_boards,
    platform::{
        audit::{AuditEntry, record},
        clock::civil_date_of,
        database::{AnyConnection, DatabaseError, DatabaseResult},
    },
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use shared::{
    calendars::{Entry, subscribed_calendar},
    ids::{ProgrammeId, TrustId, UserId},
    journey::{SessionKind, State},
};
use std::{
    collections::{BTreeSet, HashMap},
    ops::RangeInclusive,
};
use uuid::Uuid;

/// As long as any of ours, and no longer.
const LONGEST_TOKEN: usize = 64;
/// So far back and ahead a calendar reaches.
const DAYS: (u64, u64) = (31, 400);
/// So many boards are read in one statement.
const BOARDS_AT_ONCE: usize = 500;
/// That it was read is noted this often, and not at each reading.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

/// Why there is no calendar.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// The address works no longer, or never did: the same answer for all of them.
    #[error("there is no such calendar, or its address works no longer")]
    Dead,
    /// The database could not answer.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Somebody's address, as their own page tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was last read, to the hour.
    pub read_at: Option<DateTime<Utc>>,
}

/// How somebody's own address stands; none where they have none.
///
/// # Errors
/// When the database could not answer.
pub async fn standing(
    platform: &Platform,
    (trust, user): Member,
) -> DatabaseResult<Option<Standing>> {
    let found = platform
        .database
        .read(move |db| store::find(db, trust, user))
        .await?;
    Ok(found.map(|(made_at, read_at)| Standing { made_at, read_at }))
}

/// Makes somebody's address, in place of one that they had, and gives it: it can be told only now.
///
/// # Errors
/// When the database could not.
pub async fn make(
    platform: &Platform,
    identity: &Identity,
    principal: &Principal,
    request_id: String,
) -> Result<String, CalendarError> {
    let user = own_id(principal)?;
    let (token, now) = (random_text(), platform.clock.now());
    let mut is_second_try = false;
    loop {
        let (hash, who, request_id) = (digest(&token), principal.clone(), request_id.clone());
        let made = platform
            .database
            .write(move |db| -> DatabaseResult<()> {
                store::delete(db, who.trust_id, user)?;
                store::insert(db, (who.trust_id, user), &hash, now)?;
                note(db, (&who, user), "make_calendar", &request_id, now)
            })
            .await;
        match made {
            // Made in another tab at the same moment: the later one counts.
            Err(error) if error.is_duplicate("calendar_feeds", "user_id") && !is_second_try => {
                is_second_try = true;
            }
            made => break made?,
        }
    }
    Ok(format!("{}/calendars/{token}.ics", identity.issuer()))
}

/// Ends somebody's address.
///
/// # Errors
/// [`CalendarError::Dead`] when they have none.
pub async fn end(
    platform: &Platform,
    principal: &Principal,
    request_id: String,
) -> Result<(), CalendarError> {
    let user = own_id(principal)?;
    let (who, now) = (principal.clone(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            if !store::delete(db, who.trust_id, user)? {
                return Err(CalendarError::Dead);
            }
            Ok(note(db, (&who, user), "end_calendar", &request_id, now)?)
        })
        .await
}

fn own_id(principal: &Principal) -> Result<UserId, CalendarError> {
    principal.user_id().ok_or(CalendarError::Dead)
}

fn note(
    db: &mut AnyConnection,
    (who, user): (&Principal, UserId),
    action: &str,
    request_id: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let (actor, what) = (who.actor(), ("user", user.as_uuid()));
    record(
        db,
        &AuditEntry::done(who.trust_id, now, &actor, action, what, request_id),
    )
}

/// Whose calendar an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    principal: Principal,
    trust_name: String,
    read_at: Option<DateTime<Utc>>,
}

impl Owner {
    /// Who they are in one line, as whose calendar is read: what its readings are counted against.
    #[must_use]
    pub fn key(&self) -> String {
        format!("calendar:{}", self.principal.id())
    }
}

/// Whose calendar an address leads to, with what they do at this moment.
///
/// # Errors
/// [`CalendarError::Dead`].
pub async fn owner(platform: &Platform, token: &str) -> Result<Owner, CalendarError> {
    if token.is_empty() || token.len() > LONGEST_TOKEN {
        return Err(CalendarError::Dead);
    }
    let hash = digest(token);
    let found = platform
        .database
        .read(move |db| store::by_token(db, &hash))
        .await?;
    found.map(owner_of).ok_or(CalendarError::Dead)
}

fn owner_of(row: store::OwnerRow) -> Owner {
    Owner {
        principal: Principal {
            trust_id: row.trust_id,
            who: Who::Staff {
                user_id: row.user_id,
                role: row.role,
            },
            name: row.name,
        },
        trust_name: row.trust_name,
        read_at: row.read_at,
    }
}

/// The file: what its owner may read at this moment.
///
/// # Errors
/// When the database could not answer.
pub async fn read(platform: &Platform, owner: &Owner) -> Result<String, CalendarError> {
    let (who, now) = (owner.principal.clone(), platform.clock.now());
    let entries = platform
        .database
        .snapshot(move |db| entries_of(db, &who, now))
        .await?;
    if owner.read_at.is_none_or(|read| now - read >= NOTED_EVERY) {
        let whose = (owner.principal.trust_id, own_id(&owner.principal)?);
        let noted = platform
            .database
            .write(move |db| store::note_reading(db, whose, now))
            .await;
        if let Err(error) = noted {
            // The dates are worth more than the note.
            tracing::warn!(%error, "that a calendar was read was not noted");
        }
    }
    let stamp = now.format("%Y%m%dT%H%M%SZ").to_string();
    let name = format!("Programmes, {}", owner.trust_name);
    Ok(subscribed_calendar(&name, entries, &stamp))
}

/// Each kind of date as far as the policy lets its owner read it.
fn entries_of(
    db: &mut AnyConnection,
    owner: &Principal,
    now: DateTime<Utc>,
) -> DatabaseResult<Vec<Entry>> {
    let today = civil_date_of(now);
    let days = days_around(today);
    let trust = owner.trust_id;
    let mut all = Vec::new();
    if let Ok(reach) = owner.may(Operation::ListSessions) {
        let within = within(db, trust, reach)?;
        let narrowed = Narrowed {
            trust,
            within: within.as_deref(),
            days: &days,
        };
        let rows = store::sessions(db, &narrowed)?;
        let seats = store::seats_taken(db, &narrowed)?;
        let trained = trained(db, trust, &rows)?;
        all.extend(entries::of_sessions(rows, &seats, &trained, today));
    }
    if let Ok(reach) = owner.may(Operation::ListInterviewSlots) {
        let within = within(db, trust, reach)?;
        let narrowed = Narrowed {
            trust,
            within: within.as_deref(),
            days: &days,
        };
        all.extend(entries::of_interviews(store::slots(db, &narrowed)?));
    }
    // A trial is one person's: its last day is for those who may see who that is.
    if let Ok(reach) = owner.may(Operation::ListJourneys) {
        let within = within(db, trust, reach)?;
        let narrowed = Narrowed {
            trust,
            within: within.as_deref(),
            days: &days,
        };
        all.extend(entries::of_trials(store::trials(db, &narrowed)?));
    }
    Ok(all)
}

/// How many people are in the training week of each programme, or selected for it, as they are counted when they move.
fn trained(
    db: &mut AnyConnection,
    trust: TrustId,
    sessions: &[store::SessionRow],
) -> DatabaseResult<HashMap<ProgrammeId, i64>> {
    let training = sessions
        .iter()
        .filter(|row| row.kind == SessionKind::Training);
    let programmes: BTreeSet<Uuid> = training.map(|row| row.programme_id.as_uuid()).collect();
    let programmes: Vec<Uuid> = programmes.into_iter().collect();
    let mut people: HashMap<ProgrammeId, i64> = HashMap::new();
    for boards in programmes.chunks(BOARDS_AT_ONCE) {
        for count in of_boards(db, trust, boards)? {
            if matches!(count.state, State::Selected | State::InTraining) {
                let many = i64::from(count.standing - count.waiting);
                *people.entry(count.board.into()).or_default() += many;
            }
        }
    }
    Ok(people)
}

fn within(
    db: &mut AnyConnection,
    trust: TrustId,
    reach: Reach,
) -> DatabaseResult<Option<Vec<ProgrammeId>>> {
    assignments::programmes_within(db, trust, reach)
}

fn days_around(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    let (back, ahead) = DAYS;
    let first = today.checked_sub_days(Days::new(back)).unwrap_or(today);
    let last = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    first..=last
}
