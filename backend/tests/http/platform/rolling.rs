//! Servers are replaced one after the other, and the older ones go on serving while the tables grow under them.

use crate::journeys::world::World;
use backend::platform::database::{AnyConnection, DatabaseResult};
use diesel::connection::SimpleConnection as _;
use serde_json::json;

/// What a newer version may do to tables that an older one uses: `migrations/README.md`, rule 2.
fn expansion(db: &AnyConnection) -> String {
    let (id, json, instant) = match db {
        AnyConnection::Sqlite(_) => ("TEXT", "TEXT", "TEXT"),
        AnyConnection::Postgres(_) => ("uuid", "jsonb", "timestamptz"),
    };
    format!(
        "ALTER TABLE journeys ADD COLUMN grown_at {instant};
         ALTER TABLE journeys ADD COLUMN grown_by {id};
         ALTER TABLE candidates ADD COLUMN grown {json};
         ALTER TABLE jobs ADD COLUMN grown integer NOT NULL DEFAULT 7;
         ALTER TABLE sign_ins ADD COLUMN grown integer NOT NULL DEFAULT 7;
         CREATE INDEX journeys_by_growth ON journeys (trust_id, grown_at);
         CREATE TABLE grown (trust_id {id} NOT NULL REFERENCES trusts (id), id {id} NOT NULL, PRIMARY KEY (trust_id, id));
         INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('29991231000001', CURRENT_TIMESTAMP)"
    )
}

on_both_databases! {
    async fn a_server_goes_on_serving_while_a_newer_version_grows_the_tables(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (before, after) = (world.refer("Teasel").await, world.refer("Plover").await);
        // Every statement of these has been prepared on the connections that are in use.
        world.make(&staff, &before, "accept", json!({})).await;
        staff.get("/candidates").await.expect(200);

        let database = &world.app.platform.database;
        let grown = database.write(|db| {
            let statements = expansion(db);
            DatabaseResult::Ok(db.batch_execute(&statements)?)
        });
        grown.await.expect("the tables grow");

        for _ in 0..8 {
            staff.get("/candidates").await.expect(200);
            staff.get(&format!("/journeys/{}", before.id)).await.expect(200);
            world.app.as_nobody().get("/health/ready").await.expect(200);
        }
        world.make(&staff, &after, "accept", json!({})).await;
        let sedge = world.refer("Sedge").await;
        world.book_screening(&sedge).await;
        world.let_the_system_act().await;

        // One that is started now would not know what it must keep.
        let refused = database.check_schema().await.expect_err("a refusal").to_string();
        assert!(refused.contains("newer version of this program"), "{refused}");
    }

    async fn a_newer_version_does_not_start_before_the_tables_have_grown(database: Database) {
        let older = database.write(|db| DatabaseResult::Ok(db.batch_execute(
            "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)",
        )?));
        older.await.expect("tables of an older version");
        let refused = database.check_schema().await.expect_err("a refusal").to_string();
        assert!(refused.contains("run `foothold migrate`"), "{refused}");
    }
}
