//! From the referral to the training week.

use super::Diary;
use crate::demo::agenda::{By, Deed, at};
use crate::demo::calendar::{Run, working_day_from, working_days_before};
use crate::demo::roster::{Path, Twist};
use serde_json::json;
use shared::journey::{Attendance, Move, State};
use shared::time::CivilDate;

const ADJUSTMENTS: [Option<&str>; 9] = [
    None,
    None,
    Some("Large print, please"),
    None,
    None,
    Some("A chair with a back; I cannot stand for long"),
    None,
    Some("I lip-read: please face me when you speak"),
    None,
];

impl Diary<'_> {
    pub(super) fn refer(&mut self) {
        self.day = self.referred_on();
        let by = if self.person.path == Path::Drafted {
            By::Coordinator
        } else {
            By::Jobcentre
        };
        let minute = at(9, 30) + self.spread(120);
        self.step((self.day, minute), by, Deed::Refer);
    }

    fn referred_on(&self) -> CivilDate {
        if self.is_on(Run::Coming) {
            return self.referred_to_the_coming_run();
        }
        let opens = self.course.dates.referrals_open_on;
        let last = working_days_before(self.course.dates.screening[0], 9);
        let days = u32::try_from(last.days_since(opens)).unwrap_or(0);
        let on = opens.plus_days(self.person.turn * days / self.person.of);
        // A twin comes after the first half.
        let on = if self.person.path == Path::Twin {
            on.plus_days(1)
        } else {
            on
        };
        working_day_from(on)
    }

    fn referred_to_the_coming_run(&self) -> CivilDate {
        let nth = u32::try_from(self.person.nth).unwrap_or(0);
        match (self.person.path, self.person.twist) {
            (Path::Now(State::Referred), _) => self.ago(1 + nth % 4),
            (Path::Now(State::Accepted), Twist::Waiting) => self.ago(4),
            (Path::Now(State::Accepted), _) => self.ago(19),
            (Path::Now(State::ScreeningBooked), _) => self.ago(12 - nth),
            (Path::Twin, _) => self.ago(2),
            (Path::Drafted, _) => self.ago(2),
            (Path::Withdraws(_) | Path::Ends(State::ReferralDeclined), _) => self.ago(9),
            _ => self.ago(14 + self.spread(5)),
        }
    }

    pub(super) fn join(&mut self) {
        self.day = match self.person.twist {
            Twist::Waiting => self.ago(1),
            _ => self.day.plus_working_days(2),
        };
        // Whoever waits is looked at after the others of the day.
        let minute = if self.person.twist == Twist::Waiting {
            at(17, 0)
        } else {
            at(10, 0) + self.spread(60)
        };
        self.makes((self.day, minute), By::Coordinator, Move::Accept, json!({}));
        if self.person.twist == Twist::Reopened {
            self.leave_and_come_back();
        }
    }

    fn leave_and_come_back(&mut self) {
        let leaving = json!({
            "reason": "caring",
            "note": "My mother is ill",
            "hear_of_other_programmes": true,
            "next_step": "other_programme",
        });
        self.day = self.day.plus_working_days(1);
        self.makes(
            (self.day, at(12, 0)),
            By::Candidate,
            Move::Withdraw,
            leaving,
        );
        self.day = self.day.plus_working_days(1);
        let again = json!({ "reason": "A neighbour can help with the caring after all" });
        self.makes(
            (self.day, at(9, 15)),
            By::Administrator,
            Move::Reopen,
            again,
        );
    }

    /// On which of the two days they are seen.
    pub(super) fn screening_day(&self) -> usize {
        match self.person.path {
            Path::Now(State::ScreeningBooked) => 1,
            _ if self.is_on(Run::Coming) => 0,
            _ => self.person.who % 2,
        }
    }

    pub(super) fn book_screening(&mut self) {
        self.day = self.day.plus_working_days(1);
        let by = self
            .pick(&[By::Coordinator, By::Candidate, By::Jobcentre, By::Candidate])
            .unwrap_or(By::Coordinator);
        let seen_on = self.screening_day();
        let rebooks = self.person.twist == Twist::Rebooked;
        let first = if rebooks { 1 - seen_on } else { seen_on };
        let seat = json!({
            "session_id": self.course.screening[first],
            "adjustments_asked": true,
            "adjustments": self.pick(&ADJUSTMENTS).flatten(),
        });
        self.makes((self.day, at(14, 0)), by, Move::BookScreening, seat);
        if rebooks {
            let seat = json!({ "session_id": self.course.screening[seen_on], "reason": "A hospital appointment of my own" });
            self.makes(
                (self.day, at(18, 30)),
                By::Candidate,
                Move::RebookScreening,
                seat,
            );
        }
        let is_ahead = self.person.path == Path::Now(State::ScreeningBooked);
        self.perhaps_confirm((self.day, at(19, 0)), is_ahead);
    }

    /// Some say at once that they are coming; the others are asked when the day is near.
    pub(super) fn perhaps_confirm(&mut self, when: (CivilDate, u32), is_ahead: bool) {
        if is_ahead && self.person.nth.is_multiple_of(2) {
            self.makes(when, By::Candidate, Move::ConfirmBooking, json!({}));
        }
    }

    pub(super) fn attend_screening(&mut self) {
        let place = self.screening_day();
        self.day = self.course.dates.screening[place];
        let late = self.person.who % 17 == 5;
        let (attendance, reason) = if late {
            (Attendance::Late, Some("The bus was late"))
        } else {
            (Attendance::Present, None)
        };
        self.mark(self.course.screening[place], attendance, reason);
        let components = json!({
            "team_exercises": self.pick(&["Listened first, then helped others speak", "Quiet at first, then took part", "Kept the group to time"]),
            "role_overview": self.pick(&["Asked about shifts and about training", "Knew what personal care means", "Wants to work with older people"]),
            "brief_interview": self.pick(&["Warm and clear", "Nervous, and honest about it", "Good examples from caring at home", "Clear about why this job"]),
        });
        self.makes(
            (self.day, at(17, 30)),
            By::Coordinator,
            Move::RecordScreening,
            components,
        );
    }

    pub(super) fn be_selected(&mut self) {
        self.day = self.day.plus_working_days(2);
        self.makes(
            (self.day, at(11, 0)),
            By::Coordinator,
            Move::Select,
            json!({ "waiting_list": false }),
        );
    }
}
