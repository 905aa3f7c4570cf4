//! Programmes, partners or months side by side.

use super::downloads::Download;
use super::page::words;
use crate::ui::{Column, Table};
use shared::reports::{BreakdownBy, BreakdownReport, BreakdownRow, STEPS};
use shared::values::Coded as _;
use yew::prelude::*;

/// The steps that stand side by side: a table of all twelve is one that nobody reads.
const SHOWN: [usize; 7] = [0, 3, 5, 7, 8, 9, 10];

pub(super) fn drawn(breakdown: &BreakdownReport, choices: &[BreakdownBy]) -> Html {
    let link = |by: &BreakdownBy| {
        let is_here = (*by == breakdown.by).then_some("page");
        let href = format!("/reports?by={by}#breakdown");
        html! { <li><a {href} aria-current={is_here}>{ by.label() }</a></li> }
    };
    html! {
        <section id="breakdown" aria-labelledby="breakdown-heading">
            <h2 class="nhsuk-heading-m" id="breakdown-heading">{ "Side by side" }</h2>
            <nav aria-label="What stands side by side">
                <ul class="foothold-choices">{ for choices.iter().map(link) }</ul>
            </nav>
            if breakdown.rows.is_empty() {
                <p>{ "There is nobody to compare yet." }</p>
            } else {
                { table(breakdown) }
                <p>{ "Download this table: " }{ file(breakdown.by).links() }</p>
            }
        </section>
    }
}

/// The same as a file, with every step.
fn file(by: BreakdownBy) -> Download {
    Download {
        words: "how far people came, side by side",
        name: "breakdown",
        narrowed: format!("by={by}"),
    }
}

fn table(breakdown: &BreakdownReport) -> Html {
    let first = match breakdown.by {
        BreakdownBy::Programme => "Programme",
        BreakdownBy::Partner => "Partner",
        BreakdownBy::Month => "Training week in",
    };
    let columns = std::iter::once(Column::words(first))
        .chain(SHOWN.map(|at| Column::numbers(short(at))))
        .collect::<Vec<_>>();
    let rows: Vec<_> = breakdown
        .rows
        .iter()
        .map(|row| cells(row, breakdown.by))
        .collect();
    let caption = format!(
        "How far people came, by {}",
        breakdown.by.label().to_lowercase()
    );
    html! { <Table id="side-by-side" {caption} caption_hidden={true} {columns} {rows} /> }
}

fn cells(row: &BreakdownRow, by: BreakdownBy) -> Vec<Html> {
    let name = match by {
        BreakdownBy::Programme => {
            html! { <a href={format!("/dashboard/programmes/{}", row.key)}>{ &row.label }</a> }
        }
        BreakdownBy::Partner | BreakdownBy::Month => html! { { &row.label } },
    };
    let numbers = SHOWN.map(|at| {
        let reached = row.reached.get(at).copied().unwrap_or(Some(0));
        html! { { told(reached) } }
    });
    std::iter::once(name).chain(numbers).collect()
}

/// A number of people. One that is not told need not be small: it may be the one that would give a small one away.
fn told(number: Option<u32>) -> String {
    number.map_or_else(|| "not told".to_owned(), |number| number.to_string())
}

/// The heading of a column, where there is no room for the step's whole words.
fn short(at: usize) -> &'static str {
    match at {
        0 => "Referred",
        3 => "Selected",
        5 => "Guarantee earned",
        7 => "On a trial",
        8 => "Offered",
        9 => "Started",
        10 => "At 13 weeks",
        other => words(STEPS[other % STEPS.len()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::State;

    #[test]
    fn the_columns_are_the_steps_that_they_say() {
        let states = SHOWN.map(|at| STEPS[at]);
        assert_eq!(
            states,
            [
                State::Referred,
                State::Selected,
                State::InterviewGuaranteed,
                State::OnTrial,
                State::Offered,
                State::Started,
                State::Sustained13,
            ]
        );
    }
}
