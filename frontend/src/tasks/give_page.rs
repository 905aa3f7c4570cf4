//! The form on which a task is given to somebody.

use super::page::owed_by;
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, Choice, ErrorSummary, FieldProblem, NotificationBanner, Select, SummaryList,
    SummaryRow, Textarea, dates,
};
use shared::tasks::TaskView;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// What stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenTo {
    /// To whom, by id; empty for nobody.
    pub to: String,
    /// What they should know.
    pub note: String,
}

/// What a [`GivePage`] needs.
#[derive(Properties, PartialEq)]
pub struct GivePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Today.
    pub today: CivilDate,
    /// The task.
    pub task: TaskView,
    /// To whom it can be given: their ids and names.
    pub workers: Vec<(String, String)>,
    /// What stands in the form.
    pub given: GivenTo,
    /// What is wrong with it.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Whether it was just saved.
    #[prop_or_default]
    pub is_done: bool,
}

/// Gives a task to a member of staff, with a note.
#[component]
pub fn GivePage(props: &GivePageProps) -> Html {
    let task = &props.task;
    let workers: Vec<_> = props
        .workers
        .iter()
        .map(|(id, name)| Choice::new(id.clone(), name.clone()))
        .collect();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Give a task to somebody" room={Room::Today}
            has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href="/today" text="Back to Today" /> }}>
            <div class="nhsuk-u-reading-width">
                if props.is_done {
                    <NotificationBanner heading="This is saved" success={true} />
                }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l"><bdi>{ &task.candidate_name }</bdi>{ format!(", {}", task.reference) }</span>
                    { "Give this task to somebody" }
                </h1>
                { facts(task, props.today) }
                <form method="post" action={format!("/today/{}", task.journey_id)} novalidate=true>
                    <input type="hidden" name="kind" value={task.kind.code()} />
                    <Select name="assigned_to" label="Who takes it on" prompt="Nobody in particular" options={workers}
                        hint="Everybody here works on this programme." value={props.given.to.clone()}
                        error={FieldProblem::of(&props.problems, "assigned_to")} />
                    <Textarea name="note" label="What should they know? (optional)" value={props.given.note.clone()}
                        hint="Staff who see this programme can read it. Do not write about health or anything else that is private."
                        error={FieldProblem::of(&props.problems, "note")} />
                    <Button>{ "Save" }</Button>
                </form>
            </div>
        </StaffFrame>
    }
}

fn facts(task: &TaskView, today: CivilDate) -> Html {
    let due = format!(
        "{} ({})",
        dates::long(task.due_on),
        dates::distance(task.due_on, today)
    );
    let journey = html! { <a href={format!("/dashboard/journeys/{}", task.journey_id)}>{ task.state.label() }</a> };
    let rows = vec![
        SummaryRow::new("To do", html! { { task.kind.label() } }),
        SummaryRow::new("Due", html! { { due } }),
        SummaryRow::new("Whose it is", html! { { owed_by(task.owed_by) } }),
        SummaryRow::new("Stage", journey),
    ];
    html! { <SummaryList {rows} /> }
}
