//! Writing many rows at once: as text, which either database turns into its own types. Only here is diesel.

use super::{
    SeedError, Sown,
    template::{Cell, Rows},
};
use crate::platform::database::{AnyConnection, Database, DatabaseError};
use diesel::{
    QueryableByName, RunQueryDsl as _,
    connection::SimpleConnection as _,
    sql_types::{BigInt, Nullable, Text},
};
use serde_json::{Map, Value};

/// SQLite's limit of 32,766 parameters lies above a row's columns times this.
const ROWS_OF_A_STATEMENT: usize = 250;
/// PostgreSQL reads a statement's rows from one text of some megabytes.
const ROWS_OF_A_TEXT: usize = 5_000;

/// A connection of its own: nothing else uses the database meanwhile, and whoever stops it begins again, so that no row
/// has to be on the disk before the last one is.
pub(super) struct Loader {
    connection: AnyConnection,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Loader {
    pub fn open(target: &Database) -> Result<Self, SeedError> {
        let mut connection = target.connect_alone()?;
        match &mut connection {
            AnyConnection::Sqlite(db) => db.batch_execute(
                "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA foreign_keys = OFF; \
                 PRAGMA wal_autocheckpoint = 20000",
            ),
            // Without its triggers, where this user may leave them out: what is copied refers to what is copied with it.
            AnyConnection::Postgres(db) => db
                .batch_execute("SET synchronous_commit = off")
                .map(|()| drop(db.batch_execute("SET session_replication_role = replica"))),
        }
        .map_err(DatabaseError::from)?;
        Ok(Self { connection })
    }

    pub fn is_fresh(&mut self) -> Result<bool, SeedError> {
        let query = "SELECT COUNT(*) AS count FROM trusts";
        let count: Vec<Count> =
            crate::each!(&mut self.connection, c => diesel::sql_query(query).load(c))
                .map_err(DatabaseError::from)?;
        Ok(count.iter().all(|row| row.count == 0))
    }

    /// Writes the rows, in one transaction.
    pub fn add(&mut self, tables: &[Rows], sown: &mut Sown) -> Result<(), SeedError> {
        self.run("BEGIN")?;
        for table in tables {
            match &mut self.connection {
                AnyConnection::Sqlite(db) => {
                    for rows in table.rows.chunks(ROWS_OF_A_STATEMENT) {
                        insert_into_sqlite(db, table, rows)?;
                    }
                }
                AnyConnection::Postgres(db) => {
                    for rows in table.rows.chunks(ROWS_OF_A_TEXT) {
                        insert_into_postgres(db, table, rows)?;
                    }
                }
            }
            let rows = table.rows.len() as u64;
            sown.rows += rows;
            match table.table {
                "journeys" => sown.journeys += rows,
                "journey_events" => sown.events += rows,
                _ => {}
            }
        }
        self.run("COMMIT")
    }

    /// Counts the people of the Trust as a whole: those of the first, so many times.
    pub fn count_the_whole(&mut self, times: u64) -> Result<(), SeedError> {
        self.run(&format!(
            "UPDATE stage_counts SET standing = standing * {times}, waiting = waiting * {times}, \
             after_trial = after_trial * {times}, reached = reached * {times}, moved_on = moved_on * {times}, \
             days_stood = days_stood * {times} \
             WHERE board_id = trust_id OR board_id IN (SELECT id FROM organisations)"
        ))
    }

    /// Puts everything on the disk and lets the database look at what it holds, so that it plans well.
    pub fn finish(&mut self) -> Result<(), SeedError> {
        match &self.connection {
            AnyConnection::Sqlite(_) => {
                self.run("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE")
            }
            AnyConnection::Postgres(_) => self
                .run("VACUUM ANALYZE; CHECKPOINT")
                .or_else(|_| self.run("ANALYZE")),
        }
    }

    fn run(&mut self, statements: &str) -> Result<(), SeedError> {
        for statement in statements.split("; ") {
            self.connection
                .batch_execute(statement)
                .map_err(DatabaseError::from)?;
        }
        Ok(())
    }
}

fn names(table: &Rows) -> String {
    let names: Vec<_> = table
        .columns
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    names.join(", ")
}

fn insert_into_sqlite(
    db: &mut diesel::SqliteConnection,
    table: &Rows,
    rows: &[Vec<Cell>],
) -> Result<(), SeedError> {
    let places = format!("({})", vec!["?"; table.columns.len()].join(", "));
    let statement = format!(
        "INSERT INTO \"{}\" ({}) VALUES {}",
        table.table,
        names(table),
        vec![places; rows.len()].join(", ")
    );
    let mut query = diesel::sql_query(statement).into_boxed::<diesel::sqlite::Sqlite>();
    for cell in rows.iter().flatten() {
        query = query.bind::<Nullable<Text>, _>(cell.as_deref());
    }
    query.execute(db).map_err(DatabaseError::from)?;
    Ok(())
}

/// Columns that hold JSON themselves: a text would become a JSON text.
const JSON: [&str; 6] = [
    "settings",
    "jwks",
    "panel",
    "criteria",
    "checks_before_trial",
    "payload",
];

fn value_of(column: &str, cell: &Cell) -> Value {
    let is_json = JSON.contains(&column);
    let parsed = cell
        .as_deref()
        .filter(|_| is_json)
        .and_then(|text| serde_json::from_str(text).ok());
    parsed.unwrap_or_else(|| cell.clone().into())
}

fn insert_into_postgres(
    db: &mut diesel::PgConnection,
    table: &Rows,
    rows: &[Vec<Cell>],
) -> Result<(), SeedError> {
    let objects: Vec<Value> = rows
        .iter()
        .map(|row| {
            let cells = table.columns.iter().zip(row);
            let cells = cells.map(|(name, cell)| (name.clone(), value_of(name, cell)));
            Value::Object(cells.collect::<Map<_, _>>())
        })
        .collect();
    let statement = format!(
        "INSERT INTO \"{0}\" ({1}) SELECT {1} FROM json_populate_recordset(NULL::\"{0}\", $1::json)",
        table.table,
        names(table)
    );
    diesel::sql_query(statement)
        .bind::<Text, _>(Value::Array(objects).to_string())
        .execute(db)
        .map_err(DatabaseError::from)?;
    Ok(())
}
