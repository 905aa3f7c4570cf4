//! The work trial (L7 to L10): voluntary, agreed by all three before it starts, and never past its cap.

use super::{Case, case};
use crate::world::scene::{Scene, terms};
use crate::world::usual::{Attempt, usual};
use serde_json::{Value, json};
use shared::journey::ActorKind::{
    Administrator, Candidate, HiringManager, Jobcentre, System, TrustStaff,
};
use shared::journey::{Guard, InterviewOutcome, Move, State};

fn not_successful(at: &mut Attempt) {
    at.scene.journey.interview_outcome = Some(InterviewOutcome::Unsuccessful);
}

fn signing(by: shared::journey::ActorKind, at: &mut Attempt) {
    at.details = at.scene.signature(by);
    at.scene.by(by);
}

pub const CASES: &[Case] = &[
    case(
        Move::ProposeTrial,
        "a trial follows a successful interview",
        not_successful,
        &["interview_successful"],
    ),
    case(
        Move::ProposeTrial,
        "nobody tries for a vacancy that is closed",
        |at| at.scene.situation.vacancy.open = false,
        &["vacancy_open"],
    ),
    case(
        Move::ProposeTrial,
        "a job of 15 hours a week is no job for a work trial",
        |at| at.scene.situation.vacancy.hours_per_week = 15,
        &["enough_hours"],
    ),
    case(
        Move::ProposeTrial,
        "a job of 12 weeks is no job for a work trial, and its cap is 5",
        |at| at.scene.situation.vacancy.duration_weeks = Some(12),
        &["enough_weeks", "planned_within_cap"],
    ),
    case(
        Move::ProposeTrial,
        "five openings held, a sixth trial is refused",
        |at| at.scene.situation.counts.openings_held = 5,
        &["opening_free"],
    ),
    case(
        Move::ProposeTrial,
        "31 days are refused",
        |at| at.details = terms("2026-06-15", "2026-07-15"),
        &["planned_within_cap"],
    ),
    case(
        Move::ProposeTrial,
        "30 days are refused where one was used on another journey to this vacancy",
        |at| at.scene.situation.counts.trial_days_elsewhere = 1,
        &["planned_within_cap"],
    ),
    case(
        Move::ProposeTrial,
        "a trial ends after it starts",
        |at| at.details = terms("2026-06-15", "2026-06-14"),
        &["planned_within_cap"],
    ),
    case(
        Move::ProposeTrial,
        "everyone agrees before it starts, so it does not start today",
        |at| at.details = terms("2026-06-10", "2026-06-12"),
        &["trial_ahead"],
    ),
    case(
        Move::ProposeTrial,
        "everything that stands in the way is named at once",
        |at| {
            not_successful(at);
            at.scene.situation.vacancy.open = false;
            at.scene.situation.vacancy.hours_per_week = 8;
            at.scene.situation.vacancy.duration_weeks = Some(6);
            at.scene.situation.counts.openings_held = 9;
            at.details = terms("2026-06-09", "2026-07-31");
        },
        &[
            "interview_successful",
            "vacancy_open",
            "enough_hours",
            "enough_weeks",
            "opening_free",
            "planned_within_cap",
            "trial_ahead",
        ],
    ),
    case(
        Move::AmendTrial,
        "changed terms keep to the cap too",
        |at| at.details = terms("2026-06-22", "2026-07-22"),
        &["planned_within_cap"],
    ),
    case(
        Move::AmendTrial,
        "changed terms lie ahead too",
        |at| at.details = terms("2026-06-12", "2026-06-20"),
        &["trial_ahead"],
    ),
    case(
        Move::SignTrial,
        "nobody signs terms that are not these",
        |at| at.told("terms_number", json!(2)),
        &["same_terms"],
    ),
    case(
        Move::SignTrial,
        "the Jobcentre agrees before the candidate",
        |at| signing(Candidate, at),
        &["jobcentre_first"],
    ),
    case(
        Move::SignTrial,
        "the Jobcentre agrees before the Trust",
        |at| signing(TrustStaff, at),
        &["jobcentre_first"],
    ),
    case(
        Move::SignTrial,
        "nobody signs twice",
        |at| {
            at.scene.signs(Jobcentre);
        },
        &["not_yet_signed"],
    ),
    case(
        Move::SignTrial,
        "the Trust names a supervisor",
        |at| {
            at.scene.signs(Jobcentre).by(TrustStaff);
        },
        &["supervisor_named"],
    ),
    case(
        Move::SignTrial,
        "an administrator who signs for the Trust names a supervisor too",
        |at| {
            at.scene.signs(Jobcentre).by(Administrator);
        },
        &["supervisor_named"],
    ),
    case(
        Move::SignTrial,
        "nobody signs on the day the trial was to start",
        |at| {
            at.scene.on("2026-06-15");
        },
        &["signed_before_start"],
    ),
    case(
        Move::StartTrial,
        "a trial does not start before its first day",
        |at| {
            at.scene.on("2026-06-14");
        },
        &["trial_start_reached"],
    ),
    case(
        Move::StartTrial,
        "a trial does not start on a day outside the terms",
        |at| {
            at.scene.on("2026-06-29");
            at.told("started_on", json!("2026-06-29"));
        },
        &["trial_start_reached"],
    ),
    case(
        Move::StartTrial,
        "the Jobcentre's agreement is dated before the first day",
        |at| {
            if let Some(trial) = &mut at.scene.journey.trial {
                trial.jobcentre_agreed_on = Some(trial.terms.starts_on);
            }
        },
        &["jobcentre_agreed_before"],
    ),
    case(
        Move::StartTrial,
        "the checks that the ward needs are cleared",
        |at| {
            at.scene.journey.checks.clear();
        },
        &["trial_checks_cleared"],
    ),
    case(
        Move::StartTrial,
        "a start is not dated before the checks were cleared",
        |at| {
            at.scene
                .on("2026-06-17")
                .clears(&["work_health"])
                .by(TrustStaff);
        },
        &["trial_checks_cleared"],
    ),
    case(
        Move::StartTrial,
        "days used since on another journey leave too few",
        |at| at.scene.situation.counts.trial_days_elsewhere = 19,
        &["trial_allowance_left"],
    ),
    case(
        Move::LogTrialDay,
        "no day is logged before the first",
        |at| at.told("day", json!("2026-06-14")),
        &["day_within_trial"],
    ),
    case(
        Move::LogTrialDay,
        "no day is logged after the agreed last",
        |at| {
            at.scene.on("2026-06-27");
            at.told("day", json!("2026-06-27"));
        },
        &["day_within_trial"],
    ),
    case(
        Move::LogTrialDay,
        "no day is logged that is still ahead",
        |at| at.told("day", json!("2026-06-17")),
        &["day_within_trial"],
    ),
    case(
        Move::LogTrialDay,
        "no day is logged twice",
        |at| {
            at.scene
                .does(
                    TrustStaff,
                    Move::LogTrialDay,
                    json!({ "day": "2026-06-16" }),
                )
                .by(HiringManager);
        },
        &["day_not_yet_logged"],
    ),
    case(
        Move::LogTrialDay,
        "no thirty-first day is attended",
        |at| at.scene.situation.counts.attended_days_elsewhere = 30,
        &["attended_within_cap"],
    ),
    case(
        Move::EndTrial,
        "it ends early only when both are sure",
        |at| {
            at.scene.on("2026-06-25");
            at.told("ended_on", json!("2026-06-25"));
        },
        &["last_day_reached_or_both_sure"],
    ),
    case(
        Move::EndTrial,
        "it does not end after its agreed last day",
        |at| {
            at.scene.on("2026-06-29");
            at.told("ended_on", json!("2026-06-29"));
        },
        &["end_within_trial"],
    ),
    case(
        Move::EndTrial,
        "it does not end before a day that was attended",
        |at| {
            at.scene.does(
                TrustStaff,
                Move::LogTrialDay,
                json!({ "day": "2026-06-24" }),
            );
            at.told("ended_on", json!("2026-06-23"));
        },
        &["end_within_trial"],
    ),
    case(
        Move::EndTrialEarly,
        "it does not end on a day that is still ahead",
        |at| at.told("ended_on", json!("2026-06-19")),
        &["end_within_trial"],
    ),
    case(
        Move::EndTrialEarly,
        "it does not end before it began",
        |at| at.told("ended_on", json!("2026-06-14")),
        &["end_within_trial"],
    ),
    case(
        Move::RecordTrialAbsence,
        "whoever logged a day came",
        |at| {
            at.scene
                .does(
                    HiringManager,
                    Move::LogTrialDay,
                    json!({ "day": "2026-06-15" }),
                )
                .by(TrustStaff);
        },
        &["never_came"],
    ),
];

fn proposed(duration_weeks: Option<u16>, starts_on: &str, ends_on: &str) -> Attempt {
    let mut at = usual(Move::ProposeTrial);
    at.scene.situation.vacancy.duration_weeks = duration_weeks;
    at.details = terms(starts_on, ends_on);
    at
}

#[test]
fn thirty_days_are_allowed_and_the_thirty_first_is_refused_with_its_arithmetic() {
    assert!(proposed(None, "2026-06-15", "2026-07-14").decide().is_ok());
    let refusal = proposed(None, "2026-06-15", "2026-07-15")
        .decide()
        .expect_err("31 days");
    let [unmet] = &refusal.unmet_guards[..] else {
        panic!("one guard: {refusal}")
    };
    assert_eq!(
        (unmet.guard.as_str(), unmet.words.as_str()),
        ("planned_within_cap", "Work Trial – maximum of 30 days")
    );
    assert_eq!(
        unmet.explanation,
        "The trial would be 31 days, first and last day counted. The most for this job is 30."
    );
}

#[test]
fn a_job_under_26_weeks_has_a_trial_of_five_days_at_most() {
    for weeks in [13, 25] {
        assert!(
            proposed(Some(weeks), "2026-06-15", "2026-06-19")
                .decide()
                .is_ok(),
            "{weeks} weeks, 5 days"
        );
        let refusal = proposed(Some(weeks), "2026-06-15", "2026-06-20")
            .decide()
            .expect_err("6 days");
        assert!(
            refusal.names(Guard::PlannedWithinCap),
            "{weeks} weeks, 6 days"
        );
    }
    assert!(
        proposed(Some(26), "2026-06-15", "2026-07-14")
            .decide()
            .is_ok(),
        "26 weeks, 30 days"
    );
}

#[test]
fn sixteen_hours_and_thirteen_weeks_are_enough() {
    let mut at = proposed(Some(13), "2026-06-15", "2026-06-19");
    at.scene.situation.vacancy.hours_per_week = 16;
    assert!(at.decide().is_ok());
}

#[test]
fn the_candidate_and_the_trust_sign_after_the_jobcentre_in_either_order() {
    for order in [[Candidate, TrustStaff], [TrustStaff, Candidate]] {
        let mut scene = Scene::at(State::TrialProposed);
        scene.on("2026-06-11").signs(Jobcentre).signs(order[0]);
        assert_eq!(
            scene.journey.state,
            State::TrialProposed,
            "two signatures are no agreement"
        );
        scene.signs(order[1]);
        assert_eq!(scene.journey.state, State::TrialAgreed);
        let supervisor = scene
            .journey
            .trial
            .as_ref()
            .and_then(|trial| trial.supervisor.as_ref());
        assert_eq!(
            supervisor.map(ToString::to_string).as_deref(),
            Some("Sister Amina Yusuf")
        );
    }
}

#[test]
fn the_hiring_manager_signs_for_nobody() {
    let mut scene = Scene::at(State::TrialProposed);
    scene.is_refused(
        HiringManager,
        Move::SignTrial,
        json!({ "terms_number": 1 }),
        Guard::ByThisActor,
    );
}

#[test]
fn any_edit_clears_every_signature_and_an_old_signature_is_for_old_terms() {
    let mut scene = Scene::at(State::TrialAgreed);
    let signature = scene.signature(Jobcentre);
    scene.does(
        HiringManager,
        Move::AmendTrial,
        terms("2026-06-22", "2026-06-26"),
    );
    assert_eq!(scene.journey.state, State::TrialProposed);
    let trial = scene.journey.trial.clone().expect("a trial");
    assert_eq!(trial.terms.number, 2);
    let signatures = [
        trial.jobcentre_agreed_on,
        trial.candidate_agreed_on,
        trial.trust_agreed_on,
    ];
    assert_eq!((signatures, trial.supervisor), ([None; 3], None));
    scene.is_refused(Jobcentre, Move::SignTrial, signature, Guard::SameTerms);
    scene.is_refused(
        Candidate,
        Move::SignTrial,
        scene.signature(Candidate),
        Guard::JobcentreFirst,
    );
    scene.signs(Jobcentre).signs(Candidate).signs(TrustStaff);
    assert_eq!(scene.journey.state, State::TrialAgreed);
}

#[test]
fn the_system_starts_the_trial_on_its_day_and_not_before() {
    let mut scene = Scene::at(State::TrialAgreed);
    assert_eq!(scene.on("2026-06-14").system_acts(), []);
    assert_eq!(scene.on("2026-06-15").system_acts(), [Move::StartTrial]);
}

#[test]
fn the_system_waits_for_the_checks_and_counts_from_the_day_they_were_cleared() {
    let mut scene = Scene::at(State::TrialAgreed);
    let outstanding =
        json!({ "check": "identity", "outcome": "outstanding", "decided_on": "2026-06-12" });
    scene.does(TrustStaff, Move::RecordCheck, outstanding);
    assert_eq!(scene.on("2026-06-16").system_acts(), []);
    scene.on("2026-06-17").clears(&["identity"]);
    assert_eq!(scene.on("2026-06-18").system_acts(), [Move::StartTrial]);
    let started = scene
        .journey
        .trial
        .as_ref()
        .and_then(|trial| trial.period)
        .map(|period| period.started_on);
    assert_eq!(
        started.map(|day| day.to_string()).as_deref(),
        Some("2026-06-17")
    );
}

#[test]
fn the_system_forces_the_end_at_the_agreed_last_day_however_late_it_looks() {
    for day in ["2026-06-27", "2026-08-31"] {
        let mut scene = Scene::at(State::OnTrial);
        assert_eq!(
            scene.on("2026-06-26").system_acts(),
            [],
            "the last day is a day of trial"
        );
        assert_eq!(scene.on(day).system_acts(), [Move::EndTrial]);
        assert_eq!(
            scene
                .journey
                .trial_ended_on()
                .map(|day| day.to_string())
                .as_deref(),
            Some("2026-06-26")
        );
        assert_eq!(scene.journey.trial_days_by(scene.situation.today), 12);
    }
}

#[test]
fn the_system_forces_the_end_at_the_cap_of_thirty_days() {
    let mut scene = Scene::at(State::Interviewed);
    scene.on("2026-06-10").does(
        HiringManager,
        Move::ProposeTrial,
        terms("2026-06-15", "2026-07-14"),
    );
    scene
        .clears(&["identity", "work_health"])
        .signs(Jobcentre)
        .signs(Candidate)
        .signs(TrustStaff);
    scene.on("2026-06-15").system_acts();
    assert_eq!(scene.on("2026-07-14").system_acts(), []);
    assert_eq!(scene.on("2026-07-15").system_acts(), [Move::EndTrial]);
    assert_eq!(scene.journey.trial_days_by(scene.situation.today), 30);
    let day = json!({ "day": "2026-07-15" });
    scene.is_refused(TrustStaff, Move::LogTrialDay, day, Guard::FromThisState);
}

#[test]
fn a_trial_ends_sooner_once_the_trust_has_assessed_and_the_candidate_is_sure() {
    for (view, sure) in [
        ("right_for_me", true),
        ("not_for_me", true),
        ("not_sure", false),
    ] {
        let mut scene = Scene::at(State::OnTrial);
        let assessment = json!({ "satisfactory": true, "comments": "Calm and kind" });
        let end = json!({ "ended_on": "2026-06-19" });
        scene
            .on("2026-06-19")
            .does(HiringManager, Move::RecordAssessment, assessment);
        scene.is_refused(
            TrustStaff,
            Move::EndTrial,
            end.clone(),
            Guard::LastDayReachedOrBothSure,
        );
        scene.does(Candidate, Move::GiveCandidateView, json!({ "view": view }));
        scene.by(TrustStaff);
        let command = crate::world::scene::command(Move::EndTrial, end);
        assert_eq!(scene.attempt(&command).is_ok(), sure, "{view}");
    }
}

#[test]
fn either_side_may_end_it_any_day_and_nothing_is_held_against_the_candidate() {
    for by in [Candidate, Jobcentre, TrustStaff, Administrator] {
        let mut scene = Scene::at(State::OnTrial);
        let details = usual(Move::EndTrialEarly).details;
        scene
            .on("2026-06-18")
            .does(by, Move::EndTrialEarly, details);
        assert_eq!(scene.journey.state, State::TrialEndedEarly);
        assert_eq!(
            scene.history.last().map(|recorded| recorded.by.kind),
            Some(by)
        );
    }
    let mut scene = Scene::at(State::OnTrial);
    scene.by(HiringManager).on("2026-06-18");
    let refusal = scene.refuses(
        HiringManager,
        Move::EndTrialEarly,
        usual(Move::EndTrialEarly).details,
    );
    assert!(refusal.names(Guard::ByThisActor));
}

#[test]
fn a_trial_that_ends_with_a_withdrawal_counts_its_days() {
    let mut scene = Scene::at(State::OnTrial);
    scene
        .on("2026-06-17")
        .does(Candidate, Move::Withdraw, crate::world::scene::withdrawal());
    assert_eq!(
        scene
            .journey
            .trial_days_by("2026-12-31".parse().expect("a date")),
        3
    );
}

#[test]
fn a_trial_knows_no_pay_and_no_contract() {
    for name in [
        Move::ProposeTrial,
        Move::AmendTrial,
        Move::StartTrial,
        Move::SignTrial,
    ] {
        for field in ["pay", "wage", "salary", "contract"] {
            let mut details = usual(name).details;
            details[field] = json!(1);
            let error =
                shared::journey::Command::read(name, details).expect_err("there is no such field");
            assert!(error.to_string().contains(field), "{name}: {error}");
        }
    }
}

#[test]
fn a_late_start_that_still_fits_the_allowance_is_not_ruled_out_in_advance() {
    let mut at = usual(Move::StartTrial);
    at.scene.situation.counts.trial_days_elsewhere = 20;
    at.scene.on("2026-06-17");
    at.told("started_on", json!("2026-06-17"));
    let offered = shared::journey::options(&at.scene.journey, &at.scene.situation);
    let start = offered
        .iter()
        .find(|option| option.name == Move::StartTrial)
        .expect("offered");
    assert_eq!(
        (start.allowed, at.decide().is_ok()),
        (true, true),
        "ten days are left and ten are asked for"
    );
}

#[test]
fn the_system_signs_and_refuses_nothing() {
    let mut scene = Scene::at(State::TrialProposed);
    for (name, details) in [
        (Move::SignTrial, json!({ "terms_number": 1 })),
        (
            Move::RefuseTrial,
            json!({ "reason": "dates", "next_step": "guidance" }),
        ),
        (
            Move::ProposeTrial,
            Value::from(terms("2026-06-22", "2026-06-26")),
        ),
    ] {
        scene.is_refused(System, name, details, Guard::ByThisActor);
    }
}
