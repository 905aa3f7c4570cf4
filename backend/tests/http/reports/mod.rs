//! What is reported of many journeys together.

use crate::journeys::world::World;
use backend::journeys::find_unsound;
use serde_json::{Value, json};
use shared::identity::Role;

/// `(standing, waiting, reached)` at a stage, as a report tells it.
fn at(report: &Value, state: &str) -> (u64, u64, u64) {
    let lines = report["stages"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["state"] == json!(state));
    line.map_or((0, 0, 0), |line| {
        let number = |name: &str| line[name].as_u64().expect("a number");
        (number("standing"), number("waiting"), number("reached"))
    })
}

async fn report(world: &World) -> Value {
    let staff = world.app.as_coordinator().await;
    staff.get("/api/v1/reports/stages").await.expect(200).json
}

on_both_databases! {
    async fn people_are_counted_where_they_stand_and_wherever_they_have_been(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.refer("Plover").await;
        assert_eq!(at(&report(&world).await, "referred"), (2, 0, 2));
        world.to_trial_ended(&walker).await;
        let told = report(&world).await;
        assert_eq!(at(&told, "referred"), (1, 0, 2));
        assert_eq!(at(&told, "on_trial"), (0, 0, 1));
        assert_eq!(at(&told, "trial_ended"), (1, 0, 1));
        let staff = world.app.as_coordinator().await;
        let of_programme = format!("/api/v1/reports/stages?programme_id={}", world.programme);
        assert_eq!(staff.get(&of_programme).await.expect(200).json["stages"], told["stages"]);
    }

    async fn whoever_comes_back_is_counted_once(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let (staff, admin) = (world.app.as_coordinator().await, world.app.as_administrator().await);
        let leaving = json!({ "reason": "found_work", "hear_of_other_programmes": true, "next_step": "other_work" });
        world.make(&staff, &walker, "accept", json!({})).await;
        world.make(&staff, &walker, "withdraw", leaving).await;
        assert_eq!(at(&report(&world).await, "withdrawn"), (1, 0, 1));
        world.make(&admin, &walker, "reopen", json!({ "reason": "The job fell through." })).await;
        let told = report(&world).await;
        assert_eq!((at(&told, "accepted"), at(&told, "withdrawn")), ((1, 0, 1), (0, 0, 1)));
        let (_, findings) = find_unsound(&world.app.platform.database, world.app.trust.id).await.expect("the journeys");
        assert_eq!(findings, []);
    }

    async fn a_refused_move_changes_no_count(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        world.make(&staff, &walker, "accept", json!({})).await;
        let before = report(&world).await;
        let refused = world.try_move(&staff, &walker, "accept", json!({})).await;
        assert_eq!(refused.status, 409);
        assert_eq!(report(&world).await, before);
    }

    async fn whoever_is_assigned_to_programmes_is_told_of_those(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let trainer = world.app.trust.member(&world.app.platform, Role::Trainer).await;
        let trainer_asks = world.app.as_staff(&world.app.trust, trainer).await;
        let nothing = trainer_asks.get("/api/v1/reports/stages").await.expect(200).json;
        assert_eq!(nothing["stages"], json!([]));
        let of_programme = format!("/api/v1/reports/stages?programme_id={}", world.programme);
        trainer_asks.get(&of_programme).await.expect(404);
        let given = json!({ "programme_id": world.programme, "user_id": trainer, "organisation_id": null });
        world.app.as_coordinator().await.post("/api/v1/assignments", &given).await.expect(201);
        for path in ["/api/v1/reports/stages", of_programme.as_str()] {
            assert_eq!(at(&trainer_asks.get(path).await.expect(200).json, "referred"), (1, 0, 1));
        }
    }

    async fn another_trust_is_told_of_its_own_people_only(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let neighbour = world.app.as_neighbour().await;
        assert_eq!(neighbour.get("/api/v1/reports/stages").await.expect(200).json["stages"], json!([]));
        let of_programme = format!("/api/v1/reports/stages?programme_id={}", world.programme);
        neighbour.get(&of_programme).await.expect(404);
    }
}

mod side_by_side;
