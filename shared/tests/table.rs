//! The table of the pathway: which move starts from which state, and whose it is.
//!
//! The expectation is written out by hand from the rules, so that it can disagree with the rulebook.

use super::world::scene::{Scene, command};
use super::world::{actor, usual::usual};
use shared::journey::{ActorKind, Guard, Move, State, decide, options};
use shared::values::Coded;
use std::collections::{BTreeMap, BTreeSet};

/// Move, the states it starts from, whose it is, and where it leads on a usual day (`-`: it records a fact).
/// J Jobcentre, C candidate, T Trust staff (and so an administrator), M hiring manager, F college, S the system,
/// A an administrator only.
const RULES: &str = "
accept                        | referred                              | T     | accepted
decline_referral              | referred                              | T     | referral_declined
book_screening                | accepted                              | T J C | screening_booked
confirm_booking               | screening_booked interview_booked     | C T J | -
rebook_screening              | screening_booked                      | C T J | screening_booked
record_attendance             | screening_booked selected in_training | T F   | -
record_screening              | screening_booked                      | T     | screened
record_screening_absence      | screening_booked                      | T     | did_not_attend
select                        | screened                              | T     | selected
do_not_select                 | screened                              | T     | not_selected
start_training                | selected                              | F T S | in_training
record_training_absence       | selected                              | T     | did_not_attend
guarantee_interview           | in_training                           | S     | interview_guaranteed
record_training_not_completed | in_training                           | T     | training_not_completed
book_interview                | interview_guaranteed                  | T C   | interview_booked
release_interview             | interview_booked                      | T C   | interview_guaranteed
score_interview               | interview_booked                      | M     | -
record_interview              | interview_booked interviewed          | M     | interviewed
record_interview_absence      | interview_booked                      | T     | did_not_attend
record_unsuccessful           | interviewed                           | M     | not_successful_at_interview
place_on_reserve              | interviewed                           | M     | -
propose_trial                 | interviewed                           | M     | trial_proposed
amend_trial                   | trial_proposed trial_agreed           | M     | trial_proposed
sign_trial                    | trial_proposed                        | J C T | -
refuse_trial                  | trial_proposed trial_agreed           | J C T | trial_not_agreed
start_trial                   | trial_agreed                          | S T   | on_trial
log_trial_day                 | on_trial                              | T M   | -
record_assessment             | on_trial trial_ended                  | M     | -
ask_candidate_view            | on_trial trial_ended                  | T M   | -
give_candidate_view           | on_trial trial_ended                  | C     | -
answer_fit_check              | on_trial trial_ended                  | C M T | -
end_trial                     | on_trial                              | T S   | trial_ended
end_trial_early               | on_trial                              | T C J | trial_ended_early
record_trial_absence          | on_trial                              | T     | did_not_attend
make_offer                    | trial_ended                           | M     | offered
make_no_offer                 | trial_ended                           | M     | no_offer
offer_without_trial           | interviewed                           | M     | offered
remind_of_offer               | offered                               | S T   | -
accept_offer                  | offered                               | C     | offer_accepted
decline_offer                 | offered                               | C     | offer_declined
lapse_offer                   | offered                               | S     | offer_lapsed
request_offer_withdrawal      | offered offer_accepted                | M     | -
approve_offer_withdrawal      | offered offer_accepted                | M A   | offer_withdrawn
record_check                  | interviewed trial_proposed trial_agreed on_trial trial_ended offered offer_accepted | T     | -
start_employment              | offer_accepted                        | T     | started
record_checks_not_met         | offer_accepted                        | T     | checks_not_met
record_did_not_start          | offer_accepted                        | T     | did_not_start
sustain_13                    | started                               | T     | sustained_13
sustain_26                    | sustained_13                          | T     | sustained_26
record_left                   | started sustained_13                  | T     | left_before_13
withdraw                      | any open                              | C J T | withdrawn
reopen                        | any closed but merged                 | A     | on_trial
merge                         | any but merged                        | A     | merged
";

/// The pathway in its order, then its endings, as the rules list them.
const OPEN: &str = "referred accepted screening_booked screened selected in_training interview_guaranteed \
    interview_booked interviewed trial_proposed trial_agreed on_trial trial_ended offered offer_accepted started sustained_13";
const CLOSED: &str = "referral_declined not_selected did_not_attend training_not_completed not_successful_at_interview \
    trial_not_agreed trial_ended_early no_offer offer_declined offer_lapsed offer_withdrawn checks_not_met did_not_start \
    withdrawn left_before_13 left_before_26 sustained_26 merged";

/// One row.
pub struct Expected {
    from: BTreeSet<State>,
    by: BTreeSet<ActorKind>,
    pub to: Option<State>,
}

fn states(listed: &str) -> BTreeSet<State> {
    let named = |list: &str| {
        list.split_whitespace()
            .map(|code| code.parse().expect("a state"))
            .collect()
    };
    let mut closed: BTreeSet<State> = named(CLOSED);
    match listed {
        "any open" => named(OPEN),
        "any closed but merged" => {
            closed.remove(&State::Merged);
            closed
        }
        "any but merged" => {
            closed.remove(&State::Merged);
            closed.union(&named(OPEN)).copied().collect()
        }
        list => named(list),
    }
}

fn actors(letters: &str) -> BTreeSet<ActorKind> {
    letters
        .split_whitespace()
        .flat_map(|letter| match letter {
            "J" => vec![ActorKind::Jobcentre],
            "C" => vec![ActorKind::Candidate],
            "T" => vec![ActorKind::TrustStaff, ActorKind::Administrator],
            "M" => vec![ActorKind::HiringManager],
            "F" => vec![ActorKind::College],
            "S" => vec![ActorKind::System],
            "A" => vec![ActorKind::Administrator],
            other => panic!("nobody is called {other}"),
        })
        .collect()
}

/// The rows, by move.
pub fn expected() -> BTreeMap<Move, Expected> {
    let row = |line: &str| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [name, from, by, to] = cells[..] else {
            panic!("four cells: {line}")
        };
        let to = (to != "-").then(|| to.parse().expect("a state"));
        (
            name.parse().expect("a move"),
            Expected {
                from: states(from),
                by: actors(by),
                to,
            },
        )
    };
    RULES.trim().lines().map(row).collect()
}

#[test]
fn the_states_are_those_of_the_rules_in_their_order() {
    let codes = |states: Vec<State>| states.into_iter().map(Coded::code).collect::<Vec<_>>();
    assert_eq!(
        codes(State::open().collect()),
        OPEN.split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(
        codes(State::closed().collect()),
        CLOSED.split_whitespace().collect::<Vec<_>>()
    );
}

#[test]
fn what_a_state_holds_is_what_the_rules_say() {
    let which = |holds: fn(State) -> bool| {
        State::ALL
            .iter()
            .copied()
            .filter(|state| holds(*state))
            .collect::<BTreeSet<_>>()
    };
    let trial = "trial_proposed trial_agreed on_trial trial_ended";
    let accepted = "offer_accepted started sustained_13 sustained_26";
    assert_eq!(
        which(State::has_open_entitlement),
        states("interview_guaranteed interview_booked")
    );
    assert_eq!(which(State::has_open_trial), states(trial));
    assert_eq!(which(State::has_accepted_offer), states(accepted));
    assert_eq!(
        which(State::holds_opening),
        states(&format!("{trial} offered {accepted}"))
    );
    let before_acceptance = states("referred");
    let open = states("any open");
    assert_eq!(
        which(State::holds_accepted_place),
        &open - &before_acceptance
    );
    let before_selection = states("referred accepted screening_booked screened");
    let never_trained = states("referral_declined not_selected did_not_attend withdrawn merged");
    let all: BTreeSet<_> = State::ALL.iter().copied().collect();
    assert_eq!(
        which(State::holds_training_place),
        &(&all - &before_selection) - &never_trained
    );
}

#[test]
fn the_glossary_names_every_state() {
    let glossary = include_str!("../../docs/GLOSSARY.md");
    let missing: Vec<_> = State::ALL
        .iter()
        .filter(|state| !glossary.contains(&format!("`{state}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_rules_name_every_move() {
    assert_eq!(expected().keys().copied().collect::<Vec<_>>(), Move::ALL);
}

#[test]
fn every_state_can_be_reached_by_moves_that_are_allowed() {
    for state in State::ALL {
        assert_eq!(Scene::at(*state).journey.state, *state);
    }
}

#[test]
fn each_move_is_offered_exactly_in_its_states_and_to_its_people() {
    let expected = expected();
    for state in State::ALL {
        let scene = Scene::at(*state);
        for kind in ActorKind::ALL {
            let mut situation = scene.situation.clone();
            situation.actor = actor(*kind);
            let offered = options(&scene.journey, &situation);
            for (name, rule) in &expected {
                let option = offered.iter().find(|option| option.name == *name);
                assert_eq!(
                    option.is_some(),
                    rule.from.contains(state),
                    "{name} from {state}"
                );
                let Some(option) = option else { continue };
                let not_theirs = option
                    .unmet_guards
                    .iter()
                    .any(|unmet| unmet.is(Guard::ByThisActor));
                assert_eq!(
                    not_theirs,
                    !rule.by.contains(kind),
                    "{name} from {state} by {kind}"
                );
                assert_eq!(
                    option.allowed,
                    option.unmet_guards.is_empty(),
                    "{name} from {state} by {kind}"
                );
            }
        }
    }
}

#[test]
fn a_move_from_the_wrong_state_or_by_the_wrong_person_is_refused_with_both_named() {
    let expected = expected();
    let commands: Vec<_> = expected
        .keys()
        .map(|name| command(*name, usual(*name).details))
        .collect();
    for state in State::ALL {
        let scene = Scene::at(*state);
        for kind in ActorKind::ALL {
            let mut situation = scene.situation.clone();
            situation.actor = actor(*kind);
            for command in &commands {
                let rule = &expected[&command.name()];
                let answer = decide(&scene.journey, &situation, command);
                let named = |guard| answer.as_ref().is_err_and(|refusal| refusal.names(guard));
                let at = format!("{} from {state} by {kind}", command.name());
                assert_eq!(
                    named(Guard::FromThisState),
                    !rule.from.contains(state),
                    "{at}"
                );
                assert_eq!(named(Guard::ByThisActor), !rule.by.contains(kind), "{at}");
            }
        }
    }
}

#[test]
fn each_move_leads_on_a_usual_day_where_the_rules_say() {
    for (name, rule) in expected() {
        let mut attempt = usual(name);
        let from = attempt.scene.journey.state;
        let by = attempt.scene.situation.actor.kind;
        assert!(
            rule.from.contains(&from) && rule.by.contains(&by),
            "{name} from {from} by {by}"
        );
        attempt.scene.does(by, name, attempt.details);
        assert_eq!(
            attempt.scene.journey.state,
            rule.to.unwrap_or(from),
            "{name} from {from}"
        );
        let ends = !attempt.scene.journey.state.is_open();
        assert_eq!(
            name.closes(),
            ends,
            "{name} says rightly whether it ends the journey"
        );
    }
}

#[test]
fn whoever_is_told_that_a_step_is_not_theirs_is_told_whose_it_is() {
    let mut attempt = usual(Move::MakeOffer);
    attempt.scene.by(ActorKind::TrustStaff);
    let refusal = attempt.decide().expect_err("not theirs");
    let [unmet] = &refusal.unmet_guards[..] else {
        panic!("one guard: {refusal}")
    };
    assert_eq!(unmet.guard, "by_this_actor");
    assert_eq!(unmet.who_can_meet, [ActorKind::HiringManager]);
    assert_eq!(
        unmet.explanation,
        "This step belongs to the hiring manager, not to Trust staff."
    );
}
