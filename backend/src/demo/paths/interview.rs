//! The guaranteed interview (L6).

use super::Diary;
use crate::demo::agenda::{By, at};
use crate::demo::calendar::Run;
use crate::demo::course::{CRITERIA, PANEL};
use crate::demo::roster::{Path, Twist};
use serde_json::{Value, json};
use shared::journey::{Move, State};
use shared::time::CivilDate;

impl Diary<'_> {
    /// When they book, and from which day on the time may be.
    fn booking_days(&self) -> (CivilDate, CivilDate) {
        let next = self.day.plus_working_days(1);
        if !self.is_on(Run::Current) {
            return (next, next);
        }
        match self.person.path {
            // The time is still ahead.
            Path::Now(State::InterviewBooked) => (self.ago(2), self.today.plus_days(1)),
            // The interview has just been.
            Path::Now(State::Interviewed | State::TrialProposed | State::TrialAgreed) => {
                (self.ago(8), self.ago(5))
            }
            _ => (next, next),
        }
    }

    pub(super) fn book_interview(&mut self) {
        let (booked_on, from) = self.booking_days();
        let by = self
            .pick(&[By::Candidate, By::Coordinator, By::Candidate])
            .unwrap_or(By::Candidate);
        if self.person.twist == Twist::InterviewMoved {
            self.book_and_cancel((booked_on, from));
        }
        let (slot, held_on) = self.course.take_slot(from);
        self.makes(
            (booked_on, at(11, 30)),
            by,
            Move::BookInterview,
            json!({ "slot_id": slot }),
        );
        let is_ahead = self.person.path == Path::Now(State::InterviewBooked);
        self.perhaps_confirm((booked_on, at(12, 30)), is_ahead);
        self.day = held_on;
    }

    /// A first time is booked and given back: the guarantee survives.
    pub(super) fn book_and_cancel(&mut self, (booked_on, from): (CivilDate, CivilDate)) {
        let (slot, _) = self.course.take_slot(from);
        self.makes(
            (booked_on, at(10, 0)),
            By::Candidate,
            Move::BookInterview,
            json!({ "slot_id": slot }),
        );
        let why = json!({ "cause": "childcare", "note": "No childcare in the morning" });
        self.makes(
            (booked_on, at(11, 0)),
            By::Candidate,
            Move::ReleaseInterview,
            why,
        );
    }

    pub(super) fn be_interviewed(&mut self) {
        let unsuccessful = self.person.path == Path::Ends(State::NotSuccessfulAtInterview);
        for (place, member) in PANEL.iter().enumerate() {
            let details =
                json!({ "panel_member": member, "scores": self.scores(place, unsuccessful) });
            self.makes(
                (self.day, at(15, 40)),
                By::Manager,
                Move::ScoreInterview,
                details,
            );
        }
        let outcome = if unsuccessful {
            "unsuccessful"
        } else {
            "successful"
        };
        self.makes(
            (self.day, at(16, 30)),
            By::Manager,
            Move::RecordInterview,
            json!({ "outcome": outcome }),
        );
        if self.person.twist == Twist::Reserve {
            let review = json!({ "review_on": self.today.plus_days(12) });
            // After the last trial of the day before has been proposed: every opening is held then.
            self.makes(
                (self.ago(1), at(15, 0)),
                By::Manager,
                Move::PlaceOnReserve,
                review,
            );
        }
    }

    fn scores(&self, member: usize, low: bool) -> Value {
        let given = CRITERIA.iter().enumerate().map(|(place, criterion)| {
            let score = (self.person.who + member + place * 3) % 3;
            (
                (*criterion).to_owned(),
                json!(if low { 1 + score } else { 3 + score }),
            )
        });
        Value::Object(given.collect())
    }
}
