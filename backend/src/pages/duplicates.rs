//! People who may be there twice, as pages: the list, and the question what two of them are.

use super::{
    answers::{Answers, Sent},
    desk::status_of,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    audit::{self, By, Reading},
    duplicates::service::{self, DuplicateError},
    journeys::JourneyError,
    platform::http::{Problem, cursor},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Path, Query},
};
use frontend::{
    duplicates::{
        DuplicatesPage, DuplicatesPageProps, SettlePage, SettlePageProps, SettleWritten, Settled,
    },
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::{
    duplicates::{DuplicateDecision, SettleDuplicate},
    ids::DuplicateId,
    journey::UnmetGuard,
    values::{Words, WordsError, find},
};

/// So many pairs on a page.
const ON_A_PAGE: usize = 20;
/// What the cursor of this list is for.
const LIST: &str = "duplicates page";
/// Where the list is.
const ADDRESS: &str = "/people/duplicates";

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/people/duplicates", web::get().to(list))
        .route("/people/duplicates/{id}", web::get().to(form))
        .route("/people/duplicates/{id}", web::post().to(settle));
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    after: Option<String>,
    done: Option<String>,
    unsent: Option<String>,
}

impl From<DuplicateError> for PageError {
    fn from(error: DuplicateError) -> Self {
        match error {
            DuplicateError::NotFound => Self::NotFound,
            DuplicateError::Journey(error) => error.into(),
            DuplicateError::NotTheirs(error) => error.into(),
            DuplicateError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// `GET /people/duplicates`.
async fn list(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, &asked).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: &Asked) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ListDuplicates)?.clone();
    let after = asked.after.as_deref();
    let after = after
        .map(|text| cursor::decode(LIST, text))
        .transpose()
        .map_err(|_| PageError::NotFound)?;
    let by = By::of(&principal, visit.request_id.0.clone());
    let one_more = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let mut pairs = service::list(&visit.platform, principal, after, one_more).await?;
    let more = pairs.len() > ON_A_PAGE;
    pairs.truncate(ON_A_PAGE);
    tell(visit, &by, pairs.len() * 2).await?;
    let next = pairs.last().filter(|_| more).map(|last| {
        let after = cursor::encode(LIST, &last.id);
        format!("{ADDRESS}?after={after}")
    });
    let props = DuplicatesPageProps {
        frame: visit.desk(),
        pairs,
        next,
        settles: visit.staff_for(Operation::SettleDuplicate).is_ok(),
        done: match asked.done.as_deref() {
            Some("apart") => Some(Settled::Apart),
            Some("merged") => Some(Settled::Merged),
            _ => None,
        },
    };
    Ok(page(StatusCode::OK, render::<DuplicatesPage>(props).await))
}

/// Tells the audit log how many people are about to be shown.
async fn tell(visit: &Visit, by: &By, people: usize) -> Result<(), PageError> {
    let reading = Reading::of_list(Operation::ListDuplicates.id(), "candidate", people, &[]);
    Ok(audit::read(&visit.platform, by, reading).await?)
}

fn written(answers: &Answers) -> SettleWritten {
    SettleWritten {
        choice: answers.one("choice").to_owned(),
        reason: answers.one("reason").to_owned(),
    }
}

/// `GET /people/duplicates/{id}`.
async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let id = path.parse().map_err(|_| PageError::NotFound)?;
        visit.staff_for(Operation::SettleDuplicate)?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let written = unsent.as_ref().map(written).unwrap_or_default();
        show(
            &visit,
            id,
            StatusCode::OK,
            (written, Vec::new(), Vec::new()),
        )
        .await
    }
    .await;
    visit.answer(shown).await
}

/// What is shown besides the two: the form, what is wrong with it, and what the rules refuse.
type Shown = (SettleWritten, Vec<FieldProblem>, Vec<UnmetGuard>);

async fn show(
    visit: &Visit,
    id: DuplicateId,
    status: StatusCode,
    (written, problems, unmet): Shown,
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::SettleDuplicate)?.clone();
    let by = By::of(&principal, visit.request_id.0.clone());
    let pair = service::find(&visit.platform, principal, id).await?;
    tell(visit, &by, 2).await?;
    let props = SettlePageProps {
        frame: visit.desk(),
        pair,
        written,
        problems,
        unmet,
    };
    Ok(page(status, render::<SettlePage>(props).await))
}

/// `POST /people/duplicates/{id}`.
async fn settle(mut visit: Visit, path: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let done = match path.parse() {
        Ok(id) => {
            visit.wrote(format!("{ADDRESS}/{id}"), &answers);
            try_to_settle(&visit, id, &answers).await
        }
        Err(_) => Err(PageError::NotFound),
    };
    visit.answer(done).await
}

async fn try_to_settle(
    visit: &Visit,
    id: DuplicateId,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::SettleDuplicate)?.clone();
    let written = written(answers);
    let request = match read(&written) {
        Ok(request) => request,
        Err(problem) => {
            let shown = (written, vec![problem], Vec::new());
            return show(visit, id, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
        }
    };
    let done = match request.decision {
        DuplicateDecision::TwoPeople => "apart",
        DuplicateDecision::OnePerson => "merged",
    };
    let by = (principal, visit.request_id.clone());
    let settled = service::settle(&visit.platform, by, (id, answers.version()), request).await;
    let (problem, error) = match settled {
        Ok(_) => return Ok(see_other(&format!("{ADDRESS}?done={done}"))),
        Err(error @ DuplicateError::Stale) => {
            let said = "Somebody has said what these two are since you opened this page.";
            (FieldProblem::new("", said), error)
        }
        Err(error @ DuplicateError::Invalid(_)) => (choose(), error),
        Err(error @ DuplicateError::Journey(JourneyError::Refused(_))) => {
            let said = "The rules do not allow this now.";
            (FieldProblem::new("", said), error)
        }
        Err(error) => return Err(error.into()),
    };
    let problem_details = Problem::from(error);
    let unmet = problem_details.details().unmet_guards;
    let shown = (written, vec![problem], unmet);
    show(visit, id, status_of(&problem_details), shown).await
}

fn read(written: &SettleWritten) -> Result<SettleDuplicate, FieldProblem> {
    if find(&written.choice) == Some(DuplicateDecision::TwoPeople) {
        return Ok(SettleDuplicate {
            decision: DuplicateDecision::TwoPeople,
            survivor_id: None,
            merged_id: None,
            reason: None,
        });
    }
    let (merged, survivor) = written.merge().ok_or_else(choose)?;
    let reason = Words::parse(&written.reason).map_err(|error| {
        let said = match error {
            WordsError::Empty => "Write how you know that they are one person.".to_owned(),
            error => format!("How you know: {error}."),
        };
        FieldProblem::new("reason", said)
    })?;
    Ok(SettleDuplicate {
        decision: DuplicateDecision::OnePerson,
        survivor_id: Some(survivor),
        merged_id: Some(merged),
        reason: Some(reason),
    })
}

fn choose() -> FieldProblem {
    FieldProblem::new("choice", "Choose what they are.")
}
