//! Duplicates: two people on record who are perhaps one, and what somebody says of them.
//!
//! What makes two records alike is decided here, from what both of them hold. It only ever asks: that two are one person is said
//! by a person.

use crate::candidates::spelling::{difference, words_of};
use crate::candidates::{CandidateView, JourneyFound};
use crate::ids::{DuplicateId, JourneyId};
use crate::journey::State;
use crate::time::CivilDate;
use crate::values::{Words, coded};
use crate::wire::wire;

coded! {
    /// Why two people may be one.
    Likeness {
        SameBirth = "same_birth", "Born on the same day, and nearly the same name";
        NearBirth = "near_birth", "The same name, and nearly the same date of birth";
        SameContact = "same_contact", "The same email address or telephone number";
    }
}

coded! {
    /// What somebody has said of two people.
    DuplicateDecision {
        TwoPeople = "two_people", "These are two people";
        OnePerson = "one_person", "They are one person";
    }
}

/// The version of what makes two records alike. With another rule everybody is to be compared again.
pub const VERSION: i32 = 1;

/// A record as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: CivilDate,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

impl Compared {
    /// Why two records may be of one person; nothing where they are not alike.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Vec<Likeness> {
        let mut found = Vec::new();
        if self.date_of_birth == other.date_of_birth && self.is_nearly_called(other) {
            found.push(Likeness::SameBirth);
        }
        if is_near(self.date_of_birth, other.date_of_birth) && self.is_called(other) {
            found.push(Likeness::NearBirth);
        }
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        if same(&self.email, &other.email) || same(&self.phone, &other.phone) {
            found.push(Likeness::SameContact);
        }
        found
    }

    fn words(&self) -> Vec<String> {
        words_of(&self.given_name, &self.family_name)
    }

    /// The same words, however they are written and in whatever order.
    fn is_called(&self, other: &Self) -> bool {
        let (mut own, mut others) = (self.words(), other.words());
        own.sort_unstable();
        others.sort_unstable();
        !own.is_empty() && own == others
    }

    /// Each word of the shorter name is nearly one of the longer; a single word is no whole name and must be the same.
    fn is_nearly_called(&self, other: &Self) -> bool {
        let (own, others) = (self.words(), other.words());
        let (fewer, more) = if own.len() <= others.len() {
            (own, others)
        } else {
            (others, own)
        };
        match fewer.as_slice() {
            [] => false,
            [only] => more == [only.clone()],
            fewer => fewer
                .iter()
                .all(|word| more.iter().any(|longer| difference(word, longer).is_some())),
        }
    }
}

/// A date as its eight digits.
fn digits(date: CivilDate) -> Vec<char> {
    let text = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    text.chars().collect()
}

fn date_of(digits: &[char]) -> Option<CivilDate> {
    let number = |part: &[char]| part.iter().collect::<String>().parse::<u32>().ok();
    let year = i32::try_from(number(digits.get(..4)?)?).ok()?;
    CivilDate::new(year, number(digits.get(4..6)?)?, number(digits.get(6..8)?)?)
}

/// Whether two dates differ in one digit only, or in which number is the day and which the month.
fn is_near(one: CivilDate, other: CivilDate) -> bool {
    let differ = digits(one)
        .into_iter()
        .zip(digits(other))
        .filter(|(one, other)| one != other)
        .count();
    let is_swapped = one.year() == other.year()
        && (one.month(), one.day()) == (other.day(), other.month())
        && one != other;
    differ == 1 || is_swapped
}

/// Every date that is near to one: those with whom somebody may have been confused.
#[must_use]
pub fn near_dates(date: CivilDate) -> Vec<CivilDate> {
    let own = digits(date);
    let mut near: Vec<CivilDate> = (0..own.len())
        .flat_map(|place| {
            let own = &own;
            ('0'..='9').filter_map(move |digit| {
                let mut other = own.clone();
                *other.get_mut(place)? = digit;
                date_of(&other)
            })
        })
        .chain(CivilDate::new(date.year(), date.day(), date.month()))
        .filter(|other| is_near(date, *other))
        .collect();
    near.sort_unstable();
    near.dedup();
    near
}

wire! {
    /// Says of two people whether they are one.
    request SettleDuplicate {
        /// What they are.
        decision: DuplicateDecision,
        /// Of one person: the journey that goes on.
        survivor_id: Option<JourneyId>,
        /// Of one person: the journey that ends, because it is the same one.
        merged_id: Option<JourneyId>,
        /// Of one person: how that is known.
        reason: Option<Words>,
    }
    /// Two people on record who are perhaps one.
    view DuplicateView {
        /// Its id.
        id: DuplicateId,
        /// Why they may be one person.
        likeness: Vec<Likeness>,
        /// The one who was on record first.
        one: DuplicatePerson,
        /// The other one.
        other: DuplicatePerson,
        /// What was said of them; null while nobody has said anything.
        decision: Option<DuplicateDecision>,
        /// 1 while nobody has said anything, 2 afterwards; the ETag carries it.
        version: i32,
    }
    /// One of the two.
    view DuplicatePerson {
        /// What is known of them.
        candidate: CandidateView,
        /// Their journeys, the latest first.
        journeys: Vec<JourneyFound>,
    }
}

impl DuplicateView {
    /// The journeys of the two that could become one: on the same programme, and neither merged already.
    #[must_use]
    pub fn mergeable(&self) -> Vec<(JourneyFound, JourneyFound)> {
        let stands = |journey: &&JourneyFound| journey.state != State::Merged;
        let mut pairs = Vec::new();
        for one in self.one.journeys.iter().filter(stands) {
            for other in self.other.journeys.iter().filter(stands) {
                if one.programme_id == other.programme_id {
                    pairs.push((one.clone(), other.clone()));
                }
            }
        }
        pairs
    }

    /// Whether one of these journeys may be merged into the other.
    #[must_use]
    pub fn may_merge(&self, merged: JourneyId, survivor: JourneyId) -> bool {
        self.mergeable().iter().any(|(one, other)| {
            (one.id, other.id) == (merged, survivor) || (other.id, one.id) == (merged, survivor)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Likeness::{NearBirth, SameBirth, SameContact};

    fn on(text: &str) -> CivilDate {
        text.parse().expect("a date")
    }

    fn somebody(name: &str, born: &str, email: Option<&str>, phone: Option<&str>) -> Compared {
        let (given, family) = name.split_once(' ').unwrap_or(("", name));
        Compared {
            given_name: given.to_owned(),
            family_name: family.to_owned(),
            date_of_birth: on(born),
            email: email.map(str::to_owned),
            phone: phone.map(str::to_owned),
        }
    }

    #[test]
    fn who_may_be_one_person_and_why() {
        let nadia = somebody(
            "Nadia Rahman",
            "1998-03-14",
            Some("n@example.org"),
            Some("07"),
        );
        for (name, born, email, phone, found) in [
            ("Nadia Rehman", "1998-03-14", None, None, vec![SameBirth]),
            ("NADIA RAHMAN", "1998-03-14", None, None, vec![SameBirth]),
            ("Rahman Nadia", "1998-03-14", None, None, vec![SameBirth]),
            (
                "Nadia Rahman-Khan",
                "1998-03-14",
                None,
                None,
                vec![SameBirth],
            ),
            ("Nadia Rahman", "1998-03-15", None, None, vec![NearBirth]),
            ("Nadia Rahman", "1989-03-14", None, None, vec![]),
            ("Nadia Rehman", "1998-03-15", None, None, vec![]),
            ("Sara Rahman", "1998-03-14", None, None, vec![]),
            ("Nadia Okoro", "1998-03-14", None, None, vec![]),
            (
                "Sara Okoro",
                "1971-01-01",
                Some("n@example.org"),
                None,
                vec![SameContact],
            ),
            (
                "Sara Okoro",
                "1971-01-01",
                None,
                Some("07"),
                vec![SameContact],
            ),
            (
                "Nadia Rahman",
                "1998-03-14",
                None,
                Some("07"),
                vec![SameBirth, SameContact],
            ),
        ] {
            let other = somebody(name, born, email, phone);
            assert_eq!(nadia.likeness(&other), found, "{name} {born}");
            assert_eq!(
                other.likeness(&nadia),
                found,
                "the other way round: {name} {born}"
            );
        }
    }

    #[test]
    fn nobody_is_like_another_for_what_neither_has() {
        let one = somebody("Nadia Rahman", "1998-03-14", None, None);
        let other = somebody("Sara Okoro", "1971-01-01", None, None);
        assert_eq!(one.likeness(&other), Vec::new());
        let nameless = somebody("%%", "1998-03-14", None, None);
        assert_eq!(nameless.likeness(&nameless.clone()), Vec::new());
    }

    #[test]
    fn day_and_month_are_easily_swapped() {
        assert!(is_near(on("1998-03-04"), on("1998-04-03")));
        assert!(!is_near(on("1998-03-03"), on("1998-03-03")));
        assert!(is_near(on("1998-03-14"), on("1988-03-14")));
        assert!(!is_near(on("1998-03-14"), on("1987-03-14")));
    }

    #[test]
    fn every_near_date_is_near_and_none_is_missing() {
        for born in ["1998-03-04", "2000-02-29", "1970-12-31"] {
            let near = near_dates(on(born));
            assert!(near.iter().all(|date| is_near(on(born), *date)), "{born}");
            let mut day = on("1900-01-01");
            let mut missing = Vec::new();
            while day < on("2030-01-01") {
                if is_near(on(born), day) && !near.contains(&day) {
                    missing.push(day);
                }
                day = day.plus_days(1);
            }
            assert_eq!(missing, Vec::new(), "{born}");
            assert!(near.len() < 80, "so few that each can be asked for");
        }
    }
}
