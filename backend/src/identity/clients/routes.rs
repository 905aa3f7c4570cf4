//! The endpoints of partners' systems, for administrators.

use super::service;
use crate::{
    access::{Operation, Principal},
    application::Platform,
    identity::{Identity, require_recent},
    platform::http::{
        Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
        idempotency::{Idempotency, Once},
    },
};
use actix_web::{HttpRequest, get, post, put, web::Data};
use serde::Deserialize;
use shared::{
    api_clients::{ApiClientMade, ApiClientView, ChangeScopes, CreateApiClient, RotateApiClient},
    ids::{ApiClientId, OrganisationId},
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "api_clients";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_api_clients)
        .service(create_api_client)
        .service(read_api_client)
        .service(rotate_api_client)
        .service(change_api_client)
        .service(disable_api_client);
}

/// What the list can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only of this partner.
    organisation_id: Option<OrganisationId>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Partners' systems, the newest first
#[utoipa::path(
    tag = "api clients",
    operation_id = "list_api_clients",
    params(ListQuery)
)]
#[get("/api-clients")]
async fn list_api_clients(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<ApiClientView>> {
    principal.may(Operation::ListApiClients)?;
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let narrowed = (query.organisation_id, before);
    let rows = service::list(&platform, &identity, &principal, narrowed, limit.rows()).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |view| view,
    ))
}

/// Let a partner's system in
///
/// The answer has its secret, which is shown only now; the same request sent again is answered without it. Whoever lets a
/// system in has confirmed within the last 10 minutes that it is them.
#[utoipa::path(
    tag = "api clients",
    operation_id = "create_api_client",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = CreateApiClient
)]
#[post("/api-clients")]
async fn create_api_client(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    asked: HttpRequest,
    request_id: RequestId,
    Json(request): Json<CreateApiClient>,
    idempotency: Idempotency,
) -> Answer<Once<Created<ApiClientMade>>> {
    principal.may(Operation::CreateApiClient)?;
    require_recent(&asked)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let made = service::make(&platform, &identity, principal, request_id.0, request).await?;
        let answer = |made: ApiClientMade| {
            let version = made.client.version;
            Created::new(format!("/api/v1/api-clients/{}", made.client.id), made).version(version)
        };
        Ok((answer(made.clone()), answer(without_secret(made))))
    };
    idempotency
        .once_shown(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// What is kept for the same request sent again: a secret is kept nowhere in the clear.
fn without_secret(made: ApiClientMade) -> ApiClientMade {
    ApiClientMade {
        client_secret: None,
        ..made
    }
}

/// One partner's system
#[utoipa::path(
    tag = "api clients",
    operation_id = "read_api_client",
    params(("id" = ApiClientId, Path, description = "The system"))
)]
#[get("/api-clients/{id}")]
async fn read_api_client(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    PathOf(id): PathOf<ApiClientId>,
) -> Answer<Found<ApiClientView>> {
    principal.may(Operation::ReadApiClient)?;
    let view = service::find(&platform, &identity, &principal, id).await?;
    let version = view.version;
    // How it stands changes with the day, and its last use with each token.
    Ok(Found::new(view).version(version).with_figures())
}

/// Give a partner's system another secret, or other keys
///
/// The old secret works for as many days more as are asked for. The system is let in for another year. Whoever asks has
/// confirmed within the last 10 minutes that it is them.
#[utoipa::path(
    tag = "api clients",
    operation_id = "rotate_api_client",
    params(
        ("id" = ApiClientId, Path, description = "The system"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = RotateApiClient
)]
#[post("/api-clients/{id}/rotate")]
async fn rotate_api_client(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    (asked, request_id): (HttpRequest, RequestId),
    PathOf(id): PathOf<ApiClientId>,
    IfMatch(version): IfMatch,
    Json(request): Json<RotateApiClient>,
    idempotency: Idempotency,
) -> Answer<Once<Found<ApiClientMade>>> {
    principal.may(Operation::RotateApiClient)?;
    require_recent(&asked)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let of = (id, version);
        let made =
            service::rotate(&platform, &identity, principal, request_id.0, of, request).await?;
        let answer = |made: ApiClientMade| {
            let version = made.client.version;
            Found::new(made).version(version)
        };
        Ok((answer(made.clone()), answer(without_secret(made))))
    };
    idempotency
        .once_shown(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// Change what a partner's tokens may be used for
///
/// What is taken away is gone at the next request, also for tokens that were given before.
#[utoipa::path(
    tag = "api clients",
    operation_id = "change_api_client",
    params(
        ("id" = ApiClientId, Path, description = "The system"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    request_body = ChangeScopes
)]
#[put("/api-clients/{id}/scopes")]
async fn change_api_client(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    PathOf(id): PathOf<ApiClientId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ChangeScopes>,
) -> Answer<Found<ApiClientView>> {
    principal.may(Operation::ChangeApiClient)?;
    let of = (id, version);
    let view =
        service::change_scopes(&platform, &identity, principal, request_id.0, of, request).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// Let a partner's system in no more
///
/// It counts from the next request on, also for tokens that were given before, and for good.
#[utoipa::path(
    tag = "api clients",
    operation_id = "disable_api_client",
    params(
        ("id" = ApiClientId, Path, description = "The system"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/api-clients/{id}/disable")]
async fn disable_api_client(
    principal: Principal,
    platform: Data<Platform>,
    identity: Data<Identity>,
    request_id: RequestId,
    PathOf(id): PathOf<ApiClientId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<ApiClientView>>> {
    principal.may(Operation::DisableApiClient)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let of = (id, version);
        let view = service::disable(&platform, &identity, principal, request_id.0, of).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}
