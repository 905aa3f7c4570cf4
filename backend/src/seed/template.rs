//! The demo's rows, as text, table by table.

use super::SeedError;
use crate::platform::database::{AnyConnection, DatabaseError};
use diesel::{
    QueryableByName, RunQueryDsl as _,
    sql_types::{Nullable, Text},
};

/// A cell: text as both databases read it, or nothing.
pub(super) type Cell = Option<String>;

/// The rows of one table.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub table: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// The place of a column.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }
}

/// Tables that are copied, each after those that it refers to.
pub(super) const COPIED: [&str; 13] = [
    "vacancies",
    "programmes",
    "stage_counts",
    "sessions",
    "interview_slots",
    "candidates",
    "journeys",
    "guarantees",
    "tasks",
    "journey_events",
    "bookings",
    "attendances",
    "referrals",
];

/// Tables of which there is only the first, in the order in which they refer to each other.
const ONCE_BEFORE: [&str; 4] = ["trusts", "organisations", "users", "api_clients"];
const ONCE_AFTER: [&str; 6] = [
    "assignments",
    "messages",
    "outbox",
    "audit",
    "audit_heads",
    "key_uses",
];

/// Everything the demo wrote that has to do with journeys.
#[derive(Debug)]
pub(super) struct Template {
    tables: Vec<Rows>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Nullable<Text>)]
    text: Option<String>,
}

impl Template {
    /// Reads it from SQLite, where a demo is prepared.
    pub fn read(db: &mut AnyConnection) -> Result<Self, SeedError> {
        let AnyConnection::Sqlite(db) = db else {
            return Err(SeedError::Template("it is not on SQLite".to_owned()));
        };
        let names = ONCE_BEFORE.into_iter().chain(COPIED).chain(ONCE_AFTER);
        let mut tables = Vec::new();
        for table in names {
            tables.push(read_table(db, table)?);
        }
        Ok(Self { tables })
    }

    /// Every table, as it stands.
    pub fn everything(&self) -> Vec<Rows> {
        self.tables.clone()
    }

    /// The tables that are copied.
    pub fn copied(&self) -> impl Iterator<Item = &Rows> {
        self.tables
            .iter()
            .filter(|rows| COPIED.contains(&rows.table))
    }
}

fn read_table(db: &mut diesel::SqliteConnection, table: &'static str) -> Result<Rows, SeedError> {
    let columns = format!("SELECT name AS text FROM pragma_table_info('{table}')");
    let columns: Vec<String> = diesel::sql_query(columns)
        .load::<Line>(db)
        .map_err(DatabaseError::from)?
        .into_iter()
        .filter_map(|line| line.text)
        // Places in the order of writing are given anew.
        .filter(|column| column != "position")
        .collect();
    let cells: Vec<_> = columns
        .iter()
        .map(|column| format!("CAST(\"{column}\" AS TEXT)"))
        .collect();
    let order = match table {
        "journey_events" | "outbox" | "audit" => "position",
        _ => "rowid",
    };
    let rows = format!(
        "SELECT json_array({}) AS text FROM \"{table}\" ORDER BY {order}",
        cells.join(", ")
    );
    let rows = diesel::sql_query(rows)
        .load::<Line>(db)
        .map_err(DatabaseError::from)?;
    let rows: Result<Vec<Vec<Cell>>, _> = rows
        .iter()
        .map(|line| serde_json::from_str(line.text.as_deref().unwrap_or("[]")))
        .collect();
    let rows = rows.map_err(|error| SeedError::Template(format!("{table}: {error}")))?;
    Ok(Rows {
        table,
        columns,
        rows,
    })
}
