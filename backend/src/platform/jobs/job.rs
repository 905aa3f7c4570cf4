//! What a job is, and how quickly jobs are done.

use super::Schedule;
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use shared::ids::TrustId;
use std::{fmt, sync::Arc, time::Duration};

/// What a job did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// In a few words without anybody's name.
    pub words: String,
    /// When it is due again, where it is not at its schedule.
    pub again_in: Option<TimeDelta>,
}

impl Done {
    /// It is due again at its schedule.
    #[must_use]
    pub fn with(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            again_in: None,
        }
    }
}

type Work = Arc<dyn Fn(TrustId) -> BoxFuture<'static, Result<Done, String>> + Send + Sync>;

/// Something that is done again and again for each Trust.
#[derive(Clone)]
pub struct Job {
    pub(super) name: &'static str,
    pub(super) schedule: Schedule,
    pub(super) work: Work,
}

impl Job {
    /// A job. `work` does it for one Trust; each of its transactions compares the lease.
    pub fn new<F, E>(
        name: &'static str,
        schedule: Schedule,
        work: impl Fn(TrustId) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Done, E>> + Send + 'static,
        E: fmt::Display,
    {
        let work = move |trust| -> BoxFuture<'static, Result<Done, String>> {
            let doing = work(trust);
            Box::pin(async move { doing.await.map_err(|error| error.to_string()) })
        };
        Self {
            name,
            schedule,
            work: Arc::new(work),
        }
    }
}

/// How quick a runner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How long a lease lasts unless it is renewed: so long a job waits whose server died.
    pub lease: Duration,
    /// It looks for what is due at least this often.
    pub look_every: Duration,
    /// So many jobs at most are done at once.
    pub at_once: usize,
    /// How long those that are under way may take when it is told to stop.
    pub last_jobs: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(15),
            look_every: Duration::from_secs(10),
            at_once: 4,
            last_jobs: Duration::from_secs(10),
        }
    }
}
