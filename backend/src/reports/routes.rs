//! The endpoint of the reports.

use super::breakdown;
use super::sees_people;
use super::service::{self, ReportError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::{Answer, Found, Problem, Query};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::{
    ids::ProgrammeId,
    reports::{BreakdownBy, BreakdownReport, StagesReport},
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(report_stages);
    config.service(report_breakdown);
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
    let (within, few) = ((principal.trust_id, reach), sees_people(&principal));
    let report = service::stages(&platform.database, within, query.programme_id, few).await?;
    Ok(Found::new(report))
}

/// What stands side by side.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BreakdownQuery {
    /// `programme` unless told, `partner` or `month`.
    by: Option<BreakdownBy>,
}

/// How far people have come, side by side: of each programme, of each partner that referred them, or of each month.
#[utoipa::path(
    tag = "reports",
    operation_id = "report_breakdown",
    params(BreakdownQuery)
)]
#[get("/reports/breakdown")]
async fn report_breakdown(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<BreakdownQuery>,
) -> Answer<Found<BreakdownReport>> {
    let reach = principal.may(Operation::ReportBreakdown)?;
    let within = (principal.trust_id, reach);
    let by = query.by.unwrap_or(BreakdownBy::Programme);
    let seen = (sees_people(&principal), platform.clock.today().into());
    let report = breakdown(&platform.database, within, by, seen).await?;
    Ok(Found::new(report))
}
