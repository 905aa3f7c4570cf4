//! The moves from here: which are possible, which are waited for, and which are somebody else's.

use shared::journey::{Guard, Journey, Move, MoveOption};
use shared::time::CivilDate;
use shared::values::Coded as _;
use std::collections::BTreeMap;

/// The moves from here, sorted for the person who looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// What they can do now that goes on along the pathway.
    pub possible: Vec<MoveOption>,
    /// What they can do now that ends the journey.
    pub endings: Vec<MoveOption>,
    /// What would be theirs to do, and what stands in the way.
    pub waiting: Vec<MoveOption>,
    /// What others do.
    pub others: Vec<MoveOption>,
}

/// Sorts the moves.
#[must_use]
pub fn sorted(options: &[MoveOption]) -> Sorted {
    let mut sorted = Sorted::default();
    for option in options {
        let list = match (option.allowed, option.name.closes()) {
            (true, false) => &mut sorted.possible,
            (true, true) => &mut sorted.endings,
            _ if is_for_others(option) => &mut sorted.others,
            _ => &mut sorted.waiting,
        };
        list.push(option.clone());
    }
    sorted
}

fn is_for_others(option: &MoveOption) -> bool {
    option
        .unmet_guards
        .iter()
        .any(|unmet| unmet.is(Guard::ByThisActor))
}

/// What a button says for a move: the emphasis of an ending is its colour, so the word "Close" is left out.
#[must_use]
pub fn action(name: Move) -> String {
    let words = name.label().trim_start_matches("Close: ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

/// What the form already holds when it opens: what is almost always right, for the person to look at and change.
#[must_use]
pub fn prefilled(
    name: Move,
    journey: Option<&Journey>,
    today: CivilDate,
    terms: Option<u32>,
) -> BTreeMap<String, String> {
    let trial = journey.and_then(|journey| journey.trial.as_ref());
    let offer = journey.and_then(|journey| journey.offer.as_ref());
    let last_day = || trial.map_or(today, |trial| trial.terms.ends_on.min(today));
    let pairs = match name {
        Move::LogTrialDay => vec![("day", today.to_string())],
        Move::RecordCheck => vec![("decided_on", today.to_string())],
        Move::StartTrial => {
            let planned = trial.map_or(today, |trial| trial.terms.starts_on);
            vec![("started_on", planned.to_string())]
        }
        Move::EndTrial | Move::EndTrialEarly => vec![("ended_on", last_day().to_string())],
        Move::StartEmployment => {
            let planned = offer.map_or(today, |offer| offer.start_on);
            vec![("started_on", planned.to_string())]
        }
        Move::AmendTrial => trial.map_or_else(Vec::new, |trial| {
            vec![
                ("starts_on", trial.terms.starts_on.to_string()),
                ("ends_on", trial.terms.ends_on.to_string()),
                ("pattern", trial.terms.pattern.as_str().to_owned()),
            ]
        }),
        Move::SignTrial => terms.map_or_else(Vec::new, |number| {
            vec![("terms_number", number.to_string())]
        }),
        _ => Vec::new(),
    };
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::date;
    use super::*;
    use shared::journey::UnmetGuard;

    fn option(name: Move, unmet: &[Guard]) -> MoveOption {
        MoveOption {
            name,
            label: String::new(),
            allowed: unmet.is_empty(),
            actors: Vec::new(),
            unmet_guards: unmet
                .iter()
                .map(|guard| UnmetGuard::new(*guard, "because"))
                .collect(),
        }
    }

    #[test]
    fn moves_are_sorted_by_what_one_can_do_about_them() {
        let sorted = sorted(&[
            option(Move::Accept, &[]),
            option(Move::DeclineReferral, &[]),
            option(Move::Select, &[Guard::TrainingPlaceFree]),
            option(
                Move::ProposeTrial,
                &[Guard::ByThisActor, Guard::OpeningFree],
            ),
        ]);
        let names = |list: &[MoveOption]| list.iter().map(|option| option.name).collect::<Vec<_>>();
        assert_eq!(names(&sorted.possible), [Move::Accept]);
        assert_eq!(names(&sorted.endings), [Move::DeclineReferral]);
        assert_eq!(names(&sorted.waiting), [Move::Select]);
        assert_eq!(names(&sorted.others), [Move::ProposeTrial]);
    }

    #[test]
    fn a_button_says_what_is_done() {
        assert_eq!(action(Move::DoNotSelect), "Not selected");
        assert_eq!(action(Move::Accept), "Accept the referral");
    }

    #[test]
    fn a_form_opens_with_what_is_almost_always_right() {
        let today = date("2026-12-07");
        let filled = prefilled(Move::LogTrialDay, None, today, None);
        assert_eq!(filled.get("day").map(String::as_str), Some("2026-12-07"));
        let filled = prefilled(Move::SignTrial, None, today, Some(3));
        assert_eq!(filled.get("terms_number").map(String::as_str), Some("3"));
        assert!(prefilled(Move::Withdraw, None, today, None).is_empty());
    }
}
