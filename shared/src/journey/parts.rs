//! What a fold holds: the parts of a journey as they stand now.

use super::check::{CheckKind, CheckOutcome, CheckRecord};
use super::details::*;
use super::fit_check::{FitCheck, FitRound};
use super::lists::*;
use super::state::State;
use super::trial::{TrialPeriod, TrialTerms};
use crate::ids::{JourneyId, SessionId, SlotId};
use crate::time::CivilDate;
use crate::values::Words;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A panel's scores: member to criterion to score, 1 to 5.
pub type PanelScores = BTreeMap<String, BTreeMap<String, u8>>;

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    )+};
}

parts! {
    /// A seat on a screening day.
    ScreeningBooking {
        /// The screening day.
        session_id: SessionId,
        /// Its date when it was booked.
        held_on: CivilDate,
        /// The adjustments the person asked for.
        adjustments: Option<Words>,
        /// The day it was said that the person is coming. A booking that is moved is a new one, and asked about anew.
        #[serde(default)]
        confirmed_on: Option<CivilDate>,
    }
    /// Whether the person came to one session.
    AttendanceRecord {
        /// Whether they came.
        attendance: Attendance,
        /// Why they were late or absent.
        reason: Option<Words>,
    }
    /// A booked interview.
    InterviewBooking {
        /// The slot.
        slot_id: SlotId,
        /// Its date when it was booked.
        held_on: CivilDate,
        /// The day it was said that the person is coming. A booking that is moved is a new one, and asked about anew.
        #[serde(default)]
        confirmed_on: Option<CivilDate>,
    }
    /// A work trial, from its proposal on.
    Trial {
        /// The terms as they stand.
        terms: TrialTerms,
        /// The day the Jobcentre agreed to these terms.
        jobcentre_agreed_on: Option<CivilDate>,
        /// The day the candidate volunteered under these terms.
        candidate_agreed_on: Option<CivilDate>,
        /// The day the Trust signed these terms.
        trust_agreed_on: Option<CivilDate>,
        /// The supervisor that the Trust named.
        supervisor: Option<Words>,
        /// The stretch of days, once it has started.
        period: Option<TrialPeriod>,
        /// The days attended.
        days: BTreeSet<CivilDate>,
        /// The Trust's assessment, the last one standing.
        assessment: Option<RecordAssessment>,
        /// The day the candidate was asked for their view.
        view_asked_on: Option<CivilDate>,
        /// The candidate's view, the last one standing.
        candidate_view: Option<GiveCandidateView>,
        /// The fit check, round by round.
        fit: BTreeMap<FitRound, FitCheck>,
    }
    /// An offer of a job.
    Offer {
        /// The proposed first day of employment.
        start_on: CivilDate,
        /// The last day to accept.
        expires_on: CivilDate,
        /// Why the trial was waived, where it was.
        waiver_reason: Option<Words>,
        /// The last day a reminder was delivered.
        reminded_on: Option<CivilDate>,
        /// The day it was accepted.
        accepted_on: Option<CivilDate>,
        /// Who asked for it to be withdrawn.
        withdrawal_requested_by: Option<Uuid>,
    }
    /// The job.
    Employment {
        /// The first day.
        started_on: CivilDate,
        /// The last day, where the person has left.
        left_on: Option<CivilDate>,
    }
    /// Where one candidate stands on one programme.
    Journey {
        /// The state.
        state: State,
        /// How many events it is the fold of; each change is compared against it.
        version: u32,
        /// The day the state was entered.
        entered_on: CivilDate,
        /// The open state a closed journey came from.
        state_before: Option<State>,
        /// Every state it has stood at, each once, in the order in which it came there.
        reached: Vec<State>,
        /// What the Jobcentre confirmed.
        referral: Refer,
        /// Whether the person waits for a place.
        waiting_listed: bool,
        /// The seat on a screening day.
        screening: Option<ScreeningBooking>,
        /// Whether the person came, session by session.
        attendance: BTreeMap<SessionId, AttendanceRecord>,
        /// The three components of the screening day.
        screened: Option<RecordScreening>,
        /// The day the guaranteed interview was granted (L6). Nothing takes it away.
        entitled_on: Option<CivilDate>,
        /// The booked interview.
        interview: Option<InterviewBooking>,
        /// The panel's scores.
        scores: PanelScores,
        /// What the panel found.
        interview_outcome: Option<InterviewOutcome>,
        /// When the reserve list is looked at again.
        reserve_review_on: Option<CivilDate>,
        /// The work trial.
        trial: Option<Trial>,
        /// The last word on each employment check.
        checks: BTreeMap<CheckKind, CheckRecord>,
        /// The offer.
        offer: Option<Offer>,
        /// The job.
        employment: Option<Employment>,
        /// What the person does next, once the journey is closed.
        next_step: Option<NextStepKind>,
        /// The journey this one was merged into.
        merged_into: Option<JourneyId>,
    }
}

impl Trial {
    /// Terms that nobody has agreed to yet.
    pub(super) fn on_terms(terms: TrialTerms) -> Self {
        Self {
            terms,
            jobcentre_agreed_on: None,
            candidate_agreed_on: None,
            trust_agreed_on: None,
            supervisor: None,
            period: None,
            days: BTreeSet::new(),
            assessment: None,
            view_asked_on: None,
            candidate_view: None,
            fit: BTreeMap::new(),
        }
    }

    /// Calendar days of the cap that it takes up (L8).
    pub(super) fn days_taken(&self) -> u32 {
        self.period
            .map_or(0, |period| period.days_by(self.terms.ends_on))
    }

    /// Whether both sides are sure: the Trust has assessed, and the candidate has said yes or no (L10).
    #[must_use]
    pub fn both_sure(&self) -> bool {
        let candidate_sure = self
            .candidate_view
            .as_ref()
            .is_some_and(|given| given.view != CandidateView::NotSure);
        self.assessment.is_some() && candidate_sure
    }
}

impl Journey {
    /// Whether a check is cleared or does not apply.
    #[must_use]
    pub fn has_settled(&self, check: CheckKind) -> bool {
        self.checks
            .get(&check)
            .is_some_and(|record| record.outcome.is_settled())
    }

    /// Whether a check was cleared, or found not to apply, by a day.
    #[must_use]
    pub fn has_settled_by(&self, check: CheckKind, day: CivilDate) -> bool {
        self.has_settled(check)
            && self
                .checks
                .get(&check)
                .is_some_and(|record| record.decided_on <= day)
    }

    /// Whether a check was not met.
    #[must_use]
    pub fn has_failed(&self, check: CheckKind) -> bool {
        self.checks
            .get(&check)
            .is_some_and(|record| record.outcome == CheckOutcome::NotMet)
    }

    /// The last day of the trial, where one has ended.
    #[must_use]
    pub fn trial_ended_on(&self) -> Option<CivilDate> {
        self.trial.as_ref()?.period?.ended_on
    }

    /// Calendar days of trial by a date, both ends counted.
    #[must_use]
    pub fn trial_days_by(&self, today: CivilDate) -> u32 {
        self.trial
            .as_ref()
            .and_then(|trial| trial.period)
            .map_or(0, |period| period.days_by(today))
    }

    /// Calendar days of the cap that this journey takes up (L8): from the first day of its trial to the last, and until
    /// it has ended to the agreed last, so that no other journey can use those days too.
    #[must_use]
    pub fn trial_days_taken(&self) -> u32 {
        let trial = self.trial.as_ref();
        trial.map_or(0, |trial| trial.days_taken())
    }
}
