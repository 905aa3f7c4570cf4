//! The endpoint of one move for many people.

use super::{plan, service};
use crate::access::{Operation, Principal, may_make};
use crate::application::Platform;
use crate::journeys::{routes::check_scope, service::Asker};
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{Answer, Found, Json, Query, RequestId};
use actix_web::post;
use actix_web::web::Data;
use serde::Deserialize;
use shared::identity::PrincipalKind;
use shared::journeys::{TransitionBatch, TransitionBatchView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(make_transition_batch);
}

/// How many people are moved.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BatchQuery {
    /// Decide everything, in order, and keep nothing.
    dry_run: Option<bool>,
}

/// Makes one move for up to 100 people. Each is decided on its own and in this order, with the version that was read, and made or
/// refused as a single move would be: all of it or nothing for each, and never one for the sake of another.
#[utoipa::path(
    tag = "journeys",
    operation_id = "make_transition_batch",
    params(BatchQuery, ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once; required of partners"))
)]
#[post("/transitions/batch")]
async fn make_transition_batch(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<BatchQuery>,
    Json(request): Json<TransitionBatch>,
    idempotency: Idempotency,
) -> Answer<Once<Found<TransitionBatchView>>> {
    let reach = principal.may(Operation::MakeTransitionBatch)?;
    may_make(principal.role(), request.name, None)?;
    let dry_run = query.dry_run.unwrap_or(false);
    let is_partner = principal.kind() == PrincipalKind::Partner;
    if is_partner {
        check_scope(&principal, request.name)?;
    }
    let idempotency = if is_partner && !dry_run {
        idempotency.require()?
    } else {
        idempotency
    };
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let planned = (request.name, plan(&request)?);
        Ok(Found::new(
            service::make(&platform, asker, planned, dry_run).await?,
        ))
    };
    idempotency
        .once(
            &platform.database,
            &platform.clock,
            principal.trust_id,
            &principal.key(),
            work,
        )
        .await
}
