//! One journey and the day it stands on: brought to any state by moves that the rulebook allows, never by setting it.

use super::{CRITERIA, PANEL, actor, date, referral, session_id, situation, ways};
use serde_json::{Value, json};
use shared::journey::{
    ActorKind, Command, Event, Guard, Journey, Move, Recorded, Refusal, SessionKind, Situation,
    State, decide, due,
};

use ActorKind::{HiringManager, Jobcentre, TrustStaff};

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
        ways::to(state)
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
