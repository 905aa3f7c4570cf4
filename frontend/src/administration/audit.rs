//! The audit log, searched: each line in plain words.

use super::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    Choice, Column, Details, ErrorSummary, FieldProblem, Pagination, Select, Table, TextInput,
};
use yew::prelude::*;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// When, in words.
    pub at: String,
    /// What happened.
    pub words: String,
    /// Its number, where the request came from and its id.
    pub trace: String,
}

/// What the log is narrowed by, as it was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditAsked {
    /// A person's reference.
    pub person: String,
    /// A member of staff.
    pub actor: String,
    /// An action.
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
}

/// What an [`AuditPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AuditPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What was asked.
    pub asked: AuditAsked,
    /// Staff to choose from: id and name.
    pub staff: Vec<(String, String)>,
    /// Actions to choose from: code and words.
    pub actions: Vec<(String, String)>,
    /// What is wrong with what was asked.
    pub problems: Vec<FieldProblem>,
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// The address of the next page, where there is one.
    pub next: Option<String>,
    /// The address of these lines as a file.
    pub export: String,
}

/// The audit log.
#[component]
pub fn AuditPage(props: &AuditPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Audit" room={Room::Audit}
            has_problem={!props.problems.is_empty()}>
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">{ "Audit" }</h1>
            <p class="nhsuk-u-reading-width">
                { "Every reading of a person's record and every change is a line here. Nobody can change or remove one \
                   without being found out. That you look is a line too." }
            </p>
            { form(props) }
            { lines(props) }
            <Pagination next={props.next.clone().map(AttrValue::from)} />
        </StaffFrame>
    }
}

fn form(props: &AuditPageProps) -> Html {
    let asked = &props.asked;
    let error = |field: &str| FieldProblem::of(&props.problems, field);
    let choices = |all: &[(String, String)]| -> Vec<Choice> {
        all.iter()
            .map(|(code, words)| Choice::new(code.clone(), words.clone()))
            .collect()
    };
    let outcomes = vec![
        Choice::new("done", "Done"),
        Choice::new("refused", "Refused"),
    ];
    html! {
        <form method="get" action="/administration/audit" novalidate=true>
            <TextInput name="person" label="Person" hint="Their reference, for example WP-7K3F-Q2" width={20}
                value={asked.person.clone()} error={error("person")} />
            <Select name="actor" label="Who did it" prompt="Anybody" options={choices(&props.staff)}
                value={asked.actor.clone()} error={error("actor")} />
            <Select name="action" label="What was done" prompt="Anything" options={choices(&props.actions)}
                value={asked.action.clone()} />
            <Select name="outcome" label="How it ended" prompt="Either way" options={outcomes}
                value={asked.outcome.clone()} />
            <TextInput name="from" label="From" hint="The first day, for example 2027-03-01" kind="date" width={10}
                value={asked.from.clone()} error={error("from")} />
            <TextInput name="until" label="Until" hint="The last day" kind="date" width={10}
                value={asked.until.clone()} error={error("until")} />
            <button class="nhsuk-button" type="submit">{ "Show" }</button>
        </form>
    }
}

fn lines(props: &AuditPageProps) -> Html {
    if props.lines.is_empty() {
        return html! { <p>{ "There is no such line." }</p> };
    }
    let row = |line: &AuditLine| {
        vec![
            html! { { line.at.clone() } },
            html! { { line.words.clone() } },
            html! { <Details summary="Where from">{ line.trace.clone() }</Details> },
        ]
    };
    html! {
        <>
            <p><a href={props.export.clone()}>{ "Download these lines as a CSV file" }</a></p>
            <Table id="audit" caption="Lines, the newest first"
                columns={vec![Column::words("When"), Column::words("What"), Column::words("More")]}
                rows={props.lines.iter().map(row).collect::<Vec<_>>()} />
        </>
    }
}
