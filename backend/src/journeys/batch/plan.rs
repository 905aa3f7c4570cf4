//! Reads what is asked for many people into what is to be done for each.

use super::service::Planned;
use crate::journeys::routes::read_command;
use crate::platform::http::Problem;
use serde_json::Value;
use shared::journey::Move;
use shared::journeys::{MOST_MOVES, TransitionBatch, TransitionBatchLine};

/// What is to be done for each. Details that are wrong for everybody are one mistake of the request; somebody's own are theirs.
///
/// # Errors
/// 422 that points at what is wrong for everybody.
pub fn plan(request: &TransitionBatch) -> Result<Vec<Planned>, Problem> {
    let count = request.journeys.len();
    if count == 0 || count > MOST_MOVES {
        let what = format!("Name 1 to {MOST_MOVES} journeys.");
        return Err(Problem::invalid([]).error("/journeys", "wrong_number", what));
    }
    request
        .journeys
        .iter()
        .map(|line| plan_one(request.name, &request.details, line))
        .collect()
}

fn plan_one(name: Move, common: &Value, line: &TransitionBatchLine) -> Result<Planned, Problem> {
    let command = match &line.details {
        None => Ok(read_command(name, common).map_err(|problem| below_details(&problem))?),
        Some(own) => {
            read_command(name, &merged(common, own)).map_err(|problem| Box::new(problem.details()))
        }
    };
    Ok(Planned {
        journey_id: line.journey_id,
        version: line.version,
        command,
    })
}

/// The details for everybody, with somebody's own in their places.
fn merged(common: &Value, own: &Value) -> Value {
    match (common, own) {
        (Value::Object(common), Value::Object(own)) => {
            let mut all = common.clone();
            all.extend(own.clone());
            Value::Object(all)
        }
        (_, own) => own.clone(),
    }
}

/// The same mistakes, where they stand in the body of many.
fn below_details(problem: &Problem) -> Problem {
    let mut errors = problem.details().errors;
    for error in &mut errors {
        error.pointer = format!("/details{}", error.pointer);
    }
    Problem::invalid(errors)
}
