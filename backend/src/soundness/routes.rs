//! The endpoint of the checks.

use super::service;
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::{Answer, Limit, Listed, Query, cursor};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::soundness::SoundnessCheckView;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "soundness_checks";

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_soundness_checks);
}

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// The nightly checks whether what must always hold does hold, the newest first.
#[utoipa::path(
    tag = "soundness",
    operation_id = "list_soundness_checks",
    params(ListQuery)
)]
#[get("/soundness-checks")]
async fn list_soundness_checks(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<SoundnessCheckView>> {
    principal.may(Operation::ListSoundnessChecks)?;
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let trust = principal.trust_id;
    let checks = service::list(&platform.database, trust, before, limit.rows() + 1).await?;
    Ok(Listed::from_rows(
        checks,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |check| check,
    ))
}
