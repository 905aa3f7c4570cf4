//! How accounts and their links are kept. Only here is diesel.

use super::links::LinkPurpose;
use crate::messages::wake;
use crate::platform::database::{
    AnyConnection, DatabaseResult, bind,
    schema::{account_links, messages, trusts, users},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::{
    accounts::AccountState,
    identity::Role,
    ids::{TrustId, UserId},
};
use uuid::Uuid;

/// A member of staff.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct UserRow {
    pub trust_id: TrustId,
    pub id: UserId,
    pub role: Role,
    pub email: String,
    pub name: String,
    pub disabled_at: Option<DateTime<Utc>>,
    pub invited_until: Option<DateTime<Utc>>,
    pub last_signed_in_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl UserRow {
    pub fn state(&self) -> AccountState {
        match (self.disabled_at, self.invited_until) {
            (Some(_), _) => AccountState::Disabled,
            (None, Some(_)) => AccountState::Invited,
            (None, None) => AccountState::Active,
        }
    }
}

/// What a list of accounts is narrowed by.
#[derive(Debug, Clone, Copy, Default)]
pub struct UserFilter {
    /// Only those that stand so.
    pub state: Option<AccountState>,
    /// Only those who do this.
    pub role: Option<Role>,
}

pub(super) fn find(
    db: &mut AnyConnection,
    trust: TrustId,
    id: UserId,
) -> DatabaseResult<Option<UserRow>> {
    Ok(users::table
        .find((bind(trust), bind(id)))
        .select(UserRow::as_select())
        .first(db)
        .optional()?)
}

/// One row more than `limit`, by name.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    filter: UserFilter,
    after: Option<(String, UserId)>,
    limit: i64,
) -> DatabaseResult<Vec<UserRow>> {
    let mut query = users::table
        .filter(users::trust_id.eq(bind(trust)))
        .order((users::name, users::id))
        .limit(limit + 1)
        .select(UserRow::as_select())
        .into_boxed();
    if let Some(role) = filter.role {
        query = query.filter(users::role.eq(bind(role)));
    }
    query = match filter.state {
        None => query,
        Some(AccountState::Disabled) => query.filter(users::disabled_at.is_not_null()),
        Some(AccountState::Invited) => query
            .filter(users::disabled_at.is_null())
            .filter(users::invited_until.is_not_null()),
        Some(AccountState::Active) => query
            .filter(users::disabled_at.is_null())
            .filter(users::invited_until.is_null()),
    };
    if let Some((name, id)) = after {
        query = query.filter(
            users::name
                .gt(name.clone())
                .or(users::name.eq(name).and(users::id.gt(bind(id)))),
        );
    }
    Ok(query.load(db)?)
}

/// Somebody who is invited: there is no password yet.
pub(super) struct Invited<'a> {
    pub trust_id: TrustId,
    pub id: UserId,
    pub role: Role,
    pub email: &'a str,
    pub name: &'a str,
    pub until: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

pub(super) fn insert(db: &mut AnyConnection, row: &Invited<'_>) -> DatabaseResult<()> {
    diesel::insert_into(users::table)
        .values((
            users::trust_id.eq(bind(row.trust_id)),
            users::id.eq(bind(row.id)),
            users::role.eq(bind(row.role)),
            users::email.eq(row.email),
            users::name.eq(row.name),
            users::password_hash.eq(""),
            users::invited_until.eq(Some(row.until)),
            users::version.eq(1),
            users::created_at.eq(bind(row.now)),
        ))
        .execute(db)?;
    Ok(())
}

/// One change of an account.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Role(Role),
    DisabledAt(Option<DateTime<Utc>>),
    InvitedUntil(DateTime<Utc>),
    /// Chosen by whoever opened a link: with it an invitation is accepted.
    Password(String),
}

/// Makes a change and counts the version up.
pub(super) fn change(
    db: &mut AnyConnection,
    trust: TrustId,
    id: UserId,
    change: &Change,
) -> DatabaseResult<()> {
    let counted = diesel::update(users::table.find((bind(trust), bind(id))))
        .set(users::version.eq(users::version + 1))
        .execute(db)?;
    debug_assert_eq!(counted, 1);
    let row = users::table.find((bind(trust), bind(id)));
    match change {
        Change::Role(role) => diesel::update(row)
            .set(users::role.eq(bind(*role)))
            .execute(db)?,
        Change::DisabledAt(at) => diesel::update(row)
            .set(users::disabled_at.eq(*at))
            .execute(db)?,
        Change::InvitedUntil(until) => diesel::update(row)
            .set(users::invited_until.eq(Some(*until)))
            .execute(db)?,
        Change::Password(hash) => diesel::update(row)
            .set((
                users::password_hash.eq(hash.as_str()),
                users::invited_until.eq(None::<DateTime<Utc>>),
            ))
            .execute(db)?,
    };
    Ok(())
}

/// A link as it is kept.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = account_links)]
pub(super) struct LinkRow {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub user_id: UserId,
    pub purpose: String,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

pub(super) fn link_by_token(
    db: &mut AnyConnection,
    token_hash: &str,
) -> DatabaseResult<Option<LinkRow>> {
    Ok(account_links::table
        .filter(account_links::token_hash.eq(token_hash))
        .select(LinkRow::as_select())
        .first(db)
        .optional()?)
}

/// A link that is not kept yet.
pub(super) struct NewLink<'a> {
    pub trust_id: TrustId,
    pub id: Uuid,
    pub user_id: UserId,
    pub purpose: LinkPurpose,
    pub token_hash: &'a str,
    pub now: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub(super) fn insert_link(db: &mut AnyConnection, link: &NewLink<'_>) -> DatabaseResult<()> {
    diesel::insert_into(account_links::table)
        .values((
            account_links::trust_id.eq(bind(link.trust_id)),
            account_links::id.eq(bind(link.id)),
            account_links::user_id.eq(bind(link.user_id)),
            account_links::purpose.eq(bind(link.purpose.as_str())),
            account_links::token_hash.eq(link.token_hash),
            account_links::created_at.eq(bind(link.now)),
            account_links::expires_at.eq(bind(link.expires_at)),
        ))
        .execute(db)?;
    Ok(())
}

/// Ends every link of somebody, or those of one kind.
pub(super) fn end_links(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
    purpose: Option<LinkPurpose>,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let of_user = account_links::table
        .filter(account_links::trust_id.eq(bind(trust)))
        .filter(account_links::user_id.eq(bind(user)))
        .filter(account_links::ended_at.is_null());
    match purpose {
        None => diesel::update(of_user)
            .set(account_links::ended_at.eq(Some(now)))
            .execute(db)?,
        Some(purpose) => {
            diesel::update(of_user.filter(account_links::purpose.eq(bind(purpose.as_str()))))
                .set(account_links::ended_at.eq(Some(now)))
                .execute(db)?
        }
    };
    Ok(())
}

/// Uses a link up. Answers whether it was still there to be used: of two at once, one wins.
pub(super) fn use_up(
    db: &mut AnyConnection,
    link: &LinkRow,
    now: DateTime<Utc>,
) -> DatabaseResult<bool> {
    let used = diesel::update(account_links::table.find((bind(link.trust_id), bind(link.id))))
        .filter(account_links::ended_at.is_null())
        .filter(account_links::expires_at.gt(bind(now)))
        .set(account_links::ended_at.eq(Some(now)))
        .execute(db)?;
    Ok(used == 1)
}

/// How many links of a kind somebody was sent since then.
pub(super) fn links_since(
    db: &mut AnyConnection,
    trust: TrustId,
    user: UserId,
    purpose: LinkPurpose,
    since: DateTime<Utc>,
) -> DatabaseResult<i64> {
    Ok(account_links::table
        .filter(account_links::trust_id.eq(bind(trust)))
        .filter(account_links::user_id.eq(bind(user)))
        .filter(account_links::purpose.eq(bind(purpose.as_str())))
        .filter(account_links::created_at.gt(bind(since)))
        .count()
        .get_result(db)?)
}

/// Active staff with this address, in whichever Trust. The index begins with the Trust, so that all Trusts are named.
pub(super) fn active_by_email(
    db: &mut AnyConnection,
    email: &str,
) -> DatabaseResult<Option<UserRow>> {
    Ok(users::table
        .filter(users::trust_id.eq_any(trusts::table.select(trusts::id)))
        .filter(users::email.eq(email))
        .filter(users::disabled_at.is_null())
        .filter(users::invited_until.is_null())
        .order((users::created_at, users::id))
        .select(UserRow::as_select())
        .first(db)
        .optional()?)
}

/// A message to a member of staff; it is delivered by whoever delivers.
pub(super) fn insert_message(
    db: &mut AnyConnection,
    user: (TrustId, UserId),
    id: Uuid,
    template: &str,
    body: &str,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::insert_into(messages::table)
        .values((
            messages::trust_id.eq(bind(user.0)),
            messages::id.eq(bind(id)),
            messages::user_id.eq(Some(user.1)),
            messages::channel.eq(bind("email")),
            messages::template.eq(template),
            messages::body.eq(body),
            messages::created_at.eq(bind(now)),
        ))
        .execute(db)?;
    wake(user.0);
    Ok(())
}

/// The Trust's name.
pub(super) fn trust_name(db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<String> {
    Ok(trusts::table
        .find(bind(trust))
        .select(trusts::name)
        .first(db)?)
}
