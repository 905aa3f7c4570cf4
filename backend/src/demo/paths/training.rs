//! The training week and what it earns (L4 to L6).

use super::{Diary, Registers};
use crate::demo::agenda::{Agenda, By, Entry, Mark, at};
use crate::demo::calendar::Run;
use crate::demo::course::Course;
use crate::demo::roster::{Path, Twist};
use shared::ids::SessionId;
use shared::journey::{Attendance, State};
use shared::time::CivilDate;

/// The session that somebody misses who makes it up, or has yet to.
const MISSED: usize = 3;

impl Diary<'_> {
    pub(super) fn attend_training(&mut self) {
        let comes_on = match self.person.path {
            Path::Withdraws(State::InTraining) => 2,
            _ => 5,
        };
        for place in 0..comes_on {
            let (attendance, reason) = self.attendance(place);
            self.mark(self.course.training[place], attendance, reason);
        }
        self.day = self.course.dates.training[0];
    }

    fn attendance(&self, place: usize) -> (Attendance, Option<&'static str>) {
        let gave_up = self.person.path == Path::Ends(State::TrainingNotCompleted);
        let misses_one = self.stands_at(State::InTraining) || self.person.twist == Twist::MadeUp;
        match place {
            _ if gave_up && place > 0 => (Attendance::Absent, Some("No answer to our calls")),
            MISSED if misses_one => (Attendance::Excused, Some("A child at home was ill")),
            2 if self.person.who % 13 == 4 => (Attendance::Late, Some("The bus was late")),
            _ => (Attendance::Present, None),
        }
    }

    pub(super) fn earn_interview(&mut self) {
        self.day = self.course.dates.training_ends_on();
        if self.person.twist != Twist::MadeUp {
            return;
        }
        self.day = if self.is_on(Run::Current) {
            self.ago(3)
        } else {
            self.day.plus_working_days(2)
        };
        let mark = Mark {
            who: self.person.who,
            attendance: Attendance::MadeUp,
            reason: None,
        };
        let line = Entry::Register(self.course.training[MISSED], By::College, vec![mark]);
        self.agenda.add((self.day, at(16, 0)), line);
    }
}

/// Writes up and signs off the registers of every session that is over.
pub(super) fn keep_registers(
    agenda: &mut Agenda,
    course: &Course,
    mut registers: Registers,
    today: CivilDate,
) {
    let screening = course
        .screening
        .iter()
        .zip(course.dates.screening)
        .map(|(id, day)| (*id, day, By::Coordinator));
    let training = course
        .training
        .iter()
        .zip(course.dates.training)
        .map(|(id, day)| (*id, day, By::College));
    let sessions: Vec<(SessionId, CivilDate, By)> = screening.chain(training).collect();
    for (session, day, by) in sessions.into_iter().filter(|(_, day, _)| *day < today) {
        let lines = registers.remove(&session).unwrap_or_default();
        agenda.add((day, at(16, 0)), Entry::Register(session, by, lines));
        agenda.add((day, at(16, 30)), Entry::SignOff(session, by));
    }
}
