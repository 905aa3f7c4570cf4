//! The work trial (L7 to L10).

use super::Diary;
use crate::demo::agenda::{By, at};
use crate::demo::calendar::{Run, monday_from, working_day_from, working_days_before};
use crate::demo::roster::{Path, Twist};
use serde_json::{Value, json};
use shared::journey::{Move, State};
use shared::time::{CivilDate, Span};

impl Diary<'_> {
    /// When the trial is proposed, and when it is to start.
    fn trial_days(&self) -> (CivilDate, CivilDate) {
        let proposed_on = self.day.plus_working_days(1);
        let monday = working_day_from(monday_from(self.day.plus_working_days(5)));
        match (self.course.run, self.person.path) {
            // Who started last had waited longest for a ward.
            (Run::Third, Path::Now(State::Started)) => {
                let start = self.about([84, 100, 137][self.person.nth % 3]);
                (working_days_before(start, 7), start)
            }
            (Run::Current, path) => self.current_trial_days(path, proposed_on),
            _ => (proposed_on, monday),
        }
    }

    fn current_trial_days(&self, path: Path, proposed_on: CivilDate) -> (CivilDate, CivilDate) {
        let ahead = |days| self.today.plus_working_days(days);
        match (path, self.person.nth) {
            (Path::Now(State::TrialProposed), _) => (self.ago(3), ahead(5)),
            (Path::Now(State::TrialAgreed), nth) => {
                (self.ago(4), ahead(if nth == 0 { 1 } else { 3 }))
            }
            // Day 27 of 30.
            (Path::Now(State::OnTrial), 0) => (proposed_on, self.about(26)),
            (Path::Now(State::OnTrial), 1) => (proposed_on, self.ago(6)),
            (Path::Now(State::OnTrial), _) => (proposed_on, self.ago(2)),
            (Path::Now(State::TrialEnded), _) => (proposed_on, self.about(21)),
            _ => (proposed_on, self.about(28)),
        }
    }

    /// The agreed last day.
    fn last_day(&self, start: CivilDate) -> CivilDate {
        let settled_soon = self.is_on(Run::Current)
            && !matches!(self.person.path, Path::Now(state) if state < State::Offered);
        match self.person.twist {
            Twist::LongTrial => start.plus_days(29),
            _ if settled_soon => start.plus_working_days(4),
            _ => start.plus_working_days(9),
        }
    }

    fn terms(&self, start: CivilDate) -> Value {
        let pattern = self.pick(&["weekdays", "weekdays", "shifts"]);
        json!({ "starts_on": start, "ends_on": self.last_day(start), "pattern": pattern })
    }

    pub(super) fn be_proposed(&mut self) {
        let (proposed_on, start) = self.trial_days();
        if self.person.twist == Twist::Amended {
            let too_short = json!({ "starts_on": start, "ends_on": start, "pattern": "part_week" });
            self.makes(
                (proposed_on, at(9, 30)),
                By::Manager,
                Move::ProposeTrial,
                too_short,
            );
            let terms = self.terms(start);
            self.makes(
                (proposed_on, at(15, 0)),
                By::Manager,
                Move::AmendTrial,
                terms,
            );
        } else {
            let terms = self.terms(start);
            self.makes(
                (proposed_on, at(9, 30)),
                By::Manager,
                Move::ProposeTrial,
                terms,
            );
        }
        self.day = proposed_on;
        self.starts_on = start;
        self.trial_ends_on = self.last_day(start);
        if self.person.twist == Twist::HalfSigned {
            self.jobcentre_agrees();
        }
    }

    fn terms_number(&self) -> u32 {
        if self.person.twist == Twist::Amended {
            2
        } else {
            1
        }
    }

    fn jobcentre_agrees(&mut self) {
        let signature = json!({ "terms_number": self.terms_number() });
        self.makes(
            (self.day.plus_working_days(1), at(10, 15)),
            By::Jobcentre,
            Move::SignTrial,
            signature,
        );
    }

    pub(super) fn agree(&mut self) {
        self.jobcentre_agrees();
        let signature = json!({ "terms_number": self.terms_number() });
        self.makes(
            (self.day.plus_working_days(2), at(18, 45)),
            By::Candidate,
            Move::SignTrial,
            signature,
        );
        self.day = self.day.plus_working_days(3);
        self.clear((self.day, at(10, 30)), &["identity", "work_health"]);
        let supervisor = self.pick(&[
            "Sister Avens Moor",
            "Charge Nurse Teilo Birch",
            "Sister Damson Lake",
        ]);
        let signature = json!({ "terms_number": self.terms_number(), "supervisor": supervisor });
        self.makes(
            (self.day, at(11, 0)),
            By::Coordinator,
            Move::SignTrial,
            signature,
        );
    }

    /// The system starts the trial on its day; the ward logs the days; the system ends it after the last.
    pub(super) fn try_out(&mut self) {
        let never_comes = self.person.path == Path::Misses(State::OnTrial);
        let leaves_early = self.person.path == Path::Ends(State::TrialEndedEarly);
        self.day = self.starts_on;
        let last = if leaves_early {
            self.starts_on.plus_working_days(3)
        } else {
            self.trial_ends_on
        };
        let span = Span {
            first: self.starts_on,
            last,
        };
        let mut day = self.starts_on;
        while !never_comes && span.contains(day) && day < self.today {
            // Everybody has a day off ill now and then.
            if day == self.starts_on
                || day.days_since(self.starts_on) % 9 != i64::from(self.spread(9))
            {
                let by = if day.day().is_multiple_of(2) {
                    By::Manager
                } else {
                    By::Coordinator
                };
                self.makes(
                    (day, at(17, 45)),
                    by,
                    Move::LogTrialDay,
                    json!({ "day": day }),
                );
            }
            self.say_how_it_fits(day);
            day = day.plus_working_days(1);
        }
        self.trial_ends_on = last;
    }

    /// Both sides' answers to the fit check on day 3 and day 10 (L10). Whoever is on a trial now has not answered the second yet.
    fn say_how_it_fits(&mut self, day: CivilDate) {
        let nth = day.days_since(self.starts_on) + 1;
        if !matches!(nth, 3 | 10) {
            return;
        }
        let leaves_early = self.person.path == Path::Ends(State::TrialEndedEarly);
        let fits = if leaves_early { "not_yet" } else { "yes" };
        let pace = if nth == 3 { "partly" } else { fits };
        let told = json!({
            "work": fits, "hours": "yes", "team": "yes", "learning": "yes", "pace": pace, "job": fits,
            "comments": "Asks when unsure, which is what we hope for",
        });
        let answer = Move::AnswerFitCheck;
        self.makes((day, at(18, 0)), By::Manager, answer, told);
        if nth == 10 && self.stands_at(State::OnTrial) {
            return;
        }
        let own = json!({
            "work": fits, "hours": "partly", "team": "yes", "learning": "yes", "pace": pace, "job": fits,
            "comments": "The early bus is hard to catch",
        });
        self.makes((day, at(19, 15)), By::Candidate, answer, own);
    }
}
