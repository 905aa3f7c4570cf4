//! The two sets of migrations make the same schema, and `schema.rs` describes it.

use crate::support::database::FreshDatabase;
use backend::platform::database::{AnyConnection, Database, DatabaseResult, schema};
use diesel::{prelude::*, sql_types::Text};
use std::collections::BTreeSet;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The lines that the query for the connected database gives.
async fn lines(
    database: &Database,
    sqlite: &'static str,
    postgres: &'static str,
) -> BTreeSet<String> {
    let lines: Vec<Line> = database
        .read(move |db| {
            DatabaseResult::Ok(match db {
                AnyConnection::Sqlite(c) => diesel::sql_query(sqlite).load(c)?,
                AnyConnection::Postgres(c) => diesel::sql_query(postgres).load(c)?,
            })
        })
        .await
        .expect("the catalogue");
    lines
        .into_iter()
        .map(|line| line.line)
        .filter(|line| !line.starts_with("__diesel"))
        .collect()
}

async fn assert_parity(sqlite: &'static str, postgres: &'static str) -> BTreeSet<String> {
    let left = FreshDatabase::sqlite().await;
    let right = FreshDatabase::postgres().await;
    let on_sqlite = lines(&left.database(), sqlite, postgres).await;
    let on_postgres = lines(&right.database(), sqlite, postgres).await;
    let only_sqlite: Vec<_> = on_sqlite.difference(&on_postgres).collect();
    let only_postgres: Vec<_> = on_postgres.difference(&on_sqlite).collect();
    assert!(
        only_sqlite.is_empty() && only_postgres.is_empty(),
        "only SQLite has {only_sqlite:#?}\nonly PostgreSQL has {only_postgres:#?}"
    );
    assert!(!on_sqlite.is_empty());
    on_sqlite
}

const SQLITE_COLUMNS: &str = "
    SELECT m.name || '.' || c.name
        || CASE WHEN c.\"notnull\" OR c.pk THEN ' not null ' ELSE ' null ' END || lower(c.type) AS line
    FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";

const POSTGRES_COLUMNS: &str = "
    SELECT table_name || '.' || column_name
        || CASE is_nullable WHEN 'NO' THEN ' not null ' ELSE ' null ' END
        || CASE WHEN udt_name IN ('bool', 'int4', 'int8') THEN 'integer'
                WHEN udt_name IN ('uuid', 'timestamptz', 'jsonb', 'date', 'text') THEN 'text'
                ELSE udt_name END AS line
    FROM information_schema.columns WHERE table_schema = 'public'";

#[actix_web::test]
async fn tables_columns_types_and_nullability_are_the_same() {
    assert_parity(SQLITE_COLUMNS, POSTGRES_COLUMNS).await;
}

// A rowid key has no index of its own in SQLite, so that it is added by its column.
const SQLITE_INDEXES: &str = "
    SELECT m.name || CASE i.\"unique\" WHEN 1 THEN ' unique' ELSE '' END
        || CASE i.partial WHEN 1 THEN ' partial' ELSE '' END || ' ('
        || (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
        || ')' AS line
    FROM sqlite_master m, pragma_index_list(m.name) i
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
    UNION
    SELECT m.name || ' unique (' || c.name || ')'
    FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND m.name NOT LIKE 'sqlite_%'";

const POSTGRES_INDEXES: &str = "
    SELECT t.relname || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
        || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END || ' ('
        || (SELECT string_agg(a.attname, ',' ORDER BY k.n)
            FROM unnest(i.indkey::int[]) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')' AS line
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public'";

#[actix_web::test]
async fn indexes_are_the_same_and_begin_with_the_trust() {
    let indexes = assert_parity(SQLITE_INDEXES, POSTGRES_INDEXES).await;
    let elsewhere: Vec<&str> = indexes
        .iter()
        .map(String::as_str)
        .filter(|line| !line.contains("(trust_id"))
        .collect();
    // What is presented before the Trust is known, and the order of the feeds. Nothing else joins this list.
    assert_eq!(
        elsewhere,
        [
            "account_links unique (token_hash)",
            "answer_links unique (token_hash)",
            "api_clients unique (client_id)",
            "audit unique (position)",
            "calendar_feeds unique (token_hash)",
            "journey_events unique (position)",
            "one_time_codes unique (link_hash)",
            "outbox unique (position)",
            "sign_in_holds (last_failed_at)",
            "sign_in_holds unique (subject)",
            "sign_ins unique (token_hash)",
            "trusts unique (id)",
        ]
    );
}

const SQLITE_FOREIGN_KEYS: &str = "
    SELECT name || ' (' || group_concat(here, ',') || ') -> ' || there || ' (' || group_concat(theirs, ',') || ')'
        AS line
    FROM (SELECT m.name, f.id, f.\"table\" AS there, f.\"from\" AS here, f.\"to\" AS theirs
          FROM sqlite_master m, pragma_foreign_key_list(m.name) f
          WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq)
    GROUP BY name, id, there";

const POSTGRES_FOREIGN_KEYS: &str = "
    SELECT h.relname || ' ('
        || (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = h.oid AND a.attnum = k.attnum)
        || ') -> ' || t.relname || ' ('
        || (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) || ')' AS line
    FROM pg_constraint c JOIN pg_class h ON h.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
    WHERE c.contype = 'f'";

#[actix_web::test]
async fn foreign_keys_are_the_same_and_stay_inside_a_trust() {
    let keys = assert_parity(SQLITE_FOREIGN_KEYS, POSTGRES_FOREIGN_KEYS).await;
    for key in keys {
        assert!(
            key.contains("(trust_id"),
            "{key} could point into another Trust"
        );
    }
}

/// Reads no row of each table, naming every column that `schema.rs` names.
macro_rules! assert_described {
    ($db:ident: $($table:ident),+ $(,)?) => {$(
        schema::$table::table
            .select(schema::$table::all_columns)
            .limit(0)
            .execute($db)
            .expect(concat!("schema.rs describes ", stringify!($table)));
    )+};
}

on_both_databases! {
    async fn every_column_of_the_description_exists(database: Database) {
        database
            .read(|db| {
                assert_described!(db: account_links, api_clients, assignments, used_assertions, attendances, audit, audit_heads, bookings, candidates, ceremonies,
                    directory_accounts, idempotency_keys,
                    interview_slots, journey_events, journeys, jobs, key_uses, messages, one_time_codes, organisations, outbox,
                    passkeys, programmes, recovery_codes, referrals, second_factors, sessions, sign_in_holds, sign_ins, soundness_checks, trusts, unsent_forms, users, vacancies);
                DatabaseResult::Ok(())
            })
            .await
            .expect("the tables");
    }

    async fn a_newer_schema_is_refused(database: Database) {
        assert_eq!(database.migrate().await.expect("nothing to do").applied, Vec::<String>::new());
        database.check_schema().await.expect("the schema of this program");
        database
            .write(|db| {
                use diesel::connection::SimpleConnection as _;
                DatabaseResult::Ok(db.batch_execute(
                    "INSERT INTO __diesel_schema_migrations (version, run_on) \
                     VALUES ('29991231000001', CURRENT_TIMESTAMP)",
                )?)
            })
            .await
            .expect("a mark of the future");
        for refused in [database.migrate().await.map(|_| ()), database.check_schema().await] {
            let message = refused.expect_err("a refusal").to_string();
            assert!(message.contains("29991231000001"), "{message}");
        }
    }
}
