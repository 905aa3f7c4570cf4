//! The sessions and interview times of a programme.

use crate::platform::database::{
    AnyConnection, Bind, DatabaseResult, bind,
    schema::{interview_slots, programmes, sessions},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    ids::{ProgrammeId, SessionId, SlotId, TrustId},
    journey::{ProgrammeStatus, SessionKind},
    programmes::{ChangeSession, OtherSession},
};

/// A screening day or a training session.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(in super::super) struct SessionRow {
    pub id: SessionId,
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub capacity: i32,
    pub required: bool,
    pub trainer: Option<String>,
    pub signed_off_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// A screening day or a training session to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = sessions)]
pub(in super::super) struct NewSession {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<SessionId>)]
    pub id: SessionId,
    #[diesel(serialize_as = Bind<ProgrammeId>)]
    pub programme_id: ProgrammeId,
    #[diesel(serialize_as = Bind<SessionKind>)]
    pub kind: SessionKind,
    pub module: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub ends_at: String,
    pub venue: String,
    pub trainer: Option<String>,
    pub capacity: i32,
    pub required: bool,
    pub version: i32,
}

/// An interview time.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = interview_slots)]
pub(in super::super) struct SlotRow {
    pub id: SlotId,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub venue: String,
}

/// An interview time to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = interview_slots)]
pub(in super::super) struct NewSlot {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<SlotId>)]
    pub id: SlotId,
    #[diesel(serialize_as = Bind<ProgrammeId>)]
    pub programme_id: ProgrammeId,
    pub held_on: NaiveDate,
    pub starts_at: String,
    pub venue: String,
    pub version: i32,
}

/// The sessions of a programme, by date and time.
pub(in super::super) fn sessions(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::programme_id.eq(bind(programme)))
        .order((sessions::held_on, sessions::starts_at, sessions::id))
        .select(SessionRow::as_select())
        .load(db)?)
}

/// What other programmes that are planned or under way hold from one day to another.
pub(in super::super) fn other_sessions(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
    (first, last): (NaiveDate, NaiveDate),
) -> DatabaseResult<Vec<OtherSession>> {
    type Row = (
        String,
        Option<String>,
        NaiveDate,
        String,
        String,
        (String, Option<String>),
    );
    let on_programme = programmes::trust_id
        .eq(sessions::trust_id)
        .and(programmes::id.eq(sessions::programme_id));
    let alive = [ProgrammeStatus::Draft, ProgrammeStatus::Published].map(bind);
    let rows: Vec<Row> = sessions::table
        .inner_join(programmes::table.on(on_programme))
        .filter(sessions::trust_id.eq(bind(trust)))
        .filter(sessions::programme_id.ne(bind(programme)))
        .filter(sessions::held_on.between(first, last))
        .filter(programmes::status.eq_any(alive))
        .order((sessions::held_on, sessions::starts_at, sessions::id))
        .select((
            programmes::reference,
            sessions::module,
            sessions::held_on,
            sessions::starts_at,
            sessions::ends_at,
            (sessions::venue, sessions::trainer),
        ))
        .load(db)?;
    let others = rows.into_iter().map(|row| OtherSession {
        programme: row.0,
        module: row.1.unwrap_or_default(),
        held_on: row.2.into(),
        starts_at: row.3,
        ends_at: row.4,
        venue: row.5.0,
        trainer: row.5.1,
    });
    Ok(others.collect())
}

/// The programme of a session, where there is such a session.
pub(in super::super) fn programme_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: SessionId,
) -> DatabaseResult<Option<ProgrammeId>> {
    Ok(sessions::table
        .find((bind(trust), bind(id)))
        .select(sessions::programme_id)
        .first(db)
        .optional()?)
}

/// Writes what a session is from now on, if it still has the version that was read and its register is open. Answers whether it had.
pub(in super::super) fn change_session(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (SessionId, i32),
    to: ChangeSession,
) -> DatabaseResult<bool> {
    let capacity = i32::try_from(to.capacity).unwrap_or(i32::MAX);
    let changed = diesel::update(sessions::table.find((bind(trust), bind(id))))
        .filter(sessions::version.eq(expected))
        .filter(sessions::signed_off_at.is_null())
        .set((
            sessions::starts_at.eq(to.starts_at),
            sessions::ends_at.eq(to.ends_at),
            sessions::venue.eq(String::from(to.venue)),
            sessions::trainer.eq(to.trainer.map(String::from)),
            sessions::capacity.eq(capacity),
            sessions::version.eq(expected + 1),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

pub(in super::super) fn insert_session(
    db: &mut AnyConnection,
    row: NewSession,
) -> DatabaseResult<()> {
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(db)?;
    Ok(())
}

/// The interview times of a programme, by date and time.
pub(in super::super) fn slots(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<Vec<SlotRow>> {
    Ok(interview_slots::table
        .filter(interview_slots::trust_id.eq(bind(trust)))
        .filter(interview_slots::programme_id.eq(bind(programme)))
        .order((
            interview_slots::held_on,
            interview_slots::starts_at,
            interview_slots::id,
        ))
        .select(SlotRow::as_select())
        .load(db)?)
}

pub(in super::super) fn insert_slot(db: &mut AnyConnection, row: NewSlot) -> DatabaseResult<()> {
    diesel::insert_into(interview_slots::table)
        .values(row)
        .execute(db)?;
    Ok(())
}
