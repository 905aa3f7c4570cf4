//! The use cases of a person's record.

use super::{
    number,
    store::{self, CandidateRow},
};
use crate::access::{Principal, Reach, Who, knower};
use crate::application::Platform;
use crate::assignments;
use crate::audit::{self, By, Reading};
use crate::platform::{
    crypto::FieldKeys,
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use shared::{
    candidates::CandidateView,
    identity::Role,
    ids::{CandidateId, OrganisationId, TrustId},
    problem::FieldError,
    values::NiNumber,
};

/// Why a person was not read or corrected.
#[derive(Debug, thiserror::Error)]
pub enum CandidateError {
    /// There is nobody, or they are not theirs to see.
    #[error("there is no such person within reach")]
    NotFound,
    /// Somebody has changed the record since it was read.
    #[error("the record has moved on to version {current}")]
    Stale {
        /// Its version now.
        current: i32,
    },
    /// What was given needs another look.
    #[error("what was given needs another look")]
    Invalid(Vec<FieldError>),
    /// Another person has this National Insurance number.
    #[error("another person, {reference}, has this National Insurance number")]
    NumberInUse {
        /// Their reference.
        reference: String,
    },
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// One person. Reading somebody is written to the audit log.
///
/// # Errors
/// [`CandidateError::NotFound`], also for somebody outside the reach.
pub async fn find(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    request_id: String,
    id: CandidateId,
) -> Result<CandidateView, CandidateError> {
    let (by, fields) = (By::of(&principal, request_id), platform.fields.clone());
    let seen = platform
        .database
        .snapshot(move |db| load(db, &principal, reach, &fields, id))
        .await?;
    let reading = Reading::of_one("read_candidate", ("candidate", id.as_uuid()), id);
    audit::read(platform, &by, reading).await?;
    Ok(seen)
}

/// A person, if they lie within reach, as they may be seen.
pub(super) fn load(
    db: &mut AnyConnection,
    principal: &Principal,
    reach: Reach,
    fields: &FieldKeys,
    id: CandidateId,
) -> Result<CandidateView, CandidateError> {
    let trust = principal.trust_id;
    let row = store::find(db, trust, id)?.ok_or(CandidateError::NotFound)?;
    if !is_within(db, principal, reach, id)? {
        return Err(CandidateError::NotFound);
    }
    let first = store::first_referrers(db, trust, &[id])?;
    let all = sees_all(reach, first.get(&id).copied());
    Ok(view(row, all, Numbers::of(principal, fields)))
}

pub(super) fn is_within(
    db: &mut AnyConnection,
    principal: &Principal,
    reach: Reach,
    id: CandidateId,
) -> DatabaseResult<bool> {
    match reach {
        Reach::Trust => Ok(true),
        Reach::Candidate(own) => Ok(own == id),
        Reach::Organisation(partner) => store::was_referred_by(db, principal.trust_id, id, partner),
        Reach::Programmes(_) | Reach::Managed(_) => {
            match assignments::programmes_within(db, principal.trust_id, reach)? {
                Some(within) => store::is_on_one_of(db, principal.trust_id, id, &within),
                None => Ok(true),
            }
        }
        Reach::Training(_) => Ok(false),
    }
}

/// A second partner who refers somebody learns no more than it has told: how to reach the person and what they need stay
/// with the partner that referred them first, the Trust, and the person.
pub(super) fn sees_all(reach: Reach, first: Option<OrganisationId>) -> bool {
    match reach {
        Reach::Trust | Reach::Programmes(_) | Reach::Managed(_) | Reach::Candidate(_) => true,
        Reach::Organisation(partner) => first == Some(partner),
        Reach::Training(_) => false,
    }
}

/// Whom a list is narrowed to, besides the reach.
#[derive(Debug, Default)]
pub struct Sought {
    /// How the family name begins.
    pub family_name: Option<String>,
    /// A whole National Insurance number.
    pub ni_number: Option<NiNumber>,
}

impl Sought {
    /// The kinds of what it is narrowed by, as the audit log has them.
    fn kinds(&self) -> Vec<&'static str> {
        let name = self.family_name.as_ref().map(|_| "family_name");
        let number = self.ni_number.as_ref().map(|_| "ni_number");
        name.into_iter().chain(number).collect()
    }
}

/// People by name; one more than `limit`, to know whether another page follows. Reading them is written to the audit log.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    principal: Principal,
    reach: Reach,
    (action, request_id): (&str, String),
    (sought, after): (Sought, Option<CandidateId>),
    limit: i64,
) -> Result<Vec<CandidateView>, CandidateError> {
    let (by, fields) = (By::of(&principal, request_id), platform.fields.clone());
    let kinds = sought.kinds();
    let seen = platform
        .database
        .snapshot(move |db| -> DatabaseResult<Vec<CandidateView>> {
            let trust = principal.trust_id;
            let partner = match reach {
                Reach::Trust | Reach::Programmes(_) | Reach::Managed(_) => None,
                Reach::Organisation(partner) => Some(partner),
                Reach::Candidate(_) | Reach::Training(_) => return Ok(Vec::new()),
            };
            let number = sought.ni_number.as_ref();
            let whose = store::Whose {
                family_name_begins: sought.family_name,
                ni_number_found_by: number.map(|given| number::found_by(&fields, trust, given)),
                referred_by: partner,
                on_one_of: assignments::programmes_within(db, trust, reach)?,
            };
            let rows = store::list(db, trust, whose, after, limit)?;
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            let first = store::first_referrers(db, trust, &ids)?;
            let seen = rows.into_iter().map(|row| {
                let all = sees_all(reach, first.get(&row.id).copied());
                view(row, all, Numbers::of(&principal, &fields))
            });
            Ok(seen.collect())
        })
        .await?;
    let shown = seen.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let reading = Reading::of_list(action, "candidate", shown, &kinds);
    audit::read(platform, &by, reading).await?;
    Ok(seen)
}

/// What opens National Insurance numbers, for those who may see them masked; and whether they always know what the person needs.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'a> {
    trust: TrustId,
    fields: Option<&'a FieldKeys>,
    always_knows: bool,
}

impl<'a> Numbers<'a> {
    /// Whoever keeps the record or sent the person, and the person. Who only teaches or interviews needs no number.
    pub(super) fn of(principal: &Principal, fields: &'a FieldKeys) -> Self {
        let may_see = match &principal.who {
            Who::Staff { role, .. } => matches!(role, Role::Coordinator | Role::Administrator),
            Who::Candidate { .. } | Who::Partner { .. } => true,
        };
        Self {
            trust: principal.trust_id,
            fields: may_see.then_some(fields),
            always_knows: knower(principal).always_knows(),
        }
    }

    fn masked(self, row: &CandidateRow) -> Option<String> {
        let (fields, sealed) = (self.fields?, row.ni_number.as_deref()?);
        match number::open(fields, self.trust, row.id, sealed) {
            Ok(number) => Some(number.masked()),
            Err(error) => {
                tracing::error!(candidate = %row.id, %error, "a sealed number does not open");
                None
            }
        }
    }
}

pub(super) fn view(row: CandidateRow, all: bool, numbers: Numbers<'_>) -> CandidateView {
    CandidateView {
        id: row.id,
        ni_number: numbers.masked(&row).filter(|_| all),
        reference: row.reference,
        given_name: row.given_name,
        family_name: row.family_name,
        date_of_birth: row.date_of_birth.into(),
        email: row.email.filter(|_| all),
        phone: row.phone.filter(|_| all),
        language: row.language,
        // Others read it where they act, if they may know: see `adjustments`.
        adjustments: row.adjustments.filter(|_| all && numbers.always_knows),
        version: row.version,
    }
}
