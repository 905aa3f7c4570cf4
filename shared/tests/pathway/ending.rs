//! Leaving, reopening and merging: what may be undone, and what never.

use super::{Case, case};
use crate::world::scene::{Scene, withdrawal};
use crate::world::usual::usual;
use crate::world::{date, id};
use serde_json::json;
use shared::journey::ActorKind::{self, Administrator, Candidate, Jobcentre, TrustStaff};
use shared::journey::{Guard, Move, State};
use shared::values::Coded;

fn closed(state: State, day: &str) -> Scene {
    let mut scene = Scene::at(state);
    scene.on(day).by(Administrator);
    scene
}

pub const CASES: &[Case] = &[
    case(
        Move::Reopen,
        "a journey is reopened within thirty days",
        |at| {
            at.scene = closed(State::NoOffer, "2026-07-30");
        },
        &["within_reopening_period"],
    ),
    case(
        Move::Reopen,
        "never past the cap of the trial, nor late",
        |at| {
            at.scene.on("2026-07-19");
        },
        &["within_reopening_period", "trial_cap_not_reached"],
    ),
    case(
        Move::Reopen,
        "never past the cap of the trial",
        |at| {
            at.scene.on("2026-07-15");
        },
        &["trial_cap_not_reached"],
    ),
    case(
        Move::Reopen,
        "never where the agreed days no longer fit beside those used elsewhere",
        |at| at.scene.situation.counts.trial_days_elsewhere = 19,
        &["trial_cap_not_reached"],
    ),
    case(
        Move::Reopen,
        "a person has one open journey on a programme",
        |at| at.scene.situation.counts.other_open_journeys = 1,
        &["no_other_open_journey"],
    ),
    case(
        Move::Reopen,
        "nothing is reopened on a closed vacancy",
        |at| at.scene.situation.vacancy.open = false,
        &["vacancy_open"],
    ),
    case(
        Move::Reopen,
        "the opening that it held may have gone to somebody else",
        |at| at.scene.situation.counts.openings_held = 5,
        &["held_opening_free"],
    ),
    case(
        Move::Reopen,
        "the training place may have gone to somebody else",
        |at| {
            at.scene = closed(State::TrainingNotCompleted, "2026-06-08");
            at.scene.situation.counts.training_places_held = 10;
        },
        &["held_seat_free"],
    ),
    case(
        Move::Reopen,
        "the screening seat may have gone to somebody else",
        |at| {
            at.scene = closed(State::DidNotAttend, "2026-05-28");
            at.scene.situation.programme.sessions[0].taken = 12;
        },
        &["held_seat_free"],
    ),
    case(
        Move::Reopen,
        "the interview time may have gone to somebody else",
        |at| {
            at.scene = Scene::at(State::InterviewBooked);
            at.scene
                .does(Candidate, Move::Withdraw, withdrawal())
                .by(Administrator);
            at.scene.situation.programme.slots[0].taken = true;
        },
        &["held_seat_free"],
    ),
    case(
        Move::Merge,
        "a journey is merged into another one that the server has found",
        |at| at.scene.situation.survivor = None,
        &["survivor_is_another"],
    ),
    case(
        Move::Merge,
        "and into no other than that",
        |at| at.told("survivor_id", json!(id(0x9003))),
        &["survivor_is_another"],
    ),
];

fn reopen(scene: &mut Scene) {
    scene.does(
        Administrator,
        Move::Reopen,
        json!({ "reason": "It was closed by mistake" }),
    );
}

#[test]
fn any_open_journey_is_left_by_the_candidate_the_jobcentre_or_the_trust() {
    for state in State::open() {
        for by in [Candidate, Jobcentre, TrustStaff] {
            let mut scene = Scene::at(state);
            scene.does(by, Move::Withdraw, withdrawal());
            assert_eq!(
                scene.journey.state,
                State::Withdrawn,
                "from {state} by {by}"
            );
            assert_eq!(scene.journey.state_before, Some(state));
            assert!(scene.journey.next_step.is_some());
        }
    }
}

#[test]
fn every_ending_but_merged_is_reopened_to_the_open_state_it_came_from() {
    for state in State::closed().filter(|state| *state != State::Merged) {
        let mut scene = Scene::at(state);
        let before = scene
            .journey
            .state_before
            .expect("an open state came before");
        reopen(&mut scene);
        assert_eq!(scene.journey.state, before, "from {state}");
        assert!(
            before.is_open() && scene.journey.next_step.is_none(),
            "from {state}"
        );
    }
}

#[test]
fn nothing_comes_out_of_merged() {
    for kind in ActorKind::ALL {
        let mut scene = Scene::at(State::Merged);
        scene.is_refused(
            *kind,
            Move::Reopen,
            json!({ "reason": "Please" }),
            Guard::FromThisState,
        );
    }
    let mut merged_from_closed = Scene::at(State::NotSelected);
    merged_from_closed.situation.survivor = Some(id(0x9002).into());
    merged_from_closed.does(Administrator, Move::Merge, usual(Move::Merge).details);
    assert_eq!(
        merged_from_closed.journey.merged_into,
        Some(id(0x9002).into())
    );
    assert_eq!(merged_from_closed.journey.state_before, None);
}

#[test]
fn only_an_administrator_reopens_and_only_within_thirty_days() {
    let mut scene = Scene::at(State::NotSelected);
    let reason = json!({ "reason": "It was closed by mistake" });
    for kind in ActorKind::ALL.iter().filter(|kind| **kind != Administrator) {
        scene.is_refused(*kind, Move::Reopen, reason.clone(), Guard::ByThisActor);
    }
    assert_eq!(scene.journey.entered_on, date("2026-05-27"));
    scene.on("2026-06-27").is_refused(
        Administrator,
        Move::Reopen,
        reason,
        Guard::WithinReopeningPeriod,
    );
    scene.on("2026-06-26");
    reopen(&mut scene);
}

#[test]
fn a_trust_may_set_another_number_of_days() {
    let mut scene = Scene::at(State::NotSelected);
    scene.situation.trust.reopen_within_days = 0;
    scene.on("2026-05-28").is_refused(
        Administrator,
        Move::Reopen,
        json!({ "reason": "Please" }),
        Guard::WithinReopeningPeriod,
    );
    scene.on("2026-05-27");
    reopen(&mut scene);
}

#[test]
fn a_reopened_trial_counts_from_its_first_day_and_ends_on_its_agreed_last() {
    let mut scene = Scene::at(State::TrialEndedEarly);
    assert_eq!(scene.journey.trial_days_by(date("2026-06-30")), 4);
    scene.on("2026-06-22");
    reopen(&mut scene);
    assert_eq!(
        scene.journey.trial_days_by(date("2026-06-22")),
        8,
        "the days in between count too"
    );
    assert_eq!(scene.on("2026-06-27").system_acts(), [Move::EndTrial]);
    assert_eq!(scene.journey.trial_days_by(date("2026-12-31")), 12);
}

#[test]
fn closing_and_reopening_again_and_again_gives_no_day_beyond_the_cap() {
    let mut scene = Scene::at(State::OnTrial);
    for day in ["2026-06-16", "2026-06-19", "2026-06-24"] {
        scene.on(day).does(Candidate, Move::Withdraw, withdrawal());
        reopen(&mut scene);
    }
    assert_eq!(scene.on("2026-06-30").system_acts(), [Move::EndTrial]);
    assert_eq!(scene.journey.trial_days_by(date("2026-12-31")), 12);
}

#[test]
fn who_left_a_job_by_mistake_is_in_work_again() {
    let mut scene = Scene::at(State::LeftBefore13);
    reopen(&mut scene);
    assert_eq!(scene.journey.state, State::Started);
    assert_eq!(
        scene
            .journey
            .employment
            .as_ref()
            .and_then(|job| job.left_on),
        None
    );
}

#[test]
fn a_reopened_offer_can_be_asked_to_be_withdrawn_afresh() {
    let mut scene = Scene::at(State::OfferWithdrawn);
    reopen(&mut scene);
    assert_eq!(
        scene
            .journey
            .offer
            .as_ref()
            .and_then(|offer| offer.withdrawal_requested_by),
        None
    );
}

#[test]
fn a_journey_closed_twice_goes_back_to_the_second_open_state() {
    let mut scene = Scene::at(State::NotSelected);
    reopen(&mut scene);
    scene.does(TrustStaff, Move::Select, json!({ "waiting_list": false }));
    scene.does(Candidate, Move::Withdraw, withdrawal());
    reopen(&mut scene);
    assert_eq!(scene.journey.state, State::Selected);
}

#[test]
fn a_trial_is_reopened_up_to_the_last_day_of_its_cap_and_where_its_days_just_fit() {
    let mut at = usual(Move::Reopen);
    at.scene.on("2026-07-14");
    assert!(at.decide().is_ok(), "the thirtieth day");
    at.scene.on("2026-06-19");
    at.scene.situation.counts.trial_days_elsewhere = 18;
    assert!(at.decide().is_ok(), "twelve agreed days beside eighteen");
}
