//! From a path to the entries of the agenda: one chapter for each part of the pathway.
//!
//! A path is walked state by state up to the last open one, and then comes its ending. The dates of delivered runs follow
//! from the run's own; those of the current and the coming run are counted back from today, so that what is under way is
//! under way now.

mod endings;
mod interview;
mod job;
mod joining;
mod training;
mod trial;

use super::agenda::{Agenda, By, Deed, Entry, Mark, Step, Who};
use super::calendar::{Run, working_day_from, working_days_before};
use super::course::Course;
use super::roster::{Path, Person};
use serde_json::Value;
use shared::ids::SessionId;
use shared::journey::{Attendance, Move, State};
use shared::time::CivilDate;
use std::collections::BTreeMap;

/// The lines of a run's registers, as the paths of its people fill them.
pub(super) type Registers = BTreeMap<SessionId, Vec<Mark>>;

/// Writes the agenda of everybody on a run that has just been published.
pub(super) fn plan_run(
    agenda: &mut Agenda,
    course: &mut Course,
    people: &[Person],
    today: CivilDate,
) {
    let mut registers = Registers::new();
    let run = course.run;
    for person in people.iter().filter(|person| person.run == run) {
        let mut diary = Diary {
            agenda: &mut *agenda,
            registers: &mut registers,
            course: &mut *course,
            person,
            today,
            day: today,
            survivor: person.who.checked_sub(1),
            trial_ends_on: today,
            starts_on: today,
        };
        diary.walk();
    }
    training::keep_registers(agenda, course, registers, today);
}

/// One person's way through a run.
struct Diary<'a> {
    agenda: &'a mut Agenda,
    registers: &'a mut Registers,
    course: &'a mut Course,
    person: &'a Person,
    today: CivilDate,
    /// The day on which the state they stand at was reached.
    day: CivilDate,
    /// Whom a twin is merged into.
    survivor: Option<Who>,
    /// The last day of the trial.
    trial_ends_on: CivilDate,
    /// The first day of the job.
    starts_on: CivilDate,
}

/// What leads to a state.
type Chapter<'a> = fn(&mut Diary<'a>);

impl<'a> Diary<'a> {
    /// How each open state is reached, in order.
    const CHAPTERS: [(State, Chapter<'a>); 14] = [
        (State::Accepted, Diary::join),
        (State::ScreeningBooked, Diary::book_screening),
        (State::Screened, Diary::attend_screening),
        (State::Selected, Diary::be_selected),
        (State::InTraining, Diary::attend_training),
        (State::InterviewGuaranteed, Diary::earn_interview),
        (State::InterviewBooked, Diary::book_interview),
        (State::Interviewed, Diary::be_interviewed),
        (State::TrialProposed, Diary::be_proposed),
        (State::TrialAgreed, Diary::agree),
        (State::OnTrial, Diary::try_out),
        (State::Offered, Diary::be_offered),
        (State::OfferAccepted, Diary::accept_offer),
        (State::Started, Diary::start_work),
    ];

    fn walk(&mut self) {
        use super::roster::Twist;
        let last = self.person.path.leaves_from();
        let waived = self.person.twist == Twist::Waived;
        self.refer();
        for (reached, chapter) in Self::CHAPTERS {
            let of_trial = (State::TrialProposed..=State::OnTrial).contains(&reached);
            if reached <= last && !(waived && of_trial) {
                chapter(self);
            }
        }
        if last == State::Sustained13 {
            self.stay_thirteen_weeks();
        }
        self.end();
    }

    /// Whether the path stops at a state for now.
    fn stands_at(&self, state: State) -> bool {
        self.person.path == Path::Now(state)
    }

    fn is_on(&self, run: Run) -> bool {
        self.course.run == run
    }

    /// So many working days before today.
    fn ago(&self, working_days: u32) -> CivilDate {
        working_days_before(self.today, working_days)
    }

    /// The first working day from so many days before today.
    fn about(&self, days_ago: u32) -> CivilDate {
        working_day_from(self.today.minus_days(days_ago))
    }

    /// A small number that differs from person to person.
    fn spread(&self, under: u32) -> u32 {
        u32::try_from(self.person.who * 7 + 3).unwrap_or(0) % under
    }

    /// One of several, from person to person.
    fn pick<T: Copy>(&self, from: &[T]) -> Option<T> {
        let place = (self.person.who * 5 + 1) % from.len().max(1);
        from.get(place).copied()
    }

    fn step(&mut self, (day, minute): (CivilDate, u32), by: By, deed: Deed) {
        let step = Step {
            who: self.person.who,
            by,
            deed,
        };
        self.agenda.add((day, minute), Entry::Step(step));
    }

    fn makes(&mut self, moment: (CivilDate, u32), by: By, name: Move, details: Value) {
        self.step(moment, by, Deed::Move(name, details));
    }

    fn mark(&mut self, session: SessionId, attendance: Attendance, reason: Option<&'static str>) {
        let mark = Mark {
            who: self.person.who,
            attendance,
            reason,
        };
        self.registers.entry(session).or_default().push(mark);
    }
}
