//! Copies of the demo's programmes, with ids, references, names and seconds of their own. Some share their programmes.

use super::template::{Cell, Rows, Template};
use std::collections::HashMap;

/// So many copies make a batch, which one transaction writes: some tens of thousands of rows.
const BATCH: u64 = 16;
/// So many copies share the same programmes, in turn: most programmes are small, and some are long lists to page through.
const SHARED_BY: [u64; 4] = [1, 2, 5, 25];
/// What copies that share programmes have together. Everything else is each copy's own.
const SHARED: [&str; 4] = ["vacancies", "programmes", "stage_counts", "sessions"];
/// The letters of a reference; the platform's own alphabet.
const LETTERS: &[u8; 25] = b"234679ACDEFGHJKMNPQRTVWXY";
/// How many references there are.
const REFERENCES: u64 = 25_u64.pow(6);
/// Prime, and so without a common factor with their number: every reference comes once.
const STRIDE: u64 = 104_729_003;

const GIVEN: [&str; 20] = [
    "Hazel", "Rowan", "Wren", "Bryony", "Jay", "Clover", "Fern", "Laurel", "Merle", "Olive",
    "Sorrel", "Tansy", "Willow", "Basil", "Cedar", "Florian", "Jasper", "Juniper", "Linden",
    "Avis",
];
const FAMILY: [&str; 20] = [
    "Alder", "Birch", "Bramble", "Brook", "Clay", "Dun", "Elder", "Fen", "Gorse", "Hazel", "Heath",
    "Ivel", "Kestrel", "Larch", "Marl", "Nettle", "Ouse", "Plover", "Reed", "Sedge",
];
const PLACE: [&str; 20] = [
    "acre", "bank", "beck", "by", "combe", "cote", "croft", "dale", "den", "field", "ford",
    "garth", "holme", "hurst", "leigh", "mere", "ridge", "stead", "thwaite", "wick",
];

/// A text, cut where an id stands that a copy has of its own.
struct Pattern {
    /// What stands before each id.
    before: Vec<String>,
    /// Which ids, by their place in the list of all.
    ids: Vec<usize>,
    rest: String,
}

/// How a column is copied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    /// As it is, but for the ids in it.
    Same,
    /// A new reference.
    Reference,
    /// Not copied: it is sealed for the person that it is of.
    Nothing,
    GivenName,
    FamilyName,
    Email,
    /// The partner's own reference, unique with them.
    ExternalReference,
    /// Room for as many copies as share it, and the people of as many.
    Room,
    /// Copies that share a programme hold their interviews in rooms of their own.
    Venue,
}

/// Which copy it is, and whose programmes it is on.
#[derive(Clone, Copy)]
struct Place {
    copy: u64,
    /// The first of the copies that share these programmes.
    first: u64,
    /// How many share them.
    shared_by: u64,
}

impl Place {
    /// The first copy, on programmes of its own.
    const FIRST: Self = Self {
        copy: 1,
        first: 1,
        shared_by: SHARED_BY[0],
    };

    /// The next copy: on the same programmes, or on new ones when enough share these.
    fn next(self) -> Self {
        let copy = self.copy + 1;
        if copy < self.first + self.shared_by {
            return Self { copy, ..self };
        }
        let at = SHARED_BY.iter().position(|many| *many == self.shared_by);
        let next = at.map_or(0, |at| (at + 1) % SHARED_BY.len());
        Self {
            copy,
            first: copy,
            shared_by: SHARED_BY[next],
        }
    }

    /// Shared by no more than are still to come.
    fn shared_by_at_most(self, left: u64) -> Self {
        let shared_by = self.shared_by.min(left);
        if self.is_first() {
            Self { shared_by, ..self }
        } else {
            self
        }
    }

    fn is_first(self) -> bool {
        self.copy == self.first
    }
}

/// An id of the demo.
#[derive(Clone, Default)]
struct Known {
    id: String,
    is_shared: bool,
}

struct CopiedTable {
    rows: Rows,
    is_shared: bool,
    columns: Vec<Column>,
    patterns: Vec<Vec<Option<Pattern>>>,
}

/// Gives copies, batch by batch.
pub(super) struct Copies {
    tables: Vec<CopiedTable>,
    ids: Vec<Known>,
    journeys: u64,
    next: Place,
    references: u64,
}

impl Copies {
    /// Of everything in the template that is copied.
    pub fn of(template: &Template) -> Self {
        let mut known = HashMap::new();
        let mut ids = Vec::new();
        for rows in template.copied() {
            let Some(place) = rows.place("id") else {
                continue;
            };
            for id in rows.rows.iter().filter_map(|row| row[place].clone()) {
                if known.contains_key(&id) {
                    continue;
                }
                known.insert(id.clone(), ids.len());
                ids.push(Known {
                    id,
                    is_shared: SHARED.contains(&rows.table),
                });
            }
        }
        let tables: Vec<_> = template
            .copied()
            .map(|rows| CopiedTable::of(rows, &known))
            .collect();
        let journeys = tables.iter().find(|table| table.rows.table == "journeys");
        Self {
            journeys: journeys.map_or(1, |table| table.patterns.len().max(1) as u64),
            tables,
            ids,
            next: Place::FIRST,
            references: 0,
        }
    }

    /// How many copies there are.
    pub fn made(&self) -> u64 {
        self.next.copy - 1
    }

    /// The rows of the next copies, as many as are needed for so many journeys, or a batch of them.
    pub fn next_batch(&mut self, journeys: u64) -> Vec<Rows> {
        let left = journeys.div_ceil(self.journeys);
        let wanted = left.min(BATCH);
        let mut batch: Vec<Rows> = self
            .tables
            .iter()
            .map(|table| Rows {
                rows: Vec::new(),
                ..table.rows.clone()
            })
            .collect();
        for made in 0..wanted {
            let place = self.next.shared_by_at_most(left - made);
            self.next = place.next();
            let ids: Vec<String> = (0_u64..)
                .zip(&self.ids)
                .map(|(at, known)| {
                    let of = if known.is_shared {
                        place.first
                    } else {
                        place.copy
                    };
                    renewed(&known.id, of, at)
                })
                .collect();
            for (table, copied) in self.tables.iter().zip(&mut batch) {
                if table.is_shared && !place.is_first() {
                    continue;
                }
                let rows = table.copies(place, &ids, &mut self.references);
                copied.rows.extend(rows);
            }
        }
        batch
    }
}

impl CopiedTable {
    fn of(rows: &Rows, known: &HashMap<String, usize>) -> Self {
        let columns = rows.columns.iter().map(|name| match name.as_str() {
            "reference" => Column::Reference,
            "ni_number" | "ni_number_found_by" | "ni_number_key" => Column::Nothing,
            "given_name" => Column::GivenName,
            "family_name" => Column::FamilyName,
            "email" => Column::Email,
            "external_ref" => Column::ExternalReference,
            "openings" | "places" | "capacity" => Column::Room,
            "standing" | "waiting" | "after_trial" | "reached" | "moved_on" | "days_stood" => {
                Column::Room
            }
            "venue" if rows.table == "interview_slots" => Column::Venue,
            _ => Column::Same,
        });
        // What is counted of the Trust as a whole is counted once, at the end.
        let board = rows.place("board_id");
        let is_copied = |row: &&Vec<Cell>| {
            board.is_none_or(|place| row[place].as_ref().is_some_and(|id| known.contains_key(id)))
        };
        let patterns = rows.rows.iter().filter(is_copied).map(|row| {
            let cells = row.iter();
            cells
                .map(|cell| cell.as_deref().map(|text| Pattern::of(text, known)))
                .collect()
        });
        Self {
            is_shared: SHARED.contains(&rows.table),
            columns: columns.collect(),
            patterns: patterns.collect(),
            rows: Rows {
                rows: Vec::new(),
                ..rows.clone()
            },
        }
    }
}

impl CopiedTable {
    /// The rows of one copy.
    fn copies<'a>(
        &'a self,
        place: Place,
        ids: &'a [String],
        references: &'a mut u64,
    ) -> impl Iterator<Item = Vec<Cell>> + 'a {
        self.patterns.iter().enumerate().map(move |(at, patterns)| {
            let person = place.copy * 1_000 + at as u64;
            let cells = patterns.iter().zip(&self.columns);
            cells
                .map(|(pattern, column)| {
                    let text = pattern.as_ref().map(|pattern| pattern.with(ids));
                    column.copy(text, place, person, references)
                })
                .collect()
        })
    }
}

impl Pattern {
    fn of(text: &str, known: &HashMap<String, usize>) -> Self {
        const ID: usize = 36;
        let (mut before, mut ids) = (Vec::new(), Vec::new());
        let (mut start, mut at) = (0, 0);
        while at + ID <= text.len() {
            match text.get(at..at + ID).and_then(|id| known.get(id)) {
                Some(id) => {
                    before.push(text[start..at].to_owned());
                    ids.push(*id);
                    at += ID;
                    start = at;
                }
                None => at += 1,
            }
        }
        Self {
            before,
            ids,
            rest: text[start..].to_owned(),
        }
    }

    fn with(&self, ids: &[String]) -> String {
        let mut text = String::new();
        for (before, id) in self.before.iter().zip(&self.ids) {
            text.push_str(before);
            text.push_str(&ids[*id]);
        }
        text.push_str(&self.rest);
        text
    }
}

impl Column {
    fn copy(self, text: Cell, place: Place, person: u64, references: &mut u64) -> Cell {
        let (text, copy) = (text?, place.copy);
        Some(match self {
            Self::Nothing => return None,
            Self::Same => moved_within_its_second(text, copy),
            Self::Reference => {
                *references += 1;
                reference(*references)
            }
            Self::GivenName => one_of(&GIVEN, person).to_owned(),
            Self::FamilyName => family_name(person),
            Self::Email => format!(
                "{}.{}.{person}@example.org",
                one_of(&GIVEN, person).to_lowercase(),
                family_name(person).to_lowercase()
            ),
            Self::ExternalReference => format!("{text}-{copy}"),
            Self::Room => text
                .parse::<u64>()
                .map_or(text, |room| (room * place.shared_by).to_string()),
            Self::Venue if place.is_first() => text,
            Self::Venue => format!("{text} {}", place.copy - place.first + 1),
        })
    }
}

fn one_of(words: &[&'static str; 20], at: u64) -> &'static str {
    words[usize::try_from(at % 20).unwrap_or_default()]
}

/// Invented, plainly, and of 8,000 kinds: what is searched for among a million people is rare, as names are.
fn family_name(person: u64) -> String {
    let drawn = mixed(person);
    let double = one_of(&FAMILY, drawn / 400 % 20);
    format!(
        "{}{}-{double}",
        one_of(&FAMILY, drawn % 20),
        one_of(&PLACE, drawn / 20 % 20)
    )
}

/// The reference with this number. A prefix of its own keeps it apart from those that were drawn at random.
fn reference(number: u64) -> String {
    let mut rest = number * STRIDE % REFERENCES;
    let mut letters = [0_u8; 6];
    for letter in &mut letters {
        *letter = LETTERS[usize::try_from(rest % 25).unwrap_or_default()];
        rest /= 25;
    }
    let text: String = letters.iter().copied().map(char::from).collect();
    let (first, second) = text.split_at(4);
    format!("SD-{first}-{second}")
}

/// An instant in the same second: copies differ in it, and the events of one keep their order.
fn moved_within_its_second(text: String, copy: u64) -> String {
    let bytes = text.as_bytes();
    let is_instant =
        bytes.len() == 27 && bytes[10] == b'T' && bytes[19] == b'.' && bytes[26] == b'Z';
    if !is_instant {
        return text;
    }
    let within = copy * 7_919 % 999_000;
    let old: u64 = text[20..26].parse().unwrap_or_default();
    format!("{}{:06}Z", &text[..20], (within + old % 1_000).min(999_999))
}

/// The same moment in an id, and other bits after it: a version 7 id as before.
fn renewed(id: &str, copy: u64, at: u64) -> String {
    let drawn = mixed(copy << 20 | at);
    let (first, second) = (drawn >> 48, drawn & 0xFFFF_FFFF_FFFF);
    format!(
        "{}-7{:03x}-{:04x}-{second:012x}",
        &id[..13],
        copy & 0xFFF,
        0x8000 | (first & 0x3FFF)
    )
}

/// Steele, Lea and Flood's mixing function: one to one.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_reference_and_no_id_comes_twice() {
        let references: HashSet<_> = (0..200_000).map(reference).collect();
        assert_eq!(references.len(), 200_000);
        let id = "019a0000-0000-7000-8000-000000000000";
        let ids: HashSet<_> = (0..500)
            .flat_map(|copy| (0..500).map(move |at| renewed(id, copy, at)))
            .collect();
        assert_eq!(ids.len(), 250_000);
        for id in ids {
            let id: uuid::Uuid = id.parse().expect("an id");
            assert_eq!(
                (id.get_version_num(), id.get_variant()),
                (7, uuid::Variant::RFC4122)
            );
        }
    }

    #[test]
    fn copies_share_programmes_by_one_two_five_and_twenty_five() {
        let places = std::iter::successors(Some(Place::FIRST), |place| Some(place.next()));
        let firsts: Vec<_> = places
            .take(40)
            .filter(|place| place.is_first())
            .map(|place| (place.copy, place.shared_by))
            .collect();
        assert_eq!(
            firsts,
            [(1, 1), (2, 2), (4, 5), (9, 25), (34, 1), (35, 2), (37, 5)]
        );
    }

    #[test]
    fn an_id_is_renewed_wherever_it_stands() {
        let id = "019a0000-0000-7000-8000-000000000000";
        let known = HashMap::from([(id.to_owned(), 0)]);
        let text = format!(
            "{{\"session_id\":\"{id}\",\"by\":\"019b0000-0000-7000-8000-000000000000\",\"then\":\"{id}\"}}"
        );
        let new = Pattern::of(&text, &known).with(&["NEW".to_owned()]);
        assert_eq!(
            new,
            "{\"session_id\":\"NEW\",\"by\":\"019b0000-0000-7000-8000-000000000000\",\"then\":\"NEW\"}"
        );
    }

    #[test]
    fn instants_move_within_their_second_and_dates_do_not() {
        let moved = moved_within_its_second("2026-03-01T09:00:00.000000Z".to_owned(), 3);
        assert_eq!(moved, "2026-03-01T09:00:00.023757Z");
        assert_eq!(
            moved_within_its_second("2026-03-01".to_owned(), 3),
            "2026-03-01"
        );
    }
}
