//! Looking for people in the database.

use crate::candidates::store::CandidateRow;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidate_spellings, candidates, journeys, programmes},
    sql_types::Id,
};
use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use shared::{
    ids::{CandidateId, JourneyId, OrganisationId, ProgrammeId, TrustId},
    journey::State,
};
use std::collections::HashSet;

/// Words that share one of these spellings, in no order; at most `limit`.
pub(in super::super) fn words_spelt(
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
pub(in super::super) fn words_beginning(
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
pub(in super::super) fn people_named(
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
pub(in super::super) fn people_with(
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
pub(in super::super) struct Within {
    pub referred_by: Option<OrganisationId>,
    pub on_one_of: Option<Vec<ProgrammeId>>,
}

/// What people are looked for by, besides their name.
#[derive(Debug)]
pub(in super::super) enum By<'a> {
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
pub(in super::super) fn rows(
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
pub(in super::super) struct JourneyRow {
    pub candidate_id: CandidateId,
    pub id: JourneyId,
    pub reference: String,
    pub programme_id: ProgrammeId,
    pub programme_title: String,
    pub state: State,
}

/// The journeys of these people within reach, the latest first.
pub(in super::super) fn journeys_of(
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
