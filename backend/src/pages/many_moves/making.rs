//! What would come of it, making it, and what came of it.

use super::{
    Desk, Which,
    choosing::{self, Written},
    planning::{OrProblems, free_times, plan},
};
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::batch,
    pages::{
        answers::Answers,
        error::PageError,
        visit::{Visit, page, see_other},
    },
    platform::http::{
        Found, Problem,
        idempotency::{Became, Idempotency},
    },
};
use actix_web::{HttpResponse, http::StatusCode, web::Path};
use frontend::{
    journeys::{
        answers::from_server,
        many::{PreviewPage, PreviewPageProps, ResultPage, ResultPageProps},
    },
    public::render,
    ui::{FieldProblem, dates::spelled_out},
};
use shared::{
    journey::{ForMany, Move, State, for_many},
    journeys::{TransitionBatch, TransitionBatchView},
    problem::ProblemCode,
};
use uuid::Uuid;

/// One step on the way: back to the form, the preview, or making it.
pub(super) async fn step(
    visit: &Visit,
    desk: &Desk,
    (state, name): (State, Move),
    answers: Answers,
) -> Result<HttpResponse, PageError> {
    let which = Which {
        state: Some(state),
        name: Some(name),
    };
    let here = Some(answers.one("cursor").to_owned()).filter(|cursor| !cursor.is_empty());
    if answers.one("step") == "change" {
        return choosing::show(visit, desk, (which, here.as_deref()), Written::of(answers)).await;
    }
    let made = match plan(visit, desk, name, &answers).await? {
        Ok(batch) if answers.one("step") == "make" => make(visit, desk, batch, &answers).await?,
        Ok(batch) => preview(visit, desk, state, batch, &answers).await?,
        Err(problems) => Err(problems),
    };
    match made {
        Ok(answer) => Ok(answer),
        Err(problems) => {
            let written = Written::wrong(answers, problems);
            choosing::show(visit, desk, (which, here.as_deref()), written).await
        }
    }
}

/// The fields that the preview's form sends on.
fn sent_on(answers: &Answers, batch: &TransitionBatch, state: State) -> Vec<(String, String)> {
    let field = |name: &str, value: String| (name.to_owned(), value);
    let mut sent = vec![
        field("state", state.to_string()),
        field("move", batch.name.to_string()),
        field("cursor", answers.one("cursor").to_owned()),
    ];
    for line in &batch.journeys {
        sent.push(field(
            "journey",
            format!("{}.{}", line.journey_id, line.version),
        ));
        let slot = line
            .details
            .as_ref()
            .and_then(|own| own["slot_id"].as_str());
        if let Some(slot) = slot {
            sent.push(field(&format!("slot.{}", line.journey_id), slot.to_owned()));
        }
    }
    for asked in shared::journey::fields_for_many(batch.name) {
        for part in ["", "-day", "-month", "-year"] {
            let name = format!("{}{part}", asked.name);
            let value = answers.one(&name).to_owned();
            if !value.is_empty() {
                sent.push((name, value));
            }
        }
    }
    sent
}

/// What the rules would answer to each.
async fn preview(
    visit: &Visit,
    desk: &Desk,
    state: State,
    batch: TransitionBatch,
    answers: &Answers,
) -> Result<OrProblems<HttpResponse>, PageError> {
    let planned = match batch::plan(&batch) {
        Ok(planned) => planned,
        Err(problem) => return refused(batch.name, &problem),
    };
    let asker = desk.asker(visit, Operation::MakeTransitionBatch)?;
    let view = batch::make(&visit.platform, asker, (batch.name, planned), true).await?;
    let chosen: Vec<_> = batch
        .journeys
        .iter()
        .map(|line| (line.journey_id, line.version))
        .collect();
    let times = if for_many(batch.name) == ForMany::Dealt {
        free_times(visit, desk, &chosen).await?
    } else {
        Vec::new()
    };
    let own = batch.journeys.iter().filter_map(|line| {
        let slot = line.details.as_ref()?["slot_id"].as_str()?;
        let time = times.iter().find(|time| time.code == slot)?;
        Some((line.journey_id, spelled_out(&time.label)))
    });
    let mut sent = sent_on(answers, &batch, state);
    let key: Uuid = visit.platform.ids.new_id();
    sent.push(("key".to_owned(), key.to_string()));
    let props = PreviewPageProps {
        frame: visit.desk(),
        programme: desk.shown(),
        state,
        own: own.collect(),
        sent,
        view,
    };
    Ok(Ok(page(StatusCode::OK, render::<PreviewPage>(props).await)))
}

/// The name under which a form's key is kept, apart from those of the API.
fn key_of(key: Uuid) -> String {
    format!("moves of a page {key}")
}

/// Makes it, once for each preview, and leads to what came of it.
async fn make(
    visit: &Visit,
    desk: &Desk,
    batch: TransitionBatch,
    answers: &Answers,
) -> Result<OrProblems<HttpResponse>, PageError> {
    let Ok(key) = answers.one("key").parse::<Uuid>() else {
        return Ok(Err(vec![FieldProblem::new(
            "",
            "Look at what will happen first",
        )]));
    };
    let planned = match batch::plan(&batch) {
        Ok(planned) => planned,
        Err(problem) => return refused(batch.name, &problem),
    };
    let asker = desk.asker(visit, Operation::MakeTransitionBatch)?;
    let sent = serde_json::to_vec(&batch).unwrap_or_default();
    let once = Idempotency::of_form(&visit.request, &key_of(key), &sent);
    let platform = &visit.platform;
    let work = async {
        let made = batch::make(platform, asker, (batch.name, planned), false).await?;
        Ok(Found::new(made))
    };
    let (trust, who) = (desk.principal.trust_id, desk.principal.key());
    let done = once
        .once(&platform.database, &platform.clock, trust, &who, work)
        .await;
    let address = format!("{}/results/{key}", desk.shown().address());
    match done {
        Ok(_) => Ok(Ok(see_other(&address))),
        // The first time it was sent is what counts.
        Err(problem)
            if matches!(
                problem.code(),
                ProblemCode::IdempotencyKeyBusy | ProblemCode::IdempotencyKeyReused
            ) =>
        {
            Ok(Ok(see_other(&address)))
        }
        Err(problem) => match problem.code() {
            ProblemCode::Unavailable | ProblemCode::StorageFull | ProblemCode::OutcomeUnknown => {
                Err(PageError::Unavailable(problem.to_string()))
            }
            ProblemCode::Forbidden => Err(PageError::Forbidden),
            _ => Err(PageError::Broken(problem.to_string())),
        },
    }
}

/// What cannot be read is one mistake of the form, beside its fields.
fn refused(name: Move, problem: &Problem) -> Result<OrProblems<HttpResponse>, PageError> {
    let mut errors = problem.details().errors;
    for error in &mut errors {
        error.pointer = error.pointer.trim_start_matches("/details").to_owned();
    }
    let problems = from_server(name, &errors);
    if problems.is_empty() {
        return Err(PageError::Broken(problem.to_string()));
    }
    Ok(Err(problems))
}

/// `GET /programmes/{id}/moves/results/{key}`.
pub(super) async fn result(visit: Visit, path: Path<(String, String)>) -> HttpResponse {
    let shown = async {
        let desk = Desk::of(&visit, &path.0).await?;
        let key: Uuid = path.1.parse().map_err(|_| PageError::NotFound)?;
        let platform = &visit.platform;
        let (who, key) = (desk.principal.key(), key_of(key));
        let (trust, which) = (desk.principal.trust_id, (who.as_str(), key.as_str()));
        let became = Became::of(&platform.database, &platform.clock, trust, which).await?;
        let view: Option<TransitionBatchView> = match became {
            Became::Unknown => return Err(PageError::NotFound),
            Became::AtWork => None,
            Became::Answered(body) => {
                Some(serde_json::from_str(&body).map_err(|_| PageError::NotFound)?)
            }
        };
        if let Some(view) = &view {
            let asker = desk.asker(&visit, Operation::MakeTransitionBatch)?;
            let action = Operation::MakeTransitionBatch.id();
            let reading = Reading::of_list(action, "journey", view.data.len(), &[]);
            audit::read(platform, &asker.by(), reading).await?;
        }
        let props = ResultPageProps {
            frame: visit.desk(),
            programme: desk.shown(),
            view,
        };
        Ok(page(StatusCode::OK, render::<ResultPage>(props).await))
    }
    .await;
    visit.answer(shown).await
}
