//! Letting a system in from a command or a demo, where nobody is signed in.

use super::{
    error::ClientError,
    store::{self, NewClientRow},
};
use crate::{
    application::Platform,
    identity::{
        secrets::{digest, random_text},
        tokens,
    },
    platform::{
        audit::{self, AuditEntry},
        database::DatabaseResult,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity::Scope,
    ids::{ApiClientId, OrganisationId, TrustId},
    journey::Actor,
};
use uuid::Uuid;

/// A partner's system to be let in by a command or a demo, where nobody is signed in.
#[derive(Debug, Clone)]
pub struct NewApiClient {
    /// The Trust.
    pub trust_id: TrustId,
    /// Whose system it is.
    pub organisation_id: OrganisationId,
    /// What its tokens may be used for.
    pub scopes: Vec<Scope>,
    /// When it must have been replaced.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What a partner is given, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClient {
    /// Its id among our records.
    pub id: ApiClientId,
    /// What it presents.
    pub client_id: String,
    /// Its secret: only its hash is kept, so that this is the only time it is seen.
    pub secret: String,
}

pub(super) fn new_client_id(platform: &Platform) -> String {
    let drawn: Uuid = platform.ids.new_id();
    format!("foothold-{}", &drawn.simple().to_string()[20..])
}

pub(super) fn new_secret() -> String {
    format!("fhs_{}", random_text())
}

/// Lets a partner's system in.
///
/// # Errors
/// When there is no such organisation, or the database cannot keep it.
pub async fn create_api_client(
    platform: &Platform,
    client: NewApiClient,
) -> Result<ApiClient, ClientError> {
    let credentials = (new_client_id(platform), new_secret());
    create_api_client_with(platform, client, credentials).await
}

/// Lets a partner's system in with a name and a secret that are known already: those of the demo, which are printed.
///
/// # Errors
/// As [`create_api_client`].
pub async fn create_api_client_with(
    platform: &Platform,
    client: NewApiClient,
    (client_id, secret): (String, String),
) -> Result<ApiClient, ClientError> {
    let id: ApiClientId = platform.ids.new_id();
    let made = ApiClient {
        id,
        client_id,
        secret,
    };
    let now = platform.clock.now();
    let row = NewClientRow {
        trust_id: client.trust_id,
        id,
        organisation_id: client.organisation_id,
        client_id: made.client_id.clone(),
        name: None,
        secret_hash: digest(&made.secret),
        jwks: None,
        scopes: tokens::words(&client.scopes),
        expires_at: client.expires_at,
        now,
    };
    platform
        .database
        .write(move |db| -> DatabaseResult<()> {
            let trust = row.trust_id;
            store::insert(db, row)?;
            let what = ("api_client", id.as_uuid());
            let system = Actor::system();
            let line = AuditEntry::done(trust, now, &system, "create_api_client", what, "command");
            audit::record(db, &line)
        })
        .await?;
    Ok(made)
}

/// Whether a demo's clients are let in here, whose secrets are printed: then nobody else's records may be.
///
/// # Errors
/// When the database cannot say.
pub async fn has_public_secrets(platform: &Platform) -> DatabaseResult<bool> {
    platform.database.read(store::has_demo_clients).await
}
