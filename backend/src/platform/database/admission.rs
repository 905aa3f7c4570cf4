//! Who may work on the database now: as many as it has connections. Some more wait, for a while; whoever comes after them
//! is told so at once.
//!
//! Each of those at work holds a thread, and those who wait hold none: however many ask, memory and threads stay as they are.

use super::DatabaseError;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many wait at most. At a millisecond each the last of them is let in within a second.
pub(super) const MOST_WAITING: usize = 1_024;

/// The door of one database.
#[derive(Debug)]
pub(super) struct Admission {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Admission {
    /// A door behind which so many work at once.
    pub(super) fn for_connections(connections: u32) -> Self {
        let places = usize::try_from(connections).unwrap_or(usize::MAX);
        Self {
            places: Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Waits for a place, which is free again when what this returns is dropped.
    ///
    /// # Errors
    /// When too many wait already, or nobody has left within `patience`.
    pub(super) async fn enter(
        &self,
        patience: Duration,
    ) -> Result<OwnedSemaphorePermit, DatabaseError> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(place);
        }
        let _waits = Waits::among(&self.waiting)?;
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout(patience, place).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(DatabaseError::Busy(
                "no connection came free in time".to_owned(),
            )),
        }
    }
}

/// One who waits, until this is dropped: also when the request is given up.
struct Waits<'a>(&'a AtomicUsize);

impl<'a> Waits<'a> {
    fn among(waiting: &'a AtomicUsize) -> Result<Self, DatabaseError> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let waits = Self(waiting);
        if before < MOST_WAITING {
            Ok(waits)
        } else {
            Err(DatabaseError::Busy("too many wait already".to_owned()))
        }
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn whoever_comes_after_too_many_is_told_at_once() {
        let door = Arc::new(Admission::for_connections(1));
        let inside = door.enter(Duration::ZERO).await.expect("a place");
        let waiting: Vec<_> = (0..MOST_WAITING)
            .map(|_| {
                let door = Arc::clone(&door);
                actix_web::rt::spawn(async move { door.enter(Duration::from_secs(60)).await })
            })
            .collect();
        while door.waiting.load(Ordering::Relaxed) < MOST_WAITING {
            tokio::task::yield_now().await;
        }
        let refused = door.enter(Duration::from_secs(60)).await;
        assert!(
            matches!(refused, Err(DatabaseError::Busy(_))),
            "{refused:?}"
        );
        drop(inside);
        for one in waiting {
            drop(one.await.expect("it goes on").expect("its turn"));
        }
        assert_eq!(door.waiting.load(Ordering::Relaxed), 0);
    }

    #[actix_web::test]
    async fn nobody_waits_for_ever() {
        let door = Admission::for_connections(1);
        let _inside = door.enter(Duration::ZERO).await.expect("a place");
        let refused = door.enter(Duration::from_millis(10)).await;
        assert!(
            matches!(refused, Err(DatabaseError::Busy(_))),
            "{refused:?}"
        );
    }
}
