//! One person, two programmes for one vacancy, and every day used: two trials never pass the cap together (L8), however
//! they are proposed, agreed, ended, closed and reopened.

use super::chance::Chance;
use super::invariants;
use super::told::told;
use super::town::Town;
use crate::world::actor_number;
use shared::journey::{Move, State};

/// What is done about a trial; the likelier, the more often it stands here.
const DEEDS: [Move; 12] = [
    Move::ProposeTrial,
    Move::ProposeTrial,
    Move::SignTrial,
    Move::SignTrial,
    Move::SignTrial,
    Move::LogTrialDay,
    Move::StartTrial,
    Move::Reopen,
    Move::Reopen,
    Move::EndTrialEarly,
    Move::AmendTrial,
    Move::Withdraw,
];

fn live(seed: u64) -> (Town, bool) {
    let mut chance = Chance::new(seed);
    let mut town = Town::after_the_interviews(&mut chance);
    town.travellers.truncate(2);
    town.vacancy.openings = 2;
    for programme in &mut town.programmes {
        programme.checks_before_trial.clear();
    }
    let mut both = false;
    for _ in 0..120 {
        let at = chance.below(2);
        let name = *chance.pick(&DEEDS);
        let second_thought = matches!(
            name,
            Move::EndTrialEarly | Move::AmendTrial | Move::Withdraw
        );
        if second_thought && chance.percent(75) {
            continue;
        }
        for kind in name.actors() {
            let command = told(&town, at, name, &mut chance);
            let _ = town.make(at, &actor_number(*kind, 1), &command);
        }
        if chance.percent(12) {
            let days = u32::try_from(chance.below(7)).expect("a number");
            town.today = town.today.plus_days(days);
        }
        if chance.percent(40) {
            town.system_acts();
            invariants::assert_all_that_was_due_is_done(&town);
        }
        invariants::assert_all(&mut town);
        both |= town
            .travellers
            .iter()
            .all(|traveller| traveller.journey.state == State::OnTrial);
    }
    (town, both)
}

#[test]
fn two_trials_of_one_person_never_pass_the_cap_together() {
    let (mut twice, mut at_once, mut reopened) = (0, 0, 0);
    for seed in 0..200 {
        let (town, both) = live(seed);
        let started = town.travellers.iter().filter(|traveller| {
            traveller
                .journey
                .trial
                .as_ref()
                .is_some_and(|trial| trial.period.is_some())
        });
        twice += u32::from(started.count() == 2);
        at_once += u32::from(both);
        let events = town
            .travellers
            .iter()
            .flat_map(|traveller| &traveller.history);
        reopened += u32::from(
            events
                .into_iter()
                .any(|recorded| recorded.event.kind() == "reopened"),
        );
    }
    assert!(
        twice > 20 && at_once > 5 && reopened > 100,
        "{twice} {at_once} {reopened}"
    );
}
