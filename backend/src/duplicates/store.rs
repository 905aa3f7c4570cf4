//! Pairs of people in the database, and people as they are compared.

use crate::each;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{candidates, duplicates},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    duplicates::{Compared, DuplicateDecision},
    ids::{CandidateId, DuplicateId, TrustId, UserId},
};

/// Somebody as they are compared with others.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = candidates)]
pub(super) struct PersonRow {
    pub id: CandidateId,
    pub version: i32,
    given_name: String,
    family_name: String,
    pub date_of_birth: NaiveDate,
    pub email: Option<String>,
    pub phone: Option<String>,
    ni_number_found_by: Option<String>,
}

impl PersonRow {
    /// What is compared.
    pub fn compared(&self) -> Compared {
        Compared {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            date_of_birth: self.date_of_birth.into(),
            email: self.email.clone(),
            phone: self.phone.clone(),
        }
    }

    /// The name.
    pub fn name(&self) -> (&str, &str) {
        (&self.given_name, &self.family_name)
    }

    /// Whether they have another National Insurance number than somebody. Hashes of two keys say nothing of each other.
    pub fn has_another_number(&self, other: &Self) -> bool {
        let by_key = |row: &Self| {
            let hash = row.ni_number_found_by.as_deref()?;
            hash.split_once('.')
                .map(|(key, hash)| (key.to_owned(), hash.to_owned()))
        };
        match (by_key(self), by_key(other)) {
            (Some((key, hash)), Some((other_key, other_hash))) => {
                key == other_key && hash != other_hash
            }
            _ => false,
        }
    }
}

/// People who are still to be compared.
pub(super) fn not_compared(
    db: &mut AnyConnection,
    trust: TrustId,
    limit: i64,
) -> DatabaseResult<Vec<PersonRow>> {
    Ok(candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::compared_version.is_null())
        .order(candidates::id)
        .limit(limit)
        .select(PersonRow::as_select())
        .load(db)?)
}

/// People by what they may share with somebody.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sharing<'a> {
    /// Born on this day.
    Birth(NaiveDate),
    /// Among these, and born on one of these days.
    Near(&'a [CandidateId], &'a [NaiveDate]),
    /// With this e-mail address.
    Email(&'a str),
    /// With this telephone number.
    Phone(&'a str),
    /// These.
    Ids(&'a [CandidateId]),
}

/// At most `limit` of them, in no order.
pub(super) fn sharing(
    db: &mut AnyConnection,
    trust: TrustId,
    what: Sharing<'_>,
    limit: i64,
) -> DatabaseResult<Vec<PersonRow>> {
    let mut query = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .limit(limit)
        .into_boxed();
    let among = |ids: &[CandidateId]| ids.iter().copied().map(bind).collect::<Vec<_>>();
    query = match what {
        Sharing::Birth(day) => query.filter(candidates::date_of_birth.eq(day)),
        Sharing::Near(ids, days) => query
            .filter(candidates::id.eq_any(among(ids)))
            .filter(candidates::date_of_birth.eq_any(days.to_vec())),
        Sharing::Email(email) => query.filter(candidates::email.eq(email.to_owned())),
        Sharing::Phone(phone) => query.filter(candidates::phone.eq(phone.to_owned())),
        Sharing::Ids(ids) => query.filter(candidates::id.eq_any(among(ids))),
    };
    Ok(query.select(PersonRow::as_select()).load(db)?)
}

/// Notes that somebody was compared, if they are still as they were then.
pub(super) fn set_compared(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, version): (CandidateId, i32),
    by: i32,
) -> DatabaseResult<()> {
    diesel::update(candidates::table.find((bind(trust), bind(id))))
        .filter(candidates::version.eq(version))
        .set(candidates::compared_version.eq(Some(by)))
        .execute(db)?;
    Ok(())
}

/// A pair as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = duplicates)]
pub(super) struct PairRow {
    pub id: DuplicateId,
    pub one_id: CandidateId,
    pub other_id: CandidateId,
    pub decision: Option<DuplicateDecision>,
}

/// Two people who are alike.
pub(super) type Pair = (CandidateId, CandidateId);

/// Keeps a pair, unless it is there already.
pub(super) fn keep(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, (one, other)): (DuplicateId, Pair),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    each!(db, c => diesel::insert_into(duplicates::table)
        .values((
            duplicates::trust_id.eq(bind(trust)),
            duplicates::id.eq(bind(id)),
            duplicates::one_id.eq(bind(one)),
            duplicates::other_id.eq(bind(other)),
            duplicates::found_at.eq(bind(now)),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Pairs of which nobody has said anything, with somebody in them. Asked for each place, because an index serves one.
pub(super) fn open_of(
    db: &mut AnyConnection,
    trust: TrustId,
    person: CandidateId,
) -> DatabaseResult<Vec<PairRow>> {
    let open = duplicates::table
        .filter(duplicates::trust_id.eq(bind(trust)))
        .filter(duplicates::decision.is_null())
        .select(PairRow::as_select());
    let mut pairs: Vec<PairRow> = open.filter(duplicates::one_id.eq(bind(person))).load(db)?;
    pairs.extend(
        open.filter(duplicates::other_id.eq(bind(person)))
            .load::<PairRow>(db)?,
    );
    Ok(pairs)
}

/// Forgets a pair that is not alike any more, if nobody has said anything of it.
pub(super) fn forget(
    db: &mut AnyConnection,
    trust: TrustId,
    id: DuplicateId,
) -> DatabaseResult<()> {
    diesel::delete(duplicates::table.find((bind(trust), bind(id))))
        .filter(duplicates::decision.is_null())
        .execute(db)?;
    Ok(())
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: DuplicateId,
) -> DatabaseResult<Option<PairRow>> {
    Ok(duplicates::table
        .find((bind(trust), bind(id)))
        .select(PairRow::as_select())
        .first(db)
        .optional()?)
}

/// Pairs of which nobody has said anything, those that were found first come first; at most `limit`.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    after: Option<DuplicateId>,
    limit: i64,
) -> DatabaseResult<Vec<PairRow>> {
    let mut query = duplicates::table
        .filter(duplicates::trust_id.eq(bind(trust)))
        .filter(duplicates::decision.is_null())
        .order(duplicates::id)
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(duplicates::id.gt(bind(after)));
    }
    Ok(query.select(PairRow::as_select()).load(db)?)
}

/// Keeps what somebody says of a pair, if nobody has said anything before. Answers whether that is so.
pub(super) fn settle(
    db: &mut AnyConnection,
    (trust, id): (TrustId, DuplicateId),
    decision: DuplicateDecision,
    (by, now): (UserId, DateTime<Utc>),
) -> DatabaseResult<bool> {
    let changed = diesel::update(duplicates::table.find((bind(trust), bind(id))))
        .filter(duplicates::decision.is_null())
        .set((
            duplicates::decision.eq(Some(decision)),
            duplicates::decided_by.eq(Some(by)),
            duplicates::decided_at.eq(Some(now)),
        ))
        .execute(db)?;
    Ok(changed == 1)
}
