//! Who is on a programme: seats and interview times that are taken, and people by stage.

use crate::journeys::of_boards;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{bookings, journeys},
};
use diesel::prelude::*;
use shared::{
    ids::{JourneyId, OrganisationId, ProgrammeId, SessionId, SlotId, TrustId},
    journey::State,
};
use std::collections::{HashMap, HashSet};

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
    /// Everybody's but those of one journey.
    Others(JourneyId),
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
    let of_journey = journeys::trust_id
        .eq(bookings::trust_id)
        .and(journeys::id.eq(bookings::journey_id));
    let mut query = bookings::table
        .inner_join(journeys::table.on(of_journey))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::programme_id.eq(bind(programme)))
        .filter(bookings::status.eq(bind("active")))
        .into_boxed();
    match whose {
        Whose::All => {}
        Whose::Others(journey) => query = query.filter(bookings::journey_id.ne(bind(journey))),
        Whose::ReferredBy(partner) => {
            query = query.filter(journeys::organisation_id.eq(bind(partner)));
        }
    }
    let booked: Vec<(Option<SessionId>, Option<SlotId>)> = query
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
