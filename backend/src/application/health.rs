//! Whether the server lives, whether it can work, and its figures.

use super::Platform;
use crate::{
    platform::{
        database::{Database, DatabaseError, Health},
        http::stopping::Stopping,
        telemetry,
    },
    soundness,
};
use actix_web::{
    HttpResponse,
    web::{self, Data},
};
use chrono::{DateTime, Utc};
use shared::ids::TrustId;
use std::{fmt::Write as _, time::Duration};

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

async fn metrics(platform: Data<Platform>) -> HttpResponse {
    let mut text = telemetry::metrics().render();
    let asked = platform.database.read_behind(soundness::latest);
    // Whoever scrapes gets the rest also while the database is away.
    if let Ok(Ok(checks)) = tokio::time::timeout(PATIENCE, asked).await {
        text.push_str(&soundness_figures(&checks));
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text)
}

/// What the newest check of each Trust found, and when.
fn soundness_figures(checks: &[(TrustId, i32, DateTime<Utc>)]) -> String {
    let mut text = String::from(
        "# HELP foothold_soundness_findings What did not hold that always must, by the newest check.\n\
         # TYPE foothold_soundness_findings gauge\n",
    );
    for (trust, findings, _) in checks {
        let _infallible = writeln!(
            text,
            "foothold_soundness_findings{{trust=\"{trust}\"}} {findings}"
        );
    }
    text.push_str(
        "# HELP foothold_soundness_checked_seconds When that check ended, in seconds since 1970.\n\
         # TYPE foothold_soundness_checked_seconds gauge\n",
    );
    for (trust, _, ended_at) in checks {
        let at = ended_at.timestamp();
        let _infallible = writeln!(
            text,
            "foothold_soundness_checked_seconds{{trust=\"{trust}\"}} {at}"
        );
    }
    text
}
