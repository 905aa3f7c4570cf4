//! The endpoints of a programme.

use super::service::{self, Decision};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Answer, Created, Found, IfMatch, Json, Limit, Listed, PathOf, Query, RequestId, cursor,
};
use actix_web::web::Data;
use actix_web::{get, post};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::ids::{ProgrammeId, VacancyId};
use shared::journey::ProgrammeStatus;
use shared::programmes::{
    CreateProgramme, PlanSession, PlanSlot, ProgrammeSummary, ProgrammeView, SessionView, SlotView,
};
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
        .service(list_sessions)
        .service(plan_session)
        .service(list_interview_slots)
        .service(plan_interview_slot);
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

fn address(id: ProgrammeId) -> String {
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
