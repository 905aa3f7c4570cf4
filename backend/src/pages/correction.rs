//! Staff correct what is known of a person. What is written here reaches the record and nothing else: the number is neither
//! shown again, nor kept over a sign-in, nor in any address.

use super::{
    answers::{Answers, Sent},
    desk::status_of,
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::Operation,
    candidates::{self, service::CandidateError},
    platform::http::Problem,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Path, Query},
};
use frontend::{
    candidates::{CorrectPage, CorrectPageProps, Written, read},
    forms::problems_of,
    public::render,
    ui::{DateParts, FieldProblem},
};
use serde::Deserialize;
use shared::{
    candidates::CandidateView,
    ids::{CandidateId, JourneyId},
};

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Whose page one came from.
    journey: Option<String>,
    done: Option<String>,
    unsent: Option<String>,
}

impl From<CandidateError> for PageError {
    fn from(error: CandidateError) -> Self {
        match error {
            CandidateError::NotFound => Self::NotFound,
            CandidateError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// The form, and where one came from.
struct Form {
    id: CandidateId,
    journey: Option<JourneyId>,
}

impl Form {
    fn of(path: &str, journey: Option<&str>) -> Result<Self, PageError> {
        Ok(Self {
            id: path.parse().map_err(|_| PageError::NotFound)?,
            journey: journey.and_then(|journey| journey.parse().ok()),
        })
    }

    fn address(&self) -> String {
        format!("/candidates/{}/correct", self.id)
    }

    /// The address with a name and its value, and with where one came from.
    fn with(&self, name: &str, value: &str) -> String {
        let journey = self.journey.map(|id| format!("&journey={id}"));
        format!(
            "{}?{name}={value}{}",
            self.address(),
            journey.unwrap_or_default()
        )
    }

    fn action(&self) -> String {
        match self.journey {
            Some(id) => format!("{}?journey={id}", self.address()),
            None => self.address(),
        }
    }

    fn back(&self) -> String {
        match self.journey {
            Some(id) => format!("/dashboard/journeys/{id}"),
            None => "/dashboard/programmes".to_owned(),
        }
    }
}

fn written(answers: &Answers) -> Written {
    let one = |name: &str| answers.one(name).to_owned();
    Written {
        given_name: one("given_name"),
        family_name: one("family_name"),
        date_of_birth: DateParts {
            day: one("date_of_birth-day"),
            month: one("date_of_birth-month"),
            year: one("date_of_birth-year"),
        },
        email: one("email"),
        phone: one("phone"),
        language: one("language"),
        version: answers.version(),
    }
}

/// What is shown besides the record.
#[derive(Default)]
struct Shown {
    written: Option<Written>,
    problems: Vec<FieldProblem>,
    done: Option<String>,
}

/// `GET /candidates/{id}/correct`.
pub(super) async fn form(visit: Visit, path: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let form = Form::of(&path, asked.journey.as_deref())?;
        let person = person(&visit, form.id).await?;
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let done = asked
            .done
            .as_ref()
            .map(|_| "Their details are corrected".to_owned());
        let shown = Shown {
            written: unsent.as_ref().map(written),
            done,
            ..Shown::default()
        };
        show(&visit, &form, (StatusCode::OK, person), shown).await
    }
    .await;
    visit.answer(shown).await
}

/// The person as they are on record. Reading them is written to the audit log.
async fn person(visit: &Visit, id: CandidateId) -> Result<CandidateView, PageError> {
    let principal = visit.staff_for(Operation::CorrectCandidate)?.clone();
    let reach = principal.may(Operation::CorrectCandidate)?;
    let request_id = visit.request_id.0.clone();
    let found = candidates::service::find(&visit.platform, principal, reach, request_id, id);
    Ok(found.await?)
}

async fn show(
    visit: &Visit,
    form: &Form,
    (status, person): (StatusCode, CandidateView),
    shown: Shown,
) -> Result<HttpResponse, PageError> {
    let written = shown.written.unwrap_or_else(|| Written::of(&person));
    let mut problems = shown.problems;
    let is_stale = written.version != person.version;
    if is_stale {
        problems.push(FieldProblem::new(
            "",
            "Somebody has changed this record since you opened it. What is on record now stands under each field where \
             yours is different. Check them, then save again.",
        ));
    }
    let props = CorrectPageProps {
        frame: visit.desk(),
        action: form.action(),
        back: form.back(),
        person,
        written,
        problems,
        is_stale,
        done: shown.done,
    };
    Ok(page(status, render::<CorrectPage>(props).await))
}

/// `POST /candidates/{id}/correct`.
pub(super) async fn correct(
    mut visit: Visit,
    path: Path<String>,
    asked: Query<Asked>,
    sent: Sent,
) -> HttpResponse {
    let answers = Answers::of(sent);
    let corrected = match Form::of(&path, asked.journey.as_deref()) {
        Ok(form) => {
            visit.wrote(form.action(), &answers);
            try_to_correct(&visit, &form, &answers).await
        }
        Err(error) => Err(error),
    };
    visit.answer(corrected).await
}

async fn try_to_correct(
    visit: &Visit,
    form: &Form,
    answers: &Answers,
) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::CorrectCandidate)?.clone();
    let reach = principal.may(Operation::CorrectCandidate)?;
    let (written, today) = (written(answers), visit.platform.clock.today().into());
    let (status, problems) = match read(&written, answers.one("ni_number"), today) {
        Ok(correction) => {
            let request_id = visit.request_id.0.clone();
            let which = (form.id, written.version);
            let (platform, by) = (&visit.platform, (principal, reach));
            let corrected =
                candidates::correct(platform, by.0, by.1, request_id, which, correction).await;
            match corrected {
                Ok(_) => return Ok(see_other(&form.with("done", "1"))),
                Err(CandidateError::Stale { .. }) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
                Err(error @ (CandidateError::Invalid(_) | CandidateError::NumberInUse { .. })) => {
                    let problem = Problem::from(error);
                    let problems = problems_of(&problem.details().errors, |_| true);
                    (status_of(&problem), problems)
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
    };
    let person = person(visit, form.id).await?;
    let shown = Shown {
        written: Some(written),
        problems,
        done: None,
    };
    show(visit, form, (status, person), shown).await
}
