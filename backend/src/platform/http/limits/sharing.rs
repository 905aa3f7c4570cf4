//! What several servers tell each other of what was asked, so that a client that goes to all of them is not given as much by
//! each.
//!
//! Once a second a server tells the others who asked it much since ([`Signal::Shared`]), and each takes that from its own
//! buckets. Nothing is written into the database, and nothing is waited for while a request is answered: what a client can
//! take too much is what it asks for within that second. While the database is away each server counts for itself.

use super::Limits;
use crate::platform::{
    database::{Database, DatabaseResult, DatabaseUrl},
    signals::{self, Heard, Signal},
};
use std::time::Duration;
use uuid::Uuid;

/// The matter's name among signals.
const MATTER: &str = "limits";
/// How often the others are told.
const EVERY: Duration = Duration::from_secs(1);
/// A message holds no more than so many bytes of it; who asked most comes first.
const LONGEST: usize = 6_000;

/// Tells the other servers, and hears them, as long as this one runs. A server on SQLite is alone.
pub async fn share(database: Database, limits: Limits, server: Uuid) {
    if matches!(database.url(), DatabaseUrl::Sqlite(_)) {
        return;
    }
    tokio::spawn(hear(database.clone(), limits.clone(), server));
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(words) = limits.used_lately(LONGEST) else {
            continue;
        };
        let told = database
            .write(move |_| {
                signals::tell(Signal::Shared {
                    matter: MATTER.to_owned(),
                    from: server,
                    words,
                });
                DatabaseResult::Ok(())
            })
            .await;
        if let Err(error) = told {
            tracing::debug!(%error, "the other servers were not told who asked how much");
        }
    }
}

async fn hear(database: Database, limits: Limits, server: Uuid) {
    let mut listener = database.listen();
    while let Some(heard) = listener.next().await {
        if let Heard::Signal(Signal::Shared {
            matter,
            from,
            words,
        }) = heard
            && matter == MATTER
            && from != server
        {
            limits.used_elsewhere(&words);
        }
    }
}
