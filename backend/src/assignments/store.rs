//! Assignments in the database.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{assignments, organisations, programmes, trusts, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::{
    assignments::AccessRules,
    identity::Role,
    ids::{AssignmentId, OrganisationId, ProgrammeId, TrustId, UserId},
    organisations::OrganisationKind,
};

/// One assignment with the names that people read.
#[derive(Debug, Clone, Queryable)]
pub(super) struct AssignmentRow {
    pub id: AssignmentId,
    pub programme_id: ProgrammeId,
    pub programme_title: String,
    pub user_id: Option<UserId>,
    pub organisation_id: Option<OrganisationId>,
    pub user: Option<(String, Role)>,
    pub organisation: Option<(String, OrganisationKind)>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a list of assignments can be narrowed by.
#[derive(Debug, Clone, Copy, Default)]
pub struct AssignmentFilter {
    /// One of them.
    pub id: Option<AssignmentId>,
    /// Only of this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Only of this member of staff.
    pub user_id: Option<UserId>,
    /// Only of this partner.
    pub organisation_id: Option<OrganisationId>,
    /// Only those that last, or only those that have ended.
    pub open: Option<bool>,
}

/// The newest first; at most `limit`.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: AssignmentFilter,
    before: Option<AssignmentId>,
    limit: i64,
) -> DatabaseResult<Vec<AssignmentRow>> {
    let on_programme = programmes::trust_id
        .eq(assignments::trust_id)
        .and(programmes::id.eq(assignments::programme_id));
    let on_user = users::trust_id
        .eq(assignments::trust_id)
        .and(users::id.nullable().eq(assignments::user_id));
    let on_organisation = organisations::trust_id.eq(assignments::trust_id).and(
        organisations::id
            .nullable()
            .eq(assignments::organisation_id),
    );
    let mut query = assignments::table
        .inner_join(programmes::table.on(on_programme))
        .left_join(users::table.on(on_user))
        .left_join(organisations::table.on(on_organisation))
        .filter(assignments::trust_id.eq(bind(trust)))
        .into_boxed();
    if let Some(id) = filter.id {
        query = query.filter(assignments::id.eq(bind(id)));
    }
    if let Some(programme) = filter.programme_id {
        query = query.filter(assignments::programme_id.eq(bind(programme)));
    }
    if let Some(user) = filter.user_id {
        query = query.filter(assignments::user_id.eq(Some(user)));
    }
    if let Some(organisation) = filter.organisation_id {
        query = query.filter(assignments::organisation_id.eq(Some(organisation)));
    }
    match filter.open {
        Some(true) => query = query.filter(assignments::ended_at.is_null()),
        Some(false) => query = query.filter(assignments::ended_at.is_not_null()),
        None => {}
    }
    if let Some(before) = before {
        query = query.filter(assignments::id.lt(bind(before)));
    }
    Ok(query
        .order(assignments::id.desc())
        .limit(limit)
        .select((
            assignments::id,
            assignments::programme_id,
            programmes::title,
            assignments::user_id,
            assignments::organisation_id,
            (users::name, users::role).nullable(),
            (organisations::name, organisations::kind).nullable(),
            assignments::created_at,
            assignments::ended_at,
        ))
        .load(db)?)
}

/// Who is given a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    User(UserId),
    Organisation(OrganisationId),
}

pub(super) fn insert(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, programme, whom): (AssignmentId, ProgrammeId, Whom),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let (user, organisation) = match whom {
        Whom::User(id) => (Some(id), None),
        Whom::Organisation(id) => (None, Some(id)),
    };
    diesel::insert_into(assignments::table)
        .values((
            assignments::trust_id.eq(bind(trust)),
            assignments::id.eq(bind(id)),
            assignments::programme_id.eq(bind(programme)),
            assignments::user_id.eq(user),
            assignments::organisation_id.eq(organisation),
            assignments::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    Ok(())
}

/// Ends it, if it still lasts. Answers whether it did.
pub(super) fn end(
    db: &mut AnyConnection,
    trust: TrustId,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let changed = diesel::update(assignments::table.find((bind(trust), bind(id))))
        .filter(assignments::ended_at.is_null())
        .set(assignments::ended_at.eq(Some(now)))
        .execute(db)?;
    Ok(changed == 1)
}

/// The programmes that a member of staff works on.
pub(super) fn of_user(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Vec<ProgrammeId>> {
    Ok(assignments::table
        .filter(assignments::trust_id.eq(bind(trust)))
        .filter(assignments::user_id.eq(Some(user)))
        .filter(assignments::ended_at.is_null())
        .select(assignments::programme_id)
        .load(db)?)
}

/// The programmes that a partner works on.
pub(super) fn of_organisation(
    db: &mut AnyConnection,
    trust: TrustId,
    organisation: OrganisationId,
) -> DatabaseResult<Vec<ProgrammeId>> {
    Ok(assignments::table
        .filter(assignments::trust_id.eq(bind(trust)))
        .filter(assignments::organisation_id.eq(Some(organisation)))
        .filter(assignments::ended_at.is_null())
        .select(assignments::programme_id)
        .load(db)?)
}

/// What somebody does, where there is such a member of staff whose account is not disabled.
pub(super) fn role_of(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
) -> DatabaseResult<Option<Role>> {
    Ok(users::table
        .find((bind(trust), bind(user)))
        .filter(users::disabled_at.is_null())
        .select(users::role)
        .first(db)
        .optional()?)
}

/// What kind of partner it is, where there is such a partner.
pub(super) fn kind_of(
    db: &mut AnyConnection,
    trust: TrustId,
    organisation: OrganisationId,
) -> DatabaseResult<Option<OrganisationKind>> {
    Ok(organisations::table
        .find((bind(trust), bind(organisation)))
        .select(organisations::kind)
        .first(db)
        .optional()?)
}

/// Members of staff whose part is by programme, and whose account is not disabled.
pub(super) fn assignable_users(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(UserId, String, Role)>> {
    let by_programme = [Role::Assessor, Role::Trainer, Role::HiringManager].map(bind);
    Ok(users::table
        .filter(users::trust_id.eq(bind(trust)))
        .filter(users::role.eq_any(by_programme))
        .filter(users::disabled_at.is_null())
        .order((users::name, users::id))
        .select((users::id, users::name, users::role))
        .load(db)?)
}

/// The partners whose part is by programme.
pub(super) fn assignable_partners(
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<Vec<(OrganisationId, String, OrganisationKind)>> {
    Ok(organisations::table
        .filter(organisations::trust_id.eq(bind(trust)))
        .filter(organisations::kind.eq(bind(OrganisationKind::College)))
        .order((organisations::name, organisations::id))
        .select((organisations::id, organisations::name, organisations::kind))
        .load(db)?)
}

/// Whether there is such a programme.
pub(super) fn has_programme(
    db: &mut AnyConnection,
    trust: TrustId,
    programme: ProgrammeId,
) -> DatabaseResult<bool> {
    let found: i64 = programmes::table
        .find((bind(trust), bind(programme)))
        .count()
        .get_result(db)?;
    Ok(found > 0)
}

/// Under this name the rules stand in the Trust's settings.
const RULES: &str = "access";

fn settings(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<Value> {
    let AsJson(settings): AsJson<Value> = trusts::table
        .find(bind(trust))
        .select(trusts::settings)
        .first(db)?;
    Ok(settings)
}

/// How far members of staff reach; what is not set is off.
pub(super) fn rules(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<AccessRules> {
    let settings = settings(db, trust)?;
    let set = settings.get(RULES).cloned();
    let narrow = set.is_some();
    let read = set.and_then(|rules| serde_json::from_value(rules).ok());
    // What is set and cannot be read is taken for the narrower of the two.
    Ok(read.unwrap_or(AccessRules {
        hiring_managers_by_programme: narrow,
    }))
}

pub(super) fn set_rules(
    db: &mut AnyConnection,
    trust: TrustId,
    rules: &AccessRules,
) -> DatabaseResult<()> {
    let mut settings = settings(db, trust)?;
    if let Some(members) = settings.as_object_mut() {
        let rules = serde_json::to_value(rules).unwrap_or_default();
        members.insert(RULES.to_owned(), rules);
    }
    diesel::update(trusts::table.find(bind(trust)))
        .set(trusts::settings.eq(bind(settings)))
        .execute(db)?;
    Ok(())
}
