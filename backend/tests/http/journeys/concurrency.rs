//! Many at once.

use super::world::World;
use futures_util::future::join_all;
use serde_json::json;

on_both_databases! {
    async fn of_a_hundred_moves_on_one_version_one_wins(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Rahman").await;
        let staff = world.app.as_coordinator().await;
        let path = format!("/api/v1/journeys/{}/transitions/accept", walker.id);
        let nothing = json!({});
        let replies = join_all((0..100).map(|_| staff.post_at(&path, 1, &nothing))).await;
        let count = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
        assert_eq!((count(200), count(412)), (1, 99));
        assert_eq!(world.view(&walker).await["version"], json!(2));
    }

    async fn the_last_interview_time_goes_to_one_of_many(database: Database) {
        let world = World::new(database).await;
        let mut walkers = Vec::new();
        for name in ["Alder", "Birch", "Cedar", "Elm"] {
            let walker = world.refer(name).await;
            world.book_screening(&walker).await;
            walkers.push(walker);
        }
        for walker in &walkers {
            world.screen(walker).await;
            world.select(walker).await;
        }
        world.train(&walkers.iter().collect::<Vec<_>>(), 5).await;
        let staff = world.app.as_coordinator().await;
        let slot = world.free_slot().await;
        let attempts = walkers.iter().map(|walker| world.try_move(&staff, walker, "book_interview", json!({ "slot_id": slot })));
        let replies = join_all(attempts).await;
        let booked = replies.iter().filter(|reply| reply.status == 200).count();
        let refused = replies.iter().filter(|reply| reply.status == 409).count();
        assert_eq!((booked, refused), (1, 3));
    }

    async fn the_same_referral_sent_twice_at_once_begins_one_journey(database: Database) {
        let world = World::new(database).await;
        let jobcentre = world.app.as_jobcentre().await;
        let referrals = (0..8).map(|number| {
            let mut referral = world.referral("Rahman");
            referral["external_ref"] = json!(format!("JC-{number}"));
            referral
        });
        let referrals: Vec<_> = referrals.collect();
        let replies = join_all(referrals.iter().map(|referral| jobcentre.post("/api/v1/referrals", referral))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
        assert_eq!(replies.iter().filter(|reply| reply.status == 409).count(), 7);
    }
}
