//! The page on which a session is changed after its draft.

use super::{said, value_of};
use crate::accounts::later;
use crate::journeys::world::World;
use crate::support::{application::PASSWORD, client::Reply};
use chrono::TimeDelta;
use shared::identity::Role;

const FIELDS: [&str; 6] = [
    "version",
    "venue",
    "starts_at",
    "ends_at",
    "trainer",
    "capacity",
];

/// The fields of a form as a browser would send them, with some of them written over.
fn filled(form: &Reply, over: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let field = |name: &'static str| {
        let written = over.iter().find(|(known, _)| *known == name);
        let value = written.map(|(_, value)| (*value).to_owned());
        (name, value.unwrap_or_else(|| value_of(form, name)))
    };
    FIELDS.map(field).into()
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    let pair = |(name, value): &'a (&'static str, String)| (*name, value.as_str());
    fields.iter().map(pair).collect()
}

async fn address(world: &World) -> String {
    format!("/sessions/{}/change", world.screening_day().await)
}

on_both_databases! {
    async fn a_session_is_changed_on_a_page_that_says_who_is_told(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        for name in ["Alder", "Birch"] {
            world.book_screening(&world.refer(name).await).await;
        }
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        let words = said(&form);
        assert!(words.contains("Wednesday 27 May 2026") && words.contains("2 of 12") && words.contains("2 people are expected."), "{words}");
        assert!(words.contains("The date stays, because people have booked that day."), "{words}");
        assert_eq!((value_of(&form, "venue"), value_of(&form, "starts_at")), ("Education Centre".to_owned(), "09:30".to_owned()));
        assert_eq!(form.header("cache-control"), "no-store");

        let fields = filled(&form, &[("venue", "The Old Library"), ("trainer", "Bram Fennimore")]);
        let done = staff.form(&address, &pairs(&fields)).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("The session is changed") && said(&page).contains("2 people are told of it."), "{}", said(&page));
        assert_eq!((value_of(&page, "venue"), value_of(&page, "version")), ("The Old Library".to_owned(), "2".to_owned()));
        let same = staff.form(&address, &pairs(&filled(&page, &[]))).await.expect(303);
        let page = staff.get(same.header("location")).await.expect(200);
        assert!(said(&page).contains("Nothing was different"), "{}", said(&page));
    }

    async fn what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        for name in ["Alder", "Birch"] {
            world.book_screening(&world.refer(name).await).await;
        }
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        let unread = filled(&form, &[("venue", " "), ("capacity", "a dozen"), ("trainer", "Bram Fennimore")]);
        let refused = staff.form(&address, &pairs(&unread)).await.expect(422);
        for field in ["venue", "capacity"] {
            assert!(refused.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", said(&refused));
        }
        assert_eq!((value_of(&refused, "capacity"), value_of(&refused, "trainer")), ("a dozen".to_owned(), "Bram Fennimore".to_owned()));
        let backwards = filled(&form, &[("ends_at", "09:00"), ("starts_at", "")]);
        let refused = staff.form(&address, &pairs(&backwards)).await.expect(422);
        assert!(refused.text.contains("href=\"#starts_at\""), "{}", said(&refused));
        let too_few = filled(&form, &[("capacity", "1"), ("venue", "The Old Library")]);
        let refused = staff.form(&address, &pairs(&too_few)).await.expect(409);
        assert!(refused.text.contains("href=\"#capacity\"") && said(&refused).contains("2 seats are taken"), "{}", said(&refused));
        assert_eq!(value_of(&refused, "venue"), "The Old Library");
    }

    async fn whoever_was_quicker_is_not_written_over_unseen(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        let theirs = filled(&form, &[("venue", "Room 9"), ("trainer", "Bram Fennimore")]);
        staff.form(&address, &pairs(&theirs)).await.expect(303);
        let mine = filled(&form, &[("venue", "The Old Library")]);
        let stale = staff.form(&address, &pairs(&mine)).await.expect(412);
        let words = said(&stale);
        assert!(words.contains("Somebody has changed this session") && words.contains("Planned now: Room 9."), "{words}");
        assert!(words.contains("Planned now: Bram Fennimore."), "{words}");
        assert_eq!((value_of(&stale, "venue"), value_of(&stale, "version")), ("The Old Library".to_owned(), "2".to_owned()));
        let again = filled(&stale, &[]);
        staff.form(&address, &pairs(&again)).await.expect(303);
        assert_eq!(value_of(&staff.get(&address).await.expect(200), "venue"), "The Old Library");
    }

    async fn a_session_that_was_held_is_shown_and_has_no_form(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        world.move_to("2026-05-28");
        let page = staff.get(&address).await.expect(200);
        let words = said(&page);
        assert!(words.contains("It cannot be changed any more") && words.contains("it was on Wednesday 27 May 2026 until 15:30"), "{words}");
        assert!(!page.text.contains("name=\"venue\""));
        let late = filled(&form, &[("venue", "The Old Library")]);
        let refused = staff.form(&address, &pairs(&late)).await.expect(409);
        assert!(said(&refused).contains("The session is over"), "{}", said(&refused));
    }

    async fn a_trainer_in_two_places_is_shown_where_the_session_is_changed(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let mut other = crate::journeys::world::plan(&world.vacancy);
        other["sessions"][0]["trainer"] = serde_json::json!("Linnet Farrow");
        other["sessions"][0]["venue"] = serde_json::json!("The Old Library");
        staff.post("/programmes", &other).await.expect(201);
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        assert!(!said(&form).contains("Look at this"));
        let fields = filled(&form, &[("trainer", "Linnet Farrow")]);
        let done = staff.form(&address, &pairs(&fields)).await.expect(303);
        let words = said(&staff.get(done.header("location")).await.expect(200));
        assert!(words.contains("Look at this") && words.contains("is led by Linnet Farrow"), "{words}");
        assert!(words.contains("Nobody had to be told."), "{words}");
    }

    async fn only_who_runs_the_programme_changes_its_sessions(database: Database) {
        let world = World::new(database).await;
        let address = address(&world).await;
        for role in [Role::Assessor, Role::Trainer, Role::HiringManager, Role::Executive, Role::Auditor] {
            let (staff, _) = world.staff_with(role).await;
            staff.get(&address).await.expect(403);
        }
        world.app.as_neighbour().await.get(&address).await.expect(404);
        let staff = world.app.as_coordinator().await;
        staff.get("/sessions/none/change").await.expect(404);
        staff.get(&format!("/sessions/{}/change", uuid::Uuid::now_v7())).await.expect(404);
    }

    async fn a_change_outlives_the_sign_in(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = address(&world).await;
        let form = staff.get(&address).await.expect(200);
        let fields = filled(&form, &[("venue", "The Old Library")]);
        later(&world.app, TimeDelta::minutes(31));
        let asked = staff.form(&address, &pairs(&fields)).await.expect(303);
        let page = world.app.as_nobody().get(asked.header("location")).await.expect(200);
        let next = value_of(&page, "next").replace("&amp;", "&");
        let form = [("email", "cora@riverside.example"), ("password", PASSWORD), ("next", next.as_str())];
        let entered = world.app.as_nobody().form("/sign-in", &form).await.expect(303);
        let again = world.app.as_nobody().with_session(&entered.cookie("session").expect("a session"));
        let back = again.get(entered.header("location")).await.expect(200);
        assert_eq!(value_of(&back, "venue"), "The Old Library");
        assert_eq!(value_of(&back, "version"), "1");
    }
}

/// The fields of the form on which a screening day is added, like the last one but for what is written over.
fn another_day(form: &Reply, over: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let names = [
        "held_on-day",
        "held_on-month",
        "held_on-year",
        "venue",
        "starts_at",
        "ends_at",
        "trainer",
        "capacity",
    ];
    let field = |name: &'static str| {
        let written = over.iter().find(|(known, _)| *known == name);
        let value = written.map(|(_, value)| (*value).to_owned());
        (name, value.unwrap_or_else(|| value_of(form, name)))
    };
    names.map(field).into()
}

on_both_databases! {
    async fn a_screening_day_is_added_to_a_programme_that_has_begun(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let address = format!("/programmes/{}/screening-days/add", world.programme);
        let form = staff.get(&address).await.expect(200);
        assert_eq!((value_of(&form, "venue"), value_of(&form, "starts_at")), ("Education Centre".to_owned(), "09:30".to_owned()));
        assert!(said(&form).contains("Before the training week, which starts on"), "{}", said(&form));
        let none = staff.form(&address, &pairs(&another_day(&form, &[("venue", " "), ("capacity", "some")]))).await.expect(422);
        for problem in ["Enter the date", "Write where it is held", "Enter how many can attend"] {
            assert!(said(&none).contains(problem), "{problem}: {}", said(&none));
        }
        let late = [("held_on-day", "3"), ("held_on-month", "7"), ("held_on-year", "2026")];
        let refused = staff.form(&address, &pairs(&another_day(&form, &late))).await.expect(409);
        assert!(said(&refused).contains("There is a problem"), "{}", said(&refused));
        assert_eq!(value_of(&refused, "held_on-day"), "3", "what was written stays");
        let day = [("held_on-day", "28"), ("held_on-month", "5"), ("held_on-year", "2026"), ("venue", "The Old Library")];
        let done = staff.form(&address, &pairs(&another_day(&form, &day))).await.expect(303);
        let page = staff.get(done.header("location")).await.expect(200);
        assert!(said(&page).contains("The screening day is added") && said(&page).contains("Thursday 28 May 2026"), "{}", said(&page));
        let again = staff.form(&address, &pairs(&another_day(&form, &day))).await.expect(409);
        assert!(said(&again).contains("in that place already"), "{}", said(&again));
        let past = [("held_on-day", "4"), ("held_on-month", "5"), ("held_on-year", "2026")];
        let past = staff.form(&address, &pairs(&another_day(&form, &past))).await.expect(409);
        assert!(said(&past).contains("is over already"), "{}", said(&past));
        let sessions = staff.get(&format!("/programmes/{}/sessions", world.programme)).await.expect(200);
        assert!(sessions.text.contains("The Old Library"), "{}", sessions.text);
    }

    async fn only_who_plans_sessions_adds_a_screening_day(database: Database) {
        let world = World::new(database).await;
        let address = format!("/programmes/{}/screening-days/add", world.programme);
        world.app.as_neighbour().await.get(&address).await.expect(404);
        world.app.as_hiring_manager().await.get(&address).await.expect(403);
        world.app.as_jobcentre().await.get(&address).await.expect(403);
    }
}
