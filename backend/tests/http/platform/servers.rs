//! Two real servers on one PostgreSQL, one of which is killed while it works.

use crate::support::{database::FreshDatabase, network};
use backend::platform::{
    database::Database,
    jobs::{JobState, states},
};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

const PASSWORD: &str = "otter brick lamp violin";
const EMAIL: &str = "ada@riverside.example";
/// Keys of this test's own.
const KEYS: [(&str, &str); 3] = [
    (
        "FOOTHOLD_SIGNING_KEY",
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    ),
    (
        "FOOTHOLD_FIELD_KEYS",
        "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    ),
    (
        "FOOTHOLD_AUDIT_KEYS",
        "1:MTEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    ),
];

/// The address with whoever may sign in at it, which is not shown.
fn full_address(database: &Database) -> String {
    let name = database.url().to_string();
    let name = name.rsplit('/').next().expect("a name").to_owned();
    let server = crate::support::database::server();
    let place = server.rsplit_once('/').expect("an address").0.to_owned();
    format!("{place}/{name}")
}

fn foothold(address: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foothold"));
    command.args(arguments).env("FOOTHOLD_DATABASE", address);
    command
        .env("FOOTHOLD_DATABASE_CONNECTIONS", "6")
        .env("FOOTHOLD_LOG", "warn");
    command.envs(KEYS);
    command
}

/// A server as a process of its own, which ends with this.
struct Process {
    child: Child,
    origin: String,
}

impl Process {
    fn start(address: &str, port: u16) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let mut command = foothold(
            address,
            &[
                "serve",
                "--listen",
                &listen,
                "--requests-per-client",
                "1000000",
                "--requests-per-address",
                "1000000",
            ],
        );
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        Self {
            child,
            origin: format!("http://{listen}"),
        }
    }

    async fn is_ready(&self, client: &reqwest::Client) {
        let began = Instant::now();
        let ready = format!("{}/health/ready", self.origin);
        while !client
            .get(&ready)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "the server is not ready"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("its number").port()
}

fn found(address: &str) {
    let mut command = foothold(
        address,
        &[
            "found",
            "--name",
            "Riverside NHS Trust",
            "--short-name",
            "Riverside",
            "--contact-phone",
            "0161 496 0000",
            "--contact-email",
            "wp@riverside.example",
            "--staff-name",
            "Ada Ash",
            "--staff-email",
            EMAIL,
        ],
    );
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the command");
    let mut input = child.stdin.take().expect("its input");
    writeln!(input, "{PASSWORD}").expect("the password");
    drop(input);
    assert!(child.wait().expect("its end").success());
}

async fn sign_in(client: &reqwest::Client, origin: &str) -> String {
    let answer = client
        .post(format!("{origin}/auth/sign-in"))
        .header("Content-Type", "application/json")
        .header("Origin", origin)
        .body(json!({ "email": EMAIL, "password": PASSWORD }).to_string())
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie");
    cookie.split(';').next().expect("its value").to_owned()
}

/// What the load came to.
#[derive(Default)]
struct Tally {
    /// Partners whose making was acknowledged, by each client.
    made: AtomicUsize,
    /// Requests that got no answer from the server that was killed.
    lost: AtomicUsize,
    /// Requests that anything else went wrong with.
    failed: AtomicUsize,
    /// Requests that the server that goes on answered after the other was killed.
    after: AtomicUsize,
}

/// One client behind a balancer: it goes to both servers in turn, and to the other where nobody listens any more.
async fn ask(
    client: reqwest::Client,
    who: usize,
    origins: [String; 2],
    cookie: String,
    stop: Arc<AtomicBool>,
    killed: Arc<AtomicBool>,
    tally: Arc<Tally>,
) {
    let mut turn = who;
    for round in 0..20_000 {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        turn += 1;
        let origin = &origins[if killed.load(Ordering::SeqCst) {
            1
        } else {
            turn % 2
        }];
        let name = format!("Charity {who}-{round}");
        let asked = if round % 4 == 0 {
            client
                .post(format!("{origin}/api/v1/organisations"))
                .header("Idempotency-Key", format!("key-{who}-{round}"))
                .header("Content-Type", "application/json")
                .body(json!({ "kind": "charity", "name": name }).to_string())
        } else {
            client.get(format!("{origin}/api/v1/programmes"))
        };
        let answer = asked
            .header("Cookie", &cookie)
            .header("Origin", origin)
            .send()
            .await;
        match answer.map(|answer| answer.status().as_u16()) {
            Ok(201) => {
                tally.made.fetch_add(1, Ordering::SeqCst);
            }
            Ok(200) => {}
            Ok(_) => {
                tally.failed.fetch_add(1, Ordering::SeqCst);
            }
            Err(_) if *origin == origins[0] => {
                tally.lost.fetch_add(1, Ordering::SeqCst);
            }
            Err(_) => {
                tally.failed.fetch_add(1, Ordering::SeqCst);
            }
        }
        if killed.load(Ordering::SeqCst) {
            tally.after.fetch_add(1, Ordering::SeqCst);
        }
    }
}

async fn jobs(database: &Database) -> Vec<JobState> {
    database.read(states).await.expect("the jobs")
}

const CLIENTS: usize = 8;

#[actix_web::test]
async fn one_of_two_servers_is_killed_and_nothing_but_what_it_held_is_lost() {
    let fresh = FreshDatabase::postgres().await;
    let address = full_address(&fresh.database());
    found(&address);
    let mut first = Process::start(&address, free_port());
    let second = Process::start(&address, free_port());
    let client = network::client();
    first.is_ready(&client).await;
    second.is_ready(&client).await;
    // A session of the one server is one of the other.
    let cookie = sign_in(&client, &first.origin).await;
    let (stop, killed, tally) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicBool::new(false)),
        Arc::new(Tally::default()),
    );
    let origins = [first.origin.clone(), second.origin.clone()];
    let load: Vec<_> = (0..CLIENTS)
        .map(|who| {
            tokio::spawn(ask(
                client.clone(),
                who,
                origins.clone(),
                cookie.clone(),
                Arc::clone(&stop),
                Arc::clone(&killed),
                Arc::clone(&tally),
            ))
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(3)).await;
    first.child.kill().expect("the first server dies");
    let dead_at = jobs(&fresh.database()).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    killed.store(true, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(3)).await;
    stop.store(true, Ordering::SeqCst);
    for one in load {
        one.await.expect("a client");
    }
    let count = |of: &AtomicUsize| of.load(Ordering::SeqCst);
    assert_eq!(
        count(&tally.failed),
        0,
        "no request fails at the server that goes on"
    );
    assert!(
        count(&tally.after) > 20 && count(&tally.made) > 5,
        "there was load: {} {}",
        count(&tally.after),
        count(&tally.made)
    );
    // Each client has at most one request in the hands of the server, and a few more find nobody before the balancer knows.
    eprintln!(
        "made {}, lost {}, answered after the kill {}",
        count(&tally.made),
        count(&tally.lost),
        count(&tally.after)
    );
    let kept = made(&client, &second.origin, &cookie).await;
    let made = count(&tally.made);
    assert!(
        (made..=made + CLIENTS).contains(&kept),
        "{made} were acknowledged and {kept} are there"
    );
    goes_on(&fresh.database(), &dead_at).await;
}

/// How many partners are there.
async fn made(client: &reqwest::Client, origin: &str, cookie: &str) -> usize {
    let (mut kept, mut cursor) = (0, String::new());
    loop {
        let answer = client
            .get(format!("{origin}/api/v1/organisations?limit=200{cursor}"))
            .header("Cookie", cookie)
            .send()
            .await
            .expect("an answer");
        let page: Value =
            serde_json::from_str(&answer.text().await.expect("a text")).expect("JSON");
        kept += page["data"].as_array().expect("a list").len();
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return kept,
        }
    }
}

/// Every job that the dead server had is done by the other, within the time of a lease and a minute.
async fn goes_on(database: &Database, before: &[JobState]) {
    let began = Instant::now();
    loop {
        let now = jobs(database).await;
        let waiting: Vec<_> = now
            .iter()
            .filter(|job| job.name != "check_soundness")
            .filter(|job| {
                let then = before.iter().find(|then| then.name == job.name);
                // Whoever was held is given back, and whatever is due each minute has been done again.
                job.leased_by.is_some()
                    || (job.name == "make_due_moves"
                        && then.is_some_and(|then| then.last_ended_at == job.last_ended_at))
            })
            .map(|job| job.name.clone())
            .collect();
        if waiting.is_empty() {
            assert!(now.len() >= 5, "{now:?}");
            assert!(
                now.iter()
                    .all(|job| job.last_outcome.as_deref() != Some("failed")),
                "{now:?}"
            );
            return;
        }
        assert!(
            began.elapsed() < Duration::from_secs(90),
            "nobody did {waiting:?}"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
