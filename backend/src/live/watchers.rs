//! How many look at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// So many streams at most belong to one session. Only a page that can be seen keeps one; that a page was left is noticed when
/// something is next sent, so that there is room for a few that nobody reads any more.
const OF_ONE_SESSION: usize = 8;
/// So many at most are open on one server.
const OF_ALL: usize = 5_000;

/// The streams that are open on this server, by session. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Watchers(Arc<Mutex<HashMap<Uuid, usize>>>);

/// One stream's place. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    watchers: Watchers,
    session: Uuid,
}

impl Watchers {
    /// Takes a place for a stream of a session, if there is one.
    pub(super) fn take(&self, session: Uuid) -> Option<Place> {
        let mut open = self.open();
        let all: usize = open.values().sum();
        let own = open.entry(session).or_default();
        if *own >= OF_ONE_SESSION || all >= OF_ALL {
            return None;
        }
        *own += 1;
        drop(open);
        Some(Place {
            watchers: self.clone(),
            session,
        })
    }

    /// How many streams are open.
    #[must_use]
    pub fn many(&self) -> usize {
        self.open().values().sum()
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Uuid, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.watchers.open();
        if let Some(own) = open.get_mut(&self.session) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_eight_places_and_a_place_that_is_left_is_free() {
        let (watchers, session) = (Watchers::default(), Uuid::from_u128(1));
        let places: Vec<_> = (0..OF_ONE_SESSION)
            .map(|_| watchers.take(session))
            .collect();
        assert!(places.iter().all(Option::is_some));
        assert!(watchers.take(session).is_none());
        assert!(watchers.take(Uuid::from_u128(2)).is_some());
        drop(places);
        assert!(watchers.take(session).is_some());
    }
}
