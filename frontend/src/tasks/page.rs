//! The page of the work list.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{Choice, Column, Details, Select, Table, Tag, dates};
use shared::ids::SessionId;
use shared::journey::{TaskKind, TaskOwner, TaskUrgency};
use shared::tasks::TaskView;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// What the list is narrowed to, as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// One kind of task.
    pub kind: Option<TaskKind>,
    /// Those that press so much today.
    pub urgency: Option<TaskUrgency>,
    /// Those of one programme, by its id.
    pub programme_id: String,
    /// Those that whoever visits has taken on.
    pub mine: bool,
}

impl Narrowed {
    /// The address of the list narrowed so.
    #[must_use]
    pub fn address(&self) -> String {
        let parts = [
            ("urgency", self.urgency.map_or("", TaskUrgency::code)),
            ("mine", if self.mine { "true" } else { "" }),
            ("kind", self.kind.map_or("", TaskKind::code)),
            ("programme_id", self.programme_id.as_str()),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty());
        let asked: Vec<_> = given
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if asked.is_empty() {
            "/today".to_owned()
        } else {
            format!("/today?{}", asked.join("&"))
        }
    }

    /// Whether it is narrowed at all.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}

/// One task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskLine {
    /// What is to be done.
    pub task: TaskView,
    /// Whether the step that settles it is for whoever visits.
    pub may_settle: bool,
}

/// A register that was held and is not signed off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterLine {
    /// The session.
    pub session_id: SessionId,
    /// What was held.
    pub what: String,
    /// The programme's title.
    pub programme_title: String,
    /// The day it was held.
    pub held_on: CivilDate,
    /// Whether whoever visits may sign it off.
    pub may_sign: bool,
}

/// What a [`TodayPage`] needs.
#[derive(Properties, PartialEq)]
pub struct TodayPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Today.
    pub today: CivilDate,
    /// What the list is narrowed to.
    pub narrowed: Narrowed,
    /// Registers to sign off; they stand above the list.
    pub registers: Vec<RegisterLine>,
    /// A page of the list.
    pub tasks: Vec<TaskLine>,
    /// The programmes that it can be narrowed to: their ids and their words.
    pub programmes: Vec<(String, String)>,
    /// Where the next page is.
    #[prop_or_default]
    pub next: Option<String>,
}

/// What is to be done, most urgent first.
#[component]
pub fn TodayPage(props: &TodayPageProps) -> Html {
    let nothing = props.tasks.is_empty() && props.registers.is_empty();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Today" room={Room::Today}>
            <h1 class="nhsuk-heading-l">
                { "Today" }
                <span class="nhsuk-caption-l">{ dates::long(props.today) }</span>
            </h1>
            { parts(&props.narrowed) }
            { narrowing(props) }
            if nothing {
                { nothing_waits(&props.narrowed) }
            }
            if !props.registers.is_empty() {
                { registers(&props.registers, props.today) }
            }
            { for TaskUrgency::ALL.iter().map(|urgency| group(props, *urgency)) }
            if let Some(next) = &props.next {
                <p><a href={next.clone()}>{ "Next page" }</a></p>
            }
        </StaffFrame>
    }
}

/// Everything, what presses so much, or one's own.
fn parts(narrowed: &Narrowed) -> Html {
    let part = |words: &'static str, urgency: Option<TaskUrgency>, mine: bool| {
        let there = Narrowed {
            urgency,
            mine,
            ..narrowed.clone()
        };
        let here = (there == *narrowed).then_some("page");
        html! { <li><a href={there.address()} aria-current={here}>{ words }</a></li> }
    };
    html! {
        <nav aria-label="Parts of the list">
            <ul class="foothold-choices">
                { part("Everything", None, false) }
                { for TaskUrgency::ALL.iter().map(|urgency| part(urgency.label(), Some(*urgency), false)) }
                { part("Given to me", None, true) }
            </ul>
        </nav>
    }
}

/// One kind of task, or one programme.
fn narrowing(props: &TodayPageProps) -> Html {
    let narrowed = &props.narrowed;
    let kinds: Vec<_> = TaskKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), kind.label()))
        .collect();
    let programmes: Vec<_> = props
        .programmes
        .iter()
        .map(|(id, words)| Choice::new(id.clone(), words.clone()))
        .collect();
    let open = narrowed.kind.is_some() || !narrowed.programme_id.is_empty();
    html! {
        <Details summary="Show one kind of task, or one programme" {open}>
            <form method="get" action="/today" novalidate=true>
                if let Some(urgency) = narrowed.urgency {
                    <input type="hidden" name="urgency" value={urgency.code()} />
                }
                if narrowed.mine {
                    <input type="hidden" name="mine" value="true" />
                }
                <Select name="kind" label="Kind of task" prompt="Every kind" options={kinds}
                    value={narrowed.kind.map_or("", TaskKind::code)} />
                <Select name="programme_id" label="Programme" prompt="Every programme" options={programmes}
                    value={narrowed.programme_id.clone()} />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">{ "Show" }</button>
            </form>
        </Details>
    }
}

fn nothing_waits(narrowed: &Narrowed) -> Html {
    if narrowed.is_narrowed() {
        return html! {
            <p>{ "Nothing like that is waiting. " }<a href="/today">{ "See everything that is" }</a>{ "." }</p>
        };
    }
    html! {
        <>
            <p>{ "Nothing is waiting: everybody on your programmes has what they need for now. Well done." }</p>
            <p>{ "As people move on, what comes next for them stands here by itself." }</p>
        </>
    }
}

fn registers(held: &[RegisterLine], today: CivilDate) -> Html {
    let row = |register: &RegisterLine| {
        let words = if register.may_sign {
            "Sign off the register"
        } else {
            "See the register"
        };
        let of = format!(" of {}, {}", register.what, dates::plain(register.held_on));
        vec![
            html! { { &register.what } },
            html! { { &register.programme_title } },
            day(register.held_on, today),
            html! { <a href={format!("/dashboard/sessions/{}/register", register.session_id)}>
            { words }<span class="nhsuk-u-visually-hidden">{ of }</span></a> },
        ]
    };
    let columns = ["Session", "Programme", "Held", "Next step"];
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Registers to sign off" }</h2>
            <Table id="registers" caption="Registers to sign off" caption_hidden={true}
                columns={columns.map(Column::words).to_vec()} rows={held.iter().map(row).collect::<Vec<_>>()} />
        </>
    }
}

/// The tasks of this page that press so much.
fn group(props: &TodayPageProps, urgency: TaskUrgency) -> Html {
    let rows: Vec<_> = props
        .tasks
        .iter()
        .filter(|line| line.task.urgency == urgency)
        .map(|line| row(line, props.today))
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let (id, words) = (urgency.code(), urgency.label());
    let columns = ["Person", "To do", "Due", "Next step"];
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ words }</h2>
            <Table {id} caption={words} caption_hidden={true} columns={columns.map(Column::words).to_vec()} {rows} />
        </>
    }
}

fn row(line: &TaskLine, today: CivilDate) -> Vec<Html> {
    let task = &line.task;
    let person = html! {
        <>
            <a href={format!("/dashboard/journeys/{}", task.journey_id)}><bdi>{ &task.candidate_name }</bdi></a>
            <span class="foothold-beneath foothold-code">{ &task.reference }</span>
            <span class="foothold-beneath">{ &task.programme_title }</span>
        </>
    };
    let what = html! {
        <>
            { task.kind.label() }
            <span class="foothold-beneath">{ owed_by(task.owed_by) }</span>
            if let Some(name) = &task.assigned_to_name {
                <span class="foothold-beneath">{ "Given to " }{ name }</span>
            }
            if let Some(note) = &task.note {
                <span class="foothold-beneath"><q>{ note }</q></span>
            }
        </>
    };
    let due = html! {
        <>
            { day(task.due_on, today) }
            <span class="foothold-beneath">
                { format!("Waiting since {}", dates::short(task.entered_state_on)) }
            </span>
        </>
    };
    let given = if task.assigned_to.is_some() {
        "Give to somebody else"
    } else {
        "Give to somebody"
    };
    let next = html! {
        <>
            { next_step(line) }
            <span class="foothold-beneath">
                <a href={format!("/today/{}", task.journey_id)}>
                    { given }<span class="nhsuk-u-visually-hidden">{ format!(": {}, {}", task.candidate_name, task.kind.label()) }</span>
                </a>
            </span>
        </>
    };
    vec![person, what, due, next]
}

/// The step that settles it, for whoever can take it; the others see where the person stands.
fn next_step(line: &TaskLine) -> Html {
    let task = &line.task;
    let whose = |before: &str| {
        html! { <span class="nhsuk-u-visually-hidden">{ format!(" {before} {}", task.candidate_name) }</span> }
    };
    let journey = format!("/dashboard/journeys/{}", task.journey_id);
    if line.may_settle {
        let address = format!("{journey}/moves/{}", task.settled_by);
        return html! { <a href={address}>{ task.settled_by.label() }{ whose("for") }</a> };
    }
    html! { <a href={journey}>{ "See where it stands" }{ whose("for") }</a> }
}

pub(super) const fn owed_by(owner: TaskOwner) -> &'static str {
    match owner {
        TaskOwner::TrustStaff => "For Trust staff",
        TaskOwner::Assessor => "For the assessor",
        TaskOwner::HiringManager => "For the hiring manager",
        TaskOwner::Jobcentre => "We wait for the Jobcentre",
        TaskOwner::Candidate => "We wait for the person",
    }
}

/// A day, how far off it is, and that it is past where it is.
fn day(due_on: CivilDate, today: CivilDate) -> Html {
    html! {
        <>
            { dates::short(due_on) }{ " " }
            if let Some(late) = late(due_on, today) {
                <Tag colour="red">{ late }</Tag>
            } else {
                <span class="foothold-beneath">{ dates::distance(due_on, today) }</span>
            }
        </>
    }
}

/// How late something is, in words.
fn late(due_on: CivilDate, today: CivilDate) -> Option<String> {
    match today.days_since(due_on) {
        ..=0 => None,
        1 => Some("1 day late".to_owned()),
        days => Some(format!("{days} days late")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_what_the_list_is_narrowed_to_and_nothing_else() {
        assert_eq!(Narrowed::default().address(), "/today");
        let narrowed = Narrowed {
            kind: Some(TaskKind::SignTrial),
            urgency: Some(TaskUrgency::Overdue),
            programme_id: "019a".to_owned(),
            mine: true,
        };
        assert_eq!(
            narrowed.address(),
            "/today?urgency=overdue&mine=true&kind=sign_trial&programme_id=019a"
        );
    }

    #[test]
    fn what_is_late_says_by_how_much_and_what_is_due_today_is_not_late() {
        let day = |text: &str| text.parse::<CivilDate>().expect("a date");
        let today = day("2026-06-15");
        assert_eq!(late(today, today), None);
        assert_eq!(
            late(day("2026-06-14"), today).as_deref(),
            Some("1 day late")
        );
        assert_eq!(
            late(day("2026-06-08"), today).as_deref(),
            Some("7 days late")
        );
    }
}
