//! For each move a day on which it is allowed: the starting point that a test spoils in one respect.

use super::scene::{
    Scene, assessment, command, components, feedback, next_step, offer, terms, withdrawal,
};
use super::{CRITERIA, PANEL, SCREENING, SCREENING_LATER, SLOT, TRAINING, id, session_id, slot_id};
use serde_json::{Value, json};
use shared::journey::ActorKind::{
    self, Administrator, Candidate, College, HiringManager, Jobcentre, System, TrustStaff,
};
use shared::journey::{Event, Move, Refusal, SessionKind, State, decide};

/// A move that somebody is about to make.
#[derive(Clone)]
pub struct Attempt {
    pub scene: Scene,
    pub name: Move,
    pub details: Value,
}

impl Attempt {
    /// What the rulebook says to it.
    pub fn decide(&self) -> Result<Vec<Event>, Refusal> {
        let command = command(self.name, self.details.clone());
        decide(&self.scene.journey, &self.scene.situation, &command)
    }

    /// Tells the move something else.
    pub fn told(&mut self, field: &str, value: Value) {
        self.details[field] = value;
    }
}

/// The move as it is usually made.
pub fn usual(name: Move) -> Attempt {
    let (from, day, by, details) = if name <= Move::RecordTrainingNotCompleted {
        usual_to_training(name)
    } else if name <= Move::PlaceOnReserve {
        usual_interview(name)
    } else if name <= Move::RecordTrialAbsence {
        usual_trial(name)
    } else {
        usual_after_trial(name)
    };
    let mut scene = Scene::at(from);
    scene.on(day);
    prepare(name, &mut scene);
    scene.by(by);
    Attempt {
        scene,
        name,
        details,
    }
}

type Usual = (State, &'static str, ActorKind, Value);

fn usual_to_training(name: Move) -> Usual {
    let line = json!({ "session_id": session_id(SCREENING), "attendance": "present" });
    let seat = json!({ "session_id": session_id(SCREENING), "adjustments_asked": true });
    let other_seat =
        json!({ "session_id": session_id(SCREENING_LATER), "reason": "A hospital visit" });
    let declined = json!({ "reason": "wrong_vacancy", "next_step": "other_programme" });
    let not_selected =
        json!({ "reason": "availability", "feedback": "Try again", "next_step": "guidance" });
    let not_completed = json!({ "reason": "Missed four sessions", "next_step": "college" });
    let none = json!({});
    match name {
        Move::Accept => (State::Referred, "2026-05-06", TrustStaff, none),
        Move::DeclineReferral => (State::Referred, "2026-05-06", TrustStaff, declined),
        Move::BookScreening => (State::Accepted, "2026-05-07", Candidate, seat),
        Move::ConfirmBooking => (State::ScreeningBooked, "2026-05-24", Candidate, none),
        Move::RebookScreening => (State::ScreeningBooked, "2026-05-11", Jobcentre, other_seat),
        Move::RecordAttendance => (State::ScreeningBooked, "2026-05-27", TrustStaff, line),
        Move::RecordScreening => (
            State::ScreeningBooked,
            "2026-05-27",
            TrustStaff,
            components(),
        ),
        Move::RecordScreeningAbsence => (
            State::ScreeningBooked,
            "2026-05-27",
            TrustStaff,
            next_step(),
        ),
        Move::Select => (
            State::Screened,
            "2026-05-28",
            TrustStaff,
            json!({ "waiting_list": false }),
        ),
        Move::DoNotSelect => (State::Screened, "2026-05-28", TrustStaff, not_selected),
        Move::StartTraining => (State::Selected, "2026-06-01", College, none),
        Move::RecordTrainingAbsence => (State::Selected, "2026-06-01", TrustStaff, next_step()),
        Move::GuaranteeInterview => (State::InTraining, "2026-06-05", System, none),
        _ => (State::InTraining, "2026-06-05", TrustStaff, not_completed),
    }
}

fn usual_interview(name: Move) -> Usual {
    let scores = json!({ "panel_member": PANEL[0], "scores": { CRITERIA[0]: 5, CRITERIA[1]: 1 } });
    let slot = json!({ "slot_id": slot_id(SLOT) });
    match name {
        Move::BookInterview => (State::InterviewGuaranteed, "2026-06-08", Candidate, slot),
        Move::ReleaseInterview => (
            State::InterviewBooked,
            "2026-06-09",
            TrustStaff,
            json!({ "cause": "illness" }),
        ),
        Move::ScoreInterview => (State::InterviewBooked, "2026-06-09", HiringManager, scores),
        Move::RecordInterview => {
            let outcome = json!({ "outcome": "successful" });
            (State::InterviewBooked, "2026-06-09", HiringManager, outcome)
        }
        Move::RecordInterviewAbsence => (
            State::InterviewBooked,
            "2026-06-09",
            TrustStaff,
            next_step(),
        ),
        Move::RecordUnsuccessful => (State::Interviewed, "2026-06-10", HiringManager, feedback()),
        _ => {
            let review = json!({ "review_on": "2026-07-10" });
            (State::Interviewed, "2026-06-10", HiringManager, review)
        }
    }
}

fn usual_trial(name: Move) -> Usual {
    let refused = json!({ "reason": "dates", "next_step": "work_coach" });
    let ended = json!({ "ended_on": "2026-06-26" });
    let early = json!({ "ended_on": "2026-06-18", "reason": "health", "next_step": "work_coach" });
    let day = json!({ "day": "2026-06-16" });
    let started = json!({ "started_on": "2026-06-15" });
    let signature = json!({ "terms_number": 1 });
    let view = json!({ "view": "right_for_me" });
    let fit = json!({ "work": "yes", "hours": "yes", "team": "partly", "learning": "yes", "pace": "not_yet", "job": "yes" });
    match name {
        Move::ProposeTrial => {
            let terms = terms("2026-06-15", "2026-07-14");
            (State::Interviewed, "2026-06-10", HiringManager, terms)
        }
        Move::AmendTrial => {
            let terms = terms("2026-06-22", "2026-07-21");
            (State::TrialAgreed, "2026-06-12", HiringManager, terms)
        }
        Move::SignTrial => (State::TrialProposed, "2026-06-11", Jobcentre, signature),
        Move::RefuseTrial => (State::TrialAgreed, "2026-06-12", Candidate, refused),
        Move::StartTrial => (State::TrialAgreed, "2026-06-15", TrustStaff, started),
        Move::LogTrialDay => (State::OnTrial, "2026-06-16", HiringManager, day),
        Move::RecordAssessment => (
            State::OnTrial,
            "2026-06-18",
            HiringManager,
            assessment(true),
        ),
        Move::AskCandidateView => (State::OnTrial, "2026-06-18", TrustStaff, json!({})),
        Move::GiveCandidateView => (State::OnTrial, "2026-06-18", Candidate, view),
        Move::AnswerFitCheck => (State::OnTrial, "2026-06-18", Candidate, fit),
        Move::EndTrial => (State::OnTrial, "2026-06-26", TrustStaff, ended),
        Move::EndTrialEarly => (State::OnTrial, "2026-06-18", Jobcentre, early),
        _ => (State::OnTrial, "2026-06-16", TrustStaff, next_step()),
    }
}

fn usual_after_trial(name: Move) -> Usual {
    let usual_offer = offer("2026-07-13", "2026-07-06");
    let waived = json!({ "start_on": "2026-07-13", "expires_on": "2026-07-06", "waiver_reason": "Two years on this ward as a volunteer" });
    let outcome =
        json!({ "check": "references", "outcome": "cleared", "decided_on": "2026-07-02" });
    let not_met = json!({ "check": "criminal_record", "next_step": "guidance" });
    let left = json!({ "left_on": "2026-08-14", "reason": "education", "next_step": "college" });
    let merged = json!({ "survivor_id": id(0x9002), "reason": "Referred twice" });
    let payroll = json!({ "evidence": "payroll" });
    let reason = json!({ "reason": "It was recorded by mistake" });
    match name {
        Move::MakeOffer => (State::TrialEnded, "2026-06-29", HiringManager, usual_offer),
        Move::MakeNoOffer => (State::TrialEnded, "2026-06-29", HiringManager, feedback()),
        Move::OfferWithoutTrial => (State::Interviewed, "2026-06-29", HiringManager, waived),
        Move::RemindOfOffer => (
            State::Offered,
            "2026-07-02",
            TrustStaff,
            json!({ "channel": "telephone" }),
        ),
        Move::AcceptOffer => (State::Offered, "2026-07-06", Candidate, json!({})),
        Move::DeclineOffer => (State::Offered, "2026-07-06", Candidate, next_step()),
        Move::LapseOffer => (State::Offered, "2026-07-04", System, json!({})),
        Move::RequestOfferWithdrawal => (State::OfferAccepted, "2026-07-02", HiringManager, reason),
        Move::ApproveOfferWithdrawal => (
            State::OfferAccepted,
            "2026-07-02",
            Administrator,
            next_step(),
        ),
        Move::RecordCheck => (State::OfferAccepted, "2026-07-02", TrustStaff, outcome),
        Move::StartEmployment => {
            let first_day = json!({ "started_on": "2026-07-13" });
            (State::OfferAccepted, "2026-07-13", TrustStaff, first_day)
        }
        Move::RecordChecksNotMet => (State::OfferAccepted, "2026-07-08", TrustStaff, not_met),
        Move::RecordDidNotStart => (State::OfferAccepted, "2026-07-20", TrustStaff, next_step()),
        Move::Sustain13 => (State::Started, "2026-10-12", TrustStaff, payroll),
        Move::Sustain26 => (State::Sustained13, "2027-01-11", TrustStaff, payroll),
        Move::RecordLeft => (State::Started, "2026-08-17", TrustStaff, left),
        Move::Withdraw => (State::Selected, "2026-05-29", Candidate, withdrawal()),
        Move::Reopen => (State::TrialEndedEarly, "2026-06-19", Administrator, reason),
        _ => (State::Accepted, "2026-05-08", Administrator, merged),
    }
}

/// What must have happened before, beyond the state.
fn prepare(name: Move, scene: &mut Scene) {
    match name {
        Move::RecordScreening => {
            scene.attendance(SCREENING, "late");
        }
        Move::RecordScreeningAbsence => {
            scene
                .attendance(SCREENING, "absent")
                .sign_off(SessionKind::Screening);
        }
        Move::StartTraining => {
            scene.attendance(TRAINING[0], "present");
        }
        Move::RecordTrainingAbsence => {
            scene
                .attendance(TRAINING[0], "absent")
                .sign_off(SessionKind::Training);
        }
        Move::GuaranteeInterview => {
            for session in &TRAINING[1..] {
                scene.attendance(*session, "present");
            }
            scene.sign_off(SessionKind::Training);
        }
        Move::RecordTrainingNotCompleted => {
            scene.sign_off(SessionKind::Training);
        }
        Move::RecordInterview => {
            let details = json!({ "scores": { CRITERIA[0]: 2, CRITERIA[1]: 3 } });
            for member in PANEL {
                let mut details = details.clone();
                details["panel_member"] = json!(member);
                scene.does(HiringManager, Move::ScoreInterview, details);
            }
        }
        Move::RecordUnsuccessful => {
            scene.does(
                HiringManager,
                Move::RecordInterview,
                json!({ "outcome": "unsuccessful" }),
            );
        }
        Move::PlaceOnReserve => scene.situation.counts.openings_held = 5,
        _ => prepare_after_trial(name, scene),
    }
}

fn prepare_after_trial(name: Move, scene: &mut Scene) {
    match name {
        Move::MakeOffer => {
            scene.does(HiringManager, Move::RecordAssessment, assessment(true));
            scene.does(TrustStaff, Move::AskCandidateView, json!({}));
        }
        Move::LapseOffer => {
            scene.system_acts();
            scene.on("2026-07-07");
        }
        Move::ApproveOfferWithdrawal => {
            let reason = json!({ "reason": "The ward is closing" });
            scene.does(HiringManager, Move::RequestOfferWithdrawal, reason);
        }
        Move::StartEmployment => {
            scene.clears(&[
                "right_to_work",
                "registration",
                "references",
                "criminal_record",
            ]);
        }
        Move::RecordChecksNotMet => {
            let outcome = json!({ "check": "criminal_record", "outcome": "not_met", "decided_on": "2026-07-08" });
            scene.does(TrustStaff, Move::RecordCheck, outcome);
        }
        Move::Merge => scene.situation.survivor = Some(id(0x9002).into()),
        _ => {}
    }
}
