//! Guards, and the refusal that names each one that is not met.

use super::actor::ActorKind::{
    self, Administrator, Candidate, College, HiringManager, Jobcentre, System, TrustStaff,
};
use super::law::Law;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Declares the guards: code, law, and who could meet it.
macro_rules! guards {
    ($($variant:ident = $code:literal, $law:ident, [$($who:ident),*];)+) => {
        /// A condition that a move must meet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Guard { $(
            #[doc = concat!("`", $code, "`")]
            $variant,
        )+ }

        impl Guard {
            /// Every guard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code that the API answers with.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The rule it comes from.
            #[must_use]
            pub const fn law(self) -> Law {
                match self { $(Self::$variant => Law::$law,)+ }
            }

            /// Who could bring it about; nobody, where only time or the law itself could.
            #[must_use]
            pub const fn who_can_meet(self) -> &'static [ActorKind] {
                match self { $(Self::$variant => &[$($who),*],)+ }
            }
        }
    };
}

guards! {
    FromThisState = "from_this_state", Pathway, [];
    ByThisActor = "by_this_actor", Roles, [];
    BenefitConfirmed = "benefit_confirmed", L1, [Jobcentre];
    ProgrammeOpenForReferrals = "programme_open_for_referrals", L5, [TrustStaff];
    NoOtherOpenJourney = "no_other_open_journey", Pathway, [TrustStaff];
    Eligible = "eligible", L1, [Jobcentre];
    Adult = "adult", Adults, [];
    ScreeningSeatFree = "screening_seat_free", L3, [TrustStaff];
    ScreeningBeforeTraining = "screening_before_training", L4, [TrustStaff];
    AdjustmentsAsked = "adjustments_asked", L3, [TrustStaff, Jobcentre, Candidate];
    BookedDayNotPast = "booked_day_not_past", Pathway, [];
    NotYetConfirmed = "not_yet_confirmed", Pathway, [];
    SessionOfThisStage = "session_of_this_stage", Pathway, [TrustStaff];
    CollegeKeepsTrainingRegisters = "college_keeps_training_registers", Roles, [TrustStaff];
    SessionDateReached = "session_date_reached", Pathway, [];
    RegisterOpen = "register_open", Pathway, [TrustStaff];
    RegisterComplete = "register_complete", L6, [College, TrustStaff];
    ScreeningDateReached = "screening_date_reached", L3, [];
    ScreeningAttended = "screening_attended", L3, [TrustStaff];
    ThreeComponentsRecorded = "three_components_recorded", L3, [TrustStaff];
    ScreeningRegisterClosed = "screening_register_closed", L3, [TrustStaff];
    ScreeningAbsenceNotExcused = "screening_absence_not_excused", L3, [TrustStaff];
    TrainingPlaceFree = "training_place_free", L4, [TrustStaff];
    FirstSessionAttended = "first_session_attended", L4, [College, TrustStaff];
    FirstDayRegisterClosed = "first_day_register_closed", L4, [College, TrustStaff];
    AbsentFromFirstDay = "absent_from_first_day", L4, [College, TrustStaff];
    TrainingWeekOver = "training_week_over", L4, [];
    RegistersSignedOff = "registers_signed_off", L6, [College, TrustStaff];
    TrainingThresholdMet = "training_threshold_met", L6, [College, TrustStaff];
    TrainingThresholdUnmet = "training_threshold_unmet", L6, [];
    SlotOfThisVacancy = "slot_of_this_vacancy", L6, [TrustStaff];
    SlotFree = "slot_free", L6, [TrustStaff];
    SlotNotPast = "slot_not_past", L6, [TrustStaff];
    InterviewDateReached = "interview_date_reached", L6, [];
    InterviewNotHeld = "interview_not_held", L6, [HiringManager];
    PanelMember = "panel_member", L6, [HiringManager];
    CommonCriteria = "common_criteria", L6, [HiringManager];
    EveryPanelMemberScored = "every_panel_member_scored", L6, [HiringManager];
    InterviewSuccessful = "interview_successful", L7, [HiringManager];
    InterviewUnsuccessful = "interview_unsuccessful", L7, [HiringManager];
    NoOpeningFree = "no_opening_free", OneOpeningEach, [];
    ReviewDateAhead = "review_date_ahead", OneOpeningEach, [HiringManager];
    VacancyOpen = "vacancy_open", L5, [HiringManager, TrustStaff];
    EnoughHours = "enough_hours", WorkTrials, [HiringManager];
    EnoughWeeks = "enough_weeks", WorkTrials, [HiringManager];
    OpeningFree = "opening_free", OneOpeningEach, [HiringManager];
    PlannedWithinCap = "planned_within_cap", L8, [HiringManager];
    TrialAhead = "trial_ahead", WorkTrials, [HiringManager];
    SameTerms = "same_terms", WorkTrials, [Jobcentre, Candidate, TrustStaff];
    JobcentreFirst = "jobcentre_first", WorkTrials, [Jobcentre];
    NotYetSigned = "not_yet_signed", WorkTrials, [];
    SupervisorNamed = "supervisor_named", L10, [TrustStaff];
    SignedBeforeStart = "signed_before_start", WorkTrials, [HiringManager];
    TrialStartReached = "trial_start_reached", WorkTrials, [];
    JobcentreAgreedBefore = "jobcentre_agreed_before", WorkTrials, [Jobcentre];
    TrialChecksCleared = "trial_checks_cleared", EmploymentChecks, [TrustStaff];
    TrialAllowanceLeft = "trial_allowance_left", L8, [];
    DayWithinTrial = "day_within_trial", L8, [];
    DayNotYetLogged = "day_not_yet_logged", L8, [];
    AttendedWithinCap = "attended_within_cap", L8, [];
    LastDayReachedOrBothSure = "last_day_reached_or_both_sure", L10, [HiringManager, Candidate];
    FitRoundOpen = "fit_round_open", L10, [];
    FitRoundNotYetAnswered = "fit_round_not_yet_answered", L10, [];
    EndWithinTrial = "end_within_trial", L8, [TrustStaff];
    NeverCame = "never_came", L10, [TrustStaff];
    AssessmentSatisfactory = "assessment_satisfactory", L11, [HiringManager];
    CandidateViewAsked = "candidate_view_asked", L10, [TrustStaff, HiringManager, Candidate];
    OfferExpiresAhead = "offer_expires_ahead", L11, [HiringManager];
    StartsAfterTrial = "starts_after_trial", L9, [HiringManager, TrustStaff];
    OfferNotExpired = "offer_not_expired", L11, [HiringManager];
    OfferExpired = "offer_expired", L11, [];
    OfferReminded = "offer_reminded", L11, [System, TrustStaff];
    WithdrawalNotYetRequested = "withdrawal_not_yet_requested", L11, [];
    WithdrawalRequested = "withdrawal_requested", L11, [HiringManager];
    SecondApprover = "second_approver", L11, [HiringManager, Administrator];
    DecidedNotAhead = "decided_not_ahead", EmploymentChecks, [TrustStaff];
    AllChecksCleared = "all_checks_cleared", EmploymentChecks, [TrustStaff];
    StartsAfterAcceptance = "starts_after_acceptance", L11, [TrustStaff];
    StartNotAhead = "start_not_ahead", L9, [];
    CheckNotMet = "check_not_met", EmploymentChecks, [TrustStaff];
    FiveWorkingDaysPassed = "five_working_days_passed", EmploymentChecks, [];
    ThirteenWeeksReached = "thirteen_weeks_reached", Sustained, [];
    TwentySixWeeksReached = "twenty_six_weeks_reached", Sustained, [];
    LeftBeforeMilestone = "left_before_milestone", Sustained, [TrustStaff];
    WithinReopeningPeriod = "within_reopening_period", Reopening, [];
    TrialCapNotReached = "trial_cap_not_reached", L8, [];
    HeldOpeningFree = "held_opening_free", OneOpeningEach, [HiringManager];
    HeldSeatFree = "held_seat_free", Pathway, [TrustStaff];
    SurvivorIsAnother = "survivor_is_another", Reopening, [Administrator];
    NoOpenEntitlement = "no_open_entitlement", L6, [HiringManager, TrustStaff];
    NoOpeningHeld = "no_opening_held", OneOpeningEach, [HiringManager, TrustStaff];
    DatesInOrder = "dates_in_order", Pathway, [TrustStaff];
    TrainingWithinOneWeek = "training_within_one_week", L4, [TrustStaff];
    WorkingDays = "working_days", Pathway, [TrustStaff];
    InterviewAfterTraining = "interview_after_training", L6, [TrustStaff];
    ModulesPlanned = "modules_planned", L5, [TrustStaff];
    ScreeningPlanned = "screening_planned", L3, [TrustStaff];
    PanelAndCriteria = "panel_and_criteria", L6, [TrustStaff];
    SlotsPlanned = "slots_planned", L6, [TrustStaff];
    ThresholdWithinSessions = "threshold_within_sessions", L6, [TrustStaff];
    NotYetPublished = "not_yet_published", Pathway, [];
    Published = "published", Pathway, [TrustStaff];
    NobodyUnderWay = "nobody_under_way", NextStep, [TrustStaff];
}

/// A guard that is not met, as the API answers it and the pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnmetGuard {
    /// The stable code.
    pub guard: String,
    /// The law's id, `L1` to `L14` or the name of a public rule.
    pub law: String,
    /// The law in its own words.
    pub words: String,
    /// What stands in the way here and now, for the person who asked.
    pub explanation: String,
    /// The kinds of people who could meet it; empty where only time, or nothing, could.
    pub who_can_meet: Vec<ActorKind>,
}

impl UnmetGuard {
    /// Names the guard and says what stands in its way.
    #[must_use]
    pub fn new(guard: Guard, explanation: impl Into<String>) -> Self {
        Self {
            guard: guard.code().to_owned(),
            law: guard.law().id().to_owned(),
            words: guard.law().words().to_owned(),
            explanation: explanation.into(),
            who_can_meet: guard.who_can_meet().to_vec(),
        }
    }

    /// Whether it is this guard.
    #[must_use]
    pub fn is(&self, guard: Guard) -> bool {
        self.guard == guard.code()
    }
}

/// Why a move is not possible: every guard that is not met, never only the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// The unmet guards; at least one.
    pub unmet_guards: Vec<UnmetGuard>,
}

impl Refusal {
    /// A refusal, where anything is unmet.
    ///
    /// # Errors
    /// The refusal itself, when the list is not empty.
    pub fn unless_none(unmet_guards: Vec<UnmetGuard>) -> Result<(), Self> {
        if unmet_guards.is_empty() {
            Ok(())
        } else {
            Err(Self { unmet_guards })
        }
    }

    /// Whether this guard is among the unmet.
    #[must_use]
    pub fn names(&self, guard: Guard) -> bool {
        self.unmet_guards.iter().any(|unmet| unmet.is(guard))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self
            .unmet_guards
            .iter()
            .map(|unmet| unmet.explanation.as_str())
            .collect();
        f.write_str(&parts.join(" "))
    }
}

impl std::error::Error for Refusal {}
