//! What people are found by, in the database.

mod finding;

pub(super) use finding::{
    By, JourneyRow, Within, journeys_of, people_named, people_with, rows, words_beginning,
    words_spelt,
};

use super::names::Named;
use crate::each;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidate_names, candidate_spellings, candidates},
};
use diesel::{prelude::*, sql_types::BigInt};
use shared::{
    candidates::spelling::{pairs_of, spellings, words_of},
    ids::{CandidateId, TrustId},
};
use std::collections::HashSet;

/// What one person is found by: each word beside another, and the words themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRows {
    /// Word and the word beside it.
    pub names: Vec<(String, String)>,
    /// Every word.
    pub words: Vec<String>,
}

/// What somebody of this name is found by, for whoever writes many rows at once.
#[must_use]
pub fn name_rows(given_name: &str, family_name: &str) -> NameRows {
    let words = words_of(given_name, family_name);
    let pairs = pairs_of(&words).into_iter();
    NameRows {
        names: pairs
            .map(|(word, beside)| (word.to_owned(), beside.to_owned()))
            .collect(),
        words,
    }
}

/// Whether a transaction may stand beside others of its kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turn {
    BesideOthers,
    Alone,
}

/// Takes a turn that lasts until the transaction ends. SQLite has one writer anyway.
pub(super) fn take_turns(db: &mut AnyConnection, turn: i64, how: Turn) -> DatabaseResult<()> {
    if let AnyConnection::Postgres(connection) = db {
        let lock = match how {
            Turn::BesideOthers => "SELECT pg_advisory_xact_lock_shared($1)",
            Turn::Alone => "SELECT pg_advisory_xact_lock($1)",
        };
        diesel::sql_query(lock)
            .bind::<BigInt, _>(turn)
            .execute(connection)?;
    }
    Ok(())
}

/// Far below SQLite's limit of 32,766 parameters.
const ROWS_OF_A_STATEMENT: usize = 1_000;

pub(super) fn insert_names(
    db: &mut AnyConnection,
    trust: TrustId,
    names: &[(CandidateId, String, String)],
) -> DatabaseResult<()> {
    for names in names.chunks(ROWS_OF_A_STATEMENT) {
        let rows: Vec<_> = names
            .iter()
            .map(|(id, word, beside)| {
                (
                    candidate_names::trust_id.eq(bind(trust)),
                    candidate_names::word.eq(word),
                    candidate_names::beside.eq(beside),
                    candidate_names::candidate_id.eq(bind(*id)),
                )
            })
            .collect();
        each!(db, c => diesel::insert_into(candidate_names::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Which of these words somebody has already.
pub(super) fn known_words(
    db: &mut AnyConnection,
    trust: TrustId,
    words: &[String],
) -> DatabaseResult<HashSet<String>> {
    let known: Vec<String> = candidate_spellings::table
        .filter(candidate_spellings::trust_id.eq(bind(trust)))
        .filter(candidate_spellings::spelling.eq_any(words))
        .filter(candidate_spellings::word.eq(candidate_spellings::spelling))
        .select(candidate_spellings::word)
        .load(db)?;
    Ok(known.into_iter().collect())
}

pub(super) fn insert_spellings<'a>(
    db: &mut AnyConnection,
    trust: TrustId,
    words: impl Iterator<Item = &'a String>,
) -> DatabaseResult<()> {
    let rows: Vec<_> = words
        .flat_map(|word| {
            spellings(word)
                .into_iter()
                .map(move |spelling| (word, spelling))
        })
        .map(|(word, spelling)| {
            (
                candidate_spellings::trust_id.eq(bind(trust)),
                candidate_spellings::spelling.eq(spelling),
                candidate_spellings::word.eq(word),
            )
        })
        .collect();
    for rows in rows.chunks(ROWS_OF_A_STATEMENT) {
        each!(db, c => diesel::insert_into(candidate_spellings::table)
            .values(rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

pub(super) fn delete_names(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    pairs: &[(&str, &str)],
) -> DatabaseResult<()> {
    for (word, beside) in pairs {
        diesel::delete(candidate_names::table.find((bind(trust), *word, *beside, bind(id))))
            .execute(db)?;
    }
    Ok(())
}

/// Whether somebody has this word in their name: every word of a name stands first once.
pub(super) fn is_somebodys(
    db: &mut AnyConnection,
    trust: TrustId,
    word: &str,
) -> DatabaseResult<bool> {
    let somebody: Option<CandidateId> = candidate_names::table
        .filter(candidate_names::trust_id.eq(bind(trust)))
        .filter(candidate_names::word.eq(word))
        .select(candidate_names::candidate_id)
        .first(db)
        .optional()?;
    Ok(somebody.is_some())
}

pub(super) fn delete_spellings(
    db: &mut AnyConnection,
    trust: TrustId,
    word: &str,
) -> DatabaseResult<()> {
    let all = spellings(word);
    diesel::delete(
        candidate_spellings::table
            .filter(candidate_spellings::trust_id.eq(bind(trust)))
            .filter(candidate_spellings::spelling.eq_any(all))
            .filter(candidate_spellings::word.eq(word)),
    )
    .execute(db)?;
    Ok(())
}

/// People whose rows are still to be made.
pub(super) fn without_names(
    db: &mut AnyConnection,
    trust: TrustId,
    limit: i64,
) -> DatabaseResult<Vec<Named>> {
    let people: Vec<(CandidateId, String, String)> = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::names_version.is_null())
        .order(candidates::id)
        .limit(limit)
        .select((
            candidates::id,
            candidates::given_name,
            candidates::family_name,
        ))
        .load(db)?;
    let named = |(id, given_name, family_name)| Named {
        id,
        given_name,
        family_name,
    };
    Ok(people.into_iter().map(named).collect())
}

pub(super) fn set_version(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[CandidateId],
    version: i32,
) -> DatabaseResult<()> {
    let these = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::id.eq_any(ids.iter().copied().map(bind)));
    diesel::update(these)
        .set(candidates::names_version.eq(Some(version)))
        .execute(db)?;
    Ok(())
}
