//! Staff correct what is known of a person.

use super::{
    number, search,
    service::{self, CandidateError},
    store::{self, CandidateRow},
};
use crate::access::{Principal, Reach};
use crate::application::Platform;
use crate::identity;
use crate::platform::{
    audit::{self, AuditEntry},
    crypto::{FieldKeys, Sealed},
    database::{AnyConnection, DatabaseError},
};
use shared::{
    candidates::{CandidateView, CorrectCandidate},
    ids::{CandidateId, TrustId},
    values::{Words, plain_email, plain_phone},
};

/// Corrects a record that was read at a version. The audit log has the names of the fields that changed, and not what they
/// held. Who can be reached elsewhere from now on signs in anew: the old address may never have been theirs.
///
/// # Errors
/// [`CandidateError::NotFound`] for somebody outside the reach, [`CandidateError::Stale`] when somebody was quicker,
/// [`CandidateError::NumberInUse`] when the National Insurance number is another person's.
pub async fn correct(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    request_id: String,
    (id, expected): (CandidateId, i32),
    correction: CorrectCandidate,
) -> Result<CandidateView, CandidateError> {
    let look_again = correction.check(platform.clock.today().into());
    if !look_again.is_empty() {
        return Err(CandidateError::Invalid(look_again));
    }
    let (now, fields) = (platform.clock.now(), platform.fields.clone());
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let mut row = store::find(db, trust, id)?.ok_or(CandidateError::NotFound)?;
            if !service::is_within(db, &principal, reach, id)? {
                return Err(CandidateError::NotFound);
            }
            if row.version != expected {
                return Err(CandidateError::Stale {
                    current: row.version,
                });
            }
            let number = changed_number(db, trust, &fields, &row, &correction)?;
            let before = (row.given_name.clone(), row.family_name.clone());
            let mut changed = apply(&mut row, &correction);
            if number.is_some() {
                changed.push("ni_number");
            }
            if changed.is_empty() {
                return service::load(db, &principal, reach, &fields, id);
            }
            let names = (row.given_name.clone(), row.family_name.clone());
            if !store::update(db, trust, row, now)? {
                return Err(CandidateError::Stale { current: expected });
            }
            if names != before {
                find_by_new_name(db, trust, id, (&before, names))?;
            }
            if let Some(number) = number {
                store::set_number(db, trust, id, number.as_ref())?;
            }
            if changed.contains(&"adjustments") {
                store::told_staff(db, trust, id, now)?;
            }
            if changed.contains(&"email") || changed.contains(&"phone") {
                identity::end_sessions_of(db, trust, id, now)?;
            }
            let what = ("candidate", id.as_uuid());
            let actor = principal.actor();
            let done = AuditEntry::done(trust, now, &actor, "correct_candidate", what, &request_id);
            let particulars = &changed;
            audit::record(
                db,
                &AuditEntry {
                    particulars,
                    ..done
                },
            )?;
            service::load(db, &principal, reach, &fields, id)
        })
        .await
}

/// Lets somebody be found by the name they have now, and no longer by the one before.
fn find_by_new_name(
    db: &mut AnyConnection,
    trust: TrustId,
    id: CandidateId,
    (before, (given_name, family_name)): (&(String, String), (String, String)),
) -> Result<(), CandidateError> {
    search::forget(db, trust, id, (&before.0, &before.1))?;
    let now = search::Named {
        id,
        given_name,
        family_name,
    };
    search::keep_names(db, trust, &[now])?;
    Ok(())
}

/// The number as it is to be kept: the outer option is none where it stays as it is.
fn changed_number(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    row: &CandidateRow,
    correction: &CorrectCandidate,
) -> Result<Option<Option<Sealed>>, CandidateError> {
    let Some(wanted) = &correction.ni_number else {
        return Ok(None);
    };
    let Some(wanted) = wanted else {
        return Ok(row.ni_number.is_some().then_some(None));
    };
    let kept = row.ni_number.as_deref();
    if kept.is_some_and(|kept| {
        number::open(fields, trust, row.id, kept).is_ok_and(|kept| kept == *wanted)
    }) {
        return Ok(None);
    }
    let hashes = number::found_by(fields, trust, wanted);
    if let Some(reference) = store::another_with_number(db, trust, hashes, row.id)? {
        return Err(CandidateError::NumberInUse { reference });
    }
    let sealed = number::seal(fields, trust, row.id, wanted).map_err(DatabaseError::from)?;
    Ok(Some(Some(sealed)))
}

/// Applies everything but the number, and names what it changed.
fn apply(row: &mut CandidateRow, correction: &CorrectCandidate) -> Vec<&'static str> {
    let mut changed = Vec::new();
    let mut set = |name, field: &mut String, given: Option<String>| {
        if let Some(given) = given.filter(|given| given != field) {
            *field = given;
            changed.push(name);
        }
    };
    let text = |words: &Option<Words>| words.as_ref().map(ToString::to_string);
    set(
        "given_name",
        &mut row.given_name,
        text(&correction.given_name),
    );
    set(
        "family_name",
        &mut row.family_name,
        text(&correction.family_name),
    );
    let born = correction.date_of_birth.map(|born| born.naive());
    if let Some(born) = born.filter(|born| *born != row.date_of_birth) {
        row.date_of_birth = born;
        changed.push("date_of_birth");
    }
    let mut set = |name, field: &mut Option<String>, given: Option<Option<String>>| {
        if let Some(given) = given.filter(|given| given != field) {
            *field = given;
            changed.push(name);
        }
    };
    let plain = |given: &Option<Option<Words>>, plain: fn(&str) -> String| {
        given
            .as_ref()
            .map(|given| given.as_ref().map(|words| plain(words.as_str())))
    };
    set(
        "email",
        &mut row.email,
        plain(&correction.email, plain_email),
    );
    set(
        "phone",
        &mut row.phone,
        plain(&correction.phone, plain_phone),
    );
    set(
        "adjustments",
        &mut row.adjustments,
        plain(&correction.adjustments, str::to_owned),
    );
    if let Some(language) = correction.language.filter(|given| *given != row.language) {
        row.language = language;
        changed.push("language");
    }
    changed
}
