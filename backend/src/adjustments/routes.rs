//! The endpoints of adjustments.

use super::service::{self, AdjustmentsError};
use crate::access::{Operation, Principal, knower};
use crate::application::Platform;
use crate::audit::{self, Reading};
use crate::journeys::Asker;
use crate::platform::http::{Answer, Found, IfMatch, Json, PathOf, Problem, RequestId};
use actix_web::web::Data;
use actix_web::{get, put};
use shared::adjustments::{AdjustmentsView, SetAdjustments};
use shared::ids::{CandidateId, JourneyId};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read_adjustments).service(set_adjustments);
}

impl From<AdjustmentsError> for Problem {
    fn from(error: AdjustmentsError) -> Self {
        match error {
            AdjustmentsError::NotFound => Self::not_found(),
            AdjustmentsError::Stale { current } => Self::stale().detail(format!(
                "The person's record is at version {current} now. Read it again before you change it."
            )),
            AdjustmentsError::Invalid(errors) => Self::invalid(errors),
            AdjustmentsError::Journey(error) => error.into(),
            AdjustmentsError::Database(error) => error.into(),
        }
    }
}

/// What a person on a journey needs, as far as whoever asks may know
///
/// The person chose who may know. For others `words` is null, as where nothing was asked for.
#[utoipa::path(
    tag = "adjustments",
    operation_id = "read_adjustments",
    params(("id" = JourneyId, Path, description = "The journey"))
)]
#[get("/journeys/{id}/adjustments")]
async fn read_adjustments(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<JourneyId>,
) -> Answer<Found<AdjustmentsView>> {
    let reach = principal.may(Operation::ReadAdjustments)?;
    let asker = Asker::of(&principal, reach, request_id);
    let by = asker.by();
    let (journey, view) = service::of_journey(&platform, (asker, knower(&principal)), id).await?;
    let what = ("journey", id.as_uuid());
    let reading = Reading::of_one(Operation::ReadAdjustments.id(), what, journey.candidate_id);
    audit::read(&platform, &by, reading).await?;
    let version = view.version;
    Ok(Found::new(view).with_figures().version(version))
}

/// Write down what a person needs, and who may know
///
/// The person themself, or staff, who say on whose word.
#[utoipa::path(
    tag = "adjustments",
    operation_id = "set_adjustments",
    params(
        ("id" = CandidateId, Path, description = "The person"),
        ("If-Match" = String, Header, description = "The ETag of the version that was read"),
    ),
    request_body = SetAdjustments
)]
#[put("/candidates/{id}/adjustments")]
async fn set_adjustments(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<CandidateId>,
    IfMatch(version): IfMatch,
    Json(request): Json<SetAdjustments>,
) -> Answer<Found<AdjustmentsView>> {
    let reach = principal.may(Operation::SetAdjustments)?;
    let (by, which) = ((principal, reach), (id, version));
    let view = service::set(&platform, by, request_id.0, which, request).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}
