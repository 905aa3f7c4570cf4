//! Planning backwards: from the first day of work to a draft, with the referrals that it takes.

use super::said;
use crate::journeys::world::{World, text};
use shared::identity::Role;

fn asked(world: &World, more: &str) -> String {
    format!(
        "/programmes/plan?vacancy_id={}&starting=8{more}",
        world.vacancy
    )
}

const IN_TIME: &str = "&start_on-day=1&start_on-month=3&start_on-year=2027&trial_days=10&copy_of=";

on_both_databases! {
    async fn eight_trainees_on_a_day_are_planned_backwards_and_become_a_draft(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let page = staff.get("/programmes/plan").await.expect(200);
        assert!(said(&page).contains("Plan a programme backwards"));
        let page = staff.get(&asked(&world, &format!("{IN_TIME}{}", world.programme))).await.expect(200);
        let words = said(&page);
        for what in ["Training week", "4 to 8 January 2027", "Too few journeys have finished", "First day of work", "Monday 1 March 2027"] {
            assert!(words.contains(what), "{what}: {words}");
        }
        assert!(words.contains("Who leads each session"), "{words}");
        assert!(page.text.contains("Tom Hale"), "the panel of the programme that is copied: {}", page.text);
        let form = [
            ("vacancy_id", world.vacancy.as_str()), ("starting", "8"), ("start_on-day", "1"), ("start_on-month", "3"), ("start_on-year", "2027"),
            ("trial_days", "10"), ("copy_of", world.programme.as_str()), ("title", "Trainee Health Care Assistants, March"),
            ("venue", "Education Centre"), ("places", "10"), ("panel", "Tom Hale\nRuth Adeyemi"), ("criteria", "Kindness\nReliability"),
            ("trainer-0", ""), ("trainer-1", "Bram Fennimore"), ("trainer-5", "Ottoline Gray"),
        ];
        let made = staff.form("/programmes/plan", &form).await.expect(303);
        let id = made.header("location").rsplit('/').next().expect("an id").to_owned();
        let draft = staff.get(&format!("/api/v1/programmes/{id}")).await.expect(200).json;
        assert_eq!((text(&draft["status"]), text(&draft["training_starts_on"])), ("draft".to_owned(), "2027-01-04".to_owned()));
        assert_eq!(draft["slots"].as_array().map(Vec::len), Some(10));
        assert_eq!(draft["panel"][1], "Ruth Adeyemi");
        assert_eq!(draft["warnings"].as_array().map(Vec::len), Some(0));
        assert_eq!(draft["sessions"][0]["capacity"], 20);
        let trainers: Vec<_> = draft["sessions"].as_array().expect("sessions").iter().map(|session| session["trainer"].as_str()).collect();
        assert_eq!(trainers, [None, Some("Bram Fennimore"), None, None, None, Some("Ottoline Gray")]);
        let copy = format!("{IN_TIME}{id}");
        let page = staff.get(&asked(&world, &copy)).await.expect(200);
        assert!(page.text.contains("value=\"Bram Fennimore\"") && page.text.contains("value=\"Ottoline Gray\""), "copied: {}", page.text);

        // The same room at the same time.
        let form: Vec<_> = form.into_iter().map(|(name, value)| if name == "title" { (name, "Once more") } else { (name, value) }).collect();
        let again = staff.form("/programmes/plan", &form).await.expect(303);
        let id = again.header("location").rsplit('/').next().expect("an id").to_owned();
        let draft = staff.get(&format!("/api/v1/programmes/{id}")).await.expect(200).json;
        assert_eq!(draft["warnings"][0]["code"], "venue_in_use");
        assert_eq!(draft["warnings"].as_array().map(Vec::len), Some(6));
    }

    async fn what_cannot_be_is_said_with_the_first_day_that_can(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let soon = "&start_on-day=20&start_on-month=6&start_on-year=2026&trial_days=10&copy_of=";
        let page = staff.get(&asked(&world, soon)).await.expect(422);
        assert!(said(&page).contains("The first day on which they can start is"), "{}", said(&page));
        let odd = "&start_on-day=31&start_on-month=2&start_on-year=2027&trial_days=31&copy_of=";
        let words = said(&staff.get(&asked(&world, odd)).await.expect(422));
        assert!(words.contains("Enter a real date") && words.contains("1 to 30 for this job"), "{words}");
        let page = staff.form("/programmes/plan", &[("vacancy_id", "no"), ("title", "Kept as it was written")]).await.expect(422);
        assert!(said(&page).contains("Choose the vacancy"), "{}", said(&page));
        let form = [
            ("vacancy_id", world.vacancy.as_str()), ("starting", "8"), ("start_on-day", "1"), ("start_on-month", "3"), ("start_on-year", "2027"),
            ("trial_days", "10"), ("copy_of", ""), ("title", "Kept as it was written"), ("venue", ""), ("places", "0"),
        ];
        let page = staff.form("/programmes/plan", &form).await.expect(422);
        assert!(page.text.contains("Kept as it was written") && said(&page).contains("Write where it is held"), "{}", said(&page));
    }

    async fn whoever_plans_no_programmes_does_not_plan_them_backwards(database: Database) {
        let world = World::new(database).await;
        for role in [Role::Trainer, Role::Executive] {
            let (somebody, _) = world.staff_with(role).await;
            somebody.get("/programmes/plan").await.expect(403);
        }
        let neighbour = world.app.as_neighbour().await;
        let page = neighbour.get(&asked(&world, IN_TIME)).await.expect(422);
        assert!(said(&page).contains("Choose the vacancy"), "the vacancy is not theirs");
    }
}
