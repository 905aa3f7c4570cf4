//! Long files: kept in parts as they arrive, done part by part, gone on with by whatever server is there.

use super::{
    ROWS_OF_A_PART,
    file::Purpose,
    rows::Row,
    service::{counted, take_in},
    store::{self, ImportRow, PartRow},
};
use crate::access::Reach;
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::crypto::{FieldKeys, Place, SealError};
use crate::platform::database::{AnyConnection, DatabaseError, DatabaseResult};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};
use shared::ids::{ReferralImportId, TrustId};
use shared::journey::Actor;
use shared::referrals::{ImportStatus, ReferralImportView, ReferralRowView};

/// Whoever sends a file this long ago and has not ended it does not end it any more.
const READ_WITHIN: TimeDelta = TimeDelta::hours(1);

/// What came of an import is kept as long.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// Begins an import, whose rows are still being read.
pub(super) async fn begin(
    platform: &Platform,
    asker: &Asker,
    purpose: Purpose,
) -> DatabaseResult<ReferralImportId> {
    let id: ReferralImportId = platform.ids.new_id();
    let trust = asker.trust_id;
    let row = ImportRow {
        id,
        organisation_id: match asker.reach {
            Reach::Organisation(own) => Some(own),
            _ => None,
        },
        status: ImportStatus::Reading,
        is_dry_run: purpose.dry_run,
        drafts_for: purpose.drafts.map(|drafts| drafts.organisation_id),
        actor_kind: asker.actor.kind,
        actor_id: asker.actor.id,
        actor_name: asker.actor.name.clone(),
        request_id: asker.request_id.clone(),
        row_count: 0,
        rows_done: 0,
        accepted: 0,
        known: 0,
        refused: 0,
        created_at: platform.clock.now(),
        finished_at: None,
    };
    platform
        .database
        .write(move |db| store::insert(db, trust, row))
        .await?;
    Ok(id)
}

/// Keeps some rows of an import, sealed; twice if what was sent is needed after they are done.
pub(super) async fn keep(
    platform: &Platform,
    trust: TrustId,
    (id, part): (ReferralImportId, i32),
    (rows, stays): (Vec<Row>, bool),
) -> DatabaseResult<()> {
    let first = rows.first().map_or(1, Row::number);
    let row = PartRow {
        part,
        first_row: i32::try_from(first).unwrap_or(i32::MAX),
        contents: seal(platform, trust, id, &rows)?,
        sent: stays
            .then(|| seal(platform, trust, id, &rows))
            .transpose()?,
    };
    platform
        .database
        .write(move |db| store::insert_part(db, trust, id, row))
        .await
}

/// The file is read to its end: from now on its rows are taken.
pub(super) async fn start(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
    rows: u32,
) -> DatabaseResult<()> {
    let rows = i32::try_from(rows).unwrap_or(i32::MAX);
    platform
        .database
        .write(move |db| store::begin(db, trust, id, rows))
        .await
}

/// Begins at once, beside the request. Should this server stop, another goes on.
pub(super) async fn go_on_with(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
) -> DatabaseResult<()> {
    let found = platform
        .database
        .read(move |db| store::find(db, trust, id))
        .await?;
    let Some(row) = found else { return Ok(()) };
    let platform = platform.clone();
    actix_web::rt::spawn(async move {
        if let Err(error) = run(&platform, trust, row).await {
            tracing::error!(%error, import = %id, "an import stopped; it is gone on with");
        }
    });
    Ok(())
}

/// Takes an import away whose file could not be read, or was sent before.
pub(super) async fn forget(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
) -> DatabaseResult<()> {
    platform
        .database
        .write(move |db| store::delete(db, trust, id))
        .await
}

/// Goes on with every import of a Trust that is under way, until none is. Several servers may do this at once: of each part one takes
/// hold, and whoever finds a part taken leaves the import to them. What was begun and never ended is taken away.
///
/// # Errors
/// When the database could not; what was done until then is done.
pub async fn go_on(platform: &Platform, trust: TrustId) -> DatabaseResult<()> {
    let (now, of) = (platform.clock.now(), trust);
    let (under_way, begun) = platform
        .database
        .read(move |db| {
            DatabaseResult::Ok((
                store::unfinished(db, of, ImportStatus::Running)?,
                store::unfinished(db, of, ImportStatus::Reading)?,
            ))
        })
        .await?;
    for import in begun
        .iter()
        .filter(|one| now - one.created_at > READ_WITHIN)
    {
        forget(platform, trust, import.id).await?;
    }
    let kept_from = now - KEPT_FOR;
    platform
        .database
        .write(move |db| store::delete_before(db, trust, kept_from))
        .await?;
    for import in under_way {
        run(platform, trust, import).await?;
    }
    Ok(())
}

/// After so many parts the database is told to look at its tables again: plans that PostgreSQL made while they were almost empty
/// read all of them, until it does so by itself after a minute or more.
const LOOKS_AGAIN_AFTER: [i32; 3] = [10, 50, 250];

/// Does the parts of an import that are not done, or leaves them to whoever is at it already.
pub(super) async fn run(
    platform: &Platform,
    trust: TrustId,
    import: ImportRow,
) -> DatabaseResult<()> {
    let asker = asker_of(trust, &import);
    loop {
        let id = import.id;
        let next = platform
            .database
            .read(move |db| store::next_part(db, trust, id))
            .await?;
        let Some(part) = next else {
            let now = platform.clock.now();
            return platform
                .database
                .write(move |db| store::finish(db, trust, id, now))
                .await;
        };
        let rows: Vec<Row> = opened(platform, trust, id, &part.contents)?;
        let number = part.part;
        let is_mine = if import.is_dry_run {
            let tried = super::service::take(platform, asker.clone(), rows, true).await?;
            let here = platform.clone();
            let done = move |db: &mut AnyConnection| {
                let held = store::hold_part(db, trust, (id, number))?;
                if held {
                    note(db, &here, trust, (id, number), &tried.data)?;
                }
                DatabaseResult::Ok(held)
            };
            platform.database.write(done).await?
        } else {
            let (here, asker) = (platform.clone(), asker.clone());
            let work = move |db: &mut AnyConnection| {
                let held = store::hold_part(db, trust, (id, number))?;
                if held {
                    let taken = take_in(db, &here, &asker, rows)?;
                    note(db, &here, trust, (id, number), &taken)?;
                }
                DatabaseResult::Ok(held)
            };
            platform.database.write(work).await?
        };
        if !is_mine {
            return Ok(());
        }
        if !import.is_dry_run && LOOKS_AGAIN_AFTER.contains(&number) {
            platform.database.write(store::look_again).await?;
        }
    }
}

/// Writes what came of a part.
fn note(
    db: &mut AnyConnection,
    platform: &Platform,
    trust: TrustId,
    part: (ReferralImportId, i32),
    taken: &[ReferralRowView],
) -> DatabaseResult<()> {
    let (accepted, known, refused) = counted(taken);
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let contents = seal(platform, trust, part.0, taken)?;
    store::set_outcome(db, trust, part, (contents, number(refused)))?;
    let counts = (number(accepted), number(known), number(refused));
    store::count(db, trust, part.0, counts)
}

/// Whoever sent the file, as far as they reach.
fn asker_of(trust_id: TrustId, import: &ImportRow) -> Asker {
    Asker {
        trust_id,
        actor: Actor {
            kind: import.actor_kind,
            id: import.actor_id,
            name: import.actor_name.clone(),
        },
        reach: import
            .organisation_id
            .map_or(Reach::Trust, Reach::Organisation),
        role: None,
        request_id: import.request_id.clone(),
    }
}

/// An import, if it is theirs.
pub(super) async fn find(
    platform: &Platform,
    asker: &Asker,
    id: ReferralImportId,
) -> DatabaseResult<Option<ImportRow>> {
    let (trust, reach) = (asker.trust_id, asker.reach);
    let found = platform
        .database
        .read(move |db| store::find(db, trust, id))
        .await?;
    Ok(found.filter(|import| match reach {
        Reach::Trust => true,
        Reach::Organisation(own) => import.organisation_id == Some(own),
        _ => false,
    }))
}

/// What came of the rows after one, as far as they are done; one more than `limit` if there are so many.
pub(super) async fn rows_done(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
    after: u32,
    limit: usize,
) -> DatabaseResult<Vec<ReferralRowView>> {
    let parts = i64::try_from(limit / ROWS_OF_A_PART + 3).unwrap_or(i64::MAX);
    let from = i32::try_from(after).unwrap_or(i32::MAX);
    let done = platform
        .database
        .read(move |db| store::parts_done(db, trust, id, (from, parts)))
        .await?;
    let mut rows: Vec<ReferralRowView> = Vec::new();
    for part in done {
        rows.extend(opened::<Vec<ReferralRowView>>(
            platform,
            trust,
            id,
            &part.contents,
        )?);
    }
    rows.retain(|row| row.row > after);
    rows.truncate(limit + 1);
    Ok(rows)
}

pub(super) fn view(row: &ImportRow) -> ReferralImportView {
    let number = |count: i32| u32::try_from(count).unwrap_or_default();
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    ReferralImportView {
        id: row.id,
        status: row.status,
        dry_run: row.is_dry_run,
        rows: number(row.row_count),
        rows_done: number(row.rows_done),
        accepted: number(row.accepted),
        known: number(row.known),
        refused: number(row.refused),
        created_at: instant(row.created_at),
        finished_at: row.finished_at.map(instant),
    }
}

/// Seals parts with the newest key that are not, `limit` at most, and gives how many there were.
///
/// # Errors
/// When one does not open with any key that is given, or the database could not.
pub fn reseal_imports(
    db: &mut AnyConnection,
    trust: TrustId,
    fields: &FieldKeys,
    limit: i64,
) -> DatabaseResult<usize> {
    let batch = store::sealed_otherwise(db, trust, fields.newest_version(), limit)?;
    let again = |id, sealed: &str| -> DatabaseResult<String> {
        let text = fields.open(place(trust, id), sealed)?;
        Ok(fields.seal(place(trust, id), &text)?.value)
    };
    for (id, part, contents, sent) in &batch {
        let sent = sent.as_deref().map(|sent| again(*id, sent)).transpose()?;
        let both = (again(*id, contents)?, sent);
        store::set_sealed(db, trust, (*id, *part), both)?;
    }
    Ok(batch.len())
}

/// Rows hold what is known of people, and what came of them may repeat it.
fn place(trust: TrustId, id: ReferralImportId) -> Place<'static> {
    Place {
        table: "referral_import_parts",
        trust: trust.as_uuid(),
        row: id.as_uuid(),
        field: "contents",
    }
}

fn seal(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
    contents: &(impl Serialize + ?Sized),
) -> DatabaseResult<String> {
    let text = serde_json::to_string(contents).map_err(|_| SealError::Malformed)?;
    Ok(platform.fields.seal(place(trust, id), &text)?.value)
}

pub(super) fn opened<T: DeserializeOwned>(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
    sealed: &str,
) -> DatabaseResult<T> {
    let text = platform.fields.open(place(trust, id), sealed)?;
    serde_json::from_str(&text).map_err(|_| DatabaseError::from(SealError::Malformed))
}
