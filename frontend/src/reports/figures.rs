//! The figures at the top of the reports.

use crate::ui::Figure;
use shared::journey::{GuaranteesKept, State};
use shared::reports::{FEWEST, StagesReport, TrialOutcomes};
use yew::prelude::*;

/// What the figures are taken from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// What became of work trials (L12).
    pub trials: TrialOutcomes,
    /// How well the guaranteed interview is kept (L6).
    pub guarantees: GuaranteesKept,
    /// Whether small numbers may be told.
    pub tells_few: bool,
}

impl Figures {
    /// Of a hundred trials, how many led to an offer; a dash where there are none, or too few to be told.
    fn offers(self) -> String {
        let many = self.tells_few || self.trials.trials >= FEWEST;
        share(self.trials.offers_in_a_hundred().filter(|_| many))
    }

    fn honoured(self) -> String {
        let whole = self.guarantees.honoured + self.guarantees.overdue;
        let many = self.tells_few || whole >= FEWEST;
        share(self.guarantees.honoured_in_a_hundred().filter(|_| many))
    }
}

/// A share, or a dash.
pub(super) fn share(of_a_hundred: Option<u32>) -> String {
    of_a_hundred.map_or_else(|| "–".to_owned(), |of| format!("{of}%"))
}

/// A number of people, or that there are few.
pub(super) fn people(number: Option<u32>) -> String {
    number.map_or_else(|| "1 to 4".to_owned(), |number| number.to_string())
}

pub(super) fn drawn(figures: Figures, report: &StagesReport) -> Html {
    let reached = |state: State| {
        let line = report.stages.iter().find(|line| line.state == state);
        people(line.map_or(Some(0), |line| line.reached))
    };
    html! {
        <ul class="foothold-figures">
            <Figure number={reached(State::Referred)} label="people referred" />
            <Figure number={figures.honoured()} label="guaranteed interviews honoured" />
            <Figure number={figures.offers()} label="of work trials led to an offer" />
            <Figure number={reached(State::Started)} label="started work" />
            <Figure number={reached(State::Sustained13)} label="in work at 13 weeks" />
            <Figure number={reached(State::Sustained26)} label="in work at 26 weeks" />
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_too_few_people_is_told_only_to_those_who_see_them() {
        let mut figures = Figures {
            trials: TrialOutcomes {
                trials: 3,
                offers: 2,
            },
            ..Figures::default()
        };
        assert_eq!(figures.offers(), "–");
        figures.tells_few = true;
        assert_eq!(
            (figures.offers(), figures.honoured()),
            ("67%".to_owned(), "–".to_owned())
        );
        assert_eq!(
            (people(None), people(Some(0))),
            ("1 to 4".to_owned(), "0".to_owned())
        );
    }
}
