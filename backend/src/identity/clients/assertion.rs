//! Signed assertions (RFC 7523): a client shows who it is with a key that only it has.

use super::{jwks, store::ClientRow};
use crate::identity::Identity;
use jsonwebtoken::{Header, Validation, dangerous};
use serde::Deserialize;
use serde_json::Value;

/// An assertion may live for no longer than this, in seconds.
const LONGEST_LIFE: i64 = 300;
/// Clocks of two machines differ by a little.
const SKEW: i64 = 60;
/// Longer than any that an honest client sends.
const LONGEST: usize = 8_192;

/// What an assertion says.
#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Value,
    exp: i64,
    nbf: Option<i64>,
    iat: Option<i64>,
    jti: String,
}

/// An assertion whose client is to be looked up: nothing that it says has been proved yet.
#[derive(Debug)]
pub(crate) struct Shown {
    /// The client that it claims to be from.
    pub client_id: String,
    header: Header,
    text: String,
}

/// An assertion that was proved, to be used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proved {
    /// Its own id.
    pub jti: String,
    /// Until when it has to be remembered, in seconds since 1970.
    pub until: i64,
}

impl Shown {
    /// Reads who it claims to be from.
    ///
    /// # Errors
    /// Why it cannot be one, for the log.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        if text.len() > LONGEST {
            return Err("it is too long");
        }
        let header = jsonwebtoken::decode_header(text).map_err(|_| "its header cannot be read")?;
        let claims: Claims = dangerous::insecure_decode(text)
            .map_err(|_| "its claims cannot be read")?
            .claims;
        Ok(Self {
            client_id: claims.sub,
            header,
            text: text.to_owned(),
        })
    }

    /// Proves it with the client's registered keys.
    ///
    /// # Errors
    /// Why not, for the log; the client is told only that it is not let in.
    pub fn prove(&self, identity: &Identity, client: &ClientRow) -> Result<Proved, &'static str> {
        let kept = client.keys().ok_or("the client has no keys")?;
        let (key, algorithm) =
            jwks::choose(kept, &self.header).ok_or("no registered key fits its kid and alg")?;
        let mut validation = Validation::new(algorithm);
        // Compared below, with the clock that was passed in.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.set_required_spec_claims(&["exp", "iss", "sub", "aud"]);
        let claims = jsonwebtoken::decode::<Claims>(&self.text, &key, &validation)
            .map_err(|_| "its signature is not right")?
            .claims;
        if claims.iss != client.client_id || claims.sub != client.client_id {
            return Err("iss and sub are not the client");
        }
        let audiences = [
            identity.issuer().to_owned(),
            format!("{}/oauth/token", identity.issuer()),
        ];
        if !is_for(&claims.aud, &audiences) {
            return Err("it is for somebody else");
        }
        let now = identity.clock().now().timestamp();
        if claims.exp <= now {
            return Err("it has expired");
        }
        if claims.exp > now + LONGEST_LIFE {
            return Err("it lives for too long");
        }
        if [claims.nbf, claims.iat]
            .into_iter()
            .flatten()
            .any(|from| from > now + SKEW)
        {
            return Err("it is not valid yet");
        }
        if claims.jti.is_empty() || claims.jti.len() > 128 {
            return Err("it has no jti");
        }
        Ok(Proved {
            jti: claims.jti,
            until: claims.exp,
        })
    }
}

fn is_for(audience: &Value, ours: &[String]) -> bool {
    let is_ours = |text: &str| ours.iter().any(|our| our == text);
    match audience {
        Value::String(one) => is_ours(one),
        Value::Array(several) => several.iter().filter_map(Value::as_str).any(is_ours),
        _ => false,
    }
}
