//! One move for many people of a programme: whom, then what would come of it, then what came of it.
//!
//! The preview is a dry run of the same service. Making it has a key of the page's own, so that a form that is sent twice moves
//! nobody twice, and what came of it is kept under that key: it can be loaded again and gone back to.

mod choosing;
mod making;
mod planning;

use super::{
    answers::{Answers, Sent},
    error::PageError,
    visit::Visit,
};
use crate::{
    access::{Operation, Principal, may_make},
    application::Platform,
    journeys::Asker,
    programmes::{self, ProgrammeError},
};
use actix_web::{
    HttpResponse,
    web::{self, Path, Query},
};
use frontend::journeys::many::OfProgramme;
use serde::Deserialize;
use shared::{
    ids::ProgrammeId,
    journey::{ForMany, Move, State, for_many},
    programmes::ProgrammeView,
};

/// Mounts the pages.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/programmes/{id}/moves", web::get().to(form))
        .route("/programmes/{id}/moves", web::post().to(send))
        .route(
            "/programmes/{id}/moves/results/{key}",
            web::get().to(making::result),
        );
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    r#move: String,
    cursor: Option<String>,
    unsent: Option<String>,
}

/// Who moves whom: the programme, as far as it lies within reach.
struct Desk {
    principal: Principal,
    programme: ProgrammeView,
}

impl Desk {
    async fn of(visit: &Visit, id: &str) -> Result<Self, PageError> {
        let principal = visit.staff_for(Operation::MakeTransitionBatch)?.clone();
        let id: ProgrammeId = id.parse().map_err(|_| PageError::NotFound)?;
        let reach = principal.may(Operation::MakeTransitionBatch)?;
        let platform: &Platform = &visit.platform;
        let programme = programmes::service::find(platform, principal.clone(), reach, id).await?;
        Ok(Self {
            principal,
            programme,
        })
    }

    fn shown(&self) -> OfProgramme {
        OfProgramme {
            id: self.programme.id,
            title: self.programme.title.clone(),
        }
    }

    fn asker(&self, visit: &Visit, operation: Operation) -> Result<Asker, PageError> {
        let reach = self.principal.may(operation)?;
        Ok(Asker::of(&self.principal, reach, visit.request_id.clone()))
    }

    /// The moves from a stage that are this somebody's.
    fn moves(&self, state: State) -> Vec<Move> {
        use shared::values::Coded as _;
        let kind = self.principal.actor().kind;
        let is_theirs = |name: &&Move| {
            name.starts_from(state)
                && name.is_for(kind)
                && may_make(self.principal.role(), **name, Some(state)).is_ok()
        };
        Move::ALL.iter().filter(is_theirs).copied().collect()
    }
}

/// The stage and the move that are asked for, if any.
#[derive(Debug, Clone, Copy, Default)]
struct Which {
    state: Option<State>,
    name: Option<Move>,
}

impl Which {
    /// A move that cannot be made for many there, or is not theirs, is none.
    fn of(desk: &Desk, state: &str, name: &str) -> Self {
        let state: Option<State> = state.parse().ok();
        let is_offered = |name: &Move| {
            state.is_some_and(|state| desk.moves(state).contains(name))
                && !matches!(for_many(*name), ForMany::OneByOne(_))
        };
        let name = name.parse().ok().filter(is_offered);
        Self { state, name }
    }
}

/// `GET /programmes/{id}/moves`.
async fn form(visit: Visit, id: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let shown = async {
        let desk = Desk::of(&visit, &id).await?;
        let which = Which::of(&desk, &asked.state, &asked.r#move);
        let unsent = visit.unsent(asked.unsent.as_deref()).await?;
        let written = unsent.map(choosing::Written::of).unwrap_or_default();
        choosing::show(&visit, &desk, (which, asked.cursor.as_deref()), written).await
    }
    .await;
    visit.answer(shown).await
}

/// `POST /programmes/{id}/moves`.
async fn send(mut visit: Visit, id: Path<String>, sent: Sent) -> HttpResponse {
    let answers = Answers::of(sent);
    let (state, name) = (answers.one("state"), answers.one("move"));
    let page = format!("/programmes/{}/moves?state={state}&move={name}", *id);
    visit.wrote(page, &answers);
    let answered = async {
        let desk = Desk::of(&visit, &id).await?;
        let which = Which::of(&desk, answers.one("state"), answers.one("move"));
        let (Some(state), Some(name)) = (which.state, which.name) else {
            return Ok(super::visit::see_other(&desk.shown().address()));
        };
        making::step(&visit, &desk, (state, name), answers).await
    }
    .await;
    visit.answer(answered).await
}

impl From<ProgrammeError> for PageError {
    fn from(error: ProgrammeError) -> Self {
        match error {
            ProgrammeError::NotFound => Self::NotFound,
            ProgrammeError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}
