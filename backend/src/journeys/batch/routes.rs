//! The endpoint of one move for many people.

use super::service::{self, Planned};
use crate::access::{Operation, Principal, may_make};
use crate::application::Platform;
use crate::journeys::{
    routes::{check_scope, read_command},
    service::Asker,
};
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{Answer, Found, Json, Problem, Query, RequestId};
use actix_web::post;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::Value;
use shared::identity::PrincipalKind;
use shared::journey::Move;
use shared::journeys::{MOST_MOVES, TransitionBatch, TransitionBatchLine, TransitionBatchView};
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

/// What is to be done for each. Details that are wrong for everybody are one mistake of the request; somebody's own are theirs.
fn plan(request: &TransitionBatch) -> Result<Vec<Planned>, Problem> {
    let count = request.journeys.len();
    if count == 0 || count > MOST_MOVES {
        let what = format!("Name 1 to {MOST_MOVES} journeys.");
        return Err(Problem::invalid([]).error("/journeys", "wrong_number", what));
    }
    request
        .journeys
        .iter()
        .map(|line| plan_one(request.name, &request.details, line))
        .collect()
}

fn plan_one(name: Move, common: &Value, line: &TransitionBatchLine) -> Result<Planned, Problem> {
    let command = match &line.details {
        None => Ok(read_command(name, common).map_err(below_details)?),
        Some(own) => {
            read_command(name, &merged(common, own)).map_err(|problem| Box::new(problem.details()))
        }
    };
    Ok(Planned {
        journey_id: line.journey_id,
        version: line.version,
        command,
    })
}

/// The details for everybody, with somebody's own in their places.
fn merged(common: &Value, own: &Value) -> Value {
    match (common, own) {
        (Value::Object(common), Value::Object(own)) => {
            let mut all = common.clone();
            all.extend(own.clone());
            Value::Object(all)
        }
        (_, own) => own.clone(),
    }
}

/// The same mistakes, where they stand in the body of many.
fn below_details(problem: Problem) -> Problem {
    let mut errors = problem.details().errors;
    for error in &mut errors {
        error.pointer = format!("/details{}", error.pointer);
    }
    Problem::invalid(errors)
}
