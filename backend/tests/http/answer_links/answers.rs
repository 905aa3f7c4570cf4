//! What an answer does.

use super::{
    LATER, THREE_DAYS_BEFORE, asked, booked, bookings, choose, coming, later_day, link_of, refer,
    run,
};
use crate::journeys::world::{Walker, World, text};
use crate::pages::said;
use serde_json::{Value, json};

/// The last event of a journey.
async fn last_event(world: &World, walker: &Walker) -> Value {
    let staff = world.app.as_coordinator().await;
    let path = format!("/journeys/{}/events", walker.id);
    let events = staff.get(&path).await.expect(200);
    events["data"]
        .as_array()
        .expect("events")
        .last()
        .expect("an event")
        .clone()
}

/// The ids of the interview times.
async fn slots(world: &World) -> Vec<String> {
    let staff = world.app.as_coordinator().await;
    let path = format!("/programmes/{}/interview-slots", world.programme);
    let listed = staff.get(&path).await.expect(200);
    let listed = listed["data"].as_array().expect("times").iter();
    listed.map(|slot| text(&slot["id"])).collect()
}

/// Somebody who is booked for the interview at the first free time, and was asked.
async fn asked_to_interview(world: &World, family_name: &str) -> (Walker, String) {
    let walker = refer(world, family_name, "en").await;
    world.to_guarantee(&walker).await;
    let candidate = world.app.as_candidate(walker.candidate).await;
    let slot = json!({ "slot_id": world.free_slot().await });
    world
        .make(&candidate, &walker, "book_interview", slot)
        .await;
    world.move_to("2026-06-06");
    assert_eq!(run(world).await.asked, 1);
    let link = link_of(world, &walker).await;
    (walker, link)
}

on_both_databases! {
    async fn one_press_says_yes_and_a_second_says_that_it_is_noted(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        let page = nobody.get(&link).await.expect(200);
        assert!(said(&page).contains("Can you come on Wednesday 27 May, 9:30am?"), "{}", said(&page));
        let before = world.view(&walker).await["version"].clone();

        let first = nobody.form(&link, &[]).await.expect(303);
        assert_eq!(first.header("location"), format!("{link}?noted=now"));
        let page = said(&nobody.get(first.header("location")).await.expect(200));
        assert!(page.contains("We have noted that you will be there") && page.contains("Come on Wednesday 27 May"), "{page}");
        let event = last_event(&world, &walker).await;
        assert_eq!((&event["event"]["kind"], &event["by"]["kind"]), (&json!("booking_confirmed"), &json!("candidate")));
        assert_eq!(event["by"]["id"], walker.candidate.to_string());
        assert_eq!(coming(&world, &walker).await, "confirmed");
        assert_eq!(bookings(&world, &walker).await[0]["confirmed_on"], THREE_DAYS_BEFORE);

        let after = world.view(&walker).await["version"].clone();
        assert_ne!(before, after);
        let second = nobody.form(&link, &[]).await.expect(303);
        assert_eq!(second.header("location"), format!("{link}?noted=before"));
        let page = said(&nobody.get(second.header("location")).await.expect(200));
        assert!(page.contains("This is already noted"), "{page}");
        assert_eq!(world.view(&walker).await["version"], after);
    }

    async fn many_presses_at_once_are_one_answer(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let before = world.view(&walker).await["version"].as_i64().expect("a version");
        let nobody = world.app.as_nobody();
        let presses = (0..8).map(|_| nobody.form(&link, &[]));
        let replies = futures_util::future::join_all(presses).await;
        let now = replies.iter().filter(|reply| reply.header("location").ends_with("noted=now")).count();
        let later = replies.iter().filter(|reply| reply.header("location").ends_with("noted=before")).count();
        assert_eq!((now, later), (1, 7));
        assert_eq!(world.view(&walker).await["version"], before + 1);
    }

    async fn another_day_is_taken_and_stands_until_somebody_moves_it(database: Database) {
        let world = World::new(database).await;
        let day = later_day(&world, 12).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        let form = nobody.get(&format!("{link}/another-day")).await.expect(200);
        assert!(form.text.contains(&day) && form.text.contains("Library"), "{}", form.text);
        nobody.form(&format!("{link}/another-day"), &[]).await.expect(422);
        let chosen = choose(&nobody, &link, &day).await.expect(303);
        let page = said(&nobody.get(chosen.header("location")).await.expect(200));
        assert!(page.contains("You have chosen another day") && page.contains("Thursday 28 May, 1pm"), "{page}");
        let event = last_event(&world, &walker).await;
        assert_eq!(event["event"]["reason"], "Childcare or caring");
        assert_eq!(coming(&world, &walker).await, Value::Null, "it is four days away, and asked about later");

        let again = choose(&nobody, &link, &day).await.expect(303);
        assert_eq!(again.header("location"), format!("{link}?noted=before"));
        let yes = nobody.form(&link, &[]).await.expect(303);
        assert_eq!(yes.header("location"), format!("{link}?noted=before"));
        let staff = world.app.as_coordinator().await;
        let back = json!({ "session_id": world.screening_day().await, "reason": "They asked us to" });
        world.make(&staff, &walker, "rebook_screening", back).await;
        nobody.get(&link).await.expect(404);
    }

    async fn whoever_takes_a_day_that_is_near_is_not_asked_about_it_again(database: Database) {
        let world = World::new(database).await;
        let day = later_day(&world, 12).await;
        let (walker, link) = asked(&world, "Ashby").await;
        world.move_to("2026-05-25");
        choose(&world.app.as_nobody(), &link, &day).await.expect(303);
        assert_eq!(coming(&world, &walker).await, "confirmed");
        assert_eq!(run(&world).await.asked, 0);
        assert_eq!(bookings(&world, &walker).await[1]["held_on"], LATER);
    }

    async fn the_last_seat_has_one_taker_and_the_other_keeps_their_day(database: Database) {
        let world = World::new(database).await;
        let day = later_day(&world, 1).await;
        let (one, other) = (booked(&world, "Ashby").await, booked(&world, "Beech").await);
        world.move_to(THREE_DAYS_BEFORE);
        assert_eq!(run(&world).await.asked, 2);
        let links = [link_of(&world, &one).await, link_of(&world, &other).await];
        let nobody = world.app.as_nobody();
        let replies = futures_util::future::join(choose(&nobody, &links[0], &day), choose(&nobody, &links[1], &day)).await;
        let replies = [replies.0, replies.1];
        let statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        let loser = statuses.iter().position(|status| *status == 409).expect("one of them is told");
        assert_eq!(statuses[1 - loser], 303);
        assert!(said(&replies[loser]).contains("Somebody else took that one first"), "{}", said(&replies[loser]));
        let walker = [one, other].into_iter().nth(loser).expect("the loser");
        assert_eq!(world.view(&walker).await["next_date"], "2026-05-27");
        nobody.form(&links[loser], &[]).await.expect(303);
        assert_eq!(coming(&world, &walker).await, "confirmed");
    }

    async fn nothing_is_ended_for_somebody_who_cannot_come_to_the_screening_day(database: Database) {
        let world = World::new(database).await;
        later_day(&world, 12).await;
        let (walker, link) = asked(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        let page = nobody.get(&format!("{link}/cannot-come")).await.expect(200);
        assert!(said(&page).contains("You do not lose your place") && page.text.contains("/another-day"), "{}", said(&page));
        let before = world.view(&walker).await;
        let sent = nobody.form(&format!("{link}/cannot-come"), &[("cause", "illness")]).await;
        assert_eq!(sent.status, 409);
        assert_eq!(world.view(&walker).await, before);
    }

    async fn another_interview_time_is_taken_and_the_guarantee_stands(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked_to_interview(&world, "Ashby").await;
        let times = slots(&world).await;
        let nobody = world.app.as_nobody();
        let answers = [("slot_id", times[3].as_str()), ("cause", "travel")];
        let form = nobody.get(&format!("{link}/another-day")).await.expect(200);
        assert!(!form.text.contains(&times[0]) && form.text.contains(&times[3]));
        let chosen = nobody.form(&format!("{link}/another-day"), &answers).await.expect(303);
        let page = said(&nobody.get(chosen.header("location")).await.expect(200));
        assert!(page.contains("Tuesday 9 June, midday"), "{page}");
        let view = world.view(&walker).await;
        assert_eq!((&view["state"], &view["coming"]), (&json!("interview_booked"), &json!("confirmed")));
        assert_ne!(view["entitled_on"], Value::Null);
        assert_eq!(run(&world).await.asked, 0);
    }

    async fn a_time_that_cannot_be_had_leaves_the_booked_one_as_it_was(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked_to_interview(&world, "Ashby").await;
        let times = slots(&world).await;
        let nobody = world.app.as_nobody();
        let nowhere = uuid::Uuid::now_v7().to_string();
        let answers = [("slot_id", nowhere.as_str()), ("cause", "travel")];
        nobody.form(&format!("{link}/another-day"), &answers).await.expect(409);
        let view = world.view(&walker).await;
        assert_eq!((&view["state"], &view["coming"]), (&json!("interview_booked"), &json!("asked")));
        assert_eq!(bookings(&world, &walker).await.last().expect("a booking")["slot_id"], times[0].as_str());
    }

    async fn an_interview_time_is_given_back_with_a_reason_and_the_guarantee_stands(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked_to_interview(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        let cannot = format!("{link}/cannot-come");
        nobody.get(&cannot).await.expect(200);
        let sent = nobody.form(&cannot, &[("cause", "illness"), ("note", "")]).await.expect(303);
        let page = said(&nobody.get(sent.header("location")).await.expect(200));
        assert!(page.contains("Your interview stays guaranteed"), "{page}");
        let view = world.view(&walker).await;
        assert_eq!((&view["state"], &view["coming"]), (&json!("interview_guaranteed"), &Value::Null));
        assert_ne!(view["entitled_on"], Value::Null);
        assert_eq!(last_event(&world, &walker).await["event"]["cause"], "illness");
        let again = nobody.form(&cannot, &[("cause", "illness")]).await.expect(303);
        assert_eq!(again.header("location"), format!("{link}?noted=before"));
        nobody.get(again.header("location")).await.expect(200);
    }

    async fn whoever_finds_no_time_is_called(database: Database) {
        let world = World::new(database).await;
        let (walker, link) = asked_to_interview(&world, "Ashby").await;
        let nobody = world.app.as_nobody();
        let answers = [("slot_id", "call"), ("cause", "childcare")];
        nobody.form(&format!("{link}/another-day"), &answers).await.expect(303);
        let event = last_event(&world, &walker).await;
        assert_eq!(event["event"]["cause"], "childcare");
        assert!(text(&event["event"]["note"]).contains("ask for a call"), "{event}");
        assert_eq!(world.state(&walker).await, "interview_guaranteed");
    }
}
