//! What is written on a score sheet, person by person.

use super::{Desk, lines::criteria};
use crate::pages::answers::Answers;
use frontend::scoring::Sheet;
use serde_json::{Map, Value, json};
use shared::{
    ids::JourneyId,
    journeys::{MOST_MOVES, TransitionBatchLine},
};
use std::collections::BTreeMap;

/// Each person's version as it was read, and what is written, by field. Whoever was left out is not in it.
pub(super) type Written = BTreeMap<JourneyId, (i32, BTreeMap<String, String>)>;

/// The id of one person's fields.
pub(super) fn person(journey: JourneyId) -> String {
    format!("person-{journey}")
}

/// Reads a form.
pub(super) fn of(desk: &Desk, answers: &Answers) -> Written {
    let criteria = criteria(desk);
    let fields: Vec<&str> = criteria
        .iter()
        .flat_map(|criterion| [Some(criterion.field.as_str()), criterion.words.as_deref()])
        .flatten()
        .collect();
    let read = |seen: &String| {
        let (id, version) = seen.split_once('.')?;
        let (id, version): (JourneyId, i32) = (id.parse().ok()?, version.parse().ok()?);
        let given = fields.iter().filter_map(|field| {
            let given = answers.one(&format!("{id}.{field}"));
            (!given.is_empty()).then(|| ((*field).to_owned(), given.to_owned()))
        });
        let given: BTreeMap<_, _> = given.collect();
        (!given.is_empty()).then_some((id, (version, given)))
    };
    let people = answers.all("journey");
    people.iter().filter_map(read).take(MOST_MOVES).collect()
}

/// What is written, as the moves that it becomes.
pub(super) fn lines(desk: &Desk, written: &Written) -> Vec<TransitionBatchLine> {
    let line = |(id, (version, given)): (&JourneyId, &(i32, BTreeMap<String, String>))| {
        TransitionBatchLine {
            journey_id: *id,
            version: *version,
            details: Some(match desk.sheet {
                Sheet::Screening => json!(given),
                Sheet::Interviews => {
                    json!({ "panel_member": desk.member, "scores": numbers(given) })
                }
            }),
        }
    };
    written.iter().map(line).collect()
}

/// Scores as numbers; what is none is told by the rules.
fn numbers(given: &BTreeMap<String, String>) -> Map<String, Value> {
    let number = |(criterion, score): (&String, &String)| {
        (criterion.clone(), json!(score.parse::<u8>().unwrap_or(0)))
    };
    given.iter().map(number).collect()
}
