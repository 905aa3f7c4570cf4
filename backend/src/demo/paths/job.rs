//! The offer, the checks, and the weeks in work (L9, L11).

use super::Diary;
use crate::demo::agenda::{By, at};
use crate::demo::calendar::{Run, monday_from, working_day_from};
use crate::demo::roster::{Path, Twist};
use serde_json::json;
use shared::journey::{Move, State};
use shared::time::CivilDate;

/// Days to answer an offer.
const TO_ANSWER: u32 = 10;

impl Diary<'_> {
    /// Records checks as cleared on the day.
    pub(super) fn clear(&mut self, (day, minute): (CivilDate, u32), checks: &[&str]) {
        for check in checks {
            self.check((day, minute), check, "cleared");
        }
    }

    pub(super) fn check(&mut self, (day, minute): (CivilDate, u32), check: &str, outcome: &str) {
        let details = json!({ "check": check, "outcome": outcome, "decided_on": day });
        self.makes((day, minute), By::Coordinator, Move::RecordCheck, details);
    }

    /// Both sides' views of the trial, once it has ended (L10).
    pub(super) fn assess(&mut self, satisfactory: bool) {
        let comments = if satisfactory {
            self.pick(&[
                "Kind with patients and on time every day",
                "Learned the ward's routines quickly",
                "Calm when the ward was busy",
            ])
        } else {
            Some("Found the pace of the ward hard; kind with patients throughout")
        };
        let assessed_on = self.trial_ends_on.plus_working_days(1);
        let assessment = json!({ "satisfactory": satisfactory, "comments": comments });
        self.makes(
            (assessed_on, at(10, 0)),
            By::Manager,
            Move::RecordAssessment,
            assessment,
        );
        self.makes(
            (assessed_on, at(10, 30)),
            By::Coordinator,
            Move::AskCandidateView,
            json!({}),
        );
        let view = if self.person.path == Path::Ends(State::OfferDeclined) {
            "not_sure"
        } else {
            "right_for_me"
        };
        let view = json!({ "view": view, "comments": "The team made me welcome" });
        self.makes(
            (self.trial_ends_on.plus_working_days(2), at(19, 0)),
            By::Candidate,
            Move::GiveCandidateView,
            view,
        );
        self.day = self.trial_ends_on.plus_working_days(3);
    }

    pub(super) fn be_offered(&mut self) {
        if self.person.twist == Twist::Waived {
            self.day = self.day.plus_working_days(2);
            self.set_start();
            let offer = json!({
                "start_on": self.starts_on,
                "expires_on": self.day.plus_days(TO_ANSWER),
                "waiver_reason": "Has worked on this ward as a volunteer for a year",
            });
            self.makes(
                (self.day, at(11, 15)),
                By::Manager,
                Move::OfferWithoutTrial,
                offer,
            );
            return;
        }
        self.assess(true);
        let mut expires_on = self.day.plus_days(TO_ANSWER);
        if self.is_on(Run::Current) {
            (self.day, expires_on) = match (self.person.path, self.person.nth) {
                // About to lapse: the system has reminded them.
                (Path::Now(State::Offered), 0) => (self.ago(5), self.today.plus_days(1)),
                (Path::Now(State::Offered), _) => (self.ago(2), self.today.plus_days(8)),
                (Path::Now(_), _) => (self.ago(8), self.today.plus_days(2)),
                _ => (self.day, expires_on),
            };
        }
        self.set_start();
        let offer = json!({ "start_on": self.starts_on, "expires_on": expires_on });
        self.makes((self.day, at(11, 15)), By::Manager, Move::MakeOffer, offer);
    }

    /// A Monday, with time for the checks.
    fn set_start(&mut self) {
        self.starts_on = working_day_from(monday_from(self.day.plus_days(20)));
    }

    pub(super) fn accept_offer(&mut self) {
        self.day = self.day.plus_working_days(3);
        self.makes(
            (self.day, at(19, 30)),
            By::Candidate,
            Move::AcceptOffer,
            json!({}),
        );
        if self.person.twist == Twist::Waived {
            self.clear(
                (self.day.plus_working_days(1), at(9, 45)),
                &["identity", "work_health"],
            );
        }
        self.clear(
            (self.day.plus_working_days(1), at(10, 0)),
            &["right_to_work"],
        );
        let later = self.day.plus_working_days(3);
        let outcome = if self.person.path == Path::Ends(State::ChecksNotMet) {
            "not_met"
        } else {
            "cleared"
        };
        if self.stands_at(State::OfferAccepted) {
            // The certificate has been asked for and is not there yet.
            self.check(
                (self.day.plus_working_days(2), at(10, 0)),
                "criminal_record",
                "outstanding",
            );
            return;
        }
        self.check(
            (self.day.plus_working_days(2), at(10, 0)),
            "registration",
            "not_applicable",
        );
        self.check((later, at(10, 0)), "references", "cleared");
        self.check((later, at(14, 0)), "criminal_record", outcome);
        self.day = later;
    }

    pub(super) fn start_work(&mut self) {
        self.day = self.starts_on;
        self.makes(
            (self.day, at(12, 0)),
            By::Coordinator,
            Move::StartEmployment,
            json!({ "started_on": self.starts_on }),
        );
    }

    pub(super) fn stay_thirteen_weeks(&mut self) {
        let due = self.starts_on.plus_days(91);
        self.day = working_day_from(due).plus_working_days(self.spread(3));
        let evidence = self.pick(&["payroll", "line_manager", "candidate"]);
        self.makes(
            (self.day, at(10, 0)),
            By::Coordinator,
            Move::Sustain13,
            json!({ "evidence": evidence }),
        );
    }
}
