//! A register as it stands on paper: with the hours and the place, and who signed it off.

use super::service::{RegisterError, load, view};
use super::store;
use crate::application::Platform;
use crate::audit::{self, Reading};
use crate::journeys::Asker;
use chrono::{DateTime, Utc};
use shared::ids::SessionId;
use shared::journeys::RegisterView;

/// A register with what its heading says.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The register.
    pub register: RegisterView,
    /// The programme's title.
    pub programme_title: String,
    /// The programme's reference.
    pub programme_reference: String,
    /// When it begins, `HH:MM`.
    pub starts_at: String,
    /// When it ends, `HH:MM`.
    pub ends_at: String,
    /// Where it is.
    pub venue: String,
    /// When it was signed off, and by whom where that is known.
    pub signed_off: Option<(DateTime<Utc>, Option<String>)>,
}

/// The sheet of a session, for whoever may read its register. `action` is what the audit log calls this reading: paper leaves
/// the system, so that the log tells it apart from a look at the screen.
///
/// # Errors
/// [`RegisterError::NotFound`] for what is not theirs.
pub async fn sheet(
    platform: &Platform,
    asker: Asker,
    id: SessionId,
    action: &'static str,
) -> Result<Sheet, RegisterError> {
    let by = asker.by();
    let seen = platform
        .database
        .snapshot(move |db| -> Result<Sheet, RegisterError> {
            let session = load(db, &asker, id)?;
            let heading = store::heading(db, asker.trust_id, id)?;
            Ok(Sheet {
                register: view(db, &asker, session)?,
                programme_title: heading.programme_title,
                programme_reference: heading.programme_reference,
                starts_at: heading.starts_at,
                ends_at: heading.ends_at,
                venue: heading.venue,
                signed_off: heading.signed_off_at.map(|at| (at, heading.signed_off_by)),
            })
        })
        .await?;
    let reading = Reading::of_list(action, "session", seen.register.lines.len(), &[]);
    audit::read(platform, &by, reading.within(id.as_uuid())).await?;
    Ok(seen)
}
