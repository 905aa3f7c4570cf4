//! What happens when two do it at the same moment.

use crate::journeys::world::World;
use futures_util::future::{join, join_all};
use serde_json::json;

on_both_databases! {
    async fn one_person_sent_many_times_at_once_is_one_record(database: Database) {
        let world = World::new(database).await;
        let senders = [world.app.as_jobcentre().await, world.app.as_other_jobcentre().await];
        let mut referral = world.referral("Rahman");
        referral["external_ref"] = json!(null);
        let sent = join_all((0..20).map(|number| senders[number % 2].post("/referrals", &referral))).await;
        let taken = sent.iter().filter(|reply| reply.status == 201).count();
        assert_eq!(taken, 1, "{:?}", sent.iter().map(|reply| reply.status).collect::<Vec<_>>());
        for refused in sent.iter().filter(|reply| reply.status != 201) {
            assert_eq!((refused.status, refused.guards()), (409, vec!["no_other_open_journey".to_owned()]), "{}", refused.text);
        }
        let people = world.app.as_coordinator().await.get("/candidates").await.expect(200);
        assert_eq!(people["data"].as_array().map(Vec::len), Some(1));
    }

    async fn a_vacancy_that_closes_as_an_interview_is_guaranteed_does_not_slip_past(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        world.to_guarantee(&walker).await;
        let (staff, manager) = (world.app.as_coordinator().await, world.app.as_hiring_manager().await);
        let slot = json!({ "slot_id": world.free_slot().await });
        let close = format!("/vacancies/{}/close", world.vacancy);
        let book = format!("/journeys/{}/transitions/book_interview", walker.id);
        let version = world.view(&walker).await["version"].as_i64().and_then(|version| i32::try_from(version).ok());
        let version = version.expect("a version");
        let body = json!({});
        let (closed, booked) = join(manager.post_at(&close, 1, &body), staff.post_at(&book, version, &slot)).await;
        assert_eq!((closed.status, booked.status), (409, 200), "{} {}", closed.text, booked.text);
        assert_eq!(closed.guards(), ["no_open_entitlement"]);
    }

    async fn of_two_who_publish_at_once_one_does(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let draft = staff.post("/programmes", &crate::journeys::world::plan(&world.vacancy)).await.expect(201).id();
        let publish = format!("/programmes/{draft}/publish");
        let body = json!({});
        let mut answers: Vec<_> =
            join_all((0..10).map(|_| staff.post_at(&publish, 1, &body))).await.iter().map(|reply| reply.status).collect();
        answers.sort_unstable();
        assert_eq!(answers, [200, 412, 412, 412, 412, 412, 412, 412, 412, 412]);
    }
}
