//! Every named move of the pathway: where it starts, whose it is, and what it is guarded by. This table is the
//! journey; the rest of the rulebook reads it.

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

/// One row of the pathway's table.
pub(crate) struct Rule {
    /// The states it can start from.
    pub from: From,
    /// Who may make it.
    pub by: &'static [A],
    /// What must hold besides.
    pub guards: &'static [G],
}

/// Where a move may start.
pub(crate) enum From {
    These(&'static [S]),
    AnyOpen,
    AnyClosedButMerged,
    AnyButMerged,
}

impl From {
    pub(crate) fn includes(&self, state: S) -> bool {
        match self {
            Self::These(states) => states.contains(&state),
            Self::AnyOpen => state.is_open(),
            Self::AnyClosedButMerged => !state.is_open() && state != S::Merged,
            Self::AnyButMerged => state != S::Merged,
        }
    }
}

const fn rule(from: &'static [S], by: &'static [A], guards: &'static [G]) -> Rule {
    Rule {
        from: From::These(from),
        by,
        guards,
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

    pub(crate) const fn rule(self) -> Rule {
        match self {
            Self::Accept
            | Self::DeclineReferral
            | Self::BookScreening
            | Self::RebookScreening
            | Self::RecordAttendance
            | Self::RecordScreening
            | Self::RecordScreeningAbsence => self.screening_rule(),
            Self::Select
            | Self::DoNotSelect
            | Self::StartTraining
            | Self::RecordTrainingAbsence
            | Self::GuaranteeInterview
            | Self::RecordTrainingNotCompleted => self.training_rule(),
            Self::BookInterview
            | Self::ReleaseInterview
            | Self::ScoreInterview
            | Self::RecordInterview
            | Self::RecordInterviewAbsence
            | Self::RecordUnsuccessful
            | Self::PlaceOnReserve => self.interview_rule(),
            Self::ProposeTrial
            | Self::AmendTrial
            | Self::SignTrial
            | Self::RefuseTrial
            | Self::StartTrial
            | Self::LogTrialDay
            | Self::RecordAssessment
            | Self::AskCandidateView
            | Self::GiveCandidateView
            | Self::EndTrial
            | Self::EndTrialEarly
            | Self::RecordTrialAbsence => self.trial_rule(),
            Self::MakeOffer
            | Self::MakeNoOffer
            | Self::OfferWithoutTrial
            | Self::RemindOfOffer
            | Self::AcceptOffer
            | Self::DeclineOffer
            | Self::LapseOffer
            | Self::RequestOfferWithdrawal
            | Self::ApproveOfferWithdrawal => self.offer_rule(),
            Self::RecordCheck
            | Self::StartEmployment
            | Self::RecordChecksNotMet
            | Self::RecordDidNotStart
            | Self::Sustain13
            | Self::Sustain26
            | Self::RecordLeft => self.employment_rule(),
            Self::Withdraw => Rule {
                from: From::AnyOpen,
                by: &[A::Candidate, A::Jobcentre, A::TrustStaff],
                guards: &[],
            },
            Self::Reopen => Rule {
                from: From::AnyClosedButMerged,
                by: &[A::Administrator],
                guards: &[
                    G::WithinReopeningPeriod,
                    G::TrialCapNotReached,
                    G::NoOtherOpenJourney,
                    G::VacancyOpen,
                    G::HeldOpeningFree,
                    G::HeldSeatFree,
                ],
            },
            Self::Merge => Rule {
                from: From::AnyButMerged,
                by: &[A::Administrator],
                guards: &[G::SurvivorIsAnother],
            },
        }
    }

    const fn screening_rule(self) -> Rule {
        match self {
            Self::Accept => rule(&[S::Referred], &[A::TrustStaff], &[G::Eligible, G::Adult]),
            Self::DeclineReferral => rule(&[S::Referred], &[A::TrustStaff], &[]),
            Self::BookScreening => rule(
                &[S::Accepted],
                &[A::TrustStaff, A::Jobcentre, A::Candidate],
                &[
                    G::ScreeningSeatFree,
                    G::ScreeningBeforeTraining,
                    G::AdjustmentsAsked,
                ],
            ),
            Self::RebookScreening => rule(
                &[S::ScreeningBooked],
                &[A::Candidate, A::TrustStaff, A::Jobcentre],
                &[G::ScreeningSeatFree, G::ScreeningBeforeTraining],
            ),
            Self::RecordAttendance => rule(
                &[S::ScreeningBooked, S::Selected, S::InTraining],
                &[A::TrustStaff, A::College],
                &[
                    G::SessionOfThisStage,
                    G::TrainingPlaceFree,
                    G::CollegeKeepsTrainingRegisters,
                    G::SessionDateReached,
                    G::RegisterOpen,
                ],
            ),
            Self::RecordScreening => rule(
                &[S::ScreeningBooked],
                &[A::TrustStaff],
                &[
                    G::ScreeningDateReached,
                    G::ScreeningAttended,
                    G::ThreeComponentsRecorded,
                ],
            ),
            _ => rule(
                &[S::ScreeningBooked],
                &[A::TrustStaff],
                &[G::ScreeningRegisterClosed, G::ScreeningAbsenceNotExcused],
            ),
        }
    }

    const fn training_rule(self) -> Rule {
        match self {
            Self::Select => rule(&[S::Screened], &[A::TrustStaff], &[G::TrainingPlaceFree]),
            Self::DoNotSelect => rule(&[S::Screened], &[A::TrustStaff], &[]),
            Self::StartTraining => rule(
                &[S::Selected],
                &[A::College, A::TrustStaff, A::System],
                &[G::TrainingPlaceFree, G::FirstSessionAttended],
            ),
            Self::RecordTrainingAbsence => rule(
                &[S::Selected],
                &[A::TrustStaff],
                &[G::FirstDayRegisterClosed, G::AbsentFromFirstDay],
            ),
            Self::GuaranteeInterview => rule(
                &[S::InTraining],
                &[A::System],
                &[
                    G::TrainingWeekOver,
                    G::RegistersSignedOff,
                    G::TrainingThresholdMet,
                ],
            ),
            _ => rule(
                &[S::InTraining],
                &[A::TrustStaff],
                &[
                    G::TrainingWeekOver,
                    G::RegistersSignedOff,
                    G::TrainingThresholdUnmet,
                ],
            ),
        }
    }

    const fn interview_rule(self) -> Rule {
        match self {
            Self::BookInterview => rule(
                &[S::InterviewGuaranteed],
                &[A::TrustStaff, A::Candidate],
                &[G::SlotOfThisVacancy, G::SlotFree, G::SlotNotPast],
            ),
            Self::ReleaseInterview => rule(
                &[S::InterviewBooked],
                &[A::TrustStaff, A::Candidate],
                &[G::InterviewNotHeld],
            ),
            Self::ScoreInterview => rule(
                &[S::InterviewBooked],
                &[A::HiringManager],
                &[G::InterviewDateReached, G::PanelMember, G::CommonCriteria],
            ),
            Self::RecordInterview => rule(
                &[S::InterviewBooked, S::Interviewed],
                &[A::HiringManager],
                &[G::InterviewDateReached, G::EveryPanelMemberScored],
            ),
            Self::RecordInterviewAbsence => rule(
                &[S::InterviewBooked],
                &[A::TrustStaff],
                &[G::InterviewDateReached, G::InterviewNotHeld],
            ),
            Self::RecordUnsuccessful => rule(
                &[S::Interviewed],
                &[A::HiringManager],
                &[G::InterviewUnsuccessful],
            ),
            _ => rule(
                &[S::Interviewed],
                &[A::HiringManager],
                &[G::InterviewSuccessful, G::NoOpeningFree, G::ReviewDateAhead],
            ),
        }
    }

    const fn trial_rule(self) -> Rule {
        match self {
            Self::ProposeTrial => rule(
                &[S::Interviewed],
                &[A::HiringManager],
                &[
                    G::InterviewSuccessful,
                    G::VacancyOpen,
                    G::EnoughHours,
                    G::EnoughWeeks,
                    G::OpeningFree,
                    G::PlannedWithinCap,
                    G::TrialAhead,
                ],
            ),
            Self::AmendTrial => rule(
                &[S::TrialProposed, S::TrialAgreed],
                &[A::HiringManager],
                &[G::PlannedWithinCap, G::TrialAhead],
            ),
            Self::SignTrial => rule(
                &[S::TrialProposed],
                &[A::Jobcentre, A::Candidate, A::TrustStaff],
                &[
                    G::SameTerms,
                    G::JobcentreFirst,
                    G::NotYetSigned,
                    G::SupervisorNamed,
                    G::SignedBeforeStart,
                ],
            ),
            Self::RefuseTrial => rule(
                &[S::TrialProposed, S::TrialAgreed],
                &[A::Jobcentre, A::Candidate, A::TrustStaff],
                &[],
            ),
            Self::StartTrial => rule(
                &[S::TrialAgreed],
                &[A::System, A::TrustStaff],
                &[
                    G::TrialStartReached,
                    G::JobcentreAgreedBefore,
                    G::TrialChecksCleared,
                    G::TrialAllowanceLeft,
                ],
            ),
            Self::LogTrialDay => rule(
                &[S::OnTrial],
                &[A::TrustStaff, A::HiringManager],
                &[G::DayWithinTrial, G::DayNotYetLogged, G::AttendedWithinCap],
            ),
            Self::RecordAssessment => rule(&[S::OnTrial, S::TrialEnded], &[A::HiringManager], &[]),
            Self::AskCandidateView => rule(
                &[S::OnTrial, S::TrialEnded],
                &[A::TrustStaff, A::HiringManager],
                &[],
            ),
            Self::GiveCandidateView => rule(&[S::OnTrial, S::TrialEnded], &[A::Candidate], &[]),
            Self::EndTrial => rule(
                &[S::OnTrial],
                &[A::TrustStaff, A::System],
                &[G::LastDayReachedOrBothSure, G::EndWithinTrial],
            ),
            Self::EndTrialEarly => rule(
                &[S::OnTrial],
                &[A::TrustStaff, A::Candidate, A::Jobcentre],
                &[G::EndWithinTrial],
            ),
            _ => rule(&[S::OnTrial], &[A::TrustStaff], &[G::NeverCame]),
        }
    }

    const fn offer_rule(self) -> Rule {
        match self {
            Self::MakeOffer => rule(
                &[S::TrialEnded],
                &[A::HiringManager],
                &[
                    G::AssessmentSatisfactory,
                    G::CandidateViewAsked,
                    G::VacancyOpen,
                    G::OpeningFree,
                    G::OfferExpiresAhead,
                    G::StartsAfterTrial,
                ],
            ),
            Self::MakeNoOffer => rule(&[S::TrialEnded], &[A::HiringManager], &[]),
            Self::OfferWithoutTrial => rule(
                &[S::Interviewed],
                &[A::HiringManager],
                &[
                    G::InterviewSuccessful,
                    G::VacancyOpen,
                    G::OpeningFree,
                    G::OfferExpiresAhead,
                    G::StartsAfterTrial,
                ],
            ),
            Self::RemindOfOffer => rule(&[S::Offered], &[A::System, A::TrustStaff], &[]),
            Self::AcceptOffer => rule(&[S::Offered], &[A::Candidate], &[G::OfferNotExpired]),
            Self::DeclineOffer => rule(&[S::Offered], &[A::Candidate], &[G::OfferNotExpired]),
            Self::LapseOffer => rule(
                &[S::Offered],
                &[A::System],
                &[G::OfferExpired, G::OfferReminded],
            ),
            Self::RequestOfferWithdrawal => rule(
                &[S::Offered, S::OfferAccepted],
                &[A::HiringManager],
                &[G::WithdrawalNotYetRequested],
            ),
            _ => rule(
                &[S::Offered, S::OfferAccepted],
                &[A::HiringManager, A::Administrator],
                &[G::WithdrawalRequested, G::SecondApprover],
            ),
        }
    }

    const fn employment_rule(self) -> Rule {
        match self {
            Self::RecordCheck => rule(
                &[
                    S::Interviewed,
                    S::TrialProposed,
                    S::TrialAgreed,
                    S::OnTrial,
                    S::TrialEnded,
                    S::Offered,
                    S::OfferAccepted,
                ],
                &[A::TrustStaff],
                &[G::DecidedNotAhead],
            ),
            Self::StartEmployment => rule(
                &[S::OfferAccepted],
                &[A::TrustStaff],
                &[
                    G::AllChecksCleared,
                    G::StartsAfterTrial,
                    G::StartsAfterAcceptance,
                    G::StartNotAhead,
                ],
            ),
            Self::RecordChecksNotMet => {
                rule(&[S::OfferAccepted], &[A::TrustStaff], &[G::CheckNotMet])
            }
            Self::RecordDidNotStart => rule(
                &[S::OfferAccepted],
                &[A::TrustStaff],
                &[G::FiveWorkingDaysPassed],
            ),
            Self::Sustain13 => rule(&[S::Started], &[A::TrustStaff], &[G::ThirteenWeeksReached]),
            Self::Sustain26 => rule(
                &[S::Sustained13],
                &[A::TrustStaff],
                &[G::TwentySixWeeksReached],
            ),
            _ => rule(
                &[S::Started, S::Sustained13],
                &[A::TrustStaff],
                &[G::LeftBeforeMilestone],
            ),
        }
    }
}
