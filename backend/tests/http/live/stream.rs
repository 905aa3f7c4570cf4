//! A server on a port, and a stream of its events as a browser reads it.

use crate::support::network::client;
use actix_web::{HttpServer, dev::ServerHandle};
use backend::application::{self, Application};
use serde_json::Value;
use std::time::Duration;

/// A server of its own.
pub struct Server {
    origin: String,
    database: backend::platform::database::Database,
    handle: ServerHandle,
}

impl Server {
    /// Serves an application on any port of this machine.
    pub fn start(application: Application) -> Self {
        let database = application.platform.database.clone();
        let server = HttpServer::new(move || application::build(application.clone()))
            .workers(1)
            .disable_signals()
            .shutdown_timeout(5)
            .bind(("127.0.0.1", 0))
            .expect("a port of this machine");
        let origin = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        Self {
            origin,
            database,
            handle,
        }
    }

    /// Ends it as SIGTERM does. No stream holds it up.
    pub async fn stop(self) {
        let began = std::time::Instant::now();
        self.database.end_listening();
        self.handle.stop(true).await;
        let took = began.elapsed();
        assert!(took < Duration::from_secs(4), "it took {took:?} to stop");
    }
}

/// Nobody waits longer than this for an event.
const PATIENCE: Duration = Duration::from_secs(5);

/// A stream that is open.
pub struct Stream {
    response: reqwest::Response,
    read: String,
}

impl Stream {
    /// Asks for one.
    pub async fn ask(server: &Server, token: &str) -> reqwest::Response {
        client()
            .get(format!("{}/api/v1/live", server.origin))
            .header("Cookie", format!("session={token}"))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Accept-Encoding", "br, gzip")
            .send()
            .await
            .expect("an answer")
    }

    /// Opens one.
    pub async fn open(server: &Server, token: &str) -> Self {
        let response = Self::ask(server, token).await;
        assert_eq!(response.status().as_u16(), 200);
        Self {
            response,
            read: String::new(),
        }
    }

    /// The next event and its data; none when the stream has ended.
    pub async fn next(&mut self) -> Option<(String, String)> {
        let next = tokio::time::timeout(PATIENCE, self.read_next()).await;
        next.expect("an event in time")
    }

    /// A change, if one comes within so long.
    pub async fn change_within(&mut self, patience: Duration) -> Option<String> {
        let change = async {
            loop {
                let (event, data) = self.read_next().await?;
                if event == "changed" {
                    return Some(data);
                }
            }
        };
        tokio::time::timeout(patience, change).await.ok().flatten()
    }

    /// The next change, with its text as it came.
    pub async fn change(&mut self) -> (Value, String) {
        loop {
            let (event, data) = self.next().await.expect("the stream goes on");
            if event == "changed" {
                return (serde_json::from_str(&data).expect("JSON"), data);
            }
        }
    }

    async fn read_next(&mut self) -> Option<(String, String)> {
        loop {
            while let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                let field = |name: &str| {
                    let lines = block.lines();
                    let mut found = lines.filter_map(|line| line.strip_prefix(name));
                    found
                        .next()
                        .map(|value| value.trim_start_matches(": ").to_owned())
                };
                if let Some(event) = field("event") {
                    return Some((event, field("data").unwrap_or_default()));
                }
            }
            let chunk = self.response.chunk().await.ok()??;
            self.read.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}
