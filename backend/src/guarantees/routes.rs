//! The endpoint of the guarantees.

use super::service;
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::audit::{self, By, Reading};
use crate::platform::http::{Answer, Limit, Listed, Query, RequestId, cursor};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::journeys::GuaranteeView;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "guarantees";

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_guarantees);
}

/// What the list can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// `true` for those still to be honoured, `false` for those that are not.
    open: Option<bool>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Every guaranteed interview (L6), the newest first.
#[utoipa::path(
    tag = "guarantees",
    operation_id = "list_guarantees",
    params(ListQuery)
)]
#[get("/guarantees")]
async fn list_guarantees(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<GuaranteeView>> {
    let reach = principal.may(Operation::ListGuarantees)?;
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let (open, rows) = (query.open, limit.rows() + 1);
    let asked = (open, before, rows);
    let rows = service::list(&platform, principal.trust_id, reach, asked).await?;
    let shown = rows.len().min(limit.count());
    let narrowed_by: &[&str] = if open.is_some() { &["open"] } else { &[] };
    let reading = Reading::of_list("list_guarantees", "journey", shown, narrowed_by);
    audit::read(&platform, &By::of(&principal, request_id.0), reading).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last: &GuaranteeView| cursor::encode(LIST, &last.journey_id),
        |view| view,
    ))
}
