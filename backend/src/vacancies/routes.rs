//! The endpoints of a vacancy.

use super::service::{self, VacancyError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Problem, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use shared::ids::VacancyId;
use shared::vacancies::{CreateVacancy, VacancyStatus, VacancyView};
use shared::values::Coded;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_vacancies)
        .service(create_vacancy)
        .service(read_vacancy)
        .service(close_vacancy);
}

impl From<VacancyError> for Problem {
    fn from(error: VacancyError) -> Self {
        match error {
            VacancyError::NotFound => Self::not_found(),
            VacancyError::Stale => Self::stale(),
            VacancyError::AlreadyClosed => Self::conflict("The vacancy is closed already."),
            VacancyError::Invalid(errors) => Self::invalid(errors),
            VacancyError::Refused(refusal) => refusal.into(),
            VacancyError::Database(error) => error.into(),
        }
    }
}

/// What a list of vacancies can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only open ones, or only closed ones.
    status: Option<VacancyStatus>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Vacancies, the newest first.
#[utoipa::path(tag = "vacancies", operation_id = "list_vacancies", params(ListQuery))]
#[get("/vacancies")]
async fn list_vacancies(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<VacancyView>> {
    principal.may(Operation::ListVacancies)?;
    let list = format!("vacancies:{}", query.status.map_or("all", Coded::code));
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(&list, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let rows = service::list(&platform, principal, query.status, before, limit.rows()).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(&list, &last.id),
        |view| view,
    ))
}

/// Makes a vacancy.
#[utoipa::path(
    tag = "vacancies",
    operation_id = "create_vacancy",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = CreateVacancy
)]
#[post("/vacancies")]
async fn create_vacancy(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<CreateVacancy>,
    idempotency: Idempotency,
) -> Answer<Once<Created<VacancyView>>> {
    principal.may(Operation::CreateVacancy)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view = service::create(&platform, principal, request_id.0, request).await?;
        let version = view.version;
        Ok(Created::new(format!("/api/v1/vacancies/{}", view.id), view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// One vacancy.
#[utoipa::path(
    tag = "vacancies",
    operation_id = "read_vacancy",
    params(("id" = VacancyId, Path, description = "The vacancy"))
)]
#[get("/vacancies/{id}")]
async fn read_vacancy(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<VacancyId>,
) -> Answer<Found<VacancyView>> {
    principal.may(Operation::ReadVacancy)?;
    let view = service::find(&platform, principal, id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version).with_figures())
}

/// Closes a vacancy. It is refused over a guaranteed interview that has not been held (L6), and over an opening that is
/// held for somebody on a trial or with an open offer.
#[utoipa::path(
    tag = "vacancies",
    operation_id = "close_vacancy",
    params(
        ("id" = VacancyId, Path, description = "The vacancy"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/vacancies/{id}/close")]
async fn close_vacancy(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<VacancyId>,
    if_match: IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<VacancyView>>> {
    principal.may(Operation::CloseVacancy)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let IfMatch(expected) = if_match;
    let work = async {
        let view = service::close(&platform, principal, request_id.0, id, expected).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}
