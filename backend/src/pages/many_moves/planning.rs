//! Reads the form into what the service is to do: who is chosen, what is the same for all of them, and what is dealt out.

use super::{Desk, choosing::answers_of};
use crate::{
    access::Operation,
    journeys::service as journeys,
    pages::{answers::Answers, error::PageError, visit::Visit},
};
use frontend::{journeys::answers::read, ui::FieldProblem};
use serde_json::{Value, json};
use shared::{
    ids::JourneyId,
    journey::{ForMany, Move, for_many},
    journeys::{FormChoices, MOST_MOVES, TransitionBatch, TransitionBatchLine},
    page::Choice,
};
use std::collections::BTreeMap;

/// What is asked for, or what needs another look.
pub(super) type OrProblems<T> = Result<T, Vec<FieldProblem>>;

/// Everybody who is chosen, at the version that was seen.
fn chosen(answers: &Answers) -> Vec<(JourneyId, i32)> {
    let field = if answers.one("everybody") == "yes" {
        "listed"
    } else {
        "journey"
    };
    let read = |seen: &String| {
        let (id, version) = seen.split_once('.')?;
        Some((id.parse().ok()?, version.parse().ok()?))
    };
    answers.all(field).iter().filter_map(read).collect()
}

/// What is the same for all of them.
fn details(name: Move, answers: &Answers) -> OrProblems<Value> {
    if for_many(name) == ForMany::Dealt {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let body = read(name, &answers_of(name, answers), &[])?;
    Ok(serde_json::from_str(&body).unwrap_or_default())
}

/// Reads the form into what the service is to do.
pub(super) async fn plan(
    visit: &Visit,
    desk: &Desk,
    name: Move,
    answers: &Answers,
) -> Result<OrProblems<TransitionBatch>, PageError> {
    let chosen = chosen(answers);
    let mut problems = Vec::new();
    if chosen.is_empty() {
        let what = "Choose all, or tick the people you want to move";
        problems.push(FieldProblem::new("everybody", what));
    } else if chosen.len() > MOST_MOVES {
        let what = format!("Choose {MOST_MOVES} people at most");
        problems.push(FieldProblem::new("everybody", what));
    }
    let dealt = for_many(name) == ForMany::Dealt;
    let details = details(name, answers).unwrap_or_else(|found| {
        problems.extend(found);
        Value::Null
    });
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let own = if dealt {
        deal(visit, desk, &chosen, answers).await?
    } else {
        Ok(BTreeMap::new())
    };
    let own = match own {
        Ok(own) => own,
        Err(problems) => return Ok(Err(problems)),
    };
    let lines = chosen.into_iter().map(|(journey_id, version)| {
        let details = own.get(&journey_id).map(|slot| json!({ "slot_id": slot }));
        TransitionBatchLine {
            journey_id,
            version,
            details,
        }
    });
    Ok(Ok(TransitionBatch {
        name,
        details,
        journeys: lines.collect(),
    }))
}

/// A free interview time for each, in order: the one that the preview showed, else the next one. Whoever comes after the last one
/// is given it too, so that the rulebook says that it is taken.
async fn deal(
    visit: &Visit,
    desk: &Desk,
    chosen: &[(JourneyId, i32)],
    answers: &Answers,
) -> Result<OrProblems<BTreeMap<JourneyId, String>>, PageError> {
    let shown = |id: &JourneyId| answers.one(&format!("slot.{id}")).to_owned();
    if answers.one("step") == "make" {
        let given = chosen.iter().map(|(id, _)| (*id, shown(id)));
        return Ok(Ok(given.collect()));
    }
    let free = free_times(visit, desk, chosen).await?;
    let Some(last) = free.last() else {
        let what = "There is no free interview time. Plan more on the programme’s page first";
        return Ok(Err(vec![FieldProblem::new("", what)]));
    };
    let times = free.iter().chain(std::iter::repeat(last));
    let given = chosen.iter().zip(times);
    Ok(Ok(given
        .map(|((id, _), time)| (*id, time.code.clone()))
        .collect()))
}

/// The free interview times, the earliest first.
pub(super) async fn free_times(
    visit: &Visit,
    desk: &Desk,
    chosen: &[(JourneyId, i32)],
) -> Result<Vec<Choice>, PageError> {
    let Some((first, _)) = chosen.first() else {
        return Ok(Vec::new());
    };
    let asker = desk.asker(visit, Operation::ListTransitions)?;
    let (_, journey, situation) = journeys::find_fold(&visit.platform, asker, *first).await?;
    let mut free = FormChoices::of(&journey, &situation).slots;
    free.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(free)
}
