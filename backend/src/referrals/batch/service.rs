//! Takes the rows of one transaction.

use super::rows::Row;
use crate::application::Platform;
use crate::journeys::{Asker, JourneyError};
use crate::platform::audit;
use crate::platform::database::{AnyConnection, DatabaseError};
use crate::platform::http::Problem;
use crate::referrals::{
    desk::Desk,
    service::{self, ReferralError},
};
use chrono::{DateTime, Utc};
use shared::problem::ProblemDetails;
use shared::referrals::{
    CreateReferral, ReferralBatchView, ReferralRowView, ReferralView, RowOutcome,
};

/// What is carried out of the transaction: a dry run ends it without having written anything.
enum Outcome {
    Tried(Vec<ReferralRowView>),
    Failed(DatabaseError),
}

impl From<DatabaseError> for Outcome {
    fn from(error: DatabaseError) -> Self {
        Self::Failed(error)
    }
}

/// Takes these rows at once, in one transaction.
///
/// # Errors
/// When the database could not; then nothing was taken.
pub(super) async fn take(
    platform: &Platform,
    asker: Asker,
    rows: Vec<Row>,
    dry_run: bool,
) -> Result<ReferralBatchView, DatabaseError> {
    let here = platform.clone();
    let taken = platform
        .database
        .write(move |db| {
            let taken = take_in(db, &here, &asker, rows)?;
            if dry_run {
                Err(Outcome::Tried(taken))
            } else {
                Ok(taken)
            }
        })
        .await;
    let data = match taken {
        Ok(data) | Err(Outcome::Tried(data)) => data,
        Err(Outcome::Failed(error)) => return Err(error),
    };
    let (accepted, known, refused) = counted(&data);
    Ok(ReferralBatchView {
        dry_run,
        accepted,
        known,
        refused,
        data,
    })
}

/// How many were accepted, known already and refused.
pub(super) fn counted(rows: &[ReferralRowView]) -> (u32, u32, u32) {
    let count = |outcome| {
        let such = rows.iter().filter(|row| row.outcome == outcome).count();
        u32::try_from(such).unwrap_or(u32::MAX)
    };
    (
        count(RowOutcome::Accepted),
        count(RowOutcome::Known),
        count(RowOutcome::Refused),
    )
}

/// A row, and the referral that it is, or why it cannot be one.
type Read = (u32, Result<CreateReferral, Box<ProblemDetails>>);

/// Takes these rows in the caller's transaction: judged one by one, and written together. Should they not be kept together,
/// because somebody else has just kept what one of them holds, each is taken alone, with a savepoint of its own.
pub(super) fn take_in(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    rows: Vec<Row>,
) -> Result<Vec<ReferralRowView>, DatabaseError> {
    let now = platform.clock.now();
    let read = rows.into_iter().map(|row| (row.number(), row.read()));
    let read: Vec<Read> = read.collect();
    let together = audit::attempt(db, |db| take_together(db, platform, asker, &read, now));
    match together.map_err(Refused::of) {
        Ok(taken) => Ok(taken),
        Err(Refused::All(error)) => Err(error),
        Err(Refused::Row(_)) => take_apart(db, platform, asker, &read, now),
    }
}

fn take_apart(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    rows: &[Read],
    now: DateTime<Utc>,
) -> Result<Vec<ReferralRowView>, DatabaseError> {
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let one = std::slice::from_ref(row);
        let alone = audit::attempt(db, |db| take_together(db, platform, asker, one, now));
        match alone.map_err(Refused::of) {
            Ok(rows) => taken.extend(rows),
            Err(Refused::Row(problem)) => taken.push(refused(row.0, *problem)),
            Err(Refused::All(error)) => return Err(error),
        }
    }
    Ok(taken)
}

fn take_together(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    rows: &[Read],
    now: DateTime<Utc>,
) -> Result<Vec<ReferralRowView>, ReferralError> {
    let requests: Vec<_> = rows
        .iter()
        .filter_map(|(_, read)| read.as_ref().ok())
        .collect();
    let mut desk = Desk::open(db, platform, asker, &requests)?;
    let mut taken = Vec::with_capacity(rows.len());
    for (number, read) in rows {
        let outcome = match read {
            Ok(request) => {
                take_one(db, platform, asker, (&mut desk, request), now).map_err(Refused::of)
            }
            Err(problem) => Err(Refused::Row(problem.clone())),
        };
        taken.push(match outcome {
            Ok((outcome, view)) => ReferralRowView {
                row: *number,
                outcome,
                referral_id: Some(view.id),
                journey_id: view.journey_id,
                problem: None,
            },
            Err(Refused::Row(problem)) => refused(*number, *problem),
            Err(Refused::All(error)) => return Err(error.into()),
        });
    }
    desk.write(db, platform, asker, now)?;
    Ok(taken)
}

fn refused(row: u32, problem: ProblemDetails) -> ReferralRowView {
    ReferralRowView {
        row,
        outcome: RowOutcome::Refused,
        referral_id: None,
        journey_id: None,
        problem: Some(problem),
    }
}

/// Why a row was not taken.
enum Refused {
    /// For a reason of its own.
    Row(Box<ProblemDetails>),
    /// Because the database cannot, and could not take the others either.
    All(DatabaseError),
}

impl Refused {
    fn of(error: ReferralError) -> Self {
        match error {
            ReferralError::Database(error)
            | ReferralError::Journey(JourneyError::Database(error))
                if !matches!(error, DatabaseError::Unique(_)) =>
            {
                Self::All(error)
            }
            error => Self::Row(Box::new(Problem::from(error).details())),
        }
    }
}

fn take_one(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    (desk, request): (&mut Desk, &CreateReferral),
    now: DateTime<Utc>,
) -> Result<(RowOutcome, ReferralView), ReferralError> {
    if let Some(known) = sent_before(platform, asker, desk, request)? {
        return Ok((RowOutcome::Known, known));
    }
    let view = service::take(db, platform, asker, (desk, request), now)?;
    Ok((RowOutcome::Accepted, view))
}

/// The referral that was sent with this reference before, if it is of the same person to the same programme. Of another it is an
/// error of whoever sends it, as it is of a single one.
fn sent_before(
    platform: &Platform,
    asker: &Asker,
    desk: &Desk,
    request: &CreateReferral,
) -> Result<Option<ReferralView>, ReferralError> {
    let Some(reference) = &request.external_ref else {
        return Ok(None);
    };
    let organisation = desk.jobcentre(asker, request.organisation_id)?;
    let Some(row) = desk.sent(organisation, reference.as_str()) else {
        return Ok(None);
    };
    let fields = &platform.fields;
    let person = desk.people.find(asker.trust_id, &request.candidate, fields);
    let is_same = row.programme_id == request.programme_id && person == Some(row.candidate_id);
    if is_same {
        Ok(Some(service::view(row.clone())))
    } else {
        Err(ReferralError::ReferenceInUse)
    }
}
