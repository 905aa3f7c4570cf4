//! How many people stand at each stage, kept as they move: of each programme, of each partner that refers people, and of the
//! Trust as a whole.
//!
//! Boards and reports read these counts, so that they cost the same at ten journeys and at a million. The rules do not: what
//! decides counts the journeys themselves. `foothold check` compares the two.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{journeys, organisations, programmes, stage_counts},
};
use diesel::{prelude::*, upsert::excluded};
use shared::{
    ids::{OrganisationId, ProgrammeId, TrustId},
    journey::{Journey, State},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The people at one stage, of one board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct StageCount {
    /// The programme, the partner, or the Trust for all of its programmes.
    pub board: Uuid,
    /// The stage.
    pub state: State,
    /// How many stand there now.
    pub standing: i32,
    /// How many of those wait for a place.
    pub waiting: i32,
    /// How many of those have been on a work trial.
    pub after_trial: i32,
    /// How many have ever stood there.
    pub reached: i32,
    /// How many have moved on from there.
    pub moved_on: i32,
    /// How many days those stood there together.
    pub days_stood: i32,
}

/// Who stands at each stage of each board: all of them, those who wait, and those who have been on a work trial.
pub(super) type Standing = BTreeMap<(Uuid, State), (i32, i32, i32)>;

/// What a move changes at one stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Change {
    standing: i32,
    waiting: i32,
    after_trial: i32,
    reached: i32,
    moved_on: i32,
    days_stood: i32,
}

/// What changes when a journey goes on from where it stood; nothing stood before it began.
fn changes(before: Option<&Journey>, after: &Journey) -> BTreeMap<State, Change> {
    let mut changes: BTreeMap<State, Change> = BTreeMap::new();
    let mut stands = |journey: &Journey, by: i32| {
        let change = changes.entry(journey.state).or_default();
        change.standing += by;
        change.waiting += by * i32::from(journey.waiting_listed);
        change.after_trial += by * i32::from(journey.trial_days_taken() > 0);
    };
    if let Some(before) = before {
        stands(before, -1);
    }
    stands(after, 1);
    if let Some(before) = before.filter(|before| before.state != after.state) {
        let days = after.entered_on.days_since(before.entered_on).max(0);
        let change = changes.entry(before.state).or_default();
        change.moved_on = 1;
        change.days_stood = i32::try_from(days).unwrap_or(i32::MAX);
    }
    let known = before.map_or(0, |before| before.reached.len());
    for state in after.reached.iter().skip(known) {
        changes.entry(*state).or_default().reached += 1;
    }
    changes.retain(|_, change| *change != Change::default());
    changes
}

/// Writes what changed, on the programme's board, the partner's and the Trust's. Always in the same order, so that two moves
/// never wait for each other.
pub(super) fn keep(
    db: &mut AnyConnection,
    trust: TrustId,
    (programme, partner): (ProgrammeId, OrganisationId),
    before: Option<&Journey>,
    after: &Journey,
) -> DatabaseResult<()> {
    let changes = changes(before, after);
    for board in boards_of(trust, programme, partner) {
        for (state, change) in &changes {
            add(db, trust, (board, *state), *change)?;
        }
    }
    Ok(())
}

/// The boards that a journey is counted on.
pub(super) const fn boards_of(
    trust: TrustId,
    programme: ProgrammeId,
    partner: OrganisationId,
) -> [Uuid; 3] {
    [programme.as_uuid(), partner.as_uuid(), trust.as_uuid()]
}

/// Writes what changes when journeys begin: each board once, however many begin. The programmes' boards first, then the partners',
/// then the Trust's, so that whoever moves somebody meanwhile waits and is waited for in the same order.
pub(super) fn keep_begun<'a>(
    db: &mut AnyConnection,
    trust: TrustId,
    begun: impl Iterator<Item = ((ProgrammeId, OrganisationId), &'a Journey)>,
) -> DatabaseResult<()> {
    let mut all: BTreeMap<(usize, Uuid, State), Change> = BTreeMap::new();
    for ((programme, partner), journey) in begun {
        let changes = changes(None, journey);
        for (kind, board) in boards_of(trust, programme, partner).into_iter().enumerate() {
            for (state, change) in &changes {
                let sum = all.entry((kind, board, *state)).or_default();
                sum.standing += change.standing;
                sum.reached += change.reached;
            }
        }
    }
    for ((_, board, state), change) in all {
        add(db, trust, (board, state), change)?;
    }
    Ok(())
}

fn add(
    db: &mut AnyConnection,
    trust: TrustId,
    (board, state): (Uuid, State),
    change: Change,
) -> DatabaseResult<()> {
    use stage_counts as c;
    crate::each!(db, connection => diesel::insert_into(c::table)
        .values((
            c::trust_id.eq(bind(trust)),
            c::board_id.eq(bind(board)),
            c::state.eq(bind(state)),
            c::standing.eq(change.standing),
            c::waiting.eq(change.waiting),
            c::after_trial.eq(change.after_trial),
            c::reached.eq(change.reached),
            c::moved_on.eq(change.moved_on),
            c::days_stood.eq(change.days_stood),
        ))
        .on_conflict((c::trust_id, c::board_id, c::state))
        .do_update()
        .set((
            c::standing.eq(c::standing + excluded(c::standing)),
            c::waiting.eq(c::waiting + excluded(c::waiting)),
            c::after_trial.eq(c::after_trial + excluded(c::after_trial)),
            c::reached.eq(c::reached + excluded(c::reached)),
            c::moved_on.eq(c::moved_on + excluded(c::moved_on)),
            c::days_stood.eq(c::days_stood + excluded(c::days_stood)),
        ))
        .execute(connection))?;
    Ok(())
}

/// The boards that make up everything within reach: the Trust's own where somebody reaches all of it.
#[must_use]
pub fn boards(trust: TrustId, within: Option<Vec<ProgrammeId>>) -> Vec<Uuid> {
    within.map_or_else(
        || vec![trust.as_uuid()],
        |within| within.into_iter().map(ProgrammeId::as_uuid).collect(),
    )
}

/// The counts of these boards.
///
/// # Errors
/// When the database cannot say.
pub fn of_boards(
    db: &mut AnyConnection,
    trust: TrustId,
    boards: &[Uuid],
) -> DatabaseResult<Vec<StageCount>> {
    let query = stage_counts::table
        .filter(stage_counts::trust_id.eq(bind(trust)))
        .select((
            stage_counts::board_id,
            stage_counts::state,
            stage_counts::standing,
            stage_counts::waiting,
            stage_counts::after_trial,
            stage_counts::reached,
            stage_counts::moved_on,
            stage_counts::days_stood,
        ));
    // A statement for one board is kept prepared; one for a list of them is not.
    Ok(match boards {
        [board] => query
            .filter(stage_counts::board_id.eq(bind(*board)))
            .load(db)?,
        boards => query
            .filter(stage_counts::board_id.eq_any(boards.iter().copied().map(bind)))
            .load(db)?,
    })
}

/// Every board of a Trust.
pub(super) fn kept(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Vec<StageCount>> {
    let ids = programmes::table
        .filter(programmes::trust_id.eq(bind(trust)))
        .select(programmes::id)
        .load::<ProgrammeId>(db)?;
    let partners = organisations::table
        .filter(organisations::trust_id.eq(bind(trust)))
        .select(organisations::id)
        .load::<OrganisationId>(db)?;
    let boards = ids.into_iter().map(ProgrammeId::as_uuid);
    let partners = partners.into_iter().map(OrganisationId::as_uuid);
    let boards: Vec<Uuid> = boards.chain(partners).chain([trust.as_uuid()]).collect();
    let mut counts = Vec::new();
    for boards in boards.chunks(500) {
        counts.extend(of_boards(db, trust, boards)?);
    }
    Ok(counts)
}

/// What the journeys themselves say, board by board: all but what was ever reached, which only their histories know.
pub(super) fn counted(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Standing> {
    type Row = (ProgrammeId, OrganisationId, State, bool, i32, i64);
    let rows: Vec<Row> = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .group_by((
            journeys::programme_id,
            journeys::organisation_id,
            journeys::state,
            journeys::waiting_listed,
            journeys::trial_days_used,
        ))
        .select((
            journeys::programme_id,
            journeys::organisation_id,
            journeys::state,
            journeys::waiting_listed,
            journeys::trial_days_used,
            diesel::dsl::count_star(),
        ))
        .load(db)?;
    let mut counted: Standing = BTreeMap::new();
    for (programme, partner, state, waiting, days, many) in rows {
        let many = i32::try_from(many).unwrap_or(i32::MAX);
        for board in boards_of(trust, programme, partner) {
            let (standing, of_them_waiting, after_trial) =
                counted.entry((board, state)).or_default();
            *standing += many;
            *of_them_waiting += many * i32::from(waiting);
            *after_trial += many * i32::from(days > 0);
        }
    }
    Ok(counted)
}
