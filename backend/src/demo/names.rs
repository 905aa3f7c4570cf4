//! Invented people, plainly: they are named after plants, birds and rivers, in the languages of the page and its neighbours.

use shared::candidates::Language;

/// Somebody's name and the language they read best.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub given: &'static str,
    pub family: &'static str,
    pub language: Language,
}

const ENGLISH_GIVEN: [&str; 37] = [
    "Hazel",
    "Rowan",
    "Robin",
    "Wren",
    "Heather",
    "Linnet",
    "Bryony",
    "Jay",
    "Martin",
    "Ash",
    "Clover",
    "Fern",
    "Ivy",
    "Laurel",
    "Lily",
    "Merle",
    "Myrtle",
    "Olive",
    "Poppy",
    "Primrose",
    "Rosemary",
    "Sage",
    "Sorrel",
    "Tansy",
    "Violet",
    "Willow",
    "Basil",
    "Briar",
    "Cedar",
    "Florian",
    "Jasper",
    "Saffron",
    "Juniper",
    "Marjoram",
    "Peregrine",
    "Avis",
    "Linden",
];

const ENGLISH_FAMILY: [&str; 41] = [
    "Trent",
    "Swift",
    "Finch",
    "Nightingale",
    "Teal",
    "Alder",
    "Thorne",
    "Bramley",
    "Heron",
    "Kestrel",
    "Mersey",
    "Ribble",
    "Wharfe",
    "Nidd",
    "Swale",
    "Derwent",
    "Teasel",
    "Yarrow",
    "Larkspur",
    "Foxglove",
    "Sedge",
    "Plover",
    "Lapwing",
    "Siskin",
    "Dunnock",
    "Whinchat",
    "Redstart",
    "Fieldfare",
    "Avocet",
    "Bulrush",
    "Campion",
    "Mallow",
    "Medlar",
    "Quince",
    "Tamar",
    "Thrush",
    "Turnstone",
    "Windrush",
    "Wagtail",
    "Yaffle",
    "O'Neill",
];

/// Rose, nightingale, falcon, narcissus and their like; the last three as their bearers write them.
const URDU: [(&str, &str); 20] = [
    ("Nargis", "Shaheen"),
    ("Yasmin", "Gulab"),
    ("Bulbul", "Zaitoon"),
    ("Anar", "Ravi"),
    ("Gulshan", "Chinar"),
    ("Sosan", "Jhelum"),
    ("Mehndi", "Chenab"),
    ("Rehan", "Falak"),
    ("Humayun", "Sarv"),
    ("Nilofar", "Shaheen"),
    ("Chambeli", "Sutlej"),
    ("Zafran", "Gulzar"),
    ("Laleh", "Bagh"),
    ("Shama", "Parwana"),
    ("Raihana", "Anjir"),
    ("Kokab", "Indus"),
    ("Banafsha", "Deodar"),
    ("نرگس", "شاہین"),
    ("یاسمین", "گلاب"),
    ("ریحان", "چنار"),
];

/// Swallow, willow, crane, birch and their like.
const POLISH: [(&str, &str); 17] = [
    ("Kalina", "Jaskółka"),
    ("Jagoda", "Wierzba"),
    ("Lilia", "Słowik"),
    ("Michał", "Żuraw"),
    ("Róża", "Świerk"),
    ("Malwina", "Brzoza"),
    ("Bogdan", "Źródło"),
    ("Wiśnia", "Łabędź"),
    ("Dąbrówka", "Olcha"),
    ("Kasztan", "Wilga"),
    ("Jaśmina", "Gąsior"),
    ("Zdzisław", "Dąb"),
    ("Stokrotka", "Sikora"),
    ("Szymon", "Jarzębina"),
    ("Łucja", "Czapla"),
    ("Narcyz", "Wisła"),
    ("Konwalia", "Pliszka"),
];

/// Snowdrop, swallow, oak, river and their like.
const WELSH: [(&str, &str); 11] = [
    ("Eirlys", "Gwennol"),
    ("Siân", "Celyn"),
    ("Briallen", "Helyg"),
    ("Rhosyn", "Derwen"),
    ("Eos", "Afon"),
    ("Dryw", "Tywi"),
    ("Ffion", "Hebog"),
    ("Gwyn", "Onnen"),
    ("Meillion", "Teifi"),
    ("Bronwen", "Alarch"),
    ("J", "Wyn"),
];

/// The name of the n-th person; no two are the same for the first 1,517.
pub(super) fn name(n: usize) -> Name {
    let (turn, round) = (n % 10, n / 10);
    let listed = match turn {
        3 => URDU.get(round).map(|names| (names, Language::Urdu)),
        6 => POLISH.get(round).map(|names| (names, Language::Polish)),
        8 => WELSH.get(round).map(|names| (names, Language::English)),
        _ => None,
    };
    if let Some((&(given, family), language)) = listed {
        // Not everyone with a name from elsewhere reads English less well.
        let reads_english = language != Language::English && given.is_ascii() && round % 3 == 1;
        let language = if reads_english {
            Language::English
        } else {
            language
        };
        return Name {
            given,
            family,
            language,
        };
    }
    Name {
        given: ENGLISH_GIVEN[n % ENGLISH_GIVEN.len()],
        family: ENGLISH_FAMILY[n % ENGLISH_FAMILY.len()],
        language: Language::English,
    }
}

/// The name as an e-mail address can hold it; none where it is not written in Latin letters.
pub(super) fn mailbox(given: &str, family: &str) -> Option<String> {
    let plain = |text: &str| -> Option<String> {
        let letters = text.to_lowercase();
        letters
            .chars()
            .filter(|letter| *letter != '\'')
            .map(plain_letter)
            .collect()
    };
    Some(format!("{}.{}", plain(given)?, plain(family)?))
}

fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        'ą' | 'â' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        other if other.is_ascii_alphabetic() => other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn nobody_is_named_twice() {
        let names: BTreeSet<_> = (0..260)
            .map(name)
            .map(|name| (name.given, name.family))
            .collect();
        assert_eq!(names.len(), 260);
        assert_eq!(mailbox("Siân", "O'Neill").as_deref(), Some("sian.oneill"));
        assert_eq!(mailbox("نرگس", "شاہین"), None);
    }
}
