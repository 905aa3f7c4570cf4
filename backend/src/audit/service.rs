//! Looking at the audit log, which is told to it too.

use super::{
    By, Reading, read,
    store::{self, At, Filter, LineRow, Names},
    words,
};
use crate::application::Platform;
use crate::platform::database::{DatabaseError, DatabaseResult};
use chrono::SecondsFormat;
use shared::{audit::AuditLineView, ids::CandidateId};
use uuid::Uuid;

impl Filter {
    /// The kinds of what it is narrowed by, as the log has them.
    fn kinds(&self) -> Vec<&'static str> {
        [
            ("person", self.person.is_some()),
            ("actor", self.actor.is_some()),
            ("action", self.action.is_some()),
            ("days", self.from.is_some() || self.before.is_some()),
            ("outcome", self.outcome.is_some()),
        ]
        .into_iter()
        .filter_map(|(kind, is_asked)| is_asked.then_some(kind))
        .collect()
    }
}

/// Lines, the newest first, each with its sort keys; `limit` of them. `action` is what the log is told.
///
/// # Errors
/// When the database could not answer, or the log could not be told.
pub async fn search(
    platform: &Platform,
    by: &By,
    action: &str,
    filter: Filter,
    (after, limit): (Option<At>, i64),
) -> DatabaseResult<Vec<(At, AuditLineView)>> {
    let (trust, kinds) = (by.trust_id, filter.kinds());
    let lines = platform
        .database
        .read_behind(move |db| -> DatabaseResult<_> {
            let lines = store::lines(db, trust, filter.clone(), after, limit)?;
            let names = store::names(db, trust, &lines)?;
            let seen = lines
                .into_iter()
                .map(|line| ((line.at, line.position), view(line, &names)));
            Ok(seen.collect::<Vec<_>>())
        })
        .await?;
    let reading = Reading::of_list(action, "audit", lines.len(), &kinds);
    read(platform, by, reading).await?;
    Ok(lines)
}

fn view(line: LineRow, names: &Names) -> AuditLineView {
    AuditLineView {
        words: words::sentence(&line, names),
        actor_name: words::actor(&line, names),
        person_name: words::person(&line, names),
        sequence: line.sequence,
        at: line.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        actor_kind: line.actor_kind,
        actor_id: line.actor_id,
        action: line.action,
        outcome: line.outcome,
        resource_kind: line.resource_kind,
        resource_id: line.resource_id,
        person_id: line.person_id,
        people: line.people,
        particulars: line
            .particulars
            .map(|codes| codes.split(',').map(str::to_owned).collect())
            .unwrap_or_default(),
        address: line.address,
        request_id: line.request_id,
    }
}

/// What the page of the log offers to choose from: staff, and actions with their words.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Staff by name.
    pub staff: Vec<(Uuid, String)>,
    /// Actions with their words.
    pub actions: Vec<(&'static str, String)>,
}

/// What the page offers to choose from, and the person whose reference was given, if there is one.
///
/// # Errors
/// When the database could not answer.
pub async fn choices(
    platform: &Platform,
    by: &By,
    reference: Option<String>,
) -> Result<(Choices, Option<CandidateId>), DatabaseError> {
    let trust = by.trust_id;
    platform
        .database
        .snapshot(move |db| {
            let person = match reference {
                Some(reference) => store::person_of(db, trust, &reference.to_uppercase())?,
                None => None,
            };
            let choices = Choices {
                staff: store::staff(db, trust)?,
                actions: words::actions(),
            };
            Ok((choices, person))
        })
        .await
}
