//! A session is changed after its draft: where it is held, when on its day, who leads it and how many can come. What can be changed
//! and until when is a rule of `shared::programmes`; the date stays, because bookings and the rules of the week hang on it (L4, L6).
//! Whoever is expected is told of another time or place in the transaction of the change itself.

use super::error::ProgrammeError;
use super::service::turn_of;
use super::store::{self, Change};
use super::views::Whole;
use crate::access::Principal;
use crate::application::Platform;
use crate::messages::{self, NewMessage, Recipient, Say};
use crate::platform::{
    audit::{self as log, AuditEntry},
    clock::{civil_date_of, time_of},
    database::{AnyConnection, DatabaseResult},
};
use chrono::{DateTime, Utc};
use shared::{
    ids::{ProgrammeId, SessionId, TrustId},
    journey::Refusal,
    programmes::{
        ChangeSession, PlanWarning, SessionChangeView, SessionView, changes, check_change,
        check_changeable, clashes_of, is_told,
    },
};

/// A session as somebody is about to change it.
#[derive(Debug)]
pub struct SessionStanding {
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The programme's title.
    pub programme_title: String,
    /// The session.
    pub session: SessionView,
    /// How many people are expected at it, whom another time or place is told.
    pub expected: usize,
    /// What to look at, such as a trainer in two places at one time.
    pub warnings: Vec<PlanWarning>,
    /// Why it cannot be changed any more, where it cannot.
    pub fixed: Option<Refusal>,
}

/// A session with all that is to be known before it is changed.
///
/// # Errors
/// [`ProgrammeError::NotFound`].
pub async fn find_session(
    platform: &Platform,
    trust: TrustId,
    id: SessionId,
) -> Result<SessionStanding, ProgrammeError> {
    let now = platform.clock.now();
    platform
        .database
        .snapshot(move |db| {
            let programme = store::programme_of(db, trust, id)?.ok_or(ProgrammeError::NotFound)?;
            let whole = Whole::load(db, trust, programme)?.ok_or(ProgrammeError::NotFound)?;
            let session = whole.session(id).ok_or(ProgrammeError::NotFound)?;
            let (today, time) = (civil_date_of(now).into(), time_of(now));
            let expected = store::expected(db, trust, programme, (id, session.kind))?;
            Ok(SessionStanding {
                programme_id: programme,
                expected: expected.len(),
                warnings: warnings(db, trust, &whole, &session)?,
                fixed: check_changeable(whole.row.status, &session, (today, &time)).err(),
                programme_title: whole.row.title,
                session,
            })
        })
        .await
}

/// Changes a session that was read at a version, and tells whoever is expected of another time or place. What is the same as before
/// changes nothing and tells nobody.
///
/// # Errors
/// [`ProgrammeError::NotFound`], [`ProgrammeError::Stale`] when somebody was quicker, or a refusal that names everything that stands
/// in the way.
pub async fn change_session(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    (id, expected): (SessionId, i32),
    request: ChangeSession,
) -> Result<SessionChangeView, ProgrammeError> {
    let errors = request.check();
    if !errors.is_empty() {
        return Err(ProgrammeError::Invalid(errors));
    }
    let (platform_here, now) = (platform.clone(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let programme = store::programme_of(db, trust, id)?.ok_or(ProgrammeError::NotFound)?;
            let whole = turn_of(db, trust, programme)?;
            let before = whole.session(id).ok_or(ProgrammeError::NotFound)?;
            if before.version != expected {
                return Err(ProgrammeError::Stale);
            }
            let (today, time) = (civil_date_of(now).into(), time_of(now));
            check_change(whole.row.status, &before, &request, (today, &time))?;
            let changed = changes(&before, &request);
            if changed.is_empty() {
                return Ok(view(db, trust, (&whole, before), (changed, 0))?);
            }
            write(db, trust, (&whole, id, expected), request, now)?;
            let whole = Whole::load(db, trust, programme)?.ok_or(ProgrammeError::NotFound)?;
            let session = whole.session(id).ok_or(ProgrammeError::NotFound)?;
            let told = if is_told(&changed) {
                tell(db, &platform_here, (trust, programme), &session, now)?
            } else {
                0
            };
            audit(db, &principal, (id, &changed), (now, &request_id))?;
            Ok(view(db, trust, (&whole, session), (changed, told))?)
        })
        .await
}

/// Writes the session, and that its programme is another than it was.
fn write(
    db: &mut AnyConnection,
    trust: TrustId,
    (whole, id, expected): (&Whole, SessionId, i32),
    to: ChangeSession,
    now: DateTime<Utc>,
) -> Result<(), ProgrammeError> {
    let programme = (whole.row.id, whole.row.version);
    let change = Change::none(whole.row.status);
    let written = store::change_session(db, trust, (id, expected), to)?
        && store::update(db, trust, programme, change, now)?;
    if written {
        Ok(())
    } else {
        Err(ProgrammeError::Stale)
    }
}

/// Tells whoever is expected, each in their language. Answers how many they are.
fn tell(
    db: &mut AnyConnection,
    platform: &Platform,
    (trust, programme): (TrustId, ProgrammeId),
    session: &SessionView,
    now: DateTime<Utc>,
) -> DatabaseResult<u32> {
    let say = Say::SessionChanged {
        module: &session.module,
        on: session.held_on.naive(),
        hours: (&session.starts_at, &session.ends_at),
        venue: &session.venue,
    };
    let mut told = 0;
    for person in store::expected(db, trust, programme, (session.id, session.kind))? {
        let (channel, language) = messages::reached_by(db, trust, person)?;
        let message = NewMessage {
            trust_id: trust,
            id: platform.ids.new_id(),
            to: Recipient::Candidate(person),
            channel,
            template: "session_changed",
            body: say.in_language(language),
            now,
        };
        messages::write(db, message)?;
        told += 1;
    }
    Ok(told)
}

/// The audit log has the names of what changed, and not what they held.
fn audit(
    db: &mut AnyConnection,
    principal: &Principal,
    (id, changed): (SessionId, &[&'static str]),
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let (trust, actor) = (principal.trust_id, principal.actor());
    let what = ("session", id.as_uuid());
    let done = AuditEntry::done(trust, now, &actor, "change_session", what, request_id);
    let particulars = changed;
    log::record(
        db,
        &AuditEntry {
            particulars,
            ..done
        },
    )
}

fn view(
    db: &mut AnyConnection,
    trust: TrustId,
    (whole, session): (&Whole, SessionView),
    (changed, people_told): (Vec<&'static str>, u32),
) -> DatabaseResult<SessionChangeView> {
    Ok(SessionChangeView {
        warnings: warnings(db, trust, whole, &session)?,
        changed: changed.into_iter().map(str::to_owned).collect(),
        people_told,
        session,
    })
}

/// What else is held at the same time in the same place or by the same trainer, as for a draft.
fn warnings(
    db: &mut AnyConnection,
    trust: TrustId,
    whole: &Whole,
    session: &SessionView,
) -> DatabaseResult<Vec<PlanWarning>> {
    let day = session.held_on.naive();
    let others = store::other_sessions(db, trust, whole.row.id, (day, day))?;
    let of_programme = whole.sessions.iter().map(|row| row.id);
    let own: Vec<_> = of_programme
        .filter(|own| *own != session.id)
        .filter_map(|own| whole.session(own))
        .collect();
    Ok(clashes_of(session, &own, &others))
}
