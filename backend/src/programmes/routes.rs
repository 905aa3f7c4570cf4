//! The endpoints of a programme.

use super::plan_routes;
use super::service::{self, Decision};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::Deserialize;
use shared::ids::{ProgrammeId, VacancyId};
use shared::journey::ProgrammeStatus;
use shared::programmes::{CreateProgramme, ProgrammeSummary, ProgrammeView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_programmes)
        .service(create_programme)
        .service(read_programme)
        .service(publish_programme)
        .service(close_programme)
        .service(cancel_programme)
        .configure(plan_routes::routes);
}

/// What a list of programmes can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those that stand there.
    status: Option<ProgrammeStatus>,
    /// Only those for this vacancy.
    vacancy_id: Option<VacancyId>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Programmes, the newest first. A partner sees those that are published, and counts the people it referred.
#[utoipa::path(
    tag = "programmes",
    operation_id = "list_programmes",
    params(ListQuery)
)]
#[get("/programmes")]
async fn list_programmes(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<ProgrammeSummary>> {
    let reach = principal.may(Operation::ListProgrammes)?;
    let list = format!("programmes:{:?}:{:?}", query.status, query.vacancy_id);
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(&list, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let narrowed = (query.status, query.vacancy_id);
    let who = (principal, reach);
    let rows = service::list(&platform, who, narrowed, before, limit.rows()).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(&list, &last.id),
        |view| view,
    ))
}

/// Plans a programme as a draft, with its sessions and interview times. Its dates are checked against the rules at once.
#[utoipa::path(
    tag = "programmes",
    operation_id = "create_programme",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = CreateProgramme
)]
#[post("/programmes")]
async fn create_programme(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<CreateProgramme>,
    idempotency: Idempotency,
) -> Answer<Once<Created<ProgrammeView>>> {
    principal.may(Operation::CreateProgramme)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view = service::create(&platform, principal, request_id.0, request).await?;
        let version = view.version;
        Ok(Created::new(address(view.id), view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

pub(super) fn address(id: ProgrammeId) -> String {
    format!("/api/v1/programmes/{id}")
}

/// One programme, with its people by stage.
#[utoipa::path(
    tag = "programmes",
    operation_id = "read_programme",
    params(("id" = ProgrammeId, Path, description = "The programme"))
)]
#[get("/programmes/{id}")]
async fn read_programme(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<ProgrammeId>,
) -> Answer<Found<ProgrammeView>> {
    let reach = principal.may(Operation::ReadProgramme)?;
    let view = service::find(&platform, principal, reach, id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version).with_figures())
}

/// Who decides, when, and about which version.
struct Deciding {
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    programme: (ProgrammeId, i32),
    idempotency: Idempotency,
}

impl Deciding {
    async fn decide(self, decision: Decision) -> Answer<Once<Found<ProgrammeView>>> {
        let Self {
            principal,
            platform,
            request_id,
            programme,
            idempotency,
        } = self;
        let (trust, key) = (principal.trust_id, principal.key());
        let work = async {
            let view =
                service::decide(&platform, principal, request_id.0, programme, decision).await?;
            let version = view.version;
            Ok(Found::new(view).version(version))
        };
        idempotency
            .once(&platform.database, &platform.clock, trust, &key, work)
            .await
    }
}

/// Publishes a draft: referrals can come, and the training threshold is frozen.
#[utoipa::path(
    tag = "programmes",
    operation_id = "publish_programme",
    params(
        ("id" = ProgrammeId, Path, description = "The programme"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/programmes/{id}/publish")]
async fn publish_programme(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ProgrammeId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<ProgrammeView>>> {
    principal.may(Operation::PublishProgramme)?;
    let programme = (id, version);
    let deciding = Deciding {
        principal,
        platform,
        request_id,
        programme,
        idempotency,
    };
    deciding.decide(Decision::Publish).await
}

/// Closes a programme that has run its course. It is refused while anybody is under way on it.
#[utoipa::path(
    tag = "programmes",
    operation_id = "close_programme",
    params(
        ("id" = ProgrammeId, Path, description = "The programme"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/programmes/{id}/close")]
async fn close_programme(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ProgrammeId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<ProgrammeView>>> {
    principal.may(Operation::CloseProgramme)?;
    let programme = (id, version);
    let deciding = Deciding {
        principal,
        platform,
        request_id,
        programme,
        idempotency,
    };
    deciding.decide(Decision::Close).await
}

/// Cancels a programme that does not take place. It is refused while anybody is under way on it.
#[utoipa::path(
    tag = "programmes",
    operation_id = "cancel_programme",
    params(
        ("id" = ProgrammeId, Path, description = "The programme"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/programmes/{id}/cancel")]
async fn cancel_programme(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ProgrammeId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<ProgrammeView>>> {
    principal.may(Operation::CancelProgramme)?;
    let programme = (id, version);
    let deciding = Deciding {
        principal,
        platform,
        request_id,
        programme,
        idempotency,
    };
    deciding.decide(Decision::Cancel).await
}
