//! A storm of bad sign-ins against a real server: other routes are answered, and the real person gets in.
//!
//! It prints how long the other route took. What is asserted is generous, because other tests run beside it; on two
//! cores of their own the 99th percentile is the figure of `docs/decisions/0009-bad-sign-ins-wait.md`.

use super::sign_in;
use crate::support::{
    application::{PASSWORD, TestApplication},
    database::FreshDatabase,
};
use actix_web::HttpServer;
use backend::{
    application::{self, Application, Edge},
    platform::http::limits::Allowance,
};
use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

const EMAIL: &str = "cora@riverside.example";
const LASTS: Duration = Duration::from_secs(5);
const A_SECOND: u64 = 200;
/// Enough that those who wait for their answer do not slow the storm down.
const SENDERS: usize = 48;

/// One request on a connection of its own, with these cookies; its status.
fn ask(server: SocketAddr, what: &str, cookies: &str, body: &str) -> u16 {
    let answer = || -> std::io::Result<String> {
        let mut connection = TcpStream::connect(server)?;
        connection.set_read_timeout(Some(Duration::from_secs(20)))?;
        let length = body.len();
        let cookies = match cookies {
            "" => String::new(),
            cookies => format!("Cookie: {cookies}\r\nSec-Fetch-Site: same-origin\r\n"),
        };
        write!(
            connection,
            "{what} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{cookies}Content-Length: {length}\r\n\
             Content-Type: application/json\r\n\r\n{body}"
        )?;
        let mut text = Vec::new();
        connection.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    };
    let text = answer().unwrap_or_default();
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    status.unwrap_or(0)
}

/// What the storm met.
#[derive(Default)]
struct Met {
    sent: AtomicU64,
    wrong: AtomicUsize,
    held_back: AtomicUsize,
    other: AtomicUsize,
}

fn storm(server: SocketAddr, met: &Met, until: Instant) {
    let began = Instant::now();
    loop {
        let number = met.sent.fetch_add(1, Ordering::Relaxed);
        let due = began + Duration::from_micros(number * 1_000_000 / A_SECOND);
        if due >= until {
            return;
        }
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        // Half against one account, half against as many as there are.
        let email = match number % 2 {
            0 => EMAIL.to_owned(),
            _ => format!("somebody{number}@riverside.example"),
        };
        let body = format!("{{\"email\":\"{email}\",\"password\":\"guess {number}\"}}");
        let counter = match ask(server, "POST /auth/sign-in", "", &body) {
            401 => &met.wrong,
            429 => &met.held_back,
            _ => &met.other,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// How long each request to another route took, while the storm lasts.
fn others(server: SocketAddr, session: &str, until: Instant) -> Vec<Duration> {
    let session = format!("session={session}");
    let mut took = Vec::new();
    while Instant::now() < until {
        let began = Instant::now();
        let status = ask(server, "GET /api/v1/programmes", &session, "");
        assert_eq!(status, 200, "the other route is answered");
        took.push(began.elapsed());
        std::thread::sleep(Duration::from_millis(10));
    }
    took.sort_unstable();
    took
}

#[actix_web::test]
async fn two_hundred_bad_sign_ins_a_second_keep_nobody_out() {
    let fresh = FreshDatabase::sqlite().await;
    let app = TestApplication::on(fresh.database()).await;
    let known = sign_in(&app.as_nobody(), EMAIL, PASSWORD).await.expect(200);
    let cookie = |name: &str| known.cookie(name).expect("a cookie");
    let (session, mark) = (cookie("session"), cookie("known-browser"));
    let application = Application {
        platform: app.platform.clone(),
        identity: app.identity.clone(),
        edge: Edge::with(Allowance::generous()),
    };
    let server = HttpServer::new(move || application::build(application.clone()))
        .workers(2)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a port of this machine");
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);

    let (took, entered, met) = tokio::task::spawn_blocking(move || {
        let (met, until) = (Met::default(), Instant::now() + LASTS);
        let (took, entered) = std::thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| storm(address, &met, until));
            }
            let others = scope.spawn(|| others(address, &session, until));
            // In the middle of it, the person whose account is tried signs in with their own browser.
            std::thread::sleep(LASTS / 2);
            let mark = format!("known-browser={mark}");
            let body = format!("{{\"email\":\"{EMAIL}\",\"password\":\"{PASSWORD}\"}}");
            let began = Instant::now();
            let status = ask(address, "POST /auth/sign-in", &mark, &body);
            let entered = (status, began.elapsed());
            (others.join().expect("the other route's times"), entered)
        });
        (took, entered, met)
    })
    .await
    .expect("the storm");
    handle.stop(false).await;

    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    println!(
        "{} bad sign-ins in {LASTS:?}: {} looked at, {} held back, {} not answered; another route, {} requests: median \
         {:?}, p99 {:?}; the real person was in after {:?}",
        met.wrong.load(Ordering::Relaxed) + met.held_back.load(Ordering::Relaxed),
        met.wrong.load(Ordering::Relaxed),
        met.held_back.load(Ordering::Relaxed),
        met.other.load(Ordering::Relaxed),
        took.len(),
        at(50),
        at(99),
        entered.1,
    );
    assert_eq!(entered.0, 200, "the real person gets in");
    assert!(met.held_back.load(Ordering::Relaxed) > met.wrong.load(Ordering::Relaxed));
    assert!(
        at(99) < Duration::from_secs(3),
        "another route waits: {:?}",
        at(99)
    );
}
