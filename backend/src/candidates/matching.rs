//! Whether the person on a referral is somebody the Trust knows already.

use super::{
    number,
    search::{self, Named},
    store::{self, Born, NewCandidate},
};
use crate::platform::{
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseResult},
    ids::Ids,
};
use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest as _, Sha256};
use shared::{
    candidates::{CandidateDetails, spelling},
    ids::{CandidateId, TrustId},
    values::{plain_email, plain_phone},
};
use std::collections::HashMap;

/// The people whom the referrals of one transaction describe: those who were there already, and those who are new, who are
/// written together.
///
/// What is known of somebody is never changed by a referral. How to reach a person is how they sign in, so a partner
/// who could write it could read what is not theirs.
#[derive(Debug, Default)]
pub struct Arrivals {
    born: HashMap<NaiveDate, Vec<Born>>,
    new: Vec<NewCandidate>,
}

impl Arrivals {
    /// Looks for whoever these details could describe. Of two who refer one person at once, the second waits here and finds whom
    /// the first has made.
    ///
    /// # Errors
    /// When the database cannot say.
    pub fn look_up(
        db: &mut AnyConnection,
        trust: TrustId,
        described: &[&CandidateDetails],
    ) -> DatabaseResult<Self> {
        let born_on = described
            .iter()
            .map(|details| details.date_of_birth.naive());
        let mut dates: Vec<NaiveDate> = born_on.collect();
        dates.sort_unstable();
        dates.dedup();
        if dates.is_empty() {
            return Ok(Self::default());
        }
        let mut turns: Vec<i64> = dates.iter().map(|date| turn(trust, *date)).collect();
        turns.sort_unstable();
        store::take_turns(db, &turns)?;
        let mut born: HashMap<NaiveDate, Vec<Born>> = HashMap::new();
        for known in store::born_on(db, trust, &dates)? {
            born.entry(known.date_of_birth).or_default().push(known);
        }
        Ok(Self {
            born,
            new: Vec::new(),
        })
    }

    /// The person with the same date of birth and the same National Insurance number, or the same names however they are
    /// capitalised. Two different numbers are two people, also with the same names.
    #[must_use]
    pub fn find(
        &self,
        trust: TrustId,
        details: &CandidateDetails,
        fields: &FieldKeys,
    ) -> Option<CandidateId> {
        let born = self.born.get(&details.date_of_birth.naive())?;
        let wanted = names(details);
        let given = details.ni_number.as_ref();
        let hashes = given.map_or_else(Vec::new, |given| number::found_by(fields, trust, given));
        let same_number = born
            .iter()
            .find(|known| matches!(&known.ni_number_found_by, Some(hash) if hashes.contains(hash)));
        if let Some(known) = same_number {
            return Some(known.id);
        }
        let may_be = |known: &&Born| hashes.is_empty() || known.ni_number_found_by.is_none();
        let same_names = born.iter().filter(may_be).find(|known| {
            (
                known.given_name.to_lowercase(),
                known.family_name.to_lowercase(),
            ) == wanted
        });
        same_names.map(|known| known.id)
    }

    /// Somebody whom nobody knew. They are written with the others.
    ///
    /// # Errors
    /// When their National Insurance number cannot be sealed.
    pub fn add(
        &mut self,
        trust: TrustId,
        details: &CandidateDetails,
        (ids, fields): (&Ids, &FieldKeys),
        now: DateTime<Utc>,
    ) -> DatabaseResult<CandidateId> {
        let id: CandidateId = ids.new_id();
        let sealed = match &details.ni_number {
            Some(given) => Some(number::seal(fields, trust, id, given)?),
            None => None,
        };
        let new = NewCandidate {
            trust_id: trust,
            id,
            reference: ids.new_reference(),
            given_name: details.given_name.to_string(),
            family_name: details.family_name.to_string(),
            date_of_birth: details.date_of_birth.naive(),
            // Kept as one-time codes look them up.
            email: details
                .email
                .as_ref()
                .map(|email| plain_email(email.as_str())),
            phone: details
                .phone
                .as_ref()
                .map(|phone| plain_phone(phone.as_str())),
            language: details.language,
            adjustments: details.adjustments.as_ref().map(ToString::to_string),
            ni_number_key: sealed.as_ref().map(|sealed| sealed.key_version),
            ni_number_found_by: sealed.as_ref().map(|sealed| sealed.found_by.clone()),
            ni_number: sealed.map(|sealed| sealed.value),
            names_version: Some(spelling::VERSION),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        self.born.entry(new.date_of_birth).or_default().push(Born {
            id,
            date_of_birth: new.date_of_birth,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
            ni_number_found_by: new.ni_number_found_by.clone(),
        });
        self.new.push(new);
        Ok(id)
    }

    /// Writes whoever is new. What they are found by is kept last in the transaction, because others wait for it.
    ///
    /// # Errors
    /// When the database could not; then nobody is new.
    pub fn write(
        mut self,
        db: &mut AnyConnection,
        trust: TrustId,
        ids: &Ids,
    ) -> DatabaseResult<Newcomers> {
        if self.new.is_empty() {
            return Ok(Newcomers(Vec::new()));
        }
        loop {
            let all: Vec<&str> = self.new.iter().map(|new| &*new.reference).collect();
            let taken = store::taken_references(db, trust, &all)?;
            if taken.is_empty() {
                break;
            }
            for new in &mut self.new {
                if taken.contains(&new.reference) {
                    new.reference = ids.new_reference();
                }
            }
        }
        let named = self.new.iter().map(|new| Named {
            id: new.id,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
        });
        let named = named.collect();
        store::insert_all(db, self.new)?;
        Ok(Newcomers(named))
    }
}

/// People who are new, and not yet to be found by their names.
#[derive(Debug)]
#[must_use = "they cannot be searched for yet"]
pub struct Newcomers(Vec<Named>);

impl Newcomers {
    /// The last act of the transaction: whoever is new can be found.
    ///
    /// # Errors
    /// When the database could not; then they must not be kept either.
    pub fn keep_names(self, db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        search::keep_names(db, trust, &self.0)
    }
}

fn names(details: &CandidateDetails) -> (String, String) {
    (
        details.given_name.as_str().to_lowercase(),
        details.family_name.as_str().to_lowercase(),
    )
}

/// A number that is the same for everybody with this date of birth.
fn turn(trust: TrustId, date_of_birth: NaiveDate) -> i64 {
    let digest = Sha256::digest(format!("{trust}\n{date_of_birth}"));
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}
