//! What is done on which day, and by whom.

use super::calendar::Run;
use serde_json::Value;
use shared::ids::SessionId;
use shared::journey::{Attendance, Move};
use shared::time::CivilDate;
use std::collections::BTreeMap;

/// The place of a person in the roster.
pub(super) type Who = usize;

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The Jobcentre that referred the person.
    Jobcentre,
    /// The person.
    Candidate,
    Coordinator,
    Manager,
    SecondManager,
    College,
    Administrator,
}

/// One step on one person's path.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub who: Who,
    pub by: By,
    pub deed: Deed,
}

/// What a step is.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// The Jobcentre refers the person, or a member of staff drafts it.
    Refer,
    /// A move, with what it is told as it comes over the wire.
    Move(Move, Value),
    /// This journey is merged into another person's.
    MergeInto(Who),
}

/// One line of a register.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub who: Who,
    pub attendance: Attendance,
    pub reason: Option<&'static str>,
}

/// One entry of the agenda.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// A run is planned and published.
    Plan(Run),
    /// A run is over: its programme and its vacancy are closed.
    Close(Run),
    /// One person's step.
    Step(Step),
    /// Lines of a register.
    Register(SessionId, By, Vec<Mark>),
    /// A register is signed off.
    SignOff(SessionId, By),
}

/// A moment in the agenda: a day, and a minute of it in London.
pub(super) type Moment = (CivilDate, u32);

/// Everything, in order.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    entries: BTreeMap<Moment, Vec<Entry>>,
}

/// A time of day, in minutes.
pub(super) const fn at(hour: u32, minute: u32) -> u32 {
    hour * 60 + minute
}

impl Agenda {
    pub fn add(&mut self, moment: Moment, entry: Entry) {
        self.entries.entry(moment).or_default().push(entry);
    }

    /// The first day on which something is to be done.
    pub fn first_day(&self) -> Option<CivilDate> {
        self.entries.keys().next().map(|(day, _)| *day)
    }

    /// Takes the next entries of a day; none when the day is done.
    pub fn next_of(&mut self, day: CivilDate) -> Option<(u32, Vec<Entry>)> {
        let entry = self
            .entries
            .first_entry()
            .filter(|entry| entry.key().0 == day)?;
        let ((_, minute), entries) = entry.remove_entry();
        Some((minute, entries))
    }
}
