//! Who is asked, when, and how often.

use super::{
    LATER, THREE_DAYS_BEFORE, asked, booked, bookings, coming, later_day, link_of, questions_to,
    refer, run,
};
use crate::journeys::world::World;
use serde_json::{Value, json};

on_both_databases! {
    async fn somebody_is_asked_once_three_days_before_in_their_own_language(database: Database) {
        let world = World::new(database).await;
        let walker = refer(&world, "Ashby", "pl").await;
        world.book_screening(&walker).await;
        world.move_to("2026-05-23");
        assert_eq!(run(&world).await.asked, 0);
        assert_eq!(coming(&world, &walker).await, Value::Null);
        world.move_to(THREE_DAYS_BEFORE);
        assert_eq!(run(&world).await.asked, 1);
        assert_eq!(run(&world).await.asked, 0);
        world.move_to("2026-05-26");
        assert_eq!(run(&world).await.asked, 0);
        let questions = questions_to(&world, &walker).await;
        let [question] = &questions[..] else { panic!("one question: {questions:?}") };
        assert!(question.starts_with("Czy możesz przyjść 27/5/2026?"), "{question}");
        assert!(question.contains("http://127.0.0.1:8080/my/answer/"), "{question}");
        assert_eq!(coming(&world, &walker).await, "asked");
        assert_eq!(bookings(&world, &walker).await[0]["asked_on"], THREE_DAYS_BEFORE);
    }

    async fn several_servers_ask_once(database: Database) {
        let world = World::new(database).await;
        let walker = booked(&world, "Ashby").await;
        world.move_to(THREE_DAYS_BEFORE);
        let runs = futures_util::future::join_all((0..6).map(|_| run(&world))).await;
        assert_eq!(runs.iter().map(|report| report.asked).sum::<usize>(), 1);
        assert_eq!(questions_to(&world, &walker).await.len(), 1);
    }

    async fn a_booking_that_is_made_late_is_asked_about_at_once_and_never_on_its_own_day(database: Database) {
        let world = World::new(database).await;
        let (walker, today) = (refer(&world, "Ashby", "en").await, refer(&world, "Beech", "en").await);
        world.move_to("2026-05-26");
        world.book_screening(&walker).await;
        assert_eq!(run(&world).await.asked, 1);
        world.move_to("2026-05-27");
        world.book_screening(&today).await;
        assert_eq!(run(&world).await.asked, 0);
        world.move_to("2026-05-28");
        assert_eq!(run(&world).await.asked, 0);
    }

    async fn whoever_has_said_so_or_cannot_be_reached_is_not_asked(database: Database) {
        let world = World::new(database).await;
        let sure = booked(&world, "Ashby").await;
        let unreachable = world.refer("Beech").await;
        world.book_screening(&unreachable).await;
        let jobcentre = world.app.as_jobcentre().await;
        world.make(&jobcentre, &sure, "confirm_booking", json!({})).await;
        world.move_to(THREE_DAYS_BEFORE);
        assert_eq!(run(&world).await.asked, 0);
        assert_eq!(coming(&world, &sure).await, "confirmed");
        assert_eq!(coming(&world, &unreachable).await, Value::Null);
    }

    async fn nobody_is_woken_by_a_question_that_can_wait(database: Database) {
        let world = World::new(database).await;
        booked(&world, "Ashby").await;
        let at = |instant: &str| world.app.clock.set(instant.parse().expect("an instant")).expect("a movable clock");
        at("2026-05-24T04:00:00Z");
        assert_eq!(run(&world).await.asked, 0);
        at("2026-05-24T07:00:00Z");
        assert_eq!(run(&world).await.asked, 1);
    }

    async fn a_booking_that_is_moved_is_asked_about_anew_and_the_first_link_is_dead(database: Database) {
        let world = World::new(database).await;
        let day = later_day(&world, 12).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let staff = world.app.as_coordinator().await;
        let moved = json!({ "session_id": day, "reason": "The room is too small" });
        world.make(&staff, &walker, "rebook_screening", moved).await;
        let nobody = world.app.as_nobody();
        nobody.get(&link).await.expect(404);
        nobody.form(&link, &[]).await.expect(404);
        assert_eq!(coming(&world, &walker).await, Value::Null);
        assert_eq!(run(&world).await.asked, 0, "it is four days away");
        world.move_to("2026-05-25");
        assert_eq!(run(&world).await.asked, 1);
        assert_ne!(link_of(&world, &walker).await, link);
        nobody.get(&link).await.expect(404);
        let held_on: Vec<_> = bookings(&world, &walker).await.iter().map(|one| one["held_on"].clone()).collect();
        assert_eq!(held_on, ["2026-05-27", LATER]);
    }

    async fn whoever_left_and_is_back_is_asked_again(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        nobody.form(&link, &[]).await.expect(303);
        let candidate = world.app.as_candidate(walker.candidate).await;
        let leaving = json!({ "reason": "caring", "note": null, "hear_of_other_programmes": true, "next_step": "guidance" });
        world.make(&candidate, &walker, "withdraw", leaving).await;
        nobody.get(&link).await.expect(404);
        let administrator = world.app.as_administrator().await;
        world.make(&administrator, &walker, "reopen", json!({ "reason": "They can come after all" })).await;
        nobody.get(&link).await.expect(404);
        assert_eq!(coming(&world, &walker).await, Value::Null);
        assert_eq!(run(&world).await.asked, 1);
    }
}
