//! The screening day (L3): seats, registers and the three components.

use super::{Case, case};
use crate::world::scene::Scene;
use crate::world::usual::Attempt;
use crate::world::{SCREENING, SCREENING_LATER, TRAINING, id, session_id};
use serde_json::{Value, json};
use shared::journey::{ActorKind, Guard, Move, SessionKind, State};

fn fill_screening_days(at: &mut Attempt) {
    for session in &mut at.scene.situation.programme.sessions {
        session.taken = session.capacity;
    }
}

pub const CASES: &[Case] = &[
    case(
        Move::BookScreening,
        "no seat is free",
        fill_screening_days,
        &["screening_seat_free"],
    ),
    case(
        Move::RebookScreening,
        "no seat is free to move to",
        fill_screening_days,
        &["screening_seat_free"],
    ),
    case(
        Move::BookScreening,
        "a screening day that is over takes nobody",
        |at| {
            at.scene.on("2026-05-28");
        },
        &["screening_seat_free"],
    ),
    case(
        Move::BookScreening,
        "a screening day whose register is closed takes nobody",
        |at| {
            at.scene.sign_off(SessionKind::Screening);
        },
        &["screening_seat_free"],
    ),
    case(
        Move::BookScreening,
        "a training session is no screening day",
        |at| at.told("session_id", json!(session_id(TRAINING[0]))),
        &["screening_seat_free"],
    ),
    case(
        Move::BookScreening,
        "a day of another programme is no screening day here",
        |at| at.told("session_id", json!(id(0xBAD))),
        &["screening_seat_free"],
    ),
    case(
        Move::BookScreening,
        "screening comes before the training",
        |at| {
            at.scene.situation.programme.sessions[0].held_on = "2026-06-01".parse().expect("a date")
        },
        &["screening_before_training"],
    ),
    case(
        Move::RebookScreening,
        "another screening day comes before the training too",
        |at| {
            at.scene.situation.programme.sessions[1].held_on = "2026-06-02".parse().expect("a date")
        },
        &["screening_before_training"],
    ),
    case(
        Move::BookScreening,
        "adjustments are asked for",
        |at| at.told("adjustments_asked", json!(false)),
        &["adjustments_asked"],
    ),
    case(
        Move::BookScreening,
        "a full day and adjustments that nobody asked for are named at once",
        |at| {
            fill_screening_days(at);
            at.told("adjustments_asked", json!(false));
        },
        &["screening_seat_free", "adjustments_asked"],
    ),
    case(
        Move::RecordAttendance,
        "attendance is recorded at the day that is booked",
        |at| {
            at.scene.on("2026-05-28");
            at.told("session_id", json!(session_id(SCREENING_LATER)));
        },
        &["session_of_this_stage"],
    ),
    case(
        Move::RecordAttendance,
        "nobody is present at a day that is still ahead",
        |at| {
            at.scene.on("2026-05-26");
        },
        &["session_date_reached"],
    ),
    case(
        Move::RecordAttendance,
        "a register that is signed off is closed",
        |at| {
            at.scene.sign_off(SessionKind::Screening);
        },
        &["register_open"],
    ),
    case(
        Move::RecordAttendance,
        "a screening day is not made up later",
        |at| {
            at.scene.sign_off(SessionKind::Screening);
            at.told("attendance", json!("made_up"));
        },
        &["register_open"],
    ),
    case(
        Move::RecordAttendance,
        "the college keeps no register of a screening day",
        |at| {
            at.scene.by(ActorKind::College);
        },
        &["college_keeps_training_registers"],
    ),
    case(
        Move::RecordAttendance,
        "nobody on the waiting list is expected while every place is taken",
        |at| {
            at.scene = waiting_in_training_week();
            at.told("session_id", json!(session_id(TRAINING[0])));
        },
        &["training_place_free"],
    ),
    case(
        Move::RecordScreening,
        "the day is not recorded before it happens",
        |at| {
            at.scene.on("2026-05-26");
        },
        &["screening_date_reached"],
    ),
    case(
        Move::RecordScreening,
        "somebody who was absent was not screened",
        |at| {
            at.scene.attendance(SCREENING, "absent");
        },
        &["screening_attended"],
    ),
    case(
        Move::RecordScreening,
        "all three components are recorded",
        |at| at.told("role_overview", Value::Null),
        &["three_components_recorded"],
    ),
    case(
        Move::RecordScreeningAbsence,
        "the register is closed first",
        |at| at.scene.situation.programme.sessions[0].signed_off = false,
        &["screening_register_closed"],
    ),
    case(
        Move::RecordScreeningAbsence,
        "an excused absence ends nothing",
        |at| {
            at.scene.situation.programme.sessions[0].signed_off = false;
            at.scene
                .attendance(SCREENING, "excused")
                .sign_off(SessionKind::Screening);
            at.scene.by(ActorKind::TrustStaff);
        },
        &["screening_absence_not_excused"],
    ),
    case(
        Move::RecordScreeningAbsence,
        "somebody who came did not miss it, whatever the register's state",
        |at| {
            at.scene.situation.programme.sessions[0].signed_off = false;
            at.scene.attendance(SCREENING, "late");
        },
        &["screening_register_closed", "screening_absence_not_excused"],
    ),
];

/// Selected onto the waiting list, on the first day of training, with every place taken.
pub fn waiting_in_training_week() -> Scene {
    let mut scene = Scene::at(State::Screened);
    scene.situation.counts.training_places_held = scene.situation.programme.places;
    scene.on("2026-05-28").does(
        ActorKind::TrustStaff,
        Move::Select,
        json!({ "waiting_list": true }),
    );
    scene.on("2026-06-01").by(ActorKind::TrustStaff);
    scene
}

#[test]
fn a_seat_is_booked_until_the_last_one() {
    let mut at = crate::world::usual::usual(Move::BookScreening);
    at.scene.situation.programme.sessions[0].taken = 11;
    assert!(at.decide().is_ok());
}

#[test]
fn a_rebooking_supersedes_the_booking_and_keeps_what_was_asked_for() {
    let mut scene = Scene::at(State::ScreeningBooked);
    let details =
        json!({ "session_id": session_id(SCREENING_LATER), "reason": "A hospital visit" });
    scene
        .on("2026-05-20")
        .does(ActorKind::Candidate, Move::RebookScreening, details);
    let booking = scene.journey.screening.clone().expect("a booking");
    assert_eq!(booking.session_id, session_id(SCREENING_LATER));
    assert_eq!(booking.held_on.to_string(), "2026-05-28");
    assert_eq!(
        booking.adjustments.expect("adjustments").as_str(),
        "Large print"
    );
    let moved = &scene.history.last().expect("an event");
    assert_eq!(
        (moved.event.kind(), moved.by.kind),
        ("screening_rebooked", ActorKind::Candidate)
    );
}

#[test]
fn a_booking_takes_somebody_off_the_waiting_list() {
    let mut scene = Scene::referred();
    scene.situation.counts.accepted = 24;
    scene
        .on("2026-05-06")
        .does(ActorKind::TrustStaff, Move::Accept, json!({}));
    assert!(scene.journey.waiting_listed);
    let seat = json!({ "session_id": session_id(SCREENING), "adjustments_asked": true });
    scene.does(ActorKind::Jobcentre, Move::BookScreening, seat);
    assert!(!scene.journey.waiting_listed);
}

#[test]
fn each_component_that_is_missing_is_named() {
    let mut at = crate::world::usual::usual(Move::RecordScreening);
    at.details = json!({ "team_exercises": "Worked well with others" });
    let refusal = at.decide().expect_err("two are missing");
    assert!(refusal.names(Guard::ThreeComponentsRecorded));
    assert_eq!(
        refusal.to_string(),
        "Still to be recorded: the overview of the role, the brief interview."
    );
}

#[test]
fn a_component_is_recorded_by_a_score_or_in_words() {
    let mut at = crate::world::usual::usual(Move::RecordScreening);
    at.details = json!({
        "team_exercises_score": "4", "role_overview": "Asked good questions", "brief_interview_score": "3",
    });
    at.decide().expect("each is recorded one way or the other");
    at.details = json!({ "team_exercises_score": "4", "role_overview_score": "5" });
    let refusal = at.decide().expect_err("one is missing");
    assert_eq!(
        refusal.to_string(),
        "Still to be recorded: the brief interview."
    );
}
