//! The people on a score sheet and what they are scored on.

use super::{
    Desk,
    part::{Key, Part, part},
};
use crate::{
    access::Operation,
    audit::{self, Reading},
    journeys::{Asker, JourneyError, JourneyFilter, service as journeys},
    pages::{error::PageError, visit::Visit},
};
use frontend::scoring::{Criterion, Line, PartOfSheet, Sheet, Stands};
use shared::{
    ids::JourneyId,
    journey::{Field, Input, Journey, fields, options},
    journeys::JourneySummary,
    problem::ProblemDetails,
};
use std::collections::{BTreeMap, BTreeSet};

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

/// So many people are read in one statement.
const AT_ONCE: u32 = 500;

/// The people of one page, by name, with what the rules say of each, and which part of the group they are.
pub(super) async fn of(
    visit: &Visit,
    desk: &Desk,
    needed: &BTreeSet<JourneyId>,
) -> Result<(Vec<Line>, PartOfSheet), PageError> {
    let asker = desk.asker(visit, Operation::ListJourneys)?;
    let all = everybody(visit, desk, &asker).await?;
    let after = place(visit, desk, &all).await?;
    let Part {
        people,
        places,
        of,
        next,
    } = part(all, after.as_ref(), needed);
    let narrowed_by = ["programme_id", "state"];
    let action = Operation::ListJourneys.id();
    let reading = Reading::of_list(action, "journey", people.len(), &narrowed_by);
    audit::read(&visit.platform, &asker.by(), reading).await?;
    let mut lines = Vec::with_capacity(people.len());
    for person in people {
        lines.push(line(visit, desk, person).await?);
    }
    let part = PartOfSheet {
        places,
        of,
        after: after.map(|(_, id)| id.to_string()),
        next: next.map(|id| (id.to_string(), desk.address(Some(id), 0))),
        first: desk.address(None, 0),
    };
    Ok((lines, part))
}

/// Everybody who waits for scores. Whoever moves between two statements is there once.
async fn everybody(
    visit: &Visit,
    desk: &Desk,
    asker: &Asker,
) -> Result<Vec<JourneySummary>, PageError> {
    let (mut people, mut after) = (BTreeMap::new(), None);
    loop {
        let filter = JourneyFilter {
            programme_id: Some(desk.programme.id),
            states: vec![desk.state()],
            ..JourneyFilter::default()
        };
        let platform = &visit.platform;
        let (some, next) = journeys::list(platform, asker.clone(), filter, after, AT_ONCE).await?;
        people.extend(some.into_iter().map(|person| (person.id, person)));
        if next.is_none() {
            return Ok(people.into_values().collect());
        }
        after = next;
    }
}

/// After whom the page begins: somebody who is there, or who was and has left the stage meanwhile. Nobody's place is the first page's.
async fn place(
    visit: &Visit,
    desk: &Desk,
    people: &[JourneySummary],
) -> Result<Option<Key>, PageError> {
    let Some(id) = desk.after else {
        return Ok(None);
    };
    if let Some(person) = people.iter().find(|person| person.id == id) {
        return Ok(Some((person.candidate_name.clone(), id)));
    }
    let asker = desk.asker(visit, Operation::ReadJourney)?;
    match journeys::find(&visit.platform, asker, id).await {
        Ok(journey) => Ok(Some((journey.candidate_name, id))),
        Err(JourneyError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
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
