//! Why not: every move from here, possible or not, and what stands in the way of each.

use super::decide::unmet;
use super::guard::UnmetGuard;
use super::guards::Question;
use super::moves::Move;
use super::parts::Journey;
use super::situation::Situation;
use super::state::State;
use crate::journey::actor::ActorKind;
use crate::values::Coded;
use serde::{Deserialize, Serialize};

/// One move from here, as the API answers it and the pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MoveOption {
    /// The move.
    pub name: Move,
    /// What people read.
    pub label: String,
    /// Whether the one who asks could make it now. What they then fill in is checked once more.
    pub allowed: bool,
    /// Whose move it is.
    pub actors: Vec<ActorKind>,
    /// Everything that stands in the way; empty when it is allowed.
    pub unmet_guards: Vec<UnmetGuard>,
}

impl Journey {
    /// Whether any answer about this journey can turn on the programme's interview times: only with an open entitlement (L6), and
    /// where a reopening would lead back to one. Elsewhere a situation without them is answered the same.
    #[must_use]
    pub fn asks_for_interview_times(&self) -> bool {
        self.state.has_open_entitlement()
            || self.state_before.is_some_and(State::has_open_entitlement)
    }

    /// Whether any answer about this journey can turn on how many seats others have taken: only where a screening day is booked
    /// next, and where a reopening would lead back to one. Elsewhere a situation in which every seat is free is answered the same.
    #[must_use]
    pub fn asks_for_seats(&self) -> bool {
        self.state.books_screening() || self.state_before.is_some_and(State::books_screening)
    }

    /// Whether any answer about this journey can turn on how many openings of the vacancy are held for others: only after the
    /// interview, where a trial or an offer would hold one, and where a reopening would lead back to one that was held.
    #[must_use]
    pub fn asks_for_openings(&self) -> bool {
        self.state == State::Interviewed || self.state_before.is_some_and(State::holds_opening)
    }

    /// Whether any answer about this journey can turn on how many places of the programme others have: only where one is about to be
    /// given, where the person waits for one, and where a reopening would lead back to one that was held.
    #[must_use]
    pub fn asks_for_places(&self) -> bool {
        let is_given_next = matches!(self.state, State::Referred | State::Screened);
        let was_held = matches!(self.state_before, Some(State::Selected | State::InTraining));
        is_given_next || self.waiting_listed || was_held
    }
}

/// Every move that the pathway has from this journey's state, in the order of the pathway.
#[must_use]
pub fn options(journey: &Journey, situation: &Situation) -> Vec<MoveOption> {
    Move::ALL
        .iter()
        .copied()
        .filter(|name| name.starts_from(journey.state))
        .map(|name| {
            let unmet_guards = unmet(
                name,
                Question {
                    journey,
                    situation,
                    command: None,
                },
            );
            MoveOption {
                name,
                label: name.label().to_owned(),
                allowed: unmet_guards.is_empty(),
                actors: name.actors().to_vec(),
                unmet_guards,
            }
        })
        .collect()
}
