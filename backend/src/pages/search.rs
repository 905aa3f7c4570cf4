//! Staff find people. What is typed is personal, and an address is written down on its way: so the form is posted, and the
//! address of its answer holds what was typed sealed. It can be gone back to, kept and shared within the Trust: everybody sees
//! there whom they themselves may see.

use super::{
    answers::{Answers, Sent},
    error::PageError,
    visit::{Visit, page, see_other},
};
use crate::{
    access::{Operation, Principal},
    candidates,
    platform::crypto::{KeyRing, Place, open, seal},
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    candidates::{SearchPage, SearchPageProps},
    public::render,
    ui::FieldProblem,
};
use serde::Deserialize;
use shared::candidates::{CandidatesFound, Sought};
use uuid::Uuid;

/// More than this is no name.
const LETTERS: usize = 200;

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// What was typed, sealed.
    r#for: Option<String>,
}

/// The keys of these addresses.
fn keys(visit: &Visit) -> KeyRing {
    visit.platform.fields.for_use("searches in addresses v1")
}

fn place(principal: &Principal) -> Place<'static> {
    Place {
        table: "candidates",
        trust: principal.trust_id.as_uuid(),
        row: Uuid::nil(),
        field: "search",
    }
}

/// `GET /people`.
pub(super) async fn form(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let principal = visit.staff_for(Operation::SearchCandidates)?.clone();
        let Some(sealed) = &asked.r#for else {
            return Ok(show(&visit, String::new(), None, None).await);
        };
        let opened = open(&keys(&visit), place(&principal), sealed).ok();
        let Some(typed) = opened.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            let what = "This search can no longer be opened. Type it again";
            return Ok(show(&visit, String::new(), Some(what), None).await);
        };
        let sought = Sought::read(&typed);
        // The number is not shown again.
        let typed = if sought.ni_number.is_some() {
            String::new()
        } else {
            typed
        };
        let reach = principal.may(Operation::SearchCandidates)?;
        let request_id = visit.request_id.0.clone();
        let found =
            candidates::search(&visit.platform, principal, reach, request_id, sought).await?;
        Ok(show(&visit, typed, None, Some(found)).await)
    }
    .await;
    visit.answer(shown).await
}

/// `POST /people`.
pub(super) async fn find(mut visit: Visit, sent: Sent) -> HttpResponse {
    // What was typed is not kept over a sign-in: it may be a National Insurance number.
    visit.form_of("/people");
    let typed = Answers::of(sent).one("search").to_owned();
    let answer = sealed(&visit, typed).await;
    visit.answer(answer).await
}

async fn sealed(visit: &Visit, typed: String) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::SearchCandidates)?;
    let wrong = if typed.chars().count() > LETTERS {
        Some("Type less: a name, a date of birth, a reference or a number")
    } else if Sought::read(&typed).is_empty() {
        Some("Type a name, a date of birth, a reference, an email address or a number")
    } else {
        None
    };
    if wrong.is_some() {
        return Ok(show(visit, typed, wrong, None).await);
    }
    let sealed = seal(&keys(visit), place(principal), typed.as_bytes());
    let sealed = sealed.map_err(|error| PageError::Broken(error.to_string()))?;
    Ok(see_other(&format!("/people?for={sealed}")))
}

async fn show(
    visit: &Visit,
    typed: String,
    wrong: Option<&str>,
    found: Option<CandidatesFound>,
) -> HttpResponse {
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let problem = wrong.map(|what| FieldProblem::new("search", what));
    let props = SearchPageProps {
        frame: visit.desk(),
        typed,
        problems: problem.into_iter().collect(),
        found,
        corrects: visit.staff_for(Operation::CorrectCandidate).is_ok(),
        compares: visit.staff_for(Operation::ListDuplicates).is_ok(),
    };
    page(status, render::<SearchPage>(props).await)
}
