//! The endpoints of what a programme holds: its sessions and interview times.

use super::routes::address;
use super::service;
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post, put};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::ids::{ProgrammeId, SessionId};
use shared::programmes::{
    ChangeSession, PlanSession, PlanSlot, SessionChangeView, SessionView, SlotView,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_sessions)
        .service(plan_session)
        .service(change_session)
        .service(list_interview_slots)
        .service(plan_interview_slot);
}

/// Where a page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageQuery {
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// The screening days and training sessions of a programme, by date.
#[utoipa::path(
    tag = "programmes",
    operation_id = "list_sessions",
    params(("id" = ProgrammeId, Path, description = "The programme"), PageQuery)
)]
#[get("/programmes/{id}/sessions")]
async fn list_sessions(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<ProgrammeId>,
    Query(query): Query<PageQuery>,
) -> Answer<Listed<SessionView>> {
    let reach = principal.may(Operation::ListSessions)?;
    let rows = service::sessions(&platform, principal, reach, id).await?;
    page(&format!("sessions:{id}"), &query, rows, |row| {
        (row.held_on, row.starts_at.clone(), row.id)
    })
}

/// Adds a screening day or, to a draft, a training session.
#[utoipa::path(
    tag = "programmes",
    operation_id = "plan_session",
    params(
        ("id" = ProgrammeId, Path, description = "The programme"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = PlanSession
)]
#[post("/programmes/{id}/sessions")]
async fn plan_session(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ProgrammeId>,
    Json(request): Json<PlanSession>,
    idempotency: Idempotency,
) -> Answer<Once<Created<SessionView>>> {
    principal.may(Operation::PlanSession)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let view = service::add_session(&platform, principal, request_id.0, id, request).await?;
        let register = format!("/api/v1/sessions/{}/register", view.id);
        Ok(Created::new(register, view))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// Changes where a session is held, when on its day, who leads it or how many can come, until it is over. Its date stays. Whoever is
/// expected is told of another time or place.
#[utoipa::path(
    tag = "programmes",
    operation_id = "change_session",
    params(
        ("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The session's `version` that was read, as its register's ETag"),
    ),
    request_body = ChangeSession
)]
#[put("/sessions/{id}")]
async fn change_session(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<SessionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ChangeSession>,
) -> Answer<Found<SessionChangeView>> {
    principal.may(Operation::ChangeSession)?;
    let which = (id, version);
    let view = service::change_session(&platform, principal, request_id.0, which, request).await?;
    let version = view.session.version;
    Ok(Found::new(view).version(version))
}

/// The interview times of a programme, by date.
#[utoipa::path(
    tag = "programmes",
    operation_id = "list_interview_slots",
    params(("id" = ProgrammeId, Path, description = "The programme"), PageQuery)
)]
#[get("/programmes/{id}/interview-slots")]
async fn list_interview_slots(
    principal: Principal,
    platform: Data<Platform>,
    PathOf(id): PathOf<ProgrammeId>,
    Query(query): Query<PageQuery>,
) -> Answer<Listed<SlotView>> {
    let reach = principal.may(Operation::ListInterviewSlots)?;
    let rows = service::slots(&platform, principal, reach, id).await?;
    page(&format!("interview_slots:{id}"), &query, rows, |row| {
        (row.held_on, row.starts_at.clone(), row.id)
    })
}

/// Adds an interview time, so that everybody who is owed an interview can have one (L6). A time after the end of the
/// interview round extends the round.
#[utoipa::path(
    tag = "programmes",
    operation_id = "plan_interview_slot",
    params(
        ("id" = ProgrammeId, Path, description = "The programme"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once"),
    ),
    request_body = PlanSlot
)]
#[post("/programmes/{id}/interview-slots")]
async fn plan_interview_slot(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ProgrammeId>,
    Json(request): Json<PlanSlot>,
    idempotency: Idempotency,
) -> Answer<Once<Created<SlotView>>> {
    let reach = principal.may(Operation::PlanInterviewSlot)?;
    let (trust, key) = (principal.trust_id, principal.key());
    let work = async {
        let who = (principal, reach);
        let view = service::add_slot(&platform, who, request_id.0, id, request).await?;
        Ok(Created::new(
            format!("{}/interview-slots", address(id)),
            view,
        ))
    };
    idempotency
        .once(&platform.database, &platform.clock, trust, &key, work)
        .await
}

/// One page of what a programme holds: its own lists are short, so they are read whole.
fn page<T, K>(
    list: &str,
    query: &PageQuery,
    mut rows: Vec<T>,
    key: impl Fn(&T) -> K,
) -> Answer<Listed<T>>
where
    K: Ord + Serialize + DeserializeOwned,
{
    if let Some(text) = &query.cursor {
        let after: K = cursor::decode(list, text)?;
        rows.retain(|row| key(row) > after);
    }
    let limit = query.limit.unwrap_or_default();
    Ok(Listed::from_rows(
        rows,
        limit,
        |last| cursor::encode(list, &key(last)),
        |view| view,
    ))
}
