//! Whether the server lives, whether it can work, and its figures.

use super::Platform;
use crate::platform::{
    database::{Database, DatabaseError, Health},
    http::stopping::Stopping,
    telemetry,
};
use actix_web::{
    HttpResponse,
    web::{self, Data},
};
use std::time::Duration;

/// Whoever asks waits no longer than this for the database.
const PATIENCE: Duration = Duration::from_millis(1_900);

/// Mounts them.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready))
        .route("/metrics", web::get().to(metrics));
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "live" }))
}

/// Ready is who can read and write now, and goes on: a balancer sends requests elsewhere until then. Each part has a word.
async fn ready(platform: Data<Platform>, stopping: Data<Stopping>) -> HttpResponse {
    let server = if stopping.is_begun() {
        "stopping"
    } else {
        "ok"
    };
    let Health { reading, writing } = health(&platform.database).await;
    let (reading, writing) = (word(&reading), word(&writing));
    let ready = [server, reading, writing].iter().all(|word| *word == "ok");
    let mut response = if ready {
        HttpResponse::Ok()
    } else {
        tracing::warn!(server, reading, writing, "not ready");
        HttpResponse::ServiceUnavailable()
    };
    response.json(serde_json::json!({
        "status": if ready { "ready" } else { "not_ready" },
        "parts": { "server": server, "reading": reading, "writing": writing },
    }))
}

async fn health(database: &Database) -> Health {
    let silent = || Err(DatabaseError::Unavailable("it does not answer".to_owned()));
    let asked = tokio::time::timeout(PATIENCE, database.health()).await;
    asked.unwrap_or_else(|_| Health {
        reading: silent(),
        writing: silent(),
    })
}

/// What is the matter, in one word that anybody may know.
fn word(outcome: &Result<(), DatabaseError>) -> &'static str {
    match outcome {
        Ok(()) => "ok",
        Err(DatabaseError::Full(_)) => "disk_full",
        Err(DatabaseError::Busy(_)) => "busy",
        Err(DatabaseError::Unavailable(_) | DatabaseError::Unknown(_) | DatabaseError::Stopped) => {
            "no_answer"
        }
        Err(_) => "failing",
    }
}

async fn metrics() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(telemetry::metrics().render())
}
