//! Where a journey can stand.

use crate::values::{Coded, coded};

coded! {
    /// The state of a journey: 17 open ones in the order of the pathway, then 18 endings.
    State {
        Referred = "referred", "Referred";
        Accepted = "accepted", "Accepted";
        ScreeningBooked = "screening_booked", "Screening booked";
        Screened = "screened", "Screened";
        Selected = "selected", "Selected for training";
        InTraining = "in_training", "In training";
        InterviewGuaranteed = "interview_guaranteed", "Interview guaranteed";
        InterviewBooked = "interview_booked", "Interview booked";
        Interviewed = "interviewed", "Interviewed";
        TrialProposed = "trial_proposed", "Work trial proposed";
        TrialAgreed = "trial_agreed", "Work trial agreed";
        OnTrial = "on_trial", "On work trial";
        TrialEnded = "trial_ended", "Work trial ended";
        Offered = "offered", "Job offered";
        OfferAccepted = "offer_accepted", "Offer accepted";
        Started = "started", "Started work";
        Sustained13 = "sustained_13", "In work at 13 weeks";
        ReferralDeclined = "referral_declined", "Referral declined";
        NotSelected = "not_selected", "Not selected";
        DidNotAttend = "did_not_attend", "Did not attend";
        TrainingNotCompleted = "training_not_completed", "Training not completed";
        NotSuccessfulAtInterview = "not_successful_at_interview", "Not successful at interview";
        TrialNotAgreed = "trial_not_agreed", "Work trial not agreed";
        TrialEndedEarly = "trial_ended_early", "Work trial ended early";
        NoOffer = "no_offer", "No offer made";
        OfferDeclined = "offer_declined", "Offer declined";
        OfferLapsed = "offer_lapsed", "Offer lapsed";
        OfferWithdrawn = "offer_withdrawn", "Offer withdrawn";
        ChecksNotMet = "checks_not_met", "Employment checks not met";
        DidNotStart = "did_not_start", "Did not start";
        Withdrawn = "withdrawn", "Withdrawn";
        LeftBefore13 = "left_before_13", "Left before 13 weeks";
        LeftBefore26 = "left_before_26", "Left before 26 weeks";
        Sustained26 = "sustained_26", "In work at 26 weeks";
        Merged = "merged", "Merged into another journey";
    }
}

impl State {
    /// Whether the journey is still under way.
    #[must_use]
    pub fn is_open(self) -> bool {
        self <= Self::Sustained13
    }

    /// The open states, in the order of the pathway.
    pub fn open() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|state| state.is_open())
    }

    /// The endings.
    pub fn closed() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|state| !state.is_open())
    }

    /// Whether a seat on a screening day is booked from here, or booked again.
    #[must_use]
    pub fn books_screening(self) -> bool {
        matches!(self, Self::Accepted | Self::ScreeningBooked)
    }

    /// Whether a guaranteed interview has been granted and not yet been held (L6): the vacancy cannot close over it.
    #[must_use]
    pub fn has_open_entitlement(self) -> bool {
        matches!(self, Self::InterviewGuaranteed | Self::InterviewBooked)
    }

    /// Whether a trial is proposed, agreed, under way or waiting for the Trust's answer.
    #[must_use]
    pub fn has_open_trial(self) -> bool {
        matches!(
            self,
            Self::TrialProposed | Self::TrialAgreed | Self::OnTrial | Self::TrialEnded
        )
    }

    /// Whether the person has accepted an offer and it still stands.
    #[must_use]
    pub fn has_accepted_offer(self) -> bool {
        matches!(
            self,
            Self::OfferAccepted | Self::Started | Self::Sustained13 | Self::Sustained26
        )
    }

    /// Whether one opening of the vacancy is held for this person: from the proposal of a trial until the
    /// journey ends without the job.
    #[must_use]
    pub fn holds_opening(self) -> bool {
        self.has_open_trial() || self == Self::Offered || self.has_accepted_offer()
    }

    /// Whether the person holds or has used a place in the training week.
    #[must_use]
    pub fn holds_training_place(self) -> bool {
        self >= Self::Selected
            && !matches!(
                self,
                Self::ReferralDeclined
                    | Self::NotSelected
                    | Self::Withdrawn
                    | Self::Merged
                    | Self::DidNotAttend
            )
    }

    /// Whether the person counts against the number that a programme accepts.
    #[must_use]
    pub fn holds_accepted_place(self) -> bool {
        self.is_open() && self != Self::Referred
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_states_are_open_and_eighteen_are_endings() {
        assert_eq!(State::open().count(), 17);
        assert_eq!(State::closed().count(), 18);
    }
}
