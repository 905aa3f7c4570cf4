//! The endpoint of the audit log.

use super::{By, service, store::Filter};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::clock::first_instant_of;
use crate::platform::http::{Answer, Limit, Listed, Query, RequestId, cursor};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use shared::{audit::AuditLineView, ids::CandidateId, time::CivilDate};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The name of this list in its cursors.
const LIST: &str = "audit";

/// Mounts the endpoint.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_audit);
}

/// What the log can be narrowed by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only about this person.
    person_id: Option<CandidateId>,
    /// Only by this somebody.
    actor_id: Option<Uuid>,
    /// Only this operationId, move or page.
    action: Option<String>,
    /// Only `done`, or only `refused`.
    outcome: Option<String>,
    /// Only on or after this day.
    from: Option<CivilDate>,
    /// Only on or before this day.
    until: Option<CivilDate>,
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// The audit log, the newest line first. Looking at it is written into it.
#[utoipa::path(tag = "audit", operation_id = "list_audit", params(ListQuery))]
#[get("/audit")]
async fn list_audit(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<ListQuery>,
) -> Answer<Listed<AuditLineView>> {
    principal.may(Operation::ListAudit)?;
    let after = query
        .cursor
        .as_deref()
        .map(|text| cursor::decode(LIST, text))
        .transpose()?;
    let limit = query.limit.unwrap_or_default();
    let filter = Filter {
        person: query.person_id,
        actor: query.actor_id,
        action: query.action,
        from: query.from.map(|day| first_instant_of(day.naive())),
        before: query
            .until
            .and_then(|day| day.naive().succ_opt())
            .map(first_instant_of),
        outcome: query.outcome,
    };
    let by = By::of(&principal, request_id.0);
    let action = Operation::ListAudit.id();
    let rows = service::search(&platform, &by, action, filter, (after, limit.rows() + 1)).await?;
    Ok(Listed::from_rows(
        rows,
        limit,
        |(at, _)| cursor::encode(LIST, at),
        |(_, view)| view,
    ))
}
