//! The guaranteed interview (L6), alongside the other applicants: same panel, same criteria.

use super::{Case, case};
use crate::world::scene::{Scene, feedback};
use crate::world::usual::usual;
use crate::world::{CRITERIA, PANEL, SLOT_LATER, id, slot_id};
use serde_json::json;
use shared::journey::ActorKind::{Administrator, Candidate, HiringManager, TrustStaff};
use shared::journey::{Guard, InterviewOutcome, Move, State};
use shared::vacancies;
use shared::values::Coded;

pub const CASES: &[Case] = &[
    case(
        Move::BookInterview,
        "a time of another programme has another panel",
        |at| at.told("slot_id", json!(id(0xBAD))),
        &["slot_of_this_vacancy"],
    ),
    case(
        Move::BookInterview,
        "somebody else has the time",
        |at| at.scene.situation.programme.slots[0].taken = true,
        &["slot_free"],
    ),
    case(
        Move::BookInterview,
        "the time is over",
        |at| {
            at.scene.on("2026-06-10");
        },
        &["slot_not_past"],
    ),
    case(
        Move::BookInterview,
        "a time that is taken and over is told both",
        |at| {
            at.scene.on("2026-06-10");
            at.scene.situation.programme.slots[0].taken = true;
        },
        &["slot_free", "slot_not_past"],
    ),
    case(
        Move::ReleaseInterview,
        "an interview that was held is not cancelled",
        |at| {
            at.scene.does(
                HiringManager,
                Move::ScoreInterview,
                usual(Move::ScoreInterview).details,
            );
            at.scene.by(Candidate);
        },
        &["interview_not_held"],
    ),
    case(
        Move::ScoreInterview,
        "nobody scores an interview that is still ahead",
        |at| {
            at.scene.on("2026-06-08");
        },
        &["interview_date_reached"],
    ),
    case(
        Move::ScoreInterview,
        "only the programme's own panel scores",
        |at| at.told("panel_member", json!("A passer-by")),
        &["panel_member"],
    ),
    case(
        Move::ScoreInterview,
        "every criterion is scored",
        |at| at.told("scores", json!({ CRITERIA[0]: 4 })),
        &["common_criteria"],
    ),
    case(
        Move::ScoreInterview,
        "nobody is scored on a criterion that the others are not",
        |at| {
            at.told(
                "scores",
                json!({ CRITERIA[0]: 4, CRITERIA[1]: 4, "Accent": 1 }),
            )
        },
        &["common_criteria"],
    ),
    case(
        Move::ScoreInterview,
        "a score lies between 1 and 5",
        |at| at.told("scores", json!({ CRITERIA[0]: 0, CRITERIA[1]: 6 })),
        &["common_criteria"],
    ),
    case(
        Move::ScoreInterview,
        "a stranger with a criterion of their own is told both",
        |at| {
            at.details =
                json!({ "panel_member": "A passer-by", "scores": { "Accent": 3, CRITERIA[0]: 3 } })
        },
        &["panel_member", "common_criteria"],
    ),
    case(
        Move::RecordInterview,
        "nothing is found on an interview that is still ahead",
        |at| {
            at.scene.on("2026-06-08");
        },
        &["interview_date_reached"],
    ),
    case(
        Move::RecordInterview,
        "every panel member scores first",
        |at| {
            at.scene.journey.scores.remove(PANEL[1]);
        },
        &["every_panel_member_scored"],
    ),
    case(
        Move::RecordInterviewAbsence,
        "nobody has missed an interview that is still ahead",
        |at| {
            at.scene.on("2026-06-08");
        },
        &["interview_date_reached"],
    ),
    case(
        Move::RecordInterviewAbsence,
        "whoever was scored was there",
        |at| {
            at.scene
                .does(
                    HiringManager,
                    Move::ScoreInterview,
                    usual(Move::ScoreInterview).details,
                )
                .by(TrustStaff);
        },
        &["interview_not_held"],
    ),
    case(
        Move::RecordUnsuccessful,
        "whom the panel found successful is not closed as unsuccessful",
        |at| at.scene.journey.interview_outcome = Some(InterviewOutcome::Successful),
        &["interview_unsuccessful"],
    ),
    case(
        Move::PlaceOnReserve,
        "only the successful are kept in reserve",
        |at| at.scene.journey.interview_outcome = Some(InterviewOutcome::Unsuccessful),
        &["interview_successful"],
    ),
    case(
        Move::PlaceOnReserve,
        "nobody is kept in reserve while an opening is free",
        |at| at.scene.situation.counts.openings_held = 4,
        &["no_opening_free"],
    ),
    case(
        Move::PlaceOnReserve,
        "the reserve list is reviewed on a day that is ahead",
        |at| at.told("review_on", json!("2026-06-10")),
        &["review_date_ahead"],
    ),
];

#[test]
fn the_entitlement_survives_a_cancelled_interview() {
    let mut scene = Scene::at(State::InterviewBooked);
    let entitled_on = scene.journey.entitled_on;
    scene.does(
        TrustStaff,
        Move::ReleaseInterview,
        json!({ "cause": "cancelled_by_trust" }),
    );
    assert_eq!(scene.journey.state, State::InterviewGuaranteed);
    assert_eq!(scene.journey.entitled_on, entitled_on);
    assert!(scene.journey.interview.is_none() && scene.journey.state.has_open_entitlement());
    scene.does(
        Candidate,
        Move::BookInterview,
        json!({ "slot_id": slot_id(SLOT_LATER) }),
    );
    assert_eq!(
        scene
            .journey
            .interview
            .as_ref()
            .map(|booking| booking.slot_id),
        Some(slot_id(SLOT_LATER))
    );
}

#[test]
fn the_vacancy_does_not_close_over_a_guaranteed_interview() {
    for state in State::ALL {
        let entitlements = u32::from(state.has_open_entitlement());
        let answer = vacancies::decide_close(entitlements, 0);
        let open = matches!(state, State::InterviewGuaranteed | State::InterviewBooked);
        assert_eq!(answer.is_err(), open, "{state}");
    }
    let both = vacancies::decide_close(2, 3).expect_err("held by both");
    assert!(both.names(Guard::NoOpenEntitlement) && both.names(Guard::NoOpeningHeld));
    assert_eq!(both.unmet_guards[0].law, "L6");
}

#[test]
fn what_the_panel_found_by_mistake_is_recorded_again_and_nothing_is_erased() {
    let mut scene = Scene::at(State::Interviewed);
    scene.on("2026-06-10").is_refused(
        HiringManager,
        Move::RecordUnsuccessful,
        feedback(),
        Guard::InterviewUnsuccessful,
    );
    scene.does(
        HiringManager,
        Move::RecordInterview,
        json!({ "outcome": "unsuccessful" }),
    );
    scene.does(HiringManager, Move::RecordUnsuccessful, feedback());
    let found = scene
        .history
        .iter()
        .filter(|recorded| recorded.event.kind() == "interviewed");
    assert_eq!(found.count(), 2);
}

#[test]
fn a_new_interview_begins_with_no_scores() {
    let mut scene = Scene::at(State::InterviewBooked);
    scene.on("2026-06-09").does(
        TrustStaff,
        Move::RecordInterviewAbsence,
        json!({ "next_step": "guidance" }),
    );
    scene.does(
        Administrator,
        Move::Reopen,
        json!({ "reason": "The bus broke down" }),
    );
    scene.does(
        TrustStaff,
        Move::ReleaseInterview,
        json!({ "cause": "travel" }),
    );
    scene.does(
        TrustStaff,
        Move::BookInterview,
        json!({ "slot_id": slot_id(SLOT_LATER) }),
    );
    assert!(scene.journey.scores.is_empty());
    let outcome = json!({ "outcome": "successful" });
    scene.on("2026-06-10").is_refused(
        HiringManager,
        Move::RecordInterview,
        outcome,
        Guard::EveryPanelMemberScored,
    );
}

#[test]
fn an_interview_can_be_booked_for_this_very_day() {
    let mut at = usual(Move::BookInterview);
    at.scene.on("2026-06-09");
    assert!(at.decide().is_ok());
}
