//! Finds people who are perhaps there twice: a batch at a time, beside whoever works.

use super::store::{self, Pair, PersonRow, Sharing};
use crate::application::Platform;
use crate::candidates;
use crate::platform::database::{AnyConnection, DatabaseResult};
use chrono::NaiveDate;
use shared::{
    duplicates::{VERSION, near_dates},
    ids::{CandidateId, DuplicateId, TrustId},
};
use std::collections::{BTreeSet, HashMap, hash_map::Entry};

/// So many people are compared together, and kept in one transaction.
const BATCH: i64 = 100;
/// So many batches at most are done before others have their turn.
const BATCHES: usize = 5;
/// So many people at most who were born on one day are compared with somebody.
const BORN_ON_A_DAY: i64 = 3_000;
/// So many people at most of one name.
const NAMESAKES: i64 = 500;
/// More people than this who are reached in the same way share an office or a home, and are no sign of anything.
const REACHED_ALIKE: usize = 5;
/// So many pairs at most are found for one person.
const PAIRS: usize = 20;

/// What comparing one person came to.
struct Outcome {
    person: (CandidateId, i32),
    pairs: BTreeSet<Pair>,
    gone: Vec<DuplicateId>,
}

/// Compares people who are new or corrected with the others. Answers how many they were, and whether that was everybody.
///
/// # Errors
/// When the database cannot say or keep it.
pub async fn compare_some(platform: &Platform, trust: TrustId) -> DatabaseResult<(usize, bool)> {
    let mut all = 0;
    for _ in 0..BATCHES {
        let compared = compare_batch(platform, trust).await?;
        if compared == 0 {
            return Ok((all, true));
        }
        all += compared;
    }
    Ok((all, false))
}

/// Compares everybody who is still to be compared.
///
/// # Errors
/// As [`compare_some`].
pub async fn compare_all(platform: &Platform, trust: TrustId) -> DatabaseResult<usize> {
    let mut all = 0;
    loop {
        let (compared, is_all) = compare_some(platform, trust).await?;
        all += compared;
        if is_all {
            return Ok(all);
        }
    }
}

/// What is read is read beside the writers; only what comes of it is written.
async fn compare_batch(platform: &Platform, trust: TrustId) -> DatabaseResult<usize> {
    let outcomes = platform
        .database
        .read(move |db| {
            let people = store::not_compared(db, trust, BATCH)?;
            let mut born: HashMap<NaiveDate, Vec<PersonRow>> = HashMap::new();
            let mut outcomes = Vec::with_capacity(people.len());
            for person in people {
                outcomes.push(compare(db, trust, &person, &mut born)?);
            }
            DatabaseResult::Ok(outcomes)
        })
        .await?;
    let compared = outcomes.len();
    if compared == 0 {
        return Ok(0);
    }
    let (ids, now) = (platform.ids.clone(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            for outcome in outcomes {
                for gone in outcome.gone {
                    store::forget(db, trust, gone)?;
                }
                for pair in outcome.pairs {
                    store::keep(db, trust, (ids.new_id(), pair), now)?;
                }
                store::set_compared(db, trust, outcome.person, VERSION)?;
            }
            DatabaseResult::Ok(())
        })
        .await?;
    Ok(compared)
}

fn compare(
    db: &mut AnyConnection,
    trust: TrustId,
    person: &PersonRow,
    born: &mut HashMap<NaiveDate, Vec<PersonRow>>,
) -> DatabaseResult<Outcome> {
    let mut others = namesakes(db, trust, person)?;
    others.extend(reached_alike(db, trust, person)?);
    let day = person.date_of_birth;
    let same_day = match born.entry(day) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let all = store::sharing(db, trust, Sharing::Birth(day), BORN_ON_A_DAY)?;
            new.insert(all)
        }
    };
    let pairs = others
        .iter()
        .chain(same_day.iter())
        .filter(|other| are_alike(person, other))
        .map(|other| pair(person.id, other.id))
        .take(PAIRS)
        .collect();
    Ok(Outcome {
        person: (person.id, person.version),
        pairs,
        gone: not_alike_any_more(db, trust, person)?,
    })
}

/// People of the same name who were born on nearly the same day.
fn namesakes(
    db: &mut AnyConnection,
    trust: TrustId,
    person: &PersonRow,
) -> DatabaseResult<Vec<PersonRow>> {
    let ids = candidates::namesakes(db, trust, person.name(), NAMESAKES)?;
    let near = near_dates(person.date_of_birth.into());
    let days: Vec<_> = near.into_iter().map(|day| day.naive()).collect();
    if ids.is_empty() || days.is_empty() {
        return Ok(Vec::new());
    }
    store::sharing(db, trust, Sharing::Near(&ids, &days), NAMESAKES)
}

/// People who are reached in the same way, where they are few.
fn reached_alike(
    db: &mut AnyConnection,
    trust: TrustId,
    person: &PersonRow,
) -> DatabaseResult<Vec<PersonRow>> {
    let email = person.email.as_deref().map(Sharing::Email);
    let phone = person.phone.as_deref().map(Sharing::Phone);
    let one_more = i64::try_from(REACHED_ALIKE + 1).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    for what in email.into_iter().chain(phone) {
        let people = store::sharing(db, trust, what, one_more)?;
        if people.len() <= REACHED_ALIKE {
            found.extend(people);
        }
    }
    Ok(found)
}

/// Pairs that were found before one of the two was corrected.
fn not_alike_any_more(
    db: &mut AnyConnection,
    trust: TrustId,
    person: &PersonRow,
) -> DatabaseResult<Vec<DuplicateId>> {
    let open = store::open_of(db, trust, person.id)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let others: Vec<_> = open
        .iter()
        .map(|pair| {
            if pair.one_id == person.id {
                pair.other_id
            } else {
                pair.one_id
            }
        })
        .collect();
    let most = i64::try_from(others.len()).unwrap_or(i64::MAX);
    let rows = store::sharing(db, trust, Sharing::Ids(&others), most)?;
    let alike: BTreeSet<_> = rows
        .iter()
        .filter(|other| are_alike(person, other))
        .map(|other| other.id)
        .collect();
    let gone = open.iter().zip(others);
    Ok(gone
        .filter(|(_, other)| !alike.contains(other))
        .map(|(pair, _)| pair.id)
        .collect())
}

fn are_alike(person: &PersonRow, other: &PersonRow) -> bool {
    person.id != other.id
        && !person.has_another_number(other)
        && !person.compared().likeness(&other.compared()).is_empty()
}

/// Two people in the order of their ids: a pair is kept once, whoever of them is compared.
fn pair(one: CandidateId, other: CandidateId) -> Pair {
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}
