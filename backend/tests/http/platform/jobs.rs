//! What the program does by itself: once, by whoever takes it, whatever becomes of the others.

use crate::support::application::TestApplication;
use backend::platform::{
    database::{Database, DatabaseError, DatabaseResult},
    jobs::{Done, Job, JobState, Pace, Runner, Running, Schedule, states},
    signals::{self, Heard, Signal},
};
use chrono::TimeDelta;
use diesel::connection::SimpleConnection as _;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

const NAME: &str = "count";
const HOURLY: Schedule = Schedule::Every(TimeDelta::hours(1));

/// A server that looks often, so that a test need not wait for long. Its leases outlast every pause of a busy machine.
fn quick() -> Pace {
    Pace {
        lease: Duration::from_secs(20),
        look_every: Duration::from_millis(50),
        at_once: 4,
        last_jobs: Duration::from_millis(100),
    }
}

fn start(database: &Database, holder: &str, job: Job, pace: Pace) -> Running {
    Runner::start(database, holder, vec![job], pace)
}

/// A job that counts how often it was done.
fn counting(count: &Arc<AtomicUsize>) -> Job {
    let count = Arc::clone(count);
    Job::new(NAME, HOURLY, move |_| {
        let count = Arc::clone(&count);
        async move {
            count.fetch_add(1, Ordering::SeqCst);
            Ok::<_, DatabaseError>(Done::with("counted"))
        }
    })
}

/// A job that never ends.
fn endless() -> Job {
    Job::new(NAME, HOURLY, |_| {
        std::future::pending::<DatabaseResult<Done>>()
    })
}

async fn jobs(database: &Database) -> Vec<JobState> {
    database.read(states).await.expect("the jobs")
}

async fn execute(database: &Database, statement: &'static str) {
    let run = database.write(move |db| DatabaseResult::Ok(db.batch_execute(statement)?));
    run.await.expect("the statement");
}

/// Waits until something holds, for so long at most.
async fn until(what: &str, patience: Duration, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !holds().await {
        assert!(began.elapsed() < patience, "waited too long: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    began.elapsed()
}

/// Returns once this server hears what is told on PostgreSQL: the connection that listens begins with a gap, after which
/// whatever could have been told of is done again.
async fn listens(database: &Database) {
    if database.url().to_string().starts_with("postgres") {
        let mut listener = database.listen();
        let heard = tokio::time::timeout(LONG, listener.next()).await;
        assert_eq!(heard.expect("it listens"), Some(Heard::Gap));
    }
}

/// Another server on the same database, which listens. SQLite has one server, whose runners share it.
async fn beside(database: &Database) -> Database {
    if !database.url().to_string().starts_with("postgres") {
        return database.clone();
    }
    let other = Database::open_with(database.url(), 4).expect("the database");
    listens(&other).await;
    other
}

const LONG: Duration = Duration::from_secs(30);
/// The lease of a server that dies.
const SHORT: Duration = Duration::from_secs(2);

on_both_databases! {
    async fn each_trusts_job_is_done_once_however_many_servers_look(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        let count = Arc::new(AtomicUsize::new(0));
        let mut servers = Vec::new();
        for holder in ["first", "second", "third"] {
            servers.push(start(&beside(&database).await, holder, counting(&count), quick()));
        }
        until("each Trust's job", LONG, async || count.load(Ordering::SeqCst) >= 2).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(count.load(Ordering::SeqCst), 2, "one for each of two Trusts");
        for server in servers {
            server.stop().await;
        }
        for job in jobs(&database).await {
            assert_eq!((job.fence, job.attempts, job.leased_by), (1, 0, None));
            assert_eq!(job.last_outcome.as_deref(), Some("done"));
            assert_eq!(job.last_words.as_deref(), Some("counted"));
        }
    }

    async fn when_a_server_dies_another_goes_on_after_its_lease(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        let dying = start(&database, "dies", endless(), Pace { lease: SHORT, ..quick() });
        until("both leases", LONG, async || {
            jobs(&database).await.iter().filter(|job| job.leased_by.as_deref() == Some("dies")).count() == 2
        })
        .await;
        // A lease that is renewed is nobody else's.
        let count = Arc::new(AtomicUsize::new(0));
        let other = start(&beside(&database).await, "lives", counting(&count), quick());
        tokio::time::sleep(SHORT + SHORT / 2).await;
        assert_eq!(count.load(Ordering::SeqCst), 0);
        dying.kill();
        let waited = until("the other server", LONG, async || count.load(Ordering::SeqCst) == 2).await;
        assert!(waited < SHORT * 3, "{waited:?}");
        other.stop().await;
    }

    async fn a_server_that_was_frozen_changes_nothing_when_it_wakes(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        let (gate, results) = (Arc::new(Notify::new()), Arc::new(Mutex::new(Vec::new())));
        let begun = Arc::new(AtomicUsize::new(0));
        let frozen = {
            let (gate, results, begun, database) = (Arc::clone(&gate), Arc::clone(&results), Arc::clone(&begun), database.clone());
            Job::new(NAME, HOURLY, move |_| {
                let (gate, results, begun, database) = (Arc::clone(&gate), Arc::clone(&results), Arc::clone(&begun), database.clone());
                async move {
                    let write = |statement: &'static str| database.write(move |db| DatabaseResult::Ok(db.batch_execute(statement)?));
                    write("UPDATE trusts SET short_name = short_name || '+'").await.expect("its lease stands");
                    let woken = gate.notified();
                    begun.fetch_add(1, Ordering::SeqCst);
                    woken.await;
                    let late = write("UPDATE trusts SET short_name = 'late'").await;
                    results.lock().expect("the results").push(late);
                    Ok::<_, DatabaseError>(Done::default())
                }
            })
        };
        // It renews its lease so seldom that it does not notice.
        let slow = Pace { lease: Duration::from_secs(600), ..quick() };
        let frozen = start(&database, "frozen", frozen, slow);
        until("both to begin", LONG, async || begun.load(Ordering::SeqCst) == 2).await;
        execute(&database, "UPDATE jobs SET leased_until = due_at").await;
        let count = Arc::new(AtomicUsize::new(0));
        let other = start(&beside(&database).await, "other", counting(&count), quick());
        until("the other server", LONG, async || count.load(Ordering::SeqCst) == 2).await;
        other.stop().await;
        gate.notify_waiters();
        until("the frozen one", LONG, async || results.lock().expect("the results").len() == 2).await;
        for late in results.lock().expect("the results").iter() {
            assert!(matches!(late, Err(DatabaseError::LeaseLost)), "{late:?}");
        }
        let names = app.as_coordinator().await.get("/health/ready").await;
        assert_eq!(names.status, 200);
        // Nor does it say that it was done.
        tokio::time::sleep(Duration::from_millis(100)).await;
        for job in jobs(&database).await {
            assert_eq!((job.fence, job.last_words.as_deref()), (2, Some("counted")));
        }
        frozen.stop().await;
    }

    async fn what_failed_says_why_and_is_tried_again_soon(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        listens(&database).await;
        let job = Job::new(NAME, HOURLY, |_| async { Err::<Done, _>("the printer is on fire") });
        let server = start(&database, "server", job, quick());
        until("both to fail", LONG, async || {
            jobs(&database).await.iter().filter(|job| job.last_outcome.is_some()).count() == 2
        })
        .await;
        server.stop().await;
        for job in jobs(&database).await {
            assert_eq!(job.last_outcome.as_deref(), Some("failed"));
            assert_eq!(job.last_words.as_deref(), Some("the printer is on fire"));
            let wait = job.due_at - job.last_ended_at.expect("an end");
            assert!(wait <= TimeDelta::seconds(6), "{wait}");
            assert_eq!((job.attempts, job.leased_by), (1, None));
        }
    }

    async fn a_job_is_woken_by_a_commit_and_not_by_what_was_taken_back(database: Database) {
        let app = TestApplication::on(database).await;
        let (here, there) = (app.platform.database.clone(), beside(&app.platform.database).await);
        let count = Arc::new(AtomicUsize::new(0));
        // It would not look again by itself.
        let calm = Pace { look_every: Duration::from_secs(60), ..quick() };
        let server = start(&there, "server", counting(&count), calm);
        until("the first time", LONG, async || count.load(Ordering::SeqCst) >= 2).await;
        let before = count.load(Ordering::SeqCst);
        let due = Signal::Due { trust: app.trust.id, job: NAME.to_owned() };
        let told = due.clone();
        let taken_back: Result<(), DatabaseError> = here.write(move |_| {
            signals::tell(told);
            Err(DatabaseError::NotFound)
        }).await;
        taken_back.expect_err("it was taken back");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(count.load(Ordering::SeqCst), before);
        here.write(move |_| { signals::tell(due); DatabaseResult::Ok(()) }).await.expect("a commit");
        let waited = until("to be woken", LONG, async || count.load(Ordering::SeqCst) > before).await;
        assert!(waited < Duration::from_secs(10), "{waited:?}");
        server.stop().await;
    }

    async fn a_server_that_stops_gives_back_what_it_did_not_finish(database: Database) {
        let app = TestApplication::on(database).await;
        let database = app.platform.database.clone();
        let patient = Pace { lease: Duration::from_secs(600), ..quick() };
        let stopping = start(&database, "stops", endless(), patient);
        until("both leases", LONG, async || {
            jobs(&database).await.iter().filter(|job| job.leased_by.is_some()).count() == 2
        })
        .await;
        stopping.stop().await;
        let count = Arc::new(AtomicUsize::new(0));
        let other = start(&beside(&database).await, "goes on", counting(&count), patient);
        let waited = until("the other server", LONG, async || count.load(Ordering::SeqCst) == 2).await;
        assert!(waited < Duration::from_secs(10), "{waited:?}");
        other.stop().await;
    }
}
