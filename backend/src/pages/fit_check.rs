//! What both sides of a trial say, as a page for staff. It only shows: answering is a move like the others.

use super::{
    error::PageError,
    visit::{Visit, page},
};
use crate::{
    access::{Operation, Step, step_of},
    audit::{self, Reading},
    journeys::{Asker, service as journeys},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path},
};
use frontend::{
    fit_check::{FitCheckPage, FitCheckPageProps},
    public::render,
};
use shared::{ids::JourneyId, journey::Move};

/// Mounts the page.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config.route("/journeys/{id}/fit-check", web::get().to(show));
}

/// `GET /journeys/{id}/fit-check`.
async fn show(visit: Visit, path: Path<String>) -> HttpResponse {
    let shown = rendered(&visit, &path).await;
    visit.answer(shown).await
}

async fn rendered(visit: &Visit, id: &str) -> Result<HttpResponse, PageError> {
    let id: JourneyId = id.parse().map_err(|_| PageError::NotFound)?;
    let principal = visit.staff_for(Operation::ReadTrial)?;
    let reach = principal.may(Operation::ReadTrial)?;
    let asker = Asker::of(principal, reach, visit.request_id.clone());
    let by = asker.by();
    let answers = asker
        .role
        .is_some_and(|role| step_of(role, Move::AnswerFitCheck) == Step::Yes);
    let (view, journey, situation) = journeys::find_fold(&visit.platform, asker, id).await?;
    let what = ("journey", id.as_uuid());
    let reading = Reading::of_one("read_fit_check", what, view.candidate_id);
    audit::read(&visit.platform, &by, reading).await?;
    let props = FitCheckPageProps {
        frame: visit.desk(),
        id: id.to_string(),
        name: view.candidate_name,
        reference: view.reference,
        journey,
        today: situation.today,
        answers,
    };
    Ok(page(StatusCode::OK, render::<FitCheckPage>(props).await))
}
