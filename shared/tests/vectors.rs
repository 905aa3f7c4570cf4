//! The vectors: histories with the journey they fold to, for every state and for what is undone, changed or forced. The
//! server and the browser fold the same file (`shared/vectors/journeys.json`) and must come to the same.

use super::golden;
use super::world::scene::{Scene, assessment, terms, withdrawal};
use super::world::usual::usual;
use super::world::{SCREENING_LATER, SLOT_LATER, TRAINING, session_id, slot_id};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::journey::ActorKind::{
    Administrator, Candidate, College, HiringManager, Jobcentre, TrustStaff,
};
use shared::journey::{Event, Journey, Move, Recorded, SessionKind, State};
use shared::values::Coded;
use std::collections::BTreeSet;

const FILE: &str = "vectors/journeys.json";

/// One history and what it folds to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Vector {
    name: String,
    history: Vec<Recorded>,
    journey: Journey,
}

fn named(name: &str, scene: Scene) -> Vector {
    let Scene {
        history, journey, ..
    } = scene;
    Vector {
        name: name.to_owned(),
        history,
        journey,
    }
}

fn reopen(scene: &mut Scene) {
    scene.does(
        Administrator,
        Move::Reopen,
        json!({ "reason": "It was closed by mistake" }),
    );
}

fn vectors() -> Vec<Vector> {
    let states = State::ALL
        .iter()
        .map(|state| named(state.code(), Scene::at(*state)));
    states
        .chain(undone())
        .chain(moved_up())
        .chain(changed())
        .collect()
}

/// Histories in which something is undone.
fn undone() -> Vec<Vector> {
    let mut trial = Scene::at(State::TrialEndedEarly);
    trial.on("2026-06-22");
    reopen(&mut trial);
    trial.on("2026-06-27").system_acts();
    let mut left = Scene::at(State::LeftBefore13);
    reopen(&mut left);
    let mut offer = Scene::at(State::OfferWithdrawn);
    reopen(&mut offer);
    let mut twice = Scene::at(State::NotSelected);
    reopen(&mut twice);
    twice.does(TrustStaff, Move::Select, json!({ "waiting_list": false }));
    twice.does(Candidate, Move::Withdraw, withdrawal());
    reopen(&mut twice);
    let mut released = Scene::at(State::InterviewBooked);
    released.does(
        TrustStaff,
        Move::ReleaseInterview,
        json!({ "cause": "cancelled_by_trust" }),
    );
    let mut interviewed_later = released.clone();
    interviewed_later.does(
        Candidate,
        Move::BookInterview,
        json!({ "slot_id": slot_id(SLOT_LATER) }),
    );
    interviewed_later
        .on("2026-06-10")
        .interviewed("unsuccessful");
    interviewed_later.does(
        HiringManager,
        Move::RecordInterview,
        json!({ "outcome": "successful" }),
    );
    vec![
        named("a trial reopened and ended on its agreed last day", trial),
        named("a job reopened", left),
        named("an offer reopened", offer),
        named("reopened, withdrawn and reopened again", twice),
        named("an interview released, the guarantee kept", released),
        named(
            "another interview, and its outcome corrected",
            interviewed_later,
        ),
    ]
}

/// Histories in which bookings and waiting lists move before the interview.
fn moved_up() -> Vec<Vector> {
    let mut moved = Scene::at(State::ScreeningBooked);
    let other_day =
        json!({ "session_id": session_id(SCREENING_LATER), "reason": "A hospital visit" });
    moved.does(Jobcentre, Move::RebookScreening, other_day);
    let mut sure = usual(Move::ConfirmBooking).scene;
    sure.does(Candidate, Move::ConfirmBooking, json!({}));
    let mut unsure = sure.clone();
    let other_day =
        json!({ "session_id": session_id(SCREENING_LATER), "reason": "My child is ill" });
    unsure.does(Candidate, Move::RebookScreening, other_day);
    let mut interview = Scene::at(State::InterviewBooked);
    interview.does(Jobcentre, Move::ConfirmBooking, json!({}));
    let mut waiting = Scene::at(State::Screened);
    waiting.situation.counts.training_places_held = 10;
    waiting.does(TrustStaff, Move::Select, json!({ "waiting_list": true }));
    let mut place = waiting.clone();
    place.situation.counts.training_places_held = 9;
    place.on("2026-06-01").attendance(TRAINING[0], "late");
    place.does(College, Move::StartTraining, json!({}));
    let mut forgotten = Scene::at(State::Selected);
    forgotten.on("2026-06-05");
    for session in TRAINING {
        forgotten.attendance(session, "present");
    }
    forgotten.sign_off(SessionKind::Training).system_acts();
    vec![
        named("another screening day", moved),
        named("coming to the screening day", sure),
        named("coming, and then another screening day", unsure),
        named("coming to the interview", interview),
        named("on the waiting list for the training week", waiting),
        named("from the waiting list into training", place),
        named("a start that nobody recorded", forgotten),
    ]
}

/// Histories in which terms change, both sides are sure, or the system acts at the cap.
fn changed() -> Vec<Vector> {
    let mut amended = Scene::at(State::TrialAgreed);
    amended.does(
        HiringManager,
        Move::AmendTrial,
        terms("2026-06-22", "2026-07-21"),
    );
    amended.signs(Jobcentre);
    let mut capped = amended.clone();
    capped.signs(TrustStaff).signs(Candidate);
    capped.on("2026-06-22").system_acts();
    capped.on("2026-09-30").system_acts();
    let mut sure = Scene::at(State::OnTrial);
    sure.on("2026-06-18")
        .does(HiringManager, Move::RecordAssessment, assessment(false));
    let fit = usual(Move::AnswerFitCheck).details;
    sure.does(Candidate, Move::AnswerFitCheck, fit.clone());
    sure.does(TrustStaff, Move::AnswerFitCheck, fit.clone());
    sure.does(
        Candidate,
        Move::GiveCandidateView,
        json!({ "view": "not_for_me", "comments": "نائٹ شفٹ" }),
    );
    sure.does(
        TrustStaff,
        Move::EndTrial,
        json!({ "ended_on": "2026-06-18" }),
    );
    sure.does(HiringManager, Move::AnswerFitCheck, fit.clone());
    sure.does(Candidate, Move::AnswerFitCheck, fit);
    let mut waived = usual(Move::OfferWithoutTrial);
    waived
        .scene
        .does(HiringManager, Move::OfferWithoutTrial, waived.details);
    let reserve = usual(Move::PlaceOnReserve);
    let mut kept = reserve.scene;
    kept.does(HiringManager, Move::PlaceOnReserve, reserve.details);
    vec![
        named(
            "trial terms changed and signed by the Jobcentre only",
            amended,
        ),
        named(
            "a trial of thirty days that the system ended at its cap",
            capped,
        ),
        named("a trial ended early, both sides sure", sure),
        named("an offer with the trial waived", waived.scene),
        named("kept in reserve", kept),
    ]
}

/// The vectors as the file holds them.
fn kept() -> Vec<Vector> {
    if golden::is_rewriting() {
        return vectors();
    }
    let file = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = std::fs::read_to_string(file).expect("the vectors are there");
    serde_json::from_str(&text).expect("the vectors are read")
}

/// One vector a line, so that a change shows which ones it touches.
#[test]
fn the_vectors_are_current() {
    let lines: Vec<_> = vectors()
        .iter()
        .map(|vector| serde_json::to_string(vector).expect("written"))
        .collect();
    golden::assert_current(FILE, &format!("[\n{}\n]\n", lines.join(",\n")));
}

#[test]
fn each_vector_folds_to_its_journey_at_once_and_one_event_after_the_other() {
    for Vector {
        name,
        history,
        journey,
    } in kept()
    {
        assert_eq!(Journey::fold(&history).as_ref(), Some(&journey), "{name}");
        let mut step_by_step = Journey::fold(&history[..1]).expect("a journey");
        history[1..]
            .iter()
            .for_each(|recorded| step_by_step.apply(recorded));
        assert_eq!(step_by_step, journey, "{name}");
    }
}

#[test]
fn the_vectors_show_every_state_and_every_kind_of_event() {
    let vectors = kept();
    let states: BTreeSet<_> = vectors.iter().map(|vector| vector.journey.state).collect();
    assert_eq!(states.len(), State::ALL.len());
    let kinds: BTreeSet<_> = vectors
        .iter()
        .flat_map(|vector| &vector.history)
        .map(|recorded| recorded.event.kind())
        .collect();
    let missing: Vec<_> = Event::KINDS
        .iter()
        .filter(|kind| !kinds.contains(*kind))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new());
    let names: BTreeSet<_> = vectors.iter().map(|vector| &vector.name).collect();
    assert_eq!(names.len(), vectors.len(), "each has a name of its own");
}

#[test]
fn a_history_that_begins_with_no_referral_is_no_journey() {
    assert_eq!(Journey::fold(&[]), None);
    let history = Scene::at(State::Accepted).history;
    assert_eq!(Journey::fold(&history[1..]), None);
}
