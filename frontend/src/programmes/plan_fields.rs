//! The fields of a plan.

use super::draft::{DATES, SessionDraft, SlotDraft};
use super::new::{Plan, Planning};
use crate::ui::{
    Button, ButtonKind, Checkboxes, Choice, FieldProblem, Select, TextInput, Textarea,
};
use shared::journey::CheckKind;
use shared::vacancies::VacancyView;
use shared::values::Coded as _;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct StartProps {
    pub plan: UseReducerHandle<Plan>,
    pub vacancies: Vec<VacancyView>,
    pub problems: Vec<FieldProblem>,
}

/// What comes before the dates.
#[component]
pub(super) fn Start(props: &StartProps) -> Html {
    let form = Drawn::of(&props.plan, &props.problems);
    let options: Vec<_> = props
        .vacancies
        .iter()
        .map(|vacancy| {
            let openings = format!(
                "{}, {} openings, {}",
                vacancy.title, vacancy.openings, vacancy.reference
            );
            Choice::new(vacancy.id.to_string(), openings)
        })
        .collect();
    html! {
        <>
            <Select name="vacancy_id" label="Vacancy" {options} value={form.value("vacancy_id")}
                onchange={form.taking("vacancy_id")} error={form.error("vacancy_id")} />
            { form.text("title", "What it is called", "For example, Trainee Health Care Assistant, spring", 30) }
            { form.text("places", "Places in the training week", "", 3) }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RestProps {
    pub plan: UseReducerHandle<Plan>,
    pub problems: Vec<FieldProblem>,
}

/// Everything after the first date.
#[component]
pub(super) fn Rest(props: &RestProps) -> Html {
    let form = Drawn::of(&props.plan, &props.problems);
    let draft = &props.plan.0;
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Dates" }</h2>
            <div class="foothold-pairs">
                { for DATES.iter().map(|(name, label)| form.input(name, label, "date", false)) }
            </div>
            <h2 class="nhsuk-heading-m">{ "Screening day and training week" }</h2>
            { form.text("venue", "Where", "For example, Education Centre, room 2", 30) }
            { for draft.sessions.iter().enumerate().map(|(at, session)| form.session(at, session)) }
            { form.text("training_threshold", "Sessions that earn the interview (optional)",
                "Leave it empty for all of them. It is frozen when the programme is published.", 3) }
            <h2 class="nhsuk-heading-m">{ "Interviews" }</h2>
            { form.lines("panel", "Panel", "One name a line. The same panel sees every applicant.") }
            { form.lines("criteria", "Criteria", "One a line. Every applicant is scored on the same ones, from 1 to 5.") }
            { for draft.slots.iter().enumerate().map(|(at, slot)| form.slot(at, slot)) }
            { form.add_slot() }
            <h2 class="nhsuk-heading-m">{ "Before a work trial" }</h2>
            { form.checks() }
        </>
    }
}

struct Drawn<'a> {
    plan: &'a UseReducerHandle<Plan>,
    problems: &'a [FieldProblem],
}

impl<'a> Drawn<'a> {
    const fn of(plan: &'a UseReducerHandle<Plan>, problems: &'a [FieldProblem]) -> Self {
        Self { plan, problems }
    }

    fn value(&self, name: &str) -> String {
        self.plan.0.answers.get(name).cloned().unwrap_or_default()
    }

    fn taking(&self, name: &str) -> Callback<String> {
        let (plan, name) = (self.plan.dispatcher(), name.to_owned());
        Callback::from(move |value| plan.dispatch(Planning::Answer(name.clone(), value)))
    }

    fn error(&self, name: &str) -> Option<AttrValue> {
        FieldProblem::of(self.problems, name)
    }

    fn text(&self, name: &'static str, label: &'static str, hint: &'static str, width: u8) -> Html {
        html! {
            <TextInput {name} {label} {hint} {width} value={self.value(name)} onchange={self.taking(name)}
                error={self.error(name)} inputmode={(width < 5).then_some("numeric")} />
        }
    }

    fn lines(&self, name: &'static str, label: &'static str, hint: &'static str) -> Html {
        html! {
            <Textarea {name} {label} {hint} rows={4} value={self.value(name)} onchange={self.taking(name)}
                error={self.error(name)} />
        }
    }

    fn input(&self, name: &str, label: &str, kind: &'static str, hidden: bool) -> Html {
        self.field(name, label, kind, &self.value(name), hidden)
    }

    fn field(
        &self,
        name: &str,
        label: &str,
        kind: &'static str,
        value: &str,
        label_hidden: bool,
    ) -> Html {
        let name = name.to_owned();
        html! {
            <TextInput label={label.to_owned()} {kind} value={value.to_owned()} onchange={self.taking(&name)}
                error={self.error(&name)} {label_hidden} {name} />
        }
    }

    fn session(&self, at: usize, session: &SessionDraft) -> Html {
        let name = |field: &str| format!("sessions.{at}.{field}");
        html! {
            <fieldset class="nhsuk-fieldset foothold-line" key={format!("session-{at}")}>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{ session.kind.label() }</legend>
                <div class="foothold-pairs">
                    { self.field(&name("module"), "Name", "text", &session.module, false) }
                    { self.field(&name("held_on"), "Date", "date", &session.held_on, false) }
                    { self.field(&name("starts_at"), "Starts", "time", &session.starts_at, false) }
                    { self.field(&name("ends_at"), "Ends", "time", &session.ends_at, false) }
                    { self.field(&name("trainer"), &format!("{} (optional)", session.kind.led_by()), "text", &session.trainer, false) }
                </div>
            </fieldset>
        }
    }

    fn slot(&self, at: usize, slot: &SlotDraft) -> Html {
        let name = |field: &str| format!("slots.{at}.{field}");
        let plan = self.plan.dispatcher();
        let drop = Callback::from(move |_: MouseEvent| plan.dispatch(Planning::DropSlot(at)));
        html! {
            <fieldset class="nhsuk-fieldset foothold-line" key={format!("slot-{at}")}>
                <legend class="nhsuk-u-visually-hidden">{ format!("Interview time {}", at + 1) }</legend>
                <div class="foothold-pairs">
                    { self.field(&name("held_on"), "Date", "date", &slot.held_on, false) }
                    { self.field(&name("starts_at"), "Starts", "time", &slot.starts_at, false) }
                    <Button kind={ButtonKind::Secondary} small={true} onclick={drop}>
                        { "Remove" }<span class="nhsuk-u-visually-hidden">{ format!(" interview time {}", at + 1) }</span>
                    </Button>
                </div>
            </fieldset>
        }
    }

    fn add_slot(&self) -> Html {
        let plan = self.plan.dispatcher();
        let onclick = Callback::from(move |_: MouseEvent| plan.dispatch(Planning::AddSlot));
        html! {
            <Button kind={ButtonKind::Secondary} small={true} {onclick}>{ "Add an interview time" }</Button>
        }
    }

    fn checks(&self) -> Html {
        let options: Vec<_> = CheckKind::ALL
            .iter()
            .map(|check| Choice::new(check.code(), check.label()))
            .collect();
        let values = self
            .plan
            .0
            .checks
            .iter()
            .map(|check| check.as_str().to_owned())
            .collect::<Vec<_>>();
        let plan = self.plan.dispatcher();
        let onchange = Callback::from(move |(code, ticked): (String, bool)| {
            if let Ok(check) = code.parse() {
                plan.dispatch(Planning::Check(check, ticked));
            }
        });
        html! {
            <Checkboxes name="checks_before_trial" legend="Checks that must be cleared before anybody starts a trial"
                {options} {values} {onchange} />
        }
    }
}
