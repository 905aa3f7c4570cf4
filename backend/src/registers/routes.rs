//! The endpoints of a register.

use super::service::{self, RegisterError};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{Answer, Found, IfMatch, Json, PathOf, Problem, RequestId};
use actix_web::web::Data;
use actix_web::{get, post, put};
use shared::identity::PrincipalKind;
use shared::ids::SessionId;
use shared::journeys::{RecordRegister, RegisterView};
use shared::problem::ProblemCode;
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read_register)
        .service(record_register)
        .service(sign_off_register);
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::NotFound => Self::not_found(),
            RegisterError::Stale { .. } => Self::stale(),
            RegisterError::Refused(refusal) => refusal.into(),
            RegisterError::Line { index, cause, .. } => line_problem(index, cause.into()),
            RegisterError::Journey(error) => error.into(),
            RegisterError::Database(error) => error.into(),
        }
    }
}

/// The problem of one line, with its place in the request.
fn line_problem(index: usize, problem: Problem) -> Problem {
    let details = problem.details();
    let explained: Vec<_> = details
        .unmet_guards
        .iter()
        .map(|unmet| unmet.explanation.clone())
        .collect();
    let message = match (details.code, explained.is_empty()) {
        (ProblemCode::NotFound, _) => {
            "Nobody with this journey is expected at the session.".to_owned()
        }
        (_, true) => details.detail,
        (_, false) => explained.join(" "),
    };
    problem
        .detail(format!(
            "Line {} was not taken, so nothing was recorded.",
            index + 1
        ))
        .error(&format!("/lines/{index}"), details.code.as_str(), message)
}

/// The register of one session, with the people expected.
#[utoipa::path(tag = "registers", operation_id = "read_register", params(("id" = SessionId, Path, description = "The session")))]
#[get("/sessions/{id}/register")]
async fn read_register(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<SessionId>,
) -> Answer<Found<RegisterView>> {
    let reach = principal.may(Operation::ReadRegister)?;
    let view = service::read(&platform, Asker::of(&principal, reach, request_id), id).await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// Records who came: every line or none.
#[utoipa::path(tag = "registers", operation_id = "record_register", params(("id" = SessionId, Path, description = "The session")))]
#[put("/sessions/{id}/register")]
async fn record_register(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<SessionId>,
    Json(request): Json<RecordRegister>,
) -> Answer<Found<RegisterView>> {
    const MOST_LINES: usize = 200;
    let reach = principal.may(Operation::RecordRegister)?;
    if request.lines.len() > MOST_LINES {
        return Err(Problem::new(ProblemCode::Invalid).error(
            "/lines",
            "too_many",
            format!("Send {MOST_LINES} lines at most."),
        ));
    }
    let view = service::record_lines(
        &platform,
        Asker::of(&principal, reach, request_id),
        id,
        request,
    )
    .await?;
    let version = view.version;
    Ok(Found::new(view).version(version))
}

/// Signs the register off. The last one of a training week grants the interviews that were earned (L6).
#[utoipa::path(
    tag = "registers",
    operation_id = "sign_off_register",
    params(
        ("id" = SessionId, Path, description = "The session"),
        ("If-Match" = String, Header, description = "The ETag of the version that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Required of partners"),
    )
)]
#[post("/sessions/{id}/register/sign-off")]
async fn sign_off_register(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<SessionId>,
    IfMatch(expected): IfMatch,
    idempotency: Idempotency,
) -> Answer<Once<Found<RegisterView>>> {
    let reach = principal.may(Operation::SignOffRegister)?;
    let idempotency = if principal.kind() == PrincipalKind::Partner {
        idempotency.require()?
    } else {
        idempotency
    };
    let asker = Asker::of(&principal, reach, request_id);
    let work = async {
        let view = service::sign_off(&platform, asker, id, expected).await?;
        let version = view.version;
        Ok(Found::new(view).version(version))
    };
    idempotency
        .once(
            &platform.database,
            &platform.clock,
            principal.trust_id,
            &principal.key(),
            work,
        )
        .await
}
