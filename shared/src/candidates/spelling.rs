//! Names as they are looked for: the same for everybody who writes them a little otherwise.
//!
//! A name is read as words of folded letters ([`name_words`]). Each word is kept under its [`spellings`]: as it is, with each of its
//! letters left out in turn, and by how it sounds. Two words that differ by one wrong, missing, doubled or swapped letter
//! share one of them, and so do two that differ in their vowels and doubled letters only. What shares a spelling is only
//! perhaps the same: [`difference`] says how far apart two words are, and whether that is near enough.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// More letters of a word than these are not looked at.
const LETTERS: usize = 32;
/// More words of one name than these are not looked at.
const WORDS: usize = 4;
/// A word of so few letters may be half of one that others write together: O Neill, Al Rashid.
const PARTICLE: usize = 3;

/// The version of everything here. Names that are kept under an older one are kept anew.
pub const VERSION: i32 = 1;

/// The words of a name, folded: small letters without accents, no apostrophes, split at everything else that is no letter. A short word is there
/// together with its neighbour too. Other scripts than the Latin stay as they are, but for marks above and below the letters.
#[must_use]
pub fn name_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let parts = folded(name);
    for (at, part) in parts.iter().enumerate() {
        words.push(part.clone());
        if let Some(next) = parts.get(at + 1)
            && part.chars().count().min(next.chars().count()) <= PARTICLE
        {
            words.push(format!("{part}{next}").chars().take(LETTERS).collect());
        }
    }
    let mut known = Vec::new();
    for word in words {
        if known.len() < WORDS && !known.contains(&word) {
            known.push(word);
        }
    }
    known
}

/// The words somebody is found by.
#[must_use]
pub fn words_of(given_name: &str, family_name: &str) -> Vec<String> {
    let mut words = name_words(family_name);
    for word in name_words(given_name) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Each word beside others, so that any two words of a name stand together once, one way round, and every word comes first
/// at least once. A single word stands beside nothing.
#[must_use]
pub fn pairs_of(words: &[String]) -> Vec<(&str, &str)> {
    let count = words.len();
    if let [only] = words {
        return vec![(only, "")];
    }
    let mut pairs = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for step in 1..=count / 2 {
            // Opposite words of a ring of even length meet from both sides; of two words both are kept.
            let comes_again = count > 2 && step * 2 == count && at >= step;
            if !comes_again {
                pairs.push((word.as_str(), words[(at + step) % count].as_str()));
            }
        }
    }
    pairs
}

/// The ways in which a name can be read as words: as it is written, and with its short words joined to what follows them.
#[must_use]
pub fn readings(name: &str) -> Vec<Vec<String>> {
    let mut written = folded(name);
    let mut joined: Vec<String> = Vec::new();
    let mut waits = false;
    for part in &written {
        match joined.last_mut() {
            Some(last) if waits => last.push_str(part),
            _ => joined.push(part.clone()),
        }
        waits = !waits && part.chars().count() <= PARTICLE;
    }
    written.truncate(WORDS);
    joined.truncate(WORDS);
    let mut readings = vec![written];
    if readings[0] != joined {
        readings.push(joined);
    }
    readings.retain(|words| !words.is_empty());
    readings
}

fn folded(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let letters = name
        .chars()
        .filter(|letter| !is_silent(*letter))
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase);
    for letter in letters {
        match plain(letter) {
            Some(text) => parts
                .last_mut()
                .into_iter()
                .for_each(|part| part.push_str(text)),
            None if letter.is_alphanumeric() => parts
                .last_mut()
                .into_iter()
                .for_each(|part| part.push(letter)),
            None => parts.push(String::new()),
        }
    }
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().take(LETTERS).collect())
        .collect()
}

/// Apostrophes of every kind, and what is written and not seen.
fn is_silent(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '\u{200B}'
            ..='\u{200F}' | '\u{00AD}' | '\u{0640}'
    )
}

/// Letters that are another letter with a stroke, or two in one; and the Arabic ones that Urdu writes with a letter of its own.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ي' | 'ى' => "ی",
        'ك' => "ک",
        'ه' | 'ة' => "ہ",
        _ => return None,
    })
}

/// Everything a folded word is kept under. The first is the word itself.
#[must_use]
pub fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    let mut add = |spelling: String| {
        if !spelling.is_empty() && !all.contains(&spelling) {
            all.push(spelling);
        }
    };
    without_one(word).for_each(&mut add);
    if let Some(sound) = sound(word) {
        let is_long = sound.len() >= 4;
        add(format!("~{sound}"));
        if is_long {
            without_one(&sound).for_each(|less| add(format!("~{less}")));
        }
    }
    all
}

/// The word without each of its letters in turn. Of one or two letters nothing is left out: too much would be alike.
fn without_one(word: &str) -> impl Iterator<Item = String> {
    let count = word.chars().count();
    let places = if count < 3 { 0..0 } else { 0..count };
    places.map(move |place| {
        let letters = word.chars().enumerate();
        letters
            .filter(|(at, _)| *at != place)
            .map(|(_, letter)| letter)
            .collect()
    })
}

/// How a word in Latin letters sounds, roughly: its consonants, those that sound alike written alike. Mohammed, Muhamad and Mohamad are one.
fn sound(word: &str) -> Option<String> {
    if !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let mut alike = word.to_owned();
    for (written, heard) in [
        ("ph", "f"),
        ("ck", "k"),
        ("sch", "s"),
        ("sh", "s"),
        ("cz", "s"),
        ("sz", "s"),
        ("kh", "k"),
        ("gh", "g"),
    ] {
        alike = alike.replace(written, heard);
    }
    let mut sound = String::new();
    let mut before = '\0';
    for (at, letter) in alike.chars().enumerate() {
        let heard = match letter {
            'c' | 'q' => 'k',
            'z' | 'x' => 's',
            'w' => 'v',
            'j' => 'g',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' if at == 0 => 'a',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if at > 0 => '-',
            other => other,
        };
        if heard != '-' && heard != before {
            sound.push(heard);
        }
        before = heard;
    }
    (sound.len() > 1).then_some(sound)
}

/// How far two folded words are apart: nothing if they are the same, and no answer if they are too far to be one name. Each wrong, missing,
/// surplus or swapped letter counts two, and another first letter one more.
#[must_use]
pub fn difference(typed: &str, word: &str) -> Option<u32> {
    let allowed = match typed.chars().count().max(word.chars().count()) {
        0..=2 => 0,
        3..=4 => 1,
        5..=7 => 2,
        _ => 3,
    };
    let distance = strsim::osa_distance(typed, word);
    let begins_otherwise = u32::from(typed.chars().next() != word.chars().next());
    let counted = u32::try_from(distance).ok()? * 2;
    (distance <= allowed).then_some(counted + begins_otherwise)
}

/// How far somebody's words are from those that were typed: first how many typed words nothing of the name is like, and then the
/// differences of the others. A typed word may also be the beginning of one.
#[must_use]
pub fn apart(typed: &[String], words: &[String]) -> (usize, u32) {
    let (mut missing, mut differences) = (0, 0);
    for one in typed {
        let nearest = words
            .iter()
            .filter_map(|word| difference(one, word).or_else(|| begins(one, word)));
        match nearest.min() {
            Some(difference) => differences += difference,
            None => missing += 1,
        }
    }
    (missing, differences)
}

/// A word that is not finished is as good as one with two wrong letters.
const UNFINISHED: u32 = 4;

/// How far a typed word is from one that begins with it.
#[must_use]
pub fn begins(typed: &str, word: &str) -> Option<u32> {
    let is_long = typed.chars().count() >= 3;
    (is_long && word.starts_with(typed)).then_some(UNFINISHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_be(typed: &str, word: &str) -> bool {
        let (typed, word) = (name_words(typed), name_words(word));
        let kept = spellings(&word[0]);
        let shares = spellings(&typed[0])
            .iter()
            .any(|spelling| kept.contains(spelling));
        shares && difference(&typed[0], &word[0]).is_some()
    }

    #[test]
    fn accents_apostrophes_and_strokes_make_no_other_name() {
        for (one, other) in [
            ("O'Neill", "ONeill"),
            ("O’NEILL", "oneill"),
            ("Żołnierz", "Zolnierz"),
            ("Łukasik", "lukasik"),
            ("Strauß", "STRAUSS"),
            ("José", "Jose\u{301}"),
            ("نادیہ", "ناديه"),
        ] {
            assert_eq!(name_words(one), name_words(other), "{one}");
        }
    }

    #[test]
    fn a_short_part_is_found_together_and_apart() {
        assert_eq!(name_words("O Neill"), ["o", "oneill", "neill"]);
        assert_eq!(name_words("Al-Rashid"), ["al", "alrashid", "rashid"]);
        assert_eq!(name_words("Nowak-Kowalska"), ["nowak", "kowalska"]);
        assert!(name_words("%_\\").is_empty());
    }

    #[test]
    fn missing_doubled_swapped_and_wrong_letters_are_forgiven() {
        for (typed, name) in [
            ("Rachman", "Rahman"),
            ("Rehman", "Rahman"),
            ("Rahmaan", "Rahman"),
            ("Rhaman", "Rahman"),
            ("Muhamad", "Mohammed"),
            ("Kahn", "Khan"),
            ("Jonson", "Johnson"),
            ("Kowalsky", "Kowalski"),
            ("Novak", "Nowak"),
            ("Okorro", "Okoro"),
            ("Siddiqui", "Siddique"),
        ] {
            assert!(may_be(typed, name), "{typed} {name}");
        }
    }

    #[test]
    fn the_nearest_is_the_one_with_the_fewest_differences() {
        let words = |name: &str| words_of("", name);
        let typed = &readings("Rachman Nadia")[0];
        assert_eq!(apart(typed, &words("Nadia Rahman")), (0, 2));
        assert_eq!(apart(typed, &words("Nadia Okoro")), (1, 0));
        assert_eq!(
            apart(&readings("nad rah")[0], &words("Nadia Rahman")),
            (0, 8)
        );
        let both = readings("Shaun O Neill");
        assert_eq!(both, [vec!["shaun", "o", "neill"], vec!["shaun", "oneill"]]);
        assert_eq!(apart(&both[1], &words("Shaun O'Neill")), (0, 0));
    }

    #[test]
    fn another_name_is_another_name() {
        for (typed, name) in [
            ("Khan", "Cohen"),
            ("Ali", "Lee"),
            ("Smith", "Jones"),
            ("Rahman", "Rowan"),
            ("Li", "Lo"),
        ] {
            assert!(!may_be(typed, name), "{typed} {name}");
        }
    }

    #[test]
    fn any_two_words_stand_together_once_and_each_comes_first() {
        for count in 1..8 {
            let words: Vec<String> = (0..count).map(|at| format!("word{at}")).collect();
            let pairs = pairs_of(&words);
            for (at, one) in words.iter().enumerate() {
                assert!(
                    pairs.iter().any(|(word, _)| word == one),
                    "{one} of {count}"
                );
                for other in &words[at + 1..] {
                    let together = pairs.iter().filter(|(a, b)| {
                        (a, b) == (&one.as_str(), &other.as_str())
                            || (a, b) == (&other.as_str(), &one.as_str())
                    });
                    assert_eq!(
                        together.count(),
                        if count == 2 { 2 } else { 1 },
                        "{one} {other} of {count}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_hostile_name_stays_small() {
        let long = "x".repeat(200);
        assert_eq!(name_words(&long)[0].chars().count(), LETTERS);
        let marks = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(name_words(&marks), ["a"]);
        assert_eq!(name_words("a b c d e f g h i j").len(), WORDS);
    }
}
