//! Whether the person on a referral is somebody the Trust knows already.

use super::{
    number,
    search::Named,
    store::{self, NewCandidate},
};
use crate::platform::{
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseResult},
    ids::Ids,
};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use shared::{
    candidates::{CandidateDetails, spelling},
    ids::{CandidateId, TrustId},
    values::{plain_email, plain_phone},
};

/// The person whom some details describe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// The person.
    pub id: CandidateId,
    /// Their name, if they are new: whoever made them keeps what they are found by, with [`super::keep_names`], before the transaction
    /// ends.
    pub is_new: Option<Named>,
}

/// The person whom these details describe: somebody with the same date of birth and the same National Insurance number or
/// names, or a new one.
///
/// What is known of somebody is never changed by a referral. How to reach a person is how they sign in, so a partner
/// who could write it could read what is not theirs.
///
/// # Errors
/// When the database cannot say or keep it.
pub fn match_or_create(
    db: &mut AnyConnection,
    trust: TrustId,
    details: &CandidateDetails,
    (ids, fields): (&Ids, &FieldKeys),
    now: DateTime<Utc>,
) -> DatabaseResult<Matched> {
    store::take_turns(db, turn(trust, details))?;
    if let Some(known) = find_match(db, trust, details, fields)? {
        return Ok(Matched {
            id: known,
            is_new: None,
        });
    }
    let id: CandidateId = ids.new_id();
    let mut reference = ids.new_reference();
    while !store::reference_is_free(db, trust, &reference)? {
        reference = ids.new_reference();
    }
    let sealed = match &details.ni_number {
        Some(given) => Some(number::seal(fields, trust, id, given)?),
        None => None,
    };
    store::insert(
        db,
        NewCandidate {
            trust_id: trust,
            id,
            reference,
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
        },
    )?;
    Ok(Matched {
        id,
        is_new: Some(Named {
            id,
            given_name: details.given_name.to_string(),
            family_name: details.family_name.to_string(),
        }),
    })
}

/// The person with the same date of birth and the same National Insurance number, or the same names however they are
/// capitalised. Two different numbers are two people, also with the same names.
///
/// # Errors
/// When the database cannot say.
pub fn find_match(
    db: &mut AnyConnection,
    trust: TrustId,
    details: &CandidateDetails,
    fields: &FieldKeys,
) -> DatabaseResult<Option<CandidateId>> {
    let wanted = names(details);
    let given = details.ni_number.as_ref();
    let hashes = given.map_or_else(Vec::new, |given| number::found_by(fields, trust, given));
    let born = store::born_on(db, trust, details.date_of_birth.naive())?;
    let same_number = born
        .iter()
        .find(|known| matches!(&known.ni_number_found_by, Some(hash) if hashes.contains(hash)));
    if let Some(known) = same_number {
        return Ok(Some(known.id));
    }
    let may_be = |known: &&store::Born| hashes.is_empty() || known.ni_number_found_by.is_none();
    let same_names = born.iter().filter(may_be).find(|known| {
        (
            known.given_name.to_lowercase(),
            known.family_name.to_lowercase(),
        ) == wanted
    });
    Ok(same_names.map(|known| known.id))
}

fn names(details: &CandidateDetails) -> (String, String) {
    (
        details.given_name.as_str().to_lowercase(),
        details.family_name.as_str().to_lowercase(),
    )
}

/// A number that is the same for everybody with this date of birth.
fn turn(trust: TrustId, details: &CandidateDetails) -> i64 {
    let digest = Sha256::digest(format!("{trust}\n{}", details.date_of_birth));
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}
