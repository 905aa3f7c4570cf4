//! A candidate's moves as plain forms. Whether a move is possible is the rulebook's to say, through `journeys`; what it
//! answers is shown on the form's own page, with everything that was filled in still there.

use super::{
    candidate::case,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    journeys::{JourneyError, service as journeys},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Form, Path},
};
use frontend::{
    candidate::{Answers, Attempt, Case, MovePage, MovePageProps, Trouble, command_from_answers},
    language::moves as words,
    public::render,
};
use shared::{
    ids::JourneyId,
    journey::{ActorKind, Move},
};
use std::rc::Rc;

/// Which form: the journey's id and the move's name.
type Which = Path<(String, String)>;

fn which(path: &Which) -> Result<(JourneyId, Move), PageError> {
    let id = path.0.parse().map_err(|_| PageError::NotFound)?;
    let name: Move = path.1.parse().map_err(|_| PageError::NotFound)?;
    let is_theirs = name.is_for(ActorKind::Candidate) && words::of(name).is_some();
    is_theirs.then_some((id, name)).ok_or(PageError::NotFound)
}

/// `GET /my/moves/{journey}/{move}`.
pub(super) async fn form(visit: Visit, path: Which) -> HttpResponse {
    let shown = async {
        let (id, name) = which(&path)?;
        let case = case(&visit, id).await?;
        show(&visit, StatusCode::OK, case, name, None).await
    }
    .await;
    visit.answer(shown).await
}

/// `POST /my/moves/{journey}/{move}`.
pub(super) async fn make(
    visit: Visit,
    path: Which,
    answers: Result<Form<Answers>, actix_web::Error>,
) -> HttpResponse {
    let answers = answers.map(Form::into_inner).unwrap_or_default();
    let made = try_to_make(&visit, &path, answers).await;
    visit.answer(made).await
}

async fn try_to_make(
    visit: &Visit,
    path: &Which,
    answers: Answers,
) -> Result<HttpResponse, PageError> {
    let (id, name) = which(path)?;
    let read = case(visit, id).await?;
    let command = match command_from_answers(&read, name, &answers) {
        Ok(command) => command,
        Err(problems) => {
            let attempt = Attempt {
                answers,
                trouble: Trouble::Invalid(problems),
            };
            return show(
                visit,
                StatusCode::UNPROCESSABLE_ENTITY,
                read,
                name,
                Some(attempt),
            )
            .await;
        }
    };
    // A form without a version was not ours: no version is ever 0, so that it is shown again.
    let expected = answers
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let asker = visit.asker(Operation::MakeTransition)?;
    match journeys::transition(&visit.platform, asker, id, expected, command).await {
        Ok(_) => Ok(see_other(&format!("/my/journeys/{id}?done={name}"))),
        Err(JourneyError::Refused(refusal)) => {
            let attempt = Attempt {
                answers,
                trouble: Trouble::Refused(refusal.unmet_guards),
            };
            let now = case(visit, id).await?;
            show(visit, StatusCode::CONFLICT, now, name, Some(attempt)).await
        }
        Err(JourneyError::Stale { .. }) => stale(visit, id, name, answers).await,
        Err(error) => Err(error.into()),
    }
}

/// Somebody moved the journey meanwhile: the form again, as things stand now. Where the move is over, as after a double
/// click, the page that says where one is.
async fn stale(
    visit: &Visit,
    id: JourneyId,
    name: Move,
    answers: Answers,
) -> Result<HttpResponse, PageError> {
    let now = case(visit, id).await?;
    if !now.moves().iter().any(|option| option.name == name) {
        return Ok(see_other(&format!("/my/journeys/{id}")));
    }
    let attempt = Attempt {
        answers,
        trouble: Trouble::Stale,
    };
    show(
        visit,
        StatusCode::PRECONDITION_FAILED,
        now,
        name,
        Some(attempt),
    )
    .await
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    case: Case,
    name: Move,
    attempt: Option<Attempt>,
) -> Result<HttpResponse, PageError> {
    let props = MovePageProps {
        frame: visit.frame(),
        case: Rc::new(case),
        name,
        attempt,
    };
    visit.tell().await?;
    Ok(page(status, render::<MovePage>(props).await))
}
