//! Whether the server lives, whether it can work, and its figures.

use super::Platform;
use crate::{
    platform::{
        database::{DatabaseResult, schema::trusts},
        telemetry,
    },
    soundness,
};
use actix_web::{
    HttpResponse,
    web::{self, Data},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::TrustId;
use std::{fmt::Write as _, time::Duration};

/// Whoever asks waits no longer than this for the database.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// Ready is who can read the database now: a balancer sends requests elsewhere until then.
async fn ready(platform: Data<Platform>) -> HttpResponse {
    let asked = platform
        .database
        .read(|db| -> DatabaseResult<i64> { Ok(trusts::table.count().get_result(db)?) });
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })),
        Ok(Err(error)) => not_ready(&error.to_string()),
        Err(_) => not_ready("the database does not answer"),
    }
}

fn not_ready(inside: &str) -> HttpResponse {
    tracing::warn!(inside, "not ready");
    HttpResponse::ServiceUnavailable().json(serde_json::json!({ "status": "not_ready" }))
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
