//! What each move must be told: one struct a move, every field with its unit and its rule. Fields that a person must fill
//! have no default, so that a missing one is refused by name before any rule is asked.

use super::check::{CheckKind, CheckOutcome};
use super::fit_check::FitAnswer;
use super::lists::*;
use crate::ids::{JourneyId, SessionId, SlotId};
use crate::time::CivilDate;
use crate::values::Words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Declares the structs: strict about unknown fields, and in the OpenAPI document when the server asks for it.
macro_rules! details {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    )+};
}

details! {
    /// The Jobcentre's referral, as the journey keeps it (L1, L2).
    Refer {
        /// The benefit the person receives.
        benefit: Benefit,
        /// The day the Jobcentre confirmed it.
        benefit_confirmed_on: Option<CivilDate>,
        /// Whether the person is in work.
        employment_status: EmploymentStatus,
    }
    /// A move that needs to be told nothing more.
    NoDetails {}
    /// Why a referral is declined; the Jobcentre is told.
    DeclineReferral {
        /// The coded reason.
        reason: DeclineReason,
        /// More, in words the Jobcentre will read.
        note: Option<Words>,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// A seat on a screening day.
    BookScreening {
        /// The screening day.
        session_id: SessionId,
        /// Whether the person was asked what adjustments they need.
        adjustments_asked: bool,
        /// The adjustments they asked for, where there are any.
        adjustments: Option<Words>,
    }
    /// Another seat: the earlier booking is superseded.
    RebookScreening {
        /// The new screening day.
        session_id: SessionId,
        /// Why it was moved.
        reason: Words,
    }
    /// One line of a register.
    RecordAttendance {
        /// The session.
        session_id: SessionId,
        /// Whether they came.
        attendance: Attendance,
        /// Why they were late or did not come.
        reason: Option<Words>,
    }
    /// The screening day's three components (L3), each with what was seen, in words or as a score.
    RecordScreening {
        /// The team building exercises.
        team_exercises: Option<Words>,
        /// Their score.
        team_exercises_score: Option<ExerciseScore>,
        /// The overview of the role: what the person made of it.
        role_overview: Option<Words>,
        /// Its score.
        role_overview_score: Option<ExerciseScore>,
        /// The brief interview.
        brief_interview: Option<Words>,
        /// Its score.
        brief_interview_score: Option<ExerciseScore>,
    }
    /// An ending that carries only what comes next for the person.
    CloseWithNextStep {
        /// What the person does next.
        next_step: NextStepKind,
        /// More, in words the person will read.
        note: Option<Words>,
    }
    /// Selection for the training week (L4).
    Select {
        /// Onto the waiting list, when every place is taken.
        waiting_list: bool,
    }
    /// Not selected, with a reason, feedback and a next step.
    DoNotSelect {
        /// The coded reason.
        reason: NotSelectedReason,
        /// Feedback the person will read.
        feedback: Words,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// The training week was not completed.
    RecordTrainingNotCompleted {
        /// Why, in words the person will read.
        reason: Words,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// An interview time.
    BookInterview {
        /// The slot of the programme's own interview round.
        slot_id: SlotId,
    }
    /// The booked interview does not happen; the guarantee stands (L6).
    ReleaseInterview {
        /// Why.
        cause: ReleaseCause,
        /// More about it.
        note: Option<Words>,
    }
    /// One panel member's scores on the common criteria.
    ScoreInterview {
        /// The member, as the programme names its panel.
        panel_member: String,
        /// Criterion to score, 1 (not shown) to 5 (shown strongly).
        scores: BTreeMap<String, u8>,
    }
    /// The interview was held, and what the panel found.
    RecordInterview {
        /// What the panel found.
        outcome: InterviewOutcome,
    }
    /// Not successful, with reasons, feedback and a next step.
    RecordUnsuccessful {
        /// Why, for the record.
        reasons: Words,
        /// Feedback the person will read.
        feedback: Words,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// Successful, and every opening is held: the reserve list.
    PlaceOnReserve {
        /// When it is looked at again.
        review_on: CivilDate,
    }
    /// The terms of a work trial: no pay, no contract (L9).
    ProposeTrial {
        /// The first day.
        starts_on: CivilDate,
        /// The last day.
        ends_on: CivilDate,
        /// The working pattern.
        pattern: TrialPattern,
    }
    /// One party's signature. Who signs is who sends it: the Jobcentre first, then the candidate and the Trust.
    SignTrial {
        /// The number of the terms that were read.
        terms_number: u32,
        /// The supervisor, named by the Trust with its signature.
        supervisor: Option<Words>,
    }
    /// The trial is not agreed.
    RefuseTrial {
        /// The coded reason.
        reason: TrialRefusalReason,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// The trial starts.
    StartTrial {
        /// The first day actually worked.
        started_on: CivilDate,
    }
    /// One day of trial that the person attended.
    LogTrialDay {
        /// The day.
        day: CivilDate,
        /// What they did, where it is worth keeping.
        note: Option<Words>,
    }
    /// The Trust's view of how the trial went (L10, L11).
    RecordAssessment {
        /// Whether the Trust is satisfied with overall performance.
        satisfactory: bool,
        /// The assessment, in words the candidate may read.
        comments: Words,
    }
    /// The candidate's view of the job (L10).
    GiveCandidateView {
        /// Their view.
        view: CandidateView,
        /// More, in their own words.
        comments: Option<Words>,
    }
    /// One side's answers to the six questions of a fit check (L10).
    AnswerFitCheck {
        /// Does the work itself suit?
        work: FitAnswer,
        /// Do the hours and the travel work out?
        hours: FitAnswer,
        /// Do the person and the team get on well?
        team: FitAnswer,
        /// Is there enough help to learn?
        learning: FitAnswer,
        /// Is the pace right?
        pace: FitAnswer,
        /// Could this be the right job for this person?
        job: FitAnswer,
        /// More, in their own words. The other side reads it once both have answered.
        comments: Option<Words>,
    }
    /// The trial ends on its agreed last day, or earlier when both sides are sure.
    EndTrial {
        /// The last day of the trial.
        ended_on: CivilDate,
    }
    /// Somebody ends the trial before its agreed last day.
    EndTrialEarly {
        /// The last day of the trial.
        ended_on: CivilDate,
        /// The coded reason.
        reason: EarlyEndReason,
        /// More about it.
        note: Option<Words>,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// The offer of a job.
    MakeOffer {
        /// The proposed first day of employment, after the trial's last (L9).
        start_on: CivilDate,
        /// The last day on which it can be accepted.
        expires_on: CivilDate,
    }
    /// The offer of a job with the trial waived.
    OfferWithoutTrial {
        /// The proposed first day of employment.
        start_on: CivilDate,
        /// The last day on which it can be accepted.
        expires_on: CivilDate,
        /// Why no trial is needed.
        waiver_reason: Words,
    }
    /// No offer after the trial, with reasons, feedback and a next step.
    MakeNoOffer {
        /// Why, for the record.
        reasons: Words,
        /// Feedback the person will read.
        feedback: Words,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// A reminder of an open offer that reached the candidate.
    RemindOfOffer {
        /// How it reached them.
        channel: ReminderChannel,
    }
    /// A request to withdraw an offer; a second person approves it.
    RequestOfferWithdrawal {
        /// Why.
        reason: Words,
    }
    /// The outcome of one employment check.
    RecordCheck {
        /// Which check.
        check: CheckKind,
        /// What it showed.
        outcome: CheckOutcome,
        /// The day it was decided.
        decided_on: CivilDate,
    }
    /// The first day of employment.
    StartEmployment {
        /// The day.
        started_on: CivilDate,
    }
    /// A check was not met, so the job cannot start.
    RecordChecksNotMet {
        /// Which check.
        check: CheckKind,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// Still in work.
    Sustain {
        /// How it is known.
        evidence: Evidence,
    }
    /// The person left the job.
    RecordLeft {
        /// The last day of employment.
        left_on: CivilDate,
        /// The coded reason.
        reason: LeavingReason,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// The person leaves the pathway.
    Withdraw {
        /// The coded reason.
        reason: WithdrawalReason,
        /// More about it.
        note: Option<Words>,
        /// Whether they would like to hear of other programmes.
        hear_of_other_programmes: bool,
        /// What the person does next.
        next_step: NextStepKind,
    }
    /// A closed journey is opened again.
    Reopen {
        /// Why.
        reason: Words,
    }
    /// Two journeys of one person become one; this one ends here.
    Merge {
        /// The journey that goes on.
        survivor_id: JourneyId,
        /// Why.
        reason: Words,
    }
}
