//! Calendar addresses, and the dates that a calendar holds.

use crate::platform::database::{
    Active, AnyConnection, Bind, DatabaseResult, bind,
    schema::{
        bookings, calendar_feeds, interview_slots, journeys, programmes, sessions, trusts, users,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    identity::Role,
    ids::{ProgrammeId, SessionId, TrustId, UserId},
    journey::{ProgrammeStatus, SessionKind, State},
};
use std::{collections::HashMap, ops::RangeInclusive};
use uuid::Uuid;

/// More sessions than anybody goes to.
const MOST_SESSIONS: i64 = 2_000;
/// More interview times than a Trust has in a year.
const MOST_SLOTS: i64 = 10_000;

/// More trials than a Trust has under way.
const MOST_TRIALS: i64 = 10_000;

/// When somebody's address was made, and when it was last read.
pub(super) type Times = (DateTime<Utc>, Option<DateTime<Utc>>);

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Option<Times>> {
    Ok(calendar_feeds::table
        .find((bind(trust), bind(user)))
        .select((calendar_feeds::made_at, calendar_feeds::read_at))
        .first(db)
        .optional()?)
}

/// Ends somebody's address. Answers whether they had one.
pub(super) fn delete(db: &mut AnyConnection, trust: TrustId, user: UserId) -> DatabaseResult<bool> {
    let feed = calendar_feeds::table.find((bind(trust), bind(user)));
    Ok(diesel::delete(feed).execute(db)? > 0)
}

pub(super) fn insert(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    token_hash: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::trust_id.eq(bind(trust)),
            calendar_feeds::user_id.eq(bind(user)),
            calendar_feeds::token_hash.eq(token_hash),
            calendar_feeds::made_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Notes that it was read.
pub(super) fn note_reading(
    db: &mut AnyConnection,
    (trust, user): (TrustId, UserId),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(calendar_feeds::table.find((bind(trust), bind(user))))
        .set(calendar_feeds::read_at.eq(Some(now)))
        .execute(db)?;
    Ok(())
}

/// Whose an address is.
#[derive(Debug, Clone, Queryable)]
pub(super) struct OwnerRow {
    pub trust_id: TrustId,
    pub trust_name: String,
    pub user_id: UserId,
    pub role: Role,
    pub name: String,
    pub read_at: Option<DateTime<Utc>>,
}

/// The owner of the address whose token has this hash, of whichever Trust; nobody whose account cannot be used.
pub(super) fn by_token(db: &mut AnyConnection, hash: &str) -> DatabaseResult<Option<OwnerRow>> {
    let on_user = users::trust_id
        .eq(calendar_feeds::trust_id)
        .and(users::id.eq(calendar_feeds::user_id));
    Ok(calendar_feeds::table
        .inner_join(users::table.on(on_user))
        .inner_join(trusts::table.on(trusts::id.eq(calendar_feeds::trust_id)))
        .filter(calendar_feeds::token_hash.eq(hash))
        .filter(users::disabled_at.is_null())
        .filter(users::invited_until.is_null())
        .select((
            calendar_feeds::trust_id,
            trusts::name,
            calendar_feeds::user_id,
            users::role,
            users::name,
            calendar_feeds::read_at,
        ))
        .first(db)
        .optional()?)
}

/// What a list of dates is narrowed to.
pub(super) struct Narrowed<'a> {
    pub trust: TrustId,
    pub within: Option<&'a [ProgrammeId]>,
    pub days: &'a RangeInclusive<NaiveDate>,
}

/// The programmes that are held: neither drafts, whose dates still move, nor those that were called off.
fn held() -> [Bind<ProgrammeStatus>; 2] {
    [ProgrammeStatus::Published, ProgrammeStatus::Closed].map(bind)
}

/// One session.
#[derive(Debug, Clone, Queryable)]
pub(super) struct SessionRow {
    pub id: SessionId,
    pub programme_id: ProgrammeId,
    pub programme: String,
    pub reference: String,
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub capacity: i32,
}

pub(super) fn sessions(
    db: &mut AnyConnection,
    narrowed: &Narrowed<'_>,
) -> DatabaseResult<Vec<SessionRow>> {
    let on_programme = programmes::trust_id
        .eq(sessions::trust_id)
        .and(programmes::id.eq(sessions::programme_id));
    let mut query = sessions::table
        .inner_join(programmes::table.on(on_programme))
        .filter(sessions::trust_id.eq(bind(narrowed.trust)))
        .filter(sessions::held_on.between(*narrowed.days.start(), *narrowed.days.end()))
        .filter(programmes::status.eq_any(held()))
        .into_boxed();
    if let Some(within) = narrowed.within {
        query = query.filter(sessions::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    Ok(query
        .order((sessions::held_on, sessions::starts_at, sessions::id))
        .limit(MOST_SESSIONS)
        .select((
            sessions::id,
            sessions::programme_id,
            programmes::title,
            programmes::reference,
            sessions::kind,
            sessions::module,
            sessions::held_on,
            sessions::starts_at,
            sessions::ends_at,
            sessions::venue,
            sessions::capacity,
        ))
        .load(db)?)
}

/// How many seats are taken in each session of these days.
pub(super) fn seats_taken(
    db: &mut AnyConnection,
    narrowed: &Narrowed<'_>,
) -> DatabaseResult<HashMap<SessionId, i64>> {
    let on_session = sessions::trust_id
        .eq(bookings::trust_id)
        .and(sessions::id.nullable().eq(bookings::session_id));
    let seats: Vec<(Option<SessionId>, i64)> = bookings::table
        .inner_join(sessions::table.on(on_session))
        .filter(sessions::trust_id.eq(bind(narrowed.trust)))
        .filter(sessions::held_on.between(*narrowed.days.start(), *narrowed.days.end()))
        .filter(bookings::status.eq(Active))
        .group_by(bookings::session_id)
        .select((bookings::session_id, diesel::dsl::count_star()))
        .load(db)?;
    Ok(seats
        .into_iter()
        .filter_map(|(session, many)| Some((session?, many)))
        .collect())
}

/// One interview time, with its booking where somebody has it.
#[derive(Debug, Clone, Queryable)]
pub(super) struct SlotRow {
    pub programme_id: ProgrammeId,
    pub programme: String,
    pub reference: String,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub venue: String,
    pub booking: Option<Uuid>,
}

pub(super) fn slots(
    db: &mut AnyConnection,
    narrowed: &Narrowed<'_>,
) -> DatabaseResult<Vec<SlotRow>> {
    let on_programme = programmes::trust_id
        .eq(interview_slots::trust_id)
        .and(programmes::id.eq(interview_slots::programme_id));
    let on_booking = bookings::trust_id
        .eq(interview_slots::trust_id)
        .and(bookings::slot_id.eq(interview_slots::id.nullable()))
        .and(bookings::status.eq(Active));
    let mut query = interview_slots::table
        .inner_join(programmes::table.on(on_programme))
        .left_join(bookings::table.on(on_booking))
        .filter(interview_slots::trust_id.eq(bind(narrowed.trust)))
        .filter(interview_slots::held_on.between(*narrowed.days.start(), *narrowed.days.end()))
        .filter(programmes::status.eq_any(held()))
        .into_boxed();
    if let Some(within) = narrowed.within {
        query =
            query.filter(interview_slots::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    Ok(query
        .order((
            interview_slots::held_on,
            interview_slots::programme_id,
            interview_slots::starts_at,
            interview_slots::id,
        ))
        .limit(MOST_SLOTS)
        .select((
            interview_slots::programme_id,
            programmes::title,
            programmes::reference,
            interview_slots::held_on,
            interview_slots::starts_at,
            interview_slots::venue,
            bookings::id.nullable(),
        ))
        .load(db)?)
}

/// One trial that is under way.
#[derive(Debug, Clone, Queryable)]
pub(super) struct TrialRow {
    pub programme_id: ProgrammeId,
    pub programme: String,
    pub reference: String,
    /// The day on which the system ends it: the one after its last.
    pub due_on: Option<NaiveDate>,
}

pub(super) fn trials(
    db: &mut AnyConnection,
    narrowed: &Narrowed<'_>,
) -> DatabaseResult<Vec<TrialRow>> {
    let on_programme = programmes::trust_id
        .eq(journeys::trust_id)
        .and(programmes::id.eq(journeys::programme_id));
    let mut query = journeys::table
        .inner_join(programmes::table.on(on_programme))
        .filter(journeys::trust_id.eq(bind(narrowed.trust)))
        .filter(journeys::state.eq(bind(State::OnTrial)))
        .into_boxed();
    if let Some(within) = narrowed.within {
        query = query.filter(journeys::programme_id.eq_any(within.iter().copied().map(bind)));
    }
    Ok(query
        .order((journeys::due_on, journeys::id))
        .limit(MOST_TRIALS)
        .select((
            journeys::programme_id,
            programmes::title,
            programmes::reference,
            journeys::due_on,
        ))
        .load(db)?)
}
