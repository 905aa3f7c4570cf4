//! How links are kept, and which bookings are to be asked about. Only here is diesel.

use crate::platform::database::{
    Active, AnyConnection, DatabaseResult, bind,
    schema::{answer_links, bookings, candidates, interview_slots, journeys, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    candidates::Language,
    ids::{CandidateId, JourneyId, SessionId, SlotId, TrustId, VacancyId},
    journey::State,
};
use std::ops::RangeInclusive;
use uuid::Uuid;

/// A booking that is to be asked about.
#[derive(Debug, Clone, Copy, Queryable)]
pub(super) struct ToAsk {
    pub id: Uuid,
    pub journey_id: JourneyId,
    pub vacancy_id: VacancyId,
}

/// The bookings on these days that nobody has asked about or confirmed, of people who can be reached; the soonest first.
pub(super) fn to_ask(
    db: &mut AnyConnection,
    trust: TrustId,
    days: &RangeInclusive<NaiveDate>,
) -> DatabaseResult<Vec<ToAsk>> {
    let mut found = screening_days_to_ask(db, trust, days)?;
    found.extend(interviews_to_ask(db, trust, days)?);
    Ok(found)
}

fn screening_days_to_ask(
    db: &mut AnyConnection,
    trust: TrustId,
    days: &RangeInclusive<NaiveDate>,
) -> DatabaseResult<Vec<ToAsk>> {
    let on_session = sessions::trust_id
        .eq(bookings::trust_id)
        .and(sessions::id.nullable().eq(bookings::session_id));
    let on_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let on_link = answer_links::trust_id
        .eq(bookings::trust_id)
        .and(answer_links::booking_id.eq(bookings::id));
    Ok(bookings::table
        .inner_join(sessions::table.on(on_session))
        .inner_join(journeys::table.on(on_journey))
        .inner_join(candidates::table.on(on_candidate))
        .left_join(answer_links::table.on(on_link))
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::held_on.between(*days.start(), *days.end()))
        .filter(bookings::status.eq(Active))
        .filter(bookings::confirmed_on.is_null())
        .filter(journeys::state.eq(bind(State::ScreeningBooked)))
        .filter(
            candidates::phone
                .is_not_null()
                .or(candidates::email.is_not_null()),
        )
        .filter(answer_links::id.nullable().is_null())
        .order((sessions::held_on, bookings::id))
        .select((bookings::id, bookings::journey_id, journeys::vacancy_id))
        .load(db)?)
}

fn interviews_to_ask(
    db: &mut AnyConnection,
    trust: TrustId,
    days: &RangeInclusive<NaiveDate>,
) -> DatabaseResult<Vec<ToAsk>> {
    let on_slot = interview_slots::trust_id
        .eq(bookings::trust_id)
        .and(interview_slots::id.nullable().eq(bookings::slot_id));
    let on_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    let on_link = answer_links::trust_id
        .eq(bookings::trust_id)
        .and(answer_links::booking_id.eq(bookings::id));
    Ok(bookings::table
        .inner_join(interview_slots::table.on(on_slot))
        .inner_join(journeys::table.on(on_journey))
        .inner_join(candidates::table.on(on_candidate))
        .left_join(answer_links::table.on(on_link))
        .filter(interview_slots::trust_id.eq(bind(trust)))
        .filter(interview_slots::held_on.between(*days.start(), *days.end()))
        .filter(bookings::status.eq(Active))
        .filter(bookings::confirmed_on.is_null())
        .filter(journeys::state.eq(bind(State::InterviewBooked)))
        .filter(
            candidates::phone
                .is_not_null()
                .or(candidates::email.is_not_null()),
        )
        .filter(answer_links::id.nullable().is_null())
        .order((interview_slots::held_on, bookings::id))
        .select((bookings::id, bookings::journey_id, journeys::vacancy_id))
        .load(db)?)
}

/// What a booking is for, while it stands.
pub(super) fn what_stands(
    db: &mut AnyConnection,
    trust: TrustId,
    booking: Uuid,
) -> DatabaseResult<Option<(Option<SessionId>, Option<SlotId>)>> {
    Ok(bookings::table
        .find((bind(trust), bind(booking)))
        .filter(bookings::status.eq(Active))
        .select((bookings::session_id, bookings::slot_id))
        .first(db)
        .optional()?)
}

/// The booking of a kind that a journey stands on.
pub(super) fn standing_booking(
    db: &mut AnyConnection,
    trust: TrustId,
    journey: JourneyId,
    kind: &str,
) -> DatabaseResult<Option<Uuid>> {
    Ok(bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::journey_id.eq(bind(journey)))
        .filter(bookings::kind.eq(bind(kind.to_owned())))
        .filter(bookings::status.eq(Active))
        .select(bookings::id)
        .first(db)
        .optional()?)
}

/// A link to be kept.
pub(super) struct NewLink<'a> {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub booking_id: Uuid,
    pub token_hash: &'a str,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Keeps a link. The table refuses a second one for the same booking.
pub(super) fn insert(db: &mut AnyConnection, new: &NewLink<'_>) -> DatabaseResult<()> {
    diesel::insert_into(answer_links::table)
        .values((
            answer_links::trust_id.eq(bind(new.trust_id)),
            answer_links::id.eq(bind(new.id)),
            answer_links::booking_id.eq(bind(new.booking_id)),
            answer_links::token_hash.eq(new.token_hash),
            answer_links::asked_at.eq(bind(new.now)),
            answer_links::expires_at.eq(bind(new.expires_at)),
        ))
        .execute(db)?;
    Ok(())
}

/// A link with its booking, its journey and its person.
#[derive(Debug, Clone, Queryable)]
pub(super) struct LinkRow {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub expires_at: DateTime<Utc>,
    pub answer: Option<String>,
    pub new_booking_id: Option<Uuid>,
    pub kind: String,
    pub status: String,
    pub confirmed_on: Option<NaiveDate>,
    pub journey_id: JourneyId,
    pub vacancy_id: VacancyId,
    pub state: State,
    pub candidate_id: CandidateId,
    pub given_name: String,
    pub family_name: String,
    pub language: Language,
}

/// The link whose token has this hash, of whichever Trust.
pub(super) fn by_token(db: &mut AnyConnection, hash: &str) -> DatabaseResult<Option<LinkRow>> {
    let on_booking = bookings::trust_id
        .eq(answer_links::trust_id)
        .and(bookings::id.eq(answer_links::booking_id));
    let on_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let on_candidate = candidates::trust_id
        .eq(journeys::trust_id)
        .and(candidates::id.eq(journeys::candidate_id));
    Ok(answer_links::table
        .inner_join(bookings::table.on(on_booking))
        .inner_join(journeys::table.on(on_journey))
        .inner_join(candidates::table.on(on_candidate))
        .filter(answer_links::token_hash.eq(hash))
        .select((
            answer_links::trust_id,
            answer_links::id,
            answer_links::expires_at,
            answer_links::answer,
            answer_links::new_booking_id,
            bookings::kind,
            bookings::status,
            bookings::confirmed_on,
            journeys::id,
            journeys::vacancy_id,
            journeys::state,
            candidates::id,
            candidates::given_name,
            candidates::family_name,
            candidates::language,
        ))
        .first(db)
        .optional()?)
}

/// Notes what was answered, and the booking that it led to.
pub(super) fn note_answer(
    db: &mut AnyConnection,
    link: &LinkRow,
    (answer, new_booking): (&'static str, Option<Uuid>),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(answer_links::table.find((bind(link.trust_id), bind(link.id))))
        .set((
            answer_links::answer.eq(Some(answer.to_owned())),
            answer_links::answered_at.eq(Some(now)),
            answer_links::new_booking_id.eq(new_booking),
        ))
        .execute(db)?;
    Ok(())
}
