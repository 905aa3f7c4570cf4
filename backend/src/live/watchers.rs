//! How many look at once.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;
use uuid::Uuid;

/// So many streams at most belong to one session. Only a page that can be seen keeps one; that a page was left is noticed when
/// something is next sent. So whoever opens one more takes the place of their oldest, which nobody reads any more, as a rule.
const OF_ONE_SESSION: usize = 8;
/// So many at most are open on one server.
const OF_ALL: usize = 5_000;

/// The streams that are open on this server. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Watchers(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    /// The oldest of a session first. Whoever holds its place is told to give way when this is dropped.
    of_session: HashMap<Uuid, VecDeque<(u64, oneshot::Sender<()>)>>,
    many: usize,
    next: u64,
}

/// One stream's place. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    watchers: Watchers,
    session: Uuid,
    number: u64,
    stands: oneshot::Receiver<()>,
}

impl Place {
    /// Waits until a newer stream of the session takes this place.
    pub(super) async fn is_taken(&mut self) {
        let _dropped = (&mut self.stands).await;
    }
}

impl Watchers {
    /// Takes a place for a stream of a session: its oldest one's, if it has as many as it may. None when the server is full.
    pub(super) fn take(&self, session: Uuid) -> Option<Place> {
        let mut open = self.open();
        let own = open.of_session.get(&session).map_or(0, VecDeque::len);
        if own >= OF_ONE_SESSION {
            if let Some(streams) = open.of_session.get_mut(&session) {
                streams.pop_front();
            }
            open.many -= 1;
        } else if open.many >= OF_ALL {
            return None;
        }
        let (stands, until_taken) = oneshot::channel();
        let number = open.next;
        open.next += 1;
        open.many += 1;
        open.of_session
            .entry(session)
            .or_default()
            .push_back((number, stands));
        drop(open);
        Some(Place {
            watchers: self.clone(),
            session,
            number,
            stands: until_taken,
        })
    }

    /// How many streams are open.
    #[must_use]
    pub fn many(&self) -> usize {
        self.open().many
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.watchers.open();
        let Some(streams) = open.of_session.get_mut(&self.session) else {
            return;
        };
        let before = streams.len();
        streams.retain(|(number, _)| *number != self.number);
        let left = before - streams.len();
        if streams.is_empty() {
            open.of_session.remove(&self.session);
        }
        open.many -= left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn whoever_opens_a_ninth_page_takes_the_place_of_the_first() {
        let (watchers, session) = (Watchers::default(), Uuid::from_u128(1));
        let another = watchers.take(Uuid::from_u128(2)).expect("a place");
        let mut places: Vec<_> = (0..=OF_ONE_SESSION)
            .map(|_| watchers.take(session).expect("a place"))
            .collect();
        let gave_way: Vec<_> = places
            .iter_mut()
            .map(|place| place.is_taken().now_or_never().is_some())
            .collect();
        let mut only_the_first = [false; OF_ONE_SESSION + 1];
        only_the_first[0] = true;
        assert_eq!(gave_way, only_the_first);
        assert_eq!(watchers.many(), OF_ONE_SESSION + 1);
        drop((places, another));
        assert_eq!(watchers.many(), 0);
        assert!(watchers.open().of_session.is_empty());
    }

    #[test]
    fn a_full_server_takes_nobody_in() {
        let watchers = Watchers::default();
        let places: Vec<_> = (0..OF_ALL as u128)
            .map(|session| watchers.take(Uuid::from_u128(session)))
            .collect();
        assert!(places.iter().all(Option::is_some));
        assert!(watchers.take(Uuid::from_u128(u128::MAX)).is_none());
        drop(places);
        assert!(watchers.take(Uuid::from_u128(u128::MAX)).is_some());
    }
}
