//! The accounts and clients that can sign in, and clients' tokens. One transaction each.

use super::{
    Identity, PasswordHash, password,
    secrets::{digest, random_text, same},
    store, tokens,
};
use crate::{
    application::Platform,
    platform::{
        audit::{self, AuditEntry, AuditOutcome},
        database::{DatabaseError, DatabaseResult},
        http::Problem,
    },
};
use chrono::{DateTime, Utc};
use shared::{
    identity::{AccessToken, Role, Scope},
    ids::{ApiClientId, OrganisationId, TrustId, UserId},
    journey::ActorKind,
    problem::ProblemCode,
};
use uuid::Uuid;

/// Why somebody was not signed in, or an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Address or password is wrong, or the account is disabled: never said which.
    #[error("the e-mail address or the password is not right")]
    WrongDetails,
    /// The code is wrong, used, expired, or was tried too often: never said which.
    #[error("that code is not right, or is no longer valid")]
    WrongCode,
    /// The address is taken.
    #[error("somebody of this Trust signs in with this address already")]
    AddressTaken,
    /// Too many people are signing in.
    #[error(transparent)]
    Busy(#[from] password::Busy),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::WrongDetails => Self::new(ProblemCode::NotSignedIn)
                .detail("The e-mail address or the password is not right. Try again."),
            IdentityError::WrongCode => Self::new(ProblemCode::NotSignedIn)
                .detail("That code is not right, or is no longer valid. Ask for another."),
            IdentityError::AddressTaken => {
                Self::conflict("Somebody of this Trust signs in with this address already.")
            }
            IdentityError::Busy(_) => Self::new(ProblemCode::TooManyRequests).retry_after(10),
            IdentityError::Database(error) => error.into(),
        }
    }
}

/// A member of staff to be added.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their Trust.
    pub trust_id: TrustId,
    /// What they do.
    pub role: Role,
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their password, hashed ([`super::hash_password`]).
    pub password_hash: PasswordHash,
}

/// Adds a member of staff.
///
/// # Errors
/// When the address is taken, or the database cannot keep it.
pub async fn create_user(platform: &Platform, user: NewUser) -> Result<UserId, IdentityError> {
    let id: UserId = platform.ids.new_id();
    let now = platform.clock.now();
    let NewUser {
        trust_id,
        role,
        email,
        name,
        password_hash,
    } = user;
    let email = email.trim().to_lowercase();
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let row = store::NewUserRow {
                trust_id,
                id,
                role,
                email: &email,
                name: &name,
                password_hash: password_hash.as_str(),
                now,
            };
            store::insert_user(db, &row).map_err(|error| {
                if error.is_duplicate("users", "email") {
                    IdentityError::AddressTaken
                } else {
                    error.into()
                }
            })?;
            let by_system = AuditEntry {
                actor_kind: ActorKind::System,
                actor_id: None,
                ..entry(
                    trust_id,
                    now,
                    ActorKind::System,
                    id.as_uuid(),
                    "create_user",
                    "user",
                    "",
                )
            };
            audit::record(db, &by_system)?;
            Ok(id)
        })
        .await
}

/// A partner's system to be let in.
#[derive(Debug, Clone)]
pub struct NewApiClient {
    /// The Trust.
    pub trust_id: TrustId,
    /// Whose system it is.
    pub organisation_id: OrganisationId,
    /// What its tokens may be used for.
    pub scopes: Vec<Scope>,
    /// When it must have been replaced. Two of one organisation overlap while it is.
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

/// Lets a partner's system in.
///
/// # Errors
/// When there is no such organisation, or the database cannot keep it.
pub async fn create_api_client(
    platform: &Platform,
    client: NewApiClient,
) -> Result<ApiClient, IdentityError> {
    let drawn: Uuid = platform.ids.new_id();
    let client_id = format!("foothold-{}", &drawn.simple().to_string()[20..]);
    create_api_client_with(
        platform,
        client,
        (client_id, format!("fhs_{}", random_text())),
    )
    .await
}

/// Lets a partner's system in with a name and a secret that are known already: those of the demo, which are printed.
///
/// # Errors
/// As [`create_api_client`].
pub async fn create_api_client_with(
    platform: &Platform,
    client: NewApiClient,
    (client_id, secret): (String, String),
) -> Result<ApiClient, IdentityError> {
    let id: ApiClientId = platform.ids.new_id();
    let made = ApiClient {
        id,
        client_id,
        secret,
    };
    let now = platform.clock.now();
    let (client_id, secret_hash) = (made.client_id.clone(), digest(&made.secret));
    platform
        .database
        .write(move |db| -> DatabaseResult<()> {
            let row = store::NewClientRow {
                trust_id: client.trust_id,
                id,
                organisation_id: client.organisation_id,
                client_id: &client_id,
                secret_hash: &secret_hash,
                scopes: &tokens::words(&client.scopes),
                expires_at: client.expires_at,
                now,
            };
            store::insert_client(db, &row)?;
            let by_system = AuditEntry {
                actor_id: None,
                ..entry(
                    client.trust_id,
                    now,
                    ActorKind::System,
                    id.as_uuid(),
                    "create_api_client",
                    "api_client",
                    "",
                )
            };
            audit::record(db, &by_system)
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

/// A line about somebody's own account.
pub(super) fn entry<'a>(
    trust_id: TrustId,
    at: DateTime<Utc>,
    actor_kind: ActorKind,
    id: Uuid,
    action: &'a str,
    resource_kind: &'a str,
    request_id: &'a str,
) -> AuditEntry<'a> {
    AuditEntry {
        trust_id,
        at,
        actor_kind,
        actor_id: Some(id),
        action,
        resource_kind,
        resource_id: Some(id),
        outcome: AuditOutcome::Done,
        request_id,
    }
}

/// Why no token was given (RFC 6749, section 5.2).
#[derive(Debug, thiserror::Error)]
pub(super) enum TokenError {
    #[error("the client is not known, or its secret is not right")]
    InvalidClient,
    #[error("one of the scopes is not known, or was not given to this client")]
    InvalidScope,
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error("the token could not be signed: {0}")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

/// Gives a partner's system an access token for the scopes it asks for, or for all it has.
pub(super) async fn issue_token(
    platform: &Platform,
    identity: &Identity,
    client_id: &str,
    secret: &str,
    asked: Option<&str>,
) -> Result<AccessToken, TokenError> {
    let key = store::ClientKey::ClientId(client_id.to_owned());
    let found = platform
        .database
        .read(move |db| store::client(db, key))
        .await?;
    let now = identity.clock().now();
    let given = digest(secret);
    let client = found
        .filter(|client| same(&client.secret_hash, &given) && client.is_good_at(now))
        .ok_or(TokenError::InvalidClient)?;
    let had = tokens::read(&client.scopes).unwrap_or_default();
    let scopes = match asked.map(str::trim).filter(|asked| !asked.is_empty()) {
        None => had,
        Some(asked) => tokens::read(asked)
            .filter(|asked| asked.iter().all(|scope| had.contains(scope)))
            .ok_or(TokenError::InvalidScope)?,
    };
    let subject = tokens::Subject {
        client_id: client.id,
        trust_id: client.trust_id,
        organisation_id: client.organisation_id,
    };
    let token = tokens::issue(identity, &subject, &scopes, platform.ids.new_id())?;
    platform
        .database
        .write(move |db| store::note_used(db, client.trust_id, client.id, now))
        .await?;
    Ok(AccessToken {
        access_token: token,
        token_type: "Bearer".to_owned(),
        expires_in: tokens::LIFETIME,
        scope: tokens::words(&scopes),
    })
}
