//! What a database holds that requests and statements can be about.

use crate::by_hand::Script;
use backend::platform::database::{AnyConnection, Database, DatabaseError, DatabaseUrl};
use diesel::{
    QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_types::Text,
};
use std::io;

/// So often it is tried to write beside a server that has just started; each try waits for some seconds.
const MOST_TRIES: u32 = 20;

/// A journey that is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: String,
    pub version: i32,
    pub state: String,
}

/// What requests of one database are about.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The demo's Trust.
    pub trust: String,
    /// Programmes with a stage at which more people stand than fit on a page.
    pub stages: Vec<(String, String)>,
    /// Journeys from all over the table.
    pub journeys: Vec<Asked>,
    /// Programmes, the largest first.
    pub programmes: Vec<String>,
    /// People's given and family names.
    pub names: Vec<(String, String)>,
    /// Programmes that referrals can come to, and a day on which a benefit can have been confirmed.
    pub open: Vec<(String, String)>,
    /// What a session is found by.
    token: String,
    is_sqlite: bool,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    text: String,
}

fn ask(db: &mut AnyConnection, query: &str) -> Result<Vec<Vec<String>>, DatabaseError> {
    let lines: Vec<Line> = backend::each!(db, c => diesel::sql_query(query).load(c))?;
    let cells = |line: Line| line.text.split('|').map(str::to_owned).collect();
    Ok(lines.into_iter().map(cells).collect())
}

impl Facts {
    /// Reads them once somebody is signed in, and makes a place for lines of a log that is written by hand.
    pub async fn read(url: &str) -> io::Result<Self> {
        let url: DatabaseUrl = url.parse().map_err(io::Error::other)?;
        let database = Database::open_with(&url, 1).map_err(io::Error::other)?;
        let is_sqlite = matches!(url, DatabaseUrl::Sqlite(_));
        let mut tries = 0;
        loop {
            let facts = database.write(move |db| Self::from(db, is_sqlite)).await;
            match facts {
                // A server that has just started writes too, in a process of its own.
                Err(DatabaseError::Busy(_)) if tries < MOST_TRIES => tries += 1,
                facts => return facts.map_err(io::Error::other),
            }
        }
    }

    fn from(db: &mut AnyConnection, is_sqlite: bool) -> Result<Self, DatabaseError> {
        let trust = ask(
            db,
            "SELECT CAST(id AS TEXT) AS text FROM trusts WHERE name LIKE 'Brindle%'",
        )?;
        let trust = trust.into_iter().flatten().next().unwrap_or_default();
        let stages = ask(
            db,
            &format!(
                "SELECT CAST(programme_id AS TEXT) || '|' || state AS text FROM journeys WHERE trust_id = '{trust}' \
                 GROUP BY programme_id, state HAVING COUNT(*) > 50 ORDER BY programme_id, state LIMIT 64"
            ),
        )?;
        let programmes = ask(
            db,
            &format!(
                "SELECT CAST(programme_id AS TEXT) AS text FROM journeys WHERE trust_id = '{trust}' \
                 GROUP BY programme_id ORDER BY COUNT(*) DESC LIMIT 64"
            ),
        )?;
        let named = ask(db, &people(&trust, is_sqlite))?;
        let open = ask(
            db,
            &format!(
                "SELECT CAST(id AS TEXT) || '|' || CAST(referrals_open_on AS TEXT) AS text FROM programmes WHERE trust_id = '{trust}' \
                 AND status = 'published' AND referrals_close_on >= CURRENT_DATE AND referrals_open_on <= CURRENT_DATE \
                 ORDER BY id LIMIT 500"
            ),
        )?;
        let token = ask(
            db,
            "SELECT token_hash AS text FROM sign_ins WHERE ended_at IS NULL LIMIT 1",
        )?;
        let journeys = ask(db, &sample(&trust, is_sqlite))?;
        let journeys = journeys.into_iter().filter_map(|cells| {
            let [id, version, state] = cells.try_into().ok()?;
            let version = version.parse().ok()?;
            Some(Asked { id, version, state })
        });
        backend::each!(db, c => c.batch_execute(&log_by_hand(is_sqlite)))?;
        Ok(Self {
            stages: pairs(stages),
            journeys: journeys.collect(),
            programmes: programmes.into_iter().flatten().collect(),
            names: pairs(named),
            open: pairs(open),
            token: token.into_iter().flatten().next().unwrap_or_default(),
            trust,
            is_sqlite,
        })
    }

    /// Journeys at a state.
    pub fn at(&self, states: &[&str]) -> Vec<Asked> {
        let at = self.journeys.iter();
        at.filter(|journey| states.contains(&journey.state.as_str()))
            .cloned()
            .collect()
    }

    /// Who carries a session's token: its row and the person's.
    pub fn sign_in(&self) -> String {
        format!(
            "SELECT s.id, s.user_id, s.candidate_id, s.last_seen_at, s.expires_at, s.ended_at, s.stage, s.stepped_up_at, \
             u.role, u.name, u.disabled_at FROM sign_ins s JOIN users u ON u.trust_id = s.trust_id AND u.id = s.user_id \
             WHERE s.token_hash = '{}'",
            self.token
        )
    }

    /// So many lines of a log, as the audit log has them, in one transaction.
    pub fn lines(&self, many: usize) -> Script {
        let lock = if self.is_sqlite { "" } else { " FOR UPDATE" };
        let begin = if self.is_sqlite {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        };
        let head = format!(
            "SELECT sequence, hash, beginning, older, key_version, seal FROM by_hand_heads WHERE id = 1{lock}"
        );
        let mut script = vec![begin.to_owned(), head];
        let line = |number: usize| {
            format!(
                "((SELECT sequence + {number} FROM by_hand_heads WHERE id = 1), '{trust}', '2026-11-27T09:00:00.000000Z', \
                 'coordinator', '{trust}', 'read_journey', 'journey', '{trust}', 'done', '{trust}', '{trust}', '127.0.0.1', 1, \
                 NULL, 1, '0123456789012345678901234567890123456789012')",
                trust = self.trust
            )
        };
        let lines: Vec<_> = (1..=many).map(line).collect();
        script.push(format!(
            "INSERT INTO by_hand_audit (sequence, trust_id, at, actor_kind, actor_id, action, resource_kind, resource_id, \
             outcome, request_id, person_id, address, people, particulars, key_version, hash) VALUES {}",
            lines.join(", ")
        ));
        script.push(format!(
            "UPDATE by_hand_heads SET sequence = sequence + {many}, hash = '0123456789012345678901234567890123456789012', \
             key_version = 1, seal = '0123456789012345678901234567890123456789012' WHERE id = 1"
        ));
        script.push("COMMIT".to_owned());
        script
    }

    /// A transaction that may write.
    pub fn begin(&self) -> String {
        if self.is_sqlite {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        }
        .to_owned()
    }

    /// Grouping every journey: what a board would do that counts rows.
    pub fn grouping(&self) -> String {
        format!(
            "SELECT programme_id, state, COUNT(*) FROM journeys WHERE trust_id = '{}' GROUP BY programme_id, state",
            self.trust
        )
    }
}

fn pairs(lines: Vec<Vec<String>>) -> Vec<(String, String)> {
    lines
        .into_iter()
        .filter_map(|cells| <[String; 2]>::try_from(cells).ok())
        .map(<(String, String)>::from)
        .collect()
}

/// Some people, wherever they lie.
fn people(trust: &str, is_sqlite: bool) -> String {
    const COLUMNS: &str = "given_name || '|' || family_name AS text FROM candidates";
    if is_sqlite {
        return format!(
            "SELECT {COLUMNS} WHERE rowid IN (WITH RECURSIVE drawn(n, row) AS (SELECT 1, 1 UNION ALL \
             SELECT n + 1, 1 + abs(random()) % (SELECT max(rowid) FROM candidates) FROM drawn WHERE n < 1000) \
             SELECT row FROM drawn) AND trust_id = '{trust}'"
        );
    }
    format!(
        "SELECT {COLUMNS} TABLESAMPLE BERNOULLI (LEAST(100, 100000.0 / GREATEST(1, (SELECT COUNT(*) FROM candidates)))) \
         WHERE trust_id = '{trust}' LIMIT 1000"
    )
}

/// Two thousand journeys, wherever they lie.
fn sample(trust: &str, is_sqlite: bool) -> String {
    const COLUMNS: &str =
        "CAST(id AS TEXT) || '|' || CAST(version AS TEXT) || '|' || state AS text FROM journeys";
    if is_sqlite {
        return format!(
            "SELECT {COLUMNS} WHERE rowid IN (WITH RECURSIVE drawn(n, row) AS (SELECT 1, 1 UNION ALL \
             SELECT n + 1, 1 + abs(random()) % (SELECT max(rowid) FROM journeys) FROM drawn WHERE n < 4000) \
             SELECT row FROM drawn) AND trust_id = '{trust}' LIMIT 4000"
        );
    }
    format!(
        "SELECT {COLUMNS} TABLESAMPLE BERNOULLI (LEAST(100, 500000.0 / GREATEST(1, (SELECT COUNT(*) FROM journeys)))) \
         WHERE trust_id = '{trust}' LIMIT 4000"
    )
}

/// Tables as the audit log's, of which nothing depends: what is written by hand breaks no chain.
fn log_by_hand(is_sqlite: bool) -> String {
    let (id, instant, json, position, strict) = if is_sqlite {
        (
            "TEXT",
            "TEXT",
            "TEXT",
            "INTEGER PRIMARY KEY AUTOINCREMENT",
            " STRICT",
        )
    } else {
        (
            "uuid",
            "timestamptz",
            "jsonb",
            "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            "",
        )
    };
    format!(
        "CREATE TABLE IF NOT EXISTS by_hand_heads (id integer PRIMARY KEY, sequence integer, hash text, beginning text, older \
         integer, key_version integer, seal text){strict}; \
         INSERT INTO by_hand_heads VALUES (1, 0, '', '', 0, 1, '') ON CONFLICT DO NOTHING; \
         CREATE TABLE IF NOT EXISTS by_hand_audit (position {position}, trust_id {id}, at {instant}, actor_kind text, actor_id {id}, action text, \
         resource_kind text, resource_id {id}, outcome text, request_id text, sequence integer, person_id {id}, address text, \
         people integer, particulars text, key_version integer, hash text){strict}; \
         CREATE UNIQUE INDEX IF NOT EXISTS by_hand_in_chain ON by_hand_audit (trust_id, sequence); \
         CREATE INDEX IF NOT EXISTS by_hand_by_time ON by_hand_audit (trust_id, at, position); \
         CREATE INDEX IF NOT EXISTS by_hand_by_person ON by_hand_audit (trust_id, person_id, at, position) WHERE person_id IS NOT NULL; \
         CREATE INDEX IF NOT EXISTS by_hand_by_actor ON by_hand_audit (trust_id, actor_id, at, position); \
         CREATE TABLE IF NOT EXISTS by_hand_events (position {position}, trust_id {id}, journey_id {id}, sequence integer, kind text, \
         payload {json}, actor_kind text, actor_id {id}, actor_name text, recorded_at {instant}, request_id text){strict}; \
         CREATE INDEX IF NOT EXISTS by_hand_events_of ON by_hand_events (trust_id, journey_id, sequence); \
         CREATE INDEX IF NOT EXISTS by_hand_events_feed ON by_hand_events (trust_id, position); \
         CREATE TABLE IF NOT EXISTS by_hand_outbox (position {position}, trust_id {id}, kind text, journey_id {id}, sequence integer, \
         payload {json}, created_at {instant}, dispatched_at {instant}){strict}; \
         CREATE INDEX IF NOT EXISTS by_hand_outbox_waiting ON by_hand_outbox (trust_id, position) WHERE dispatched_at IS NULL; \
         CREATE TABLE IF NOT EXISTS by_hand_journeys (trust_id {id}, id {id}, programme_id {id}, state text, version integer, \
         updated_at {instant}, PRIMARY KEY (trust_id, id)){strict}; \
         CREATE INDEX IF NOT EXISTS by_hand_by_stage ON by_hand_journeys (trust_id, programme_id, state, updated_at, id); \
         CREATE INDEX IF NOT EXISTS by_hand_by_programme ON by_hand_journeys (trust_id, programme_id, updated_at, id); \
         CREATE INDEX IF NOT EXISTS by_hand_by_state ON by_hand_journeys (trust_id, state, updated_at, id); \
         INSERT INTO by_hand_journeys SELECT trust_id, id, programme_id, state, version, updated_at FROM journeys LIMIT 20000 ON CONFLICT DO NOTHING"
    )
}
