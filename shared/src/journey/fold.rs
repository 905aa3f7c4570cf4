//! The present of a journey: the fold of its events.
//!
//! Folding never refuses. What is in the history happened; whether it may happen is asked once, before it is recorded.

use super::actor::ActorKind;
use super::details::*;
use super::event::{Event, Recorded};
use super::fit_check::FitGiven;
use super::leads::{next_step_of, state_after};
use super::parts::{
    AttendanceRecord, Employment, InterviewBooking, Journey, Offer, ScreeningBooking, Trial,
};
use super::state::State;
use super::trial::TrialPeriod;
use crate::time::CivilDate;
use std::collections::BTreeMap;

impl Journey {
    /// Folds a history. `None` where it does not begin with a referral: there is no such journey.
    #[must_use]
    pub fn fold(history: &[Recorded]) -> Option<Self> {
        let (first, rest) = history.split_first()?;
        let Event::Referred(referral) = &first.event else {
            return None;
        };
        let mut journey = Self::referred(referral.clone(), first.on);
        for recorded in rest {
            journey.apply(recorded);
        }
        Some(journey)
    }

    /// A journey that has just begun.
    #[must_use]
    pub fn referred(referral: Refer, on: CivilDate) -> Self {
        Self {
            state: State::Referred,
            version: 1,
            entered_on: on,
            state_before: None,
            reached: vec![State::Referred],
            referral,
            waiting_listed: false,
            screening: None,
            attendance: BTreeMap::new(),
            screened: None,
            entitled_on: None,
            interview: None,
            scores: BTreeMap::new(),
            interview_outcome: None,
            reserve_review_on: None,
            trial: None,
            checks: BTreeMap::new(),
            offer: None,
            employment: None,
            next_step: None,
            merged_into: None,
        }
    }

    /// Adds one event to the fold.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.version += 1;
        let on = recorded.on;
        match &recorded.event {
            Event::Reopened(_) => self.reopen(on),
            Event::TrialSigned(signature) => self.sign(recorded.by.kind, signature, on),
            Event::OfferWithdrawalRequested(_) => {
                if let Some(offer) = &mut self.offer {
                    offer.withdrawal_requested_by = Some(recorded.by.id);
                }
            }
            event => {
                self.note_facts(event);
                self.note_confirmation(event, on);
                self.note_interview(event, on);
                self.note_trial(event, on);
                self.note_offer(event, on);
                if let Some(state) = state_after(event, self.state) {
                    self.enter(state, on);
                }
                self.note_ending(event);
            }
        }
    }

    fn enter(&mut self, state: State, on: CivilDate) {
        if !state.is_open() {
            self.state_before = self
                .state
                .is_open()
                .then_some(self.state)
                .or(self.state_before);
            self.close_trial_period(on);
        }
        self.state = state;
        self.entered_on = on;
        if !self.reached.contains(&state) {
            self.reached.push(state);
        }
    }

    /// A trial that is under way when the journey closes ends then, and never after its agreed last day.
    fn close_trial_period(&mut self, on: CivilDate) {
        if let Some(trial) = &mut self.trial
            && let Some(period) = &mut trial.period
            && period.ended_on.is_none()
        {
            period.ended_on = Some(on.min(trial.terms.ends_on).max(period.started_on));
        }
    }

    fn reopen(&mut self, on: CivilDate) {
        let Some(before) = self.state_before.take() else {
            return;
        };
        self.state = before;
        self.entered_on = on;
        self.next_step = None;
        self.forget_confirmation();
        if before == State::OnTrial
            && let Some(period) = self.trial.as_mut().and_then(|trial| trial.period.as_mut())
        {
            period.ended_on = None;
        }
        if let Some(employment) = &mut self.employment {
            employment.left_on = None;
        }
        if let Some(offer) = &mut self.offer {
            offer.withdrawal_requested_by = None;
        }
    }

    fn sign(&mut self, by: ActorKind, signature: &SignTrial, on: CivilDate) {
        let Some(trial) = &mut self.trial else { return };
        match by {
            ActorKind::Jobcentre => trial.jobcentre_agreed_on = Some(on),
            ActorKind::Candidate => trial.candidate_agreed_on = Some(on),
            _ => {
                trial.trust_agreed_on = Some(on);
                trial.supervisor.clone_from(&signature.supervisor);
            }
        }
    }

    fn note_facts(&mut self, event: &Event) {
        match event {
            Event::Accepted { waiting_list } | Event::Selected { waiting_list } => {
                self.waiting_listed = *waiting_list
            }
            Event::ScreeningBooked {
                session_id,
                held_on,
                adjustments,
            } => {
                self.waiting_listed = false;
                self.screening = Some(ScreeningBooking {
                    session_id: *session_id,
                    held_on: *held_on,
                    adjustments: adjustments.clone(),
                    confirmed_on: None,
                });
            }
            Event::ScreeningRebooked {
                session_id,
                held_on,
                ..
            } => {
                let adjustments = self
                    .screening
                    .take()
                    .and_then(|booking| booking.adjustments);
                self.screening = Some(ScreeningBooking {
                    session_id: *session_id,
                    held_on: *held_on,
                    adjustments,
                    confirmed_on: None,
                });
            }
            Event::AttendanceRecorded(line) => {
                // Whoever comes from the waiting list to the training week has taken the place that was free.
                if line.attendance.counts_as_attended() {
                    self.waiting_listed = false;
                }
                let record = AttendanceRecord {
                    attendance: line.attendance,
                    reason: line.reason.clone(),
                };
                self.attendance.insert(line.session_id, record);
            }
            Event::Screened(components) => self.screened = Some(components.clone()),
            Event::TrainingStarted => self.waiting_listed = false,
            Event::CheckRecorded(check) => {
                self.checks.insert(check.check, check.clone());
            }
            _ => {}
        }
    }

    /// That the person is coming, on the booking that it was said of.
    fn note_confirmation(&mut self, event: &Event, on: CivilDate) {
        let Event::BookingConfirmed {
            session_id,
            slot_id,
            ..
        } = event
        else {
            return;
        };
        if let Some(booking) = &mut self.screening
            && *session_id == Some(booking.session_id)
        {
            booking.confirmed_on = Some(on);
        }
        if let Some(booking) = &mut self.interview
            && *slot_id == Some(booking.slot_id)
        {
            booking.confirmed_on = Some(on);
        }
    }

    /// Whoever left and is back on a booking has not said yet that they are coming after all.
    fn forget_confirmation(&mut self) {
        match self.state {
            State::ScreeningBooked => {
                if let Some(booking) = &mut self.screening {
                    booking.confirmed_on = None;
                }
            }
            State::InterviewBooked => {
                if let Some(booking) = &mut self.interview {
                    booking.confirmed_on = None;
                }
            }
            _ => {}
        }
    }

    fn note_interview(&mut self, event: &Event, on: CivilDate) {
        match event {
            Event::InterviewGuaranteed => self.entitled_on = Some(on),
            Event::InterviewBooked { slot_id, held_on } => {
                self.scores.clear();
                self.interview = Some(InterviewBooking {
                    slot_id: *slot_id,
                    held_on: *held_on,
                    confirmed_on: None,
                });
            }
            Event::InterviewReleased(_) => self.interview = None,
            Event::InterviewScored(scored) => {
                self.scores
                    .insert(scored.panel_member.clone(), scored.scores.clone());
            }
            Event::Interviewed(interview) => self.interview_outcome = Some(interview.outcome),
            Event::PlacedOnReserve(reserve) => self.reserve_review_on = Some(reserve.review_on),
            _ => {}
        }
    }

    fn note_trial(&mut self, event: &Event, on: CivilDate) {
        if let Event::TrialProposed { terms } | Event::TrialAmended { terms } = event {
            self.reserve_review_on = None;
            self.trial = Some(Trial::on_terms(terms.clone()));
            return;
        }
        let Some(trial) = &mut self.trial else { return };
        match event {
            Event::TrialStarted(start) => {
                trial.period = Some(TrialPeriod {
                    started_on: start.started_on,
                    ended_on: None,
                });
            }
            Event::TrialDayLogged(logged) => {
                trial.days.insert(logged.day);
            }
            Event::AssessmentRecorded(assessment) => trial.assessment = Some(assessment.clone()),
            Event::CandidateViewAsked => trial.view_asked_on = Some(on),
            Event::CandidateViewGiven(view) => trial.candidate_view = Some(view.clone()),
            Event::FitCheckAnswered {
                round,
                side,
                answers,
            } => {
                let answers = answers.clone();
                let given = FitGiven { on, answers };
                trial.fit.entry(*round).or_default().give(*side, given);
            }
            Event::TrialEnded(EndTrial { ended_on })
            | Event::TrialEndedEarly(EndTrialEarly { ended_on, .. }) => {
                if let Some(period) = &mut trial.period {
                    period.ended_on = Some(*ended_on);
                }
            }
            _ => {}
        }
    }

    fn note_offer(&mut self, event: &Event, on: CivilDate) {
        match event {
            Event::Offered {
                start_on,
                expires_on,
                waiver_reason,
            } => {
                self.reserve_review_on = None;
                self.offer = Some(Offer {
                    start_on: *start_on,
                    expires_on: *expires_on,
                    waiver_reason: waiver_reason.clone(),
                    reminded_on: None,
                    accepted_on: None,
                    withdrawal_requested_by: None,
                });
            }
            Event::OfferReminded(_) => {
                if let Some(offer) = &mut self.offer {
                    offer.reminded_on = Some(on);
                }
            }
            Event::OfferAccepted => {
                if let Some(offer) = &mut self.offer {
                    offer.accepted_on = Some(on);
                }
            }
            Event::EmploymentStarted(start) => {
                self.employment = Some(Employment {
                    started_on: start.started_on,
                    left_on: None,
                });
            }
            Event::LeftJob(left) => {
                if let Some(employment) = &mut self.employment {
                    employment.left_on = Some(left.left_on);
                }
            }
            _ => {}
        }
    }

    fn note_ending(&mut self, event: &Event) {
        if let Some(next_step) = next_step_of(event) {
            self.next_step = Some(next_step);
        }
        if let Event::Merged { survivor_id, .. } = event {
            self.merged_into = Some(*survivor_id);
            self.state_before = None;
        }
    }
}
