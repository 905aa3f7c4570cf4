//! A database that follows the first one: what may be behind is read there, and nothing depends on it.

use crate::journeys::world::World;
use crate::support::application::TestApplication;
use backend::platform::database::{Database, DatabaseError, DatabaseUrl, schema::trusts};
use diesel::prelude::*;
use std::time::{Duration, Instant};

async fn count(database: &Database) -> Result<i64, DatabaseError> {
    let count =
        |db: &mut backend::platform::database::AnyConnection| -> Result<i64, DatabaseError> {
            Ok(trusts::table.count().get_result(db)?)
        };
    database.read_behind(count).await
}

/// Of the same kind, and nobody is there.
fn nowhere(database: &Database) -> DatabaseUrl {
    match database.url() {
        DatabaseUrl::Sqlite(_) => DatabaseUrl::Sqlite("/nonexistent-folder/replica.sqlite".into()),
        DatabaseUrl::Postgres(_) => {
            DatabaseUrl::Postgres("postgres://nobody@127.0.0.1:1/none".into())
        }
    }
}

on_both_databases! {
    async fn the_log_is_read_from_a_replica_and_a_person_is_not(database: Database) {
        let mut world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let database = world.app.platform.database.clone();
        let own = database.url().clone();
        world.app.platform.database = database.with_replica(&own, 2).expect("a replica");
        world.app.rebuild().await;
        let administrator = world.app.as_administrator().await;
        let log = administrator.get("/audit").await.expect(200);
        assert!(log.text.contains("Teasel"), "{}", log.text);
        administrator.get("/administration/audit").await.expect(200);
        administrator.get(&format!("/journeys/{}", walker.id)).await.expect(200);
    }

    async fn while_the_replica_is_away_the_first_database_answers(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        let following = database.clone().with_replica(&nowhere(&database), 2).expect("it need not be there");
        let began = Instant::now();
        assert_eq!(count(&following).await.expect("an answer"), 2);
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
        // It is left alone for a while, so that nobody waits for it again.
        let began = Instant::now();
        for _ in 0..20 {
            assert_eq!(count(&following).await.expect("an answer"), 2);
        }
        assert!(began.elapsed() < Duration::from_millis(300), "{:?}", began.elapsed());
    }
}

#[actix_web::test]
async fn a_file_does_not_follow_a_server() {
    let fresh = crate::support::database::FreshDatabase::sqlite().await;
    let other = DatabaseUrl::Postgres("postgres://nobody@127.0.0.1:1/none".into());
    let refused = fresh
        .database()
        .with_replica(&other, 2)
        .expect_err("a refusal");
    assert!(refused.to_string().contains("of the same kind"));
}
