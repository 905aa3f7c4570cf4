//! What a database does to us, and how we go on.

use crate::support::database::FreshDatabase;
use backend::platform::database::{
    Database, DatabaseError, DatabaseResult, DatabaseUrl, schema::trusts,
};
use diesel::{connection::SimpleConnection as _, prelude::*};
use std::time::{Duration, Instant};

async fn count(database: &Database) -> DatabaseResult<i64> {
    database
        .read(|db| Ok(trusts::table.count().get_result(db)?))
        .await
}

async fn execute(database: &Database, statement: &'static str) -> DatabaseResult<()> {
    database
        .write(move |db| Ok(db.batch_execute(statement)?))
        .await
}

#[actix_web::test]
async fn after_the_server_cut_its_connections_we_connect_again() {
    let fresh = FreshDatabase::postgres().await;
    let database = fresh.database();
    let reads = (0..8).map(|_| count(&database));
    futures_util::future::try_join_all(reads)
        .await
        .expect("reads on several connections");
    let cut = database
        .read(|db| {
            Ok(db.batch_execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )?)
        })
        .await;
    assert!(DatabaseResult::is_ok(&cut), "{cut:?}");
    // Each connection that was cut says so once; after that, nobody notices.
    let mut failed = 0;
    let mut in_a_row = 0;
    while in_a_row < 10 {
        match count(&database).await {
            Ok(_) => in_a_row += 1,
            Err(DatabaseError::Unavailable(_)) => {
                failed += 1;
                in_a_row = 0;
            }
            Err(other) => panic!("{other:?}"),
        }
        assert!(failed <= 4, "more failures than there were connections");
    }
}

#[actix_web::test]
async fn a_database_that_is_not_there_is_told_at_once() {
    let nobody = DatabaseUrl::Postgres("postgres://postgres@127.0.0.1:1/nothing".into());
    let nowhere = DatabaseUrl::Sqlite("/nonexistent-folder/foothold.sqlite".into());
    for url in [nobody, nowhere] {
        let began = Instant::now();
        let error = Database::open(&url).expect_err("nobody answers");
        assert!(matches!(error, DatabaseError::Unavailable(_)), "{error:?}");
        assert!(began.elapsed() < Duration::from_secs(2));
    }
}

#[actix_web::test]
async fn a_full_disk_stops_writes_and_only_writes() {
    let fresh = FreshDatabase::sqlite().await;
    let database = fresh.database();
    execute(&database, "CREATE TABLE filler (data BLOB)")
        .await
        .expect("a table");
    execute(&database, "PRAGMA max_page_count = 1")
        .await
        .expect("no room to grow");
    let fill = "INSERT INTO filler VALUES (zeroblob(1000000))";
    let mut refused = 0;
    for _ in 0..3 {
        match execute(&database, fill).await {
            Err(DatabaseError::Full(_)) => refused += 1,
            // The writer may have started on a new connection, which knows nothing of our limit.
            Ok(()) => break,
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!(count(&database).await.expect("reads go on"), 0);
    }
    assert!(refused > 0);
    execute(&database, "PRAGMA max_page_count = 1000000")
        .await
        .expect("room again");
    execute(&database, fill).await.expect("writes go on");
}

#[actix_web::test]
async fn reading_does_not_write() {
    let fresh = FreshDatabase::sqlite().await;
    let written = fresh
        .database()
        .read(|db| Ok(db.batch_execute("DELETE FROM trusts")?))
        .await;
    assert!(
        matches!(written, Err(DatabaseError::Statement(_))),
        "{written:?}"
    );
}

on_both_databases! {
    async fn a_refusal_leaves_its_connection_to_the_next(database: Database) {
        for _ in 0..20 {
            let refused: DatabaseResult<()> = database.read(|_| Err(DatabaseError::NotFound)).await;
            assert!(refused.is_err());
        }
        let read = tokio::time::timeout(Duration::from_secs(20), count(&database)).await;
        read.expect("a connection").expect("a count");
    }

    async fn servers_that_start_together_migrate_once(database: Database) {
        let url = database.url().clone();
        execute(&database, "DROP TABLE audit; DROP TABLE outbox; DROP TABLE idempotency_keys; \
             DELETE FROM __diesel_schema_migrations WHERE version = '20261123000009'")
            .await
            .expect("an older schema");
        assert!(database.check_schema().await.is_err(), "an older schema is not served");
        let servers: Vec<Database> =
            (0..4).map(|_| Database::open_with(&url, 1).expect("a server")).collect();
        let reports = futures_util::future::try_join_all(servers.iter().map(Database::migrate))
            .await
            .expect("every server starts");
        assert_eq!(reports.iter().map(|report| report.applied.len()).sum::<usize>(), 1);
        database.check_schema().await.expect("the schema of this program");
    }
}
