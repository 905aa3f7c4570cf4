//! The use cases of a register.

use super::store::{self, ExpectedRow, SessionRow};
use crate::access::{self, Reach};
use crate::application::Platform;
use crate::assignments;
use crate::audit::{self as noted, Reading};
use crate::journeys::{self, Asker, JourneyError};
use crate::platform::audit::{self, AuditEntry};
use crate::platform::clock::civil_date_of;
use crate::platform::database::{AnyConnection, DatabaseError, DatabaseResult};
use crate::platform::signals::{self, Changed, Signal};
use shared::ids::{JourneyId, SessionId};
use shared::journey::{
    Command, Guard, Move, RecordAttendance, Refusal, SessionKind, State, UnmetGuard,
};
use shared::journeys::{RecordRegister, RegisterLine, RegisterView};

/// Why a register was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// There is none, or it is not theirs.
    #[error("there is no such session within reach")]
    NotFound,
    /// Somebody has changed it since it was read.
    #[error("the register has moved on to version {current}")]
    Stale {
        /// Its version now.
        current: i32,
    },
    /// The rules do not allow it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// One line was not taken, so none was.
    #[error("the line of journey {journey} was not taken: {cause}")]
    Line {
        /// Its place in the request, from 0.
        index: usize,
        /// Whose line.
        journey: JourneyId,
        /// Why.
        cause: JourneyError,
    },
    /// The moves that the sign-off leads to could not be made.
    #[error(transparent)]
    Journey(#[from] JourneyError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Whether a session lies within reach: a college keeps the training week's, and no screening day's.
fn is_within(db: &mut AnyConnection, asker: &Asker, session: &SessionRow) -> DatabaseResult<bool> {
    match asker.reach {
        Reach::Trust => Ok(true),
        Reach::Training(_) if session.kind != SessionKind::Training => Ok(false),
        Reach::Training(_) | Reach::Programmes(_) | Reach::Managed(_) => {
            assignments::covers(db, asker.trust_id, asker.reach, session.programme_id)
        }
        Reach::Organisation(_) | Reach::Candidate(_) => Ok(false),
    }
}

pub(super) fn load(
    db: &mut AnyConnection,
    asker: &Asker,
    id: SessionId,
) -> Result<SessionRow, RegisterError> {
    let session = store::find(db, asker.trust_id, id)?.ok_or(RegisterError::NotFound)?;
    if is_within(db, asker, &session)? {
        Ok(session)
    } else {
        Err(RegisterError::NotFound)
    }
}

/// Loads a register that is about to be kept: an assessor keeps the screening day's, a trainer the training week's.
fn load_to_keep(
    db: &mut AnyConnection,
    asker: &Asker,
    id: SessionId,
) -> Result<SessionRow, RegisterError> {
    let session = load(db, asker, id)?;
    let stage = match session.kind {
        SessionKind::Screening => State::ScreeningBooked,
        SessionKind::Training => State::InTraining,
    };
    access::may_make(asker.role, Move::RecordAttendance, Some(stage))
        .map_err(JourneyError::from)?;
    Ok(session)
}

pub(super) fn view(
    db: &mut AnyConnection,
    asker: &Asker,
    session: SessionRow,
) -> Result<RegisterView, RegisterError> {
    let rows = store::expected(db, asker.trust_id, &session)?;
    // What became of somebody after the week is not the college's to know.
    let seen = |row: &ExpectedRow| {
        !matches!(asker.reach, Reach::Training(_))
            || matches!(row.state, State::Selected | State::InTraining)
    };
    let lines = rows
        .into_iter()
        .filter(seen)
        .map(|row| RegisterLine {
            journey_id: row.journey_id,
            journey_version: row.version,
            candidate_name: format!("{} {}", row.given_name, row.family_name),
            attendance: row.attendance,
            reason: row.reason,
        })
        .collect();
    Ok(RegisterView {
        session_id: session.id,
        programme_id: session.programme_id,
        kind: session.kind,
        module: session.module.unwrap_or_else(|| "Screening day".to_owned()),
        held_on: session.held_on.into(),
        trainer: session.trainer,
        signed_off: session.signed_off_at.is_some(),
        lines,
        version: session.version,
    })
}

/// One register with the people expected.
///
/// # Errors
/// [`RegisterError::NotFound`] for what is not theirs.
pub async fn read(
    platform: &Platform,
    asker: Asker,
    id: SessionId,
) -> Result<RegisterView, RegisterError> {
    let by = asker.by();
    let seen = platform
        .database
        .snapshot(move |db| {
            let session = load(db, &asker, id)?;
            view(db, &asker, session)
        })
        .await?;
    // A register names people: reading it is audited as reading them.
    let reading = Reading::of_list("read_register", "session", seen.lines.len(), &[]);
    noted::read(platform, &by, reading.within(id.as_uuid())).await?;
    Ok(seen)
}

/// Records lines of a register: all of them, or none and which one was not taken. The first line of the training week that
/// says somebody came starts their training.
///
/// # Errors
/// [`RegisterError::Line`] with the first line that was refused.
pub async fn record_lines(
    platform: &Platform,
    asker: Asker,
    id: SessionId,
    request: RecordRegister,
) -> Result<RegisterView, RegisterError> {
    let platform_here = platform.clone();
    let (programme, kind) = {
        let asker = asker.clone();
        let session = platform
            .database
            .snapshot(move |db| load_to_keep(db, &asker, id))
            .await?;
        (session.programme_id, session.kind)
    };
    let (for_due, reader) = (asker.trust_id, asker.clone());
    platform
        .database
        .write(move |db| {
            for (index, line) in request.lines.into_iter().enumerate() {
                let journey = line.journey_id;
                let command = RecordAttendance {
                    session_id: id,
                    attendance: line.attendance,
                    reason: line.reason,
                };
                record_line(db, &platform_here, &asker, (journey, kind), command).map_err(
                    |cause| RegisterError::Line {
                        index,
                        journey,
                        cause,
                    },
                )?;
            }
            Ok::<_, RegisterError>(())
        })
        .await?;
    // A session made up later can be the one that earns the interview (L6).
    journeys::run_due_of_programme(platform, for_due, programme).await?;
    platform
        .database
        .snapshot(move |db| {
            let session = load(db, &reader, id)?;
            view(db, &reader, session)
        })
        .await
}

fn record_line(
    db: &mut AnyConnection,
    platform: &Platform,
    asker: &Asker,
    (journey, kind): (JourneyId, SessionKind),
    line: RecordAttendance,
) -> Result<(), JourneyError> {
    let came = line.attendance.counts_as_attended();
    let command = Command::RecordAttendance(line);
    let view = journeys::transition_with(db, platform, asker, journey, None, &command)?;
    if came && kind == SessionKind::Training && view.state == State::Selected {
        let start = Command::StartTraining(shared::journey::NoDetails {});
        journeys::transition_with(db, platform, asker, journey, None, &start)?;
    }
    Ok(())
}

/// Signs a register off, and at once grants every interview that it completes (L6).
///
/// # Errors
/// A refusal while the session is still ahead, or while somebody's line is missing.
pub async fn sign_off(
    platform: &Platform,
    asker: Asker,
    id: SessionId,
    expected: i32,
) -> Result<RegisterView, RegisterError> {
    let now = platform.clock.now();
    let trust = asker.trust_id;
    let signed = platform
        .database
        .write(move |db| {
            let session = load_to_keep(db, &asker, id)?;
            if session.version != expected {
                return Err(RegisterError::Stale {
                    current: session.version,
                });
            }
            let people = store::expected(db, asker.trust_id, &session)?;
            check_sign_off(&session, &people, civil_date_of(now).into())?;
            let by = asker.actor.name.clone();
            if !store::sign_off(db, asker.trust_id, (id, expected), (by, now))? {
                return Err(RegisterError::Stale {
                    current: session.version,
                });
            }
            let Asker {
                trust_id,
                actor,
                request_id,
                ..
            } = &asker;
            let entry = AuditEntry::done(
                *trust_id,
                now,
                actor,
                "sign_off_register",
                ("session", id.as_uuid()),
                request_id,
            );
            audit::record(db, &entry)?;
            let session = load(db, &asker, id)?;
            signals::tell(Signal::Changed(Changed {
                trust: *trust_id,
                what: "session",
                id: id.as_uuid(),
                version: session.version,
                within: session.programme_id.as_uuid(),
            }));
            view(db, &asker, session)
        })
        .await?;
    journeys::run_due_of_programme(platform, trust, signed.programme_id).await?;
    Ok(signed)
}

fn check_sign_off(
    session: &SessionRow,
    people: &[ExpectedRow],
    today: shared::time::CivilDate,
) -> Result<(), Refusal> {
    let mut unmet = Vec::new();
    if session.signed_off_at.is_some() {
        unmet.push(UnmetGuard::new(
            Guard::RegisterOpen,
            "The register is signed off already.",
        ));
    }
    if shared::time::CivilDate::from(session.held_on) > today {
        let explanation = format!(
            "The session is on {}, which is still ahead.",
            session.held_on
        );
        unmet.push(UnmetGuard::new(Guard::SessionDateReached, explanation));
    }
    let waiting = people
        .iter()
        .filter(|row| {
            matches!(
                row.state,
                State::ScreeningBooked | State::Selected | State::InTraining
            )
        })
        .filter(|row| row.attendance.is_none())
        .count();
    if waiting > 0 {
        let explanation = format!("{waiting} people have no line in the register yet.");
        unmet.push(UnmetGuard::new(Guard::RegisterComplete, explanation));
    }
    Refusal::unless_none(unmet)
}
