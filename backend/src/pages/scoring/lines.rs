//! The people on a score sheet and what they are scored on.

use super::Desk;
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::{JourneyFilter, service as journeys},
    pages::{error::PageError, visit::Visit},
};
use frontend::scoring::{Criterion, Line, Sheet, Stands};
use shared::{
    journey::{Field, Input, Journey, fields, options},
    journeys::{JourneySummary, MOST_MOVES},
    problem::ProblemDetails,
};
use std::collections::BTreeMap;

/// What everybody is scored on: the three components of the screening day, or the programme's own criteria.
pub(super) fn criteria(desk: &Desk) -> Vec<Criterion> {
    match desk.sheet {
        Sheet::Screening => fields(desk.name())
            .iter()
            .filter(|field| matches!(field.input, Input::Choice(_)))
            .map(component)
            .collect(),
        Sheet::Interviews => {
            let criterion = |name: &String| Criterion {
                field: name.clone(),
                label: name.clone(),
                words: None,
            };
            desk.programme.criteria.iter().map(criterion).collect()
        }
    }
}

fn component(score: &Field) -> Criterion {
    let (label, _) = score.label.split_once(':').unwrap_or((score.label, ""));
    Criterion {
        field: score.name.to_owned(),
        label: label.to_owned(),
        words: score.name.strip_suffix("_score").map(str::to_owned),
    }
}

/// Everybody who waits for scores, by name, with what the rules say of each.
pub(super) async fn of(visit: &Visit, desk: &Desk) -> Result<Vec<Line>, PageError> {
    let asker = desk.asker(visit, Operation::ListJourneys)?;
    let filter = JourneyFilter {
        programme_id: Some(desk.programme.id),
        states: vec![desk.state()],
        ..JourneyFilter::default()
    };
    let most = u32::try_from(MOST_MOVES).unwrap_or(100);
    let (people, _) = journeys::list(&visit.platform, asker.clone(), filter, None, most).await?;
    let narrowed_by = ["programme_id", "state"];
    let action = Operation::ListJourneys.id();
    let reading = Reading::of_list(action, "journey", people.len(), &narrowed_by);
    audit::read(&visit.platform, &asker.by(), reading).await?;
    let mut lines = Vec::with_capacity(people.len());
    for person in people {
        lines.push(line(visit, desk, person).await?);
    }
    lines.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(lines)
}

async fn line(visit: &Visit, desk: &Desk, person: JourneySummary) -> Result<Line, PageError> {
    let asker = desk.asker(visit, Operation::ListTransitions)?;
    let (view, journey, situation) = journeys::find_fold(&visit.platform, asker, person.id).await?;
    let unmet = options(&journey, &situation)
        .into_iter()
        .find(|option| option.name == desk.name())
        .map(|option| option.unmet_guards)
        .unwrap_or_default();
    let stands = if is_given(desk, &journey) {
        Stands::Given
    } else if unmet.is_empty() {
        Stands::Open {
            answers: BTreeMap::new(),
            problem: None,
        }
    } else {
        Stands::NotYet(unmet)
    };
    Ok(Line {
        journey_id: view.id,
        version: view.version,
        name: view.candidate_name,
        stands,
    })
}

/// Whether this member of the panel has scored this person.
fn is_given(desk: &Desk, journey: &Journey) -> bool {
    let member = desk.member.as_ref();
    member.is_some_and(|member| journey.scores.contains_key(member))
}

/// What stands in the way of one person's scores.
pub(super) fn in_words(problem: &ProblemDetails) -> String {
    let guards = problem.unmet_guards.iter();
    let guards: Vec<_> = guards.map(|guard| guard.explanation.as_str()).collect();
    if !guards.is_empty() {
        return guards.join(" ");
    }
    let errors: Vec<_> = problem
        .errors
        .iter()
        .map(|error| error.message.as_str())
        .collect();
    if errors.is_empty() {
        problem.detail.clone()
    } else {
        errors.join(" ")
    }
}
