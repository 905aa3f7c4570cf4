//! The two-way fit check: the supervisor and the candidate answer the same six questions on day 3, on day 10 and at the end of a
//! trial, and neither sees the other's answers before both have given theirs (L10).

use super::actor::ActorKind;
use super::details::AnswerFitCheck;
use super::event::Event;
use super::parts::{Journey, Trial};
use super::state::State;
use crate::time::CivilDate;
use crate::values::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// When the six questions are asked.
    FitRound {
        Day3 = "day_3", "Day 3";
        Day10 = "day_10", "Day 10";
        End = "end", "The end of the trial";
    }
}

coded! {
    /// Who answers them.
    FitSide {
        Supervisor = "supervisor", "The supervisor";
        Candidate = "candidate", "The candidate";
    }
}

coded! {
    /// What is answered to one of the questions.
    FitAnswer {
        Yes = "yes", "Yes";
        Partly = "partly", "In part";
        NotYet = "not_yet", "Not yet";
    }
}

/// The six questions, the same for both sides. Each is a field of [`AnswerFitCheck`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitQuestion {
    /// The work.
    Work,
    /// When and where it is.
    Hours,
    /// The people.
    Team,
    /// Being shown how.
    Learning,
    /// How fast it goes.
    Pace,
    /// All of it together.
    Job,
}

impl FitQuestion {
    /// Every question, in the order in which they are asked.
    pub const ALL: [Self; 6] = [
        Self::Work,
        Self::Hours,
        Self::Team,
        Self::Learning,
        Self::Pace,
        Self::Job,
    ];

    /// The field that its answer stands in.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Hours => "hours",
            Self::Team => "team",
            Self::Learning => "learning",
            Self::Pace => "pace",
            Self::Job => "job",
        }
    }

    /// What is asked.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Work => "Does the work itself suit?",
            Self::Hours => "Do the hours and the travel work out?",
            Self::Team => "Do the person and the team get on well?",
            Self::Learning => "Is there enough help to learn?",
            Self::Pace => "Is the pace right?",
            Self::Job => "Could this be the right job for this person?",
        }
    }
}

impl FitRound {
    /// The day of the trial on which it opens, the first counted as 1; none for the last round, which opens with the last day.
    #[must_use]
    pub const fn day(self) -> Option<u32> {
        match self {
            Self::Day3 => Some(3),
            Self::Day10 => Some(10),
            Self::End => None,
        }
    }
}

impl FitSide {
    /// For whom somebody answers: a candidate for themself, everybody else of the Trust for the supervisor.
    #[must_use]
    pub fn of(actor: ActorKind) -> Self {
        if actor == ActorKind::Candidate {
            Self::Candidate
        } else {
            Self::Supervisor
        }
    }
}

impl AnswerFitCheck {
    /// What was answered to a question.
    #[must_use]
    pub const fn answer(&self, question: FitQuestion) -> FitAnswer {
        match question {
            FitQuestion::Work => self.work,
            FitQuestion::Hours => self.hours,
            FitQuestion::Team => self.team,
            FitQuestion::Learning => self.learning,
            FitQuestion::Pace => self.pace,
            FitQuestion::Job => self.job,
        }
    }
}

/// What one side has answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FitGiven {
    /// The day.
    pub on: CivilDate,
    /// The answers; none in a history in which they are held back.
    pub answers: Option<AnswerFitCheck>,
}

/// One round of the fit check, as far as it was answered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FitCheck {
    /// The supervisor's side.
    pub supervisor: Option<FitGiven>,
    /// The candidate's side.
    pub candidate: Option<FitGiven>,
}

impl FitCheck {
    /// What a side has answered.
    #[must_use]
    pub const fn of(&self, side: FitSide) -> Option<&FitGiven> {
        match side {
            FitSide::Supervisor => self.supervisor.as_ref(),
            FitSide::Candidate => self.candidate.as_ref(),
        }
    }

    /// Both sides' answers, the supervisor's first; none before both have given theirs.
    #[must_use]
    pub fn both(&self) -> Option<(&AnswerFitCheck, &AnswerFitCheck)> {
        let supervisor = self.supervisor.as_ref()?.answers.as_ref()?;
        Some((supervisor, self.candidate.as_ref()?.answers.as_ref()?))
    }

    pub(super) fn give(&mut self, side: FitSide, given: FitGiven) {
        match side {
            FitSide::Supervisor => self.supervisor = Some(given),
            FitSide::Candidate => self.candidate = Some(given),
        }
    }
}

impl Trial {
    /// The day on which a round opens once the trial has started: never after its last day.
    #[must_use]
    pub fn fit_round_opens_on(&self, round: FitRound) -> Option<CivilDate> {
        let period = self.period?;
        let last = period.ended_on.unwrap_or(self.terms.ends_on);
        let opens_on = round
            .day()
            .map_or(last, |day| period.started_on.plus_days(day - 1));
        Some(opens_on.min(last))
    }

    /// Whether a trial of its length has the round: the last day asks for the last round instead.
    #[must_use]
    pub fn has_fit_round(&self, round: FitRound) -> bool {
        let opens = self.fit_round_opens_on(round);
        round == FitRound::End || opens < self.fit_round_opens_on(FitRound::End)
    }

    /// Leaves of the fit check what may be told: who has answered, and both sides' answers where both have.
    pub fn hold_lone_fit_answers_back(&mut self) {
        for check in self.fit.values_mut().filter(|check| check.both().is_none()) {
            for given in [&mut check.supervisor, &mut check.candidate]
                .into_iter()
                .flatten()
            {
                given.answers = None;
            }
        }
    }
}

impl Journey {
    /// The round of the fit check that is asked on a day; none before day 3, and none but during a trial and until what follows it
    /// is decided. A round ends when the next one opens: what was thought on day 3 cannot be said on day 12.
    #[must_use]
    pub fn fit_round(&self, today: CivilDate) -> Option<FitRound> {
        let trial = self.trial.as_ref()?;
        match self.state {
            State::TrialEnded => Some(FitRound::End),
            State::OnTrial => [FitRound::End, FitRound::Day10, FitRound::Day3]
                .into_iter()
                .filter(|round| trial.has_fit_round(*round))
                .find(|round| {
                    trial
                        .fit_round_opens_on(*round)
                        .is_some_and(|on| on <= today)
                }),
            _ => None,
        }
    }

    /// What a side has answered in a round of the trial that stands.
    #[must_use]
    pub fn fit_given(&self, round: FitRound, side: FitSide) -> Option<&FitGiven> {
        self.trial.as_ref()?.fit.get(&round)?.of(side)
    }
}

/// The places in a history of the answers that nobody is told yet, because the other side has not answered the same round.
#[must_use]
pub fn fit_answers_held_back(history: &[&Event]) -> Vec<usize> {
    let mut waiting: Vec<(FitRound, usize)> = Vec::new();
    let mut held = Vec::new();
    for (place, event) in history.iter().enumerate() {
        match event {
            // Another trial has rounds of its own; those of the one before are no longer answered.
            Event::TrialProposed { .. } | Event::TrialAmended { .. } => {
                held.extend(waiting.drain(..).map(|(_, place)| place));
            }
            Event::FitCheckAnswered { round, .. } => {
                match waiting.iter().position(|(other, _)| other == round) {
                    Some(both) => {
                        waiting.swap_remove(both);
                    }
                    None => waiting.push((*round, place)),
                }
            }
            _ => {}
        }
    }
    held.extend(waiting.into_iter().map(|(_, place)| place));
    held
}

impl Event {
    /// The event as it is told while the answers are held back: who gave theirs, and not which.
    #[must_use]
    pub fn with_fit_answers_held_back(mut self) -> Self {
        if let Self::FitCheckAnswered { answers, .. } = &mut self {
            *answers = None;
        }
        self
    }
}
