//! What stands between the application and the network: how much may be asked, from where, and how slowly.

use crate::support::{application::TestApplication, database::FreshDatabase};
use actix_web::{HttpMessage as _, HttpServer, rt::net::TcpStream};
use backend::{
    application::{self, Application, Edge},
    platform::{
        database::Database,
        http::{
            TrustedProxies,
            limits::{self, Allowance, Limits},
            slow_body::BodyTime,
        },
    },
};
use std::{num::NonZeroU32, time::Duration};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

fn a_minute(client: u32, address: u32) -> Edge {
    let of = |count| NonZeroU32::new(count).expect("more than none");
    Edge::with(Allowance {
        client: of(client),
        address: of(address),
    })
}

on_both_databases! {
    async fn a_client_that_asks_too_much_is_told_when_to_come_back(database: Database) {
        let app = TestApplication::behind(database, a_minute(60, 6_000)).await;
        let coordinator = app.as_coordinator().await;
        let first = coordinator.get("/me").await.expect(200);
        assert_eq!(first.header("ratelimit-policy"), "\"client\";q=60;w=60");
        assert_eq!(first.header("ratelimit"), "\"client\";r=9");
        for _ in 0..9 {
            coordinator.get("/me").await.expect(200);
        }
        let refused = coordinator.get("/me").await.expect(429);
        assert_eq!(refused.code(), "too_many_requests");
        let seconds: u32 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=2).contains(&seconds), "{seconds}");
        app.as_administrator().await.get("/me").await.expect(200);
        app.as_jobcentre().await.get("/me").await.expect(200);
    }

    async fn nothing_is_changed_by_a_request_too_many(database: Database) {
        let app = TestApplication::behind(database, a_minute(6, 6_000)).await;
        let administrator = app.as_administrator().await;
        administrator.get("/me").await.expect(200);
        let partner = serde_json::json!({ "kind": "college", "name": "One too many" });
        administrator.post("/organisations", &partner).await.expect(429);
        let kept = app.as_coordinator().await.get("/organisations").await.expect(200);
        assert!(!kept.text.contains("One too many"));
    }

    async fn an_address_has_its_own_bucket_and_cannot_borrow_another(database: Database) {
        let mut edge = a_minute(6_000, 60);
        edge.proxies = "0.0.0.0".parse::<TrustedProxies>().expect("a proxy");
        let app = TestApplication::behind(database, edge).await;
        let from = |address: &str| app.as_nobody().with_header("X-Forwarded-For", address);
        for _ in 0..10 {
            from("203.0.113.1").get("/reference-data/bands").await;
        }
        from("203.0.113.1").get("/reference-data/bands").await.expect(429);
        // What stands left of the proxy's own word was written by whoever asked.
        from("198.51.100.1, 203.0.113.1").get("/reference-data/bands").await.expect(429);
        assert_ne!(from("198.51.100.2").get("/reference-data/bands").await.status, 429);
    }

    async fn an_address_that_no_proxy_vouches_for_is_not_believed(database: Database) {
        let app = TestApplication::behind(database, a_minute(6_000, 60)).await;
        for last in 0..10 {
            let forged = format!("198.51.100.{last}");
            app.as_nobody().with_header("X-Forwarded-For", &forged).get("/health/live").await;
        }
        let eleventh = app.as_nobody().with_header("X-Forwarded-For", "198.51.100.200");
        eleventh.get("/reference-data/bands").await.expect(429);
    }
}

/// A real server: only there does a body arrive in pieces.
#[actix_web::test]
async fn a_body_that_drips_is_broken_off_and_the_server_goes_on() {
    let fresh = FreshDatabase::sqlite().await;
    let mut edge = a_minute(6_000, 6_000);
    edge.body_time = BodyTime(Duration::from_millis(300));
    edge.limits = Limits::new(Allowance::generous());
    let app = TestApplication::behind(fresh.database(), edge).await;
    let application = Application {
        platform: app.platform.clone(),
        identity: app.identity.clone(),
        edge: app.edge.clone(),
    };
    let server = HttpServer::new(move || application::build(application.clone()))
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a port of this machine");
    let address = server.addrs()[0];
    let running = server.run();
    let handle = running.handle();
    actix_web::rt::spawn(running);

    let mut slow = TcpStream::connect(address).await.expect("a connection");
    let head = "POST /auth/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    slow.write_all(head.as_bytes()).await.expect("the headers");
    let mut quick = TcpStream::connect(address).await.expect("a connection");
    quick
        .write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await
        .expect("a request");
    assert!(answer(&mut quick).await.starts_with("HTTP/1.1 200"));
    let refused = answer(&mut slow).await;
    assert!(refused.starts_with("HTTP/1.1 408"), "{refused}");
    assert!(refused.contains("too_slow"), "{refused}");
    handle.stop(false).await;
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut text = vec![0; 4_096];
    let read = stream.read(&mut text).await.expect("an answer");
    String::from_utf8_lossy(&text[..read]).into_owned()
}

#[actix_web::test]
async fn what_one_server_gave_a_client_the_other_gives_no_more() {
    let fresh = FreshDatabase::postgres().await;
    let app = TestApplication::behind(fresh.database(), a_minute(120, 60_000)).await;
    let there = Database::open_with(fresh.database().url(), 4).expect("the database");
    let (here_limits, there_limits) = (app.edge.limits.clone(), a_minute(120, 60_000).limits);
    for (database, limits) in [
        (fresh.database(), here_limits),
        (there, there_limits.clone()),
    ] {
        let server = app.platform.ids.new_id();
        actix_web::rt::spawn(limits::share(database, limits, server));
    }
    // Both listen.
    tokio::time::sleep(Duration::from_millis(700)).await;
    let coordinator = app.as_coordinator().await;
    // Twenty can be asked at once.
    for _ in 0..18 {
        coordinator.get("/me").await.expect(200);
    }
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    let request = actix_web::test::TestRequest::default().to_http_request();
    let key = format!("staff:{}", app.trust.coordinator);
    let given = (0..20).take_while(|_| {
        request.extensions_mut().clear();
        there_limits.count_client(&request, &key).is_ok()
    });
    // Two were left, and two come back each second.
    let given = given.count();
    assert!((1..=9).contains(&given), "{given} of 20");
}
