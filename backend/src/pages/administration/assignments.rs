//! Who works where, as a page and its forms.

use super::{frame, may, problem};
use crate::{
    access::Operation,
    assignments::{self, AssignmentError, AssignmentFilter},
    pages::{
        answers::{Answers, Sent},
        error::PageError,
        visit::{Visit, page as show, see_other},
    },
    programmes,
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Path, Query},
};
use frontend::{
    assignments::{AssignmentsPage, AssignmentsPageProps, Group, Written},
    public::render,
    ui::{Choice, FieldProblem},
};
use serde::Deserialize;
use shared::{
    assignments::{AccessRules, CreateAssignment},
    ids::AssignmentId,
    values::Coded as _,
};

const HERE: &str = "/administration/assignments";
/// More programmes than one Trust has under way, and more people than work on them.
const MOST: i64 = 1_000;

impl From<AssignmentError> for PageError {
    fn from(error: AssignmentError) -> Self {
        match error {
            AssignmentError::NotFound => Self::NotFound,
            AssignmentError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: Option<String>,
    unsent: Option<String>,
}

/// What the page shows besides what stands in the database.
#[derive(Default)]
struct Attempt {
    written: Written,
    problems: Vec<FieldProblem>,
    done: Option<String>,
}

/// `GET /administration/assignments`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let done = match asked.done.as_deref() {
        Some("given") => Some("They are assigned to the programme"),
        Some("ended") => Some("The assignment has ended"),
        Some("saved") => Some("Saved"),
        _ => None,
    };
    let shown = async {
        let answers = visit.unsent(asked.unsent.as_deref()).await?;
        let attempt = Attempt {
            written: written(&answers.unwrap_or_default()),
            done: done.map(str::to_owned),
            ..Attempt::default()
        };
        shown(&visit, StatusCode::OK, attempt).await
    }
    .await;
    visit.answer(shown).await
}

fn written(answers: &Answers) -> Written {
    Written {
        programme: answers.one("programme_id").to_owned(),
        whom: answers.one("whom").to_owned(),
    }
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    attempt: Attempt,
) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::ListAssignments)?;
    let reach = principal.may(Operation::ListProgrammes)?;
    let all = (principal.clone(), reach);
    let listed = programmes::service::list(&visit.platform, all, (None, None), None, MOST);
    let listed = listed
        .await
        .map_err(|error| PageError::Broken(error.to_string()))?;
    let open = AssignmentFilter {
        open: Some(true),
        ..AssignmentFilter::default()
    };
    let given = assignments::list(&visit.platform, &principal, open, None, MOST).await?;
    let groups = listed.into_iter().map(|programme| Group {
        id: programme.id,
        assignments: given
            .iter()
            .filter(|one| one.programme_id == programme.id)
            .cloned()
            .collect(),
        title: format!("{} ({})", programme.title, programme.reference),
    });
    let people = assignments::people(&visit.platform, &principal).await?;
    let people = people.into_iter().map(|one| {
        let part = one
            .role
            .map(|role| role.label())
            .or(one.kind.map(|kind| kind.label()));
        Choice::new(
            one.code(),
            format!("{}, {}", one.name, part.unwrap_or_default()),
        )
    });
    let rules = match principal.may(Operation::SetAccessRules) {
        Ok(_) => Some(assignments::rules(&visit.platform, &principal).await?),
        Err(_) => None,
    };
    let props = AssignmentsPageProps {
        frame: frame(visit),
        groups: groups.collect(),
        people: people.collect(),
        written: attempt.written,
        problems: attempt.problems,
        done: attempt.done,
        rules,
    };
    Ok(show(status, render::<AssignmentsPage>(props).await))
}

/// `POST /administration/assignments`.
pub(super) async fn give(mut visit: Visit, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.wrote(HERE, &answers);
    let given = try_to_give(&visit, written(&answers)).await;
    visit.answer(given).await
}

async fn try_to_give(visit: &Visit, written: Written) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::CreateAssignment)?;
    let whom = written.whom.split_once(':');
    let user_id = whom.and_then(|(kind, id)| (kind == "user").then(|| id.parse().ok())?);
    let organisation_id =
        whom.and_then(|(kind, id)| (kind == "college").then(|| id.parse().ok())?);
    let mut problems = Vec::new();
    if user_id.is_none() && organisation_id.is_none() {
        problems.push(FieldProblem::new("whom", "Choose who is to work on it."));
    }
    let programme = written.programme.parse();
    if programme.is_err() {
        problems.push(FieldProblem::new("programme_id", "Choose a programme."));
    }
    if let (true, Ok(programme_id)) = (problems.is_empty(), programme) {
        let request = CreateAssignment {
            programme_id,
            user_id,
            organisation_id,
        };
        let request_id = visit.request_id.0.clone();
        match assignments::assign(&visit.platform, principal, request_id, request).await {
            Ok(_) => return Ok(see_other(&format!("{HERE}?done=given"))),
            Err(AssignmentError::Already) => {
                let message = "They are assigned to this programme already.";
                problems.push(FieldProblem::new("whom", message));
            }
            Err(error) => match error.field() {
                Some(field) => problems.push(whom_or_programme(&field)),
                None => return Err(error.into()),
            },
        }
    }
    let attempt = Attempt {
        written,
        problems,
        done: None,
    };
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, attempt).await
}

/// The form has one field for a member of staff or a college.
fn whom_or_programme(field: &shared::problem::FieldError) -> FieldProblem {
    let problem = problem(field);
    if problem.field == "programme_id" {
        problem
    } else {
        FieldProblem::new("whom", problem.message)
    }
}

/// `POST /administration/assignments/{id}/end`.
pub(super) async fn end(mut visit: Visit, path: Path<String>) -> HttpResponse {
    visit.form_of(HERE);
    let ended = async {
        let (principal, _) = may(&visit, Operation::EndAssignment)?;
        let id: AssignmentId = path.parse().map_err(|_| PageError::NotFound)?;
        let request_id = visit.request_id.0.clone();
        // One that lasts is at its first version; one that has ended already is as it was wanted.
        match assignments::end(&visit.platform, principal, request_id, (id, 1)).await {
            Ok(_) | Err(AssignmentError::Stale) => Ok(see_other(&format!("{HERE}?done=ended"))),
            Err(error) => Err(error.into()),
        }
    }
    .await;
    visit.answer(ended).await
}

/// `POST /administration/assignments/rules`.
pub(super) async fn rules(mut visit: Visit, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    visit.form_of(HERE);
    let saved = async {
        let (principal, _) = may(&visit, Operation::SetAccessRules)?;
        let rules = AccessRules {
            hiring_managers_by_programme: answers.one("hiring_managers_by_programme") == "yes",
        };
        let request_id = visit.request_id.0.clone();
        assignments::change_rules(&visit.platform, principal, request_id, rules).await?;
        Ok(see_other(&format!("{HERE}?done=saved")))
    }
    .await;
    visit.answer(saved).await
}
