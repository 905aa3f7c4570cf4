//! Each move of the pathway: allowed on a usual day (`table`), and refused by each of its guards with exactly that
//! guard, its law in its own words and who can meet it.

mod booking;
mod employment;
mod ending;
mod fit_check;
mod interview;
mod laws;
mod offer;
mod on_trial;
mod referral;
mod screening;
mod training;
mod trial;
mod why_not;

use super::world::usual::{Attempt, usual};
use shared::journey::{ActorKind, Guard, Law, Move, UnmetGuard, options};
use shared::values::Coded;
use std::collections::{BTreeMap, BTreeSet};

/// A usual day spoilt in one respect, and the guards that then say no.
pub struct Case {
    pub sentence: &'static str,
    pub name: Move,
    pub spoil: fn(&mut Attempt),
    pub unmet: &'static [&'static str],
}

const fn case(
    name: Move,
    sentence: &'static str,
    spoil: fn(&mut Attempt),
    unmet: &'static [&'static str],
) -> Case {
    Case {
        sentence,
        name,
        spoil,
        unmet,
    }
}

fn cases() -> impl Iterator<Item = &'static Case> {
    [
        referral::CASES,
        screening::CASES,
        booking::CASES,
        training::CASES,
        interview::CASES,
        trial::CASES,
        fit_check::CASES,
        offer::CASES,
        employment::CASES,
        ending::CASES,
    ]
    .into_iter()
    .flatten()
}

/// What a refusal by this guard must cite.
pub struct Citation {
    pub law: &'static str,
    pub who: Vec<ActorKind>,
}

fn citations() -> BTreeMap<&'static str, Citation> {
    let who = |letter| match letter {
        "J" => ActorKind::Jobcentre,
        "C" => ActorKind::Candidate,
        "T" => ActorKind::TrustStaff,
        "M" => ActorKind::HiringManager,
        "F" => ActorKind::College,
        "S" => ActorKind::System,
        "A" => ActorKind::Administrator,
        other => panic!("nobody is called {other}"),
    };
    let row = |line: &'static str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [guard, law, letters] = cells[..] else {
            panic!("three cells: {line}")
        };
        (
            guard,
            Citation {
                law,
                who: letters.split_whitespace().map(who).collect(),
            },
        )
    };
    laws::GUARDS.trim().lines().map(row).collect()
}

/// Checks that a refusal cites each unmet guard as the rules do.
pub fn assert_cited(unmet_guards: &[UnmetGuard], sentence: &str) {
    let citations = citations();
    for unmet in unmet_guards {
        let cited = citations
            .get(unmet.guard.as_str())
            .unwrap_or_else(|| panic!("{}: no citation", unmet.guard));
        assert_eq!(
            unmet.law, cited.law,
            "{sentence}: the law of {}",
            unmet.guard
        );
        assert_eq!(
            unmet.who_can_meet, cited.who,
            "{sentence}: who can meet {}",
            unmet.guard
        );
        let quoted = laws::QUOTED.iter().find(|(law, _)| *law == unmet.law);
        for words in quoted.map_or(&[][..], |(_, words)| *words) {
            assert!(
                unmet.words.contains(words),
                "{sentence}: {} says \"{}\"",
                unmet.law,
                unmet.words
            );
        }
        assert!(
            !unmet.explanation.is_empty() && unmet.words.len() > 20,
            "{sentence}: {unmet:?}"
        );
    }
}

#[test]
fn each_guard_refuses_with_its_code_its_law_in_its_own_words_and_who_can_meet_it() {
    for Case {
        sentence,
        name,
        spoil,
        unmet,
    } in cases()
    {
        let mut attempt = usual(*name);
        spoil(&mut attempt);
        let refusal = attempt.decide().expect_err(sentence);
        let mut named: Vec<_> = refusal
            .unmet_guards
            .iter()
            .map(|unmet| unmet.guard.as_str())
            .collect();
        let mut expected = unmet.to_vec();
        named.sort_unstable();
        expected.sort_unstable();
        assert_eq!(named, expected, "{name}: {sentence}: {refusal}");
        assert_cited(&refusal.unmet_guards, sentence);
    }
}

#[test]
fn a_move_that_the_list_says_cannot_be_made_is_refused_whatever_it_is_told() {
    for Case {
        sentence,
        name,
        spoil,
        ..
    } in cases()
    {
        let mut attempt = usual(*name);
        spoil(&mut attempt);
        let offered = options(&attempt.scene.journey, &attempt.scene.situation);
        let Some(option) = offered.iter().find(|option| option.name == *name) else {
            continue;
        };
        if !option.allowed {
            attempt.details = usual(*name).details;
            assert!(attempt.decide().is_err(), "{name}: {sentence}");
        }
    }
}

#[test]
fn no_guard_of_any_move_is_without_a_refusal_here() {
    let asked: BTreeSet<_> = Move::ALL
        .iter()
        .flat_map(|name| name.guards().iter().map(|guard| (*name, guard.code())))
        .collect();
    let refused: BTreeSet<_> = cases()
        .flat_map(|case| case.unmet.iter().map(|guard| (case.name, *guard)))
        .collect();
    assert_eq!(
        asked.difference(&refused).collect::<Vec<_>>(),
        Vec::<&(Move, &str)>::new()
    );
}

#[test]
fn every_law_of_the_trusts_page_is_quoted_in_its_own_words() {
    let laws: BTreeMap<_, _> = Guard::ALL
        .iter()
        .map(|guard| guard.law())
        .chain([Law::L2])
        .map(|law| (law.id(), law.words()))
        .collect();
    for (law, quotes) in laws::QUOTED {
        for quote in quotes {
            assert!(laws[law].contains(quote), "{law} must say \"{quote}\"");
        }
    }
}
