//! Clients who work all at once until they are told to stop or nobody answers: the Jobcentre refers, a coordinator moves
//! people on, another reads about them.

use crate::{
    client::{Asked, Connection},
    ledger::{Done, InFlight, Ledger},
    scene::{Scene, Token},
};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};
use uuid::Uuid;

/// Clients at work.
pub struct Load {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    scene: Scene,
    token: Token,
    port: u16,
    stopped: AtomicBool,
    ledger: Mutex<Ledger>,
    /// How long each of them waits between two requests.
    pause: Duration,
}

/// How many refer, move and read.
pub const EVERYBODY: [usize; 3] = [4, 3, 1];

impl Load {
    /// Begins. `open` are journeys that can go on.
    pub fn begin(
        scene: &Scene,
        token: &Token,
        port: u16,
        clients: [usize; 3],
        ledger: Ledger,
    ) -> Self {
        let shared = Arc::new(Shared {
            scene: scene.clone(),
            token: token.clone(),
            port,
            stopped: AtomicBool::new(false),
            ledger: Mutex::new(ledger),
            pause: Duration::ZERO,
        });
        let work: [fn(&Shared, &mut Connection) -> bool; 3] = [refer, move_on, read];
        let threads = work.into_iter().zip(clients).flat_map(|(work, many)| {
            let shared = Arc::clone(&shared);
            (0..many).map(move |_| {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || {
                    let mut connection = Connection::to(shared.port, Duration::from_secs(30));
                    while !shared.stopped.load(Ordering::Relaxed) && work(&shared, &mut connection)
                    {
                        std::thread::sleep(shared.pause);
                    }
                })
            })
        });
        let threads = threads.collect();
        Self { shared, threads }
    }

    /// How many writes were acknowledged until now.
    pub fn writes(&self) -> usize {
        self.shared.ledger().writes()
    }

    /// Waits until each client has heard of its last request, or that nobody answers any more.
    pub fn end(self) -> Ledger {
        self.shared.stopped.store(true, Ordering::Relaxed);
        for thread in self.threads {
            thread.join().expect("a client");
        }
        std::mem::take(&mut *self.shared.ledger())
    }
}

impl Shared {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request with an id of its own, and the note of it.
    fn new_request(&self, asked: Asked, external_ref: Option<String>) -> InFlight {
        let request = Uuid::now_v7().to_string();
        let asked = asked
            .with("X-Request-Id", &request)
            .with("Idempotency-Key", &request);
        InFlight {
            request,
            asked,
            external_ref,
        }
    }
}

fn refer(shared: &Shared, connection: &mut Connection) -> bool {
    let external_ref = format!("JC-{}", Uuid::now_v7().simple());
    let asked = Asked::post("/api/v1/referrals", shared.scene.referral(&external_ref));
    let asked = shared.scene.as_jobcentre(asked, &shared.token);
    let sent = shared.new_request(asked, Some(external_ref.clone()));
    let outcome = connection.send(&sent.asked);
    let goes_on = outcome.is_ok();
    let mut ledger = shared.ledger();
    let noted = ledger.note(sent, outcome, |answer| Done::Referral {
        journey: text(&answer.json["journey_id"]),
        external_ref,
    });
    if let Some(answer) = noted {
        let journey = text(&answer.json["journey_id"]);
        ledger.readable.push(journey.clone());
        ledger.open.push_back((journey, 1, 0));
    }
    goes_on
}

/// The moves that each person makes, in turn; the last is the Jobcentre's.
fn moves() -> [(&'static str, Value); 2] {
    let withdraw = json!({
        "reason": "found_work", "note": null, "hear_of_other_programmes": true, "next_step": "other_work",
    });
    [("accept", json!({})), ("withdraw", withdraw)]
}

fn move_on(shared: &Shared, connection: &mut Connection) -> bool {
    let taken = shared.ledger().open.pop_front();
    let Some((journey, version, made)) = taken else {
        std::thread::sleep(Duration::from_millis(2));
        return true;
    };
    let Some((name, details)) = moves().into_iter().nth(made) else {
        return true;
    };
    let path = format!("/api/v1/journeys/{journey}/transitions/{name}");
    let asked = Asked::post(&path, details).with("If-Match", &format!("\"v{version}\""));
    let asked = match name {
        "withdraw" => shared.scene.as_jobcentre(asked, &shared.token),
        _ => shared.scene.as_coordinator(asked),
    };
    let sent = shared.new_request(asked, None);
    let outcome = connection.send(&sent.asked);
    let goes_on = outcome.is_ok();
    let mut ledger = shared.ledger();
    let noted = ledger.note(sent, outcome, |answer| Done::Move {
        journey: journey.clone(),
        version: answer.version(),
    });
    if let Some(answer) = noted {
        ledger.open.push_back((journey, answer.version(), made + 1));
    }
    goes_on
}

fn read(shared: &Shared, connection: &mut Connection) -> bool {
    let journey = shared.ledger().readable.last().cloned();
    let Some(journey) = journey else {
        std::thread::sleep(Duration::from_millis(2));
        return true;
    };
    let asked = shared
        .scene
        .as_coordinator(Asked::get(&format!("/api/v1/journeys/{journey}")));
    let sent = shared.new_request(asked, None);
    let outcome = connection.send(&sent.asked);
    let goes_on = outcome.is_ok();
    shared.ledger().note(sent, outcome, |_| Done::Reading);
    goes_on
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
