//! Access tokens for partners' systems: who asks, shown by a secret or by a signed assertion, and what they get.

use super::{
    assertion::Shown,
    store::{self, ClientKey, ClientRow},
};
use crate::{
    application::Platform,
    identity::{
        Identity,
        secrets::{digest, same},
        tokens,
    },
    platform::database::{DatabaseError, DatabaseResult},
};
use chrono::{DateTime, Utc};
use shared::identity::AccessToken;

/// Why no token was given (RFC 6749, section 5.2).
#[derive(Debug, thiserror::Error)]
pub(in crate::identity) enum TokenError {
    #[error("the client is not known, or what it showed is not right")]
    InvalidClient,
    #[error("one of the scopes is not known, or was not given to this client")]
    InvalidScope,
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error("the token could not be signed: {0}")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

/// What a client shows who it is with.
pub(in crate::identity) enum Credentials {
    /// Its id and its secret.
    Secret(String, String),
    /// A signed assertion, and its id where it says it too.
    Assertion(Option<String>, String),
}

/// Gives a partner's system an access token for the scopes it asks for, or for all it has.
pub(in crate::identity) async fn issue_token(
    platform: &Platform,
    identity: &Identity,
    credentials: &Credentials,
    asked: Option<&str>,
) -> Result<AccessToken, TokenError> {
    let now = identity.clock().now();
    let client = match credentials {
        Credentials::Secret(client_id, secret) => {
            by_secret(platform, client_id, secret, now).await?
        }
        Credentials::Assertion(client_id, assertion) => {
            by_assertion(platform, identity, client_id.as_deref(), assertion).await?
        }
    };
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

async fn find(platform: &Platform, client_id: &str) -> DatabaseResult<Option<ClientRow>> {
    let key = ClientKey::ClientId(client_id.to_owned());
    platform
        .database
        .read(move |db| store::client(db, key))
        .await
}

async fn by_secret(
    platform: &Platform,
    client_id: &str,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<ClientRow, TokenError> {
    let given = digest(secret);
    let found = find(platform, client_id).await?;
    let is_right = |client: &ClientRow| {
        let is_old_one = client
            .previous_secret_hash
            .as_ref()
            .zip(client.previous_secret_until)
            .is_some_and(|(hash, until)| same(hash, &given) && now < until);
        same(&client.secret_hash, &given) || is_old_one
    };
    match found {
        None => Err(refused(None, "there is no such client")),
        Some(client) if !is_right(&client) => {
            Err(refused(Some(&client), "its secret is not right"))
        }
        Some(client) if !client.is_good_at(now) => {
            Err(refused(Some(&client), "it is disabled or has expired"))
        }
        Some(client) => Ok(client),
    }
}

async fn by_assertion(
    platform: &Platform,
    identity: &Identity,
    client_id: Option<&str>,
    assertion: &str,
) -> Result<ClientRow, TokenError> {
    let shown = Shown::read(assertion).map_err(|why| refused(None, why))?;
    if client_id.is_some_and(|client_id| client_id != shown.client_id) {
        return Err(refused(None, "client_id is not the assertion's"));
    }
    let Some(client) = find(platform, &shown.client_id).await? else {
        return Err(refused(None, "there is no such client"));
    };
    let now = identity.clock().now();
    if !client.is_good_at(now) {
        return Err(refused(Some(&client), "it is disabled or has expired"));
    }
    let proved = shown
        .prove(identity, &client)
        .map_err(|why| refused(Some(&client), why))?;
    let until = DateTime::from_timestamp(proved.until, 0).unwrap_or(now);
    let of = client.clone();
    let used = platform
        .database
        .write(move |db| store::use_assertion(db, &of, (&proved.jti, until), now))
        .await;
    match used {
        Ok(()) => Ok(client),
        Err(error) if error.is_duplicate("used_assertions", "jti") => {
            Err(refused(Some(&client), "its assertion was used before"))
        }
        Err(error) => Err(error.into()),
    }
}

/// One line in the log for each refusal, with nothing of what was shown in it. The client learns only that it is refused.
fn refused(client: Option<&ClientRow>, why: &'static str) -> TokenError {
    match client {
        Some(client) => {
            tracing::warn!(client = %client.id, why, "a partner's system was not let in");
        }
        None => tracing::warn!(why, "a partner's system was not let in"),
    }
    TokenError::InvalidClient
}
