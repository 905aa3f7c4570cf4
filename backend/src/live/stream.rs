//! One stream of events to one browser.

use super::watchers::Place;
use crate::{
    access::{Operation, Principal, Reach},
    assignments,
    identity::Watch,
    platform::{
        database::{Database, DatabaseResult},
        signals::{Changed, Heard, Listener, Signal},
    },
};
use actix_web::web::Bytes;
use futures_util::stream::{Stream, unfold};
use shared::live::ChangeView;
use std::{convert::Infallible, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Something is sent at least this often, so that no proxy takes the stream for dead; and as often it is asked whether the
/// session is still alive.
const KEEP_ALIVE: Duration = Duration::from_secs(10);
/// Before an event it is asked again, if it was not within the last second.
const ASK_AGAIN: Duration = Duration::from_secs(1);
/// First of all: how long a browser waits before it comes back, and that it is heard from now on.
const READY: &str = "retry: 2000\nevent: ready\ndata: {}\n\n";
/// Something may have been missed.
const MISSED: &str = "event: missed\ndata: {}\n\n";
/// Nothing, to say that the stream is alive.
const NOTHING: &str = ": \n\n";
/// The last word to a page whose place a newer one has taken: if somebody still reads it, it comes back in a minute.
const GIVE_WAY: &str = "retry: 60000\n\n";

/// What a stream goes on from.
struct Watching {
    database: Database,
    watch: Watch,
    listener: Listener,
    principal: Principal,
    asked: Instant,
    is_ready: bool,
    place: Place,
    has_given_way: bool,
}

/// The events for somebody, until their session or the server ends.
pub(super) fn events(
    database: Database,
    watch: Watch,
    principal: Principal,
    place: Place,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let watching = Watching {
        listener: database.listen(),
        database,
        watch,
        principal,
        asked: Instant::now(),
        is_ready: false,
        place,
        has_given_way: false,
    };
    unfold(watching, |mut watching| async move {
        let said = watching.next().await?;
        Some((Ok(said), watching))
    })
}

impl Watching {
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.is_ready, true) {
            return Some(Bytes::from_static(READY.as_bytes()));
        }
        if self.has_given_way {
            return None;
        }
        let quiet_until = Instant::now() + KEEP_ALIVE;
        loop {
            let heard = tokio::select! {
                () = self.place.is_taken() => {
                    self.has_given_way = true;
                    return Some(Bytes::from_static(GIVE_WAY.as_bytes()));
                }
                heard = timeout_at(quiet_until, self.listener.next()) => heard,
            };
            let heard = match heard {
                Ok(heard) => heard?,
                Err(_) => {
                    let is_here = self.is_still_here(Duration::ZERO).await;
                    return is_here.then(|| Bytes::from_static(NOTHING.as_bytes()));
                }
            };
            let Some(said) = self.said_of(heard).await else {
                continue;
            };
            let is_here = self.is_still_here(ASK_AGAIN).await;
            return is_here.then(|| said.into());
        }
    }

    /// What is said of something heard, if it is theirs to know.
    async fn said_of(&self, heard: Heard) -> Option<String> {
        match heard {
            Heard::Gap => Some(MISSED.to_owned()),
            Heard::Signal(Signal::Changed(changed)) if changed.trust == self.principal.trust_id => {
                match self.may_know(changed).await {
                    Ok(true) => event(changed),
                    Ok(false) => None,
                    // Whether it is theirs to know cannot be asked now: they look for themselves.
                    Err(_) => Some(MISSED.to_owned()),
                }
            }
            Heard::Signal(_) => None,
        }
    }

    /// Whether the session is alive, as of so long ago at most. Where the database cannot say, the stream ends: the browser
    /// comes back.
    async fn is_still_here(&mut self, within: Duration) -> bool {
        if self.asked.elapsed() < within {
            return true;
        }
        match self.watch.principal().await {
            Ok(Some(principal)) => {
                self.principal = principal;
                self.asked = Instant::now();
                true
            }
            Ok(None) | Err(_) => false,
        }
    }

    /// Whether a change lies within their reach, as it is now.
    async fn may_know(&self, changed: Changed) -> DatabaseResult<bool> {
        let Ok(reach) = self.principal.may(Operation::WatchChanges) else {
            return Ok(false);
        };
        if reach == Reach::Trust {
            return Ok(true);
        }
        let (trust, programme) = (changed.trust, changed.within.into());
        self.database
            .read(move |db| assignments::covers(db, trust, reach, programme))
            .await
    }
}

fn event(changed: Changed) -> Option<String> {
    let view = ChangeView {
        what: changed.what.to_owned(),
        id: changed.id,
        programme_id: changed.within.into(),
        version: changed.version,
    };
    let data = serde_json::to_string(&view).ok()?;
    Some(format!("event: changed\ndata: {data}\n\n"))
}
