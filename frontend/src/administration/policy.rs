//! Who may do what, as people read it: the whole table, or what one kind of somebody may do.

use super::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{BackLink, Column, Table};
use yew::prelude::*;

/// One line of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLine {
    /// What is done.
    pub what: String,
    /// How far each column reaches.
    pub cells: Vec<String>,
}

/// What a [`PolicyPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PolicyPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Who, in the order of the cells: their code and their words.
    pub columns: Vec<(String, String)>,
    /// What the API and the pages can be asked for.
    pub operations: Vec<PolicyLine>,
    /// The moves of a journey.
    pub moves: Vec<PolicyLine>,
    /// The one kind of somebody that is asked for.
    #[prop_or_default]
    pub only: Option<usize>,
}

/// The policy.
#[component]
pub fn PolicyPage(props: &PolicyPageProps) -> Html {
    let chosen = props.only.and_then(|at| Some((at, props.columns.get(at)?)));
    let (title, before) = match chosen {
        Some((_, (_, words))) => (
            format!("What one {} may do", words.to_lowercase()),
            html! { <BackLink href="/administration/policy" text="The whole policy" /> },
        ),
        None => ("Who may do what".to_owned(), html! {}),
    };
    let lines = |lines: &[PolicyLine]| table(lines, &props.columns, chosen.map(|(at, _)| at));
    html! {
        <StaffFrame frame={props.frame.clone()} title={title.clone()} room={Room::Policy} {before}>
            <h1 class="nhsuk-heading-l">{ title }</h1>
            <div class="nhsuk-u-reading-width">
                <p>
                    { "This is the table that the program itself asks before anything is done. What it does not say is \
                       refused. Nobody reaches another Trust's records. What lies outside somebody's reach is answered as \
                       if it were not there." }
                </p>
                if chosen.is_none() {
                    <nav aria-label="One kind of somebody">
                        <ul class="foothold-jumps">{ for props.columns.iter().map(link) }</ul>
                    </nav>
                }
                { legend() }
            </div>
            <h2 class="nhsuk-heading-m" id="operations">{ "What can be asked for" }</h2>
            { named("operations-table", "What can be asked for", lines(&props.operations)) }
            <h2 class="nhsuk-heading-m" id="moves">{ "The moves of a journey" }</h2>
            { named("moves-table", "The moves of a journey", lines(&props.moves)) }
        </StaffFrame>
    }
}

fn link((code, words): &(String, String)) -> Html {
    html! { <li><a href={format!("/administration/policy?who={code}")}>{ words.clone() }</a></li> }
}

fn legend() -> Html {
    let words = [
        (
            "Assigned",
            "the programmes that they are assigned to, and the people on them",
        ),
        (
            "The Trust's*",
            "everything of the Trust or, where the Trust says so, the programmes that they are assigned to",
        ),
        (
            "Their own",
            "a candidate's own record; the people whom a Jobcentre referred; a partner itself",
        ),
        (
            "In training",
            "the people in the training week of the programmes that a college is assigned to",
        ),
    ];
    html! {
        <dl class="nhsuk-body-s">
            { for words.iter().map(|(word, meaning)| html! {
                <><dt><strong>{ *word }</strong></dt><dd>{ *meaning }</dd></>
            }) }
        </dl>
    }
}

type Lines = (Vec<Column>, Vec<Vec<Html>>);

fn table(lines: &[PolicyLine], columns: &[(String, String)], only: Option<usize>) -> Lines {
    let shown: Vec<_> = (0..columns.len())
        .filter(|at| only.is_none_or(|only| only == *at))
        .collect();
    let mut heads = vec![Column::words("What")];
    heads.extend(shown.iter().map(|at| Column::words(columns[*at].1.clone())));
    let row = |line: &PolicyLine| {
        let cell = |at: &usize| {
            let words = line.cells.get(*at).map_or("-", String::as_str);
            html! { { spoken(words) } }
        };
        let what = html! { { line.what.clone() } };
        std::iter::once(what)
            .chain(shown.iter().map(cell))
            .collect()
    };
    (heads, lines.iter().map(row).collect())
}

/// A cell as people read it.
fn spoken(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some('-') | None => "No".to_owned(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

fn named(id: &'static str, caption: &'static str, (columns, rows): Lines) -> Html {
    html! { <Table {id} {caption} caption_hidden={true} {columns} {rows} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_a_no() {
        assert_eq!(spoken("-"), "No");
        assert_eq!(spoken("the Trust's"), "The Trust's");
    }
}
