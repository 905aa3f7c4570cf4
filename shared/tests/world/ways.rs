//! The shortest way to each state, through moves that the rulebook allows.

use super::scene::{Scene, assessment, components, feedback, next_step, offer, terms, withdrawal};
use super::{SCREENING, SLOT, TRAINING, id, session_id, slot_id};
use serde_json::json;
use shared::journey::ActorKind::{self, Candidate, College, HiringManager, Jobcentre, TrustStaff};
use shared::journey::{Move, SessionKind, State};

/// A journey that has just come to this state.
pub fn to(state: State) -> Scene {
    if state.is_open() {
        return open_at(state);
    }
    closed_at(state)
}

fn open_at(state: State) -> Scene {
    let mut scene = Scene::referred();
    for (reached, step) in STEPS {
        if *reached > state {
            break;
        }
        step(&mut scene);
        assert_eq!(scene.journey.state, *reached);
    }
    scene
}

type Step = fn(&mut Scene);

/// One step for each open state after `referred`, in order.
const STEPS: &[(State, Step)] = &[
    (State::Accepted, |scene| {
        scene
            .on("2026-05-06")
            .does(TrustStaff, Move::Accept, json!({}));
    }),
    (State::ScreeningBooked, |scene| {
        let seat = json!({ "session_id": session_id(SCREENING), "adjustments_asked": true, "adjustments": "Large print" });
        scene
            .on("2026-05-07")
            .does(Candidate, Move::BookScreening, seat);
    }),
    (State::Screened, |scene| {
        scene.on("2026-05-27").attendance(SCREENING, "present");
        scene.sign_off(SessionKind::Screening).does(
            TrustStaff,
            Move::RecordScreening,
            components(),
        );
    }),
    (State::Selected, |scene| {
        let details = json!({ "waiting_list": false });
        scene
            .on("2026-05-28")
            .does(TrustStaff, Move::Select, details);
    }),
    (State::InTraining, |scene| {
        scene.on("2026-06-01").attendance(TRAINING[0], "present");
        scene.does(College, Move::StartTraining, json!({}));
    }),
    (State::InterviewGuaranteed, |scene| {
        scene.on("2026-06-05");
        for session in &TRAINING[1..] {
            scene.attendance(*session, "present");
        }
        scene.sign_off(SessionKind::Training).system_acts();
    }),
    (State::InterviewBooked, |scene| {
        let details = json!({ "slot_id": slot_id(SLOT) });
        scene
            .on("2026-06-08")
            .does(Candidate, Move::BookInterview, details);
    }),
    (State::Interviewed, |scene| {
        scene.on("2026-06-09").interviewed("successful");
    }),
    (State::TrialProposed, |scene| {
        let terms = terms("2026-06-15", "2026-06-26");
        scene
            .on("2026-06-10")
            .does(HiringManager, Move::ProposeTrial, terms);
    }),
    (State::TrialAgreed, |scene| {
        scene.on("2026-06-11").signs(Jobcentre).signs(Candidate);
        scene
            .on("2026-06-12")
            .clears(&["identity", "work_health"])
            .signs(TrustStaff);
    }),
    (State::OnTrial, |scene| {
        scene.on("2026-06-15").system_acts();
    }),
    (State::TrialEnded, |scene| {
        for day in ["2026-06-15", "2026-06-16", "2026-06-26"] {
            scene
                .on(day)
                .does(TrustStaff, Move::LogTrialDay, json!({ "day": day }));
        }
        scene.on("2026-06-27").system_acts();
    }),
    (State::Offered, |scene| {
        scene
            .on("2026-06-29")
            .does(HiringManager, Move::RecordAssessment, assessment(true));
        scene.does(TrustStaff, Move::AskCandidateView, json!({}));
        scene.does(
            Candidate,
            Move::GiveCandidateView,
            json!({ "view": "right_for_me" }),
        );
        scene.does(
            HiringManager,
            Move::MakeOffer,
            offer("2026-07-13", "2026-07-06"),
        );
    }),
    (State::OfferAccepted, |scene| {
        scene
            .on("2026-07-01")
            .does(Candidate, Move::AcceptOffer, json!({}));
    }),
    (State::Started, |scene| {
        scene.on("2026-07-10").clears(&[
            "right_to_work",
            "registration",
            "references",
            "criminal_record",
        ]);
        let details = json!({ "started_on": "2026-07-13" });
        scene
            .on("2026-07-13")
            .does(TrustStaff, Move::StartEmployment, details);
    }),
    (State::Sustained13, |scene| {
        scene.on("2026-10-12").does(
            TrustStaff,
            Move::Sustain13,
            json!({ "evidence": "payroll" }),
        );
    }),
];

fn closed_at(state: State) -> Scene {
    let (from, ending) = match state {
        State::ReferralDeclined | State::Merged => (State::Referred, early_ending as Ending),
        State::Withdrawn => (State::Selected, early_ending as Ending),
        State::DidNotAttend => (State::ScreeningBooked, early_ending as Ending),
        State::NotSelected => (State::Screened, early_ending as Ending),
        State::TrainingNotCompleted => (State::InTraining, early_ending as Ending),
        State::NotSuccessfulAtInterview => (State::InterviewBooked, early_ending as Ending),
        State::TrialNotAgreed => (State::TrialProposed, trial_ending as Ending),
        State::TrialEndedEarly => (State::OnTrial, trial_ending as Ending),
        State::NoOffer => (State::TrialEnded, trial_ending as Ending),
        State::OfferDeclined | State::OfferLapsed | State::OfferWithdrawn => {
            (State::Offered, offer_ending as Ending)
        }
        State::ChecksNotMet | State::DidNotStart => (State::OfferAccepted, offer_ending as Ending),
        State::LeftBefore13 => (State::Started, job_ending as Ending),
        _ => (State::Sustained13, job_ending as Ending),
    };
    let mut scene = open_at(from);
    ending(&mut scene, state);
    assert_eq!(scene.journey.state, state);
    scene
}

type Ending = fn(&mut Scene, State);

fn early_ending(scene: &mut Scene, state: State) {
    match state {
        State::ReferralDeclined => {
            let details = json!({ "reason": "wrong_vacancy", "next_step": "other_programme" });
            scene
                .on("2026-05-06")
                .does(TrustStaff, Move::DeclineReferral, details);
        }
        State::Merged => {
            scene.situation.survivor = Some(id(0x9002).into());
            let details = json!({ "survivor_id": id(0x9002), "reason": "Referred twice" });
            scene
                .on("2026-05-06")
                .does(ActorKind::Administrator, Move::Merge, details);
        }
        State::Withdrawn => {
            scene
                .on("2026-05-29")
                .does(Candidate, Move::Withdraw, withdrawal());
        }
        State::DidNotAttend => {
            scene
                .on("2026-05-27")
                .attendance(SCREENING, "absent")
                .sign_off(SessionKind::Screening);
            scene.does(TrustStaff, Move::RecordScreeningAbsence, next_step());
        }
        State::NotSelected => {
            let details = json!({ "reason": "more_experience", "feedback": "Volunteer with us first", "next_step": "volunteering" });
            scene.does(TrustStaff, Move::DoNotSelect, details);
        }
        State::TrainingNotCompleted => {
            scene.on("2026-06-05").attendance(TRAINING[4], "absent");
            let details =
                json!({ "reason": "Four of five sessions missed", "next_step": "college" });
            scene.sign_off(SessionKind::Training).does(
                TrustStaff,
                Move::RecordTrainingNotCompleted,
                details,
            );
        }
        _ => {
            scene.on("2026-06-09").interviewed("unsuccessful");
            scene.does(HiringManager, Move::RecordUnsuccessful, feedback());
        }
    }
}

fn trial_ending(scene: &mut Scene, state: State) {
    match state {
        State::TrialNotAgreed => {
            let details = json!({ "reason": "candidate_choice", "next_step": "guidance" });
            scene
                .on("2026-06-11")
                .does(Candidate, Move::RefuseTrial, details);
        }
        State::TrialEndedEarly => {
            let details =
                json!({ "ended_on": "2026-06-18", "reason": "health", "next_step": "work_coach" });
            scene
                .on("2026-06-18")
                .does(Candidate, Move::EndTrialEarly, details);
        }
        _ => {
            scene
                .on("2026-06-29")
                .does(HiringManager, Move::MakeNoOffer, feedback());
        }
    }
}

fn offer_ending(scene: &mut Scene, state: State) {
    match state {
        State::OfferDeclined => {
            scene
                .on("2026-07-01")
                .does(Candidate, Move::DeclineOffer, next_step());
        }
        State::OfferLapsed => {
            assert_eq!(scene.on("2026-07-04").system_acts(), [Move::RemindOfOffer]);
            assert_eq!(scene.on("2026-07-07").system_acts(), [Move::LapseOffer]);
        }
        State::OfferWithdrawn => {
            let reason = json!({ "reason": "The ward is closing" });
            scene
                .on("2026-07-01")
                .does(HiringManager, Move::RequestOfferWithdrawal, reason);
            scene.does(
                ActorKind::Administrator,
                Move::ApproveOfferWithdrawal,
                next_step(),
            );
        }
        State::ChecksNotMet => {
            let outcome = json!({ "check": "criminal_record", "outcome": "not_met", "decided_on": "2026-07-08" });
            scene
                .on("2026-07-08")
                .does(TrustStaff, Move::RecordCheck, outcome);
            let details = json!({ "check": "criminal_record", "next_step": "guidance" });
            scene.does(TrustStaff, Move::RecordChecksNotMet, details);
        }
        _ => {
            scene
                .on("2026-07-20")
                .does(TrustStaff, Move::RecordDidNotStart, next_step());
        }
    }
}

fn job_ending(scene: &mut Scene, state: State) {
    match state {
        State::LeftBefore13 => {
            let details =
                json!({ "left_on": "2026-08-14", "reason": "education", "next_step": "college" });
            scene
                .on("2026-08-17")
                .does(TrustStaff, Move::RecordLeft, details);
        }
        State::LeftBefore26 => {
            let details = json!({ "left_on": "2026-11-13", "reason": "other_work", "next_step": "other_work" });
            scene
                .on("2026-11-16")
                .does(TrustStaff, Move::RecordLeft, details);
        }
        _ => {
            scene.on("2027-01-11").does(
                TrustStaff,
                Move::Sustain26,
                json!({ "evidence": "line_manager" }),
            );
        }
    }
}
