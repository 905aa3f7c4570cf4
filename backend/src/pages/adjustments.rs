//! What a person needs, as pages: for staff who may know, and for the person.

use super::{
    answers::{Answers, Sent},
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::{Operation, Principal, knower},
    adjustments::service::{self, AdjustmentsError},
    audit::{self, Reading},
    journeys::Asker,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    adjustments::{
        AdjustmentsPage, AdjustmentsPageProps, OwnAdjustmentsPage, OwnAdjustmentsPageProps,
        OwnTrouble, WrittenAdjustments,
    },
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    adjustments::{OnWord, SetAdjustments},
    ids::{CandidateId, JourneyId},
    values::{Words, WordsError, find},
};

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/journeys/{id}/adjustments", web::get().to(form))
        .route("/journeys/{id}/adjustments", web::post().to(set))
        .route("/my/adjustments", web::get().to(own_form))
        .route("/my/adjustments", web::post().to(set_own));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    unsent: Option<String>,
}

impl From<AdjustmentsError> for PageError {
    fn from(error: AdjustmentsError) -> Self {
        match error {
            AdjustmentsError::NotFound => Self::NotFound,
            AdjustmentsError::Journey(error) => error.into(),
            AdjustmentsError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

fn address(id: JourneyId) -> String {
    format!("/journeys/{id}/adjustments")
}

fn written(answers: &Answers) -> WrittenAdjustments {
    WrittenAdjustments {
        words: answers.one("words").to_owned(),
        known_by: answers.all("known_by"),
        on_word: answers.one("on_word").to_owned(),
        version: answers.version(),
    }
}

/// What was written as it is to be kept; an empty field is that they need nothing.
fn read_words(written: &WrittenAdjustments) -> Result<Option<Words>, WordsError> {
    match Words::parse(&written.words) {
        Ok(words) => Ok(Some(words)),
        Err(WordsError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What is shown besides what is on record.
#[derive(Default)]
struct Shown {
    written: Option<WrittenAdjustments>,
    problems: Vec<FieldProblem>,
    is_done: bool,
}

/// `GET /journeys/{id}/adjustments`.
async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id = path.parse().map_err(|_| PageError::NotFound)?;
        visit.staff_for(Operation::ReadAdjustments)?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let shown = Shown {
            written: unsent.as_ref().map(written),
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
    let principal = visit.staff_for(Operation::ReadAdjustments)?;
    let reach = principal.may(Operation::ReadAdjustments)?;
    let asker = Asker::of(principal, reach, visit.request_id.clone());
    let (by, who) = (asker.by(), knower(principal));
    let (journey, view) = service::of_journey(&visit.platform, (asker, who), id).await?;
    let what = ("journey", id.as_uuid());
    let reading = Reading::of_one(Operation::ReadAdjustments.id(), what, journey.candidate_id);
    audit::read(&visit.platform, &by, reading).await?;
    let changes = visit.staff_for(Operation::SetAdjustments).is_ok();
    let written = shown
        .written
        .unwrap_or_else(|| WrittenAdjustments::of(&view));
    let props = AdjustmentsPageProps {
        frame: visit.desk(),
        journey: id.to_string(),
        name: journey.candidate_name,
        reference: journey.reference,
        // What was written for an older version is sent for the one that is shown beside it.
        written: changes.then_some(WrittenAdjustments {
            version: view.version,
            ..written
        }),
        view,
        problems: shown.problems,
        is_done: shown.is_done,
    };
    Ok(page(status, render::<AdjustmentsPage>(props).await))
}

/// `POST /journeys/{id}/adjustments`.
async fn set(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let done = match path.parse() {
        Ok(id) => {
            visit.wrote(address(id), &answers);
            try_to_set(&visit, id, &answers).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(done).await
}

async fn try_to_set(
    visit: &Visit,
    id: JourneyId,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::SetAdjustments)?.clone();
    let written = written(answers);
    let (status, problems) = match read(&written) {
        Ok(request) => {
            let person = person_of(visit, &principal, id).await?;
            let which = (person, written.version);
            match keep(visit, principal, which, request).await {
                Ok(()) => return Ok(see_other(&format!("{}?done=1", address(id)))),
                Err(AdjustmentsError::Stale { .. }) => {
                    let said = "Somebody has changed this record since you opened it. What is on record now stands above. \
                                Check it, then save again.";
                    let problem = FieldProblem::new("", said);
                    (StatusCode::PRECONDITION_FAILED, vec![problem])
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
    };
    let shown = Shown {
        written: Some(written),
        problems,
        is_done: false,
    };
    show(visit, id, status, shown).await
}

/// Whose journey it is, if it lies within reach.
async fn person_of(
    visit: &Visit,
    principal: &Principal,
    id: JourneyId,
) -> Result<CandidateId, PageError> {
    let reach = principal.may(Operation::ReadAdjustments)?;
    let asker = Asker::of(principal, reach, visit.request_id.clone());
    let journey = crate::journeys::service::find(&visit.platform, asker, id).await?;
    Ok(journey.candidate_id)
}

async fn keep(
    visit: &Visit,
    principal: Principal,
    which: (CandidateId, i32),
    request: SetAdjustments,
) -> Result<(), AdjustmentsError> {
    let Ok(reach) = principal.may(Operation::SetAdjustments) else {
        return Err(AdjustmentsError::NotFound);
    };
    let (by, request_id) = ((principal, reach), visit.request_id.0.clone());
    service::set(&visit.platform, by, request_id, which, request).await?;
    Ok(())
}

fn read(written: &WrittenAdjustments) -> Result<SetAdjustments, Vec<FieldProblem>> {
    let words = read_words(written)
        .map_err(|error| FieldProblem::new("words", format!("What they need: {error}.")));
    let on_word = find(&written.on_word)
        .filter(|word| *word != OnWord::Themself)
        .ok_or_else(|| FieldProblem::new("on_word", "Choose on whose word this is."));
    match (words, on_word) {
        (Ok(words), Ok(on_word)) => Ok(SetAdjustments {
            words,
            known_by: written.audiences(),
            on_word: Some(on_word),
        }),
        (words, on_word) => Err(words.err().into_iter().chain(on_word.err()).collect()),
    }
}

/// The candidate who visits, if the policy lets them do this with their own.
fn person(visit: &Visit) -> Result<(Principal, CandidateId), PageError> {
    let id = visit.candidate()?;
    let principal = visit.principal.as_ref().ok_or(PageError::NotSignedIn)?;
    principal.may(Operation::SetAdjustments)?;
    Ok((principal.clone(), id))
}

/// `GET /my/adjustments`.
async fn own_form(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = show_own(&visit, StatusCode::OK, (None, None, asked.done.is_some())).await;
    visit.answer(shown).await
}

async fn show_own(
    visit: &Visit,
    status: StatusCode,
    (written, trouble, is_done): (Option<WrittenAdjustments>, Option<OwnTrouble>, bool),
) -> Result<HttpResponse, PageError> {
    let (principal, id) = person(visit)?;
    let view = service::own(&visit.platform, &principal, id).await?;
    visit.tell().await?;
    let written = written.unwrap_or_else(|| WrittenAdjustments::of(&view));
    let props = OwnAdjustmentsPageProps {
        frame: visit.frame(),
        written: WrittenAdjustments {
            version: view.version,
            ..written
        },
        trouble,
        is_done,
    };
    Ok(page(status, render::<OwnAdjustmentsPage>(props).await))
}

/// `POST /my/adjustments`.
async fn set_own(visit: Visit, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let done = try_to_set_own(&visit, &answers).await;
    visit.answer(done).await
}

async fn try_to_set_own(visit: &Visit, answers: &Answers) -> Result<HttpResponse, PageError> {
    let (principal, id) = person(visit)?;
    let written = written(answers);
    let Ok(words) = read_words(&written) else {
        let shown = (Some(written), Some(OwnTrouble::Words), false);
        return show_own(visit, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
    };
    let request = SetAdjustments {
        words,
        known_by: written.audiences(),
        on_word: None,
    };
    match keep(visit, principal, (id, written.version), request).await {
        Ok(()) => Ok(see_other("/my/adjustments?done=1")),
        Err(AdjustmentsError::Stale { .. }) => {
            let shown = (Some(written), Some(OwnTrouble::Stale), false);
            show_own(visit, StatusCode::PRECONDITION_FAILED, shown).await
        }
        Err(error) => Err(error.into()),
    }
}
