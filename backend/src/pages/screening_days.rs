//! Staff add a screening day to a programme, on a page. The rules are those of the API.

use super::{
    answers::{Answers, Sent},
    error::PageError,
    sessions,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    programmes::{ProgrammeError, service},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    programmes::{
        AddScreeningDayPage, AddScreeningDayPageProps, WrittenScreeningDay, WrittenSession,
    },
    public::render,
    ui::{DateParts, FieldProblem, dates},
};
use serde::Deserialize;
use shared::{
    ids::ProgrammeId,
    journey::SessionKind,
    programmes::{ProgrammeView, SessionView},
    values::Words,
};

/// Mounts the page.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/programmes/{id}/screening-days/add", web::get().to(form))
        .route("/programmes/{id}/screening-days/add", web::post().to(add));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    unsent: Option<String>,
}

fn written(answers: &Answers) -> WrittenScreeningDay {
    let one = |name: &str| answers.one(name).to_owned();
    WrittenScreeningDay {
        held_on: DateParts {
            day: one("held_on-day"),
            month: one("held_on-month"),
            year: one("held_on-year"),
        },
        session: sessions::written(answers),
    }
}

/// `GET /programmes/{id}/screening-days/add`.
async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let programme = programme(&visit, &path).await?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let written = unsent
            .as_ref()
            .map_or_else(|| like_the_last(&programme), written);
        Ok(show(&visit, StatusCode::OK, programme, written, Vec::new()).await)
    }
    .await;
    visit.answer(shown).await
}

/// The programme, for whoever may plan its sessions.
async fn programme(visit: &Visit, id: &str) -> Result<ProgrammeView, PageError> {
    let id: ProgrammeId = id.parse().map_err(|_| PageError::NotFound)?;
    let principal = visit.staff_for(Operation::PlanSession)?.clone();
    let reach = principal.may(Operation::ReadProgramme)?;
    Ok(service::find(&visit.platform, principal, reach, id).await?)
}

/// The last of the screening days that there are.
fn last(programme: &ProgrammeView) -> Option<&SessionView> {
    let days = programme.sessions.iter();
    days.filter(|session| session.kind == SessionKind::Screening)
        .max_by_key(|session| session.held_on)
}

/// A form in which only the date is missing: another day is held as the last one is.
fn like_the_last(programme: &ProgrammeView) -> WrittenScreeningDay {
    WrittenScreeningDay {
        held_on: DateParts::default(),
        session: last(programme).map(WrittenSession::of).unwrap_or_default(),
    }
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    programme: ProgrammeView,
    written: WrittenScreeningDay,
    problems: Vec<FieldProblem>,
) -> HttpResponse {
    let props = AddScreeningDayPageProps {
        frame: visit.desk(),
        training_starts_on: programme.training_starts_on,
        programme: (programme.id, programme.title),
        written,
        problems,
    };
    page(status, render::<AddScreeningDayPage>(props).await)
}

/// `POST /programmes/{id}/screening-days/add`.
async fn add(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    if path.parse::<ProgrammeId>().is_ok() {
        visit.wrote(format!("/programmes/{path}/screening-days/add"), &answers);
    }
    let added = try_to_add(&visit, &path, written(&answers)).await;
    visit.answer(added).await
}

async fn try_to_add(
    visit: &Visit,
    id: &str,
    written: WrittenScreeningDay,
) -> Result<HttpResponse, PageError> {
    let programme = programme(visit, id).await?;
    let called = last(&programme).map_or("Screening day", |day| day.module.as_str());
    let called = Words::parse(called).map_err(|error| PageError::Broken(error.to_string()))?;
    let (status, problems) = match written.read(called) {
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Ok(request) => {
            let principal = visit.staff_for(Operation::PlanSession)?.clone();
            let request_id = visit.request_id.0.clone();
            let added = service::add_session(
                &visit.platform,
                principal,
                request_id,
                programme.id,
                request,
            );
            match added.await {
                Ok(day) => {
                    return Ok(see_other(&format!(
                        "/sessions/{}/change?done=added",
                        day.id
                    )));
                }
                Err(ProgrammeError::Refused(refusal)) => {
                    let problem = |explanation: String| {
                        FieldProblem::new("held_on", dates::spelled_out(&explanation))
                    };
                    let unmet = refusal.unmet_guards.into_iter();
                    let problems = unmet.map(|unmet| problem(unmet.explanation)).collect();
                    (StatusCode::CONFLICT, problems)
                }
                Err(error @ ProgrammeError::Invalid(_)) => sessions::invalid(error),
                Err(error) => return Err(error.into()),
            }
        }
    };
    Ok(show(visit, status, programme, written, problems).await)
}
