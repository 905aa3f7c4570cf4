//! A copy of everything, and everything from a copy.

use crate::journeys::world::World;
use crate::support::database::{Folder, Nowhere};
use backend::platform::{
    audit::{self, Ledger},
    crypto::KeyRing,
    database::{AnyConnection, BackupError, Database, DatabaseResult, DatabaseUrl},
};
use diesel::{RunQueryDsl as _, sql_types::Text};
use std::path::Path;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Every row of every table, as text, in an order of its own.
async fn everything_in(database: &Database) -> Vec<String> {
    const SQLITE: &str =
        "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    const POSTGRES: &str =
        "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'";
    let read = database.snapshot(|db| -> DatabaseResult<Vec<String>> {
        let mut all = Vec::new();
        match db {
            AnyConnection::Sqlite(db) => {
                for table in diesel::sql_query(SQLITE).load::<Line>(db)? {
                    let name = table.text;
                    let columns = format!("SELECT 'quote(\"' || name || '\")' AS text FROM pragma_table_info('{name}')");
                    let columns: Vec<_> = diesel::sql_query(columns).load::<Line>(db)?;
                    let columns: Vec<_> = columns.into_iter().map(|column| column.text).collect();
                    let rows = format!("SELECT '{name} ' || {} AS text FROM \"{name}\"", columns.join(" || '|' || "));
                    all.extend(diesel::sql_query(rows).load::<Line>(db)?);
                }
            }
            AnyConnection::Postgres(db) => {
                for table in diesel::sql_query(POSTGRES).load::<Line>(db)? {
                    let name = table.text;
                    let rows = format!("SELECT '{name} ' || t::text AS text FROM \"{name}\" t");
                    all.extend(diesel::sql_query(rows).load::<Line>(db)?);
                }
            }
        }
        Ok(all.into_iter().map(|line| line.text).collect())
    });
    let mut all = read.await.expect("every row");
    all.sort();
    all
}

fn open(url: &DatabaseUrl) -> Database {
    Database::open_with(url, 1).expect("the restored database")
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder)
        .expect("the folder")
        .next()
        .is_none()
}

on_both_databases! {
    async fn a_copy_restored_is_the_same_to_the_last_row(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Quill-Marsh").await;
        world.to_trial_ended(&walker).await;
        let database = &world.app.platform.database;
        let (folder, nowhere) = (Folder::new(), Nowhere::like(database).await);
        let copy = folder.0.join("copy");
        let bytes = database.url().back_up(&copy).await.expect("a copy");
        let size = std::fs::metadata(&copy).expect("the copy").len();
        assert_eq!(bytes, size);
        nowhere.url.restore(&copy).await.expect("a database");
        let restored = open(&nowhere.url);
        let (before, after) = (everything_in(database).await, everything_in(&restored).await);
        assert!(before.len() > 100, "{} rows", before.len());
        assert_eq!(before, after);
        restored.check_schema().await.expect("the same tables");
    }

    async fn a_copy_made_while_people_write_is_of_one_moment(database: Database) {
        let world = World::new(database).await;
        let database = &world.app.platform.database;
        let (folder, nowhere) = (Folder::new(), Nowhere::like(database).await);
        let copy = folder.0.join("copy");
        let jobcentre = world.app.as_jobcentre().await;
        let write = async {
            for at in 0..30 {
                jobcentre.post("/referrals", &world.referral(&format!("Invented-{at}"))).await.expect(201);
            }
        };
        let (copied, ()) = futures_util::join!(database.url().back_up(&copy), write);
        copied.expect("a copy");
        nowhere.url.restore(&copy).await.expect("a database");
        let reports = audit::verify(&open(&nowhere.url), &Ledger::new(&KeyRing::of_the_demo()), Vec::new()).await.expect("the log");
        assert!(!reports.is_empty());
        for report in reports {
            // A head that is ahead of or behind its lines would be of another moment.
            assert_eq!(report.findings, vec![]);
        }
    }

    async fn nothing_is_written_over_anything(database: Database) {
        let folder = Folder::new();
        let copy = folder.0.join("copy");
        std::fs::write(&copy, "something of somebody's").expect("a file");
        let refused = database.url().back_up(&copy).await.expect_err("a refusal");
        assert!(matches!(refused, BackupError::CopyExists(_)), "{refused}");
        assert_eq!(std::fs::read(&copy).expect("the file"), b"something of somebody's");

        let other = folder.0.join("other");
        database.url().back_up(&other).await.expect("a copy");
        let before = everything_in(&database).await;
        let refused = database.url().restore(&other).await.expect_err("a refusal");
        assert!(matches!(refused, BackupError::NotEmpty(_)), "{refused}");
        assert_eq!(everything_in(&database).await, before);
    }

    async fn a_copy_that_was_cut_off_makes_no_database(database: Database) {
        let (folder, nowhere) = (Folder::new(), Nowhere::like(&database).await);
        let copy = folder.0.join("copy");
        database.url().back_up(&copy).await.expect("a copy");
        let whole = std::fs::read(&copy).expect("the copy");
        std::fs::write(&copy, &whole[..whole.len() / 2]).expect("half of it");
        let refused = nowhere.url.restore(&copy).await.expect_err("a refusal");
        assert!(matches!(refused, BackupError::Damaged(..) | BackupError::Program(..)), "{refused}");
        // Nothing is in the way of a better copy.
        std::fs::write(&copy, &whole).expect("all of it");
        nowhere.url.restore(&copy).await.expect("a database");
    }

    async fn where_nothing_is_nothing_is_made(database: Database) {
        let (folder, nowhere) = (Folder::new(), Nowhere::like(&database).await);
        let refused = nowhere.url.restore(&folder.0.join("copy")).await.expect_err("a refusal");
        assert!(matches!(refused, BackupError::NoCopy(_)), "{refused}");
        let refused = nowhere.url.back_up(&folder.0.join("copy")).await.expect_err("a refusal");
        assert!(matches!(refused, BackupError::NoDatabase(_) | BackupError::Damaged(..)), "{refused}");
        assert!(is_empty(&folder.0));
    }
}

#[actix_web::test]
async fn a_copy_can_be_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let fresh = crate::support::database::FreshDatabase::sqlite().await;
    let folder = Folder::new();
    let copy = folder.0.join("copy");
    fresh.database().url().back_up(&copy).await.expect("a copy");
    let mode = std::fs::metadata(&copy)
        .expect("the copy")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}
