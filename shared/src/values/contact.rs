//! Addresses and numbers as they are kept, so that one person's is the same however it was typed.

/// An e-mail address in small letters, without what stands around it.
#[must_use]
pub fn plain_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A telephone number as digits; a British one begins with 0 however it was written.
#[must_use]
pub fn plain_phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for prefix in ["0044", "44"] {
        if let Some(national) = digits.strip_prefix(prefix) {
            return format!("0{}", national.trim_start_matches('0'));
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_the_same_however_it_is_typed() {
        for typed in [
            "07700 900123",
            "07700-900-123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            " 07700900123 ",
        ] {
            assert_eq!(plain_phone(typed), "07700900123", "{typed}");
        }
        assert_eq!(plain_email(" Nadia@Example.ORG "), "nadia@example.org");
    }
}
