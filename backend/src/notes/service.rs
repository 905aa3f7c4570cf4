//! The use cases of notes, one transaction each.

use super::store::{self, NewNote, NoteRow, Readable};
use crate::access::Reach;
use crate::application::Platform;
use crate::journeys::{Asker, JourneyError, service as journeys};
use crate::platform::{
    audit::{self, AuditEntry},
    crypto::{FieldKeys, Place},
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use chrono::{DateTime, SecondsFormat, Utc};
use shared::{
    identity::Role,
    ids::{CandidateId, JourneyId, NoteId, TrustId, UserId},
    journeys::JourneyView,
    notes::{NoteReader, NoteView, NoteVisibility, WriteNote, may_read, may_strike},
};
use std::collections::HashMap;

/// Why a note was not read, written or struck through.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// There is no such journey or note, or it is not theirs to see.
    #[error("there is no such note within reach")]
    NotFound,
    /// It has been struck through since it was read.
    #[error("the note has been struck through")]
    Stale,
    /// Their role writes no note for this circle.
    #[error("a note with this visibility is not theirs to write")]
    NotTheirCircle {
        /// What they may choose.
        choices: Vec<NoteVisibility>,
    },
    /// It is somebody else's note.
    #[error("the note is somebody else's to strike through")]
    NotTheirs,
    /// The journey cannot be read.
    #[error(transparent)]
    Journey(JourneyError),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<JourneyError> for NoteError {
    fn from(error: JourneyError) -> Self {
        match error {
            JourneyError::NotFound => Self::NotFound,
            JourneyError::Database(error) => Self::Database(error),
            error => Self::Journey(error),
        }
    }
}

/// The member of staff who asks, and what they do.
fn staff(asker: &Asker) -> Option<(UserId, Role)> {
    asker.role.map(|role| (asker.actor.id.into(), role))
}

/// Who asks, of a note that somebody wrote; none for whom no notes are kept.
fn reader(asker: &Asker, written_by: Option<UserId>) -> Option<NoteReader> {
    match (staff(asker), asker.reach) {
        (Some((user, role)), _) => Some(NoteReader::Staff {
            role,
            wrote_it: written_by == Some(user),
        }),
        (None, Reach::Candidate(_)) => Some(NoteReader::Person),
        (None, _) => None,
    }
}

/// Notes on a journey that whoever asks may read, the newest first; as many as `limit`, so ask for one more to know whether
/// another page follows.
///
/// # Errors
/// [`NoteError::NotFound`] for what is not theirs.
pub async fn list(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
    before: Option<NoteId>,
    limit: i64,
) -> Result<(JourneyView, Vec<NoteView>), NoteError> {
    let fields = platform.fields.clone();
    platform
        .database
        .snapshot(move |db| {
            let journey = journeys::find_with(db, &asker, id)?;
            let Some(reader) = reader(&asker, None) else {
                return Err(NoteError::NotFound);
            };
            let readable = Readable {
                visibilities: NoteVisibility::read_by(reader),
                written_by: staff(&asker).map(|(user, _)| user),
                struck: reader != NoteReader::Person,
            };
            let rows = store::list(db, (asker.trust_id, id), readable, before, limit)?;
            Ok((journey, views(db, &asker, &fields, rows)?))
        })
        .await
}

/// One note, and the journey it is about.
///
/// # Errors
/// [`NoteError::NotFound`] for what is not theirs.
pub async fn find(
    platform: &Platform,
    asker: Asker,
    id: NoteId,
) -> Result<(JourneyView, NoteView), NoteError> {
    let fields = platform.fields.clone();
    platform
        .database
        .snapshot(move |db| {
            let (journey, row) = load(db, &asker, id)?;
            Ok((journey, view(db, &asker, &fields, row)?))
        })
        .await
}

/// A note that whoever asks may read.
fn load(
    db: &mut AnyConnection,
    asker: &Asker,
    id: NoteId,
) -> Result<(JourneyView, NoteRow), NoteError> {
    let row = store::find(db, asker.trust_id, id)?.ok_or(NoteError::NotFound)?;
    let journey = journeys::find_with(db, asker, row.journey_id)?;
    let is_struck = row.struck_at.is_some();
    let reads = reader(asker, Some(row.written_by))
        .is_some_and(|reader| may_read(reader, row.visibility, is_struck));
    if reads {
        Ok((journey, row))
    } else {
        Err(NoteError::NotFound)
    }
}

/// Writes a note. It is never changed afterwards.
///
/// # Errors
/// [`NoteError::NotFound`] for a journey that is not theirs, [`NoteError::NotTheirCircle`] for a visibility that is not their
/// role's to choose.
pub async fn write(
    platform: &Platform,
    asker: Asker,
    id: JourneyId,
    request: WriteNote,
) -> Result<NoteView, NoteError> {
    let (fields, now) = (platform.fields.clone(), platform.clock.now());
    let note: NoteId = platform.ids.new_id();
    platform
        .database
        .write(move |db| {
            let journey = journeys::find_with(db, &asker, id)?;
            let (user, role) = staff(&asker).ok_or(NoteError::NotFound)?;
            if !request.visibility.may_be_chosen_by(role) {
                let choices = NoteVisibility::choices(role);
                return Err(NoteError::NotTheirCircle { choices });
            }
            let trust = asker.trust_id;
            let sealed = fields
                .seal(place(trust, note), request.text.as_str())
                .map_err(DatabaseError::from)?;
            let new = NewNote {
                id: note,
                journey_id: id,
                visibility: request.visibility,
                sealed_text: sealed.value,
                key_version: sealed.key_version,
                written_by: user,
                written_at: now,
            };
            store::insert(db, trust, new)?;
            let about = (note, journey.candidate_id, request.visibility);
            log(db, &asker, "write_note", about, now)?;
            let row = store::find(db, trust, note)?.ok_or(NoteError::NotFound)?;
            view(db, &asker, &fields, row)
        })
        .await
}

/// Strikes a note through. It stays, and says by whom and when.
///
/// # Errors
/// [`NoteError::NotFound`] for what is not theirs to see, [`NoteError::Stale`] when it is struck through already,
/// [`NoteError::NotTheirs`] when somebody else wrote it.
pub async fn strike(
    platform: &Platform,
    asker: Asker,
    (id, expected): (NoteId, i32),
) -> Result<NoteView, NoteError> {
    let (fields, now) = (platform.fields.clone(), platform.clock.now());
    platform
        .database
        .write(move |db| {
            let (journey, row) = load(db, &asker, id)?;
            if expected != version(&row) {
                return Err(NoteError::Stale);
            }
            let may = reader(&asker, Some(row.written_by)).is_some_and(may_strike);
            let (user, _) = staff(&asker).filter(|_| may).ok_or(NoteError::NotTheirs)?;
            let trust = asker.trust_id;
            if !store::strike(db, (trust, id), user, now)? {
                return Err(NoteError::Stale);
            }
            let about = (id, journey.candidate_id, row.visibility);
            log(db, &asker, "strike_note", about, now)?;
            let row = store::find(db, trust, id)?.ok_or(NoteError::NotFound)?;
            view(db, &asker, &fields, row)
        })
        .await
}

/// Tells the audit log of a note: whom it is for, and nothing of what it says.
fn log(
    db: &mut AnyConnection,
    asker: &Asker,
    action: &str,
    (note, person, visibility): (NoteId, CandidateId, NoteVisibility),
    now: DateTime<Utc>,
) -> DatabaseResult<()> {
    let what = ("note", note.as_uuid());
    let (trust, request) = (asker.trust_id, &asker.request_id);
    let done = AuditEntry::done(trust, now, &asker.actor, action, what, request);
    let entry = AuditEntry {
        particulars: &[visibility.as_str()],
        ..done.about(person)
    };
    audit::record(db, &entry)
}

const fn version(row: &NoteRow) -> i32 {
    if row.struck_at.is_some() { 2 } else { 1 }
}

fn place(trust: TrustId, note: NoteId) -> Place<'static> {
    Place {
        table: "notes",
        trust: trust.as_uuid(),
        row: note.as_uuid(),
        field: "text",
    }
}

fn view(
    db: &mut AnyConnection,
    asker: &Asker,
    fields: &FieldKeys,
    row: NoteRow,
) -> Result<NoteView, NoteError> {
    let mut one = views(db, asker, fields, vec![row])?;
    one.pop().ok_or(NoteError::NotFound)
}

/// Notes as whoever asks sees them: opened, with the names of who wrote them.
fn views(
    db: &mut AnyConnection,
    asker: &Asker,
    fields: &FieldKeys,
    rows: Vec<NoteRow>,
) -> DatabaseResult<Vec<NoteView>> {
    let trust = asker.trust_id;
    let mut people: Vec<UserId> = rows.iter().map(|row| row.written_by).collect();
    people.extend(rows.iter().filter_map(|row| row.struck_by));
    people.sort_unstable();
    people.dedup();
    let names = store::names(db, trust, people)?;
    let mut seen = Vec::with_capacity(rows.len());
    for row in rows {
        let text = fields.open(place(trust, row.id), &row.sealed_text)?;
        seen.push(opened(asker, &row, text, &names));
    }
    Ok(seen)
}

fn opened(asker: &Asker, row: &NoteRow, text: String, names: &HashMap<UserId, String>) -> NoteView {
    let name = |user: &UserId| names.get(user).cloned().unwrap_or_default();
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
    NoteView {
        may_strike: row.struck_at.is_none()
            && reader(asker, Some(row.written_by)).is_some_and(may_strike),
        version: version(row),
        written_by_name: name(&row.written_by),
        struck_by_name: row.struck_by.as_ref().map(name),
        id: row.id,
        journey_id: row.journey_id,
        text,
        visibility: row.visibility,
        written_by: row.written_by,
        written_at: instant(row.written_at),
        struck_at: row.struck_at.map(instant),
    }
}

/// Seals notes with the newest key that are not, `limit` at most, and gives how many there were.
///
/// # Errors
/// When one does not open with any key that is given, or the database could not.
pub fn reseal_notes(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    limit: i64,
) -> DatabaseResult<usize> {
    let batch = store::sealed_otherwise(db, trust, fields.newest_version(), limit)?;
    for (id, sealed) in &batch {
        let text = fields.open(place(trust, *id), sealed)?;
        let again = fields.seal(place(trust, *id), &text)?;
        store::set_sealed(db, (trust, *id), (again.value, again.key_version))?;
    }
    Ok(batch.len())
}
