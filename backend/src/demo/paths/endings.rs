//! How paths end, each with what comes next for the person.

use super::Diary;
use crate::demo::agenda::{By, Deed, at};
use crate::demo::calendar::working_day_from;
use crate::demo::roster::{Path, Twist};
use serde_json::{Value, json};
use shared::journey::{Attendance, Move, State};

const FEEDBACK: [&str; 4] = [
    "You listened well. Practise giving one example of your own for each question.",
    "Your kindness came across. A few weeks of volunteering would show it on a ward.",
    "You were honest about what you do not know yet, which we value. The college course fits well.",
    "Thank you for your time. Your answers on reliability were strong; say more about working with others.",
];

impl Diary<'_> {
    pub(super) fn end(&mut self) {
        match self.person.path {
            Path::Now(State::InterviewGuaranteed) if self.person.twist == Twist::InterviewMoved => {
                // It was to be on the day that has just been, and was cancelled when it was booked.
                let booked_on = self.ago(7);
                self.book_and_cancel((booked_on, self.ago(5)));
            }
            Path::Now(_) | Path::Drafted => {}
            Path::Withdraws(from) => self.withdraw(from),
            Path::Misses(from) => self.miss(from),
            Path::Twin => {
                let moment = (self.day.plus_working_days(1), at(9, 45));
                if let Some(survivor) = self.survivor {
                    self.step(moment, By::Administrator, Deed::MergeInto(survivor));
                }
            }
            Path::Ends(state) if state < State::TrialNotAgreed => self.end_early(state),
            Path::Ends(state) if state < State::LeftBefore13 => self.end_late(state),
            Path::Ends(state) => self.end_in_work(state),
        }
    }

    fn next_step(&self) -> Value {
        let next = self.pick(&[
            "guidance",
            "work_coach",
            "other_programme",
            "college",
            "volunteering",
        ]);
        json!({ "next_step": next, "note": "Call us whenever you like" })
    }

    /// Fields of its own, and a next step.
    fn with_next_step(&self, details: Value) -> Value {
        let mut details = details;
        let next = self.pick(&[
            "guidance",
            "work_coach",
            "other_programme",
            "college",
            "volunteering",
            "apply_directly",
        ]);
        details["next_step"] = json!(next);
        details
    }

    fn withdraw(&mut self, from: State) {
        let day = match from {
            State::InTraining => self.course.dates.training[2],
            _ => self.day.plus_working_days(1),
        };
        let by = self
            .pick(&[By::Candidate, By::Jobcentre, By::Coordinator])
            .unwrap_or(By::Candidate);
        let reason = match by {
            By::Jobcentre => "found_work",
            By::Coordinator => "lost_touch",
            _ => "caring",
        };
        let details = json!({ "reason": reason, "hear_of_other_programmes": by == By::Candidate });
        let details = self.with_next_step(details);
        self.makes((day, at(9, 20)), by, Move::Withdraw, details);
    }

    fn miss(&mut self, from: State) {
        let next_step = self.next_step();
        match from {
            State::ScreeningBooked => {
                let place = self.screening_day();
                self.mark(self.course.screening[place], Attendance::Absent, None);
                let day = self.course.dates.screening[place].plus_working_days(1);
                self.makes(
                    (day, at(10, 0)),
                    By::Coordinator,
                    Move::RecordScreeningAbsence,
                    next_step,
                );
            }
            State::Selected => {
                self.mark(self.course.training[0], Attendance::Absent, None);
                let day = self.course.dates.training[1];
                self.makes(
                    (day, at(10, 0)),
                    By::Coordinator,
                    Move::RecordTrainingAbsence,
                    next_step,
                );
            }
            State::InterviewBooked => {
                self.makes(
                    (self.day, at(17, 0)),
                    By::Coordinator,
                    Move::RecordInterviewAbsence,
                    next_step,
                );
            }
            _ => {
                let day = self.starts_on.plus_working_days(2);
                self.makes(
                    (day, at(10, 0)),
                    By::Coordinator,
                    Move::RecordTrialAbsence,
                    next_step,
                );
            }
        }
    }

    fn end_early(&mut self, state: State) {
        let feedback = self.pick(&FEEDBACK);
        let next = self.day.plus_working_days(2);
        match state {
            State::ReferralDeclined => {
                let reason = self.pick(&["wrong_vacancy", "not_reachable", "not_eligible"]);
                let details = self.with_next_step(
                    json!({ "reason": reason, "note": "We have told the person too" }),
                );
                self.makes(
                    (next, at(10, 30)),
                    By::Coordinator,
                    Move::DeclineReferral,
                    details,
                );
            }
            State::NotSelected => {
                let reason = self.pick(&[
                    "role_not_right",
                    "more_experience",
                    "communication_skills",
                    "availability",
                ]);
                let details =
                    self.with_next_step(json!({ "reason": reason, "feedback": feedback }));
                self.makes(
                    (next, at(11, 30)),
                    By::Coordinator,
                    Move::DoNotSelect,
                    details,
                );
            }
            State::TrainingNotCompleted => {
                let day = self.course.dates.training_ends_on().plus_working_days(1);
                let details = self
                    .with_next_step(json!({ "reason": "Four of the five sessions were missed" }));
                self.makes(
                    (day, at(10, 0)),
                    By::Coordinator,
                    Move::RecordTrainingNotCompleted,
                    details,
                );
            }
            _ => {
                let details = json!({ "reasons": "Other applicants scored higher on the common criteria", "feedback": feedback });
                let details = self.with_next_step(details);
                self.makes(
                    (self.day.plus_working_days(1), at(14, 0)),
                    By::Manager,
                    Move::RecordUnsuccessful,
                    details,
                );
            }
        }
    }

    fn end_late(&mut self, state: State) {
        let soon = self.day.plus_working_days(1);
        match state {
            State::TrialNotAgreed => {
                let details = self.with_next_step(json!({ "reason": "candidate_choice" }));
                self.makes((soon, at(18, 0)), By::Candidate, Move::RefuseTrial, details);
            }
            State::TrialEndedEarly => {
                let details = json!({ "ended_on": self.trial_ends_on, "reason": "candidate_choice", "note": "Wards are not for me, but I would like to try catering" });
                let details = self.with_next_step(details);
                self.makes(
                    (self.trial_ends_on, at(19, 0)),
                    By::Candidate,
                    Move::EndTrialEarly,
                    details,
                );
            }
            State::NoOffer => {
                self.assess(false);
                let details = json!({ "reasons": "The assessment was not satisfactory", "feedback": self.pick(&FEEDBACK) });
                let details = self.with_next_step(details);
                self.makes(
                    (self.day, at(14, 0)),
                    By::Manager,
                    Move::MakeNoOffer,
                    details,
                );
            }
            _ => self.end_after_offer(state),
        }
    }

    fn end_after_offer(&mut self, state: State) {
        let next_step = self.next_step();
        let soon = self.day.plus_working_days(1);
        match state {
            State::OfferDeclined => {
                self.makes(
                    (self.day.plus_working_days(3), at(18, 0)),
                    By::Candidate,
                    Move::DeclineOffer,
                    next_step,
                );
            }
            State::OfferWithdrawn => {
                let reason = json!({ "reason": "The ward is to close before the start date" });
                self.makes(
                    (soon, at(14, 0)),
                    By::Manager,
                    Move::RequestOfferWithdrawal,
                    reason,
                );
                self.makes(
                    (soon, at(16, 0)),
                    By::SecondManager,
                    Move::ApproveOfferWithdrawal,
                    next_step,
                );
            }
            State::ChecksNotMet => {
                let details = self.with_next_step(json!({ "check": "criminal_record" }));
                self.makes(
                    (soon, at(10, 0)),
                    By::Coordinator,
                    Move::RecordChecksNotMet,
                    details,
                );
            }
            State::DidNotStart => {
                let day = self.starts_on.plus_working_days(5);
                self.makes(
                    (day, at(11, 0)),
                    By::Coordinator,
                    Move::RecordDidNotStart,
                    next_step,
                );
            }
            // An offer that nobody answers is left to the system.
            _ => {}
        }
    }

    fn end_in_work(&mut self, state: State) {
        if state == State::Sustained26 {
            let day =
                working_day_from(self.starts_on.plus_days(182)).plus_working_days(self.spread(3));
            let evidence = json!({ "evidence": self.pick(&["payroll", "line_manager"]) });
            self.makes((day, at(10, 0)), By::Coordinator, Move::Sustain26, evidence);
            return;
        }
        let weeks = if state == State::LeftBefore13 { 5 } else { 17 } + self.spread(3);
        let left_on = self.starts_on.plus_days(weeks * 7 + 4);
        let reason = self.pick(&["other_work", "education", "health_or_caring", "not_suited"]);
        let details = self.with_next_step(json!({ "left_on": left_on, "reason": reason }));
        self.makes(
            (working_day_from(left_on.plus_days(3)), at(10, 0)),
            By::Coordinator,
            Move::RecordLeft,
            details,
        );
    }
}
