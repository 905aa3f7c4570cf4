//! What happened: the only thing a journey's history holds.

use super::actor::Actor;
use super::check::CheckRecord;
use super::details::*;
use super::fit_check::{FitRound, FitSide};
use super::trial::TrialTerms;
use crate::ids::{JourneyId, SessionId, SlotId};
use crate::time::CivilDate;
use crate::values::Words;
use serde::{Deserialize, Serialize};

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident $(($details:ident))? $({ $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* })? = $code:literal, $label:literal;)+) => {
        /// Something that happened on a journey. Events are only ever added; a mistake is undone by a further one.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum Event { $(
            $(#[$doc])*
            #[doc = $label]
            #[serde(rename = $code)]
            $variant $(($details))? $({ $($(#[$fdoc])* $field: $ty,)* })?,
        )+ }

        impl Event {
            /// The codes of every kind of event.
            pub const KINDS: &'static [&'static str] = &[$($code,)+];

            /// The stable code of its kind.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)+ }
            }

            /// What the timeline says.
            #[must_use]
            pub const fn label(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $label,)+ }
            }
        }
    };
}

events! {
    Referred(Refer) = "referred", "Referred by the Jobcentre";
    Accepted { /// Whether every place was taken.
        waiting_list: bool, } = "accepted", "Referral accepted";
    ReferralDeclined(DeclineReferral) = "referral_declined", "Referral declined";
    ScreeningBooked { /// The screening day.
        session_id: SessionId, /// Its date.
        held_on: CivilDate, /// What the person asked for.
        adjustments: Option<Words>, } = "screening_booked", "Screening day booked";
    ScreeningRebooked { /// The screening day.
        session_id: SessionId, /// Its date.
        held_on: CivilDate, /// Why it was moved.
        reason: Words, } = "screening_rebooked", "Moved to another screening day";
    BookingConfirmed { /// The screening day, where that is what is booked.
        session_id: Option<SessionId>, /// The interview time, where that is what is booked.
        slot_id: Option<SlotId>, /// Its date.
        held_on: CivilDate, } = "booking_confirmed", "Said that they are coming";
    AttendanceRecorded(RecordAttendance) = "attendance_recorded", "Attendance recorded";
    Screened(RecordScreening) = "screened", "Screening day recorded";
    DidNotAttend(CloseWithNextStep) = "did_not_attend", "Did not attend";
    Selected { /// Whether every training place was taken.
        waiting_list: bool, } = "selected", "Selected for the training week";
    NotSelected(DoNotSelect) = "not_selected", "Not selected";
    TrainingStarted = "training_started", "Training started";
    InterviewGuaranteed = "interview_guaranteed", "Interview guaranteed";
    TrainingNotCompleted(RecordTrainingNotCompleted) = "training_not_completed", "Training not completed";
    InterviewBooked { /// The interview time.
        slot_id: SlotId, /// Its date.
        held_on: CivilDate, } = "interview_booked", "Interview booked";
    InterviewReleased(ReleaseInterview) = "interview_released", "Interview cancelled, guarantee kept";
    InterviewScored(ScoreInterview) = "interview_scored", "Panel member's scores recorded";
    Interviewed(RecordInterview) = "interviewed", "Interview recorded";
    NotSuccessfulAtInterview(RecordUnsuccessful) = "not_successful_at_interview", "Not successful at interview";
    PlacedOnReserve(PlaceOnReserve) = "placed_on_reserve", "Placed on the reserve list";
    TrialProposed { /// The terms.
        terms: TrialTerms, } = "trial_proposed", "Work trial proposed";
    TrialAmended { /// The new terms, which nobody has signed yet.
        terms: TrialTerms, } = "trial_amended", "Trial terms changed, signatures cleared";
    TrialSigned(SignTrial) = "trial_signed", "Trial terms signed";
    TrialAgreed = "trial_agreed", "Work trial agreed by all three";
    TrialNotAgreed(RefuseTrial) = "trial_not_agreed", "Work trial not agreed";
    TrialStarted(StartTrial) = "trial_started", "Work trial started";
    TrialDayLogged(LogTrialDay) = "trial_day_logged", "Day of trial logged";
    AssessmentRecorded(RecordAssessment) = "assessment_recorded", "Assessment recorded";
    CandidateViewAsked = "candidate_view_asked", "Candidate asked for their view";
    CandidateViewGiven(GiveCandidateView) = "candidate_view_given", "Candidate gave their view";
    FitCheckAnswered { /// Which round.
        round: FitRound, /// Whose answers.
        side: FitSide, /// The answers; none where they are held back until the other side has answered too (L10).
        answers: Option<AnswerFitCheck>, } = "fit_check_answered", "Fit check answered";
    TrialEnded(EndTrial) = "trial_ended", "Work trial ended";
    TrialEndedEarly(EndTrialEarly) = "trial_ended_early", "Work trial ended early";
    NoOfferMade(MakeNoOffer) = "no_offer", "No offer made";
    Offered { /// The proposed first day of employment.
        start_on: CivilDate, /// The last day to accept.
        expires_on: CivilDate, /// Why the trial was waived, where it was.
        waiver_reason: Option<Words>, } = "offered", "Job offered";
    OfferReminded(RemindOfOffer) = "offer_reminded", "Reminder of the offer delivered";
    OfferAccepted = "offer_accepted", "Offer accepted";
    OfferDeclined(CloseWithNextStep) = "offer_declined", "Offer declined";
    OfferLapsed(CloseWithNextStep) = "offer_lapsed", "Offer lapsed";
    OfferWithdrawalRequested(RequestOfferWithdrawal) = "offer_withdrawal_requested", "Withdrawal of the offer requested";
    OfferWithdrawn(CloseWithNextStep) = "offer_withdrawn", "Offer withdrawn";
    CheckRecorded(CheckRecord) = "check_recorded", "Employment check recorded";
    EmploymentStarted(StartEmployment) = "employment_started", "Started work";
    ChecksNotMet(RecordChecksNotMet) = "checks_not_met", "Employment checks not met";
    DidNotStart(CloseWithNextStep) = "did_not_start", "Did not start";
    Sustained13(Sustain) = "sustained_13", "In work at 13 weeks";
    Sustained26(Sustain) = "sustained_26", "In work at 26 weeks";
    LeftJob(RecordLeft) = "left_job", "Left the job";
    Withdrawn(Withdraw) = "withdrawn", "Left the pathway";
    Reopened(Reopen) = "reopened", "Reopened";
    Merged { /// The journey that goes on.
        survivor_id: JourneyId, /// Why.
        reason: Words, } = "merged", "Merged into another journey";
}

/// An event with the day it was recorded and who recorded it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Recorded {
    /// What happened.
    pub event: Event,
    /// The civil date in England on which it was recorded.
    pub on: CivilDate,
    /// By whom.
    pub by: Actor,
}
