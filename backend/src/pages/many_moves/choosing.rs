//! Choosing: a stage, a move, the people, and what is the same for all of them.

use super::{Desk, Which};
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::{JourneyFilter, service as journeys},
    pages::{
        answers::Answers,
        error::PageError,
        visit::{Visit, page},
    },
    platform::http::cursor,
};
use actix_web::{HttpResponse, http::StatusCode};
use frontend::{
    journeys::{
        many::{ChoosePage, ChoosePageProps},
        options::prefilled,
    },
    public::render,
    ui::{DateParts, FieldProblem},
};
use shared::{
    journey::{Input, Move, State, fields_for_many},
    journeys::{FormChoices, JourneySummary, MOST_MOVES},
};
use std::collections::BTreeMap;

/// The name of this list in its cursors.
const LIST: &str = "programme_moves";

/// What was written into the form, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Written {
    answers: Option<Answers>,
    problems: Vec<FieldProblem>,
}

impl Written {
    pub fn of(answers: Answers) -> Self {
        Self {
            answers: Some(answers),
            problems: Vec::new(),
        }
    }

    pub fn wrong(answers: Answers, problems: Vec<FieldProblem>) -> Self {
        Self {
            problems,
            ..Self::of(answers)
        }
    }
}

/// The answers of the fields that are asked once for everybody, a date as one text.
pub(super) fn answers_of(name: Move, answers: &Answers) -> BTreeMap<String, String> {
    let answer = |field: &shared::journey::Field| {
        let text = if matches!(field.input, Input::Date) {
            let part = |part: &str| answers.one(&format!("{}-{part}", field.name)).to_owned();
            let (day, month, year) = (part("day"), part("month"), part("year"));
            DateParts { day, month, year }.to_text()
        } else {
            answers.one(field.name).to_owned()
        };
        (field.name.to_owned(), text)
    };
    fields_for_many(name).map(answer).collect()
}

/// The page as things stand now, with what was written.
pub(super) async fn show(
    visit: &Visit,
    desk: &Desk,
    (which, after): (Which, Option<&str>),
    written: Written,
) -> Result<HttpResponse, PageError> {
    let (people, next) = match which.state {
        Some(state) => people(visit, desk, state, after).await?,
        None => (Vec::new(), None),
    };
    let shown = desk.shown();
    let next = next.zip(which.state).map(|(next, state)| {
        let name = which.name.map(|name| format!("&move={name}"));
        let name = name.unwrap_or_default();
        format!("{}?state={state}{name}&cursor={next}", shown.address())
    });
    let choices = match (which.name, people.first()) {
        (Some(_), Some(first)) => Some(choices(visit, desk, first).await?),
        _ => None,
    };
    let status = if written.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let stages = desk.programme.stages.iter();
    let stages = stages.filter(|stage| stage.people > 0 && stage.state.is_open());
    let answers = match (which.name, &written.answers) {
        (Some(name), Some(answers)) => answers_of(name, answers),
        (Some(name), None) => prefilled(name, None, visit.platform.clock.today().into(), None),
        _ => BTreeMap::new(),
    };
    let (ticked, everybody) = written.answers.map_or((Vec::new(), false), |answers| {
        (answers.all("journey"), answers.one("everybody") == "yes")
    });
    let props = ChoosePageProps {
        frame: visit.desk(),
        stages: stages.map(|stage| (stage.state, stage.people)).collect(),
        state: which.state,
        moves: which
            .state
            .map(|state| desk.moves(state))
            .unwrap_or_default(),
        name: which.name,
        programme: shown,
        people,
        cursor: after.map(str::to_owned),
        next,
        choices,
        answers,
        ticked,
        everybody,
        problems: written.problems,
    };
    Ok(page(status, render::<ChoosePage>(props).await))
}

/// The people at a stage, whoever has waited longest first, and where the next page of them begins.
async fn people(
    visit: &Visit,
    desk: &Desk,
    state: State,
    after: Option<&str>,
) -> Result<(Vec<JourneySummary>, Option<String>), PageError> {
    // Who makes up a cursor begins at the beginning.
    let after = after.and_then(|text| cursor::decode(LIST, text).ok());
    let asker = desk.asker(visit, Operation::ListJourneys)?;
    let filter = JourneyFilter {
        programme_id: Some(desk.programme.id),
        states: vec![state],
        ..JourneyFilter::default()
    };
    let most = u32::try_from(MOST_MOVES).unwrap_or(100);
    let (mut people, next) =
        journeys::list(&visit.platform, asker.clone(), filter, after, most).await?;
    let narrowed_by = ["programme_id", "state"];
    let reading = Reading::of_list(
        Operation::ListJourneys.id(),
        "journey",
        people.len(),
        &narrowed_by,
    );
    audit::read(&visit.platform, &asker.by(), reading).await?;
    people.sort_by(|one, other| {
        let key = |person: &JourneySummary| (person.entered_state_on, person.id);
        key(one).cmp(&key(other))
    });
    Ok((people, next.map(|keys| cursor::encode(LIST, &keys))))
}

/// What the form can choose from: as one of the people at this stage finds it.
pub(super) async fn choices(
    visit: &Visit,
    desk: &Desk,
    person: &JourneySummary,
) -> Result<FormChoices, PageError> {
    let asker = desk.asker(visit, Operation::ListTransitions)?;
    let found = journeys::find_fold(&visit.platform, asker, person.id).await?;
    Ok(FormChoices::of(&found.1, &found.2))
}
