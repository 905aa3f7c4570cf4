//! What the values of a plan must be before any rule is asked.

use super::{ChangeSession, CreateProgramme, PlanSession, PlanSlot};
use crate::problem::FieldError;
use crate::values::{Checks, Words};
use std::collections::BTreeSet;

/// The most sessions, interview times, panel members and criteria of one programme.
const MOST_SESSIONS: usize = 60;
const MOST_SLOTS: usize = 500;
const MOST_PANEL: usize = 8;
const MOST_CRITERIA: usize = 12;
/// The most seats of one session.
const MOST_SEATS: u32 = 500;

impl CreateProgramme {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        checks.line("/title", &self.title, 200);
        checks.range("/places", self.places, 1, 200);
        names(&mut checks, "/panel", &self.panel, MOST_PANEL);
        names(&mut checks, "/criteria", &self.criteria, MOST_CRITERIA);
        let settled: BTreeSet<_> = self.checks_before_trial.iter().collect();
        checks.unless(
            settled.len() == self.checks_before_trial.len(),
            "/checks_before_trial",
            "duplicate",
            "Name each check once.",
        );
        most(&mut checks, "/sessions", self.sessions.len(), MOST_SESSIONS);
        for (at, session) in self.sessions.iter().enumerate() {
            session.note(&mut checks, &format!("/sessions/{at}"));
        }
        most(&mut checks, "/slots", self.slots.len(), MOST_SLOTS);
        let mut seen = BTreeSet::new();
        for (at, slot) in self.slots.iter().enumerate() {
            slot.note(&mut checks, &format!("/slots/{at}"));
            checks.unless(
                seen.insert((slot.held_on, &slot.starts_at, &slot.venue)),
                &format!("/slots/{at}"),
                "duplicate",
                "This interview time is in the list already.",
            );
        }
        checks.found()
    }
}

impl PlanSession {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        self.note(&mut checks, "");
        checks.found()
    }

    fn note(&self, checks: &mut Checks, at: &str) {
        checks.line(&format!("{at}/module"), &self.module, 200);
        let hours = (self.starts_at.as_str(), self.ends_at.as_str());
        held(checks, at, (hours, &self.venue), &self.trainer);
        checks.range(&format!("{at}/capacity"), self.capacity, 1, MOST_SEATS);
    }
}

impl ChangeSession {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        let hours = (self.starts_at.as_str(), self.ends_at.as_str());
        held(&mut checks, "", (hours, &self.venue), &self.trainer);
        checks.range("/capacity", self.capacity, 1, MOST_SEATS);
        checks.found()
    }
}

/// When and where a session is held, and by whom.
fn held(
    checks: &mut Checks,
    at: &str,
    ((starts_at, ends_at), venue): ((&str, &str), &Words),
    trainer: &Option<Words>,
) {
    checks.line(&format!("{at}/venue"), venue, 200);
    if let Some(trainer) = trainer {
        checks.line(&format!("{at}/trainer"), trainer, 100);
    }
    time(checks, &format!("{at}/starts_at"), starts_at);
    time(checks, &format!("{at}/ends_at"), ends_at);
    checks.unless(
        starts_at < ends_at || !is_time(starts_at) || !is_time(ends_at),
        &format!("{at}/ends_at"),
        "out_of_range",
        "It must end after it starts.",
    );
}

impl PlanSlot {
    /// Everything in it that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        self.note(&mut checks, "");
        checks.found()
    }

    fn note(&self, checks: &mut Checks, at: &str) {
        checks.line(&format!("{at}/venue"), &self.venue, 200);
        time(checks, &format!("{at}/starts_at"), &self.starts_at);
    }
}

fn most(checks: &mut Checks, pointer: &str, given: usize, most: usize) {
    checks.unless(
        given <= most,
        pointer,
        "too_many",
        &format!("Give {most} or fewer."),
    );
}

fn names(checks: &mut Checks, pointer: &str, names: &[Words], limit: usize) {
    most(checks, pointer, names.len(), limit);
    let mut seen = BTreeSet::new();
    for (at, name) in names.iter().enumerate() {
        checks.line(&format!("{pointer}/{at}"), name, 200);
        checks.unless(
            seen.insert(name),
            &format!("{pointer}/{at}"),
            "duplicate",
            "This is in the list already.",
        );
    }
}

fn time(checks: &mut Checks, pointer: &str, text: &str) {
    checks.unless(
        is_time(text),
        pointer,
        "invalid",
        "Write a time of day as HH:MM, such as 09:30.",
    );
}

/// A time of day on the 24-hour clock, `HH:MM`.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [h, i, b':', m, n] = bytes else {
        return false;
    };
    let digits = [h, i, m, n].iter().all(|byte| byte.is_ascii_digit());
    digits && (*h, *i) <= (b'2', if *h == b'2' { b'3' } else { b'9' }) && *m <= b'5'
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn only_times_of_day_are_times() {
        for text in ["00:00", "09:30", "19:59", "23:59"] {
            assert!(is_time(text), "{text}");
        }
        for text in ["24:00", "9:30", "09:60", "09.30", "0९:30", "", "09:30:00"] {
            assert!(!is_time(text), "{text}");
        }
    }
}
