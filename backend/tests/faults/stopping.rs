//! SIGTERM under load: no request fails that was accepted, and the server ends by itself.

use crate::{
    client::{Asked, Connection},
    kills::sqlite_template,
    machine::Machine,
    program::{self, Program},
    scene::{self, Scene, Token},
};
use backend::platform::database::DatabaseUrl;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use uuid::Uuid;

/// So many clients, each with so many requests a second: 200 together.
const CLIENTS: u32 = 40;
const EVERY: Duration = Duration::from_millis(200);

#[derive(Debug, Default)]
struct Seen {
    answered: u32,
    failed: Vec<String>,
}

/// What stands in front of the server, as OPERATIONS.md asks for: it looks often whether the server is ready, and opens no
/// connection to one that is not.
struct Balancer {
    sends: AtomicBool,
}

impl Balancer {
    fn before(port: u16) -> Arc<Self> {
        let balancer = Arc::new(Self {
            sends: AtomicBool::new(true),
        });
        let ours = Arc::clone(&balancer);
        std::thread::spawn(move || {
            let mut connection = Connection::to(port, Duration::from_secs(5));
            let ready = |connection: &mut Connection| {
                let answer = connection.send(&Asked::get("/health/ready"));
                connection.close();
                answer.is_ok_and(|answer| answer.status == 200)
            };
            while ready(&mut connection) {
                std::thread::sleep(Duration::from_millis(500));
            }
            ours.sends.store(false, Ordering::Relaxed);
        });
        balancer
    }
}

/// One client: every tenth of them writes, every second one keeps its connection.
fn ask(
    number: u32,
    (scene, token, port): (&Scene, &Token, u16),
    balancer: &Balancer,
    seen: &Mutex<Seen>,
) {
    std::thread::sleep(EVERY * number / CLIENTS);
    let mut connection = Connection::to(port, Duration::from_secs(30));
    while connection.is_open() || balancer.sends.load(Ordering::Relaxed) {
        let name = Uuid::now_v7().simple().to_string();
        let asked = if number.is_multiple_of(10) {
            let asked = Asked::post("/api/v1/referrals", scene.referral(&name));
            scene.as_jobcentre(asked.with("Idempotency-Key", &name), token)
        } else {
            Asked::get("/api/v1/reference-data/states")
        };
        let next = Instant::now() + EVERY;
        let outcome = connection.send(&asked);
        let mut seen = seen.lock().expect("what was seen");
        match outcome {
            Ok(answer) if answer.status < 500 => seen.answered += 1,
            Ok(answer) => seen
                .failed
                .push(format!("{} {}", answer.status, answer.json)),
            Err(lost) => seen.failed.push(format!("{lost:?}")),
        }
        drop(seen);
        if !number.is_multiple_of(2) {
            connection.close();
        }
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}

#[actix_web::test]
async fn told_to_stop_at_two_hundred_requests_a_second_it_fails_none_of_them() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (scene, template) = sqlite_template(&machine).await;
    for round in 0..2 {
        machine.clear();
        scene::set_clock(&machine);
        let file = machine.file("foothold.sqlite");
        std::fs::copy(&template, &file).expect("a fresh database");
        let url = DatabaseUrl::Sqlite(file.display().to_string());
        let mut program = Program::serve(&program::binary(), &url, &machine);
        program.ready(Duration::from_secs(20)).expect("a server");
        stop_under_load(&scene, program, Duration::from_millis(1_500 + 137 * round));
    }
}

fn stop_under_load(scene: &Scene, mut program: Program, after: Duration) {
    let (token, port) = (scene.token(program.port).expect("a token"), program.port);
    let seen = Arc::new(Mutex::new(Seen::default()));
    let balancer = Balancer::before(port);
    let began = Instant::now();
    let clients = (0..CLIENTS).map(|number| {
        let (scene, token) = (scene.clone(), token.clone());
        let (balancer, seen) = (Arc::clone(&balancer), Arc::clone(&seen));
        std::thread::spawn(move || ask(number, (&scene, &token, port), &balancer, &seen))
    });
    let clients: Vec<_> = clients.collect();
    std::thread::sleep(after);
    let before = seen.lock().expect("what was seen").answered;
    let rate = f64::from(before) / began.elapsed().as_secs_f64();
    program.signal("TERM");
    let told = Instant::now();
    let status = program
        .ended(Duration::from_secs(40))
        .expect("it ends by itself");
    let took = told.elapsed();
    clients
        .into_iter()
        .for_each(|client| client.join().expect("a client"));
    let seen = seen.lock().expect("what was seen");
    println!(
        "SIGTERM at {rate:.0} requests a second: {} answered, {} of them after it; {} failed; ended with {status} after {:.2} s",
        seen.answered,
        seen.answered - before,
        seen.failed.len(),
        took.as_secs_f64()
    );
    assert!(status.success());
    assert!(seen.failed.is_empty(), "{:?}", seen.failed);
    assert!(seen.answered > before, "nothing was asked of it any more");
}
