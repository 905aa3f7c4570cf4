//! Today as a page: what the journeys wait for, and who can take the next step.

use super::{
    error::PageError,
    visit::{Visit, page as show},
};
use crate::{
    access::{self, Operation, Principal, Reach},
    audit::{self, By, Reading},
    platform::http::cursor,
    programmes,
    registers::UnsignedRegister,
    tasks::{
        Place,
        service::{self, Asked as Part},
    },
};
use actix_web::{HttpResponse, http::StatusCode, web::Query};
use frontend::{
    public::render,
    tasks::{Narrowed, RegisterLine, TaskLine, TodayPage, TodayPageProps},
};
use serde::Deserialize;
use shared::{
    ids::ProgrammeId,
    journey::{Move, SessionKind, State},
    tasks::TaskView,
    time::CivilDate,
    values::find,
};

/// So many tasks on a page.
const ON_A_PAGE: usize = 50;
/// More programmes than one Trust has under way.
const MOST_PROGRAMMES: i64 = 200;
/// What the cursor of this list is for.
const LIST: &str = "today page";

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kind: String,
    urgency: String,
    programme_id: String,
    mine: String,
    after: Option<String>,
}

/// `GET /today`.
pub(super) async fn page(visit: Visit, asked: Query<Asked>) -> HttpResponse {
    let shown = shown(&visit, &asked).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit, asked: &Asked) -> Result<HttpResponse, PageError> {
    let principal = visit.staff_for(Operation::ListTasks)?;
    let reach = principal.may(Operation::ListTasks)?;
    let within = (principal.trust_id, reach);
    let narrowed = narrowed(asked)?;
    let part = part_of(&narrowed, principal)?;
    let after = asked.after.as_deref();
    let after: Option<Place> = after
        .map(|text| cursor::decode(LIST, text))
        .transpose()
        .map_err(|_| PageError::NotFound)?;
    let today = visit.platform.clock.today().into();
    let database = &visit.platform.database;
    let limit = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let mut all = service::list(database, within, part, after, (limit, today)).await?;
    let held = match after {
        None => service::registers(database, within, part, today).await?,
        Some(_) => Vec::new(),
    };
    let more = all.len() > ON_A_PAGE;
    all.truncate(ON_A_PAGE);
    let reading = part.names();
    let reading = Reading::of_list("list_tasks", "journey", all.len(), &reading);
    let by = By::of(principal, visit.request_id.0.clone());
    audit::read(&visit.platform, &by, reading).await?;
    let next = all.last().filter(|_| more).map(|last| {
        let after = cursor::encode(LIST, &(last.due_on.naive(), last.journey_id));
        let here = narrowed.address();
        let joint = if here.contains('?') { '&' } else { '?' };
        format!("{here}{joint}after={after}")
    });
    let props = TodayPageProps {
        frame: visit.desk(),
        today,
        narrowed,
        registers: held
            .into_iter()
            .map(|one| register(one, principal))
            .collect(),
        tasks: all.into_iter().map(|task| line(task, principal)).collect(),
        programmes: programmes_of(visit, principal, reach).await?,
        next,
    };
    Ok(show(StatusCode::OK, render::<TodayPage>(props).await))
}

/// What stands in the address, read; nothing is there for what cannot be.
fn narrowed(asked: &Asked) -> Result<Narrowed, PageError> {
    fn chosen<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, PageError> {
        match text {
            "" => Ok(None),
            text => read(text).map(Some).ok_or(PageError::NotFound),
        }
    }
    let programme = chosen(&asked.programme_id, |text| text.parse::<ProgrammeId>().ok())?;
    Ok(Narrowed {
        kind: chosen(&asked.kind, find)?,
        urgency: chosen(&asked.urgency, find)?,
        programme_id: programme.map(|id| id.to_string()).unwrap_or_default(),
        mine: chosen(&asked.mine, |text| text.parse::<bool>().ok())?.unwrap_or_default(),
    })
}

fn part_of(narrowed: &Narrowed, principal: &Principal) -> Result<Part, PageError> {
    let programme = match narrowed.programme_id.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    Ok(Part {
        kind: narrowed.kind,
        urgency: narrowed.urgency,
        programme,
        taken_on_by: principal.user_id().filter(|_| narrowed.mine),
    })
}

/// The programmes within reach, by their ids.
async fn programmes_of(
    visit: &Visit,
    principal: &Principal,
    reach: Reach,
) -> Result<Vec<(String, String)>, PageError> {
    let seen = (principal.clone(), reach);
    let listed =
        programmes::service::list(&visit.platform, seen, (None, None), None, MOST_PROGRAMMES).await;
    let listed = listed.map_err(|error| PageError::Broken(error.to_string()))?;
    let words = listed.into_iter().map(|programme| {
        let words = format!("{} ({})", programme.title, programme.reference);
        (programme.id.to_string(), words)
    });
    Ok(words.collect())
}

/// Whether a step is for whoever visits: it is their kind's, and their role's.
fn is_theirs(principal: &Principal, name: Move, state: State) -> bool {
    name.is_for(principal.actor_kind())
        && access::may_make(principal.role(), name, Some(state)).is_ok()
}

fn line(task: TaskView, principal: &Principal) -> TaskLine {
    TaskLine {
        // Each signs a trial in their turn, with the same move: while it is another's turn it is nobody's here.
        may_settle: task.owed_by.is_of_the_trust()
            && is_theirs(principal, task.settled_by, task.state),
        task,
    }
}

fn register(held: UnsignedRegister, principal: &Principal) -> RegisterLine {
    let stage = match held.kind {
        SessionKind::Screening => State::ScreeningBooked,
        SessionKind::Training => State::InTraining,
    };
    let held_on: CivilDate = held.held_on.into();
    RegisterLine {
        session_id: held.session_id,
        what: held.module.unwrap_or_else(|| "Screening day".to_owned()),
        programme_title: held.programme_title,
        held_on,
        may_sign: principal.may(Operation::SignOffRegister).is_ok()
            && is_theirs(principal, Move::RecordAttendance, stage),
    }
}
