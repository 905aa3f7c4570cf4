//! Partners' systems in the database. Only here is diesel.

use crate::platform::database::{
    AnyConnection, AsJson, DatabaseResult, bind,
    schema::{api_clients, organisations, used_assertions},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use shared::{
    ids::{ApiClientId, OrganisationId, TrustId},
    organisations::OrganisationKind,
};

/// A partner's system with its organisation.
#[derive(Debug, Clone, Queryable)]
pub(in crate::identity) struct ClientRow {
    pub trust_id: TrustId,
    pub id: ApiClientId,
    pub organisation_id: OrganisationId,
    pub kind: OrganisationKind,
    pub organisation_name: String,
    pub client_id: String,
    pub name: Option<String>,
    pub secret_hash: String,
    pub previous_secret_hash: Option<String>,
    pub previous_secret_until: Option<DateTime<Utc>>,
    pub jwks: Option<AsJson<Value>>,
    pub scopes: String,
    pub disabled_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

impl ClientRow {
    /// Whether it is let in now.
    pub fn is_good_at(&self, now: DateTime<Utc>) -> bool {
        self.disabled_at.is_none() && self.expires_at.is_none_or(|expires_at| now < expires_at)
    }

    /// Its public keys, if it signs assertions.
    pub fn keys(&self) -> Option<&Value> {
        self.jwks.as_ref().map(|AsJson(keys)| keys)
    }
}

/// How a client is found.
#[derive(Debug, Clone)]
pub(in crate::identity) enum ClientKey {
    /// By what it presents for a token.
    ClientId(String),
    /// By what its token says.
    Id(TrustId, ApiClientId),
}

/// Clients with their organisations.
macro_rules! clients {
    () => {
        api_clients::table
            .inner_join(
                organisations::table.on(organisations::trust_id
                    .eq(api_clients::trust_id)
                    .and(organisations::id.eq(api_clients::organisation_id))),
            )
            .select((
                api_clients::trust_id,
                api_clients::id,
                api_clients::organisation_id,
                organisations::kind,
                organisations::name,
                api_clients::client_id,
                api_clients::name,
                api_clients::secret_hash,
                api_clients::previous_secret_hash,
                api_clients::previous_secret_until,
                api_clients::jwks,
                api_clients::scopes,
                api_clients::disabled_at,
                api_clients::expires_at,
                api_clients::last_used_at,
                api_clients::created_at,
                api_clients::version,
            ))
            .into_boxed()
    };
}

pub(in crate::identity) fn client(
    db: &mut AnyConnection,
    key: ClientKey,
) -> DatabaseResult<Option<ClientRow>> {
    let query = match key {
        ClientKey::ClientId(text) => clients!().filter(api_clients::client_id.eq(text)),
        ClientKey::Id(trust, id) => clients!()
            .filter(api_clients::trust_id.eq(bind(trust)))
            .filter(api_clients::id.eq(bind(id))),
    };
    Ok(query.first(db).optional()?)
}

/// The newest first, of one partner or of all; at most `limit`.
pub(super) fn list(
    db: &mut AnyConnection,
    trust: TrustId,
    organisation: Option<OrganisationId>,
    before: Option<ApiClientId>,
    limit: i64,
) -> DatabaseResult<Vec<ClientRow>> {
    let mut query = clients!().filter(api_clients::trust_id.eq(bind(trust)));
    if let Some(organisation) = organisation {
        query = query.filter(api_clients::organisation_id.eq(bind(organisation)));
    }
    if let Some(before) = before {
        query = query.filter(api_clients::id.lt(bind(before)));
    }
    Ok(query.order(api_clients::id.desc()).limit(limit).load(db)?)
}

/// A new client, as a row.
#[derive(Debug)]
pub(super) struct NewClientRow {
    pub trust_id: TrustId,
    pub id: ApiClientId,
    pub organisation_id: OrganisationId,
    pub client_id: String,
    pub name: Option<String>,
    pub secret_hash: String,
    pub jwks: Option<Value>,
    pub scopes: String,
    pub expires_at: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

pub(super) fn insert(db: &mut AnyConnection, row: NewClientRow) -> DatabaseResult<()> {
    diesel::insert_into(api_clients::table)
        .values((
            api_clients::trust_id.eq(bind(row.trust_id)),
            api_clients::id.eq(bind(row.id)),
            api_clients::organisation_id.eq(bind(row.organisation_id)),
            api_clients::client_id.eq(row.client_id),
            api_clients::name.eq(row.name),
            api_clients::secret_hash.eq(row.secret_hash),
            api_clients::jwks.eq(row.jwks.map(AsJson)),
            api_clients::scopes.eq(row.scopes),
            api_clients::expires_at.eq(row.expires_at),
            api_clients::created_at.eq(bind(row.now)),
            api_clients::version.eq(1),
        ))
        .execute(db)?;
    Ok(())
}

/// What changes of a client.
#[derive(Debug)]
pub(super) enum Change {
    /// Another secret; the one before it works until an end.
    Secret {
        hash: String,
        previous_hash: String,
        previous_until: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    },
    /// Other keys.
    Keys {
        jwks: Value,
        expires_at: DateTime<Utc>,
    },
    /// Other scopes.
    Scopes(String),
    /// It is let in no more.
    Disabled(DateTime<Utc>),
}

/// Changes a client, if it still has the version that was read. Answers whether it had.
pub(super) fn change(
    db: &mut AnyConnection,
    trust: TrustId,
    (id, expected): (ApiClientId, i32),
    change: Change,
) -> DatabaseResult<bool> {
    let row = api_clients::table.find((bind(trust), bind(id)));
    let row = row.filter(api_clients::version.eq(expected));
    let next = api_clients::version.eq(expected + 1);
    let changed = match change {
        Change::Secret {
            hash,
            previous_hash,
            previous_until,
            expires_at,
        } => diesel::update(row)
            .set((
                api_clients::secret_hash.eq(hash),
                api_clients::previous_secret_hash.eq(Some(previous_hash)),
                api_clients::previous_secret_until.eq(Some(previous_until)),
                api_clients::expires_at.eq(Some(expires_at)),
                next,
            ))
            .execute(db)?,
        Change::Keys { jwks, expires_at } => diesel::update(row)
            .set((
                api_clients::jwks.eq(Some(AsJson(jwks))),
                api_clients::expires_at.eq(Some(expires_at)),
                next,
            ))
            .execute(db)?,
        Change::Scopes(scopes) => diesel::update(row)
            .set((api_clients::scopes.eq(scopes), next))
            .execute(db)?,
        Change::Disabled(at) => diesel::update(row)
            .set((api_clients::disabled_at.eq(Some(at)), next))
            .execute(db)?,
    };
    Ok(changed == 1)
}

/// A partner's kind, where there is such a partner.
pub(super) fn organisation_kind(
    db: &mut AnyConnection,
    trust: TrustId,
    id: OrganisationId,
) -> DatabaseResult<Option<OrganisationKind>> {
    Ok(organisations::table
        .find((bind(trust), bind(id)))
        .select(organisations::kind)
        .first(db)
        .optional()?)
}

/// A demo's clients are named so that they can be told apart.
pub(super) fn has_demo_clients(db: &mut AnyConnection) -> DatabaseResult<bool> {
    let found: i64 = api_clients::table
        .filter(api_clients::client_id.like("demo-%"))
        .count()
        .get_result(db)?;
    Ok(found > 0)
}

pub(super) fn note_used(
    db: &mut AnyConnection,
    trust: TrustId,
    id: ApiClientId,
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::update(api_clients::table.find((bind(trust), bind(id))))
        .set(api_clients::last_used_at.eq(Some(now)))
        .execute(db)?;
    Ok(())
}

/// Remembers that an assertion was used, and forgets those of the client that have expired. A second one with the same
/// id is refused by the key of the table, on whichever server it comes.
pub(super) fn use_assertion(
    db: &mut AnyConnection,
    client: &ClientRow,
    (jti, until): (&str, DateTime<Utc>),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    diesel::delete(
        used_assertions::table
            .filter(used_assertions::trust_id.eq(bind(client.trust_id)))
            .filter(used_assertions::client_id.eq(bind(client.id)))
            .filter(used_assertions::expires_at.lt(bind(now))),
    )
    .execute(db)?;
    diesel::insert_into(used_assertions::table)
        .values((
            used_assertions::trust_id.eq(bind(client.trust_id)),
            used_assertions::client_id.eq(bind(client.id)),
            used_assertions::jti.eq(jti),
            used_assertions::expires_at.eq(bind(until)),
        ))
        .execute(db)?;
    Ok(())
}
