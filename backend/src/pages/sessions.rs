//! Staff change a session after its draft: another room, another hour, another trainer. The rules are those of the API.

use super::{
    answers::{Answers, Sent},
    desk::status_of,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    platform::http::Problem,
    programmes::{self, ProgrammeError, SessionStanding},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    forms::problems_of,
    programmes::{ChangeSessionPage, ChangeSessionPageProps, Done, WrittenSession},
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    ids::SessionId,
    journey::{Guard, Refusal, UnmetGuard},
};

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/sessions/{id}/change", web::get().to(form))
        .route("/sessions/{id}/change", web::post().to(change));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
    told: usize,
    unsent: Option<String>,
}

fn address(id: SessionId) -> String {
    format!("/sessions/{id}/change")
}

/// What was written of when and where a session is held, by whom and for how many.
pub(super) fn written(answers: &Answers) -> WrittenSession {
    let one = |name: &str| answers.one(name).to_owned();
    WrittenSession {
        starts_at: one("starts_at"),
        ends_at: one("ends_at"),
        venue: one("venue"),
        trainer: one("trainer"),
        capacity: one("capacity"),
        version: answers.version(),
    }
}

/// What is shown besides the session.
#[derive(Default)]
struct Shown {
    written: Option<WrittenSession>,
    problems: Vec<FieldProblem>,
    done: Option<Done>,
}

/// `GET /sessions/{id}/change`.
async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id: SessionId = path.parse().map_err(|_| PageError::NotFound)?;
        let session = session(&visit, id).await?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let done = match asked.done.as_deref() {
            Some("changed") => Some(Done::Changed(asked.told)),
            Some("same") => Some(Done::Same),
            Some("added") => Some(Done::Added),
            _ => None,
        };
        let shown = Shown {
            written: unsent.as_ref().map(written),
            done,
            ..Shown::default()
        };
        Ok(show(&visit, (StatusCode::OK, session), shown).await)
    }
    .await;
    visit.answer(shown).await
}

async fn session(visit: &Visit, id: SessionId) -> Result<SessionStanding, PageError> {
    let principal = visit.staff_for(Operation::ChangeSession)?;
    let trust = principal.trust_id;
    Ok(programmes::find_session(&visit.platform, trust, id).await?)
}

async fn show(
    visit: &Visit,
    (status, standing): (StatusCode, SessionStanding),
    shown: Shown,
) -> HttpResponse {
    let planned = WrittenSession::of(&standing.session);
    let written = shown.written.unwrap_or_else(|| planned.clone());
    let mut problems = shown.problems;
    let is_stale = written.version != planned.version;
    if is_stale {
        problems.push(FieldProblem::new(
            "",
            "Somebody has changed this session since you opened it. What is planned now stands under each field where yours is \
             different. Check them, then save again.",
        ));
    }
    let reasons = standing.fixed.into_iter().flat_map(|why| why.unmet_guards);
    let props = ChangeSessionPageProps {
        frame: visit.desk(),
        programme: (standing.programme_id, standing.programme_title),
        session: standing.session,
        written,
        expected: standing.expected,
        warnings: standing
            .warnings
            .into_iter()
            .map(|warning| warning.message)
            .collect(),
        fixed: reasons.map(|unmet| unmet.explanation).collect(),
        problems,
        is_stale,
        done: shown.done,
    };
    page(status, render::<ChangeSessionPage>(props).await)
}

/// `POST /sessions/{id}/change`.
async fn change(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let changed = match path.parse::<SessionId>() {
        Ok(id) => {
            visit.wrote(address(id), &answers);
            try_to_change(&visit, id, written(&answers)).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(changed).await
}

async fn try_to_change(
    visit: &Visit,
    id: SessionId,
    written: WrittenSession,
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ChangeSession)?.clone();
    let (status, problems) = match written.read() {
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Ok(request) => {
            let (request_id, which) = (visit.request_id.0.clone(), (id, written.version));
            let changed =
                programmes::change_session(&visit.platform, principal, request_id, which, request);
            match changed.await {
                Ok(view) if view.changed.is_empty() => {
                    return Ok(see_other(&format!("{}?done=same", address(id))));
                }
                Ok(view) => {
                    let (here, told) = (address(id), view.people_told);
                    return Ok(see_other(&format!("{here}?done=changed&told={told}")));
                }
                Err(ProgrammeError::Stale) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
                Err(ProgrammeError::Refused(refusal)) => refused(refusal),
                Err(error @ ProgrammeError::Invalid(_)) => invalid(error),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let session = session(visit, id).await?;
    let shown = Shown {
        written: Some(written),
        problems,
        done: None,
    };
    Ok(show(visit, (status, session), shown).await)
}

/// What is wrong with the fields, each at its own.
pub(super) fn invalid(error: ProgrammeError) -> (StatusCode, Vec<FieldProblem>) {
    let problem = Problem::from(error);
    let problems = problems_of(&problem.details().errors, |_| true);
    (status_of(&problem), problems)
}

/// Why it was not changed, each at its field.
fn refused(refusal: Refusal) -> (StatusCode, Vec<FieldProblem>) {
    let problem = |unmet: UnmetGuard| {
        let is_of_seats = unmet.is(Guard::ScreeningSeatFree) || unmet.is(Guard::TrainingPlaceFree);
        let field = if is_of_seats { "capacity" } else { "" };
        FieldProblem::new(field, unmet.explanation)
    };
    let problems = refusal.unmet_guards.into_iter().map(problem).collect();
    (StatusCode::CONFLICT, problems)
}
