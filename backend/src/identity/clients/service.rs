//! What administrators do with partners' systems, one transaction each.

use super::{
    command::{new_client_id, new_secret},
    error::ClientError,
    jwks,
    store::{self, Change, ClientKey, ClientRow, NewClientRow},
};
use crate::{
    access::Principal,
    application::Platform,
    identity::{Identity, secrets::digest, tokens},
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseResult},
    },
};
use chrono::{DateTime, NaiveTime, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;
use shared::{
    api_clients::{
        ApiClientMade, ApiClientView, ChangeScopes, ClientMethod, ClientStatus, CreateApiClient,
        RotateApiClient,
    },
    identity::Scope,
    ids::{ApiClientId, OrganisationId, TrustId},
    organisations::OrganisationKind,
};

/// A client that nobody rotates ends after this.
const LIFE: TimeDelta = TimeDelta::days(365);
/// From here on an administrator is told to rotate it.
const WARNED_BEFORE: TimeDelta = TimeDelta::days(30);
/// How long the old secret works, unless told.
const OVERLAP: u32 = 7;
/// The longest that it can be told to.
const LONGEST_OVERLAP: u32 = 30;

/// Partners' systems, the newest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    identity: &Identity,
    principal: &Principal,
    (organisation, before): (Option<OrganisationId>, Option<ApiClientId>),
    limit: i64,
) -> DatabaseResult<Vec<ApiClientView>> {
    let (trust, now) = (principal.trust_id, identity.clock().now());
    let rows = platform
        .database
        .read(move |db| store::list(db, trust, organisation, before, limit + 1))
        .await?;
    Ok(rows.into_iter().map(|row| view(row, now)).collect())
}

/// One of them.
///
/// # Errors
/// [`ClientError::NotFound`].
pub async fn find(
    platform: &Platform,
    identity: &Identity,
    principal: &Principal,
    id: ApiClientId,
) -> Result<ApiClientView, ClientError> {
    let (trust, now) = (principal.trust_id, identity.clock().now());
    platform
        .database
        .read(move |db| load(db, trust, id).map(|row| view(row, now)))
        .await
}

fn load(db: &mut AnyConnection, trust: TrustId, id: ApiClientId) -> Result<ClientRow, ClientError> {
    store::client(db, ClientKey::Id(trust, id))?.ok_or(ClientError::NotFound)
}

/// Lets a partner's system in, and gives its secret: the only time it is seen.
///
/// # Errors
/// When there is no such partner, a scope does not fit its kind, or a key is not a public one.
pub async fn make(
    platform: &Platform,
    identity: &Identity,
    principal: Principal,
    request_id: String,
    request: CreateApiClient,
) -> Result<ApiClientMade, ClientError> {
    let now = identity.clock().now();
    let logged_at = platform.clock.now();
    let keys = request.jwks.as_ref().map(read_keys).transpose()?;
    let secret = keys.is_none().then(new_secret);
    let row = NewClientRow {
        trust_id: principal.trust_id,
        id: platform.ids.new_id(),
        organisation_id: request.organisation_id,
        client_id: new_client_id(platform),
        name: Some(request.name.to_string()),
        // Nothing hashes to nothing: without a secret none is right.
        secret_hash: secret.as_deref().map(digest).unwrap_or_default(),
        jwks: keys,
        scopes: tokens::words(&request.scopes),
        expires_at: Some(expiry(&request, now)?),
        now: logged_at,
    };
    platform
        .database
        .write(move |db| {
            let (trust, id) = (row.trust_id, row.id);
            let kind =
                store::organisation_kind(db, trust, row.organisation_id)?.ok_or_else(|| {
                    ClientError::invalid("/organisation_id", "There is no such partner.")
                })?;
            check_scopes(kind, &request.scopes)?;
            store::insert(db, row)?;
            log(
                db,
                &principal,
                "create_api_client",
                id,
                (logged_at, &request_id),
            )?;
            Ok(ApiClientMade {
                client: view(load(db, trust, id)?, now),
                client_secret: secret,
            })
        })
        .await
}

fn read_keys(given: &Value) -> Result<Value, ClientError> {
    jwks::read(given).map_err(|wrong| ClientError::invalid("/jwks", wrong))
}

/// The end of the last day, or of a year.
fn expiry(request: &CreateApiClient, now: DateTime<Utc>) -> Result<DateTime<Utc>, ClientError> {
    let latest = now + LIFE + LIFE;
    let ends = match request.expires_on {
        None => now + LIFE,
        Some(day) => day.plus_days(1).naive().and_time(NaiveTime::MIN).and_utc(),
    };
    if ends > now && ends <= latest {
        Ok(ends)
    } else {
        Err(ClientError::invalid(
            "/expires_on",
            "Choose a day from today on, and at most two years ahead.",
        ))
    }
}

fn check_scopes(kind: OrganisationKind, scopes: &[Scope]) -> Result<(), ClientError> {
    use shared::values::Coded as _;
    if Scope::ALL.iter().all(|scope| !scope.fits(kind)) {
        let message = format!(
            "A {} has no part in the pathway yet.",
            kind.label().to_lowercase()
        );
        return Err(ClientError::invalid("/organisation_id", message));
    }
    if scopes.is_empty() {
        return Err(ClientError::invalid("/scopes", "Choose at least one."));
    }
    match scopes.iter().find(|scope| !scope.fits(kind)) {
        None => Ok(()),
        Some(scope) => Err(ClientError::invalid(
            "/scopes",
            format!("{scope} is not for a {}.", kind.label()),
        )),
    }
}

/// Gives a client another secret, or other keys, and another year.
///
/// # Errors
/// [`ClientError::Stale`] when it has changed since it was read.
pub async fn rotate(
    platform: &Platform,
    identity: &Identity,
    principal: Principal,
    request_id: String,
    (id, expected): (ApiClientId, i32),
    request: RotateApiClient,
) -> Result<ApiClientMade, ClientError> {
    let now = identity.clock().now();
    let overlap = request.overlap_days.unwrap_or(OVERLAP);
    if overlap > LONGEST_OVERLAP {
        let message = "Let the old secret work for 30 days at most.";
        return Err(ClientError::invalid("/overlap_days", message));
    }
    let keys = request.jwks.as_ref().map(read_keys).transpose()?;
    let secret = new_secret();
    let (until, expires_at) = (now + TimeDelta::days(i64::from(overlap)), now + LIFE);
    let change = move |row: &ClientRow| match (row.jwks.is_some(), keys) {
        (true, None) => Err(ClientError::invalid("/jwks", "Send the new public keys.")),
        (false, Some(_)) => Err(ClientError::invalid(
            "/jwks",
            "This system shows a secret. Make another one to sign assertions.",
        )),
        (true, Some(jwks)) => Ok((Change::Keys { jwks, expires_at }, None)),
        (false, None) => {
            let change = Change::Secret {
                hash: digest(&secret),
                previous_hash: row.secret_hash.clone(),
                previous_until: until,
                expires_at,
            };
            Ok((change, Some(secret)))
        }
    };
    let action = ("rotate_api_client", request_id);
    let (client, client_secret) = changed(
        platform,
        identity,
        principal,
        action,
        (id, expected),
        change,
    )
    .await?;
    Ok(ApiClientMade {
        client,
        client_secret,
    })
}

/// Changes what a client's tokens may be used for. What is taken away is gone at the next request.
///
/// # Errors
/// When a scope does not fit, or the client has changed since it was read.
pub async fn change_scopes(
    platform: &Platform,
    identity: &Identity,
    principal: Principal,
    request_id: String,
    of: (ApiClientId, i32),
    request: ChangeScopes,
) -> Result<ApiClientView, ClientError> {
    let change = move |row: &ClientRow| {
        check_scopes(row.kind, &request.scopes)?;
        Ok((Change::Scopes(tokens::words(&request.scopes)), None))
    };
    let action = ("change_api_client", request_id);
    Ok(changed(platform, identity, principal, action, of, change)
        .await?
        .0)
}

/// Lets a client in no more, from the next request on and for good.
///
/// # Errors
/// [`ClientError::Stale`] when it has changed since it was read.
pub async fn disable(
    platform: &Platform,
    identity: &Identity,
    principal: Principal,
    request_id: String,
    of: (ApiClientId, i32),
) -> Result<ApiClientView, ClientError> {
    let now = identity.clock().now();
    let change = move |_: &ClientRow| Ok((Change::Disabled(now), None));
    let action = ("disable_api_client", request_id);
    Ok(changed(platform, identity, principal, action, of, change)
        .await?
        .0)
}

async fn changed(
    platform: &Platform,
    identity: &Identity,
    principal: Principal,
    (action, request_id): (&'static str, String),
    (id, expected): (ApiClientId, i32),
    change: impl FnOnce(&ClientRow) -> Result<(Change, Option<String>), ClientError> + Send + 'static,
) -> Result<(ApiClientView, Option<String>), ClientError> {
    let (now, logged_at) = (identity.clock().now(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let row = load(db, trust, id)?;
            if row.version != expected {
                return Err(ClientError::Stale);
            }
            if row.disabled_at.is_some() {
                return Err(ClientError::Disabled);
            }
            let (change, secret) = change(&row)?;
            if !store::change(db, trust, (id, expected), change)? {
                return Err(ClientError::Stale);
            }
            log(db, &principal, action, id, (logged_at, &request_id))?;
            Ok((view(load(db, trust, id)?, now), secret))
        })
        .await
}

fn log(
    db: &mut AnyConnection,
    principal: &Principal,
    action: &str,
    id: ApiClientId,
    (at, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let what = ("api_client", id.as_uuid());
    let actor = principal.actor();
    let line = AuditEntry::done(principal.trust_id, at, &actor, action, what, request_id);
    audit::record(db, &line)
}

fn view(row: ClientRow, now: DateTime<Utc>) -> ApiClientView {
    let text = |instant: DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Millis, true);
    ApiClientView {
        id: row.id,
        organisation_id: row.organisation_id,
        status: status(&row, now),
        method: if row.jwks.is_some() {
            ClientMethod::SignedAssertion
        } else {
            ClientMethod::Secret
        },
        key_ids: row.keys().map(jwks::ids).unwrap_or_default(),
        organisation_name: row.organisation_name,
        organisation_kind: row.kind,
        name: row.name.unwrap_or_else(|| row.client_id.clone()),
        client_id: row.client_id,
        scopes: tokens::read(&row.scopes).unwrap_or_default(),
        created_at: text(row.created_at),
        expires_at: row.expires_at.map(text),
        last_used_at: row.last_used_at.map(text),
        old_secret_until: row
            .previous_secret_until
            .filter(|until| now < *until)
            .map(text),
        version: row.version,
    }
}

fn status(row: &ClientRow, now: DateTime<Utc>) -> ClientStatus {
    match row.expires_at {
        _ if row.disabled_at.is_some() => ClientStatus::Disabled,
        Some(at) if at <= now => ClientStatus::Expired,
        Some(at) if at <= now + WARNED_BEFORE => ClientStatus::Expiring,
        _ => ClientStatus::Active,
    }
}
