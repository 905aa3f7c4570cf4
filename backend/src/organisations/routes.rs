//! The endpoints of partners.

use super::service;
use crate::{
    access::{Operation, Principal},
    application::Platform,
    platform::http::{
        Answer, Created, Found, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
        idempotency::{Idempotency, Once},
    },
};
use actix_web::{get, post, web::Data};
use serde::Deserialize;
use shared::{
    ids::OrganisationId,
    organisations::{CreateOrganisation, OrganisationKind, OrganisationView},
    values::Coded as _,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_organisations)
        .service(create_organisation)
        .service(read_organisation);
}

/// What a list of partners can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only of this kind.
    kind: Option<OrganisationKind>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Partners, by name
#[utoipa::path(
    tag = "organisations",
    operation_id = "list_organisations",
    params(ListQuery)
)]
#[get("/organisations")]
async fn list_organisations(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<OrganisationView>> {
    principal.may(Operation::ListOrganisations)?;
    let list = format!(
        "organisations:{}",
        query.kind.map_or("all", |kind| kind.code())
    );
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(&list, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let rows = service::list(
        &platform,
        principal.trust_id,
        query.kind,
        after,
        limit.rows(),
    )
    .await?;
    let after = |last: &OrganisationView| cursor::encode(&list, &(&last.name, last.id));
    Ok(Listed::from_rows(rows, limit, after, |view| view))
}

/// Make a partner
#[utoipa::path(
    tag = "organisations",
    operation_id = "create_organisation",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = CreateOrganisation
)]
#[post("/organisations")]
async fn create_organisation(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<CreateOrganisation>,
    idempotency: Idempotency,
) -> Answer<Once<Created<OrganisationView>>> {
    principal.may(Operation::CreateOrganisation)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view =
            service::create(&platform, trust, principal.actor(), request_id.0, request).await?;
        let version = view.version;
        Ok(Created::new(format!("/api/v1/organisations/{}", view.id), view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// One partner
#[utoipa::path(tag = "organisations", operation_id = "read_organisation")]
#[get("/organisations/{id}")]
async fn read_organisation(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<OrganisationId>,
) -> Answer<Found<OrganisationView>> {
    let reach = principal.may(Operation::ReadOrganisation)?;
    let view = service::find(&platform, principal.trust_id, reach, id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}
