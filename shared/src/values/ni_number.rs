//! National Insurance numbers, as HM Revenue and Customs gives them out. None of this prints one.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// A National Insurance number: two letters, six digits and a letter from A to D, without spaces.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, min_length = 9, max_length = 20))]
pub struct NiNumber(String);

/// Why a text is no such number. It does not say what the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NiNumberError;

impl fmt::Display for NiNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "write a National Insurance number: two letters, six digits and a letter from A to D",
        )
    }
}

impl std::error::Error for NiNumberError {}

/// First letters that are never given out together.
const NOT_GIVEN: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];

impl NiNumber {
    /// Reads a number as somebody wrote it: spaces and small letters do not matter.
    ///
    /// # Errors
    /// When it is none, or begins with letters that are never given out.
    pub fn parse(text: &str) -> Result<Self, NiNumberError> {
        if text.len() > 40 {
            return Err(NiNumberError);
        }
        let plain: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        if is_possible(plain.as_bytes()) && !NOT_GIVEN.contains(&&plain[..2]) {
            Ok(Self(plain))
        } else {
            Err(NiNumberError)
        }
    }

    /// The number itself, for the one place that seals it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What may be shown of it: `QQ ** ** ** C`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{} ** ** ** {}", &self.0[..2], &self.0[8..])
    }
}

/// D, F, I, Q, U and V are not used as first letters; O is not used as the second.
fn is_possible(bytes: &[u8]) -> bool {
    let [first, second, digits @ .., last] = bytes else {
        return false;
    };
    let letter = |byte: &u8| byte.is_ascii_uppercase() && !b"DFIQUV".contains(byte);
    letter(first)
        && letter(second)
        && *second != b'O'
        && digits.len() == 6
        && digits.iter().all(u8::is_ascii_digit)
        && (b'A'..=b'D').contains(last)
}

impl FromStr for NiNumber {
    type Err = NiNumberError;
    fn from_str(text: &str) -> Result<Self, NiNumberError> {
        Self::parse(text)
    }
}

impl fmt::Debug for NiNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NiNumber(…)")
    }
}

impl Serialize for NiNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NiNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not `deserialize_str`: a format would refuse another type by itself, in words that repeat the value.
        deserializer.deserialize_any(Reader)
    }
}

/// What serde says by itself of a value of the wrong type repeats the value, which must not be.
struct Reader;

impl de::Visitor<'_> for Reader {
    type Value = NiNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a National Insurance number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<NiNumber, E> {
        NiNumber::parse(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<NiNumber, E> {
        Err(E::custom(NiNumberError))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<NiNumber, E> {
        Err(E::custom(NiNumberError))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<NiNumber, E> {
        Err(E::custom(NiNumberError))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for written in [
            "AB123456C",
            "ab 12 34 56 c",
            " AB-123456-C ",
            "A B123456\tC",
        ] {
            let number = NiNumber::parse(written).expect("a number");
            assert_eq!(number.expose(), "AB123456C");
            assert_eq!(number.masked(), "AB ** ** ** C");
        }
    }

    #[test]
    fn what_was_never_given_out_is_refused() {
        for wrong in [
            "",
            "AB123456",
            "AB123456E",
            "AB12345C",
            "AB1234567C",
            "DA123456A",
            "AO123456A",
            "QQ123456C",
            "BG123456A",
            "GB123456A",
            "NK123456A",
            "ZZ123456A",
            "A1123456A",
            "ÄB123456A",
            "AB12345६A",
            "123456",
        ] {
            assert_eq!(NiNumber::parse(wrong), Err(NiNumberError), "{wrong}");
        }
        assert_eq!(NiNumber::parse(&"A".repeat(1_000)), Err(NiNumberError));
    }

    #[test]
    fn nothing_prints_it() {
        let number = NiNumber::parse("AB123456C").expect("a number");
        assert_eq!(format!("{number:?}"), "NiNumber(…)");
        for wrong in [
            "\"AB123456Z\"",
            "123456",
            "-123456",
            "123456.5",
            "[\"AB123456C\"]",
            "{\"AB123456C\":1}",
        ] {
            let error = serde_json::from_str::<NiNumber>(wrong)
                .expect_err("no number")
                .to_string();
            assert!(!error.contains("123456"), "{error}");
        }
    }
}
