//! What people are found by, in the database.

use crate::candidates::store::CandidateRow;
use crate::each;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidate_names, candidate_spellings, candidates, journeys, programmes},
    sql_types::Id,
};
use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{
    candidates::spelling::{pairs_of, spellings, words_of},
    ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, TrustId},
    journey::State,
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

pub(super) fn insert_names(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    pairs: &[(&str, &str)],
) -> DatabaseResult<()> {
    let rows: Vec<_> = pairs
        .iter()
        .map(|(word, beside)| {
            (
                candidate_names::trust_id.eq(bind(trust)),
                candidate_names::word.eq(*word),
                candidate_names::beside.eq(*beside),
                candidate_names::candidate_id.eq(bind(id)),
            )
        })
        .collect();
    each!(db, c => diesel::insert_into(candidate_names::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(c))?;
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
    if rows.is_empty() {
        return Ok(());
    }
    each!(db, c => diesel::insert_into(candidate_spellings::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(c))?;
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

/// People whose rows are still to be made: id, given name, family name.
pub(super) fn without_names(
    db: &mut AnyConnection,
    trust: TrustId,
    limit: i64,
) -> DatabaseResult<Vec<(CandidateId, String, String)>> {
    Ok(candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::names_version.is_null())
        .order(candidates::id)
        .limit(limit)
        .select((
            candidates::id,
            candidates::given_name,
            candidates::family_name,
        ))
        .load(db)?)
}

pub(super) fn set_version(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    version: i32,
) -> DatabaseResult<()> {
    diesel::update(candidates::table.find((bind(trust), bind(id))))
        .set(candidates::names_version.eq(Some(version)))
        .execute(db)?;
    Ok(())
}

/// Words that share one of these spellings, in no order; at most `limit`.
pub(super) fn words_spelt(
    db: &mut AnyConnection,
    trust: TrustId,
    spelt: Vec<String>,
    limit: i64,
) -> DatabaseResult<Vec<String>> {
    Ok(candidate_spellings::table
        .filter(candidate_spellings::trust_id.eq(bind(trust)))
        .filter(candidate_spellings::spelling.eq_any(spelt))
        .select(candidate_spellings::word)
        .limit(limit)
        .load(db)?)
}

/// Words that begin so; at most `limit`.
pub(super) fn words_beginning(
    db: &mut AnyConnection,
    trust: TrustId,
    begins: &str,
    limit: i64,
) -> DatabaseResult<Vec<String>> {
    Ok(candidate_spellings::table
        .filter(candidate_spellings::trust_id.eq(bind(trust)))
        .filter(candidate_spellings::spelling.ge(begins))
        .filter(candidate_spellings::spelling.lt(format!("{begins}\u{10FFFF}")))
        .filter(candidate_spellings::word.eq(candidate_spellings::spelling))
        .select(candidate_spellings::word)
        .limit(limit)
        .load(db)?)
}

#[derive(QueryableByName)]
struct Somebody {
    #[diesel(sql_type = Id)]
    id: CandidateId,
}

/// People who have one of these words beside another, in the order of the pairs; at most `limit`, so that however many have one name, no
/// more are read. An empty second word stands for any.
///
/// One text holds all pairs: the statement is the same for each search, and is prepared once.
pub(super) fn people_named(
    db: &mut AnyConnection,
    trust: TrustId,
    pairs: &[(&str, &str)],
    limit: i64,
) -> DatabaseResult<Vec<CandidateId>> {
    const ON_SQLITE: &str = "SELECT n.candidate_id AS id FROM json_each(?2) p CROSS JOIN candidate_names n \
         ON n.trust_id = ?1 AND n.word = json_extract(p.value, '$[0]') AND n.beside = json_extract(p.value, '$[1]') LIMIT ?3";
    const ON_POSTGRES: &str = "SELECT n.id FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS p (pair, at) \
         CROSS JOIN LATERAL (SELECT candidate_id AS id FROM candidate_names \
         WHERE trust_id = $1 AND word = p.pair ->> 0 AND beside = p.pair ->> 1 LIMIT $3) n ORDER BY p.at LIMIT $3";
    people(
        db,
        (trust, limit),
        (ON_SQLITE, ON_POSTGRES),
        serde_json::json!(pairs).to_string(),
    )
}

/// People who have one of these words in their name, in the order of the words; at most `limit`.
pub(super) fn people_with(
    db: &mut AnyConnection,
    trust: TrustId,
    words: &[&str],
    limit: i64,
) -> DatabaseResult<Vec<CandidateId>> {
    const ON_SQLITE: &str = "SELECT n.candidate_id AS id FROM json_each(?2) p CROSS JOIN candidate_names n \
         ON n.trust_id = ?1 AND n.word = p.value LIMIT ?3";
    const ON_POSTGRES: &str = "SELECT n.id FROM jsonb_array_elements_text($2::jsonb) WITH ORDINALITY AS p (word, at) \
         CROSS JOIN LATERAL (SELECT candidate_id AS id FROM candidate_names \
         WHERE trust_id = $1 AND word = p.word LIMIT $3) n ORDER BY p.at LIMIT $3";
    people(
        db,
        (trust, limit),
        (ON_SQLITE, ON_POSTGRES),
        serde_json::json!(words).to_string(),
    )
}

fn people(
    db: &mut AnyConnection,
    (trust, limit): (TrustId, i64),
    (on_sqlite, on_postgres): (&'static str, &'static str),
    wanted: String,
) -> DatabaseResult<Vec<CandidateId>> {
    let found: Vec<Somebody> = match db {
        AnyConnection::Sqlite(c) => diesel::sql_query(on_sqlite)
            .bind::<Id, _>(trust)
            .bind::<Text, _>(wanted)
            .bind::<BigInt, _>(limit)
            .load(c)?,
        AnyConnection::Postgres(c) => diesel::sql_query(on_postgres)
            .bind::<Id, _>(trust)
            .bind::<Text, _>(wanted)
            .bind::<BigInt, _>(limit)
            .load(c)?,
    };
    let mut known = HashSet::new();
    let new = found.into_iter().map(|somebody| somebody.id);
    Ok(new.filter(|id| known.insert(*id)).collect())
}

/// Whom a search is narrowed to besides what was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Within {
    pub referred_by: Option<OrganisationId>,
    pub on_one_of: Option<Vec<ProgrammeId>>,
}

/// What people are looked for by, besides their name.
#[derive(Debug)]
pub(super) enum By<'a> {
    Ids(&'a [CandidateId]),
    Birth(NaiveDate),
    Email(&'a str),
    Phone(&'a str),
    NumberHashes(Vec<String>),
    /// Their own reference, or that of a journey of theirs.
    Reference(&'a str),
    /// Everybody within reach.
    Everybody,
}

/// People within reach, at most `limit`.
pub(super) fn rows(
    db: &mut AnyConnection,
    trust: TrustId,
    by: By<'_>,
    within: &Within,
    limit: i64,
) -> DatabaseResult<Vec<CandidateRow>> {
    let mut query = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .limit(limit)
        .into_boxed();
    match by {
        By::Ids(ids) => query = query.filter(candidates::id.eq_any(ids.iter().copied().map(bind))),
        By::Birth(day) => query = query.filter(candidates::date_of_birth.eq(day)),
        By::Email(email) => query = query.filter(candidates::email.eq(email.to_owned())),
        By::Phone(phone) => query = query.filter(candidates::phone.eq(phone.to_owned())),
        By::NumberHashes(hashes) => {
            query = query.filter(candidates::ni_number_found_by.eq_any(hashes))
        }
        By::Reference(reference) => {
            let of_journey = journeys::table
                .filter(journeys::trust_id.eq(bind(trust)))
                .filter(journeys::reference.eq(reference.to_owned()))
                .select(journeys::candidate_id);
            let own = candidates::reference.eq(reference.to_owned());
            query = query.filter(own.or(candidates::id.eq_any(of_journey)));
        }
        By::Everybody => {}
    }
    if let Some(programmes) = &within.on_one_of {
        let on_them = journeys::table
            .filter(journeys::trust_id.eq(bind(trust)))
            .filter(journeys::programme_id.eq_any(programmes.iter().copied().map(bind)))
            .select(journeys::candidate_id);
        query = query.filter(candidates::id.eq_any(on_them));
    }
    if let Some(partner) = within.referred_by {
        let theirs = journeys::table
            .filter(journeys::trust_id.eq(bind(trust)))
            .filter(journeys::organisation_id.eq(bind(partner)))
            .filter(journeys::candidate_id.eq(candidates::id))
            .select(journeys::candidate_id);
        query = query.filter(diesel::dsl::exists(theirs));
    }
    Ok(query.select(CandidateRow::as_select()).load(db)?)
}

/// A journey of somebody who was found.
#[derive(Debug, Queryable)]
pub(super) struct JourneyRow {
    pub candidate_id: CandidateId,
    pub id: JourneyId,
    pub reference: String,
    pub programme_id: ProgrammeId,
    pub programme_title: String,
    pub state: State,
}

/// The journeys of these people within reach, the latest first.
pub(super) fn journeys_of(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[CandidateId],
    within: &Within,
) -> DatabaseResult<Vec<JourneyRow>> {
    let of_programme = programmes::trust_id
        .eq(journeys::trust_id)
        .and(programmes::id.eq(journeys::programme_id));
    let mut query = journeys::table
        .inner_join(programmes::table.on(of_programme))
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq_any(ids.iter().copied().map(bind)))
        .order((journeys::created_at.desc(), journeys::id.desc()))
        .into_boxed();
    if let Some(programmes) = &within.on_one_of {
        query = query.filter(journeys::programme_id.eq_any(programmes.iter().copied().map(bind)));
    }
    if let Some(partner) = within.referred_by {
        query = query.filter(journeys::organisation_id.eq(bind(partner)));
    }
    Ok(query
        .select((
            journeys::candidate_id,
            journeys::id,
            journeys::reference,
            journeys::programme_id,
            programmes::title,
            journeys::state,
        ))
        .load(db)?)
}
