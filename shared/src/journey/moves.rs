//! Every named move of the pathway. Where each starts, whose it is and what guards it stands in `pathway.rs`.

use super::actor::ActorKind as A;
use super::guard::Guard as G;
use super::state::State as S;
use crate::values::{Coded, coded};

coded! {
    /// A named move. Its code is the `{name}` of `POST /journeys/{id}/transitions/{name}`.
    Move {
        Accept = "accept", "Accept the referral";
        DeclineReferral = "decline_referral", "Decline the referral";
        BookScreening = "book_screening", "Book the screening day";
        ConfirmBooking = "confirm_booking", "Say that they are coming";
        RebookScreening = "rebook_screening", "Move to another screening day";
        RecordAttendance = "record_attendance", "Record attendance";
        RecordScreening = "record_screening", "Record the screening day";
        RecordScreeningAbsence = "record_screening_absence", "Close: did not attend the screening day";
        Select = "select", "Select for the training week";
        DoNotSelect = "do_not_select", "Close: not selected";
        StartTraining = "start_training", "Start training";
        RecordTrainingAbsence = "record_training_absence", "Close: did not attend the training week";
        GuaranteeInterview = "guarantee_interview", "Guarantee the interview";
        RecordTrainingNotCompleted = "record_training_not_completed", "Close: training not completed";
        BookInterview = "book_interview", "Book the interview";
        ReleaseInterview = "release_interview", "Cancel this interview and keep the guarantee";
        ScoreInterview = "score_interview", "Record a panel member's scores";
        RecordInterview = "record_interview", "Record the interview";
        RecordInterviewAbsence = "record_interview_absence", "Close: did not attend the interview";
        RecordUnsuccessful = "record_unsuccessful", "Close: not successful at interview";
        PlaceOnReserve = "place_on_reserve", "Place on the reserve list";
        ProposeTrial = "propose_trial", "Propose a work trial";
        AmendTrial = "amend_trial", "Change the trial's terms";
        SignTrial = "sign_trial", "Agree to the work trial";
        RefuseTrial = "refuse_trial", "Close: work trial not agreed";
        StartTrial = "start_trial", "Start the work trial";
        LogTrialDay = "log_trial_day", "Log a day of the trial";
        RecordAssessment = "record_assessment", "Record the Trust's assessment";
        AskCandidateView = "ask_candidate_view", "Ask for the candidate's view";
        GiveCandidateView = "give_candidate_view", "Give my view of the job";
        AnswerFitCheck = "answer_fit_check", "Answer the fit check";
        EndTrial = "end_trial", "End the work trial";
        EndTrialEarly = "end_trial_early", "Close: end the work trial early";
        RecordTrialAbsence = "record_trial_absence", "Close: never came to the trial";
        MakeOffer = "make_offer", "Offer the job";
        MakeNoOffer = "make_no_offer", "Close: no offer";
        OfferWithoutTrial = "offer_without_trial", "Offer the job and waive the trial";
        RemindOfOffer = "remind_of_offer", "Record a reminder of the offer";
        AcceptOffer = "accept_offer", "Accept the offer";
        DeclineOffer = "decline_offer", "Decline the offer";
        LapseOffer = "lapse_offer", "Close: the offer lapsed";
        RequestOfferWithdrawal = "request_offer_withdrawal", "Ask to withdraw the offer";
        ApproveOfferWithdrawal = "approve_offer_withdrawal", "Close: approve withdrawing the offer";
        RecordCheck = "record_check", "Record an employment check";
        StartEmployment = "start_employment", "Start employment";
        RecordChecksNotMet = "record_checks_not_met", "Close: checks not met";
        RecordDidNotStart = "record_did_not_start", "Close: did not start";
        Sustain13 = "sustain_13", "Confirm in work at 13 weeks";
        Sustain26 = "sustain_26", "Confirm in work at 26 weeks";
        RecordLeft = "record_left", "Close: left the job";
        Withdraw = "withdraw", "Leave the pathway";
        Reopen = "reopen", "Reopen the journey";
        Merge = "merge", "Merge into another journey";
    }
}

impl Move {
    /// Whether the pathway has this move from the state at all.
    #[must_use]
    pub fn starts_from(self, state: S) -> bool {
        self.rule().from.includes(state)
    }

    /// The states it can start from.
    pub fn starting_states(self) -> impl Iterator<Item = S> {
        S::ALL
            .iter()
            .copied()
            .filter(move |state| self.starts_from(*state))
    }

    /// Whose move it is.
    #[must_use]
    pub fn actors(self) -> &'static [A] {
        self.rule().by
    }

    /// What it is guarded by, besides its state and its actor.
    #[must_use]
    pub fn guards(self) -> &'static [G] {
        self.rule().guards
    }

    /// Whether somebody of this kind may make it.
    #[must_use]
    pub fn is_for(self, actor: A) -> bool {
        self.actors().iter().any(|asked| actor.may_act_as(*asked))
    }

    /// Whether it takes or frees a seat, a place or an opening, so that two at once must take turns.
    #[must_use]
    pub fn competes_for_capacity(self) -> bool {
        use Move as M;
        matches!(
            self,
            M::Accept
                | M::BookScreening
                | M::RebookScreening
                | M::RecordAttendance
                | M::Select
                | M::StartTraining
                | M::BookInterview
                | M::PlaceOnReserve
                | M::ProposeTrial
                | M::MakeOffer
                | M::OfferWithoutTrial
                | M::GuaranteeInterview
                | M::Reopen
        )
    }

    /// Whether it ends the journey.
    #[must_use]
    pub fn closes(self) -> bool {
        use Move as M;
        matches!(
            self,
            M::DeclineReferral
                | M::RecordScreeningAbsence
                | M::DoNotSelect
                | M::RecordTrainingAbsence
                | M::RecordTrainingNotCompleted
                | M::RecordInterviewAbsence
                | M::RecordUnsuccessful
                | M::RefuseTrial
                | M::EndTrialEarly
                | M::RecordTrialAbsence
                | M::MakeNoOffer
                | M::DeclineOffer
                | M::LapseOffer
                | M::ApproveOfferWithdrawal
                | M::RecordChecksNotMet
                | M::RecordDidNotStart
                | M::Sustain26
                | M::RecordLeft
                | M::Withdraw
                | M::Merge
        )
    }
}
