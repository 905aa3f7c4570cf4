//! The shared histories, written as events and read back: the server folds them to what the browser folds them to.

use super::world::{Walker, World, text};
use backend::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind, schema::journey_events,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    ids::{JourneyId, TrustId},
    journey::{Journey, Recorded},
};

#[derive(Deserialize)]
struct Vector {
    name: String,
    history: Vec<Recorded>,
    journey: Value,
}

fn vectors() -> Vec<Vector> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/vectors/journeys.json"
    );
    let text = std::fs::read_to_string(file).expect("the vectors");
    serde_json::from_str(&text).expect("vectors")
}

on_both_databases! {
    async fn stored_events_fold_to_the_journeys_of_the_shared_vectors(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let all = vectors();
        assert!(!all.is_empty());
        for Vector { name, history, journey } in all {
            store(&world, &walker, history).await;
            let staff = world.app.as_coordinator().await;
            let events = staff.get(&format!("/api/v1/journeys/{}/events?limit=200", walker.id)).await.expect(200);
            let read: Vec<Recorded> = serde_json::from_value(events.json["data"].clone()).expect("a history");
            assert_eq!(json!(Journey::fold(&read)), journey, "{name}");
            let view = world.view(&walker).await;
            assert_eq!((&view["state"], &view["version"]), (&journey["state"], &journey["version"]), "{name}");
            assert_eq!(text(&view["id"]), walker.id);
        }
    }
}

/// Puts a history in the place of the one that a journey has.
async fn store(world: &World, walker: &Walker, history: Vec<Recorded>) {
    let (trust, id): (TrustId, JourneyId) = (world.app.trust.id, walker.id.parse().expect("an id"));
    let stored = world
        .app
        .platform
        .database
        .write(move |db| replace(db, trust, id, &history))
        .await;
    stored.expect("the history in the database");
}

fn replace(
    db: &mut AnyConnection,
    trust: TrustId,
    id: JourneyId,
    history: &[Recorded],
) -> DatabaseResult<()> {
    let of_journey = journey_events::table
        .filter(journey_events::trust_id.eq(bind(trust)))
        .filter(journey_events::journey_id.eq(bind(id)));
    diesel::delete(of_journey).execute(db)?;
    for (number, recorded) in (1_i32..).zip(history) {
        let noon: DateTime<Utc> = format!("{}T12:00:00Z", recorded.on)
            .parse()
            .expect("an instant");
        diesel::insert_into(journey_events::table)
            .values((
                journey_events::trust_id.eq(bind(trust)),
                journey_events::journey_id.eq(bind(id)),
                journey_events::sequence.eq(number),
                journey_events::kind.eq(bind(recorded.event.kind())),
                journey_events::payload.eq(AsJson(recorded.event.clone())),
                journey_events::actor_kind.eq(bind(recorded.by.kind)),
                journey_events::actor_id.eq(Some(recorded.by.id)),
                journey_events::actor_name.eq(recorded.by.name.clone()),
                journey_events::recorded_at.eq(bind(noon)),
                journey_events::request_id.eq(String::new()),
            ))
            .execute(db)?;
    }
    Ok(())
}
