//! What is said of a booking: that the person is coming.

use super::{Case, case};
use crate::world::scene::{Scene, withdrawal};
use crate::world::usual::usual;
use crate::world::{SCREENING, SCREENING_LATER, SLOT, date, session_id, slot_id};
use serde_json::json;
use shared::journey::{ActorKind, Booked, BookedFor, Event, Guard, Journey, Move, Recorded, State};
use shared::values::Coded as _;

pub const CASES: &[Case] = &[
    case(
        Move::ConfirmBooking,
        "nobody says that they are coming to a day that is over",
        |at| {
            at.scene.on("2026-05-28");
        },
        &["booked_day_not_past"],
    ),
    case(
        Move::ConfirmBooking,
        "it is said once",
        |at| {
            confirm(&mut at.scene, ActorKind::Jobcentre);
            at.scene.by(ActorKind::Candidate);
        },
        &["not_yet_confirmed"],
    ),
];

fn confirm(scene: &mut Scene, by: ActorKind) {
    scene.does(by, Move::ConfirmBooking, json!({}));
}

fn booked(scene: &Scene) -> Booked {
    scene.journey.booked().expect("a booking")
}

#[test]
fn whoever_says_that_they_are_coming_stays_where_they_are_and_the_booking_says_so() {
    for by in [
        ActorKind::Candidate,
        ActorKind::TrustStaff,
        ActorKind::Administrator,
        ActorKind::Jobcentre,
    ] {
        let mut at = usual(Move::ConfirmBooking);
        confirm(&mut at.scene, by);
        assert_eq!(at.scene.journey.state, State::ScreeningBooked, "{by}");
        assert_eq!(booked(&at.scene).confirmed_on, Some(date("2026-05-24")));
        let said = &at.scene.history.last().expect("an event").event;
        let expected = Event::BookingConfirmed {
            session_id: Some(session_id(SCREENING)),
            slot_id: None,
            held_on: date("2026-05-27"),
        };
        assert_eq!(said, &expected);
    }
}

#[test]
fn an_interview_is_confirmed_too_and_the_screening_day_before_it_is_left_as_it_was() {
    let mut scene = Scene::at(State::InterviewBooked);
    confirm(&mut scene, ActorKind::Candidate);
    assert_eq!(booked(&scene).what, BookedFor::Interview(slot_id(SLOT)));
    assert_eq!(booked(&scene).confirmed_on, Some(date("2026-06-08")));
    let screening = scene.journey.screening.expect("a screening day");
    assert_eq!(screening.confirmed_on, None);
}

#[test]
fn on_the_booked_day_itself_it_can_still_be_said() {
    let mut at = usual(Move::ConfirmBooking);
    at.scene.on("2026-05-27");
    assert!(at.decide().is_ok());
}

#[test]
fn a_booking_that_is_moved_is_not_confirmed_any_more() {
    let mut scene = usual(Move::ConfirmBooking).scene;
    confirm(&mut scene, ActorKind::Candidate);
    let other = json!({ "session_id": session_id(SCREENING_LATER), "reason": "My child is ill" });
    scene.does(ActorKind::Candidate, Move::RebookScreening, other);
    assert_eq!(booked(&scene).confirmed_on, None);
    confirm(&mut scene, ActorKind::Candidate);

    let mut scene = Scene::at(State::InterviewBooked);
    confirm(&mut scene, ActorKind::TrustStaff);
    let cause = json!({ "cause": "illness" });
    scene.does(ActorKind::Candidate, Move::ReleaseInterview, cause);
    assert_eq!(scene.journey.booked(), None);
    let same = json!({ "slot_id": slot_id(SLOT) });
    scene.does(ActorKind::Candidate, Move::BookInterview, same);
    assert_eq!(
        booked(&scene).confirmed_on,
        None,
        "a new booking of the same time"
    );
}

#[test]
fn whoever_left_and_is_back_is_asked_again() {
    let mut scene = usual(Move::ConfirmBooking).scene;
    confirm(&mut scene, ActorKind::Candidate);
    scene.does(ActorKind::Candidate, Move::Withdraw, withdrawal());
    assert_eq!(scene.journey.booked(), None);
    let reason = json!({ "reason": "They changed their mind" });
    scene.does(ActorKind::Administrator, Move::Reopen, reason);
    assert_eq!(booked(&scene).confirmed_on, None);
}

#[test]
fn a_confirmation_of_another_booking_says_nothing_of_this_one() {
    let mut scene = Scene::at(State::ScreeningBooked);
    let late = Recorded {
        event: Event::BookingConfirmed {
            session_id: Some(session_id(SCREENING_LATER)),
            slot_id: None,
            held_on: date("2026-05-28"),
        },
        on: scene.situation.today,
        by: scene.situation.actor.clone(),
    };
    scene.journey.apply(&late);
    assert_eq!(booked(&scene).confirmed_on, None);
}

#[test]
fn somebody_is_asked_from_three_days_before_until_the_day_itself_comes() {
    let mut scene = Scene::at(State::ScreeningBooked);
    let asked = |scene: &Scene, day| booked(scene).is_to_be_asked(date(day));
    for (day, is_asked) in [
        ("2026-05-07", false),
        ("2026-05-23", false),
        ("2026-05-24", true),
        ("2026-05-26", true),
        ("2026-05-27", false),
        ("2026-05-28", false),
    ] {
        assert_eq!(asked(&scene, day), is_asked, "{day}");
    }
    scene.on("2026-05-24");
    confirm(&mut scene, ActorKind::TrustStaff);
    assert!(
        !asked(&scene, "2026-05-25"),
        "who has answered is not asked"
    );
}

#[test]
fn nobody_is_asked_where_nothing_is_booked() {
    for state in State::ALL {
        let is_booked = Scene::at(*state).journey.booked().is_some();
        let expected = matches!(state, State::ScreeningBooked | State::InterviewBooked);
        assert_eq!(is_booked, expected, "{state}");
    }
}

#[test]
fn a_journey_that_was_written_before_there_were_confirmations_is_still_read() {
    for state in [State::ScreeningBooked, State::InterviewBooked] {
        let scene = Scene::at(state);
        let mut written = serde_json::to_value(&scene.journey).expect("written");
        for part in ["screening", "interview"] {
            if let Some(part) = written[part].as_object_mut() {
                part.remove("confirmed_on").expect("a field to leave out");
            }
        }
        let read: Journey = serde_json::from_value(written).expect("read");
        assert_eq!(read, scene.journey);
    }
}

#[test]
fn a_move_that_is_nobodys_elses_is_refused_with_whose_it_is() {
    let mut scene = Scene::at(State::ScreeningBooked);
    scene.on("2026-05-24").is_refused(
        ActorKind::College,
        Move::ConfirmBooking,
        json!({}),
        Guard::ByThisActor,
    );
}
