//! Finds jobs that are due, takes them and does them, until it is told to stop.

use super::{
    Schedule,
    holding::{hold, lasts},
    job::{Job, Pace},
    lease::Lease,
    store::{self, Ended, JobState},
};
use crate::platform::{
    database::{Database, DatabaseError, DatabaseResult},
    signals::{Heard, Listener, Signal},
};
use chrono::{DateTime, TimeDelta, Utc};
use shared::ids::TrustId;
use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::mpsc,
    task::{AbortHandle, JoinHandle},
    time::timeout,
};

/// Which job of which Trust.
type Key = (TrustId, &'static str);

enum Event {
    Due(TrustId, String),
    Gap,
    Finished(Key),
    Stop,
}

/// Does jobs.
pub struct Runner {
    database: Database,
    holder: Arc<str>,
    jobs: Vec<Job>,
    pace: Pace,
    /// Told of before their time.
    woken: HashSet<Key>,
    /// Something may not have been told of: whatever could have been is looked at.
    missed: bool,
    running: HashMap<Key, (Lease, Schedule, AbortHandle)>,
    events: mpsc::Receiver<Event>,
    sender: mpsc::Sender<Event>,
}

/// A runner that runs.
#[derive(Debug)]
pub struct Running {
    sender: mpsc::Sender<Event>,
    ended: JoinHandle<()>,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event")
    }
}

impl Running {
    /// Takes no more jobs, lets those that are under way end, and gives back what does not end in time.
    pub async fn stop(self) {
        let _ended_already = self.sender.send(Event::Stop).await;
        let _panicked = self.ended.await;
    }

    /// Ends at once and gives nothing back, as a server that dies: for tests of what then happens.
    pub fn kill(self) {
        self.ended.abort();
    }
}

impl Runner {
    /// Starts doing these jobs. `holder` is this server's name in the table.
    #[must_use]
    pub fn start(database: &Database, holder: &str, jobs: Vec<Job>, pace: Pace) -> Running {
        let (sender, events) = mpsc::channel(256);
        tokio::spawn(pass_on(database.listen(), sender.clone()));
        let runner = Self {
            database: database.clone(),
            holder: holder.into(),
            jobs,
            pace,
            woken: HashSet::new(),
            missed: false,
            running: HashMap::new(),
            events,
            sender: sender.clone(),
        };
        let ended = tokio::spawn(runner.run());
        Running { sender, ended }
    }

    async fn run(mut self) {
        loop {
            let wait = match self.look().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(%error, "jobs that are due could not be looked for; it is tried again");
                    Duration::from_secs(1)
                }
            };
            let mut next = timeout(wait, self.events.recv()).await.unwrap_or(None);
            while let Some(event) = next {
                if matches!(event, Event::Stop) {
                    return self.finish().await;
                }
                self.note(event);
                next = self.events.try_recv().ok();
            }
        }
    }

    fn note(&mut self, event: Event) {
        match event {
            Event::Due(trust, name) => {
                let known = self.jobs.iter().find(|job| job.name == name);
                self.woken.extend(known.map(|job| (trust, job.name)));
            }
            Event::Gap => self.missed = true,
            Event::Finished(key) => {
                self.running.remove(&key);
            }
            Event::Stop => {}
        }
    }

    /// Takes what is due, and answers how long nothing will be.
    async fn look(&mut self) -> DatabaseResult<Duration> {
        let free = self.pace.at_once.saturating_sub(self.running.len());
        if free == 0 {
            return Ok(self.pace.look_every);
        }
        // The time is asked for last: what another server ends meanwhile would otherwise lie further ahead than any date can, as
        // if a clock had been wrong, and be done a second time.
        let (trusts, states, now) = self
            .database
            .read(|db| {
                Ok::<_, DatabaseError>((store::trusts(db)?, store::states(db)?, store::now(db)?))
            })
            .await?;
        let mut known: HashMap<(TrustId, &str), &JobState> = HashMap::new();
        for state in &states {
            known.insert((state.trust_id, state.name.as_str()), state);
        }
        let mut missing = Vec::new();
        let mut due = Vec::new();
        let mut wait = self.pace.look_every;
        for (trust, job) in trusts
            .iter()
            .flat_map(|trust| self.jobs.iter().map(move |job| (*trust, job)))
        {
            let key = (trust, job.name);
            let Some(state) = known.get(&key) else {
                missing.push((key, job.schedule.first(now)));
                continue;
            };
            if self.running.contains_key(&key) {
                continue;
            }
            match standing(state, job.schedule, now, lasts(self.pace.lease)) {
                Standing::Due => due.push((state.due_at, key, state.fence)),
                // Whoever has it was told too, and looks again.
                Standing::Held(until) => {
                    self.woken.remove(&key);
                    wait = wait.min(until);
                }
                Standing::Ahead(_) if self.is_woken(key, job.schedule) => {
                    due.push((now, key, state.fence));
                }
                Standing::Ahead(until) => wait = wait.min(until),
            }
        }
        if !missing.is_empty() {
            self.add(missing).await?;
            return Ok(Duration::ZERO);
        }
        self.missed = false;
        due.sort_unstable_by_key(|(at, ..)| *at);
        due.truncate(free);
        self.take(
            due.into_iter()
                .map(|(_, key, fence)| (key, fence))
                .collect(),
        )
        .await?;
        Ok(wait.max(Duration::from_millis(5)))
    }

    /// Whether it was, or may have been, told to do a job before its time. What has a time of day is never told.
    fn is_woken(&self, key: Key, schedule: Schedule) -> bool {
        self.woken.contains(&key) || (self.missed && matches!(schedule, Schedule::Every(_)))
    }

    async fn add(&self, missing: Vec<(Key, DateTime<Utc>)>) -> DatabaseResult<()> {
        self.database
            .write(move |db| {
                for ((trust, name), due_at) in missing {
                    store::add(db, trust, name, due_at)?;
                }
                Ok(())
            })
            .await
    }

    async fn take(&mut self, due: Vec<(Key, i64)>) -> DatabaseResult<()> {
        if due.is_empty() {
            return Ok(());
        }
        for (key, _) in &due {
            self.woken.remove(key);
        }
        let (holder, lease) = (Arc::clone(&self.holder), lasts(self.pace.lease));
        let taken = self
            .database
            .write(move |db| {
                let until = store::now(db)? + lease;
                let mut taken = Vec::new();
                for (key, seen) in due {
                    taken.extend(store::take(db, key, seen, &holder, until)?);
                }
                Ok::<_, DatabaseError>(taken)
            })
            .await?;
        for lease in taken {
            self.begin(lease);
        }
        Ok(())
    }

    fn begin(&mut self, lease: Lease) {
        let Some(job) = self.jobs.iter().find(|job| job.name == lease.job).cloned() else {
            return;
        };
        let key = (lease.trust, lease.job);
        let (database, sender, lease_for) =
            (self.database.clone(), self.sender.clone(), self.pace.lease);
        let (held, schedule) = (lease.clone(), job.schedule);
        let doing = tokio::spawn(async move {
            hold(&database, &job, &held, lease_for).await;
            let _stopped = sender.send(Event::Finished(key)).await;
        });
        let running = (lease, schedule, doing.abort_handle());
        self.running.insert(key, running);
    }

    /// Lets what is under way end, and gives the rest back.
    async fn finish(mut self) {
        let deadline = tokio::time::Instant::now() + self.pace.last_jobs;
        while !self.running.is_empty() {
            let next = tokio::time::timeout_at(deadline, self.events.recv()).await;
            match next {
                Ok(Some(event)) => self.note(event),
                Ok(None) | Err(_) => break,
            }
        }
        for (_, (lease, schedule, doing)) in std::mem::take(&mut self.running) {
            doing.abort();
            let given = self
                .database
                .write(move |db| store::end(db, &lease, schedule, Ended::GivenUp))
                .await;
            if let Err(error) = given {
                tracing::warn!(%error, "a job was not given back; its lease runs out");
            }
        }
    }
}

/// What a runner that ends at once was doing ends with it.
impl Drop for Runner {
    fn drop(&mut self) {
        for (_, _, doing) in self.running.values() {
            doing.abort();
        }
    }
}

/// How a job stands for somebody who does not have it.
enum Standing {
    Due,
    Held(Duration),
    Ahead(Duration),
}

fn standing(
    state: &JobState,
    schedule: Schedule,
    now: DateTime<Utc>,
    lease: TimeDelta,
) -> Standing {
    let until = |at: DateTime<Utc>| (at - now).to_std().unwrap_or(Duration::ZERO);
    match state.leased_until {
        // A lease that lasts longer than any was written by a clock that was wrong.
        Some(at) if at > now && at <= now + lease * 4 => Standing::Held(until(at)),
        // Whoever had it has died: it was not done.
        Some(_) => Standing::Due,
        None if state.due_at <= now || state.due_at > schedule.furthest(now) => Standing::Due,
        None => Standing::Ahead(until(state.due_at)),
    }
}

/// Passes on what is told of jobs, as long as anybody listens.
async fn pass_on(mut listener: Listener, sender: mpsc::Sender<Event>) {
    while let Some(heard) = listener.next().await {
        let event = match heard {
            Heard::Gap => Event::Gap,
            Heard::Signal(Signal::Due { trust, job }) => Event::Due(trust, job),
            Heard::Signal(_) => continue,
        };
        if sender.send(event).await.is_err() {
            return;
        }
    }
}
