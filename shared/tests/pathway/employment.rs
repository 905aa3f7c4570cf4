//! Checks, the first day and the weeks after it.

use super::{Case, case};
use crate::world::date;
use crate::world::scene::{Scene, next_step};
use crate::world::usual::usual;
use serde_json::json;
use shared::journey::ActorKind::{Candidate, HiringManager, TrustStaff};
use shared::journey::{CheckKind, Move, State};
use shared::values::Coded;

pub const CASES: &[Case] = &[
    case(
        Move::RecordCheck,
        "no check is decided on a day that is ahead",
        |at| at.told("decided_on", json!("2026-07-03")),
        &["decided_not_ahead"],
    ),
    case(
        Move::StartEmployment,
        "one check outstanding is one too many",
        |at| {
            at.scene.journey.checks.remove(&CheckKind::References);
        },
        &["all_checks_cleared"],
    ),
    case(
        Move::StartEmployment,
        "a start is not dated before the last check was cleared",
        |at| {
            at.scene.on("2026-07-15").clears(&["references"]);
        },
        &["all_checks_cleared"],
    ),
    case(
        Move::StartEmployment,
        "no job starts on or before the trial's last day",
        |at| at.told("started_on", json!("2026-06-26")),
        &[
            "all_checks_cleared",
            "starts_after_trial",
            "starts_after_acceptance",
        ],
    ),
    case(
        Move::StartEmployment,
        "no job starts before its offer is accepted",
        |at| {
            for record in at.scene.journey.checks.values_mut() {
                record.decided_on = date("2026-06-12");
            }
            at.told("started_on", json!("2026-06-30"));
        },
        &["starts_after_acceptance"],
    ),
    case(
        Move::StartEmployment,
        "no start is recorded before the day",
        |at| at.told("started_on", json!("2026-07-14")),
        &["start_not_ahead"],
    ),
    case(
        Move::RecordChecksNotMet,
        "the check that was not met is named rightly",
        |at| at.told("check", json!("references")),
        &["check_not_met"],
    ),
    case(
        Move::RecordDidNotStart,
        "five working days are waited for",
        |at| {
            at.scene.on("2026-07-19");
        },
        &["five_working_days_passed"],
    ),
    case(
        Move::Sustain13,
        "90 days are not 13 weeks",
        |at| {
            at.scene.on("2026-10-11");
        },
        &["thirteen_weeks_reached"],
    ),
    case(
        Move::Sustain26,
        "181 days are not 26 weeks",
        |at| {
            at.scene.on("2027-01-10");
        },
        &["twenty_six_weeks_reached"],
    ),
    case(
        Move::RecordLeft,
        "nobody leaves before they started",
        |at| at.told("left_on", json!("2026-07-12")),
        &["left_before_milestone"],
    ),
    case(
        Move::RecordLeft,
        "nobody has left on a day that is ahead",
        |at| at.told("left_on", json!("2026-08-18")),
        &["left_before_milestone"],
    ),
    case(
        Move::RecordLeft,
        "whoever reached 13 weeks is not said to have left before",
        |at| {
            at.scene.on("2026-10-20");
            at.told("left_on", json!("2026-10-12"));
        },
        &["left_before_milestone"],
    ),
];

#[test]
fn each_of_the_six_checks_stands_in_the_way_until_it_is_cleared_or_does_not_apply() {
    for check in CheckKind::ALL {
        let mut at = usual(Move::StartEmployment);
        at.scene.journey.checks.remove(check);
        let refusal = at.decide().expect_err("a check is outstanding");
        assert!(refusal.to_string().contains(check.label()), "{refusal}");
        for (outcome, settles) in [
            ("outstanding", false),
            ("not_met", false),
            ("not_applicable", true),
        ] {
            let details = json!({ "check": check, "outcome": outcome, "decided_on": "2026-07-10" });
            at.scene.does(TrustStaff, Move::RecordCheck, details);
            assert_eq!(at.decide().is_ok(), settles, "{check} {outcome}");
        }
    }
}

#[test]
fn five_working_days_over_christmas_skip_the_substitute_bank_holiday() {
    let mut scene = Scene::at(State::OfferAccepted);
    // Monday 21 December: Christmas Day and Boxing Day, kept on Monday 28 December, do not count.
    if let Some(offer) = &mut scene.journey.offer {
        offer.start_on = date("2026-12-21");
    }
    for (day, passed) in [("2026-12-29", false), ("2026-12-30", true)] {
        scene.on(day).by(TrustStaff);
        let command = crate::world::scene::command(Move::RecordDidNotStart, next_step());
        let answer = scene.clone().attempt(&command);
        assert_eq!(answer.is_ok(), passed, "{day}");
    }
}

#[test]
fn a_start_is_recorded_on_the_day_the_offer_is_accepted_at_the_earliest() {
    let mut scene = Scene::at(State::Interviewed);
    let waived = usual(Move::OfferWithoutTrial).details;
    scene
        .on("2026-06-29")
        .does(HiringManager, Move::OfferWithoutTrial, waived);
    scene
        .on("2026-07-01")
        .does(Candidate, Move::AcceptOffer, json!({}));
    let checks: Vec<_> = CheckKind::ALL.iter().map(|check| check.code()).collect();
    scene.clears(&checks);
    let a_year_ago = json!({ "started_on": "2025-07-01" });
    scene.is_refused(
        TrustStaff,
        Move::StartEmployment,
        a_year_ago,
        shared::journey::Guard::StartsAfterAcceptance,
    );
    scene.does(
        TrustStaff,
        Move::StartEmployment,
        json!({ "started_on": "2026-07-01" }),
    );
}

#[test]
fn the_ninety_first_and_the_hundred_and_eighty_second_day_count() {
    let mut scene = Scene::at(State::Started);
    scene.on("2026-10-12").does(
        TrustStaff,
        Move::Sustain13,
        json!({ "evidence": "candidate" }),
    );
    scene.on("2027-01-11").does(
        TrustStaff,
        Move::Sustain26,
        json!({ "evidence": "payroll" }),
    );
    assert_eq!(scene.journey.state, State::Sustained26);
    assert_eq!(
        scene.journey.next_step, None,
        "the success needs no other next step"
    );
}

#[test]
fn leaving_is_named_by_the_milestone_it_comes_before() {
    for (from, day, state) in [
        (State::Started, "2026-10-11", State::LeftBefore13),
        (State::Sustained13, "2027-01-10", State::LeftBefore26),
    ] {
        let mut scene = Scene::at(from);
        let details = json!({ "left_on": day, "reason": "other_work", "next_step": "other_work" });
        scene
            .on("2027-01-10")
            .does(TrustStaff, Move::RecordLeft, details);
        assert_eq!(scene.journey.state, state);
        let left_on = scene
            .journey
            .employment
            .as_ref()
            .and_then(|job| job.left_on);
        assert_eq!(left_on, Some(date(day)));
    }
}

#[test]
fn a_job_may_be_left_on_its_first_day_and_on_this_day() {
    let mut at = usual(Move::RecordLeft);
    for day in ["2026-07-13", "2026-08-17"] {
        at.told("left_on", json!(day));
        assert!(at.decide().is_ok(), "{day}");
    }
}
