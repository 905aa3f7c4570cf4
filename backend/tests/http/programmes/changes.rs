//! A session is changed after its draft: what can be, until when, and who is told.

use super::plans::plan_with;
use crate::journeys::world::{SCREENING, Walker, World, guards, text};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::platform::database::{DatabaseResult, bind, schema::messages};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::ids::CandidateId;

/// What the sessions of the usual plan are, with some of it written over.
pub(crate) fn to(changes: &[(&str, Value)]) -> Value {
    let mut body = json!({
        "starts_at": "09:30", "ends_at": "15:30", "venue": "Education Centre", "trainer": null, "capacity": 12,
    });
    for (name, value) in changes {
        body[*name] = value.clone();
    }
    body
}

pub(crate) async fn change(client: &Client, session: &str, version: i32, body: &Value) -> Reply {
    let path = format!("/api/v1/sessions/{session}");
    let asked = client.request(Method::PUT, &path).if_match(version);
    asked.json(body).send().await
}

/// Somebody with a telephone and a seat on the screening day, who reads this language best.
async fn booked(world: &World, family_name: &str, language: &str) -> Walker {
    let mut referral = world.referral(family_name);
    referral["candidate"]["phone"] = json!("07700 900123");
    referral["candidate"]["language"] = json!(language);
    let jobcentre = world.app.as_jobcentre().await;
    let reply = jobcentre.post("/referrals", &referral).await.expect(201);
    let walker = Walker {
        id: text(&reply["journey_id"]),
        candidate: text(&reply["candidate_id"]).parse().expect("an id"),
    };
    world.book_screening(&walker).await;
    walker
}

/// What somebody was told of changed sessions, the oldest first: the channel, and the words.
async fn told(world: &World, person: CandidateId) -> Vec<(String, String)> {
    let trust = world.app.trust.id;
    let database = &world.app.platform.database;
    let found: DatabaseResult<Vec<(String, String)>> = database
        .read(move |db| {
            Ok(messages::table
                .filter(messages::trust_id.eq(bind(trust)))
                .filter(messages::candidate_id.eq(Some(person)))
                .filter(messages::template.eq("session_changed"))
                .order(messages::id)
                .select((messages::channel, messages::body))
                .load(db)?)
        })
        .await;
    found.expect("messages")
}

async fn programme(world: &World) -> Reply {
    let staff = world.app.as_coordinator().await;
    let address = format!("/programmes/{}", world.programme);
    staff.get(&address).await.expect(200)
}

on_both_databases! {
    async fn another_room_and_hour_are_told_to_whoever_is_booked_each_in_their_language(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let day = world.screening_day().await;
        let (reads_polish, reads_urdu) = (booked(&world, "Nowak", "pl").await, booked(&world, "Khan", "ur").await);
        let without_contact = world.refer("Teasel").await;
        world.book_screening(&without_contact).await;
        let not_booked = world.refer("Birch").await;
        let before = programme(&world).await;

        let body = to(&[("venue", json!("The Old Library")), ("starts_at", json!("10:00"))]);
        let changed = change(&staff, &day, 1, &body).await.expect(200);
        assert_eq!((&changed["changed"], &changed["people_told"]), (&json!(["starts_at", "venue"]), &json!(3)));
        assert_eq!((&changed["session"]["venue"], &changed["session"]["held_on"]), (&json!("The Old Library"), &json!(SCREENING)));
        assert_eq!((changed.version(), &changed["session"]["version"], &changed["warnings"]), (2, &json!(2), &json!([])));

        let polish = told(&world, reads_polish.candidate).await;
        let words = "Zmiana: Screening day, 27/5/2026, teraz od 10:00 do 15:30. Miejsce: The Old Library";
        assert_eq!(polish, [("sms".to_owned(), words.to_owned())]);
        let urdu = told(&world, reads_urdu.candidate).await;
        assert!(urdu[0].1.contains("تبدیلی") && urdu[0].1.contains("The Old Library"), "{urdu:?}");
        let english = told(&world, without_contact.candidate).await;
        let words = "Changed: Screening day on 27/5/2026 is now from 10:00 to 15:30. Place: The Old Library";
        assert_eq!(english, [("page".to_owned(), words.to_owned())]);
        assert_eq!(told(&world, not_booked.candidate).await, []);

        let now = programme(&world).await;
        assert_eq!(now["sessions"][0], changed["session"]);
        assert_eq!(now.version(), before.version() + 1);
        let register = staff.get(&format!("/sessions/{day}/register")).await.expect(200);
        assert_eq!(register.version(), 2, "what it says of the session is another");
        let sheet = staff.get(&format!("/print/sign-in-sheet/{day}")).await.expect(200);
        assert!(sheet.text.contains("The Old Library") && sheet.text.contains("10:00 to 15:30"));
    }

    async fn a_persons_own_page_and_calendar_have_what_is_planned_now(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (day, walker) = (world.screening_day().await, booked(&world, "Teasel", "en").await);
        let body = to(&[("venue", json!("The Old Library")), ("starts_at", json!("10:15"))]);
        change(&staff, &day, 1, &body).await.expect(200);
        let person = world.app.as_candidate(walker.candidate).await.with_header("Accept", "text/html");
        let page = person.get(&format!("/my/journeys/{}", walker.id)).await.expect(200);
        assert!(page.text.contains("The Old Library"), "{}", page.text);
        let calendar = person.get("/my/calendar.ics").await.expect(200);
        assert!(calendar.text.contains("LOCATION:The Old Library") && calendar.text.contains("T101500"), "{}", calendar.text);
    }

    async fn those_of_the_training_week_are_told_and_nobody_before_or_after_it(database: Database) {
        let mut world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        // One place in the week: whoever is selected next waits for it.
        let plan = plan_with(&world.vacancy, &[("/places", json!(1))]);
        world.programme = staff.post("/programmes", &plan).await.expect(201).id();
        let publish = format!("/programmes/{}/publish", world.programme);
        staff.post_at(&publish, 1, &json!({})).await.expect(200);
        let (selected, waiting, screened, only_booked) = (
            world.refer("Alder").await, world.refer("Birch").await, world.refer("Cedar").await, world.refer("Damson").await,
        );
        for walker in [&selected, &waiting, &screened, &only_booked] {
            world.book_screening(walker).await;
        }
        for walker in [&selected, &waiting, &screened] {
            world.screen(walker).await;
        }
        world.select(&selected).await;
        world.make(&staff, &waiting, "select", json!({ "waiting_list": true })).await;
        let (first_aid, _) = world.training().await[3].clone();
        let changed = change(&staff, &first_aid, 1, &to(&[("ends_at", json!("16:00"))])).await.expect(200);
        assert_eq!(changed["people_told"], json!(1));
        let words = "Changed: First aid on 4/6/2026 is now from 09:30 to 16:00. Place: Education Centre";
        assert_eq!(told(&world, selected.candidate).await[0].1, words);
        for walker in [&waiting, &screened, &only_booked] {
            assert_eq!(told(&world, walker.candidate).await, []);
        }
    }

    async fn another_trainer_or_more_seats_are_told_to_nobody_and_the_same_again_changes_nothing(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let (day, walker) = (world.screening_day().await, booked(&world, "Teasel", "en").await);
        let body = to(&[("trainer", json!("  Bram Fennimore ")), ("capacity", json!(40))]);
        let changed = change(&staff, &day, 1, &body).await.expect(200);
        assert_eq!((&changed["changed"], &changed["people_told"]), (&json!(["trainer", "capacity"]), &json!(0)));
        assert_eq!(changed["session"]["trainer"], json!("Bram Fennimore"));
        assert_eq!(told(&world, walker.candidate).await, []);
        let before = programme(&world).await.version();
        let again = change(&staff, &day, 2, &body).await.expect(200);
        assert_eq!((&again["changed"], again.version()), (&json!([]), 2));
        assert_eq!(programme(&world).await.version(), before);
        let audit = world.app.as_administrator().await.get("/audit?action=change_session").await.expect(200);
        let lines = audit["data"].as_array().expect("lines");
        assert_eq!(lines.len(), 1, "{lines:?}");
        let words = text(&lines[0]["words"]);
        assert!(words.ends_with("changed a session: trainer, capacity"), "{words}");
    }

    async fn there_are_never_fewer_seats_than_are_taken(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let day = world.screening_day().await;
        for name in ["Alder", "Birch", "Cedar"] {
            world.book_screening(&world.refer(name).await).await;
        }
        let refused = change(&staff, &day, 1, &to(&[("capacity", json!(2))])).await.expect(409);
        assert_eq!(guards(&refused), ["screening_seat_free"]);
        let why = text(&refused["unmet_guards"][0]["explanation"]);
        assert_eq!(why, "3 seats are taken, so that there must be 3 or more.");
        assert_eq!(programme(&world).await["sessions"][0]["capacity"], json!(12));
        change(&staff, &day, 1, &to(&[("capacity", json!(3))])).await.expect(200);
        let fourth = world.refer("Damson").await;
        world.make(&staff, &fourth, "accept", json!({})).await;
        let seat = json!({ "session_id": day, "adjustments_asked": true, "adjustments": null });
        let full = world.try_move(&staff, &fourth, "book_screening", seat.clone()).await;
        assert_eq!(guards(&full), ["screening_seat_free"]);
        change(&staff, &day, 2, &to(&[("capacity", json!(4))])).await.expect(200);
        world.make(&staff, &fourth, "book_screening", seat).await;
    }

    async fn what_was_held_or_signed_off_or_is_of_a_programme_that_is_over_stays_as_it_was(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let day = world.screening_day().await;
        let elsewhere = to(&[("venue", json!("The Old Library"))]);
        world.move_to(SCREENING);
        change(&staff, &day, 1, &elsewhere).await.expect(200);
        // At ten in London nobody is asked to come until half past nine.
        let past = to(&[("starts_at", json!("08:00")), ("ends_at", json!("09:30"))]);
        assert_eq!(guards(&change(&staff, &day, 2, &past).await.expect(409)), ["booked_day_not_past"]);
        let sign_off = format!("/sessions/{day}/register/sign-off");
        staff.post_at(&sign_off, 2, &json!({})).await.expect(200);
        let refused = change(&staff, &day, 3, &to(&[])).await.expect(409);
        assert_eq!(guards(&refused), ["register_open"]);
        world.move_to("2026-05-28");
        let refused = change(&staff, &day, 3, &to(&[])).await.expect(409);
        assert_eq!(guards(&refused), ["register_open", "booked_day_not_past"]);

        let version = programme(&world).await.version();
        let cancel = format!("/programmes/{}/cancel", world.programme);
        staff.post_at(&cancel, version, &json!({})).await.expect(200);
        let (training, _) = world.training().await[0].clone();
        let refused = change(&staff, &training, 1, &elsewhere).await.expect(409);
        assert_eq!(guards(&refused), ["published"]);
    }

    async fn whoever_read_an_older_version_is_told_and_every_bad_value_at_its_place(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let day = world.screening_day().await;
        change(&staff, &day, 1, &to(&[("venue", json!("The Old Library"))])).await.expect(200);
        assert_eq!(change(&staff, &day, 1, &to(&[])).await.expect(412).code(), "stale");
        let path = format!("/sessions/{day}");
        assert_eq!(staff.put(&path, &to(&[])).await.expect(428).code(), "precondition_missing");
        let wrong = to(&[
            ("starts_at", json!("9.30")), ("ends_at", json!("24:00")), ("venue", json!("x".repeat(201))),
            ("trainer", json!("Two\nlines")), ("capacity", json!(0)),
        ]);
        let refused = change(&staff, &day, 2, &wrong).await.expect(422);
        let errors = refused["errors"].as_array().expect("errors");
        let mut at: Vec<_> = errors.iter().map(|error| text(&error["pointer"])).collect();
        at.sort();
        assert_eq!(at, ["/capacity", "/ends_at", "/starts_at", "/trainer", "/venue"]);
        let backwards = to(&[("starts_at", json!("15:30"))]);
        assert_eq!(change(&staff, &day, 2, &backwards).await.expect(422)["errors"][0]["pointer"], json!("/ends_at"));
        let dated = to(&[("held_on", json!("2026-05-28"))]);
        let refused = change(&staff, &day, 2, &dated).await;
        assert!(matches!(refused.status, 400 | 422) && refused.text.contains("held_on"), "{}", refused.text);
        assert_eq!(programme(&world).await["sessions"][0]["version"], json!(2));
    }

    async fn a_session_is_changed_by_whoever_runs_the_programme_and_is_not_there_for_another_trust(database: Database) {
        let world = World::new(database).await;
        let day = world.screening_day().await;
        let body = to(&[("venue", json!("The Old Library"))]);
        change(&world.app.as_hiring_manager().await, &day, 1, &body).await.expect(403);
        change(&world.app.as_college().await, &day, 1, &body).await.expect(403);
        change(&world.app.as_neighbour().await, &day, 1, &body).await.expect(404);
        change(&world.app.as_coordinator().await, &uuid::Uuid::now_v7().to_string(), 1, &body).await.expect(404);
        change(&world.app.as_administrator().await, &day, 1, &body).await.expect(200);
    }

    async fn one_trainer_in_two_places_at_one_time_is_warned_of(database: Database) {
        let world = World::new(database).await;
        let staff = world.app.as_coordinator().await;
        let mut other = crate::journeys::world::plan(&world.vacancy);
        for session in other["sessions"].as_array_mut().expect("sessions") {
            session["venue"] = json!("The Old Library");
            session["trainer"] = json!("Linnet Farrow");
        }
        let other = staff.post("/programmes", &other).await.expect(201);
        let (first_aid, _) = world.training().await[3].clone();
        let body = to(&[("trainer", json!("linnet  farrow"))]);
        let changed = change(&staff, &first_aid, 1, &body).await.expect(200);
        let warnings = changed["warnings"].as_array().expect("warnings");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(warnings[0]["code"], json!("trainer_in_two_places"));
        assert!(text(&warnings[0]["message"]).contains(&text(&other["reference"])), "{warnings:?}");
        let later = to(&[("trainer", json!("Linnet Farrow")), ("starts_at", json!("15:30")), ("ends_at", json!("17:00"))]);
        assert_eq!(change(&staff, &first_aid, 2, &later).await.expect(200)["warnings"], json!([]));
    }

    async fn of_many_changes_at_once_one_is_made(database: Database) {
        let world = World::new(database).await;
        let (staff, day) = (world.app.as_coordinator().await, world.screening_day().await);
        let walker = booked(&world, "Teasel", "en").await;
        let rooms: Vec<_> = (1..=8).map(|room| to(&[("venue", json!(format!("Room {room}")))])).collect();
        let changes = rooms.iter().map(|room| change(&staff, &day, 1, room));
        let replies = futures_util::future::join_all(changes).await;
        let made: Vec<_> = replies.iter().filter(|reply| reply.status == 200).collect();
        assert_eq!(made.len(), 1);
        assert!(replies.iter().all(|reply| matches!(reply.status, 200 | 412)));
        let said = told(&world, walker.candidate).await;
        assert_eq!(said.len(), 1);
        assert!(said[0].1.ends_with(&text(&made[0]["session"]["venue"])), "{said:?}");
    }
}
