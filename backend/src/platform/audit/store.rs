//! Lines and heads in the database.

use super::entry::Noted;
use crate::platform::database::{
    AnyConnection, Bind, DatabaseResult, bind,
    schema::{audit, audit_heads},
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types::BigInt};
use shared::ids::TrustId;
use uuid::Uuid;

/// A line as it is kept. Words are text here, so that one that was tampered with can still be read and named.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct Line {
    pub position: i64,
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub at: DateTime<Utc>,
    #[diesel(serialize_as = Bind<String>)]
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub resource_kind: String,
    pub resource_id: Option<Uuid>,
    #[diesel(serialize_as = Bind<String>)]
    pub outcome: String,
    pub request_id: String,
    pub sequence: Option<i64>,
    pub person_id: Option<Uuid>,
    pub address: Option<String>,
    pub people: Option<i32>,
    pub particulars: Option<String>,
    pub key_version: Option<i32>,
    pub hash: Option<String>,
}

impl Line {
    /// A line at its place in the chain, before it is hashed.
    pub fn of(noted: Noted, position: i64, sequence: i64, key_version: i32) -> Self {
        Self {
            position,
            trust_id: noted.trust_id,
            at: noted.at,
            actor_kind: noted.actor_kind,
            actor_id: noted.actor_id,
            action: noted.action,
            resource_kind: noted.resource_kind,
            resource_id: noted.resource_id,
            outcome: noted.outcome,
            request_id: noted.request_id,
            sequence: Some(sequence),
            person_id: noted.person_id,
            address: noted.address,
            people: noted.people,
            particulars: noted.particulars,
            key_version: Some(key_version),
            hash: None,
        }
    }
}

/// Where a Trust's chain ends.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_heads)]
pub(super) struct HeadRow {
    pub trust_id: TrustId,
    pub sequence: i64,
    pub hash: String,
    pub beginning: String,
    pub older: i64,
    pub key_version: i32,
    pub seal: String,
}

/// So many lines are read at once.
pub(super) const PAGE: i64 = 1_000;

/// The head of a Trust, held until the end of the transaction: SQLite has one writer anyway.
pub(super) fn take_head(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Option<HeadRow>> {
    let AnyConnection::Postgres(db) = db else {
        return find_head(db, trust);
    };
    Ok(audit_heads::table
        .find(bind(trust))
        .select(HeadRow::as_select())
        .for_update()
        .first(db)
        .optional()?)
}

/// The head of a Trust, to look at.
pub(super) fn find_head(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Option<HeadRow>> {
    Ok(audit_heads::table
        .find(bind(trust))
        .select(HeadRow::as_select())
        .first(db)
        .optional()?)
}

/// Keeps the first head of a Trust, unless it has one.
pub(super) fn begin_head(db: &mut AnyConnection, head: HeadRow) -> DatabaseResult<()> {
    crate::each!(db, c => diesel::insert_into(audit_heads::table)
        .values((
            audit_heads::trust_id.eq(bind(head.trust_id)),
            audit_heads::sequence.eq(head.sequence),
            audit_heads::hash.eq(head.hash),
            audit_heads::beginning.eq(head.beginning),
            audit_heads::older.eq(head.older),
            audit_heads::key_version.eq(head.key_version),
            audit_heads::seal.eq(head.seal),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Sets a head that is held.
pub(super) fn update_head(db: &mut AnyConnection, head: HeadRow) -> DatabaseResult<()> {
    diesel::update(audit_heads::table.find(bind(head.trust_id)))
        .set((
            audit_heads::sequence.eq(head.sequence),
            audit_heads::hash.eq(head.hash),
            audit_heads::key_version.eq(head.key_version),
            audit_heads::seal.eq(head.seal),
        ))
        .execute(db)?;
    Ok(())
}

diesel::table! {
    /// Where SQLite counts what it numbered last.
    sqlite_sequence (name) {
        name -> Text,
        seq -> BigInt,
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    /// The next number of a sequence of PostgreSQL's.
    fn nextval(sequence: diesel::sql_types::Text) -> BigInt;
}

#[derive(QueryableByName)]
struct Position {
    #[diesel(sql_type = BigInt)]
    position: i64,
}

/// The next places in the order of all lines: a line's hash covers its place, so that it is known before it is written.
pub(super) fn next_positions(db: &mut AnyConnection, count: usize) -> DatabaseResult<Vec<i64>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Ok(match db {
        AnyConnection::Sqlite(db) => {
            let last: Option<i64> = sqlite_sequence::table
                .find("audit")
                .select(sqlite_sequence::seq)
                .first(db)
                .optional()?;
            let last = last.unwrap_or_default();
            (last + 1..=last + count).collect()
        }
        // One number is asked for by a statement that is kept prepared; several at once are worth preparing one.
        AnyConnection::Postgres(db) if count == 1 => {
            vec![diesel::select(nextval("audit_position_seq")).get_result(db)?]
        }
        AnyConnection::Postgres(db) => {
            let drawn: Vec<Position> = diesel::sql_query(
                "SELECT nextval(pg_get_serial_sequence('audit', 'position')) AS position FROM generate_series(1, $1)",
            )
            .bind::<BigInt, _>(count)
            .load(db)?;
            drawn.into_iter().map(|one| one.position).collect()
        }
    })
}

/// Keeps lines: one by one where a statement costs no journey to a server, and so can stay prepared.
pub(super) fn insert(db: &mut AnyConnection, lines: Vec<Line>) -> DatabaseResult<()> {
    match db {
        AnyConnection::Postgres(db) if lines.len() > 1 => {
            diesel::insert_into(audit::table)
                .values(lines)
                .execute(db)?;
        }
        db => {
            for line in lines {
                crate::each!(&mut *db, c => diesel::insert_into(audit::table).values(line).execute(c))?;
            }
        }
    }
    Ok(())
}

/// Lines that stand outside the chain, after a position.
pub(super) fn older_lines(
    db: &mut AnyConnection,
    trust: TrustId,
    after: i64,
) -> DatabaseResult<Vec<Line>> {
    Ok(audit::table
        .filter(audit::trust_id.eq(bind(trust)))
        .filter(audit::sequence.is_null())
        .filter(audit::position.gt(after))
        .order(audit::position)
        .limit(PAGE)
        .select(Line::as_select())
        .load(db)?)
}

/// A line's place in the chain and in the order of all lines.
pub(super) type Place = (i64, i64);

/// Lines of the chain after a place, in its order.
pub(super) fn chained_lines(
    db: &mut AnyConnection,
    trust: TrustId,
    after: Place,
) -> DatabaseResult<Vec<Line>> {
    let (sequence, position) = after;
    let later = audit::sequence.gt(sequence).or(audit::sequence
        .eq(sequence)
        .and(audit::position.nullable().gt(position)));
    Ok(audit::table
        .filter(audit::trust_id.eq(bind(trust)))
        .filter(later)
        .order((audit::sequence, audit::position))
        .limit(PAGE)
        .select(Line::as_select())
        .load(db)?)
}

/// The place of the next line after a place, read without the rest of the line, which may not be readable.
pub(super) fn next_place(
    db: &mut AnyConnection,
    trust: TrustId,
    after: Place,
) -> DatabaseResult<Option<Place>> {
    let (sequence, position) = after;
    let later = audit::sequence.gt(sequence).or(audit::sequence
        .eq(sequence)
        .and(audit::position.nullable().gt(position)));
    let found: Option<(Option<i64>, i64)> = audit::table
        .filter(audit::trust_id.eq(bind(trust)))
        .filter(later)
        .order((audit::sequence, audit::position))
        .select((audit::sequence, audit::position))
        .first(db)
        .optional()?;
    Ok(found.and_then(|(sequence, position)| Some((sequence?, position))))
}

/// One line; an error where it cannot be read.
pub(super) fn line_at(db: &mut AnyConnection, position: i64) -> DatabaseResult<Line> {
    Ok(audit::table
        .find(position)
        .select(Line::as_select())
        .first(db)?)
}

/// Every Trust that the log tells of or has a head for.
pub(super) fn trusts(db: &mut AnyConnection) -> DatabaseResult<Vec<TrustId>> {
    use crate::platform::database::schema::trusts;
    let mut all: Vec<TrustId> = trusts::table.select(trusts::id).load(db)?;
    all.extend(
        audit::table
            .select(audit::trust_id)
            .distinct()
            .load::<TrustId>(db)?,
    );
    all.extend(
        audit_heads::table
            .select(audit_heads::trust_id)
            .load::<TrustId>(db)?,
    );
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
