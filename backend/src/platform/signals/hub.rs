//! Where a server's listeners are.

use super::{Signal, listening};
use crate::platform::database::DatabaseUrl;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::broadcast::{self, error::RecvError};

/// So many signals are kept for a listener that is slow; then it is told that it may have missed some.
const KEPT: usize = 1_024;

/// What a listener hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Something is worth looking at.
    Signal(Signal),
    /// Something may have been missed: look at everything.
    Gap,
}

/// What is sent to listeners.
#[derive(Debug, Clone)]
enum Sent {
    Heard(Arc<Heard>),
    /// The server ends: nobody listens any longer.
    End,
}

/// The listeners of one server.
#[derive(Debug)]
pub(in crate::platform) struct Hub {
    sender: broadcast::Sender<Sent>,
    is_listening: AtomicBool,
    has_ended: AtomicBool,
}

impl Hub {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            sender: broadcast::Sender::new(KEPT),
            is_listening: AtomicBool::new(false),
            has_ended: AtomicBool::new(false),
        })
    }

    /// Tells everybody. That nobody listens is no fault.
    pub fn tell(&self, heard: Heard) {
        let _nobody_listens = self.sender.send(Sent::Heard(Arc::new(heard)));
    }

    /// One more listener. The first one on PostgreSQL starts the connection that listens there.
    pub fn listen(self: &Arc<Self>, url: &DatabaseUrl) -> Listener {
        let receiver = (!self.has_ended.load(Ordering::Acquire)).then(|| self.sender.subscribe());
        if let DatabaseUrl::Postgres(address) = url
            && !self.is_listening.swap(true, Ordering::AcqRel)
        {
            listening::start(address.clone(), Arc::downgrade(self));
        }
        Listener { receiver }
    }

    /// Nobody listens any longer: each listener hears its end.
    pub fn end(&self) {
        self.has_ended.store(true, Ordering::Release);
        let _nobody_listens = self.sender.send(Sent::End);
    }
}

/// Somebody who listens, from now on.
#[derive(Debug)]
pub struct Listener {
    receiver: Option<broadcast::Receiver<Sent>>,
}

impl Listener {
    /// What comes next, when it comes; none when the server ends.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.receiver.as_mut()?.recv().await {
            Ok(Sent::Heard(heard)) => Some((*heard).clone()),
            Err(RecvError::Lagged(_)) => Some(Heard::Gap),
            Ok(Sent::End) | Err(RecvError::Closed) => {
                self.receiver = None;
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(job: usize) -> Heard {
        Heard::Signal(Signal::Due {
            trust: uuid::Uuid::nil().into(),
            job: job.to_string(),
        })
    }

    #[actix_web::test]
    async fn whoever_is_too_slow_is_told_that_something_was_missed() {
        let hub = Hub::new();
        let url: DatabaseUrl = "sqlite:nowhere".parse().expect("an address");
        let mut listener = hub.listen(&url);
        for job in 0..=KEPT {
            hub.tell(due(job));
        }
        assert_eq!(listener.next().await, Some(Heard::Gap));
        assert_eq!(listener.next().await, Some(due(1)));
        hub.end();
        let mut rest = 0;
        while listener.next().await.is_some() {
            rest += 1;
        }
        assert!(rest <= KEPT);
        assert_eq!(hub.listen(&url).next().await, None);
    }
}
