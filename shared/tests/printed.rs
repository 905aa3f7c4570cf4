//! The pathway as the rulebook holds it, printed for a person to check: `pathway.golden.txt`.

use super::golden;
use super::table::expected;
use shared::journey::{Guard, Law, Move, State};
use shared::values::Coded;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[test]
fn the_golden_table_is_current() {
    golden::assert_current("tests/pathway.golden.txt", &printed());
}

const HEADING: &str = "The pathway as the rulebook holds it: which move starts from which states, where it leads, who may make it, and
what must hold besides. Each condition names its law; the laws stand at the end in their own words.
An administrator may do whatever Trust staff may. `shared/tests/printed.rs` keeps this file current.

";

/// A referral begins a journey, so it starts from no state and is no move of one.
const REFERRAL: [&str; 5] = [
    "(referral)",
    "",
    "referred",
    "the Jobcentre",
    "by_this_actor (L2)",
];
const REFERRAL_GUARDS: [Guard; 3] = [
    Guard::BenefitConfirmed,
    Guard::ProgrammeOpenForReferrals,
    Guard::NoOtherOpenJourney,
];

fn printed() -> String {
    let mut text = HEADING.to_owned();
    row(&mut text, ["move", "from", "to", "who", "guards (law)"]);
    rule(&mut text);
    row(&mut text, REFERRAL);
    for guard in REFERRAL_GUARDS {
        row(&mut text, ["", "", "", "", &cited(guard)]);
    }
    for name in Move::ALL {
        rule(&mut text);
        let from = from_in_words(*name);
        let by: Vec<_> = name
            .actors()
            .iter()
            .map(|kind| kind.label().to_owned())
            .collect();
        let guards: Vec<_> = name.guards().iter().copied().map(cited).collect();
        let cell = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        for at in 0..from.len().max(by.len()).max(guards.len()) {
            let (title, to) = if at == 0 {
                (name.code(), to_in_words(*name))
            } else {
                ("", "")
            };
            row(
                &mut text,
                [
                    title,
                    &cell(&from, at),
                    to,
                    &cell(&by, at),
                    &cell(&guards, at),
                ],
            );
        }
    }
    text.push_str("\nThe laws\n\n");
    let laws: BTreeSet<_> = Guard::ALL
        .iter()
        .map(|guard| guard.law())
        .chain([Law::L2])
        .collect();
    for law in laws {
        let _ = writeln!(text, "{}: {}", law.id(), law.words());
    }
    text
}

fn cited(guard: Guard) -> String {
    format!("{} ({})", guard.code(), guard.law().id())
}

fn from_in_words(name: Move) -> Vec<String> {
    let from: Vec<_> = name.starting_states().collect();
    let open = State::open().count();
    match from.len() {
        count if count == open => vec!["any open state".to_owned()],
        count if count == State::ALL.len() - 1 => vec!["any state but merged".to_owned()],
        count if count == State::ALL.len() - open - 1 => vec!["any ending but merged".to_owned()],
        _ => from
            .into_iter()
            .map(|state| state.code().to_owned())
            .collect(),
    }
}

fn to_in_words(name: Move) -> &'static str {
    match name {
        Move::SignTrial => "trial_agreed by the third",
        Move::RecordLeft => "left_before_13 or _26",
        Move::Reopen => "the state before",
        _ => expected()[&name].to.map_or("(records a fact)", Coded::code),
    }
}

fn rule(text: &mut String) {
    let _ = writeln!(text, "{}", "-".repeat(140));
}

fn row(text: &mut String, [name, from, to, who, guards]: [&str; 5]) {
    let row = format!("{name:<30}| {from:<21}| {to:<28}| {who:<19}| {guards}");
    let _ = writeln!(text, "{}", row.trim_end_matches([' ', '|']));
}
