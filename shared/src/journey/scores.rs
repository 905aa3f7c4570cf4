//! Scores that are given by several, each by themselves: nobody is led by what somebody else has given (L6: every applicant meets the same
//! panel and the same criteria).

use super::event::Event;
use super::parts::Journey;
use super::state::State;

impl Journey {
    /// Whether the scores of the interview are still held back: from the first of the panel until the last, nobody is told
    /// more than who has given theirs.
    #[must_use]
    pub fn holds_scores_back(&self, panel: &[String]) -> bool {
        self.state == State::InterviewBooked
            && panel.iter().any(|member| !self.scores.contains_key(member))
    }
}

impl Event {
    /// The event as it is told while scores are held back: who gave theirs, and not which.
    #[must_use]
    pub fn with_scores_held_back(mut self) -> Self {
        if let Self::InterviewScored(scored) = &mut self {
            scored.scores.clear();
        }
        self
    }
}
