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
        exp: now + i64::from(LIFETIME),
        jti,
    };
    let (id, key) = identity.keys().signing();
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(id.to_owned());
    header.typ = Some("at+jwt".to_owned());
    encode(&header, &claims, key)
}

/// What a token says, if it is one of ours and has not expired.
pub(super) fn verify(identity: &Identity, token: &str) -> Option<Claims> {
    /// Longer than any of ours.
    const LONGEST: usize = 4_096;
    if token.len() > LONGEST {
        return None;
    }
    let id = decode_header(token).ok()?.kid?;
    let key = identity.keys().verifying(&id)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[identity.audience()]);
    validation.set_issuer(&[identity.issuer()]);
    validation.set_required_spec_claims(&["aud", "exp", "iss", "sub"]);
    // Compared below, with the clock that was passed in.
    validation.validate_exp = false;
    let claims = decode::<Claims>(token, key, &validation).ok()?.claims;
    (identity.clock().now().timestamp() < claims.exp).then_some(claims)
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
