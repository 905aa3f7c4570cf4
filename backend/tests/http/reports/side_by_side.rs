//! The same report side by side, and what it does not tell about few people.

use crate::journeys::world::World;
use serde_json::{Value, json};
use shared::identity::Role;

async fn by(world: &World, by: &str) -> Vec<Value> {
    let staff = world.app.as_coordinator().await;
    let path = format!("/api/v1/reports/breakdown?by={by}");
    let told = staff.get(&path).await.expect(200).json;
    assert_eq!(told["by"], by);
    told["rows"].as_array().expect("rows").clone()
}

on_both_databases! {
    async fn programmes_partners_and_months_tell_of_the_same_people(database: Database) {
        let world = World::new(database).await;
        assert_eq!(by(&world, "programme").await.len(), 0);
        let walker = world.refer("Teasel").await;
        world.refer("Plover").await;
        world.to_guarantee(&walker).await;
        for by_what in ["programme", "partner", "month"] {
            let rows = by(&world, by_what).await;
            assert_eq!(rows.len(), 1, "{by_what}");
            let reached = rows[0]["reached"].as_array().expect("numbers");
            assert_eq!(reached.iter().take(7).cloned().collect::<Vec<_>>(), [2, 1, 1, 1, 1, 1, 0].map(|number| json!(number)), "{by_what}");
        }
        let months = by(&world, "month").await;
        assert_eq!((&months[0]["key"], &months[0]["label"]), (&json!("2026-06"), &json!("June 2026")));
        let staff = world.app.as_coordinator().await;
        staff.get("/api/v1/reports/breakdown?by=colour").await.expect(400);
        assert_eq!(staff.get("/api/v1/reports/breakdown").await.expect(200).json["by"], "programme");
        let page = staff.get("/reports?by=partner").await.expect(200);
        assert!(page.text.contains("Side by side") && page.text.contains("Referred by the Jobcentre"), "{}", page.text);
    }

    async fn how_long_people_stood_somewhere_is_told_once_they_have_moved_on(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        let staff = world.app.as_coordinator().await;
        let average = async |state: &str| {
            let told = staff.get("/api/v1/reports/stages").await.expect(200).json;
            let lines = told["stages"].as_array().expect("lines").clone();
            lines.iter().find(|line| line["state"] == json!(state)).expect("a line")["tenths_of_days"].clone()
        };
        assert_eq!(average("referred").await, Value::Null);
        let since = world.app.platform.clock.today();
        let later = since + chrono::TimeDelta::days(3);
        world.move_to(&later.to_string());
        world.make(&staff, &walker, "accept", json!({})).await;
        assert_eq!(average("referred").await, json!(30));
    }

    async fn an_executive_is_told_of_no_one_to_four_people(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let whole = executive.get("/api/v1/reports/stages").await.expect(200).json;
        assert_eq!(whole["stages"][0]["reached"], json!(1), "of everybody a number says nothing of anybody");
        let one = executive.get(&format!("/api/v1/reports/stages?programme_id={}", world.programme)).await.expect(200).json;
        assert_eq!(one["stages"][0]["reached"], Value::Null);
        let rows = executive.get("/api/v1/reports/breakdown?by=programme").await.expect(200).json;
        assert_eq!(rows["rows"][0]["reached"][0], Value::Null);
        let page = executive.get(&format!("/reports?programme_id={}", world.programme)).await.expect(200);
        assert!(page.text.contains("1 to 4") && page.text.contains("is not told"), "{}", page.text);
    }

    async fn whoever_works_on_some_programmes_is_not_told_of_a_partners_others(database: Database) {
        let world = World::new(database).await;
        world.refer("Teasel").await;
        let trainer = world.app.trust.member(&world.app.platform, Role::Trainer).await;
        let asks = world.app.as_staff(&world.app.trust, trainer).await;
        asks.get("/api/v1/reports/breakdown?by=partner").await.expect(404);
        let none = asks.get("/api/v1/reports/breakdown?by=programme").await.expect(200).json;
        assert_eq!(none["rows"], json!([]));
        let neighbour = world.app.as_neighbour().await;
        for by_what in ["programme", "partner", "month"] {
            let none = neighbour.get(&format!("/api/v1/reports/breakdown?by={by_what}")).await.expect(200).json;
            assert_eq!(none["rows"], json!([]), "{by_what}");
        }
    }
}
