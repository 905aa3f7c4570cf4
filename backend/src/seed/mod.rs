//! Many journeys, to measure with: the [demo](crate::demo) lived through once, and its programmes copied as often as it takes.
//!
//! What is copied was decided by the rulebook, event by event. A copy is another vacancy with another programme and other
//! people, so that nothing in it can touch anything in another: what holds of one holds of all. Each copy has ids,
//! references, names and seconds of its own. The audit log tells of the first, which is the demo itself, as it was done.

mod copies;
mod load;
mod names;
mod template;

use crate::platform::database::{Database, DatabaseError};
use copies::Copies;
use load::Loader;
use names::Names;
use template::Template;

/// Why a database was not filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Nothing is mixed with records that somebody may need.
    #[error("journeys are sown into a fresh database only, and this one holds a Trust already")]
    NotFresh,
    /// Dates, ids or texts of the first are not as they are expected: a fault of ours.
    #[error("what is copied cannot be read: {0}")]
    Template(String),
    /// The database could not.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What was sown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sown {
    /// Journeys.
    pub journeys: u64,
    /// Their events.
    pub events: u64,
    /// Rows of every table.
    pub rows: u64,
}

/// Fills `target`, migrated and empty, with at least so many journeys, from a database that holds the demo. `told` hears
/// how far it is after each batch.
///
/// # Errors
/// When the target is not fresh, or a database fails. What was written until then stays: begin again on a fresh one.
pub async fn sow(
    demo: &Database,
    target: &Database,
    journeys: u64,
    told: impl Fn(Sown) + Send + 'static,
) -> Result<Sown, SeedError> {
    let template = demo.snapshot(Template::read).await?;
    let mut loader = Loader::open(target)?;
    let work = move || {
        if !loader.is_fresh()? {
            return Err(SeedError::NotFresh);
        }
        let mut sown = Sown::default();
        let mut copies = Copies::of(&template);
        let mut names = Names::default();
        let first = template.everything();
        loader.add(&first, &mut sown)?;
        loader.add(&names.of(&first), &mut sown)?;
        told(sown);
        while sown.journeys < journeys {
            let mut batch = copies.next_batch(journeys - sown.journeys);
            batch.extend(names.of(&batch));
            loader.add(&batch, &mut sown)?;
            told(sown);
        }
        loader.count_the_whole(copies.made() + 1)?;
        loader.finish()?;
        Ok(sown)
    };
    let ended = tokio::task::spawn_blocking(work).await;
    ended.unwrap_or_else(|_| Err(DatabaseError::Stopped.into()))
}
