//! The use cases of a referral, one transaction each.

use super::desk::{self, Desk};
use super::store::{self, ReferralRow};
use crate::access::Reach;
use crate::application::Platform;
use crate::audit::{self as noted, Reading};
use crate::journeys::{self, Asker, Begun, JourneyError};
use crate::platform::audit::{self, AuditEntry};
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseError};
use chrono::{DateTime, Utc};
use shared::ids::{CandidateId, JourneyId, OrganisationId, ReferralId};
use shared::journey::{ActorKind, Refer};
use shared::problem::FieldError;
use shared::referrals::{ConfirmReferral, CreateReferral, ReferralStatus, ReferralView};

/// Why a referral was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReferralError {
    /// There is none, or it is not theirs.
    #[error("there is no such referral within reach")]
    NotFound,
    /// There is no such programme.
    #[error("there is no such programme")]
    NoSuchProgramme,
    /// A draft must name the Jobcentre that is to confirm it.
    #[error("the organisation named is not a Jobcentre of this Trust")]
    NoSuchJobcentre,
    /// The Jobcentre has used this reference for another referral.
    #[error("the external reference is in use")]
    ReferenceInUse,
    /// It is confirmed already.
    #[error("the referral is confirmed already")]
    AlreadyConfirmed,
    /// What is said of the person needs another look.
    #[error("what is said of the person needs another look")]
    Person(Vec<FieldError>),
    /// The journey could not begin.
    #[error(transparent)]
    Journey(#[from] JourneyError),
    /// The database could not.
    #[error(transparent)]
    Database(DatabaseError),
}

impl From<DatabaseError> for ReferralError {
    fn from(error: DatabaseError) -> Self {
        if error.is_duplicate("referrals", "external_ref") {
            Self::ReferenceInUse
        } else {
            Self::Database(error)
        }
    }
}

/// What is carried out of a dry run, so that the transaction ends without having written anything.
enum Outcome {
    Kept(ReferralView),
    Tried(ReferralView),
    Failed(ReferralError),
}

impl From<DatabaseError> for Outcome {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error.into())
    }
}

/// Takes a referral: from the Jobcentre it begins a journey, from staff it is a draft (L2). With `dry_run` everything is
/// checked and nothing is kept.
///
/// # Errors
/// A refusal that names every unmet guard, or what needs another look.
pub async fn create(
    platform: &Platform,
    asker: Asker,
    request: CreateReferral,
    dry_run: bool,
) -> Result<ReferralView, ReferralError> {
    let platform_here = platform.clone();
    let outcome = platform
        .database
        .write(move |db| {
            let now = platform_here.clock.now();
            let mut taken = || {
                let mut desk = Desk::open(db, &platform_here, &asker, &[&request])?;
                let view = take(db, &platform_here, &asker, (&mut desk, &request), now)?;
                desk.write(db, &platform_here, &asker, now)?;
                Ok(view)
            };
            match taken() {
                Ok(view) if dry_run => Err(Outcome::Tried(view)),
                Ok(view) => Ok(Outcome::Kept(view)),
                Err(error) => Err(Outcome::Failed(error)),
            }
        })
        .await;
    match outcome {
        Ok(Outcome::Kept(view) | Outcome::Tried(view))
        | Err(Outcome::Kept(view) | Outcome::Tried(view)) => Ok(view),
        Ok(Outcome::Failed(error)) | Err(Outcome::Failed(error)) => Err(error),
    }
}

/// Takes a referral, in the caller's transaction, which ends with [`Desk::write`]. One that is refused leaves nothing in the desk.
pub(super) fn take(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    (desk, request): (&mut Desk, &CreateReferral),
    now: DateTime<Utc>,
) -> Result<ReferralView, ReferralError> {
    let (trust, person) = (asker.trust_id, &request.candidate);
    let look_again = person.check("/candidate", civil_date_of(now).into());
    if !look_again.is_empty() {
        return Err(ReferralError::Person(look_again));
    }
    let organisation = desk.jobcentre(asker, request.organisation_id)?;
    let programme = request.programme_id;
    let grounds = desk.grounds(programme)?.clone();
    let known = desk.people.find(trust, person, &platform.fields);
    let referral = Refer {
        benefit: request.benefit,
        benefit_confirmed_on: request.benefit_confirmed_on,
        employment_status: request.employment_status,
    };
    let by_jobcentre = asker.actor.kind == ActorKind::Jobcentre;
    let who = (known, person.date_of_birth);
    let allowed = by_jobcentre.then(|| {
        let place = (&grounds, programme);
        desk.journeys.judge(asker, place, who, &referral, now)
    });
    let allowed = allowed.transpose()?;
    let candidate = match known {
        Some(known) => known,
        None => desk
            .people
            .add(trust, person, (&platform.ids, &platform.fields), now)?,
    };
    let begun = Begun {
        candidate_id: candidate,
        programme_id: programme,
        organisation_id: organisation,
        referral,
    };
    let journey = match allowed {
        Some(allowed) => {
            let beginning = (allowed, &grounds, begun);
            let id = desk.journeys.begin(db, (platform, asker), beginning, now)?;
            Some(id)
        }
        None => None,
    };
    let row = row_of(platform, request, (candidate, organisation), journey);
    desk.take(row.clone());
    audit(db, asker, (row.id, candidate), "create_referral", now)?;
    Ok(view(row))
}

/// A referral as it is kept: a draft, unless a journey has begun with it.
fn row_of(
    platform: &Platform,
    request: &CreateReferral,
    (candidate_id, organisation_id): (CandidateId, OrganisationId),
    journey_id: Option<JourneyId>,
) -> ReferralRow {
    ReferralRow {
        id: platform.ids.new_id(),
        programme_id: request.programme_id,
        candidate_id,
        organisation_id,
        external_ref: request.external_ref.clone().map(String::from),
        status: status_of(journey_id.is_some()),
        benefit: Some(request.benefit),
        benefit_confirmed_on: request
            .benefit_confirmed_on
            .map(shared::time::CivilDate::naive),
        employment_status: Some(request.employment_status),
        journey_id,
        version: 1,
    }
}

/// A draft waits for the Jobcentre to confirm it.
const fn status_of(has_begun: bool) -> ReferralStatus {
    if has_begun {
        ReferralStatus::Confirmed
    } else {
        ReferralStatus::Draft
    }
}

/// The Jobcentre confirms a draft, and a journey begins.
///
/// # Errors
/// A refusal that names every unmet guard.
pub async fn confirm(
    platform: &Platform,
    asker: Asker,
    id: ReferralId,
    request: ConfirmReferral,
) -> Result<ReferralView, ReferralError> {
    let platform_here = platform.clone();
    platform
        .database
        .write(move |db| {
            let trust = asker.trust_id;
            let now = platform_here.clock.now();
            let row = load(db, &asker, id)?;
            let (Some(benefit), Some(employment_status)) = (row.benefit, row.employment_status)
            else {
                return Err(ReferralError::NotFound);
            };
            if row.status == ReferralStatus::Confirmed {
                return Err(ReferralError::AlreadyConfirmed);
            }
            let confirmed_on = request.benefit_confirmed_on;
            let referral = Refer {
                benefit,
                benefit_confirmed_on: Some(confirmed_on),
                employment_status,
            };
            let begun = Begun {
                candidate_id: row.candidate_id,
                programme_id: row.programme_id,
                organisation_id: row.organisation_id,
                referral,
            };
            let grounds = desk::grounds(db, trust, row.programme_id, false)?
                .ok_or(ReferralError::NoSuchProgramme)?;
            let journey = journeys::begin(db, &platform_here, &asker, (&grounds, begun), now)?;
            if !store::confirm(
                db,
                trust,
                (id, row.version),
                (confirmed_on.naive(), journey),
            )? {
                return Err(ReferralError::AlreadyConfirmed);
            }
            audit(db, &asker, (id, row.candidate_id), "confirm_referral", now)?;
            Ok(view(load(db, &asker, id)?))
        })
        .await
}

/// One referral.
///
/// # Errors
/// [`ReferralError::NotFound`] for what is not theirs.
pub async fn find(
    platform: &Platform,
    asker: Asker,
    id: ReferralId,
) -> Result<ReferralView, ReferralError> {
    let by = asker.by();
    let seen: ReferralView = platform
        .database
        .read(move |db| Ok::<_, ReferralError>(view(load(db, &asker, id)?)))
        .await?;
    let what = ("referral", id.as_uuid());
    let reading = Reading::of_one("read_referral", what, seen.candidate_id);
    noted::read(platform, &by, reading).await?;
    Ok(seen)
}

/// A page of referrals within reach; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    asker: Asker,
    status: Option<ReferralStatus>,
    after: Option<ReferralId>,
    limit: i64,
) -> Result<Vec<ReferralView>, ReferralError> {
    let by = asker.by();
    let seen: Vec<ReferralView> = platform
        .database
        .read(move |db| {
            let organisation = match asker.reach {
                Reach::Organisation(own) => Some(own),
                Reach::Trust => None,
                _ => return Ok(Vec::new()),
            };
            let rows = store::list(db, asker.trust_id, (organisation, status), after, limit)?;
            Ok::<_, ReferralError>(rows.into_iter().map(view).collect())
        })
        .await?;
    // The last one of a full page only tells that another page follows.
    let shown = seen
        .len()
        .min(usize::try_from(limit - 1).unwrap_or_default());
    let narrowed_by: &[&str] = if status.is_some() { &["status"] } else { &[] };
    let reading = Reading::of_list("list_referrals", "referral", shown, narrowed_by);
    noted::read(platform, &by, reading).await?;
    Ok(seen)
}

fn load(
    db: &mut AnyConnection,
    asker: &Asker,
    id: ReferralId,
) -> Result<ReferralRow, ReferralError> {
    let within = |row: &ReferralRow| match asker.reach {
        Reach::Trust => true,
        Reach::Organisation(own) => row.organisation_id == own,
        _ => false,
    };
    store::find(db, asker.trust_id, id)?
        .filter(within)
        .ok_or(ReferralError::NotFound)
}

fn audit(
    db: &mut AnyConnection,
    asker: &Asker,
    (id, person): (ReferralId, CandidateId),
    action: &str,
    now: DateTime<Utc>,
) -> Result<(), ReferralError> {
    let Asker {
        trust_id,
        actor,
        request_id,
        ..
    } = asker;
    let resource = ("referral", id.as_uuid());
    let done = AuditEntry::done(*trust_id, now, actor, action, resource, request_id);
    audit::record(db, &done.about(person))?;
    Ok(())
}

pub(super) fn view(row: ReferralRow) -> ReferralView {
    ReferralView {
        id: row.id,
        programme_id: row.programme_id,
        organisation_id: row.organisation_id,
        external_ref: row.external_ref,
        candidate_id: row.candidate_id,
        status: row.status,
        benefit: row
            .benefit
            .unwrap_or(shared::journey::Benefit::JobseekersAllowance),
        benefit_confirmed_on: row.benefit_confirmed_on.map(Into::into),
        employment_status: row
            .employment_status
            .unwrap_or(shared::journey::EmploymentStatus::Unemployed),
        journey_id: row.journey_id,
        version: row.version,
    }
}
