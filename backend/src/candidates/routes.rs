//! The endpoints of a person's record.

use super::service::{self, CandidateError};
use super::store::ByName;
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::{
    Answer, Found, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::candidates::CandidateView;
use shared::ids::CandidateId;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_candidates).service(read_candidate);
}

impl From<CandidateError> for Problem {
    fn from(error: CandidateError) -> Self {
        match error {
            CandidateError::NotFound => Self::not_found(),
            CandidateError::Database(error) => error.into(),
        }
    }
}

/// What a list of people can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// How the family name begins.
    name: Option<String>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// People within reach, by name.
#[utoipa::path(
    tag = "candidates",
    operation_id = "list_candidates",
    params(ListQuery)
)]
#[get("/candidates")]
async fn list_candidates(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<CandidateView>> {
    let reach = principal.may(Operation::ListCandidates)?;
    let name = query
        .name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    let list = format!("candidates:{}", name.as_deref().unwrap_or_default());
    let after: Option<ByName> = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(&list, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let narrowed = (name, after);
    let rows = service::list(
        &platform,
        principal,
        reach,
        request_id.0,
        narrowed,
        limit.rows(),
    )
    .await?;
    let key = |last: &CandidateView| {
        cursor::encode(&list, &(&last.family_name, &last.given_name, last.id))
    };
    Ok(Listed::from_rows(rows, limit, key, |view| view))
}

/// One person.
#[utoipa::path(
    tag = "candidates",
    operation_id = "read_candidate",
    params(("id" = CandidateId, Path, description = "The person"))
)]
#[get("/candidates/{id}")]
async fn read_candidate(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<CandidateId>,
) -> Answer<Found<CandidateView>> {
    let reach = principal.may(Operation::ReadCandidate)?;
    let view = service::find(&platform, principal, reach, request_id.0, id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}
