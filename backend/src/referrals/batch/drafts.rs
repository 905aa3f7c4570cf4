//! A file of drafts, which staff try before it is taken (L2): it is kept as it was sent, every row is judged and nothing is written, and
//! whoever has seen what would come of it says that it is to be taken. What is refused is given back to be mended.

use super::{
    columns::{column_at, columns},
    file::{Drafts, File, Purpose, Sent},
    import,
    rows::Row,
    store,
};
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::database::{AnyConnection, DatabaseResult};
use crate::platform::http::{Answer, Problem};
use shared::ids::{OrganisationId, ReferralImportId, TrustId};
use shared::problem::{ProblemCode, ProblemDetails};
use shared::referrals::{ReferralImportView, ReferralRowView, RowOutcome};

/// A file of drafts that is being received.
pub struct Upload<'a> {
    platform: &'a Platform,
    trust: TrustId,
    file: File<'a>,
}

impl<'a> Upload<'a> {
    /// A file that somebody begins to send.
    pub fn begin(platform: &'a Platform, asker: &'a Asker, drafts: Drafts) -> Self {
        let purpose = Purpose {
            dry_run: true,
            drafts: Some(drafts),
        };
        Self {
            platform,
            trust: asker.trust_id,
            file: File::of(platform, asker, purpose),
        }
    }

    /// Takes the next bytes of it.
    ///
    /// # Errors
    /// When the file cannot be read; nothing of it is kept then.
    pub async fn take(&mut self, bytes: &[u8]) -> Answer<()> {
        let taken = self.file.take(bytes).await;
        self.or_forget(taken).await
    }

    /// The end of the file: from now on it is tried.
    ///
    /// # Errors
    /// As [`Self::take`], and when there is no row in it.
    pub async fn end(mut self) -> Answer<ReferralImportId> {
        let ended = self.file.end().await;
        let Sent::Many(id, rows) = self.or_forget(ended).await? else {
            let what = "There is no row under the heading. Write one row for each person.";
            return Err(Problem::new(ProblemCode::Invalid).error("/rows/1", "missing", what));
        };
        import::start(self.platform, self.trust, id, rows).await?;
        import::go_on_with(self.platform, self.trust, id).await?;
        Ok(id)
    }

    /// The file broke off: nothing of it is kept.
    ///
    /// # Errors
    /// When the database could not take away what was kept.
    pub async fn forget(&self) -> Answer<()> {
        if let Some(id) = self.file.import {
            import::forget(self.platform, self.trust, id).await?;
        }
        Ok(())
    }

    async fn or_forget<T>(&self, result: Answer<T>) -> Answer<T> {
        if result.is_err() {
            self.forget().await?;
        }
        result
    }
}

/// A file of drafts, and how far it is.
#[derive(Debug, Clone)]
pub struct Tried {
    /// How far it is, and what has come of it until now.
    pub import: ReferralImportView,
    /// The Jobcentre that is to confirm the drafts.
    pub drafts_for: OrganisationId,
}

/// A file of drafts, if it is theirs.
///
/// # Errors
/// When the database cannot say.
pub async fn find(
    platform: &Platform,
    asker: &Asker,
    id: ReferralImportId,
) -> DatabaseResult<Option<Tried>> {
    let found = import::find(platform, asker, id).await?;
    Ok(found.and_then(|row| {
        Some(Tried {
            import: import::view(&row),
            drafts_for: row.drafts_for?,
        })
    }))
}

/// Takes a file that was tried to its end: its rows become drafts. Answers whether it was this that began it, and not
/// somebody's before.
///
/// # Errors
/// When the database cannot keep it.
pub async fn take(
    platform: &Platform,
    asker: &Asker,
    id: ReferralImportId,
) -> DatabaseResult<bool> {
    let trust = asker.trust_id;
    let (actor, request_id) = (asker.actor.clone(), asker.request_id.clone());
    let begin =
        move |db: &mut AnyConnection| store::begin_again(db, trust, id, (actor, request_id));
    let has_begun = platform.database.write(begin).await?;
    if has_begun {
        import::go_on_with(platform, trust, id).await?;
    }
    Ok(has_begun)
}

/// A row that was refused: what was sent, in the order of [`headings`], and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its number.
    pub row: u32,
    /// What was sent.
    pub cells: Vec<String>,
    /// What is wrong, each with its column where it has one.
    pub why: Vec<(Option<&'static str>, String)>,
}

/// What the columns of a file are called.
#[must_use]
pub fn headings() -> Vec<&'static str> {
    columns().map(|(name, _)| name).collect()
}

/// Refused rows in their order, those of some parts from one on, and the part after them if there can be more. However long the file,
/// no more than these are in memory.
///
/// # Errors
/// When the database cannot say.
pub async fn refused(
    platform: &Platform,
    trust: TrustId,
    id: ReferralImportId,
    from: i32,
) -> DatabaseResult<(Vec<RefusedRow>, Option<i32>)> {
    let parts = platform
        .database
        .read(move |db| store::refused_parts(db, trust, id, (from, PARTS)))
        .await?;
    let next = match parts.last() {
        Some(last) if parts.len() == usize::try_from(PARTS).unwrap_or_default() => {
            Some(last.part + 1)
        }
        _ => None,
    };
    let mut refused = Vec::new();
    for part in parts {
        let come: Vec<ReferralRowView> = import::opened(platform, trust, id, &part.contents)?;
        let Some(sent) = part.sent else { continue };
        let sent: Vec<Row> = import::opened(platform, trust, id, &sent)?;
        let both = sent.into_iter().zip(come);
        refused.extend(both.filter_map(|(sent, come)| refusal(&sent, come)));
    }
    Ok((refused, next))
}

/// So many parts are opened at once.
const PARTS: i64 = 5;

fn refusal(sent: &Row, come: ReferralRowView) -> Option<RefusedRow> {
    let problem = come
        .problem
        .filter(|_| come.outcome == RowOutcome::Refused)?;
    let cell = |pointer: &str| {
        let value = sent.referral().and_then(|sent| sent.pointer(pointer));
        value.and_then(|value| value.as_str()).unwrap_or_default()
    };
    Some(RefusedRow {
        row: come.row,
        cells: columns().map(|(_, at)| cell(at).to_owned()).collect(),
        why: reasons(problem),
    })
}

fn reasons(problem: ProblemDetails) -> Vec<(Option<&'static str>, String)> {
    let errors = problem
        .errors
        .into_iter()
        .map(|error| (column_at(&error.pointer), error.message));
    let guards = problem
        .unmet_guards
        .into_iter()
        .map(|guard| (None, guard.explanation));
    let all: Vec<_> = errors.chain(guards).collect();
    if all.is_empty() {
        vec![(None, problem.detail)]
    } else {
        all
    }
}
