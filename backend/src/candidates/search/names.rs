//! What people are found by, kept together with their names.

use super::store;
use crate::{
    application::Platform,
    platform::database::{AnyConnection, DatabaseResult},
};
use sha2::{Digest as _, Sha256};
use shared::{
    candidates::spelling::{VERSION, pairs_of, words_of},
    ids::{CandidateId, TrustId},
};

/// So many people's rows are made in one transaction, so that others are not kept waiting.
const BATCH: i64 = 500;

/// Somebody whose name is new, or another now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The person.
    pub id: CandidateId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
}

/// Keeps what people are found by, in the transaction that writes their names.
///
/// # Errors
/// When the database could not; then their names must not be kept either.
pub fn keep_names(db: &mut AnyConnection, trust: TrustId, people: &[Named]) -> DatabaseResult<()> {
    store::take_turns(db, turn(trust), store::Turn::BesideOthers)?;
    let (mut names, mut words) = (Vec::new(), Vec::new());
    for person in people {
        let own = words_of(&person.given_name, &person.family_name);
        let pairs = pairs_of(&own).into_iter();
        names.extend(pairs.map(|(word, beside)| (person.id, word.to_owned(), beside.to_owned())));
        words.extend(own);
    }
    words.sort_unstable();
    words.dedup();
    store::insert_names(db, trust, &names)?;
    let known = store::known_words(db, trust, &words)?;
    let unknown = words.iter().filter(|word| !known.contains(*word));
    store::insert_spellings(db, trust, unknown)
}

/// People who have all words of this name, however they are written, in no order; at most `limit`. Some may have further ones.
///
/// # Errors
/// When the database cannot say.
pub fn namesakes(
    db: &mut AnyConnection,
    trust: TrustId,
    (given_name, family_name): (&str, &str),
    limit: i64,
) -> DatabaseResult<Vec<CandidateId>> {
    let words = words_of(given_name, family_name);
    let pairs = pairs_of(&words);
    match pairs.first() {
        Some(first) => store::people_named(db, trust, &[*first], limit),
        None => Ok(Vec::new()),
    }
}

/// Forgets what a person was found by under an earlier name, with the words that nobody else has.
pub(in super::super) fn forget(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    (given_name, family_name): (&str, &str),
) -> DatabaseResult<()> {
    // A word that is forgotten here could be somebody else's whose name is being kept at this moment.
    store::take_turns(db, turn(trust), store::Turn::Alone)?;
    let words = words_of(given_name, family_name);
    store::delete_names(db, trust, id, &pairs_of(&words))?;
    for word in words {
        if !store::is_somebodys(db, trust, &word)? {
            store::delete_spellings(db, trust, &word)?;
        }
    }
    Ok(())
}

/// Makes the rows of everybody who has none: those who were there before there was such a table, and those whom an older
/// program adds beside this one. Answers how many people they were. It can be stopped and begun again.
///
/// # Errors
/// When the database cannot say or keep it.
pub async fn keep_all(platform: &Platform, trust: TrustId) -> DatabaseResult<usize> {
    let mut all = 0;
    let waiting = platform
        .database
        .read(move |db| store::without_names(db, trust, 1));
    if waiting.await?.is_empty() {
        return Ok(all);
    }
    loop {
        let some = move |db: &mut AnyConnection| keep_some(db, trust);
        let kept = platform.database.write(some).await?;
        if kept == 0 {
            return Ok(all);
        }
        all += kept;
    }
}

fn keep_some(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<usize> {
    let people = store::without_names(db, trust, BATCH)?;
    keep_names(db, trust, &people)?;
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    store::set_version(db, trust, &ids, VERSION)?;
    Ok(people.len())
}

/// A number for the names of a Trust.
fn turn(trust: TrustId) -> i64 {
    let digest = Sha256::digest(format!("names\n{trust}"));
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}
