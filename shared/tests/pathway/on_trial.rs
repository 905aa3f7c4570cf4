//! The work trial, told in sentences: who agrees in which order, how its days are counted, and when the system ends it.

use crate::world::scene::{Scene, command, terms, withdrawal};
use crate::world::usual::{Attempt, usual};
use serde_json::json;
use shared::journey::ActorKind::{
    Administrator, Candidate, HiringManager, Jobcentre, System, TrustStaff,
};
use shared::journey::{Command, Guard, Move, State, options};

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
        let end = command(Move::EndTrial, end);
        assert_eq!(scene.attempt(&end).is_ok(), sure, "{view}");
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
        .does(Candidate, Move::Withdraw, withdrawal());
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
            let error = Command::read(name, details).expect_err("there is no such field");
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
    let offered = options(&at.scene.journey, &at.scene.situation);
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
        (Move::ProposeTrial, terms("2026-06-22", "2026-06-26")),
    ] {
        scene.is_refused(System, name, details, Guard::ByThisActor);
    }
}

#[test]
fn a_system_that_slept_starts_the_trial_until_its_last_day_and_not_after() {
    let mut scene = Scene::at(State::TrialAgreed);
    assert_eq!(
        scene.clone().on("2026-06-26").system_acts(),
        [Move::StartTrial]
    );
    assert_eq!(scene.on("2026-06-27").system_acts(), []);
}
