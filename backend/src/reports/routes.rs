//! The endpoint of the reports.

use super::service::{self, ReportError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::{Answer, Found, Problem, Query};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::{ids::ProgrammeId, reports::StagesReport};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(report_stages);
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NotFound => Self::not_found(),
            ReportError::Database(error) => error.into(),
        }
    }
}

/// What the report can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StagesQuery {
    /// Only of this programme.
    programme_id: Option<ProgrammeId>,
}

/// How many people stand at each stage, and how many have ever come there: of everything within reach, or of one programme.
#[utoipa::path(tag = "reports", operation_id = "report_stages", params(StagesQuery))]
#[get("/reports/stages")]
async fn report_stages(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<StagesQuery>,
) -> Answer<Found<StagesReport>> {
    let reach = principal.may(Operation::ReportStages)?;
    let trust = principal.trust_id;
    let report = service::stages(&platform.database, trust, reach, query.programme_id).await?;
    Ok(Found::new(report))
}
