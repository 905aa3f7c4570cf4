//! Codes of an authenticator app (RFC 6238): six digits, SHA-1, 30 seconds, which is what every app knows.

use super::Offer;
use crate::platform::ids::fill_from_system;
use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

/// 160 random bits (RFC 4226, section 4).
pub(super) const SECRET_BYTES: usize = 20;

pub(super) fn new_secret() -> [u8; SECRET_BYTES] {
    let mut secret = [0; SECRET_BYTES];
    fill_from_system(&mut secret);
    secret
}

/// The time step that this code belongs to, if it is one of the present step or its neighbours.
pub(super) fn step_of(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i32> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let step = totp(secret)?.check(code, seconds)?;
    i32::try_from(step).ok()
}

/// What is shown of a secret, so that an app can take it over.
pub(super) fn offer(secret: &[u8], trust: &str, email: &str) -> Offer {
    let text = Secret::from(secret.to_vec()).to_base32();
    let grouped = text
        .as_bytes()
        .chunks(4)
        .map(String::from_utf8_lossy)
        .collect::<Vec<_>>()
        .join(" ");
    let issuer = encoded(&format!("Foothold {trust}"));
    let address = format!(
        "otpauth://totp/{issuer}:{}?secret={text}&issuer={issuer}",
        encoded(email)
    );
    Offer {
        text: grouped,
        address,
    }
}

/// As apps read it: a space is `%20` in every part of the address, where a form would write `+`.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new()
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("an instant")
    }

    #[test]
    fn the_codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six digits of eight.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(
                step_of(secret, code, at(seconds)),
                i32::try_from(seconds / 30).ok()
            );
        }
    }

    #[test]
    fn a_step_before_and_after_counts_and_no_further_one() {
        let secret = b"12345678901234567890";
        let step = Some(1_111_111_109 / 30);
        for late in [-30, 0, 30] {
            assert_eq!(
                step_of(secret, "081804", at(1_111_111_109 + late)),
                step,
                "{late}"
            );
        }
        for late in [-60, 61] {
            assert_eq!(
                step_of(secret, "081804", at(1_111_111_109 + late)),
                None,
                "{late}"
            );
        }
        for bad in ["", "08180", "0818044", "+81804", "08180a", "０８１８０４"] {
            assert_eq!(step_of(secret, bad, at(1_111_111_109)), None, "{bad}");
        }
    }

    #[test]
    fn what_is_shown_can_be_typed_and_scanned() {
        let offer = offer(
            b"12345678901234567890",
            "Riverside NHS Trust",
            "o'neill+a@riverside.example",
        );
        assert_eq!(offer.text, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            offer.address,
            "otpauth://totp/Foothold%20Riverside%20NHS%20Trust:o%27neill%2Ba%40riverside.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Foothold%20Riverside%20NHS%20Trust"
        );
    }
}
