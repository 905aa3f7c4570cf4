//! The search: what was typed, the people who may be meant, the best first.

use super::{
    MOST, SHOWN,
    store::{self, By as Looked, Within},
};
use crate::access::{Principal, Reach};
use crate::application::Platform;
use crate::assignments;
use crate::audit::{self, By, Reading};
use crate::candidates::{
    number,
    service::{CandidateError, Numbers, sees_all, view},
    store::{CandidateRow, first_referrers},
};
use crate::platform::{
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseResult},
};
use shared::{
    candidates::{
        CandidateFound, CandidateView, CandidatesFound, JourneyFound, Sought,
        spelling::{apart, begins, difference, spellings, words_of},
    },
    ids::{CandidateId, TrustId},
};
use std::collections::{HashMap, HashSet};

/// So many words at most that share a spelling with what was typed are compared with it.
const WORDS: i64 = 1_000;
/// So many words at most that begin as one that was typed.
const UNFINISHED: i64 = 8;
/// So many people at most who were born on a day, or who are all that somebody reaches, are compared with a name.
const READ_THROUGH: i64 = 3_000;

/// Looks for people within reach. What was typed is not written to the audit log, but of which kind it was and how many were shown.
///
/// # Errors
/// When the database could not answer.
pub async fn search(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    request_id: String,
    sought: Sought,
) -> Result<CandidatesFound, CandidateError> {
    let (by, fields) = (By::of(&principal, request_id), platform.fields.clone());
    let kinds = sought.kinds();
    let found = platform
        .database
        .snapshot(move |db| look(db, &principal, reach, &fields, &sought))
        .await?;
    let reading = Reading::of_list("search_candidates", "candidate", found.data.len(), &kinds);
    audit::read(platform, &by, reading).await?;
    Ok(found)
}

/// Somebody who may be meant: how many typed words are missing in their name, and how far the others are from it.
struct Match {
    row: CandidateRow,
    apart: (usize, u32),
}

/// People who may be meant, and whether there may be more.
#[derive(Default)]
struct Matches {
    people: Vec<Match>,
    more: bool,
}

fn look(
    db: &mut AnyConnection,
    principal: &Principal,
    reach: Reach,
    fields: &FieldKeys,
    sought: &Sought,
) -> DatabaseResult<CandidatesFound> {
    let trust = principal.trust_id;
    let within = Within {
        referred_by: match reach {
            Reach::Organisation(partner) => Some(partner),
            _ => None,
        },
        on_one_of: assignments::programmes_within(db, trust, reach)?,
    };
    let mut found = match reach {
        Reach::Candidate(_) | Reach::Training(_) => Matches::default(),
        _ => matches(db, trust, fields, sought, &within)?,
    };
    put_in_order(&mut found);
    let ids: Vec<_> = found.people.iter().map(|person| person.row.id).collect();
    let first = first_referrers(db, trust, &ids)?;
    let mut journeys = HashMap::new();
    for row in store::journeys_of(db, trust, &ids, &within)? {
        let known = journeys
            .entry(row.candidate_id)
            .or_insert_with(|| of_row(&row));
        if !known.state.is_open() && row.state.is_open() {
            *known = of_row(&row);
        }
    }
    let people = found.people.into_iter().map(|person| {
        let id = person.row.id;
        let all = sees_all(reach, first.get(&id).copied());
        CandidateFound {
            candidate: view(person.row, all, Numbers::of(principal, fields)),
            is_exact: person.apart == (0, 0),
            journey: journeys.remove(&id),
        }
    });
    Ok(CandidatesFound {
        data: people.collect(),
        next_cursor: None,
        more: found.more,
    })
}

/// Somebody as staff who reach the whole Trust see them, with all their journeys, the latest first.
pub type KnownPerson = (CandidateView, Vec<JourneyFound>);

/// These people, for staff who reach the whole Trust.
///
/// # Errors
/// When the database cannot say.
pub fn known(
    db: &mut AnyConnection,
    principal: &Principal,
    fields: &FieldKeys,
    ids: &[CandidateId],
) -> DatabaseResult<HashMap<CandidateId, KnownPerson>> {
    let (trust, everywhere) = (principal.trust_id, Within::default());
    let most = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let rows = store::rows(db, trust, Looked::Ids(ids), &everywhere, most)?;
    let mut people: HashMap<_, _> = rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let seen = view(row, true, Numbers::of(principal, fields));
            (id, (seen, Vec::new()))
        })
        .collect();
    for row in store::journeys_of(db, trust, ids, &everywhere)? {
        if let Some((_, journeys)) = people.get_mut(&row.candidate_id) {
            journeys.push(of_row(&row));
        }
    }
    Ok(people)
}

fn of_row(row: &store::JourneyRow) -> JourneyFound {
    JourneyFound {
        id: row.id,
        reference: row.reference.clone(),
        programme_id: row.programme_id,
        programme_title: row.programme_title.clone(),
        state: row.state,
    }
}

/// The best first, and none who has fewer of the typed words than the best.
fn put_in_order(found: &mut Matches) {
    let fewest = found.people.iter().map(|person| person.apart.0).min();
    found.people.retain(|person| Some(person.apart.0) == fewest);
    found.people.sort_by(|one, other| {
        let names = |person: &Match| {
            (
                person.row.family_name.clone(),
                person.row.given_name.clone(),
            )
        };
        let born = |person: &Match| (person.row.date_of_birth, person.row.id);
        (one.apart, names(one), born(one)).cmp(&(other.apart, names(other), born(other)))
    });
    found.more |= found.people.len() > SHOWN;
    found.people.truncate(SHOWN);
}

/// Whoever may be meant, in no order.
fn matches(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    sought: &Sought,
    within: &Within,
) -> DatabaseResult<Matches> {
    let one_more = i64::try_from(SHOWN + 1).unwrap_or(i64::MAX);
    let mut exactly = |by: Looked<'_>| -> DatabaseResult<Matches> {
        let rows = store::rows(db, trust, by, within, one_more)?;
        let people = rows.into_iter().map(|row| Match { row, apart: (0, 0) });
        Ok(Matches {
            people: people.collect(),
            more: false,
        })
    };
    if let Some(number) = &sought.ni_number {
        return exactly(Looked::NumberHashes(number::found_by(
            fields, trust, number,
        )));
    }
    if let Some(email) = &sought.email {
        return exactly(Looked::Email(email));
    }
    if let Some(phone) = &sought.phone {
        return exactly(Looked::Phone(phone));
    }
    if let Some(born) = sought.born.filter(|_| sought.readings.is_empty()) {
        return exactly(Looked::Birth(born.naive()));
    }
    let mut found = match &sought.reference {
        Some(reference) => exactly(Looked::Reference(reference))?,
        None => Matches::default(),
    };
    if found.people.is_empty() {
        found = named(db, trust, sought, within)?;
    }
    Ok(found)
}

/// Whoever has such a name: of those born on the day, where one was typed, or else of all.
fn named(
    db: &mut AnyConnection,
    trust: TrustId,
    sought: &Sought,
    within: &Within,
) -> DatabaseResult<Matches> {
    if let Some(born) = sought.born {
        let rows = store::rows(db, trust, Looked::Birth(born.naive()), within, READ_THROUGH)?;
        let found = compared(rows, sought);
        if !found.people.is_empty() {
            return Ok(found);
        }
    }
    if within.on_one_of.is_some() {
        let rows = store::rows(db, trust, Looked::Everybody, within, READ_THROUGH)?;
        return Ok(compared(rows, sought));
    }
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let ids = near(db, trust, &sought.readings, most)?;
    let rows = store::rows(db, trust, Looked::Ids(&ids), within, most)?;
    let mut found = compared(rows, sought);
    found.more = ids.len() >= MOST;
    Ok(found)
}

/// Those of these people who have at least one of the typed words in their name.
fn compared(rows: Vec<CandidateRow>, sought: &Sought) -> Matches {
    let compare = |row: CandidateRow| {
        let words = words_of(&row.given_name, &row.family_name);
        let readings = sought.readings.iter().filter_map(|typed| {
            let apart = apart(typed, &words);
            (apart.0 < typed.len()).then_some(apart)
        });
        let apart = readings.min()?;
        Some(Match { row, apart })
    };
    Matches {
        people: rows.into_iter().filter_map(compare).collect(),
        more: false,
    }
}

/// Words that are nearly a typed one, the nearest first: how far, and the word.
type Near = Vec<(u32, String)>;

/// People with a name near to one of the readings, the nearest first.
fn near(
    db: &mut AnyConnection,
    trust: TrustId,
    readings: &[Vec<String>],
    most: i64,
) -> DatabaseResult<Vec<CandidateId>> {
    let typed: HashSet<&String> = readings.iter().flatten().collect();
    let mut spelt: Vec<String> = typed.iter().flat_map(|word| spellings(word)).collect();
    spelt.sort_unstable();
    spelt.dedup();
    let mut known = store::words_spelt(db, trust, spelt, WORDS)?;
    for word in &typed {
        if word.chars().count() >= 3 {
            known.extend(store::words_beginning(db, trust, word, UNFINISHED)?);
        }
    }
    let near: HashMap<&str, Near> = typed
        .into_iter()
        .map(|word| (word.as_str(), nearest(word, &known)))
        .collect();
    let pairs = pairs(readings, &near);
    let mut people = Vec::new();
    if !pairs.is_empty() {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(_, word, beside)| (*word, *beside))
            .collect();
        people = store::people_named(db, trust, &pairs, most)?;
    }
    if people.is_empty() {
        let mut words: Vec<_> = near.values().flatten().collect();
        words.sort();
        let words: Vec<_> = words.iter().map(|(_, word)| word.as_str()).collect();
        people = store::people_with(db, trust, &words, most)?;
    }
    Ok(people)
}

/// So many words at most stand for one that was typed: the search for two words asks for each of one beside each of the other.
const STAND_FOR_ONE: usize = 16;

fn nearest(typed: &str, known: &[String]) -> Near {
    let mut near: Near = known
        .iter()
        .filter_map(|word| {
            Some((
                difference(typed, word).or_else(|| begins(typed, word))?,
                word.clone(),
            ))
        })
        .collect();
    near.sort();
    near.dedup();
    near.truncate(STAND_FOR_ONE);
    near
}

/// So many pairs at most are asked for.
const PAIRS: usize = 600;

/// Every two words that may stand beside each other in the name that was meant, the nearest first.
fn pairs<'a>(
    readings: &[Vec<String>],
    near: &'a HashMap<&str, Near>,
) -> Vec<(u32, &'a str, &'a str)> {
    let mut pairs = Vec::new();
    for typed in readings {
        for (at, one) in typed.iter().enumerate() {
            for other in &typed[at + 1..] {
                let (Some(ones), Some(others)) = (near.get(one.as_str()), near.get(other.as_str()))
                else {
                    continue;
                };
                for (first, one) in ones {
                    for (second, other) in others.iter().filter(|(_, other)| other != one) {
                        pairs.push((first + second, one.as_str(), other.as_str()));
                        pairs.push((first + second, other.as_str(), one.as_str()));
                    }
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.truncate(PAIRS);
    pairs
}
