//! Which people of a stage stand on one page of a sheet: everybody has a place, by name. A place is told by the person before it, so that
//! whoever is recorded meanwhile, and leaves the stage, moves nobody out of sight; the address has that person's journey, and no name.

use shared::{ids::JourneyId, journeys::JourneySummary};
use std::collections::BTreeSet;

/// So many people stand on one page: more than a group has, and few enough for a tablet.
const ON_A_PAGE: usize = 50;

/// What people are sorted by.
pub(super) type Key = (String, JourneyId);

/// The people of one page.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    /// The people, by name.
    pub people: Vec<JourneySummary>,
    /// The place of the first and of the last of them, from 1.
    pub places: (usize, usize),
    /// How many there are altogether.
    pub of: usize,
    /// The last of them, where others follow.
    pub next: Option<JourneyId>,
}

fn key(person: &JourneySummary) -> (&str, JourneyId) {
    (&person.candidate_name, person.id)
}

/// The page that follows somebody, or the first; with whoever else must not be missing from it, because of what is written for them.
pub(super) fn part(
    mut people: Vec<JourneySummary>,
    after: Option<&Key>,
    needed: &BTreeSet<JourneyId>,
) -> Part {
    people.sort_by(|one, other| key(one).cmp(&key(other)));
    let of = people.len();
    let begins = after.map_or(0, |(name, id)| {
        people.partition_point(|person| key(person) <= (name.as_str(), *id))
    });
    let ends = begins.saturating_add(ON_A_PAGE).min(of);
    let last = people.get(begins..ends).and_then(<[_]>::last);
    let next = last.filter(|_| ends < of).map(|person| person.id);
    let is_here = |at: usize, person: &JourneySummary| {
        (begins..ends).contains(&at) || needed.contains(&person.id)
    };
    let people = people.into_iter().enumerate();
    Part {
        people: people
            .filter(|(at, person)| is_here(*at, person))
            .map(|(_, person)| person)
            .collect(),
        places: (begins + 1, ends),
        of,
        next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::State;
    use uuid::Uuid;

    fn person(at: u128) -> JourneySummary {
        JourneySummary {
            id: Uuid::from_u128(at).into(),
            reference: String::new(),
            candidate_id: Uuid::nil().into(),
            candidate_name: format!("Person {:03}", 200 - at),
            programme_id: Uuid::nil().into(),
            state: State::ScreeningBooked,
            waiting_listed: false,
            coming: None,
            entered_state_on: "2026-05-11".parse().expect("a date"),
            version: 1,
        }
    }

    fn group(many: u128) -> Vec<JourneySummary> {
        (0..many).map(person).collect()
    }

    fn names(part: &Part) -> Vec<&str> {
        let names = part.people.iter().map(|one| one.candidate_name.as_str());
        names.collect()
    }

    fn last_of(part: &Part) -> Key {
        let last = part.people.last().expect("somebody");
        (last.candidate_name.clone(), last.id)
    }

    #[test]
    fn everybody_stands_on_one_page_and_on_one_only() {
        for many in [0, 1, 50, 51, 100, 137] {
            let (mut after, mut seen) = (None, Vec::new());
            loop {
                let here = part(group(many), after.as_ref(), &BTreeSet::new());
                assert_eq!(here.places.0, seen.len() + 1);
                seen.extend(names(&here).into_iter().map(str::to_owned));
                assert_eq!(here.places.1, seen.len());
                if here.next.is_none() {
                    break;
                }
                after = Some(last_of(&here));
                assert_eq!(after.as_ref().map(|(_, id)| *id), here.next);
            }
            assert_eq!(u128::try_from(seen.len()), Ok(many));
            assert!(seen.is_sorted(), "by name");
        }
    }

    #[test]
    fn whoever_leaves_the_stage_meanwhile_moves_nobody_out_of_sight() {
        let first = part(group(120), None, &BTreeSet::new());
        let after = last_of(&first);
        let gone: BTreeSet<_> = first.people.iter().map(|person| person.id).collect();
        let rest = || group(120).into_iter().filter(|one| !gone.contains(&one.id));
        let second = part(rest().collect(), Some(&after), &BTreeSet::new());
        assert_eq!(second.places, (1, 50), "of those who are left");
        let third = part(rest().collect(), Some(&last_of(&second)), &BTreeSet::new());
        assert_eq!(third.people.len(), 20);
        let past = part(rest().collect(), Some(&last_of(&third)), &BTreeSet::new());
        assert!(past.people.is_empty() && past.next.is_none());
    }

    #[test]
    fn whoever_has_something_written_for_them_is_never_missing() {
        let last = group(120).first().map(|person| person.id).into_iter();
        let here = part(group(120), None, &last.collect());
        assert_eq!(here.people.len(), 51);
    }
}
