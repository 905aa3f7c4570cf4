//! The dates of a calendar, and whose they are.

use super::{address_of, events, fetched};
use crate::journeys::world::{TRIAL_ENDS, World};
use crate::programmes::changes::{change, to};
use serde_json::json;
use shared::identity::Role;

on_both_databases! {
    async fn it_has_the_sessions_the_interview_days_and_the_last_days_of_trials_and_names_nobody(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.book_screening(&walker).await;
        let address = address_of(&world.app.as_coordinator().await).await;
        let all = events(&fetched(&world, &address).await);
        assert_eq!(all.len(), 7, "a screening day, five sessions and an interview day: {all:?}");
        let screening = &all[0];
        assert_eq!(screening.title, "Screening day: Trainee Health Care Assistant, June");
        assert_eq!(screening.from, "2026-05-27 09:30:00 Europe/London");
        assert_eq!(screening.until.as_deref(), Some("2026-05-27 15:30:00 Europe/London"));
        assert_eq!(screening.place.as_deref(), Some("Education Centre"));
        assert!(screening.about.starts_with("1 of 12 seats taken."), "{screening:?}");
        let interviews = all.iter().find(|date| date.title.starts_with("Interviews: ")).expect("an interview day");
        assert_eq!(interviews.from, "2026-06-09 09:00:00 Europe/London");
        assert!(interviews.about.starts_with("0 of 8 times booked, the first at 09:00, the last at 16:00."), "{interviews:?}");

        world.screen(&walker).await;
        world.select(&walker).await;
        world.train(&[&walker], 5).await;
        world.interview(&walker, "successful").await;
        world.agree_trial(&walker).await;
        world.start_trial(&walker).await;
        let file = fetched(&world, &address).await;
        let later = events(&file);
        let trial = later.iter().find(|date| date.title.starts_with("Last day of 1 work trial: ")).expect("a trial's end");
        assert_eq!((trial.from.as_str(), trial.until.as_deref()), (TRIAL_ENDS, Some("2026-07-15")), "a whole day");
        for hidden in ["Teasel", "Nadia", "Tom Hale", walker.id.as_str()] {
            assert!(!file.text.replace("\r\n ", "").contains(hidden), "{hidden}: {}", file.text);
        }
        let again = later.iter().find(|date| date.uid == screening.uid);
        assert_eq!(again.map(|date| &date.title), Some(&screening.title), "a date is known by its uid");
    }

    async fn a_session_that_was_changed_keeps_its_uid_and_has_its_new_place_and_hours(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = address_of(&staff).await;
        let before = events(&fetched(&world, &address).await)[0].clone();
        let day = world.screening_day().await;
        let body = to(&[("venue", json!("The Old Library")), ("starts_at", json!("10:15"))]);
        change(&staff, &day, 1, &body).await.expect(200);
        let now = events(&fetched(&world, &address).await)[0].clone();
        assert_eq!(now.uid, before.uid);
        assert_eq!(now.place.as_deref(), Some("The Old Library"));
        assert_eq!(now.from, "2026-05-27 10:15:00 Europe/London");
        assert_eq!(now.until, before.until);
    }

    async fn it_reaches_as_far_as_its_owner_does_at_that_moment(database: Database) {
        let world = World::new(database).await;
        world.another_programme().await;
        let (trainer, trainer_id) = world.staff_with(Role::Trainer).await;
        let address = address_of(&trainer).await;
        assert_eq!(events(&fetched(&world, &address).await), []);
        let assignment = world.assign(trainer_id).await;
        let all = events(&fetched(&world, &address).await);
        assert_eq!(all.len(), 7, "of one programme: {all:?}");
        let staff = world.app.as_coordinator().await;
        staff.post_at(&format!("/assignments/{assignment}/end"), 1, &serde_json::json!({})).await.expect(200);
        assert_eq!(events(&fetched(&world, &address).await), []);

        let (auditor, _) = world.staff_with(Role::Auditor).await;
        assert_eq!(events(&fetched(&world, &address_of(&auditor).await).await), []);
        let neighbour = address_of(&world.app.as_neighbour().await).await;
        assert_eq!(events(&fetched(&world, &neighbour).await), []);
    }

    async fn the_last_day_of_a_trial_is_for_those_who_may_see_whose_it_is(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Teasel").await;
        world.to_interviewed(&walker).await;
        world.agree_trial(&walker).await;
        world.start_trial(&walker).await;
        let (executive, _) = world.staff_with(Role::Executive).await;
        let file = fetched(&world, &address_of(&executive).await).await;
        assert!(!events(&file).is_empty() && !file.text.contains("work trial"), "{}", file.text);
    }

    async fn a_draft_is_in_no_calendar_and_neither_is_what_was_called_off(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let plan = crate::journeys::world::plan(&world.vacancy);
        let draft = staff.post("/programmes", &plan).await.expect(201).id();
        let address = address_of(&staff).await;
        assert_eq!(events(&fetched(&world, &address).await).len(), 7);
        staff.post_at(&format!("/programmes/{draft}/publish"), 1, &serde_json::json!({})).await.expect(200);
        assert_eq!(events(&fetched(&world, &address).await).len(), 14);
        staff.post_at(&format!("/programmes/{draft}/cancel"), 2, &serde_json::json!({})).await.expect(200);
        assert_eq!(events(&fetched(&world, &address).await).len(), 7);
    }
}
