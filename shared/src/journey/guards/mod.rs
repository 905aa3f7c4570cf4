//! What each guard asks, one function a guard, in the order of the pathway.

mod booking;
mod employment;
mod ending;
mod fit_check;
mod interview;
mod offer;
mod referral;
mod screening;
mod training;
mod trial;

use super::command::Command;
use super::guard::Guard as G;
use super::parts::Journey;
use super::situation::Situation;
use super::task::{FOLLOW_UP_13_DAYS, FOLLOW_UP_26_DAYS};
pub(crate) use referral::begin as verdict_on_referral;

/// What is asked of a guard: this journey, in this situation, perhaps with this command. Without a command the
/// question is whether the move could be made at all.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    pub journey: &'a Journey,
    pub situation: &'a Situation,
    pub command: Option<&'a Command>,
}

/// What a guard answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds.
    Met,
    /// It depends on what the move will be told.
    Asks,
    /// It does not hold, and this stands in the way.
    Unmet(String),
}

impl Verdict {
    /// Met when it is so; otherwise this stands in the way.
    pub(crate) fn when(holds: bool, explanation: impl FnOnce() -> String) -> Self {
        if holds {
            Self::Met
        } else {
            Self::Unmet(explanation())
        }
    }
}

/// Asks one guard.
#[expect(
    clippy::too_many_lines,
    reason = "one row a guard: the table is the index of this folder"
)]
pub(crate) fn verdict(guard: G, q: Question<'_>) -> Verdict {
    match guard {
        G::Eligible => referral::eligible(q),
        G::Adult => referral::adult(q),
        G::NoOtherOpenJourney => referral::no_other_open_journey(q),
        G::ScreeningSeatFree => screening::seat_free(q),
        G::ScreeningBeforeTraining => screening::before_training(q),
        G::AdjustmentsAsked => screening::adjustments_asked(q),
        G::BookedDayNotPast => booking::day_not_past(q),
        G::NotYetConfirmed => booking::not_yet_confirmed(q),
        G::SessionOfThisStage => screening::session_of_this_stage(q),
        G::CollegeKeepsTrainingRegisters => screening::college_keeps_training_registers(q),
        G::SessionDateReached => screening::session_date_reached(q),
        G::RegisterOpen => screening::register_open(q),
        G::ScreeningDateReached => screening::date_reached(q),
        G::ScreeningAttended => screening::attended(q),
        G::ThreeComponentsRecorded => screening::three_components_recorded(q),
        G::ScreeningRegisterClosed => screening::register_closed(q),
        G::ScreeningAbsenceNotExcused => screening::absence_not_excused(q),
        G::TrainingPlaceFree => training::place_free(q),
        G::FirstSessionAttended => training::first_session_attended(q),
        G::FirstDayRegisterClosed => training::first_day_register_closed(q),
        G::AbsentFromFirstDay => training::absent_from_first_day(q),
        G::TrainingWeekOver => training::week_over(q),
        G::RegistersSignedOff => training::registers_signed_off(q),
        G::TrainingThresholdMet => training::threshold_met(q),
        G::TrainingThresholdUnmet => training::threshold_unmet(q),
        G::SlotOfThisVacancy => interview::slot_of_this_vacancy(q),
        G::SlotFree => interview::slot_free(q),
        G::SlotNotPast => interview::slot_not_past(q),
        G::InterviewDateReached => interview::date_reached(q),
        G::InterviewNotHeld => interview::not_held(q),
        G::PanelMember => interview::panel_member(q),
        G::CommonCriteria => interview::common_criteria(q),
        G::EveryPanelMemberScored => interview::every_panel_member_scored(q),
        G::InterviewSuccessful => interview::successful(q),
        G::InterviewUnsuccessful => interview::unsuccessful(q),
        G::NoOpeningFree => interview::no_opening_free(q),
        G::ReviewDateAhead => interview::review_date_ahead(q),
        G::VacancyOpen => trial::vacancy_open(q),
        G::EnoughHours => trial::enough_hours(q),
        G::EnoughWeeks => trial::enough_weeks(q),
        G::OpeningFree => trial::opening_free(q),
        G::PlannedWithinCap => trial::planned_within_cap(q),
        G::TrialAhead => trial::ahead(q),
        G::SameTerms => trial::same_terms(q),
        G::JobcentreFirst => trial::jobcentre_first(q),
        G::NotYetSigned => trial::not_yet_signed(q),
        G::SupervisorNamed => trial::supervisor_named(q),
        G::SignedBeforeStart => trial::signed_before_start(q),
        G::TrialStartReached => trial::start_reached(q),
        G::JobcentreAgreedBefore => trial::jobcentre_agreed_before(q),
        G::TrialChecksCleared => trial::checks_cleared(q),
        G::TrialAllowanceLeft => trial::allowance_left(q),
        G::DayWithinTrial => trial::day_within(q),
        G::DayNotYetLogged => trial::day_not_yet_logged(q),
        G::AttendedWithinCap => trial::attended_within_cap(q),
        G::LastDayReachedOrBothSure => trial::last_day_reached_or_both_sure(q),
        G::FitRoundOpen => fit_check::round_open(q),
        G::FitRoundNotYetAnswered => fit_check::round_not_yet_answered(q),
        G::EndWithinTrial => trial::end_within(q),
        G::NeverCame => trial::never_came(q),
        G::AssessmentSatisfactory => offer::assessment_satisfactory(q),
        G::CandidateViewAsked => offer::candidate_view_asked(q),
        G::OfferExpiresAhead => offer::expires_ahead(q),
        G::StartsAfterTrial => offer::starts_after_trial(q),
        G::OfferNotExpired => offer::not_expired(q),
        G::OfferExpired => offer::expired(q),
        G::OfferReminded => offer::reminded(q),
        G::WithdrawalNotYetRequested => offer::withdrawal_not_yet_requested(q),
        G::WithdrawalRequested => offer::withdrawal_requested(q),
        G::SecondApprover => offer::second_approver(q),
        G::DecidedNotAhead => employment::decided_not_ahead(q),
        G::AllChecksCleared => employment::all_checks_cleared(q),
        G::StartsAfterAcceptance => employment::starts_after_acceptance(q),
        G::StartNotAhead => employment::start_not_ahead(q),
        G::CheckNotMet => employment::check_not_met(q),
        G::FiveWorkingDaysPassed => employment::five_working_days_passed(q),
        G::ThirteenWeeksReached => employment::weeks_reached(q, FOLLOW_UP_13_DAYS),
        G::TwentySixWeeksReached => employment::weeks_reached(q, FOLLOW_UP_26_DAYS),
        G::LeftBeforeMilestone => employment::left_before_milestone(q),
        G::WithinReopeningPeriod => ending::within_reopening_period(q),
        G::TrialCapNotReached => ending::trial_cap_not_reached(q),
        G::HeldOpeningFree => ending::held_opening_free(q),
        G::HeldSeatFree => ending::held_seat_free(q),
        G::SurvivorIsAnother => ending::survivor_is_another(q),
        other => Verdict::Unmet(format!(
            "The guard {} is not asked of a move.",
            other.code()
        )),
    }
}
