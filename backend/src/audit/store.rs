//! Lines of the audit log, and the names of those whom they tell of.

use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{api_clients, audit, candidates, organisations, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::{CandidateId, TrustId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One line.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit)]
pub(super) struct LineRow {
    pub position: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub resource_kind: String,
    pub resource_id: Option<Uuid>,
    pub outcome: String,
    pub request_id: String,
    pub sequence: Option<i64>,
    pub person_id: Option<CandidateId>,
    pub address: Option<String>,
    pub people: Option<i32>,
    pub particulars: Option<String>,
}

/// What the log is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only about this person.
    pub person: Option<CandidateId>,
    /// Only by this somebody.
    pub actor: Option<Uuid>,
    /// Only this action.
    pub action: Option<String>,
    /// Only at or after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Only before this instant.
    pub before: Option<DateTime<Utc>>,
    /// Only with this outcome.
    pub outcome: Option<String>,
}

/// The sort keys of a line.
pub type At = (DateTime<Utc>, i64);

/// The newest lines first; `limit` of them.
pub(super) fn lines(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: Filter,
    after: Option<At>,
    limit: i64,
) -> DatabaseResult<Vec<LineRow>> {
    let mut query = audit::table
        .filter(audit::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(person) = filter.person {
        query = query.filter(audit::person_id.eq(Some(person)));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit::actor_id.eq(Some(actor)));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit::action.eq(action));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(audit::outcome.eq(bind(outcome)));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit::at.ge(bind(from)));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit::at.lt(bind(before)));
    }
    if let Some((at, position)) = after {
        let earlier = audit::at
            .lt(bind(at))
            .or(audit::at.eq(bind(at)).and(audit::position.lt(position)));
        query = query.filter(earlier);
    }
    Ok(query
        .order((audit::at.desc(), audit::position.desc()))
        .limit(limit)
        .select(LineRow::as_select())
        .load(db)?)
}

/// Names by id.
pub(super) type Names = BTreeMap<Uuid, String>;

/// The names of everybody whom these lines tell of.
pub(super) fn names(
    db: &mut AnyConnection,
    trust: TrustId,
    lines: &[LineRow],
) -> DatabaseResult<Names> {
    let people: BTreeSet<Uuid> = lines
        .iter()
        .flat_map(|line| [line.actor_id, line.person_id.map(CandidateId::as_uuid)])
        .flatten()
        .collect();
    let asked = || people.iter().copied().map(bind).collect::<Vec<_>>();
    let mut names = Names::new();
    let candidates: Vec<(Uuid, String, String)> = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::id.eq_any(asked()))
        .select((
            candidates::id,
            candidates::given_name,
            candidates::family_name,
        ))
        .load(db)?;
    let named = candidates.into_iter();
    names.extend(named.map(|(id, given, family)| (id, format!("{given} {family}"))));
    let staff: Vec<(Uuid, String)> = users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::id.eq_any(asked()))
        .select((users::id, users::name))
        .load(db)?;
    names.extend(staff);
    let on_organisation = organisations::trust_id
        .eq(api_clients::trust_id)
        .and(organisations::id.eq(api_clients::organisation_id));
    let partners: Vec<(Uuid, String)> = api_clients::table
        .inner_join(organisations::table.on(on_organisation))
        .filter(api_clients::trust_id.eq(bind(trust)))
        .filter(api_clients::id.eq_any(asked()))
        .select((api_clients::id, organisations::name))
        .load(db)?;
    names.extend(partners);
    Ok(names)
}

/// Staff to choose from, by name.
pub(super) fn staff(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Vec<(Uuid, String)>> {
    Ok(users::table
        .filter(users::trust_id.eq(bind(trust)))
        .order((users::name, users::id))
        .select((users::id, users::name))
        .load(db)?)
}

/// The person with this reference, as it stands on their page.
pub(super) fn person_of(
    db: &mut AnyConnection,
    trust: TrustId,
    reference: &str,
) -> DatabaseResult<Option<CandidateId>> {
    use crate::platform::database::schema::journeys;
    let own: Option<CandidateId> = candidates::table
        .filter(candidates::trust_id.eq(bind(trust)))
        .filter(candidates::reference.eq(reference))
        .select(candidates::id)
        .first(db)
        .optional()?;
    if own.is_some() {
        return Ok(own);
    }
    Ok(journeys::table
        .filter(journeys::trust_id.eq(bind(trust)))
        .filter(journeys::reference.eq(reference))
        .select(journeys::candidate_id)
        .first(db)
        .optional()?)
}
