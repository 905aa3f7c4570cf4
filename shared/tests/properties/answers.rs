//! What is answered, to whoever asks: the list of moves, decisions and referrals say one thing, and know as much as they need.

use super::chance::Chance;
use super::told::told;
use super::town::{Town, some_referral};
use crate::world::actor_number;
use shared::journey::{ActorKind, Guard, Journey, Move, Situation, decide, options};
use shared::values::Coded;

/// What the list of moves says and what a decision says are one: no detail makes possible what is not.
pub fn assert_options_agree_with_decisions(town: &Town, chance: &mut Chance) {
    if town.travellers.is_empty() {
        return;
    }
    let at = chance.below(town.travellers.len());
    let situation = town.situation(at, actor_number(*chance.pick(ActorKind::ALL), 1));
    let offered = options(&town.travellers[at].journey, &situation);
    for name in Move::ALL {
        let option = offered.iter().find(|option| option.name == *name);
        if option.is_some_and(|option| option.allowed) {
            continue;
        }
        let command = told(town, at, *name, chance);
        let Err(refusal) = town.answer(at, situation.clone(), &command) else {
            panic!(
                "{name} by {} was not offered, and {command:?} was allowed: {option:?}",
                situation.actor.kind
            )
        };
        assert_eq!(
            option.is_none(),
            refusal.names(Guard::FromThisState),
            "{name}: {refusal}"
        );
    }
}

/// Whoever decides need not know the interview times, whose seats are taken, or how many openings and places others have, of those
/// who do not ask for them: without, every answer is the same.
pub fn assert_nobody_misses_what_they_do_not_ask_for(town: &Town, chance: &mut Chance) {
    if town.travellers.is_empty() {
        return;
    }
    let at = chance.below(town.travellers.len());
    let journey = &town.travellers[at].journey;
    let situation = town.situation(at, actor_number(*chance.pick(ActorKind::ALL), 1));
    let mut without = situation.clone();
    if !journey.asks_for_interview_times() {
        without.programme.slots.clear();
    }
    if !journey.asks_for_seats() {
        for session in &mut without.programme.sessions {
            session.taken = 0;
        }
    }
    // Nor how far beyond the last one is taken.
    let all = situation.programme.screening_seats();
    without.counts.accepted = without.counts.accepted.min(all);
    let all = situation.programme.places;
    without.counts.training_places_held = without.counts.training_places_held.min(all);
    let all = situation.vacancy.openings;
    without.counts.openings_held = without.counts.openings_held.min(all);
    if !journey.asks_for_openings() {
        without.counts.openings_held = 0;
    }
    if !journey.asks_for_places() {
        without.counts.accepted = 0;
        without.counts.training_places_held = 0;
    }
    assert_eq!(options(journey, &situation), options(journey, &without));
    let command = told(town, at, *chance.pick(Move::ALL), chance);
    assert_eq!(
        decide(journey, &situation, &command),
        decide(journey, &without, &command)
    );
    assert_a_referral_asks_for_neither(&situation, chance);
}

/// Nobody who is referred has a seat or a time yet.
fn assert_a_referral_asks_for_neither(situation: &Situation, chance: &mut Chance) {
    let mut without = situation.clone();
    without.programme.slots.clear();
    for session in &mut without.programme.sessions {
        session.taken = 0;
    }
    let referral = some_referral(situation.today, chance);
    assert_eq!(
        Journey::begin(situation, &referral),
        Journey::begin(&without, &referral)
    );
}
