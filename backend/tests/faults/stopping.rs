//! SIGTERM under load: no request fails that was accepted, and the server ends by itself.

use crate::{
    client::{Asked, Connection, Lost},
    kills::sqlite_template,
    machine::Machine,
    program::{self, Program},
    scene,
};
use backend::platform::database::DatabaseUrl;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// So many clients, each with so many requests a second: 200 together.
const CLIENTS: u32 = 40;
const EVERY: Duration = Duration::from_millis(200);

#[derive(Debug, Default)]
struct Seen {
    answered: u32,
    refused: u32,
    failed: Vec<String>,
}

#[actix_web::test]
async fn told_to_stop_at_two_hundred_requests_a_second_it_fails_none_of_them() {
    let _alone = crate::alone().await;
    let machine = Machine::new();
    let (scene, template) = sqlite_template(&machine).await;
    let mut all = 0;
    for round in 0..3 {
        machine.clear();
        scene::set_clock(&machine);
        let file = machine.file("foothold.sqlite");
        std::fs::copy(&template, &file).expect("a fresh database");
        let url = DatabaseUrl::Sqlite(file.display().to_string());
        let mut program = Program::serve(&program::binary(), &url, &machine);
        program.ready(Duration::from_secs(20)).expect("a server");
        let token = scene.token(program.port).expect("a token");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let began = Instant::now();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (scene, token, seen, port) = (
                    scene.clone(),
                    token.clone(),
                    Arc::clone(&seen),
                    program.port,
                );
                std::thread::spawn(move || {
                    std::thread::sleep(EVERY * number / CLIENTS);
                    let mut connection = Connection::to(port, Duration::from_secs(30));
                    loop {
                        // One in ten writes; half of them keep their connection.
                        let name = Uuid::now_v7().simple().to_string();
                        let asked = if number % 10 == 0 {
                            let asked = Asked::post("/api/v1/referrals", scene.referral(&name));
                            scene.as_jobcentre(asked.with("Idempotency-Key", &name), &token)
                        } else {
                            Asked::get("/api/v1/reference-data/benefits")
                        };
                        let next = Instant::now() + EVERY;
                        let outcome = connection.send(&asked);
                        let mut seen = seen.lock().expect("what was seen");
                        match outcome {
                            Ok(answer) if answer.status < 500 => seen.answered += 1,
                            Ok(answer) => seen
                                .failed
                                .push(format!("{} {}", answer.status, answer.json)),
                            Err(Lost::Refused(_)) => {
                                seen.refused += 1;
                                return;
                            }
                            Err(lost) => seen.failed.push(format!(
                                "{lost:?}, {}",
                                if number % 2 == 0 { "kept" } else { "new" }
                            )),
                        }
                        drop(seen);
                        if number % 2 == 1 {
                            connection.close();
                        }
                        std::thread::sleep(next.saturating_duration_since(Instant::now()));
                    }
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(1_500 + 137 * round));
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
            "SIGTERM at {rate:.0} requests a second: {} answered, {} of them after it; {} failed; then {} were refused; ended with \
             {status} after {:.2} s",
            seen.answered,
            seen.answered - before,
            seen.failed.len(),
            seen.refused,
            took.as_secs_f64()
        );
        assert!(status.success());
        assert!(seen.failed.is_empty(), "{:?}", seen.failed);
        all += seen.answered;
    }
    assert!(all > 0);
}
