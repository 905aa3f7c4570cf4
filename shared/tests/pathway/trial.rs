//! The work trial (L7 to L10): voluntary, agreed by all three before it starts, and never past its cap.

use super::{Case, case};
use crate::world::scene::terms;
use crate::world::usual::Attempt;
use serde_json::json;
use shared::journey::ActorKind::{Administrator, Candidate, HiringManager, Jobcentre, TrustStaff};
use shared::journey::{InterviewOutcome, Move};

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
