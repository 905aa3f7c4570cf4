//! What became of work trials: the Trust's page says that more than half led to an offer, and here it is measured (L12).

use super::funnel::in_a_hundred;
use crate::journey::State;

/// Work trials that have ended, and what they led to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TrialOutcomes {
    /// Trials that took place and have their answer.
    pub trials: u32,
    /// Those of them that led to an offer, whatever came of it.
    pub offers: u32,
}

impl TrialOutcomes {
    /// Counts so many people who have been on a trial and stand in this state now.
    pub fn count(&mut self, state: State, people: u32) {
        if let Some(led_to_offer) = came_of_trial(state) {
            self.trials += people;
            self.offers += if led_to_offer { people } else { 0 };
        }
    }

    /// Of a hundred trials, how many led to an offer; none where there was none.
    #[must_use]
    pub fn offers_in_a_hundred(self) -> Option<u32> {
        in_a_hundred(self.offers, self.trials)
    }
}

/// Whether a trial led to an offer; `None` where it is not known yet, or there was no trial. Every state from the offer on can
/// only be reached through one; a trial that nobody came to did not take place, and one that still waits for its answer does
/// not count yet.
#[must_use]
pub const fn came_of_trial(state: State) -> Option<bool> {
    match state {
        State::Offered
        | State::OfferAccepted
        | State::OfferDeclined
        | State::OfferLapsed
        | State::OfferWithdrawn
        | State::ChecksNotMet
        | State::DidNotStart
        | State::Started
        | State::Sustained13
        | State::LeftBefore13
        | State::LeftBefore26
        | State::Sustained26 => Some(true),
        State::NoOffer | State::TrialEndedEarly | State::Withdrawn => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_that_was_declined_was_an_offer_and_a_trial_that_waits_is_not_counted_yet() {
        let mut outcomes = TrialOutcomes::default();
        outcomes.count(State::OfferDeclined, 2);
        outcomes.count(State::NoOffer, 1);
        outcomes.count(State::TrialEnded, 9);
        outcomes.count(State::DidNotAttend, 9);
        assert_eq!((outcomes.trials, outcomes.offers), (3, 2));
        assert_eq!(outcomes.offers_in_a_hundred(), Some(67));
        assert_eq!(TrialOutcomes::default().offers_in_a_hundred(), None);
    }
}
