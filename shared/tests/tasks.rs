//! What an open journey waits for: who owes it, by when, and the move that settles it.

use super::world::scene::{Scene, assessment, terms};
use super::world::usual::usual;
use serde_json::json;
use shared::journey::ActorKind::{Candidate, HiringManager, Jobcentre, TrustStaff};
use shared::journey::{ActorKind, Move, State, Task, TaskOwner, task};

fn of(scene: &Scene) -> Task {
    task(&scene.journey, &scene.situation.programme).expect("a task")
}

fn told(scene: &Scene) -> String {
    let Task {
        kind,
        due_on,
        owed_by,
        settled_by,
    } = of(scene);
    format!("{due_on} {owed_by} {kind} {settled_by}")
}

/// Each open state with the day, the owner, the kind and the move of its task.
const EXPECTED: [(State, &str); 17] = [
    (
        State::Referred,
        "2026-05-07 trust_staff answer_referral accept",
    ),
    (
        State::Accepted,
        "2026-05-11 trust_staff book_screening book_screening",
    ),
    (
        State::ScreeningBooked,
        "2026-05-27 assessor record_screening record_attendance",
    ),
    (
        State::Screened,
        "2026-05-29 assessor decide_selection select",
    ),
    (
        State::Selected,
        "2026-06-01 trust_staff start_training start_training",
    ),
    (
        State::InTraining,
        "2026-06-09 trust_staff settle_training record_attendance",
    ),
    (
        State::InterviewGuaranteed,
        "2026-06-12 trust_staff book_interview book_interview",
    ),
    (
        State::InterviewBooked,
        "2026-06-09 hiring_manager hold_interview score_interview",
    ),
    (
        State::Interviewed,
        "2026-06-12 hiring_manager tell_outcome propose_trial",
    ),
    (
        State::TrialProposed,
        "2026-06-12 jobcentre sign_trial sign_trial",
    ),
    (
        State::TrialAgreed,
        "2026-06-15 trust_staff start_trial start_trial",
    ),
    (
        State::OnTrial,
        "2026-06-26 hiring_manager finish_trial record_assessment",
    ),
    (
        State::TrialEnded,
        "2026-07-01 hiring_manager decide_offer record_assessment",
    ),
    (
        State::Offered,
        "2026-07-06 candidate answer_offer accept_offer",
    ),
    (
        State::OfferAccepted,
        "2026-07-13 trust_staff start_job record_check",
    ),
    (
        State::Started,
        "2026-10-12 trust_staff follow_up_13 sustain_13",
    ),
    (
        State::Sustained13,
        "2027-01-11 trust_staff follow_up_26 sustain_26",
    ),
];

#[test]
fn each_open_state_has_its_own_task_with_its_day_and_its_owner() {
    for (state, expected) in EXPECTED {
        assert_eq!(told(&Scene::at(state)), expected, "{state}");
    }
    assert_eq!(EXPECTED.len(), State::open().count());
}

/// Whose move somebody who owes a task makes.
const fn kind_of(owner: TaskOwner) -> ActorKind {
    match owner {
        TaskOwner::TrustStaff | TaskOwner::Assessor => TrustStaff,
        TaskOwner::HiringManager => HiringManager,
        TaskOwner::Jobcentre => Jobcentre,
        TaskOwner::Candidate => Candidate,
    }
}

#[test]
fn whoever_owes_a_task_may_make_the_move_that_settles_it() {
    for state in State::open() {
        let Task {
            owed_by,
            settled_by,
            ..
        } = of(&Scene::at(state));
        assert!(settled_by.starts_from(state), "{settled_by} from {state}");
        assert!(
            settled_by.is_for(kind_of(owed_by)),
            "{settled_by} by {owed_by}"
        );
    }
}

#[test]
fn an_ended_journey_waits_for_nothing() {
    for state in State::closed() {
        let scene = Scene::at(state);
        assert_eq!(
            task(&scene.journey, &scene.situation.programme),
            None,
            "{state}"
        );
    }
}

#[test]
fn the_move_that_settles_it_follows_what_the_history_says() {
    // On the day before each of these it is this move, and no other from the same state, that is asked for.
    let asked_for = [
        Move::Accept,
        Move::BookScreening,
        Move::RecordAttendance,
        Move::RecordScreening,
        Move::RecordScreeningAbsence,
        Move::Select,
        Move::StartTraining,
        Move::BookInterview,
        Move::ScoreInterview,
        Move::RecordInterview,
        Move::RecordUnsuccessful,
        Move::ProposeTrial,
        Move::SignTrial,
        Move::StartTrial,
        Move::RecordAssessment,
        Move::MakeOffer,
        Move::AcceptOffer,
        Move::ApproveOfferWithdrawal,
        Move::StartEmployment,
        Move::RecordChecksNotMet,
        Move::Sustain13,
        Move::Sustain26,
    ];
    for name in asked_for {
        assert_eq!(of(&usual(name).scene).settled_by, name);
    }
}

#[test]
fn an_excused_absence_from_the_screening_day_asks_for_another_day() {
    let mut scene = usual(Move::RecordAttendance).scene;
    scene.attendance(super::world::SCREENING, "excused");
    assert_eq!(of(&scene).settled_by, Move::RebookScreening);
}

#[test]
fn a_trial_waits_for_the_jobcentre_then_for_the_person_and_then_for_the_trust_and_never_past_its_first_day()
 {
    let mut scene = Scene::at(State::TrialProposed);
    let mut waited_for = Vec::new();
    for by in [Jobcentre, Candidate, TrustStaff] {
        let waits = of(&scene);
        let trial = scene.journey.trial.as_ref().expect("a trial");
        assert!(waits.due_on <= trial.terms.starts_on);
        waited_for.push(waits.owed_by);
        scene.signs(by);
    }
    let order = [
        TaskOwner::Jobcentre,
        TaskOwner::Candidate,
        TaskOwner::TrustStaff,
    ];
    assert_eq!(waited_for, order);
    assert_eq!(scene.journey.state, State::TrialAgreed);
    // New terms clear every signature: the Jobcentre is asked again.
    scene.does(
        HiringManager,
        Move::AmendTrial,
        terms("2026-06-22", "2026-07-21"),
    );
    assert_eq!(of(&scene).owed_by, TaskOwner::Jobcentre);
}

#[test]
fn before_a_trial_ends_the_trust_and_the_person_each_say_what_they_think() {
    let mut scene = usual(Move::RecordAssessment).scene;
    let last_day = of(&scene).due_on;
    scene.does(HiringManager, Move::RecordAssessment, assessment(true));
    assert_eq!(of(&scene).settled_by, Move::AskCandidateView);
    scene.does(TrustStaff, Move::AskCandidateView, json!({}));
    assert_eq!(of(&scene).owed_by, TaskOwner::Candidate);
    scene.does(
        Candidate,
        Move::GiveCandidateView,
        json!({ "view": "right_for_me" }),
    );
    assert_eq!(of(&scene).settled_by, Move::EndTrial);
    assert_eq!(
        of(&scene).due_on,
        last_day,
        "the day is the trial's own (L8)"
    );
}

#[test]
fn a_trial_that_did_not_satisfy_asks_for_an_answer_and_not_for_an_offer() {
    let mut scene = Scene::at(State::TrialEnded);
    scene.does(HiringManager, Move::RecordAssessment, assessment(false));
    assert_eq!(of(&scene).settled_by, Move::MakeNoOffer);
}

#[test]
fn whoever_is_on_the_reserve_list_is_looked_at_again_on_the_review_date() {
    let attempt = usual(Move::PlaceOnReserve);
    let mut scene = attempt.scene;
    scene.does(HiringManager, Move::PlaceOnReserve, attempt.details);
    assert_eq!(of(&scene).due_on.to_string(), "2026-07-10");
}

#[test]
fn whoever_waits_for_a_place_is_not_late_before_the_training_week_begins() {
    let attempt = usual(Move::Accept);
    let mut scene = attempt.scene;
    scene.situation.counts.accepted = 99;
    scene.does(TrustStaff, Move::Accept, attempt.details);
    assert!(scene.journey.waiting_listed);
    assert_eq!(
        of(&scene).due_on,
        scene.situation.programme.training_starts_on
    );
}
