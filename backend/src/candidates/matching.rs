//! Whether the person on a referral is somebody the Trust knows already.

use super::store::{self, NewCandidate};
use crate::platform::{
    database::{AnyConnection, DatabaseResult},
    ids::Ids,
};
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use shared::{
    candidates::CandidateDetails,
    ids::{CandidateId, TrustId},
    values::{plain_email, plain_phone},
};

/// The person whom these details describe: somebody with the same names and date of birth, or a new one.
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
    ids: &Ids,
    now: DateTime<Utc>,
) -> DatabaseResult<CandidateId> {
    store::take_turns(db, turn(trust, details))?;
    if let Some(known) = find_match(db, trust, details)? {
        return Ok(known);
    }
    let id: CandidateId = ids.new_id();
    let mut reference = ids.new_reference();
    while !store::reference_is_free(db, trust, &reference)? {
        reference = ids.new_reference();
    }
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
            version: 1,
            created_at: now,
            updated_at: now,
        },
    )?;
    Ok(id)
}

/// The person with the same names and date of birth, however they are capitalised.
///
/// # Errors
/// When the database cannot say.
pub fn find_match(
    db: &mut AnyConnection,
    trust: TrustId,
    details: &CandidateDetails,
) -> DatabaseResult<Option<CandidateId>> {
    let wanted = names(details);
    let born = store::born_on(db, trust, details.date_of_birth.naive())?;
    Ok(born
        .into_iter()
        .find(|(_, given, family)| (given.to_lowercase(), family.to_lowercase()) == wanted)
        .map(|(id, ..)| id))
}

fn names(details: &CandidateDetails) -> (String, String) {
    (
        details.given_name.as_str().to_lowercase(),
        details.family_name.as_str().to_lowercase(),
    )
}

/// A number that is the same for everybody with these names and this date of birth.
fn turn(trust: TrustId, details: &CandidateDetails) -> i64 {
    let (given, family) = names(details);
    let digest = Sha256::digest(format!(
        "{trust}\n{given}\n{family}\n{}",
        details.date_of_birth
    ));
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}
