//! What the lists of programmes say.

use crate::ui::dates::{distance, long};
use shared::journey::{ProgrammeStatus, State};
use shared::programmes::{ProgrammeSummary, StageCount};
use shared::time::CivilDate;

/// The colour of a programme's tag; the words on it say the same.
#[must_use]
pub const fn colour(status: ProgrammeStatus) -> &'static str {
    match status {
        ProgrammeStatus::Draft => "grey",
        ProgrammeStatus::Published => "green",
        ProgrammeStatus::Closed => "white",
        ProgrammeStatus::Cancelled => "red",
    }
}

/// What comes next on a programme.
#[must_use]
pub fn coming_next(programme: &ProgrammeSummary, today: CivilDate) -> String {
    let dates = [
        ("Screening day", programme.screening_on),
        ("Training week starts", programme.training_starts_on),
    ];
    let over = matches!(
        programme.status,
        ProgrammeStatus::Closed | ProgrammeStatus::Cancelled
    );
    let next = dates.iter().find(|(_, date)| *date >= today && !over);
    match (next, programme.status) {
        (_, ProgrammeStatus::Draft) => "To be published".to_owned(),
        (Some((what, date)), _) => format!("{what} {}", distance(*date, today)),
        (None, ProgrammeStatus::Published) if programme.people_under_way > 0 => {
            "Training is over; people are on their way to a job".to_owned()
        }
        (None, ProgrammeStatus::Published) => "Nobody is under way; it can be closed".to_owned(),
        (None, _) => "Over".to_owned(),
    }
}

/// "Monday 7 December 2026 (in 5 days)".
#[must_use]
pub fn date_and_distance(date: CivilDate, today: CivilDate) -> String {
    format!("{} ({})", long(date), distance(date, today))
}

/// A part of the pathway with its stages, as the board groups them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// What people read.
    pub name: &'static str,
    /// Its stages with how many people stand there.
    pub stages: Vec<(State, u32)>,
}

impl Phase {
    /// How many people stand in it.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.stages.iter().map(|(_, people)| people).sum()
    }
}

/// The open stages, grouped along the pathway.
#[must_use]
pub fn phases(counts: &[StageCount]) -> Vec<Phase> {
    use State as S;
    let groups: [(&'static str, &[State]); 6] = [
        ("Referral", &[S::Referred, S::Accepted]),
        ("Screening day", &[S::ScreeningBooked, S::Screened]),
        ("Training week", &[S::Selected, S::InTraining]),
        (
            "Interview",
            &[S::InterviewGuaranteed, S::InterviewBooked, S::Interviewed],
        ),
        (
            "Work trial",
            &[S::TrialProposed, S::TrialAgreed, S::OnTrial, S::TrialEnded],
        ),
        (
            "Job",
            &[S::Offered, S::OfferAccepted, S::Started, S::Sustained13],
        ),
    ];
    groups
        .into_iter()
        .map(|(name, states)| Phase {
            name,
            stages: states
                .iter()
                .map(|state| (*state, people_at(counts, *state)))
                .collect(),
        })
        .collect()
}

/// The endings that anybody has come to, the good one first.
#[must_use]
pub fn endings(counts: &[StageCount]) -> Vec<(State, u32)> {
    let mut endings: Vec<_> = State::closed()
        .map(|state| (state, people_at(counts, state)))
        .filter(|(_, people)| *people > 0)
        .collect();
    endings
        .sort_by_key(|(state, people)| (*state != State::Sustained26, std::cmp::Reverse(*people)));
    endings
}

fn people_at(counts: &[StageCount], state: State) -> u32 {
    counts
        .iter()
        .filter(|count| count.state == state)
        .map(|count| count.people)
        .sum()
}

/// The colour of a stage's tag: under way, the job reached, or an ending.
#[must_use]
pub fn stage_colour(state: State) -> &'static str {
    match state {
        State::Started | State::Sustained13 | State::Sustained26 => "green",
        State::OnTrial | State::TrialProposed | State::TrialAgreed | State::TrialEnded => "purple",
        State::InterviewGuaranteed | State::InterviewBooked | State::Interviewed => "aqua-green",
        State::Offered | State::OfferAccepted => "yellow",
        _ if state.is_open() => "blue",
        _ => "grey",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::values::Coded as _;

    fn date(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn programme(status: ProgrammeStatus) -> ProgrammeSummary {
        ProgrammeSummary {
            id: uuid::Uuid::nil().into(),
            reference: String::new(),
            title: String::new(),
            vacancy_id: uuid::Uuid::nil().into(),
            status,
            screening_on: date("2026-12-01"),
            training_starts_on: date("2026-12-07"),
            places: 12,
            people_under_way: 3,
            people_started: 0,
            version: 1,
        }
    }

    #[test]
    fn what_comes_next_depends_on_the_day() {
        let running = programme(ProgrammeStatus::Published);
        assert_eq!(
            coming_next(&running, date("2026-11-30")),
            "Screening day tomorrow"
        );
        assert_eq!(
            coming_next(&running, date("2026-12-02")),
            "Training week starts in 5 days"
        );
        assert!(coming_next(&running, date("2027-01-01")).starts_with("Training is over"));
        assert_eq!(
            coming_next(&programme(ProgrammeStatus::Closed), date("2026-11-30")),
            "Over"
        );
        assert_eq!(
            coming_next(&programme(ProgrammeStatus::Draft), date("2026-11-30")),
            "To be published"
        );
    }

    #[test]
    fn every_open_stage_stands_in_one_phase() {
        let mut on_board: Vec<_> = phases(&[])
            .into_iter()
            .flat_map(|phase| phase.stages)
            .collect();
        on_board.sort_unstable();
        let open: Vec<_> = State::open().map(|state| (state, 0)).collect();
        assert_eq!(on_board, open);
    }

    #[test]
    fn endings_nobody_has_come_to_are_left_out_and_the_job_stands_first() {
        let count = |state: State, people| StageCount {
            state,
            label: state.label().to_owned(),
            people,
        };
        let counts = [
            count(State::Withdrawn, 5),
            count(State::Sustained26, 2),
            count(State::NoOffer, 0),
        ];
        assert_eq!(
            endings(&counts),
            [(State::Sustained26, 2), (State::Withdrawn, 5)]
        );
    }
}
