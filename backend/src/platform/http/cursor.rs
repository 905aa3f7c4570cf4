//! Where the next page begins: opaque, and only for the list that gave it.

use super::Problem;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

/// A cursor holds a few sort keys; anything longer is not ours.
const LONGEST: usize = 1_024;

/// The cursor after the record with these sort keys. `list` names the list and its filters, so that a cursor of
/// another list is refused.
#[must_use]
pub fn encode(list: &str, keys: &impl Serialize) -> String {
    let json = serde_json::to_vec(&(list, keys)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(json)
}

/// The sort keys in a cursor.
///
/// It is not signed: whoever makes one up only begins elsewhere in a list that they may read anyway.
///
/// # Errors
/// 400 when it is not a cursor of this list.
pub fn decode<K: DeserializeOwned>(list: &str, cursor: &str) -> Result<K, Problem> {
    let refused =
        || {
            Problem::unreadable("The cursor is not one of this list. Begin again without it.")
                .error("/cursor", "invalid", "This is not a cursor of this list.")
        };
    if cursor.len() > LONGEST {
        return Err(refused());
    }
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refused())?;
    let (of, keys): (String, K) = serde_json::from_slice(&json).map_err(|_| refused())?;
    if of == list { Ok(keys) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_for_its_own_list() {
        let cursor = encode("vacancies:open", &(7, "a"));
        assert_eq!(
            decode::<(i32, String)>("vacancies:open", &cursor)
                .expect("keys")
                .0,
            7
        );
        assert!(decode::<(i32, String)>("vacancies:closed", &cursor).is_err());
        assert!(decode::<(String, String)>("vacancies:open", &cursor).is_err());
        for forged in ["", "a", "%%%", "bnVsbA", &"A".repeat(2_000)] {
            assert!(decode::<(i32, String)>("vacancies:open", forged).is_err());
        }
    }
}
