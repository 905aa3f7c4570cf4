//! One journey and the day it stands on: brought to any state by moves that the rulebook allows, never by setting it.

use super::{
    CRITERIA, PANEL, SCREENING, SLOT, TRAINING, actor, date, id, referral, session_id, situation,
    slot_id,
};
use serde_json::{Value, json};
use shared::journey::{
    ActorKind, Command, Event, Guard, Journey, Move, Recorded, Refusal, SessionKind, Situation,
    State, decide, due,
};

use ActorKind::{Candidate, College, HiringManager, Jobcentre, TrustStaff};

/// A journey, its history and its situation.
#[derive(Clone)]
pub struct Scene {
    pub situation: Situation,
    pub history: Vec<Recorded>,
    pub journey: Journey,
}

/// A move with what it is told, as it comes over the wire.
pub fn command(name: Move, details: Value) -> Command {
    Command::read(name, details).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Scene {
    /// A journey that the Jobcentre began on Tuesday 5 May.
    pub fn referred() -> Self {
        let situation = situation("2026-05-05", Jobcentre);
        let event = Journey::begin(&situation, &referral()).expect("a referral is taken");
        let first = Recorded {
            event,
            on: situation.today,
            by: situation.actor.clone(),
        };
        let history = vec![first];
        let journey = Journey::fold(&history).expect("a journey");
        Self {
            situation,
            history,
            journey,
        }
    }

    /// Moves the clock.
    pub fn on(&mut self, day: &str) -> &mut Self {
        self.situation.today = date(day);
        self
    }

    /// Puts somebody before the rulebook.
    pub fn by(&mut self, kind: ActorKind) -> &mut Self {
        self.situation.actor = actor(kind);
        self
    }

    /// Makes a move if the rulebook allows it. A refused one leaves the journey as it was.
    pub fn attempt(&mut self, command: &Command) -> Result<(), Refusal> {
        let before = self.journey.clone();
        match decide(&self.journey, &self.situation, command) {
            Ok(events) => events.into_iter().for_each(|event| self.record(event)),
            Err(refusal) => {
                assert_eq!(before, self.journey, "a refused move changed the journey");
                return Err(refusal);
            }
        }
        Ok(())
    }

    fn record(&mut self, event: Event) {
        let recorded = Recorded {
            event,
            on: self.situation.today,
            by: self.situation.actor.clone(),
        };
        self.journey.apply(&recorded);
        self.history.push(recorded);
    }

    /// Makes a move that must be allowed.
    pub fn does(&mut self, by: ActorKind, name: Move, details: Value) -> &mut Self {
        let command = command(name, details);
        self.by(by);
        if let Err(refusal) = self.attempt(&command) {
            panic!(
                "{name} by {by} on {} was refused: {refusal}",
                self.situation.today
            );
        }
        self
    }

    /// Why a move is refused; it must be.
    pub fn refuses(&mut self, by: ActorKind, name: Move, details: Value) -> Refusal {
        self.by(by);
        self.attempt(&command(name, details))
            .expect_err("the rulebook must refuse this")
    }

    /// Makes a move that must be refused by this guard among others.
    pub fn is_refused(
        &mut self,
        by: ActorKind,
        name: Move,
        details: Value,
        guard: Guard,
    ) -> &mut Self {
        let refusal = self.refuses(by, name, details);
        assert!(refusal.names(guard), "{name}: {refusal}");
        self
    }

    /// Does what is due on this day until nothing is, and answers which moves those were.
    pub fn system_acts(&mut self) -> Vec<Move> {
        self.by(ActorKind::System);
        let mut made = Vec::new();
        while let Some(command) = due(&self.journey, &self.situation) {
            made.push(command.name());
            self.attempt(&command)
                .expect("what is due is never refused");
            assert!(made.len() < 5, "the system goes round in circles: {made:?}");
        }
        made
    }

    /// Signs off the registers of one kind.
    pub fn sign_off(&mut self, kind: SessionKind) -> &mut Self {
        let sessions = self.situation.programme.sessions.iter_mut();
        sessions
            .filter(|session| session.kind == kind)
            .for_each(|session| session.signed_off = true);
        self
    }

    /// Records one line of a register, by Trust staff.
    pub fn attendance(&mut self, session: u128, attendance: &str) -> &mut Self {
        let line = json!({ "session_id": session_id(session), "attendance": attendance });
        self.does(TrustStaff, Move::RecordAttendance, line)
    }

    /// Clears checks on the day, by Trust staff.
    pub fn clears(&mut self, checks: &[&str]) -> &mut Self {
        for check in checks {
            let details =
                json!({ "check": check, "outcome": "cleared", "decided_on": self.situation.today });
            self.does(TrustStaff, Move::RecordCheck, details);
        }
        self
    }

    /// All panel members score the interview, and the panel finds it so.
    pub fn interviewed(&mut self, outcome: &str) -> &mut Self {
        for member in PANEL {
            let scores = json!({ CRITERIA[0]: 4, CRITERIA[1]: 3 });
            let details = json!({ "panel_member": member, "scores": scores });
            self.does(HiringManager, Move::ScoreInterview, details);
        }
        self.does(
            HiringManager,
            Move::RecordInterview,
            json!({ "outcome": outcome }),
        )
    }

    /// Signs the terms as they stand.
    pub fn signs(&mut self, by: ActorKind) -> &mut Self {
        self.does(by, Move::SignTrial, self.signature(by))
    }

    /// A signature under the terms as they stand; the Trust names a supervisor.
    pub fn signature(&self, by: ActorKind) -> Value {
        let number = self
            .journey
            .trial
            .as_ref()
            .map_or(1, |trial| trial.terms.number);
        match by {
            TrustStaff | ActorKind::Administrator => {
                json!({ "terms_number": number, "supervisor": "Sister Amina Yusuf" })
            }
            _ => json!({ "terms_number": number }),
        }
    }

    /// A journey at this state, on the day it was reached, by the shortest way.
    pub fn at(state: State) -> Self {
        if state.is_open() {
            return open_at(state);
        }
        closed_at(state)
    }
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

/// The three components of the screening day (L3).
pub fn components() -> Value {
    json!({ "team_exercises": "Worked well with others", "role_overview": "Asked good questions", "brief_interview": "Warm and clear" })
}

/// The terms of a trial.
pub fn terms(starts_on: &str, ends_on: &str) -> Value {
    json!({ "starts_on": starts_on, "ends_on": ends_on, "pattern": "weekdays" })
}

/// An offer.
pub fn offer(start_on: &str, expires_on: &str) -> Value {
    json!({ "start_on": start_on, "expires_on": expires_on })
}

/// The Trust's assessment of a trial.
pub fn assessment(satisfactory: bool) -> Value {
    json!({ "satisfactory": satisfactory, "comments": "Kind with patients and on time" })
}

/// An ending that names only what comes next.
pub fn next_step() -> Value {
    json!({ "next_step": "guidance", "note": "Call us on Monday" })
}

/// An ending with reasons and feedback.
pub fn feedback() -> Value {
    json!({ "reasons": "Other applicants scored higher", "feedback": "Your answers on kindness stood out", "next_step": "apply_directly" })
}

/// A withdrawal.
pub fn withdrawal() -> Value {
    json!({ "reason": "caring", "hear_of_other_programmes": true, "next_step": "other_programme" })
}
