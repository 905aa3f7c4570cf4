//! The endpoints of assignments, of the Trust's access rules, and of the policy itself.

use super::{service, store::AssignmentFilter};
use crate::{
    access::{Operation, Principal, print},
    application::Platform,
    platform::http::{
        Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
        idempotency::{Idempotency, Once},
    },
};
use actix_web::{get, post, put, web::Data};
use serde::Deserialize;
use shared::{
    assignments::{AccessRules, AssignmentView, CreateAssignment, PolicyRow, PolicyView},
    ids::{AssignmentId, OrganisationId, ProgrammeId, UserId},
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of this list in its cursors.
const LIST: &str = "assignments";

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_assignments)
        .service(create_assignment)
        .service(end_assignment)
        .service(read_access_rules)
        .service(set_access_rules)
        .service(read_policy);
}

/// What a list of assignments can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only of this programme.
    programme_id: Option<ProgrammeId>,
    /// Only of this member of staff.
    user_id: Option<UserId>,
    /// Only of this partner.
    organisation_id: Option<OrganisationId>,
    /// `true` for those that last, `false` for those that have ended.
    open: Option<bool>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Who works on which programme, the newest assignment first
#[utoipa::path(tag = "access", operation_id = "list_assignments", params(ListQuery))]
#[get("/assignments")]
async fn list_assignments(
    principal: Principal,
    platform: Data<Platform>,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<AssignmentView>> {
    principal.may(Operation::ListAssignments)?;
    let before = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let filter = AssignmentFilter {
        id: None,
        programme_id: query.programme_id,
        user_id: query.user_id,
        organisation_id: query.organisation_id,
        open: query.open,
    };
    let rows = service::list(&platform, &principal, filter, before, limit.rows()).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(LIST, &last.id),
        |view| view,
    ))
}

/// Give a programme to a member of staff or to a college
///
/// They reach its people from their next request on.
#[utoipa::path(
    tag = "access",
    operation_id = "create_assignment",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once")),
    request_body = CreateAssignment
)]
#[post("/assignments")]
async fn create_assignment(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<CreateAssignment>,
    idempotency: Idempotency,
) -> Answer<Once<Created<AssignmentView>>> {
    principal.may(Operation::CreateAssignment)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view = service::assign(&platform, principal, request_id.0, request).await?;
        let version = view.version;
        Ok(Created::new(
            format!("/api/v1/assignments?programme_id={}", view.programme_id),
            view,
        )
        .version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// End an assignment
///
/// It counts from their next request on. The record of it stays.
#[utoipa::path(
    tag = "access",
    operation_id = "end_assignment",
    params(
        ("id" = AssignmentId, Path, description = "The assignment"),
        ("If-Match" = String, Header, description = "The ETag that was read: version 1 while it lasts"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    )
)]
#[post("/assignments/{id}/end")]
async fn end_assignment(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<AssignmentId>,
    IfMatch(version): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<AssignmentView>>> {
    principal.may(Operation::EndAssignment)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view = service::end(&platform, principal, request_id.0, (id, version)).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// How far members of staff reach in this Trust
#[utoipa::path(tag = "access", operation_id = "read_access_rules")]
#[get("/access-rules")]
async fn read_access_rules(
    principal: Principal,
    platform: Data<Platform>,
) -> Answer<Found<AccessRules>> {
    principal.may(Operation::ReadAccessRules)?;
    Ok(Found::new(service::rules(&platform, &principal).await?))
}

/// Change how far members of staff reach
///
/// It counts from the next request on, and is one answer that the last one gives: there is no version to lose.
#[utoipa::path(tag = "access", operation_id = "set_access_rules", request_body = AccessRules)]
#[put("/access-rules")]
async fn set_access_rules(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Json(request): Json<AccessRules>,
) -> Answer<Found<AccessRules>> {
    principal.may(Operation::SetAccessRules)?;
    let rules = service::change_rules(&platform, principal, request_id.0, request).await?;
    Ok(Found::new(rules))
}

/// The whole policy: who may do what, and how far it reaches
#[utoipa::path(tag = "access", operation_id = "read_policy")]
#[get("/policy")]
async fn read_policy(principal: Principal) -> Answer<Found<PolicyView>> {
    principal.may(Operation::ReadPolicy)?;
    let owned = |cells: [&str; 10]| cells.map(str::to_owned).to_vec();
    let operations = print::operations()
        .into_iter()
        .map(|(id, cells)| PolicyRow {
            name: id.to_owned(),
            cells: cells.map_or_else(|| vec!["anybody".to_owned(); 10], |cells| cells.to_vec()),
        });
    let moves = print::moves().into_iter().map(|(name, cells)| PolicyRow {
        name: name.to_string(),
        cells: owned(cells),
    });
    Ok(Found::new(PolicyView {
        columns: owned(print::heads()),
        operations: operations.collect(),
        moves: moves.collect(),
    }))
}
