//! Partners' access tokens: JWTs signed with Ed25519 that live for ten minutes.
//!
//! Only EdDSA is taken, whatever the header says, and only with a key that is published here: an unknown `kid` is
//! refused without fetching anything.

use super::Identity;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::{
    identity::Scope,
    ids::{ApiClientId, OrganisationId, TrustId},
};
use uuid::Uuid;

/// How long a token lives, in seconds.
pub(super) const LIFETIME: u32 = 600;

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// The client.
    pub sub: ApiClientId,
    /// Its Trust.
    pub trust: TrustId,
    /// Its organisation.
    pub org: OrganisationId,
    /// Its scopes, separated by spaces (RFC 9068).
    pub scope: String,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    exp: i64,
    jti: Uuid,
}

/// Whom a token is for.
pub(super) struct Subject {
    pub client_id: ApiClientId,
    pub trust_id: TrustId,
    pub organisation_id: OrganisationId,
}

/// Signs a token.
pub(super) fn issue(
    identity: &Identity,
    subject: &Subject,
    scopes: &[Scope],
    jti: Uuid,
) -> Result<String, jsonwebtoken::errors::Error> {
    let now = identity.clock().now().timestamp();
    let claims = Claims {
        iss: identity.issuer().to_owned(),
        aud: identity.audience(),
        sub: subject.client_id,
        trust: subject.trust_id,
        org: subject.organisation_id,
        scope: words(scopes),
        iat: now,
        nbf: None,
        exp: now + i64::from(LIFETIME),
        jti,
    };
    let (id, key) = identity.keys().signing();
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(id.to_owned());
    header.typ = Some(TYPE.to_owned());
    encode(&header, &claims, key)
}

/// Why a token is not taken: for the log, in which nothing of the token stands. Its bearer learns only that it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum TokenFault {
    #[error("it cannot be read")]
    Malformed,
    #[error("its algorithm is not EdDSA")]
    Algorithm,
    #[error("its type is not that of an access token")]
    Type,
    #[error("its kid names no key of ours")]
    UnknownKey,
    #[error("its signature is not right")]
    Signature,
    #[error("another server issued it")]
    Issuer,
    #[error("it is for somebody else")]
    Audience,
    #[error("it has expired")]
    Expired,
    #[error("it is not valid yet")]
    NotYet,
    #[error("its client is disabled, has expired or is gone")]
    ClientGone,
}

/// Clocks of two of our servers differ by a little, in seconds.
const SKEW: i64 = 30;
/// The type of an access token (RFC 9068): nothing else that we sign is taken for one.
const TYPE: &str = "at+jwt";

/// What a token says, if it is one of ours and is valid now.
///
/// # Errors
/// The first thing that is wrong with it.
pub(super) fn verify(identity: &Identity, token: &str) -> Result<Claims, TokenFault> {
    /// Longer than any of ours.
    const LONGEST: usize = 4_096;
    if token.len() > LONGEST {
        return Err(TokenFault::Malformed);
    }
    // `none` is no algorithm that can be read, so that it ends here too.
    let header = decode_header(token).map_err(|_| TokenFault::Malformed)?;
    if header.alg != Algorithm::EdDSA {
        return Err(TokenFault::Algorithm);
    }
    if header.typ.as_deref() != Some(TYPE) {
        return Err(TokenFault::Type);
    }
    let id = header.kid.ok_or(TokenFault::UnknownKey)?;
    let key = identity
        .keys()
        .verifying(&id)
        .ok_or(TokenFault::UnknownKey)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    // Compared below, each with a reason of its own, and the time with the clock that was passed in.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims(&["aud", "exp", "iss", "sub"]);
    let claims = decode::<Claims>(token, key, &validation)
        .map_err(|_| TokenFault::Signature)?
        .claims;
    if claims.iss != identity.issuer() {
        return Err(TokenFault::Issuer);
    }
    if claims.aud != identity.audience() {
        return Err(TokenFault::Audience);
    }
    let now = identity.clock().now().timestamp();
    if claims.exp <= now {
        return Err(TokenFault::Expired);
    }
    if claims.iat > now + SKEW || claims.nbf.is_some_and(|from| from > now + SKEW) {
        return Err(TokenFault::NotYet);
    }
    Ok(claims)
}

/// Scopes as RFC 6749 writes them.
pub(super) fn words(scopes: &[Scope]) -> String {
    scopes
        .iter()
        .map(Scope::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Scopes as they were asked for or kept; none if one of them is not known.
pub(super) fn read(words: &str) -> Option<Vec<Scope>> {
    let mut scopes = Vec::new();
    for word in words.split_ascii_whitespace() {
        let scope = word.parse().ok()?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Some(scopes)
}
