//! What came, or would come, of each person's move.

use crate::layout::law::{law_name, who_can_meet};
use crate::programmes::words::stage_colour;
use crate::ui::{Column, Table, Tag, dates};
use shared::ids::JourneyId;
use shared::journey::UnmetGuard;
use shared::journeys::{MoveOutcome, TransitionBatchView, TransitionRowView};
use shared::problem::ProblemDetails;
use shared::values::Coded as _;
use std::collections::BTreeMap;
use yew::prelude::*;

/// Those who moved, or would.
pub(super) fn made(view: &TransitionBatchView) -> Vec<&TransitionRowView> {
    of(view, |row| row.outcome == MoveOutcome::Made)
}

/// Those who did not, or would not.
pub(super) fn not_made(view: &TransitionBatchView) -> Vec<&TransitionRowView> {
    of(view, |row| row.outcome != MoveOutcome::Made)
}

fn of(
    view: &TransitionBatchView,
    which: fn(&TransitionRowView) -> bool,
) -> Vec<&TransitionRowView> {
    view.data.iter().filter(|row| which(row)).collect()
}

/// Who moves, and where to. `own` is what each is given of their own, such as an interview time.
pub(super) fn table_of_made(
    caption: String,
    rows: &[&TransitionRowView],
    own: &BTreeMap<JourneyId, String>,
) -> Html {
    let mut columns = vec![Column::words("Person"), Column::words("Then at")];
    if !own.is_empty() {
        columns.push(Column::words("Interview time"));
    }
    let cells = |row: &&TransitionRowView| {
        let mut cells = vec![person(row), stage(row)];
        if !own.is_empty() {
            cells.push(html! { { own.get(&row.journey_id).cloned().unwrap_or_default() } });
        }
        cells
    };
    html! { <Table id="made" {caption} {columns} rows={rows.iter().map(cells).collect::<Vec<_>>()} /> }
}

/// Who does not move, and why: every guard, the rule's own words, and who could meet it.
pub(super) fn table_of_not_made(caption: String, rows: &[&TransitionRowView]) -> Html {
    let columns = vec![
        Column::words("Person"),
        Column::words("Stays at"),
        Column::words("Why"),
    ];
    let cells = |row: &&TransitionRowView| {
        let why = row
            .problem
            .as_ref()
            .map(|problem| why(row.outcome, problem));
        vec![person(row), stage(row), why.unwrap_or_default()]
    };
    html! { <Table id="not-made" {caption} {columns} rows={rows.iter().map(cells).collect::<Vec<_>>()} /> }
}

fn person(row: &TransitionRowView) -> Html {
    let Some(name) = &row.candidate_name else {
        return html! { { "Somebody who is not there, or not yours to see" } };
    };
    html! {
        <>
            <a href={format!("/dashboard/journeys/{}", row.journey_id)}><bdi>{ name }</bdi></a>
            if let Some(reference) = &row.reference {
                <span class="foothold-beneath foothold-code">{ reference }</span>
            }
        </>
    }
}

fn stage(row: &TransitionRowView) -> Html {
    let Some(state) = row.state else {
        return html! { { "–" } };
    };
    html! { <Tag colour={stage_colour(state)}>{ state.label() }</Tag> }
}

fn why(outcome: MoveOutcome, problem: &ProblemDetails) -> Html {
    if problem.unmet_guards.is_empty() {
        return html! { <p>{ in_words(outcome, problem) }</p> };
    }
    refusals(&problem.unmet_guards)
}

/// Everything that the rules say stands in the way.
pub(crate) fn refusals(unmet: &[UnmetGuard]) -> Html {
    html! { <ul class="nhsuk-list foothold-refusals">{ for unmet.iter().map(guard) }</ul> }
}

/// What stands in the way where no rule does.
fn in_words(outcome: MoveOutcome, problem: &ProblemDetails) -> String {
    match outcome {
        MoveOutcome::Stale => {
            "Somebody has moved this person since you chose them. Look where they stand now, and choose again.".to_owned()
        }
        MoveOutcome::NotFound => "This person is not there, or not yours to see.".to_owned(),
        MoveOutcome::Failed => format!("Not tried: {} Choose them again in a moment.", problem.detail),
        _ => {
            let said = problem.errors.iter().map(|error| error.message.as_str());
            let said: Vec<_> = said.collect();
            if said.is_empty() {
                problem.detail.clone()
            } else {
                said.join(" ")
            }
        }
    }
}

fn guard(unmet: &UnmetGuard) -> Html {
    html! {
        <li class="foothold-refusal" data-guard={unmet.guard.clone()}>
            <p class="foothold-refusal__why">{ dates::spelled_out(&unmet.explanation) }</p>
            <p class="foothold-refusal__law">{ law_name(&unmet.law) }{ ": " }<q>{ &unmet.words }</q></p>
            <p class="foothold-refusal__who">{ who_can_meet(unmet) }</p>
        </li>
    }
}
