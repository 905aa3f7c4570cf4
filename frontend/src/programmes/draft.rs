//! The plan of a new programme while it is being made: proposed from one date, changed by hand, checked by the rules as
//! it stands.

use crate::forms::problems_of;
use crate::ui::FieldProblem;
use shared::ids::VacancyId;
use shared::journey::{
    CheckKind, ProgrammeFacts, ProgrammeStatus, Refusal, SessionFacts, SessionKind, SlotFacts,
};
use shared::programmes::{
    CreateProgramme, PlanSession, PlanSlot, PlanWarning, check_plan, warnings,
};
use shared::time::{CivilDate, Span};
use shared::values::Words;
use std::collections::BTreeMap;

/// The dates of a plan, with their labels, in their order.
pub const DATES: [(&str, &str); 8] = [
    ("referrals_open_on", "Referrals open"),
    ("referrals_close_on", "Referrals close"),
    ("training_starts_on", "Training week, first day"),
    ("training_ends_on", "Training week, last day"),
    ("interviews_from", "Interviews, first day"),
    ("interviews_until", "Interviews, last day"),
    ("trial_from", "Work trials, first day"),
    ("trial_until", "Work trials, last day"),
];

/// A plan as it stands, whether or not it can be read yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Single answers, by name.
    pub answers: BTreeMap<String, String>,
    /// Screening days and training sessions.
    pub sessions: Vec<SessionDraft>,
    /// Interview times.
    pub slots: Vec<SlotDraft>,
    /// Checks that the trial's setting needs first.
    pub checks: Vec<CheckKind>,
}

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionDraft {
    /// Screening day or training session.
    pub kind: SessionKind,
    /// Its name.
    pub module: String,
    /// Its date.
    pub held_on: String,
    /// When it starts.
    pub starts_at: String,
    /// When it ends.
    pub ends_at: String,
    /// Who leads it; empty where nobody is named yet.
    pub trainer: String,
}

/// An interview time as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotDraft {
    /// Its date.
    pub held_on: String,
    /// When it starts.
    pub starts_at: String,
}

impl Draft {
    /// One answer; empty where there is none.
    #[must_use]
    pub fn of(&self, name: &str) -> &str {
        self.answers
            .get(name)
            .map(|answer| answer.trim())
            .unwrap_or_default()
    }

    /// Changes what one field of the form holds: a single answer, or `sessions.2.held_on`, or `slots.0.starts_at`.
    #[must_use]
    pub fn with(mut self, name: &str, value: String) -> Self {
        let parts: Vec<_> = name.split('.').collect();
        match parts.as_slice() {
            ["sessions", at, field] => {
                let session = at
                    .parse::<usize>()
                    .ok()
                    .and_then(|at| self.sessions.get_mut(at));
                match (session, *field) {
                    (Some(session), "module") => session.module = value,
                    (Some(session), "held_on") => session.held_on = value,
                    (Some(session), "starts_at") => session.starts_at = value,
                    (Some(session), "ends_at") => session.ends_at = value,
                    (Some(session), "trainer") => session.trainer = value,
                    _ => {}
                }
            }
            ["slots", at, field] => {
                let slot = at
                    .parse::<usize>()
                    .ok()
                    .and_then(|at| self.slots.get_mut(at));
                match (slot, *field) {
                    (Some(slot), "held_on") => slot.held_on = value,
                    (Some(slot), "starts_at") => slot.starts_at = value,
                    _ => {}
                }
            }
            _ => {
                self.answers.insert(name.to_owned(), value);
            }
        }
        self
    }

    fn date(&self, name: &str) -> Option<CivilDate> {
        self.of(name).parse().ok()
    }

    fn lines(&self, name: &str) -> Vec<Words> {
        self.of(name)
            .lines()
            .filter_map(|line| Words::parse(line).ok())
            .collect()
    }

    /// The plan as the rules read it, once its dates can be read. Sessions and times without a date are left out.
    #[must_use]
    pub fn facts(&self) -> Option<(ProgrammeFacts, Span, Span)> {
        let interviews = Span {
            first: self.date("interviews_from")?,
            last: self.date("interviews_until")?,
        };
        let trials = Span {
            first: self.date("trial_from")?,
            last: self.date("trial_until")?,
        };
        let facts = ProgrammeFacts {
            status: ProgrammeStatus::Draft,
            referrals_open_on: self.date("referrals_open_on")?,
            referrals_close_on: self.date("referrals_close_on")?,
            training_starts_on: self.date("training_starts_on")?,
            training_ends_on: self.date("training_ends_on")?,
            places: self.of("places").parse().unwrap_or_default(),
            training_threshold: self.of("training_threshold").parse().ok(),
            panel: Vec::new(),
            criteria: Vec::new(),
            checks_before_trial: self.checks.clone(),
            sessions: self
                .sessions
                .iter()
                .filter_map(SessionDraft::facts)
                .collect(),
            slots: self.slots.iter().filter_map(SlotDraft::facts).collect(),
        };
        Some((facts, interviews, trials))
    }

    /// What the rules say of the plan as it stands; none while its dates cannot be read.
    #[must_use]
    pub fn ruling(&self) -> Option<(Result<(), Refusal>, Vec<PlanWarning>)> {
        let (facts, interviews, trials) = self.facts()?;
        Some((
            check_plan(&facts, interviews, trials),
            warnings(&facts, trials),
        ))
    }

    /// Reads the plan into what the server asks for.
    ///
    /// # Errors
    /// What needs another look, field by field.
    pub fn request(&self) -> Result<CreateProgramme, Vec<FieldProblem>> {
        let mut problems = self.unread();
        let whole = self.read();
        if let Some(request) = whole.as_ref().filter(|_| problems.is_empty()) {
            problems = problems_of(&request.check(), |_| true);
        }
        match whole {
            Some(request) if problems.is_empty() => Ok(request),
            _ => Err(problems),
        }
    }

    fn unread(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut ask = |missing: bool, name: &str, message: &str| {
            if missing {
                problems.push(FieldProblem::new(name, message));
            }
        };
        ask(
            self.of("vacancy_id").parse::<VacancyId>().is_err(),
            "vacancy_id",
            "Choose the vacancy",
        );
        ask(
            self.words("title").is_none(),
            "title",
            "Write what the programme is called",
        );
        ask(
            self.of("places").parse::<u32>().is_err(),
            "places",
            "Places: enter a number",
        );
        let threshold = self.of("training_threshold");
        let odd = !threshold.is_empty() && threshold.parse::<u32>().is_err();
        ask(
            odd,
            "training_threshold",
            "Sessions needed: enter a number, or leave it empty for all of them",
        );
        ask(
            self.words("venue").is_none(),
            "venue",
            "Write where the sessions are held",
        );
        for (name, label) in DATES {
            ask(
                self.date(name).is_none(),
                name,
                &format!("{label}: enter a date"),
            );
        }
        for (at, session) in self.sessions.iter().enumerate() {
            for (missing, field, message) in session.unread() {
                ask(missing, &format!("sessions.{at}.{field}"), message);
            }
        }
        for (at, slot) in self.slots.iter().enumerate() {
            ask(
                slot.facts().is_none(),
                &format!("slots.{at}.held_on"),
                "Interview time: enter its date",
            );
        }
        problems
    }

    fn words(&self, name: &str) -> Option<Words> {
        Words::parse(self.of(name)).ok()
    }

    fn read(&self) -> Option<CreateProgramme> {
        let (facts, interviews, trials) = self.facts()?;
        let venue = self.words("venue")?;
        let capacity = self.of("places").parse().ok()?;
        let sessions = self
            .sessions
            .iter()
            .filter_map(|session| session.planned(&venue, capacity))
            .collect();
        let slots = self
            .slots
            .iter()
            .filter_map(|slot| slot.planned(&venue))
            .collect();
        Some(CreateProgramme {
            vacancy_id: self.of("vacancy_id").parse().ok()?,
            title: self.words("title")?,
            referrals_open_on: facts.referrals_open_on,
            referrals_close_on: facts.referrals_close_on,
            training_starts_on: facts.training_starts_on,
            training_ends_on: facts.training_ends_on,
            interviews_from: interviews.first,
            interviews_until: interviews.last,
            trial_from: trials.first,
            trial_until: trials.last,
            places: facts.places,
            training_threshold: facts.training_threshold,
            panel: self.lines("panel"),
            criteria: self.lines("criteria"),
            checks_before_trial: self.checks.clone(),
            sessions,
            slots,
        })
    }
}

impl SessionDraft {
    /// What may need another look, whether it does, and at which field.
    fn unread(&self) -> [(bool, &'static str, &'static str); 3] {
        let is_named = !self.trainer.trim().is_empty();
        [
            (self.facts().is_none(), "held_on", "Session: enter its date"),
            (
                Words::parse(&self.module).is_err(),
                "module",
                "Session: write its name",
            ),
            (
                is_named && Words::parse(&self.trainer).is_err(),
                "trainer",
                "Session: write a name in 100 characters or fewer",
            ),
        ]
    }

    fn facts(&self) -> Option<SessionFacts> {
        Some(SessionFacts {
            id: uuid::Uuid::nil().into(),
            kind: self.kind,
            module: self.module.clone(),
            held_on: self.held_on.parse().ok()?,
            starts_at: self.starts_at.clone(),
            venue: String::new(),
            capacity: 1,
            taken: 0,
            required: true,
            signed_off: false,
        })
    }

    fn planned(&self, venue: &Words, places: u32) -> Option<PlanSession> {
        Some(PlanSession {
            kind: self.kind,
            module: Words::parse(&self.module).ok()?,
            held_on: self.held_on.parse().ok()?,
            starts_at: self.starts_at.clone(),
            ends_at: self.ends_at.clone(),
            venue: venue.clone(),
            trainer: Words::parse(&self.trainer).ok(),
            capacity: self.kind.seats_for(places),
            required: true,
        })
    }
}

impl SlotDraft {
    fn facts(&self) -> Option<SlotFacts> {
        Some(SlotFacts {
            id: uuid::Uuid::nil().into(),
            held_on: self.held_on.parse().ok()?,
            starts_at: self.starts_at.clone(),
            venue: String::new(),
            taken: false,
        })
    }

    fn planned(&self, venue: &Words) -> Option<PlanSlot> {
        Some(PlanSlot {
            held_on: self.held_on.parse().ok()?,
            starts_at: self.starts_at.clone(),
            venue: venue.clone(),
        })
    }
}
