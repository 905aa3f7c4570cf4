//! The interview times of a programme, and a form for one more.

use crate::api::{Request, Trouble, body_of, use_sender};
use crate::forms::{field_id, problems_of, use_answers};
use crate::layout::Outcome;
use crate::ui::{
    Button, ButtonKind, Column, DateInput, DateParts, Details, FieldProblem, Table, Tag, TextInput,
    dates,
};
use shared::programmes::{PlanSlot, ProgrammeView, SlotView};
use shared::values::Words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct TimesProps {
    pub programme: Rc<ProgrammeView>,
    pub changed: Callback<()>,
}

/// The interview times.
#[component]
pub(crate) fn Times(props: &TimesProps) -> Html {
    let slots = &props.programme.slots;
    let free = slots.iter().filter(|slot| !slot.taken).count();
    let columns = vec![
        Column::words("When"),
        Column::words("Where"),
        Column::words("Taken"),
    ];
    let rows = slots.iter().map(row).collect::<Vec<_>>();
    html! {
        <>
            if slots.is_empty() {
                <p>{ "No interview time is planned yet. Everybody who completes the training week is owed one." }</p>
            } else {
                <p>{ format!("{free} of {} times are free.", slots.len()) }</p>
                <Details summary="Show the interview times">
                    <Table id="slots" caption="Interview times" caption_hidden={true} {columns} {rows} />
                </Details>
            }
            <Details summary="Add an interview time">
                <NewTime programme={props.programme.clone()} changed={props.changed.clone()} />
            </Details>
        </>
    }
}

fn row(slot: &SlotView) -> Vec<Html> {
    let (colour, word) = if slot.taken {
        ("blue", "Taken")
    } else {
        ("white", "Free")
    };
    vec![
        html! { { format!("{} at {}", dates::short(slot.held_on), slot.starts_at) } },
        html! { { &slot.venue } },
        html! { <Tag {colour}>{ word }</Tag> },
    ]
}

fn read(
    answers: &std::collections::BTreeMap<String, String>,
) -> Result<PlanSlot, Vec<FieldProblem>> {
    let given = |name: &str| {
        answers
            .get(name)
            .map(|answer| answer.trim())
            .unwrap_or_default()
    };
    let held_on = given("held_on").parse();
    let venue = Words::parse(given("venue"));
    let starts_at = given("starts_at");
    match (held_on, venue) {
        (Ok(held_on), Ok(venue)) if !starts_at.is_empty() => Ok(PlanSlot {
            held_on,
            starts_at: starts_at.to_owned(),
            venue,
        }),
        (held_on, venue) => {
            let date = held_on
                .is_err()
                .then(|| FieldProblem::new("held_on", "Date: enter a real date"));
            let time = starts_at
                .is_empty()
                .then(|| FieldProblem::new("starts_at", "Time: enter when it starts"));
            let place = venue
                .err()
                .map(|wrong| FieldProblem::new("venue", format!("Where: {wrong}")));
            Err([date, time, place].into_iter().flatten().collect())
        }
    }
}

#[component]
fn NewTime(props: &TimesProps) -> Html {
    let answers = use_answers();
    let sender = use_sender();
    let found = use_state(Vec::<FieldProblem>::new);
    let tries = use_state(|| 0_u32);
    let onsubmit = {
        let (answers, sender, found, tries) = (
            answers.clone(),
            sender.clone(),
            found.clone(),
            tries.clone(),
        );
        let (programme, changed) = (props.programme.clone(), props.changed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tries.set(*tries + 1);
            match read(answers.all()) {
                Err(problems) => found.set(problems),
                Ok(slot) => {
                    found.set(Vec::new());
                    let changed = changed.clone();
                    sender.send(Request {
                        replaces: false,
                        path: format!("/programmes/{}/interview-slots", programme.id),
                        body: body_of(&slot),
                        version: Some(programme.version),
                        then: Callback::from(move |_| changed.emit(())),
                    });
                }
            }
        })
    };
    let mut problems = (*found).clone();
    if let Some(Trouble::Invalid { errors, .. }) = &sender.trouble {
        problems.extend(problems_of(errors, |id| {
            ["held_on", "starts_at", "venue"].contains(&id)
        }));
    }
    let error = |name: &str| FieldProblem::of(&problems, &field_id(name));
    html! {
        <form {onsubmit} novalidate={true}>
            <Outcome trouble={sender.trouble.clone()} problems={problems.clone()} attempt={*tries + sender.failures} />
            <DateInput name="held_on" legend="Date" hint="Within the interview round, on a working day."
                value={DateParts::from_text(&answers.of("held_on"))} error={error("held_on")}
                onchange={answers.taking("held_on", |parts: DateParts| parts.to_text())} />
            <TextInput name="starts_at" label="Starts at" hint="For example, 09:30" width={5}
                value={answers.of("starts_at")} onchange={answers.text("starts_at")} error={error("starts_at")} />
            <TextInput name="venue" label="Where" width={20} value={answers.of("venue")}
                onchange={answers.text("venue")} error={error("venue")} />
            <Button kind={ButtonKind::Secondary} busy={sender.busy}>{ "Add the interview time" }</Button>
        </form>
    }
}
