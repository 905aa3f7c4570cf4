//! Somebody's passkeys: the list, adding one, removing one.

use super::store;
use crate::{
    application::Platform,
    identity::{
        Identity,
        ceremonies::{self, Begun, Kind},
        factors::Member,
        service::IdentityError,
        staff::own,
        store as people,
    },
    platform::{
        audit,
        database::{AsJson, DatabaseError, DatabaseResult},
    },
};
use actix_web::HttpRequest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::net::IpAddr;
use uuid::Uuid;
use webauthn_rs::prelude::{
    Passkey as Credential, PasskeyRegistration, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder, WebauthnError,
};

/// More than anybody has devices.
const MOST: usize = 20;
/// Longer than any answer of an authenticator.
const LONGEST_ANSWER: usize = 64 * 1024;

/// One of somebody's passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What is remembered while the browser makes a passkey.
#[derive(Serialize, Deserialize)]
struct Adding {
    options: Value,
    name: String,
    registration: PasskeyRegistration,
}

/// Whom passkeys are made for: the server's public address. None where that is a number, which WebAuthn does not know.
pub(in crate::identity) fn relying_party(public: &str) -> Option<Webauthn> {
    let mut origin = Url::parse(public).ok()?;
    let loopback = origin
        .host_str()
        .and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok())
        .is_some_and(|address| address.is_loopback());
    if loopback {
        origin.set_host(Some("localhost")).ok()?;
    }
    let id = origin.domain()?.to_owned();
    WebauthnBuilder::new(&id, &origin)
        .ok()?
        .rp_name("Foothold")
        // On this machine alone the port says nothing about who serves there.
        .allow_any_port(id == "localhost")
        .build()
        .ok()
}

pub(super) fn relying(identity: &Identity) -> Result<&Webauthn, IdentityError> {
    identity.passkeys().ok_or(IdentityError::NoPasskeysHere)
}

/// Somebody's own.
///
/// # Errors
/// When the database cannot say.
pub async fn list(platform: &Platform, member: Member) -> DatabaseResult<Vec<Passkey>> {
    let rows = platform
        .database
        .read(move |db| store::of_user(db, member))
        .await?;
    let shown = |row: store::PasskeyRow| Passkey {
        id: row.id,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Begins to add one.
///
/// # Errors
/// When there are too many, passkeys do not work at this address, or the database cannot keep it.
pub async fn begin_adding(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    name: &str,
) -> Result<Begun, IdentityError> {
    let (user, rows) = platform
        .database
        .snapshot(move |db| -> DatabaseResult<_> {
            let user = people::user(db, member.0, member.1)?.ok_or(DatabaseError::NotFound)?;
            Ok((user, store::of_user(db, member)?))
        })
        .await?;
    if rows.len() >= MOST {
        return Err(IdentityError::TooManyPasskeys);
    }
    let known = rows
        .iter()
        .filter_map(|row| credential(row).ok())
        .map(|credential| credential.cred_id().clone())
        .collect();
    let (challenge, registration) = relying(identity)?
        .start_passkey_registration(user.id.as_uuid(), &user.email, &user.name, Some(known))
        .map_err(not_accepted)?;
    let mut options = json_of(&challenge.public_key)?;
    // Kept in the authenticator where it can be, so that it can be used without an address; others are for the second step.
    options["authenticatorSelection"]["residentKey"] = json!("preferred");
    let state = json_of(&Adding {
        options,
        name: name.to_owned(),
        registration,
    })?;
    Ok(ceremonies::begin(platform, identity, Kind::AddPasskey, Some(member), state).await?)
}

/// What the browser is to be asked in a ceremony that has begun, and what it was begun with; none when it is not this
/// browser's, or too old.
///
/// # Errors
/// When the database cannot say.
pub async fn options(
    platform: &Platform,
    identity: &Identity,
    browser: &HttpRequest,
    id: Uuid,
) -> DatabaseResult<Option<(String, String)>> {
    const KINDS: &[Kind] = &[
        Kind::AddPasskey,
        Kind::AskPasskey,
        Kind::AskSecondStep,
        Kind::ConfirmPasskey,
    ];
    let found = ceremonies::look_at(platform, identity, browser, KINDS, id).await?;
    Ok(found.map(|found| {
        let name = found.state["name"].as_str().unwrap_or_default().to_owned();
        (found.state["options"].to_string(), name)
    }))
}

/// Adds the passkey that the browser has made, and gives its name.
///
/// # Errors
/// When the answer is not right, came too late or was used, the passkey is somebody's already, or the database cannot
/// keep it.
pub async fn finish_adding(
    platform: &Platform,
    identity: &Identity,
    (browser, member): (&HttpRequest, Member),
    (ceremony, answer): (Uuid, &str),
    request_id: &str,
) -> Result<String, IdentityError> {
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let token = ceremonies::token(identity, browser).ok_or(IdentityError::PasskeyRefused)?;
    let (identity, id, request_id) = (
        identity.clone(),
        platform.ids.new_id(),
        request_id.to_owned(),
    );
    platform
        .database
        .write(move |db| -> Result<_, IdentityError> {
            let now = identity.clock().now();
            let taken = ceremonies::take(db, &token, &[Kind::AddPasskey], ceremony, now)?;
            let Some((_, found)) = taken.filter(|(_, found)| found.user_id == Some(member.1))
            else {
                return Ok(Err(IdentityError::PasskeyRefused));
            };
            let adding: Adding = state(found.state)?;
            // Refused answers use the challenge up too, so that they are given back as values.
            let made =
                relying(&identity)?.finish_passkey_registration(&answer, &adding.registration);
            let made = match made {
                Ok(made) => made,
                Err(error) => return Ok(Err(not_accepted(error))),
            };
            let credential_id = text_of(made.cred_id().as_slice());
            if store::by_credential(db, &credential_id)?.is_some() {
                return Ok(Err(IdentityError::PasskeyRefused));
            }
            let row = store::NewPasskeyRow {
                trust_id: member.0,
                id,
                user_id: member.1,
                name: &adding.name,
                credential_id: &credential_id,
                credential: json_of(&made)?,
                now,
            };
            store::insert(db, row)?;
            let user = people::user(db, member.0, member.1)?.ok_or(DatabaseError::NotFound)?;
            audit::record(db, &own(&user, now, "add_passkey", &request_id))?;
            Ok(Ok(adding.name))
        })
        .await?
}

/// Removes one of somebody's own; whether there was one.
///
/// # Errors
/// When the database cannot.
pub async fn remove(
    platform: &Platform,
    identity: &Identity,
    member: Member,
    id: Uuid,
    request_id: &str,
) -> DatabaseResult<bool> {
    let now = identity.clock().now();
    let request_id = request_id.to_owned();
    platform
        .database
        .write(move |db| -> DatabaseResult<bool> {
            if !store::remove(db, member, id)? {
                return Ok(false);
            }
            let user = people::user(db, member.0, member.1)?.ok_or(DatabaseError::NotFound)?;
            audit::record(db, &own(&user, now, "remove_passkey", &request_id))?;
            Ok(true)
        })
        .await
}

pub(super) fn credential(row: &store::PasskeyRow) -> Result<Credential, IdentityError> {
    let AsJson(kept) = &row.credential;
    state(kept.clone())
}

pub(super) fn text_of(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

pub(super) fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Result<T, IdentityError> {
    if answer.len() > LONGEST_ANSWER {
        return Err(IdentityError::PasskeyRefused);
    }
    serde_json::from_str(answer).map_err(|_| IdentityError::PasskeyRefused)
}

pub(super) fn json_of(value: &impl Serialize) -> Result<Value, IdentityError> {
    serde_json::to_value(value).map_err(|error| IdentityError::Broken(error.to_string()))
}

pub(super) fn state<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, IdentityError> {
    serde_json::from_value(value).map_err(|error| IdentityError::Broken(error.to_string()))
}

/// The library's reasons are for the log: whoever asks learns only that it was not accepted.
#[expect(clippy::needless_pass_by_value, reason = "map_err gives it away")]
pub(super) fn not_accepted(error: WebauthnError) -> IdentityError {
    tracing::info!(%error, "a passkey was not accepted");
    IdentityError::PasskeyRefused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_a_name_and_on_this_machine_for_localhost() {
        for good in [
            "https://foothold.example.nhs.uk",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "http://localhost:8080",
        ] {
            assert!(relying_party(good).is_some(), "{good}");
        }
        for bad in ["https://10.0.0.7", "", "foothold"] {
            assert!(relying_party(bad).is_none(), "{bad}");
        }
    }
}
