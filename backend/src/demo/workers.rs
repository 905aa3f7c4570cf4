//! Who works on which run: the college on every one, the assessor and the trainer on the two that are under way.

use super::DemoError;
use super::accounts::Cast;
use super::calendar::Run;
use crate::application::Platform;
use crate::assignments;
use shared::assignments::CreateAssignment;
use shared::ids::ProgrammeId;

/// Gives a programme to those who work on it.
pub(super) async fn assign(
    platform: &Platform,
    cast: &Cast,
    (run, programme): (Run, ProgrammeId),
) -> Result<(), DemoError> {
    for (user, college) in cast.workers() {
        if user.is_some() && !matches!(run, Run::Current | Run::Coming) {
            continue;
        }
        let request = CreateAssignment {
            programme_id: programme,
            user_id: user,
            organisation_id: college,
        };
        let by = (cast.coordinator(), "demo".to_owned());
        assignments::assign(platform, by.0, by.1, request).await?;
    }
    Ok(())
}
