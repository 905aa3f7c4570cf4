//! The public keys that a client registers: which kinds are taken, and that nothing private is among them.

use jsonwebtoken::{
    Algorithm, DecodingKey, Header,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet},
};
use serde_json::Value;

/// More keys than anybody rotates between.
const MOST_KEYS: usize = 8;
/// Members that only a private or a shared key has (RFC 7518, sections 6.2.2, 6.3.2 and 6.4).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// An RSA modulus of 2048 to 4096 bits, as base64url.
const MODULUS: std::ops::RangeInclusive<usize> = 342..=683;

/// Reads a JSON Web Key Set, and gives it back with what the keys need and nothing else.
///
/// # Errors
/// Says what is wrong with it, for the person who registers it.
pub(super) fn read(given: &Value) -> Result<Value, &'static str> {
    let keys = given
        .get("keys")
        .and_then(Value::as_array)
        .ok_or("Send a JSON Web Key Set: an object with a list of keys.")?;
    if keys.is_empty() || keys.len() > MOST_KEYS {
        return Err("Send between 1 and 8 keys.");
    }
    let mut kept = Vec::new();
    let mut ids = Vec::new();
    for key in keys {
        let members = key.as_object().ok_or("Each key is an object.")?;
        if PRIVATE.iter().any(|name| members.contains_key(*name)) {
            return Err(
                "Send public keys only. One of these has private members: take that key out of use, as it has been sent.",
            );
        }
        let key = public(key)?;
        let id = key
            .common
            .key_id
            .clone()
            .filter(|id| (1..=128).contains(&id.len()))
            .ok_or("Give each key a kid.")?;
        if ids.contains(&id) {
            return Err("Give each key a kid of its own.");
        }
        ids.push(id);
        kept.push(key);
    }
    serde_json::to_value(JwkSet { keys: kept }).map_err(|_| "The keys cannot be kept.")
}

fn public(key: &Value) -> Result<Jwk, &'static str> {
    let jwk: Jwk =
        serde_json::from_value(key.clone()).map_err(|_| "One of the keys cannot be read.")?;
    let is_taken = match &jwk.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) => pair.curve == EllipticCurve::Ed25519,
        AlgorithmParameters::EllipticCurve(point) => point.curve == EllipticCurve::P256,
        AlgorithmParameters::RSA(rsa) => MODULUS.contains(&rsa.n.len()),
        _ => false,
    };
    if !is_taken || DecodingKey::from_jwk(&jwk).is_err() {
        return Err("Keys are Ed25519, P-256, or RSA of 2048 to 4096 bits.");
    }
    Ok(jwk)
}

/// The ids of the keys that are kept.
pub(super) fn ids(kept: &Value) -> Vec<String> {
    serde_json::from_value::<JwkSet>(kept.clone())
        .map(|set| {
            set.keys
                .into_iter()
                .filter_map(|key| key.common.key_id)
                .collect()
        })
        .unwrap_or_default()
}

/// The key that a header names and the one algorithm it is used with; none where the two do not fit, so that no key is
/// ever used for what it was not made for.
pub(super) fn choose(kept: &Value, header: &Header) -> Option<(DecodingKey, Algorithm)> {
    let set: JwkSet = serde_json::from_value(kept.clone()).ok()?;
    let key = set.find(header.kid.as_deref()?)?;
    let fits = match &key.algorithm {
        AlgorithmParameters::OctetKeyPair(_) => header.alg == Algorithm::EdDSA,
        AlgorithmParameters::EllipticCurve(_) => header.alg == Algorithm::ES256,
        AlgorithmParameters::RSA(_) => matches!(header.alg, Algorithm::RS256 | Algorithm::PS256),
        _ => false,
    };
    let named = key.common.key_algorithm.map(|named| named.to_string());
    let agrees = named.is_none_or(|named| named == format!("{:?}", header.alg));
    let key = DecodingKey::from_jwk(key).ok()?;
    (fits && agrees).then_some((key, header.alg))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    #[test]
    fn public_keys_are_kept_without_what_nobody_needs() {
        let given = json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": "one", "note": "mine" }] });
        let kept = read(&given).expect("a key");
        assert_eq!(ids(&kept), ["one"]);
        assert_eq!(kept["keys"][0]["x"], X);
        assert!(kept["keys"][0].get("note").is_none());
    }

    #[test]
    fn what_is_private_shared_or_weak_is_refused() {
        let key = |members: Value| {
            let mut key = json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": "one" });
            for (name, value) in members.as_object().expect("members") {
                key[name] = value.clone();
            }
            json!({ "keys": [key] })
        };
        for wrong in [
            key(json!({ "d": "secret" })),
            key(json!({ "kty": "oct", "k": "c2VjcmV0" })),
            key(json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" })),
            key(json!({ "kid": "" })),
            key(json!({ "crv": "P-521" })),
            json!({ "keys": [] }),
            json!([]),
        ] {
            assert!(read(&wrong).is_err(), "{wrong}");
        }
    }
}
