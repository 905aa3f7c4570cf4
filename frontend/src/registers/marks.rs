//! A register being filled in: what is marked, what has changed, what still needs a mark.

use shared::ids::JourneyId;
use shared::journey::Attendance;
use shared::journeys::{RecordRegister, RecordRegisterLine, RegisterView};
use shared::values::Words;
use std::collections::BTreeMap;

/// What is marked for one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether they came.
    pub attendance: Option<Attendance>,
    /// Why they were late or absent.
    pub reason: String,
}

/// The marks on the page, by journey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(BTreeMap<JourneyId, Mark>);

impl Marks {
    /// The marks as the server has them.
    #[must_use]
    pub fn of(register: &RegisterView) -> Self {
        let line = |line: &shared::journeys::RegisterLine| {
            let mark = Mark {
                attendance: line.attendance,
                reason: line.reason.clone().unwrap_or_default(),
            };
            (line.journey_id, mark)
        };
        Self(register.lines.iter().map(line).collect())
    }

    /// The mark of one person.
    #[must_use]
    pub fn mark(&self, journey: JourneyId) -> Mark {
        self.0.get(&journey).cloned().unwrap_or_default()
    }

    /// Marks whether somebody came.
    #[must_use]
    pub fn attending(mut self, journey: JourneyId, attendance: Attendance) -> Self {
        self.0.entry(journey).or_default().attendance = Some(attendance);
        self
    }

    /// Notes why.
    #[must_use]
    pub fn because(mut self, journey: JourneyId, reason: String) -> Self {
        self.0.entry(journey).or_default().reason = reason;
        self
    }

    /// Marks everybody present who has no mark yet.
    #[must_use]
    pub fn rest_present(mut self) -> Self {
        for mark in self.0.values_mut() {
            mark.attendance.get_or_insert(Attendance::Present);
        }
        self
    }

    /// How many people have no mark yet.
    #[must_use]
    pub fn unmarked(&self) -> usize {
        self.0
            .values()
            .filter(|mark| mark.attendance.is_none())
            .count()
    }

    /// What has changed against what the server has, to be sent.
    ///
    /// # Errors
    /// For each person whose reason cannot be taken, what to do about it.
    pub fn changes(
        &self,
        register: &RegisterView,
    ) -> Result<RecordRegister, Vec<(JourneyId, String)>> {
        let before = Self::of(register);
        let mut lines = Vec::new();
        let mut wrong = Vec::new();
        for (journey, mark) in &self.0 {
            let Some(attendance) = mark.attendance.filter(|_| before.mark(*journey) != *mark)
            else {
                continue;
            };
            let reason = match mark.reason.trim() {
                "" => None,
                text => match Words::parse(text) {
                    Ok(words) => Some(words),
                    Err(error) => {
                        wrong.push((*journey, error.to_string()));
                        continue;
                    }
                },
            };
            lines.push(RecordRegisterLine {
                journey_id: *journey,
                attendance,
                reason,
            });
        }
        if wrong.is_empty() {
            Ok(RecordRegister { lines })
        } else {
            Err(wrong)
        }
    }
}

/// Whether a reason is worth asking for.
#[must_use]
pub fn asks_for_reason(attendance: Option<Attendance>) -> bool {
    attendance.is_some_and(|attendance| attendance != Attendance::Present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::SessionKind;
    use shared::journeys::RegisterLine;

    fn journey(number: u128) -> JourneyId {
        uuid::Uuid::from_u128(number).into()
    }

    fn register() -> RegisterView {
        let line = |number, attendance| RegisterLine {
            journey_id: journey(number),
            journey_version: 1,
            candidate_name: format!("Person {number}"),
            attendance,
            reason: None,
        };
        RegisterView {
            session_id: uuid::Uuid::nil().into(),
            programme_id: uuid::Uuid::nil().into(),
            kind: SessionKind::Training,
            module: "First aid".into(),
            held_on: "2026-12-07".parse().expect("a date"),
            trainer: None,
            signed_off: false,
            lines: vec![
                line(1, Some(Attendance::Present)),
                line(2, None),
                line(3, None),
            ],
            version: 1,
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let marks = Marks::of(&register())
            .attending(journey(2), Attendance::Late)
            .because(journey(2), " The bus ".into());
        let sent = marks.changes(&register()).expect("nothing is wrong").lines;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].reason.as_ref().map(Words::as_str), Some("The bus"));
        assert_eq!(marks.unmarked(), 1);
    }

    #[test]
    fn the_rest_can_be_marked_present_at_once() {
        let marks = Marks::of(&register())
            .attending(journey(2), Attendance::Absent)
            .rest_present();
        assert_eq!(marks.unmarked(), 0);
        assert_eq!(marks.mark(journey(2)).attendance, Some(Attendance::Absent));
        assert_eq!(marks.mark(journey(3)).attendance, Some(Attendance::Present));
    }

    #[test]
    fn a_reason_that_cannot_be_taken_is_named() {
        let marks = Marks::of(&register())
            .attending(journey(2), Attendance::Absent)
            .because(journey(2), "x".repeat(2_001));
        let wrong = marks.changes(&register()).expect_err("too long");
        assert_eq!(wrong[0].0, journey(2));
    }

    #[test]
    fn nobody_is_asked_why_they_came() {
        assert!(!asks_for_reason(Some(Attendance::Present)));
        assert!(!asks_for_reason(None));
        assert!(asks_for_reason(Some(Attendance::Excused)));
    }
}
