//! The page on which a task is given to somebody.

use super::{
    answers::{Answers, Sent},
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::{Operation, Principal, Reach},
    audit::{self, By, Reading},
    tasks::giving::{self, Given, GivingError},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Path, Query},
};
use frontend::{
    public::render,
    tasks::{GivePage, GivePageProps, GivenTo},
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    ids::JourneyId,
    values::{Words, find},
};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    unsent: Option<String>,
}

impl From<GivingError> for PageError {
    fn from(error: GivingError) -> Self {
        match error {
            GivingError::NotFound => Self::NotFound,
            GivingError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// What is shown besides the task.
#[derive(Default)]
struct Shown {
    given: Option<GivenTo>,
    problems: Vec<FieldProblem>,
    is_done: bool,
}

fn address(id: JourneyId) -> String {
    format!("/today/{id}")
}

fn named(path: &str) -> Result<JourneyId, PageError> {
    path.parse().map_err(|_| PageError::NotFound)
}

fn who(visit: &Visit) -> Result<(Principal, Reach), PageError> {
    let principal = visit.staff_for(Operation::ListTasks)?.clone();
    let reach = principal.may(Operation::ListTasks)?;
    Ok((principal, reach))
}

fn written(answers: &Answers) -> GivenTo {
    GivenTo {
        to: answers.one("assigned_to").to_owned(),
        note: answers.one("note").to_owned(),
    }
}

/// `GET /today/{id}`.
pub(super) async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id = named(&path)?;
        who(&visit)?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let shown = Shown {
            given: unsent.as_ref().map(written),
            is_done: asked.done.is_some(),
            ..Shown::default()
        };
        show(&visit, id, StatusCode::OK, shown).await
    }
    .await;
    visit.answer(shown).await
}

async fn show(
    visit: &Visit,
    id: JourneyId,
    status: StatusCode,
    shown: Shown,
) -> Result<HttpResponse, PageError> {
    let (principal, reach) = who(visit)?;
    let today = visit.platform.clock.today().into();
    let (database, within) = (&visit.platform.database, (principal.trust_id, reach));
    let (task, workers) = giving::find(database, within, id, today).await?;
    let reading = Reading::of_list("list_tasks", "journey", 1, &[]).within(id.as_uuid());
    let by = By::of(&principal, visit.request_id.0.clone());
    audit::read(&visit.platform, &by, reading).await?;
    let given = shown.given.unwrap_or_else(|| GivenTo {
        to: task
            .assigned_to
            .map(|user| user.to_string())
            .unwrap_or_default(),
        note: task.note.clone().unwrap_or_default(),
    });
    let workers = workers.into_iter().map(|(id, name)| (id.to_string(), name));
    let props = GivePageProps {
        frame: visit.desk(),
        today,
        task,
        workers: workers.collect(),
        given,
        problems: shown.problems,
        is_done: shown.is_done,
    };
    Ok(page(status, render::<GivePage>(props).await))
}

/// `POST /today/{id}`.
pub(super) async fn give(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let given = match named(&path) {
        Ok(id) => {
            visit.wrote(address(id), &answers);
            try_to_give(&visit, id, &answers).await
        }
        Err(error) => Err(error),
    };
    visit.answer(given).await
}

async fn try_to_give(
    visit: &Visit,
    id: JourneyId,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let by = who(visit)?;
    let (status, problem) = match read(answers) {
        Ok(given) => {
            let request_id = visit.request_id.0.clone();
            match giving::give(&visit.platform, by, request_id, id, given).await {
                Ok(()) => return Ok(see_other(&format!("{}?done=1", address(id)))),
                Err(GivingError::MovedOn) => (StatusCode::CONFLICT, moved_on()),
                Err(GivingError::OutOfReach) => (StatusCode::UNPROCESSABLE_ENTITY, out_of_reach()),
                Err(error) => return Err(error.into()),
            }
        }
        Err(problem) => (StatusCode::UNPROCESSABLE_ENTITY, problem),
    };
    let shown = Shown {
        given: Some(written(answers)),
        problems: vec![problem],
        is_done: false,
    };
    show(visit, id, status, shown).await
}

fn read(answers: &Answers) -> Result<Given, FieldProblem> {
    let to = match answers.one("assigned_to") {
        "" => None,
        id => Some(id.parse().map_err(|_| out_of_reach())?),
    };
    let note = match answers.one("note") {
        "" => None,
        text => {
            let read = Words::parse(text);
            Some(read.map_err(|error| {
                FieldProblem::new("note", format!("What they should know: {error}."))
            })?)
        }
    };
    Ok(Given {
        kind: find(answers.one("kind")),
        to,
        note,
    })
}

fn out_of_reach() -> FieldProblem {
    let said = "Choose somebody who works on this programme, or nobody in particular.";
    FieldProblem::new("assigned_to", said)
}

fn moved_on() -> FieldProblem {
    let said = "The journey has moved on since you opened this page, and waits for what stands below now. Check it, then save \
                again.";
    FieldProblem::new("", said)
}
