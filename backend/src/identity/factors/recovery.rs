//! Recovery codes: for whoever has lost their telephone. 80 random bits each, so that a plain hash keeps them.

use super::super::secrets::digest;
use crate::platform::ids::fill_from_system;

/// How many are given at once.
pub(super) const AT_ONCE: usize = 10;
/// No letter that looks like another: the alphabet of Crockford's base 32, in capitals.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 16;

/// Ten new codes, as people read them: `7K3F-Q2MN-8R0T-XY5D`.
pub(super) fn new_codes() -> Vec<String> {
    (0..AT_ONCE).map(|_| new_code()).collect()
}

fn new_code() -> String {
    let mut bytes = [0_u8; LETTERS];
    fill_from_system(&mut bytes);
    let mut code = String::with_capacity(LETTERS + 3);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        // 256 is eight times 32, so that each letter is as likely as any other.
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    code
}

/// The code as it was given, whatever was typed around it and for it; none if it can be none.
pub(super) fn read(text: &str) -> Option<String> {
    /// Longer than a code with every separator that people put in.
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return None;
    }
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect();
    let known = plain.bytes().all(|byte| ALPHABET.contains(&byte));
    (plain.len() == LETTERS && known).then_some(plain)
}

/// How a code is kept.
pub(super) fn hash(code: &str) -> Option<String> {
    read(code).map(|plain| digest(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_read_however_they_are_typed() {
        let codes = new_codes();
        assert_eq!(codes.len(), AT_ONCE);
        let mut unique = codes.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), AT_ONCE);
        let code = &codes[0];
        let typed = code.to_lowercase().replace('-', " ");
        assert_eq!(read(code), read(&typed));
        assert_eq!(hash(code), hash(&format!(" {typed} ")));
        assert_eq!(read("oili-0000-0000-0000"), read("0111-0000-0000-0000"));
        for bad in [
            "",
            "123456",
            "7K3F-Q2MN-8R0T-XY5",
            "7K3F-Q2MN-8R0T-XY5U",
            &"0".repeat(100),
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
