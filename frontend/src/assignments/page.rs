//! The programmes, each with those who work on it, and the form that gives one to somebody.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    Button, ButtonKind, Checkboxes, Choice, Column, ErrorSummary, FieldProblem, NotificationBanner,
    Select, Table, dates,
};
use shared::assignments::{AccessRules, AssignmentView};
use shared::ids::ProgrammeId;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// A programme with those who work on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The programme.
    pub id: ProgrammeId,
    /// Its title and reference.
    pub title: String,
    /// Those who work on it now.
    pub assignments: Vec<AssignmentView>,
}

/// What was written into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The programme.
    pub programme: String,
    /// The member of staff or the college.
    pub whom: String,
}

/// What an [`AssignmentsPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AssignmentsPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The programmes, the newest first.
    pub groups: Vec<Group>,
    /// To whom a programme can be given.
    pub people: Vec<Choice>,
    /// What was written.
    #[prop_or_default]
    pub written: Written,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
    /// How far hiring managers reach, where whoever asks may change it.
    pub rules: Option<AccessRules>,
}

/// Who works where.
#[component]
pub fn AssignmentsPage(props: &AssignmentsPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Who works where" room={Room::Assignments}
            has_problem={!props.problems.is_empty()}>
            if let Some(done) = &props.done {
                <NotificationBanner heading={done.clone()} success={true} />
            }
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">{ "Who works where" }</h1>
            <p class="nhsuk-u-reading-width">
                { "Assessors and trainers see the people of the programmes that they are assigned to, and nobody else. A \
                   college sees the people in the training week of its programmes." }
            </p>
            <div class="nhsuk-u-reading-width">{ give(props) }</div>
            { for props.groups.iter().map(group) }
            <div class="nhsuk-u-reading-width">
                if let Some(rules) = &props.rules {
                    { managers(rules) }
                }
            </div>
        </StaffFrame>
    }
}

fn group(group: &Group) -> Html {
    let id = format!("programme-{}", group.id);
    let columns: Vec<_> = ["Who", "As", "Since", "Change"]
        .into_iter()
        .map(Column::words)
        .collect();
    html! {
        <section aria-labelledby={format!("{id}-heading")}>
            <h2 class="nhsuk-heading-m" id={format!("{id}-heading")}>{ &group.title }</h2>
            if group.assignments.is_empty() {
                <p>{ "Nobody is assigned to it yet." }</p>
            } else {
                <Table {id} caption={format!("Those who work on {}", group.title)} caption_hidden={true} {columns}
                    rows={group.assignments.iter().map(row).collect::<Vec<_>>()} />
            }
        </section>
    }
}

fn row(assignment: &AssignmentView) -> Vec<Html> {
    let part = match (assignment.role, assignment.kind) {
        (Some(role), _) => role.label(),
        (None, Some(kind)) => kind.label(),
        (None, None) => "",
    };
    let since = assignment
        .assigned_at
        .get(..10)
        .and_then(|date| date.parse::<CivilDate>().ok())
        .map(dates::short);
    let action = format!("/administration/assignments/{}/end", assignment.id);
    vec![
        html! { { &assignment.name } },
        html! { { part } },
        html! { { since.unwrap_or_default() } },
        html! {
            <form method="post" {action}>
                <Button kind={ButtonKind::Secondary} small={true}>
                    { "End" }
                    <span class="nhsuk-u-visually-hidden">{ format!(" the work of {}", assignment.name) }</span>
                </Button>
            </form>
        },
    ]
}

fn give(props: &AssignmentsPageProps) -> Html {
    let programmes: Vec<_> = props
        .groups
        .iter()
        .map(|group| Choice::new(group.id.to_string(), group.title.clone()))
        .collect();
    let problem = |field: &str| FieldProblem::of(&props.problems, field);
    html! {
        <section aria-labelledby="give">
            <h2 class="nhsuk-heading-m" id="give">{ "Give somebody a programme" }</h2>
            <form method="post" action="/administration/assignments" novalidate=true>
                <Select name="whom" label="Who?" options={props.people.clone()} value={props.written.whom.clone()}
                    error={problem("whom")} />
                <Select name="programme_id" label="Which programme?" options={programmes}
                    value={props.written.programme.clone()} error={problem("programme_id")} />
                <Button>{ "Assign" }</Button>
            </form>
        </section>
    }
}

fn managers(rules: &AccessRules) -> Html {
    let values = if rules.hiring_managers_by_programme {
        vec!["yes".to_owned()]
    } else {
        Vec::new()
    };
    html! {
        <section aria-labelledby="managers">
            <h2 class="nhsuk-heading-m" id="managers">{ "Hiring managers" }</h2>
            <form method="post" action="/administration/assignments/rules" novalidate=true>
                <Checkboxes name="hiring_managers_by_programme" {values}
                    options={vec![Choice::new("yes", "Hiring managers see only the programmes that they are assigned to")]} />
                <Button kind={ButtonKind::Secondary}>{ "Save" }</Button>
            </form>
        </section>
    }
}
