//! The one thing that an open journey waits for: who owes it, by when, and which move settles it.
//!
//! What the system does by itself stands in `due.rs`; this is what people do. A journey waits for one thing at a time,
//! and what that is follows from where it stands.

use super::check::CheckKind;
use super::guarantee::guarantee;
use super::lists::{Attendance, InterviewOutcome};
use super::moves::Move;
use super::parts::{Journey, Trial};
use super::situation::ProgrammeFacts;
use super::state::State;
use crate::time::CivilDate;
use crate::values::coded;

/// A referral is answered within so many working days. A convention of our own: a Jobcentre that hears nothing refers elsewhere.
pub const ANSWER_WITHIN_WORKING_DAYS: u32 = 2;
/// Whoever is accepted has a seat on a screening day within so many working days. A convention of our own.
pub const BOOK_WITHIN_WORKING_DAYS: u32 = 3;
/// Whoever was screened knows within so many working days whether they are selected (L4). A convention of our own.
pub const SELECT_WITHIN_WORKING_DAYS: u32 = 2;
/// So many working days after the training week each person's week is settled: attended, or made up (L6). A convention of our own.
pub const SETTLE_WEEK_WITHIN_WORKING_DAYS: u32 = 2;
/// Whoever was interviewed hears within so many working days (L7). A convention of our own.
pub const TELL_WITHIN_WORKING_DAYS: u32 = 3;
/// Each of those who agree to a trial does so within so many working days of its being their turn. What partners are asked to
/// promise: "agree a trial in 2 days".
pub const SIGN_WITHIN_WORKING_DAYS: u32 = 2;
/// After a trial the person hears within so many working days whether there is an offer (L11). A convention of our own.
pub const OFFER_WITHIN_WORKING_DAYS: u32 = 3;
/// 13 weeks, in days: sustained employment as the sector reports it.
pub const FOLLOW_UP_13_DAYS: u32 = 91;
/// 26 weeks, in days: sustained employment as the sector reports it.
pub const FOLLOW_UP_26_DAYS: u32 = 182;

coded! {
    /// What an open journey waits for.
    TaskKind {
        AnswerReferral = "answer_referral", "Referral to answer";
        BookScreening = "book_screening", "Screening day to book";
        RecordScreening = "record_screening", "Screening day to record";
        DecideSelection = "decide_selection", "Selection to decide";
        StartTraining = "start_training", "Training week to start";
        SettleTraining = "settle_training", "Training week to settle";
        BookInterview = "book_interview", "Guaranteed interview without a date";
        HoldInterview = "hold_interview", "Interview to hold and record";
        TellOutcome = "tell_outcome", "Outcome of the interview to act on";
        SignTrial = "sign_trial", "Work trial waiting for a signature";
        StartTrial = "start_trial", "Work trial to start";
        FinishTrial = "finish_trial", "Work trial near its last day";
        DecideOffer = "decide_offer", "Offer to decide after the trial";
        AnswerOffer = "answer_offer", "Job offer waiting for an answer";
        StartJob = "start_job", "Checks and first day";
        FollowUp13 = "follow_up_13", "Follow-up at 13 weeks";
        FollowUp26 = "follow_up_26", "Follow-up at 26 weeks";
    }
}

coded! {
    /// Who owes a task.
    TaskOwner {
        TrustStaff = "trust_staff", "Trust staff";
        Assessor = "assessor", "Assessor";
        HiringManager = "hiring_manager", "Hiring manager";
        Jobcentre = "jobcentre", "Jobcentre";
        Candidate = "candidate", "The person";
    }
}

impl TaskKind {
    /// What a journey waits for where it stands; nothing once it has ended.
    #[must_use]
    pub const fn of(state: State) -> Option<Self> {
        Some(match state {
            State::Referred => Self::AnswerReferral,
            State::Accepted => Self::BookScreening,
            State::ScreeningBooked => Self::RecordScreening,
            State::Screened => Self::DecideSelection,
            State::Selected => Self::StartTraining,
            State::InTraining => Self::SettleTraining,
            State::InterviewGuaranteed => Self::BookInterview,
            State::InterviewBooked => Self::HoldInterview,
            State::Interviewed => Self::TellOutcome,
            State::TrialProposed => Self::SignTrial,
            State::TrialAgreed => Self::StartTrial,
            State::OnTrial => Self::FinishTrial,
            State::TrialEnded => Self::DecideOffer,
            State::Offered => Self::AnswerOffer,
            State::OfferAccepted => Self::StartJob,
            State::Started => Self::FollowUp13,
            State::Sustained13 => Self::FollowUp26,
            _ => return None,
        })
    }
}

impl TaskOwner {
    /// Whether somebody at the Trust owes it; what the Jobcentre or the person owes is waited for.
    #[must_use]
    pub const fn is_of_the_trust(self) -> bool {
        matches!(
            self,
            Self::TrustStaff | Self::Assessor | Self::HiringManager
        )
    }
}

/// What a journey waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// What it is.
    pub kind: TaskKind,
    /// The day by which it is owed.
    pub due_on: CivilDate,
    /// Who owes it.
    pub owed_by: TaskOwner,
    /// The move that settles it.
    pub settled_by: Move,
}

/// What a journey waits for people to do; nothing once it has ended.
#[must_use]
pub fn task(journey: &Journey, programme: &ProgrammeFacts) -> Option<Task> {
    let kind = TaskKind::of(journey.state)?;
    let (owed_by, settled_by) = step(journey, programme);
    Some(Task {
        kind,
        due_on: due_on(journey, programme),
        owed_by,
        settled_by,
    })
}

/// Who owes the next step, and which it is.
fn step(journey: &Journey, programme: &ProgrammeFacts) -> (TaskOwner, Move) {
    use TaskOwner::{Assessor, Candidate, HiringManager, TrustStaff};
    match journey.state {
        State::Accepted => (TrustStaff, Move::BookScreening),
        State::ScreeningBooked => (Assessor, after_screening_day(journey)),
        State::Screened => (Assessor, Move::Select),
        State::Selected => (TrustStaff, Move::StartTraining),
        // A session that is made up later can still be the one that earns the interview (L6).
        State::InTraining => (TrustStaff, Move::RecordAttendance),
        State::InterviewGuaranteed => (TrustStaff, Move::BookInterview),
        State::InterviewBooked => (HiringManager, interview(journey, programme)),
        State::Interviewed => (HiringManager, after_interview(journey)),
        State::TrialProposed => (signer(journey.trial.as_ref()), Move::SignTrial),
        State::TrialAgreed => (TrustStaff, before_trial(journey, programme)),
        State::OnTrial => on_trial(journey.trial.as_ref()),
        State::TrialEnded => after_trial(journey.trial.as_ref()),
        State::Offered | State::OfferAccepted if withdrawal_asked(journey) => {
            (HiringManager, Move::ApproveOfferWithdrawal)
        }
        State::Offered => (Candidate, Move::AcceptOffer),
        State::OfferAccepted => (TrustStaff, before_job(journey)),
        State::Started => (TrustStaff, Move::Sustain13),
        State::Sustained13 => (TrustStaff, Move::Sustain26),
        _ => (TrustStaff, Move::Accept),
    }
}

/// The day by which it is owed.
fn due_on(journey: &Journey, programme: &ProgrammeFacts) -> CivilDate {
    let since = journey.entered_on;
    let within = |days| since.plus_working_days(days);
    let offer = journey.offer.as_ref();
    let day = match journey.state {
        State::Referred => Some(within(ANSWER_WITHIN_WORKING_DAYS)),
        // Whoever waits for a place can only be told once one is free, and no later than the week itself.
        State::Accepted if journey.waiting_listed => Some(programme.training_starts_on),
        State::Accepted => Some(within(BOOK_WITHIN_WORKING_DAYS)),
        State::ScreeningBooked | State::InterviewBooked => {
            journey.booked().map(|booked| booked.held_on)
        }
        State::Screened => Some(within(SELECT_WITHIN_WORKING_DAYS)),
        State::Selected => Some(programme.training_starts_on),
        State::InTraining => Some(
            programme
                .training_ends_on
                .plus_working_days(SETTLE_WEEK_WITHIN_WORKING_DAYS),
        ),
        // The same day as in the ledger of guarantees (L6).
        State::InterviewGuaranteed => guarantee(journey).map(|owed| owed.due_on),
        State::Interviewed => journey
            .reserve_review_on
            .or_else(|| Some(within(TELL_WITHIN_WORKING_DAYS))),
        State::TrialProposed => journey.trial.as_ref().map(|trial| sign_by(trial, since)),
        State::TrialAgreed => journey.trial.as_ref().map(|trial| trial.terms.starts_on),
        // Terms are never longer than the cap, so their last day is never after the cap's (L8).
        State::OnTrial => journey.trial.as_ref().map(|trial| trial.terms.ends_on),
        State::TrialEnded => Some(within(OFFER_WITHIN_WORKING_DAYS)),
        State::Offered => offer.map(|offer| offer.expires_on),
        State::OfferAccepted => offer.map(|offer| offer.start_on),
        State::Started => weeks_in(journey, FOLLOW_UP_13_DAYS),
        State::Sustained13 => weeks_in(journey, FOLLOW_UP_26_DAYS),
        _ => None,
    };
    day.unwrap_or(since)
}

/// What follows from what the register says of the screening day (L3).
fn after_screening_day(journey: &Journey) -> Move {
    let seat = journey.screening.as_ref();
    let line = seat.and_then(|seat| journey.attendance.get(&seat.session_id));
    match line.map(|line| line.attendance) {
        None => Move::RecordAttendance,
        Some(Attendance::Excused) => Move::RebookScreening,
        Some(Attendance::Absent) => Move::RecordScreeningAbsence,
        Some(_) => Move::RecordScreening,
    }
}

/// Every member of the panel scores before the interview is recorded (L6).
fn interview(journey: &Journey, programme: &ProgrammeFacts) -> Move {
    let scored = |member: &String| journey.scores.contains_key(member);
    if programme.panel.iter().all(scored) {
        Move::RecordInterview
    } else {
        Move::ScoreInterview
    }
}

fn after_interview(journey: &Journey) -> Move {
    match journey.interview_outcome {
        Some(InterviewOutcome::Successful) => Move::ProposeTrial,
        Some(InterviewOutcome::Unsuccessful) => Move::RecordUnsuccessful,
        None => Move::RecordInterview,
    }
}

/// Whose signature a trial waits for: the Jobcentre's first, then the person's, then the Trust's (work-trials).
fn signer(trial: Option<&Trial>) -> TaskOwner {
    match trial {
        Some(trial) if trial.jobcentre_agreed_on.is_none() => TaskOwner::Jobcentre,
        Some(trial) if trial.candidate_agreed_on.is_none() => TaskOwner::Candidate,
        _ => TaskOwner::TrustStaff,
    }
}

/// By when the next signature is owed: within days of its turn, and never later than the first day.
fn sign_by(trial: &Trial, proposed_on: CivilDate) -> CivilDate {
    let before = match signer(Some(trial)) {
        TaskOwner::Jobcentre => None,
        TaskOwner::Candidate => trial.jobcentre_agreed_on,
        _ => trial.candidate_agreed_on,
    };
    let turn = before.unwrap_or(proposed_on);
    turn.plus_working_days(SIGN_WITHIN_WORKING_DAYS)
        .min(trial.terms.starts_on)
}

fn before_trial(journey: &Journey, programme: &ProgrammeFacts) -> Move {
    let settled = |check: &CheckKind| is_settled(journey, *check);
    if programme.checks_before_trial.iter().all(settled) {
        Move::StartTrial
    } else {
        Move::RecordCheck
    }
}

/// Both sides say what they think before a trial ends (L10).
fn on_trial(trial: Option<&Trial>) -> (TaskOwner, Move) {
    match trial {
        Some(trial) if trial.assessment.is_none() => {
            (TaskOwner::HiringManager, Move::RecordAssessment)
        }
        Some(trial) if trial.view_asked_on.is_none() => {
            (TaskOwner::TrustStaff, Move::AskCandidateView)
        }
        Some(trial) if trial.candidate_view.is_none() => {
            (TaskOwner::Candidate, Move::GiveCandidateView)
        }
        _ => (TaskOwner::TrustStaff, Move::EndTrial),
    }
}

/// The Trust's assessment, the person's view asked for, and then the decision (L10, L11).
fn after_trial(trial: Option<&Trial>) -> (TaskOwner, Move) {
    let satisfied = trial
        .and_then(|trial| trial.assessment.as_ref())
        .map(|assessment| assessment.satisfactory);
    let asked = trial.is_some_and(|trial| trial.view_asked_on.is_some());
    let step = match satisfied {
        None => Move::RecordAssessment,
        Some(false) => Move::MakeNoOffer,
        Some(true) if asked => Move::MakeOffer,
        Some(true) => Move::AskCandidateView,
    };
    (TaskOwner::HiringManager, step)
}

fn withdrawal_asked(journey: &Journey) -> bool {
    let offer = journey.offer.as_ref();
    offer.is_some_and(|offer| offer.withdrawal_requested_by.is_some())
}

/// All six checks are cleared before the first day (employment-checks).
fn before_job(journey: &Journey) -> Move {
    use crate::values::Coded as _;
    let checks = || CheckKind::ALL.iter().copied();
    if checks().any(|check| journey.has_failed(check)) {
        Move::RecordChecksNotMet
    } else if checks().all(|check| is_settled(journey, check)) {
        Move::StartEmployment
    } else {
        Move::RecordCheck
    }
}

fn is_settled(journey: &Journey, check: CheckKind) -> bool {
    let record = journey.checks.get(&check);
    record.is_some_and(|record| record.outcome.is_settled())
}

fn weeks_in(journey: &Journey, days: u32) -> Option<CivilDate> {
    let job = journey.employment.as_ref();
    job.map(|job| job.started_on.plus_days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_state_waits_for_something_of_its_own_and_no_ending_for_anything() {
        use crate::values::Coded as _;
        let kinds: std::collections::BTreeSet<_> = State::open().filter_map(TaskKind::of).collect();
        assert_eq!(kinds.len(), TaskKind::ALL.len());
        assert!(State::closed().all(|state| TaskKind::of(state).is_none()));
    }
}
