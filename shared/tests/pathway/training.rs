//! The training week (L4, L5) and the interview that it earns (L6).

use super::screening::waiting_in_training_week;
use super::{Case, case};
use crate::world::scene::{Scene, next_step, withdrawal};
use crate::world::{TRAINING, session_id};
use serde_json::json;
use shared::journey::ActorKind::{Candidate, College, System, TrustStaff};
use shared::journey::{Guard, Move, SessionKind, State, due, next_due_on};

pub const CASES: &[Case] = &[
    case(
        Move::Select,
        "every place is taken",
        |at| at.scene.situation.counts.training_places_held = 10,
        &["training_place_free"],
    ),
    case(
        Move::StartTraining,
        "somebody on the waiting list starts only when a place is free",
        |at| {
            at.scene = waiting_in_training_week();
            at.scene.by(College);
        },
        &["training_place_free", "first_session_attended"],
    ),
    case(
        Move::StartTraining,
        "training starts with a session attended",
        |at| {
            at.scene.attendance(TRAINING[0], "absent").by(College);
        },
        &["first_session_attended"],
    ),
    case(
        Move::RecordTrainingAbsence,
        "the registers of the first day are closed first",
        |at| at.scene.situation.programme.sessions[2].signed_off = false,
        &["first_day_register_closed"],
    ),
    case(
        Move::RecordTrainingAbsence,
        "an excused first day ends nothing",
        |at| {
            at.scene = Scene::at(State::Selected);
            at.scene.on("2026-06-01").attendance(TRAINING[0], "excused");
            at.scene.sign_off(SessionKind::Training);
        },
        &["absent_from_first_day"],
    ),
    case(
        Move::RecordTrainingAbsence,
        "somebody who came later in the week did not miss it",
        |at| {
            at.scene = Scene::at(State::Selected);
            at.scene.on("2026-06-02").attendance(TRAINING[0], "absent");
            at.scene
                .attendance(TRAINING[1], "present")
                .sign_off(SessionKind::Training);
        },
        &["absent_from_first_day"],
    ),
    case(
        Move::GuaranteeInterview,
        "the week is over first",
        |at| {
            at.scene.on("2026-06-04");
        },
        &["training_week_over"],
    ),
    case(
        Move::GuaranteeInterview,
        "every register is signed off",
        |at| at.scene.situation.programme.sessions[6].signed_off = false,
        &["registers_signed_off"],
    ),
    case(
        Move::GuaranteeInterview,
        "one required session missed is one too many where the threshold is all of them",
        |at| {
            at.scene.situation.programme.sessions[6].signed_off = false;
            at.scene
                .attendance(TRAINING[4], "excused")
                .sign_off(SessionKind::Training)
                .by(System);
        },
        &["training_threshold_met"],
    ),
    case(
        Move::RecordTrainingNotCompleted,
        "nobody is closed for the week before it is over",
        |at| {
            at.scene.on("2026-06-04");
        },
        &["training_week_over"],
    ),
    case(
        Move::RecordTrainingNotCompleted,
        "nobody is closed on registers that are not signed off",
        |at| at.scene.situation.programme.sessions[3].signed_off = false,
        &["registers_signed_off"],
    ),
    case(
        Move::RecordTrainingNotCompleted,
        "nobody who met the threshold is closed for not meeting it",
        |at| {
            at.scene = attended(&["made_up", "present", "late", "present"]);
            at.scene.by(TrustStaff);
        },
        &["training_threshold_unmet"],
    ),
];

/// Friday's end, the first session present and the others so.
fn attended(others: &[&str; 4]) -> Scene {
    let mut scene = Scene::at(State::InTraining);
    scene.on("2026-06-05");
    for (session, attendance) in TRAINING[1..].iter().zip(others) {
        scene.attendance(*session, attendance);
    }
    scene.sign_off(SessionKind::Training);
    scene
}

#[test]
fn whoever_attends_every_required_session_has_an_interview_from_the_system() {
    let mut scene = attended(&["late", "made_up", "present", "present"]);
    assert_eq!(scene.system_acts(), [Move::GuaranteeInterview]);
    assert_eq!(scene.journey.entitled_on, Some(scene.situation.today));
    assert_eq!(
        scene.history.last().map(|recorded| recorded.by.kind),
        Some(System)
    );
}

#[test]
fn nobody_grants_an_interview_by_hand() {
    let mut scene = attended(&["present"; 4]);
    for kind in [
        TrustStaff,
        shared::journey::ActorKind::Administrator,
        College,
        Candidate,
    ] {
        scene.is_refused(
            kind,
            Move::GuaranteeInterview,
            json!({}),
            Guard::ByThisActor,
        );
    }
}

#[test]
fn a_threshold_below_all_of_them_lets_a_session_be_missed() {
    let mut scene = attended(&["absent", "present", "present", "present"]);
    assert_eq!(scene.system_acts(), []);
    scene.situation.programme.training_threshold = Some(4);
    assert_eq!(scene.system_acts(), [Move::GuaranteeInterview]);
}

#[test]
fn a_session_that_is_not_required_is_not_counted() {
    let mut scene = attended(&["absent", "present", "present", "present"]);
    scene.situation.programme.sessions[3].required = false;
    assert_eq!(scene.system_acts(), [Move::GuaranteeInterview]);
}

#[test]
fn a_session_made_up_after_the_sign_off_still_earns_the_interview() {
    let mut scene = attended(&["absent", "present", "present", "present"]);
    let late_line = json!({ "session_id": session_id(TRAINING[1]), "attendance": "present" });
    scene.on("2026-06-08").is_refused(
        College,
        Move::RecordAttendance,
        late_line,
        Guard::RegisterOpen,
    );
    let made_up = json!({ "session_id": session_id(TRAINING[1]), "attendance": "made_up" });
    scene.does(College, Move::RecordAttendance, made_up);
    assert_eq!(scene.system_acts(), [Move::GuaranteeInterview]);
}

#[test]
fn an_open_journey_that_met_the_threshold_is_granted_the_interview_though_nobody_recorded_the_start()
 {
    let mut scene = Scene::at(State::Selected);
    scene.on("2026-06-05");
    for session in TRAINING {
        scene.attendance(session, "present");
    }
    assert_eq!(
        due(&scene.journey, &scene.situation),
        None,
        "the registers are not signed off"
    );
    assert_eq!(
        next_due_on(&scene.journey, &scene.situation.programme),
        Some(scene.situation.today)
    );
    scene.sign_off(SessionKind::Training);
    assert_eq!(
        scene.system_acts(),
        [Move::StartTraining, Move::GuaranteeInterview]
    );
}

#[test]
fn the_system_starts_no_training_that_nobody_came_to() {
    let mut scene = Scene::at(State::Selected);
    scene
        .on("2026-06-05")
        .attendance(TRAINING[0], "absent")
        .sign_off(SessionKind::Training);
    assert_eq!(scene.system_acts(), []);
    scene.does(TrustStaff, Move::RecordTrainingAbsence, next_step());
}

#[test]
fn somebody_on_the_waiting_list_who_comes_takes_the_place_that_is_free() {
    let mut scene = waiting_in_training_week();
    scene.situation.counts.training_places_held = 9;
    scene.attendance(TRAINING[0], "present");
    assert!(!scene.journey.waiting_listed);
    scene.situation.counts.training_places_held = 10;
    scene.does(College, Move::StartTraining, json!({}));
}

#[test]
fn with_a_place_free_the_waiting_list_is_no_waiting_list() {
    let mut scene = Scene::at(State::Screened);
    scene.does(TrustStaff, Move::Select, json!({ "waiting_list": true }));
    assert!(!scene.journey.waiting_listed);
}

#[test]
fn an_entitlement_outlives_even_leaving_the_pathway_and_coming_back() {
    let mut scene = Scene::at(State::InterviewGuaranteed);
    let entitled_on = scene.journey.entitled_on;
    scene
        .on("2026-06-08")
        .does(Candidate, Move::Withdraw, withdrawal());
    scene.does(
        shared::journey::ActorKind::Administrator,
        Move::Reopen,
        json!({ "reason": "They rang back" }),
    );
    assert_eq!(
        (scene.journey.state, scene.journey.entitled_on),
        (State::InterviewGuaranteed, entitled_on)
    );
}
