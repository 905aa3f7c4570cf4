//! Whether the server lives, whether it can work, and its figures.

use super::Platform;
use crate::platform::{
    database::{DatabaseResult, schema::trusts},
    telemetry,
};
use actix_web::{
    HttpResponse,
    web::{self, Data},
};
use diesel::prelude::*;
use std::time::Duration;

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

async fn metrics() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(telemetry::metrics().render())
}
