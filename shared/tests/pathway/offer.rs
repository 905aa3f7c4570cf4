//! The offer (L9, L11): after an ended trial or a reasoned waiver, never automatic, and withdrawn only by two.

use super::{Case, case};
use crate::world::scene::{Scene, assessment, next_step, offer};
use crate::world::usual::usual;
use crate::world::{actor_number, scene::command};
use serde_json::json;
use shared::journey::ActorKind::{Administrator, Candidate, HiringManager, System, TrustStaff};
use shared::journey::{Guard, InterviewOutcome, Move, State, due, next_due_on};

pub const CASES: &[Case] = &[
    case(
        Move::MakeOffer,
        "no offer without an assessment, nor before the candidate is asked",
        |at| {
            at.scene = Scene::at(State::TrialEnded);
            at.scene.on("2026-06-29").by(HiringManager);
        },
        &["assessment_satisfactory", "candidate_view_asked"],
    ),
    case(
        Move::MakeOffer,
        "no offer on an assessment that is not satisfactory",
        |at| {
            at.scene
                .does(HiringManager, Move::RecordAssessment, assessment(false));
        },
        &["assessment_satisfactory"],
    ),
    case(
        Move::MakeOffer,
        "no offer for a vacancy that is closed",
        |at| at.scene.situation.vacancy.open = false,
        &["vacancy_open"],
    ),
    case(
        Move::MakeOffer,
        "a sixth offer on five openings is refused",
        |at| at.scene.situation.counts.openings_held = 5,
        &["opening_free"],
    ),
    case(
        Move::MakeOffer,
        "an offer expires on a day that is ahead",
        |at| at.told("expires_on", json!("2026-06-29")),
        &["offer_expires_ahead"],
    ),
    case(
        Move::MakeOffer,
        "no job starts on the trial's last day",
        |at| at.told("start_on", json!("2026-06-26")),
        &["starts_after_trial"],
    ),
    case(
        Move::MakeOffer,
        "no job is offered from today",
        |at| at.told("start_on", json!("2026-06-29")),
        &["starts_after_trial"],
    ),
    case(
        Move::OfferWithoutTrial,
        "a trial is waived only for the successful",
        |at| at.scene.journey.interview_outcome = Some(InterviewOutcome::Unsuccessful),
        &["interview_successful"],
    ),
    case(
        Move::OfferWithoutTrial,
        "nor for a vacancy that is closed",
        |at| at.scene.situation.vacancy.open = false,
        &["vacancy_open"],
    ),
    case(
        Move::OfferWithoutTrial,
        "a waiver makes no sixth opening",
        |at| at.scene.situation.counts.openings_held = 5,
        &["opening_free"],
    ),
    case(
        Move::OfferWithoutTrial,
        "an offer without a trial expires ahead too",
        |at| at.told("expires_on", json!("2026-06-01")),
        &["offer_expires_ahead"],
    ),
    case(
        Move::OfferWithoutTrial,
        "a job without a trial starts ahead too",
        |at| at.told("start_on", json!("2026-06-29")),
        &["starts_after_trial"],
    ),
    case(
        Move::AcceptOffer,
        "an offer is accepted before it expires",
        |at| {
            at.scene.on("2026-07-07");
        },
        &["offer_not_expired"],
    ),
    case(
        Move::DeclineOffer,
        "an offer is declined before it expires",
        |at| {
            at.scene.on("2026-07-07");
        },
        &["offer_not_expired"],
    ),
    case(
        Move::LapseOffer,
        "an offer does not lapse on its last day",
        |at| {
            at.scene.on("2026-07-06");
        },
        &["offer_expired"],
    ),
    case(
        Move::LapseOffer,
        "an offer lapses only after a reminder was delivered",
        |at| {
            at.scene = Scene::at(State::Offered);
            at.scene.on("2026-07-07").by(System);
        },
        &["offer_reminded"],
    ),
    case(
        Move::LapseOffer,
        "an offer that is neither expired nor reminded of is told both",
        |at| {
            at.scene = Scene::at(State::Offered);
            at.scene.by(System);
        },
        &["offer_expired", "offer_reminded"],
    ),
    case(
        Move::RequestOfferWithdrawal,
        "a withdrawal is asked for once",
        |at| {
            at.scene.does(
                HiringManager,
                Move::RequestOfferWithdrawal,
                json!({ "reason": "The ward is closing" }),
            );
        },
        &["withdrawal_not_yet_requested"],
    ),
    case(
        Move::ApproveOfferWithdrawal,
        "nothing is approved that nobody asked for",
        |at| {
            at.scene = Scene::at(State::OfferAccepted);
            at.scene.by(Administrator);
        },
        &["withdrawal_requested"],
    ),
    case(
        Move::ApproveOfferWithdrawal,
        "nobody approves what they asked for themselves",
        |at| {
            at.scene.by(HiringManager);
        },
        &["second_approver"],
    ),
];

#[test]
fn another_hiring_manager_may_approve_what_the_first_asked_for() {
    let mut at = usual(Move::ApproveOfferWithdrawal);
    at.scene.situation.actor = actor_number(HiringManager, 2);
    assert!(at.decide().is_ok());
}

#[test]
fn the_sixth_offer_on_five_openings_is_refused_and_the_fifth_is_not() {
    let mut at = usual(Move::MakeOffer);
    at.scene.situation.counts.openings_held = 4;
    assert!(at.decide().is_ok());
    at.scene.situation.counts.openings_held = 5;
    let refusal = at.decide().expect_err("the sixth");
    assert_eq!(
        refusal.to_string(),
        "All 5 openings are held for other people."
    );
}

#[test]
fn a_start_inside_the_trial_is_refused_in_the_laws_own_words() {
    let mut at = usual(Move::MakeOffer);
    at.told("start_on", json!("2026-06-20"));
    let refusal = at.decide().expect_err("inside the trial");
    let [unmet] = &refusal.unmet_guards[..] else {
        panic!("one guard: {refusal}")
    };
    assert_eq!(
        (unmet.guard.as_str(), unmet.law.as_str()),
        ("starts_after_trial", "L9")
    );
    assert_eq!(
        unmet.words,
        "During this time they are not paid or employed and still receive Jobseekers Allowance."
    );
}

#[test]
fn a_candidate_who_gave_a_view_unasked_need_not_be_asked() {
    let mut scene = Scene::at(State::OnTrial);
    scene.on("2026-06-18").does(
        Candidate,
        Move::GiveCandidateView,
        json!({ "view": "not_sure" }),
    );
    scene.does(HiringManager, Move::RecordAssessment, assessment(true));
    scene.on("2026-06-27").system_acts();
    scene.does(
        HiringManager,
        Move::MakeOffer,
        offer("2026-07-13", "2026-07-06"),
    );
}

#[test]
fn the_last_assessment_is_the_one_that_stands() {
    let mut at = usual(Move::MakeOffer);
    at.scene
        .does(HiringManager, Move::RecordAssessment, assessment(false));
    assert!(at.decide().is_err());
    at.scene
        .does(HiringManager, Move::RecordAssessment, assessment(true));
    assert!(at.decide().is_ok());
}

#[test]
fn the_system_reminds_two_days_before_an_offer_expires_and_lapses_it_the_day_after() {
    let mut scene = Scene::at(State::Offered);
    let looks_on = |scene: &Scene| {
        next_due_on(&scene.journey, &scene.situation.programme)
            .map(|day| day.to_string())
            .unwrap_or_default()
    };
    assert_eq!(looks_on(&scene), "2026-07-04");
    assert_eq!(scene.on("2026-07-03").system_acts(), []);
    assert_eq!(scene.on("2026-07-04").system_acts(), [Move::RemindOfOffer]);
    assert_eq!(looks_on(&scene), "2026-07-07");
    assert_eq!(scene.on("2026-07-06").system_acts(), []);
    assert_eq!(scene.on("2026-07-07").system_acts(), [Move::LapseOffer]);
    assert_eq!(
        scene.journey.next_step,
        Some(shared::journey::NextStepKind::WorkCoach)
    );
}

#[test]
fn nobody_lapses_an_offer_by_hand() {
    let mut at = usual(Move::LapseOffer);
    for kind in [TrustStaff, HiringManager, Administrator, Candidate] {
        at.scene.by(kind);
        assert!(
            at.decide()
                .expect_err("the system's")
                .names(Guard::ByThisActor),
            "{kind}"
        );
    }
    at.scene.by(System);
    assert_eq!(
        due(&at.scene.journey, &at.scene.situation),
        Some(command(Move::LapseOffer, json!({})))
    );
}

#[test]
fn an_accepted_offer_neither_lapses_nor_is_reminded_of() {
    let mut scene = Scene::at(State::OfferAccepted);
    assert_eq!(scene.on("2026-12-31").system_acts(), []);
    assert_eq!(
        next_due_on(&scene.journey, &scene.situation.programme),
        None
    );
}

#[test]
fn a_waived_trial_keeps_its_reason() {
    let mut scene = usual(Move::OfferWithoutTrial).scene;
    scene.does(
        HiringManager,
        Move::OfferWithoutTrial,
        usual(Move::OfferWithoutTrial).details,
    );
    let reason = scene
        .journey
        .offer
        .as_ref()
        .and_then(|offer| offer.waiver_reason.as_ref());
    assert_eq!(
        reason.map(ToString::to_string).as_deref(),
        Some("Two years on this ward as a volunteer")
    );
    let mut unreasoned = usual(Move::OfferWithoutTrial).details;
    unreasoned["waiver_reason"] = json!("   ");
    assert!(shared::journey::Command::read(Move::OfferWithoutTrial, unreasoned).is_err());
}

#[test]
fn an_offer_is_declined_with_a_next_step_and_its_opening_is_free_again() {
    let mut scene = Scene::at(State::Offered);
    assert!(scene.journey.state.holds_opening());
    scene.does(Candidate, Move::DeclineOffer, next_step());
    assert!(!scene.journey.state.holds_opening());
}
