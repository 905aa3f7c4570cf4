//! The pathway's table: where each move starts, whose it is, and what it is guarded by. This table is the journey; the
//! rest of the rulebook reads it.

use super::actor::ActorKind;
use super::guard::Guard;
use super::moves::Move;
use super::state::State;

/// One row of the table.
pub(crate) struct Rule {
    /// The states it can start from.
    pub from: From,
    /// Who may make it.
    pub by: &'static [ActorKind],
    /// What must hold besides.
    pub guards: &'static [Guard],
}

/// Where a move may start.
pub(crate) enum From {
    These(&'static [State]),
    AnyOpen,
    AnyClosedButMerged,
    AnyButMerged,
}

impl From {
    pub(crate) fn includes(&self, state: State) -> bool {
        match self {
            Self::These(states) => states.contains(&state),
            Self::AnyOpen => state.is_open(),
            Self::AnyClosedButMerged => !state.is_open() && state != State::Merged,
            Self::AnyButMerged => state != State::Merged,
        }
    }
}

macro_rules! pathway {
    ($($name:ident: ($from:ident $(: $($state:ident),+)?) by [$($actor:ident),*] needs [$($guard:ident),*];)+) => {
        impl Move {
            pub(crate) const fn rule(self) -> Rule {
                match self { $(
                    Self::$name => Rule {
                        from: From::$from $((&[$(State::$state),+]))?,
                        by: &[$(ActorKind::$actor),*],
                        guards: &[$(Guard::$guard),*],
                    },
                )+ }
            }
        }
    };
}

pathway! {
    // The referral and the screening day (L1 to L3).
    Accept: (These: Referred) by [TrustStaff] needs [Eligible, Adult];
    DeclineReferral: (These: Referred) by [TrustStaff] needs [];
    BookScreening: (These: Accepted)
        by [TrustStaff, Jobcentre, Candidate]
        needs [ScreeningSeatFree, ScreeningBeforeTraining, AdjustmentsAsked];
    ConfirmBooking: (These: ScreeningBooked, InterviewBooked)
        by [Candidate, TrustStaff, Jobcentre]
        needs [BookedDayNotPast, NotYetConfirmed];
    RebookScreening: (These: ScreeningBooked)
        by [Candidate, TrustStaff, Jobcentre]
        needs [ScreeningSeatFree, ScreeningBeforeTraining];
    RecordAttendance: (These: ScreeningBooked, Selected, InTraining)
        by [TrustStaff, College]
        needs [SessionOfThisStage, TrainingPlaceFree, CollegeKeepsTrainingRegisters, SessionDateReached, RegisterOpen];
    RecordScreening: (These: ScreeningBooked)
        by [TrustStaff]
        needs [ScreeningDateReached, ScreeningAttended, ThreeComponentsRecorded];
    RecordScreeningAbsence: (These: ScreeningBooked)
        by [TrustStaff]
        needs [ScreeningRegisterClosed, ScreeningAbsenceNotExcused];

    // The training week (L4, L5) and what earns the interview (L6).
    Select: (These: Screened) by [TrustStaff] needs [TrainingPlaceFree];
    DoNotSelect: (These: Screened) by [TrustStaff] needs [];
    StartTraining: (These: Selected) by [College, TrustStaff, System] needs [TrainingPlaceFree, FirstSessionAttended];
    RecordTrainingAbsence: (These: Selected) by [TrustStaff] needs [FirstDayRegisterClosed, AbsentFromFirstDay];
    GuaranteeInterview: (These: InTraining)
        by [System]
        needs [TrainingWeekOver, RegistersSignedOff, TrainingThresholdMet];
    RecordTrainingNotCompleted: (These: InTraining)
        by [TrustStaff]
        needs [TrainingWeekOver, RegistersSignedOff, TrainingThresholdUnmet];

    // The guaranteed interview (L6).
    BookInterview: (These: InterviewGuaranteed)
        by [TrustStaff, Candidate]
        needs [SlotOfThisVacancy, SlotFree, SlotNotPast];
    ReleaseInterview: (These: InterviewBooked) by [TrustStaff, Candidate] needs [InterviewNotHeld];
    ScoreInterview: (These: InterviewBooked)
        by [HiringManager]
        needs [InterviewDateReached, PanelMember, CommonCriteria];
    RecordInterview: (These: InterviewBooked, Interviewed)
        by [HiringManager]
        needs [InterviewDateReached, EveryPanelMemberScored];
    RecordInterviewAbsence: (These: InterviewBooked) by [TrustStaff] needs [InterviewDateReached, InterviewNotHeld];
    RecordUnsuccessful: (These: Interviewed) by [HiringManager] needs [InterviewUnsuccessful];
    PlaceOnReserve: (These: Interviewed)
        by [HiringManager]
        needs [InterviewSuccessful, NoOpeningFree, ReviewDateAhead];

    // The work trial (L7 to L10).
    ProposeTrial: (These: Interviewed)
        by [HiringManager]
        needs [InterviewSuccessful, VacancyOpen, EnoughHours, EnoughWeeks, OpeningFree, PlannedWithinCap, TrialAhead];
    AmendTrial: (These: TrialProposed, TrialAgreed) by [HiringManager] needs [PlannedWithinCap, TrialAhead];
    SignTrial: (These: TrialProposed)
        by [Jobcentre, Candidate, TrustStaff]
        needs [SameTerms, JobcentreFirst, NotYetSigned, SupervisorNamed, SignedBeforeStart];
    RefuseTrial: (These: TrialProposed, TrialAgreed) by [Jobcentre, Candidate, TrustStaff] needs [];
    StartTrial: (These: TrialAgreed)
        by [System, TrustStaff]
        needs [TrialStartReached, JobcentreAgreedBefore, TrialChecksCleared, TrialAllowanceLeft];
    LogTrialDay: (These: OnTrial)
        by [TrustStaff, HiringManager]
        needs [DayWithinTrial, DayNotYetLogged, AttendedWithinCap];
    RecordAssessment: (These: OnTrial, TrialEnded) by [HiringManager] needs [];
    AskCandidateView: (These: OnTrial, TrialEnded) by [TrustStaff, HiringManager] needs [];
    GiveCandidateView: (These: OnTrial, TrialEnded) by [Candidate] needs [];
    AnswerFitCheck: (These: OnTrial, TrialEnded)
        by [Candidate, HiringManager, TrustStaff]
        needs [FitRoundOpen, FitRoundNotYetAnswered];
    EndTrial: (These: OnTrial) by [TrustStaff, System] needs [LastDayReachedOrBothSure, EndWithinTrial];
    EndTrialEarly: (These: OnTrial) by [TrustStaff, Candidate, Jobcentre] needs [EndWithinTrial];
    RecordTrialAbsence: (These: OnTrial) by [TrustStaff] needs [NeverCame];

    // The offer (L11).
    MakeOffer: (These: TrialEnded)
        by [HiringManager]
        needs [AssessmentSatisfactory, CandidateViewAsked, VacancyOpen, OpeningFree, OfferExpiresAhead, StartsAfterTrial];
    MakeNoOffer: (These: TrialEnded) by [HiringManager] needs [];
    OfferWithoutTrial: (These: Interviewed)
        by [HiringManager]
        needs [InterviewSuccessful, VacancyOpen, OpeningFree, OfferExpiresAhead, StartsAfterTrial];
    RemindOfOffer: (These: Offered) by [System, TrustStaff] needs [];
    AcceptOffer: (These: Offered) by [Candidate] needs [OfferNotExpired];
    DeclineOffer: (These: Offered) by [Candidate] needs [OfferNotExpired];
    LapseOffer: (These: Offered) by [System] needs [OfferExpired, OfferReminded];
    RequestOfferWithdrawal: (These: Offered, OfferAccepted) by [HiringManager] needs [WithdrawalNotYetRequested];
    ApproveOfferWithdrawal: (These: Offered, OfferAccepted)
        by [HiringManager, Administrator]
        needs [WithdrawalRequested, SecondApprover];

    // Checks, the first day and the weeks after it (L9).
    RecordCheck: (These: Interviewed, TrialProposed, TrialAgreed, OnTrial, TrialEnded, Offered, OfferAccepted)
        by [TrustStaff]
        needs [DecidedNotAhead];
    StartEmployment: (These: OfferAccepted)
        by [TrustStaff]
        needs [AllChecksCleared, StartsAfterTrial, StartsAfterAcceptance, StartNotAhead];
    RecordChecksNotMet: (These: OfferAccepted) by [TrustStaff] needs [CheckNotMet];
    RecordDidNotStart: (These: OfferAccepted) by [TrustStaff] needs [FiveWorkingDaysPassed];
    Sustain13: (These: Started) by [TrustStaff] needs [ThirteenWeeksReached];
    Sustain26: (These: Sustained13) by [TrustStaff] needs [TwentySixWeeksReached];
    RecordLeft: (These: Started, Sustained13) by [TrustStaff] needs [LeftBeforeMilestone];

    // Leaving, and undoing.
    Withdraw: (AnyOpen) by [Candidate, Jobcentre, TrustStaff] needs [];
    Reopen: (AnyClosedButMerged)
        by [Administrator]
        needs [WithinReopeningPeriod, TrialCapNotReached, NoOtherOpenJourney, VacancyOpen, HeldOpeningFree, HeldSeatFree];
    Merge: (AnyButMerged) by [Administrator] needs [SurvivorIsAnother];
}
