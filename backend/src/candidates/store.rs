//! People in the database.

use crate::platform::crypto::Sealed;
use crate::platform::database::{
    AnyConnection, Bind, DatabaseResult, bind,
    schema::{candidates, journeys},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    adjustments::OnWord,
    candidates::Language,
    ids::{CandidateId, OrganisationId, ProgrammeId, TrustId},
};
use std::collections::HashMap;

/// A person as they are kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = candidates)]
pub struct CandidateRow {
    /// Their id.
    pub id: CandidateId,
    /// Their short reference.
    pub reference: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The language they read best.
    pub language: Language,
    /// Adjustments they need.
    pub adjustments: Option<String>,
    /// Counts up with each change.
    pub version: i32,
    /// National Insurance number, sealed.
    pub ni_number: Option<String>,
}

/// A person to be kept.
#[derive(Debug, Insertable)]
#[diesel(table_name = candidates)]
pub(super) struct NewCandidate {
    #[diesel(serialize_as = Bind<TrustId>)]
    pub trust_id: TrustId,
    #[diesel(serialize_as = Bind<CandidateId>)]
    pub id: CandidateId,
    pub reference: String,
    pub given_name: String,
    pub family_name: String,
    pub date_of_birth: NaiveDate,
    pub email: Option<String>,
    pub phone: Option<String>,
    #[diesel(serialize_as = Bind<Language>)]
    pub language: Language,
    pub adjustments: Option<String>,
    pub ni_number: Option<String>,
    pub ni_number_found_by: Option<String>,
    pub ni_number_key: Option<i32>,
    pub names_version: Option<i32>,
    pub version: i32,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub created_at: DateTime<Utc>,
    #[diesel(serialize_as = Bind<DateTime<Utc>>)]
    pub updated_at: DateTime<Utc>,
}

/// The person with this id, where there is one.
///
/// # Errors
/// When the database cannot say.
pub fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<Option<CandidateRow>> {
    Ok(candidates::table
        .find((bind(trust), bind(id)))
        .select(CandidateRow::as_select())
        .first(db)
        .optional()?)
}

/// Whether a partner referred this person.
pub(super) fn was_referred_by(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    organisation: OrganisationId,
) -> DatabaseResult<bool> {
    let journeys: i64 = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq(bind(id)))
        .filter(journeys::organisation_id.eq(bind(organisation)))
        .count()
        .get_result(db)?;
    Ok(journeys > 0)
}

/// Whether a person has a journey on one of these programmes.
pub(super) fn is_on_one_of(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    programmes: &[ProgrammeId],
) -> DatabaseResult<bool> {
    let journeys: i64 = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq(bind(id)))
        .filter(journeys::programme_id.eq_any(programmes.iter().copied().map(bind)))
        .count()
        .get_result(db)?;
    Ok(journeys > 0)
}

/// Somebody who was born on a day, as a referral is compared with them.
#[derive(Debug, Queryable)]
pub(super) struct Born {
    pub id: CandidateId,
    pub date_of_birth: NaiveDate,
    pub given_name: String,
    pub family_name: String,
    pub ni_number_found_by: Option<String>,
}

/// Everybody born on one of these days, the first known of them first.
pub(super) fn born_on(
    db: &mut AnyConnection,
    trust: TrustId,
    dates: &[NaiveDate],
) -> DatabaseResult<Vec<Born>> {
    // Put in order here: asked for it, SQLite reads everybody of the Trust in that order rather than those born on a day.
    let mut born: Vec<Born> = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::date_of_birth.eq_any(dates))
        .select((
            candidates::id,
            candidates::date_of_birth,
            candidates::given_name,
            candidates::family_name,
            candidates::ni_number_found_by,
        ))
        .load(db)?;
    born.sort_unstable_by_key(|known| known.id);
    Ok(born)
}

/// The reference of another person with this National Insurance number, where there is one.
pub(super) fn another_with_number(
    db: &mut AnyConnection,
    trust: TrustId,
    found_by: Vec<String>,
    except: CandidateId,
) -> DatabaseResult<Option<String>> {
    Ok(candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::ni_number_found_by.eq_any(found_by))
        .filter(candidates::id.ne(bind(except)))
        .order(candidates::id)
        .select(candidates::reference)
        .first(db)
        .optional()?)
}

/// People whose National Insurance number is sealed with another key than this version, and the sealed number.
pub(super) fn sealed_otherwise(
    db: &mut AnyConnection,
    trust: TrustId,
    version: i32,
    limit: i64,
) -> DatabaseResult<Vec<(CandidateId, String)>> {
    let found: Vec<(CandidateId, Option<String>)> = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::ni_number_key.ne(version))
        .order(candidates::id)
        .limit(limit)
        .select((candidates::id, candidates::ni_number))
        .load(db)?;
    let sealed = found
        .into_iter()
        .filter_map(|(id, sealed)| Some((id, sealed?)));
    Ok(sealed.collect())
}

/// Writes a corrected record over the row, if the row still has the version that was read. Answers whether it had.
pub(super) fn update(
    db: &mut AnyConnection,
    trust: TrustId,
    row: CandidateRow,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let changed = diesel::update(candidates::table.find((bind(trust), bind(row.id))))
        .filter(candidates::version.eq(row.version))
        .set((
            candidates::given_name.eq(row.given_name),
            candidates::family_name.eq(row.family_name),
            candidates::date_of_birth.eq(row.date_of_birth),
            candidates::email.eq(row.email),
            candidates::phone.eq(row.phone),
            candidates::language.eq(bind(row.language)),
            candidates::adjustments.eq(row.adjustments),
            // Whoever is corrected is to be compared with the others again.
            candidates::compared_version.eq(None::<i32>),
            candidates::version.eq(row.version + 1),
            candidates::updated_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}

/// Notes that what a person needs was told to staff.
pub(super) fn told_staff(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(candidates::table.find((bind(trust), bind(id))))
        .set((
            candidates::adjustments_on_word.eq(Some(OnWord::ToldStaff)),
            candidates::adjustments_said_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Sets or takes away a sealed National Insurance number.
pub(super) fn set_number(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    number: Option<&Sealed>,
) -> DatabaseResult<()> {
    diesel::update(candidates::table.find((bind(trust), bind(id))))
        .set((
            candidates::ni_number.eq(number.map(|sealed| sealed.value.clone())),
            candidates::ni_number_found_by.eq(number.map(|sealed| sealed.found_by.clone())),
            candidates::ni_number_key.eq(number.map(|sealed| sealed.key_version)),
        ))
        .execute(db)?;
    Ok(())
}

/// The sort keys of one line of the list: never in a cursor, because a cursor stands in an address.
type ByName = (String, String, CandidateId);

/// The sort keys of a person.
fn sort_keys(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
) -> DatabaseResult<Option<ByName>> {
    Ok(candidates::table
        .find((bind(trust), bind(id)))
        .select((
            candidates::family_name,
            candidates::given_name,
            candidates::id,
        ))
        .first(db)
        .optional()?)
}

/// Which partner referred each of these people first.
pub(super) fn first_referrers(
    db: &mut AnyConnection,
    trust: TrustId,
    ids: &[CandidateId],
) -> DatabaseResult<HashMap<CandidateId, OrganisationId>> {
    let journeys: Vec<(CandidateId, OrganisationId)> = journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::candidate_id.eq_any(ids.iter().copied().map(bind)))
        // The last one put into the map stays: the first journey.
        .order((journeys::created_at.desc(), journeys::id.desc()))
        .select((journeys::candidate_id, journeys::organisation_id))
        .load(db)?;
    Ok(journeys.into_iter().collect())
}

/// Which people a list is about.
#[derive(Debug, Default)]
pub(super) struct Whose {
    /// Only those whose family name begins so.
    pub family_name_begins: Option<String>,
    /// Only those who are found by one of these hashes of a National Insurance number.
    pub ni_number_found_by: Option<Vec<String>>,
    /// Only those whom this partner referred.
    pub referred_by: Option<OrganisationId>,
    /// Only those who are on one of these programmes.
    pub on_one_of: Option<Vec<ProgrammeId>>,
}

/// One row more than `limit`, by family name, so that the caller knows whether another page follows.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    whose: Whose,
    after: Option<CandidateId>,
    limit: i64,
) -> DatabaseResult<Vec<CandidateRow>> {
    let after = match after {
        Some(id) => sort_keys(db, trust, id)?,
        None => None,
    };
    let mut query = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .order((
            candidates::family_name,
            candidates::given_name,
            candidates::id,
        ))
        .limit(limit + 1)
        .into_boxed();
    if let Some(begins) = &whose.family_name_begins {
        // SQLite lowers A to Z only, so a name that begins with another letter is also looked for as names are written.
        let lowered = lower(candidates::family_name).like(starting_with(&begins.to_lowercase()));
        let written = candidates::family_name.like(starting_with(&as_written(begins)));
        query = query.filter(lowered.escape('\\').or(written.escape('\\')));
    }
    if let Some(hashes) = whose.ni_number_found_by {
        query = query.filter(candidates::ni_number_found_by.eq_any(hashes));
    }
    if let Some(within) = whose.on_one_of {
        let on_them = journeys::table
            .filter(journeys::trust_id.eq(bind(trust)))
            .filter(journeys::programme_id.eq_any(within.into_iter().map(bind)))
            .select(journeys::candidate_id);
        query = query.filter(candidates::id.eq_any(on_them));
    }
    if let Some(partner) = whose.referred_by {
        let referred = journeys::table
            .filter(journeys::trust_id.eq(bind(trust)))
            .filter(journeys::organisation_id.eq(bind(partner)))
            .select(journeys::candidate_id);
        query = query.filter(candidates::id.eq_any(referred));
    }
    if let Some((family, given, id)) = after {
        query = query.filter(
            candidates::family_name
                .gt(family.clone())
                .or(candidates::family_name.eq(family).and(
                    candidates::given_name
                        .gt(given.clone())
                        .or(candidates::given_name
                            .eq(given)
                            .and(candidates::id.gt(bind(id)))),
                )),
        );
    }
    Ok(query.select(CandidateRow::as_select()).load(db)?)
}

diesel::define_sql_function! {
    /// The database's own lower case.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// One capital and then small letters.
fn as_written(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}

/// A LIKE pattern in which what a person typed stands for itself.
fn starting_with(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Inserts people.
pub(super) fn insert_all(db: &mut AnyConnection, rows: Vec<NewCandidate>) -> DatabaseResult<()> {
    Ok(crate::insert_all!(db, candidates::table, rows)?)
}

/// Which of these references somebody has already.
pub(super) fn taken_references(
    db: &mut AnyConnection,
    trust: TrustId,
    references: &[&str],
) -> DatabaseResult<Vec<String>> {
    Ok(candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::reference.eq_any(references))
        .select(candidates::reference)
        .load(db)?)
}

/// Two referrals of one person at once take turns, so that the second finds whom the first has made. SQLite has one
/// writer anyway.
pub(super) fn take_turns(db: &mut AnyConnection, turns: &[i64]) -> DatabaseResult<()> {
    if let AnyConnection::Postgres(connection) = db {
        // One after another in the order of the list: two who take several never wait for each other.
        diesel::sql_query("SELECT pg_advisory_xact_lock(turn) FROM unnest($1) AS turn")
            .bind::<diesel::sql_types::Array<diesel::sql_types::BigInt>, _>(turns)
            .execute(connection)?;
    }
    Ok(())
}
