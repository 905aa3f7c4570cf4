//! Who is on a programme: seats and interview times that are taken, and people by stage.

use crate::journeys::of_boards;
use crate::platform::database::{
    Active, AnyConnection, DatabaseResult, bind,
    schema::{bookings, interview_slots, journeys, sessions},
};
use diesel::prelude::*;
use shared::{
    ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, SessionId, SlotId, TrustId},
    journey::{SessionKind, State},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Which seats and interview times of a programme are taken.
#[derive(Debug, Default)]
pub(in super::super) struct Taken {
    pub seats: HashMap<SessionId, u32>,
    pub slots: HashSet<SlotId>,
}

/// Whose bookings count.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Whose {
    /// Everybody's.
    All,
    /// Those of the people whom one partner referred.
    ReferredBy(OrganisationId),
}

/// What has been booked on the programme.
pub(in super::super) fn taken(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    whose: Whose,
) -> DatabaseResult<Taken> {
    match whose {
        Whose::All => Ok(Taken {
            seats: seats_taken(db, trust, programme, None)?,
            slots: slots_taken(db, trust, programme, None)?,
        }),
        Whose::ReferredBy(partner) => taken_by_people_of(db, trust, programme, partner),
    }
}

/// Whoever is expected at a session and has not been there: those booked on a screening day; those in the training week or selected
/// for it, but for whoever still waits for a place.
pub(in super::super) fn expected(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    (id, kind): (SessionId, SessionKind),
) -> DatabaseResult<Vec<CandidateId>> {
    let on_programme = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq(bind(programme)));
    Ok(match kind {
        SessionKind::Screening => {
            let booked = bookings::table
                .filter(bookings::trust_id.eq(bind(trust)))
                .filter(bookings::session_id.eq(Some(id)))
                .filter(bookings::status.eq(Active))
                .select(bookings::journey_id);
            on_programme
                .filter(journeys::state.eq(bind(State::ScreeningBooked)))
                .filter(journeys::id.eq_any(booked))
                .order(journeys::id)
                .select(journeys::candidate_id)
                .load(db)?
        }
        SessionKind::Training => on_programme
            .filter(journeys::state.eq_any([State::Selected, State::InTraining].map(bind)))
            .filter(journeys::waiting_listed.eq(false))
            .order(journeys::id)
            .select(journeys::candidate_id)
            .load(db)?,
    })
}

/// No journey has the nil id: one statement, which stays prepared, for everybody's bookings and for all but one journey's.
fn id_or_nil(journey: Option<JourneyId>) -> Uuid {
    journey.map_or(Uuid::nil(), JourneyId::as_uuid)
}

/// How many seats are taken in each session, by all but this journey. Counted by session, so that it costs what is booked, not
/// what people are on the programme.
pub(in super::super) fn seats_taken(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    but: Option<JourneyId>,
) -> DatabaseResult<HashMap<SessionId, u32>> {
    let on_programme = sessions::table
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::programme_id.eq(bind(programme)))
        .select(sessions::id.nullable());
    let seats: Vec<(Option<SessionId>, i64)> = bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::status.eq(Active))
        .filter(bookings::journey_id.ne(bind(id_or_nil(but))))
        .filter(bookings::session_id.eq_any(on_programme))
        .group_by(bookings::session_id)
        .select((bookings::session_id, diesel::dsl::count_star()))
        .load(db)?;
    Ok(seats
        .into_iter()
        .filter_map(|(session, many)| Some((session?, u32::try_from(many).unwrap_or(u32::MAX))))
        .collect())
}

/// The interview times that are taken, by all but this journey.
pub(in super::super) fn slots_taken(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    but: Option<JourneyId>,
) -> DatabaseResult<HashSet<SlotId>> {
    let on_programme = interview_slots::table
        .filter(interview_slots::trust_id.eq(bind(trust)))
        .filter(interview_slots::programme_id.eq(bind(programme)))
        .select(interview_slots::id.nullable());
    let slots: Vec<Option<SlotId>> = bookings::table
        .filter(bookings::trust_id.eq(bind(trust)))
        .filter(bookings::status.eq(Active))
        .filter(bookings::journey_id.ne(bind(id_or_nil(but))))
        .filter(bookings::slot_id.eq_any(on_programme))
        .select(bookings::slot_id)
        .load(db)?;
    Ok(slots.into_iter().flatten().collect())
}

/// Those of the people whom one partner referred.
fn taken_by_people_of(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    partner: OrganisationId,
) -> DatabaseResult<Taken> {
    let of_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let booked: Vec<(Option<SessionId>, Option<SlotId>)> = bookings::table
        .inner_join(journeys::table.on(of_journey))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq(bind(programme)))
        .filter(journeys::organisation_id.eq(bind(partner)))
        .filter(bookings::status.eq(Active))
        .select((bookings::session_id, bookings::slot_id))
        .load(db)?;
    let mut taken = Taken::default();
    for (session, slot) in booked {
        if let Some(session) = session {
            *taken.seats.entry(session).or_default() += 1;
        }
        taken.slots.extend(slot);
    }
    Ok(taken)
}

/// People at one stage of one programme.
#[derive(Debug, Clone, Copy, Queryable)]
pub(in super::super) struct StageRow {
    pub programme_id: ProgrammeId,
    pub state: State,
    pub waiting_listed: bool,
    pub people: i64,
}

/// How many people stand at each stage of each programme: everybody, or those whom one partner referred.
pub(in super::super) fn stages(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[ProgrammeId],
    of: Option<OrganisationId>,
) -> DatabaseResult<Vec<StageRow>> {
    match of {
        None => everybody(db, trust, ids),
        Some(partner) => of_partner(db, trust, ids, partner),
    }
}

/// Everybody is counted as they move.
fn everybody(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[ProgrammeId],
) -> DatabaseResult<Vec<StageRow>> {
    let boards: Vec<_> = ids.iter().map(|id| id.as_uuid()).collect();
    let counts = of_boards(db, trust, &boards)?.into_iter();
    let rows = counts.flat_map(|count| {
        let row = |waiting_listed, people: i32| StageRow {
            programme_id: count.board.into(),
            state: count.state,
            waiting_listed,
            people: people.into(),
        };
        [
            row(false, count.standing - count.waiting),
            row(true, count.waiting),
        ]
    });
    Ok(rows.filter(|row| row.people > 0).collect())
}

/// Whom one partner referred is counted when it asks.
fn of_partner(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[ProgrammeId],
    partner: OrganisationId,
) -> DatabaseResult<Vec<StageRow>> {
    let query = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq_any(ids.iter().copied().map(bind)))
        .group_by((
            journeys::programme_id,
            journeys::state,
            journeys::waiting_listed,
        ))
        .select((
            journeys::programme_id,
            journeys::state,
            journeys::waiting_listed,
            diesel::dsl::count_star(),
        ))
        .filter(journeys::organisation_id.eq(bind(partner)));
    Ok(query.load(db)?)
}
