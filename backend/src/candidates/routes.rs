//! The endpoints of a person's record.

use super::service::{self, CandidateError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::{
    Answer, Found, IfMatch, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, patch, post};
use serde::Deserialize;
use shared::candidates::{
    CandidateView, CandidatesFound, CorrectCandidate, FindCandidates, SearchCandidates, Sought,
};
use shared::ids::CandidateId;
use shared::problem::ProblemCode;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "candidates";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_candidates)
        .service(find_candidates)
        .service(search_candidates)
        .service(read_candidate)
        .service(correct_candidate);
}

impl From<CandidateError> for Problem {
    fn from(error: CandidateError) -> Self {
        match error {
            CandidateError::NotFound => Self::not_found(),
            CandidateError::Stale { .. } => Self::stale(),
            CandidateError::Invalid(errors) => Self::invalid(errors),
            CandidateError::NumberInUse { reference } => Self::conflict(format!(
                "Another person, {reference}, has this National Insurance number."
            ))
            .error("/ni_number", "in_use", "Another person has this number."),
            CandidateError::Database(error) => error.into(),
        }
    }
}

/// What a list of people can be narrowed by.
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
    let after: Option<CandidateId> = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let rows = service::list(
        &platform,
        principal,
        reach,
        (Operation::ListCandidates.id(), request_id.0),
        (service::Sought::default(), after),
        limit.rows(),
    )
    .await?;
    let key = |last: &CandidateView| cursor::encode(LIST, &last.id);
    Ok(Listed::from_rows(rows, limit, key, |view| view))
}

/// People within reach, by how the family name begins or by the whole National Insurance number; 50 at most. What is
/// looked for stands in the body and never in an address.
#[utoipa::path(
    tag = "candidates",
    operation_id = "find_candidates",
    request_body = FindCandidates
)]
#[post("/candidates/find")]
async fn find_candidates(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<FindCandidates>,
) -> Answer<Listed<CandidateView>> {
    let reach = principal.may(Operation::FindCandidates)?;
    if request.family_name.is_none() && request.ni_number.is_none() {
        let what = "Give the beginning of a family name, or a National Insurance number.";
        return Err(Problem::new(ProblemCode::Invalid).error("/family_name", "missing", what));
    }
    let limit = Limit::default();
    let sought = service::Sought {
        family_name: request.family_name.map(|name| name.to_string()),
        ni_number: request.ni_number,
    };
    let mut rows = service::list(
        &platform,
        principal,
        reach,
        (Operation::FindCandidates.id(), request_id.0),
        (sought, None),
        limit.rows(),
    )
    .await?;
    rows.truncate(limit.count());
    Ok(Listed::new(rows, None))
}

/// People within reach by what somebody typed, the best first: a name that may be misspelt, a date of birth or both; or a
/// reference, an e-mail address, a telephone number or a whole National Insurance number. 20 at most.
#[utoipa::path(
    tag = "candidates",
    operation_id = "search_candidates",
    request_body = SearchCandidates
)]
#[post("/candidates/search")]
async fn search_candidates(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<SearchCandidates>,
) -> Answer<Found<CandidatesFound>> {
    let reach = principal.may(Operation::SearchCandidates)?;
    let sought = Sought::read(request.search.as_str());
    if sought.is_empty() {
        let what = "Give a name, a date of birth, a reference, an e-mail address, a telephone number or a National Insurance number.";
        return Err(Problem::new(ProblemCode::Invalid).error("/search", "invalid", what));
    }
    let found = super::search(&platform, principal, reach, request_id.0, sought).await?;
    Ok(Found::new(found))
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

/// Corrects a person's record. What is left out stays as it is; null takes it away.
#[utoipa::path(
    tag = "candidates",
    operation_id = "correct_candidate",
    params(
        ("id" = CandidateId, Path, description = "The person"),
        ("If-Match" = String, Header, description = "The ETag of the version that was read"),
    ),
    request_body = CorrectCandidate
)]
#[patch("/candidates/{id}")]
async fn correct_candidate(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<CandidateId>,
    IfMatch(expected): IfMatch,
    Json(correction): Json<CorrectCandidate>,
) -> Answer<Found<CandidateView>> {
    let reach = principal.may(Operation::CorrectCandidate)?;
    let which = (id, expected);
    let view = super::correct(&platform, principal, reach, request_id.0, which, correction).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}
