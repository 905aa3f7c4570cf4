//! A check and its answer.

use super::store::{self, CheckRow, Found};
use crate::{
    application::Platform,
    journeys::{self, Finding, JourneyError},
    platform::database::{AnyConnection, AsJson, Database, DatabaseResult},
};
use chrono::{SecondsFormat, TimeDelta};
use shared::{
    ids::{JourneyId, TrustId},
    soundness::{FindingView, SoundnessCheckView},
    values::Coded as _,
};
use uuid::Uuid;

/// The name of the job that does it.
pub const JOB: &str = "check_soundness";
/// So many findings are kept of one check: more are not read by anybody.
const KEPT: usize = 200;
/// So long answers are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(400);

/// Reads every journey of a Trust again, keeps what was found and tells it in the log. Answers how many journeys were read
/// and how many things do not hold.
///
/// # Errors
/// When the database cannot answer, or cannot keep the answer.
pub async fn check(platform: &Platform, trust: TrustId) -> Result<(u64, usize), JourneyError> {
    let (clock, began) = (
        crate::platform::clock::Clock::system(),
        std::time::Instant::now(),
    );
    let began_at = clock.now();
    let (journeys, findings) = journeys::find_unsound(&platform.database, trust).await?;
    for finding in findings.iter().take(KEPT) {
        tracing::error!(%trust, of = finding.of, invariant = finding.invariant.code(), found = finding.found,
            "something does not hold that always must");
    }
    let many = findings.len();
    let row = CheckRow {
        trust_id: trust,
        id: platform.ids.new_id(),
        began_at,
        ended_at: began_at + TimeDelta::from_std(began.elapsed()).unwrap_or_default(),
        journeys: i64::try_from(journeys).unwrap_or(i64::MAX),
        findings: i32::try_from(many).unwrap_or(i32::MAX),
        found: AsJson(findings.into_iter().take(KEPT).map(Found::from).collect()),
    };
    platform
        .database
        .write(move |db| -> DatabaseResult<()> {
            store::forget(db, trust, began_at - KEPT_FOR)?;
            store::insert(db, row)
        })
        .await?;
    tracing::info!(%trust, journeys, findings = many, seconds = began.elapsed().as_secs_f64(),
        "every journey was read again from its history");
    Ok((journeys, many))
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Self {
        Self {
            invariant: finding.invariant,
            of: finding.of,
            found: finding.found,
        }
    }
}

/// Checks of a Trust, the newest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    database: &Database,
    trust: TrustId,
    before: Option<Uuid>,
    limit: i64,
) -> DatabaseResult<Vec<SoundnessCheckView>> {
    let rows = database
        .read_behind(move |db| store::list(db, trust, before, limit))
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

/// The newest check of each Trust that has one: how many things did not hold, and when it ended.
///
/// # Errors
/// When the database could not answer.
pub fn latest(
    db: &mut AnyConnection,
) -> DatabaseResult<Vec<(TrustId, i32, chrono::DateTime<chrono::Utc>)>> {
    let mut latest = Vec::new();
    for trust in store::trusts(db)? {
        let newest = store::list(db, trust, None, 1)?.pop();
        latest.extend(newest.map(|row| (trust, row.findings, row.ended_at)));
    }
    Ok(latest)
}

fn view(row: CheckRow) -> SoundnessCheckView {
    let millis = (row.ended_at - row.began_at).num_milliseconds();
    SoundnessCheckView {
        id: row.id,
        began_at: row.began_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        seconds: std::time::Duration::from_millis(u64::try_from(millis).unwrap_or(0)).as_secs_f64(),
        journeys: u64::try_from(row.journeys).unwrap_or_default(),
        findings: u32::try_from(row.findings).unwrap_or_default(),
        found: row.found.0.into_iter().map(finding).collect(),
    }
}

fn finding(found: Found) -> FindingView {
    let id = found.of.strip_prefix("journey ");
    FindingView {
        invariant: found.invariant,
        invariant_label: found.invariant.label().to_owned(),
        journey_id: id.and_then(|id| id.parse::<JourneyId>().ok()),
        of: found.of,
        found: found.found,
    }
}
