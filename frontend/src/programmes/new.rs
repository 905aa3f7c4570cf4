//! Planning a programme: one date proposes the rest, and the rules speak while one changes it.

use super::draft::Draft;
use super::plan_fields::{Rest, Start};
use super::proposal::proposed;
use super::ruling::Ruling;
use crate::api::{Request, Sender, Trouble, body_of, use_list, use_sender};
use crate::forms::problems_of;
use crate::layout::{Failure, Outcome, Page};
use crate::routes::{Route, query_value};
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Crumb, DateInput, DateParts, FieldProblem, InsetText};
use shared::journey::CheckKind;
use shared::programmes::ProgrammeView;
use shared::time::CivilDate;
use shared::vacancies::{VacancyStatus, VacancyView};
use std::rc::Rc;
use yew::prelude::*;

/// What is done to a plan.
pub(super) enum Planning {
    Answer(String, String),
    Check(CheckKind, bool),
    Propose(CivilDate, CivilDate),
    DropSlot(usize),
    AddSlot,
}

/// A plan while it is being made.
#[derive(Default, PartialEq)]
pub(super) struct Plan(pub Draft);

impl Reducible for Plan {
    type Action = Planning;

    fn reduce(self: Rc<Self>, planning: Planning) -> Rc<Self> {
        let mut draft = self.0.clone();
        match planning {
            Planning::Answer(name, value) => draft = draft.with(&name, value),
            Planning::Check(check, true) => draft.checks.push(check),
            Planning::Check(check, false) => draft.checks.retain(|kept| *kept != check),
            Planning::Propose(first_day, today) => draft = proposed(&draft, first_day, today),
            Planning::DropSlot(at) => {
                draft
                    .slots
                    .remove(at.min(draft.slots.len().saturating_sub(1)));
            }
            Planning::AddSlot => {
                let last = draft.slots.last().cloned();
                draft.slots.extend(last);
            }
        }
        Rc::new(Self(draft))
    }
}

/// Planning a programme.
#[component]
pub(crate) fn NewProgramme() -> Html {
    let session = use_session();
    let vacancies = use_list::<VacancyView>(Some("/vacancies?limit=200".to_owned()));
    let plan = use_reducer(Plan::default);
    let sender = use_sender();
    let found = use_state(Vec::<FieldProblem>::new);
    let tries = use_state(|| 0_u32);
    {
        let (plan, asked) = (
            plan.dispatcher(),
            (
                query_value(&session.place.query, "vacancy"),
                query_value(&session.place.query, "first_day"),
                session.me.as_ref().map(|me| me.today),
            ),
        );
        use_effect_with(asked, move |(vacancy, first_day, today)| {
            if let Some(id) = vacancy.clone() {
                plan.dispatch(Planning::Answer("vacancy_id".to_owned(), id));
            }
            let first_day = first_day.as_ref().and_then(|day| day.parse().ok());
            if let Some((first_day, today)) = first_day.zip(*today) {
                plan.dispatch(Planning::Propose(first_day, today));
            }
        });
    }
    let onsubmit = use_submit(&plan, &sender, &found, &tries);
    let today = session.me.as_ref().map(|me| me.today);
    let problems = match &sender.trouble {
        Some(Trouble::Invalid { errors, .. }) if found.is_empty() => problems_of(errors, |_| true),
        _ => (*found).clone(),
    };
    let open: Vec<_> = vacancies
        .data
        .iter()
        .flat_map(|page| page.data.clone())
        .filter(|vacancy| vacancy.status == VacancyStatus::Open)
        .collect();
    let planned = !plan.0.sessions.is_empty();
    html! {
        <Page title="New programme" crumbs={vec![Crumb::new("Programmes", Route::Programmes.path())]}
            ready={vacancies.is_settled() && today.is_some()}>
            if let Some(trouble) = &vacancies.trouble {
                <Failure trouble={trouble.clone()} retry={vacancies.reload.clone()} />
            }
            if vacancies.data.is_some() && open.is_empty() {
                <InsetText><p>{ "A programme is planned for a vacancy, and none is open. " }
                    <a href={Route::NewVacancy.path()}>{ "Add a vacancy first" }</a>{ "." }</p></InsetText>
            }
            <p><a href="/programmes/plan">{ "Plan backwards from the day people start work" }</a></p>
            <form {onsubmit} novalidate={true}>
                <Outcome trouble={sender.trouble.clone()} problems={problems.clone()} attempt={*tries + sender.failures} />
                <Start plan={plan.clone()} vacancies={open} problems={problems.clone()} />
                if let Some(today) = today {
                    <Propose plan={plan.clone()} {today} />
                }
                if planned {
                    <div class="foothold-split">
                        <div><Rest plan={plan.clone()} problems={problems.clone()} /></div>
                        <div><Ruling draft={plan.0.clone()} /></div>
                    </div>
                    <Button busy={sender.busy}>{ "Save the programme as a draft" }</Button>
                }
            </form>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ProposeProps {
    plan: UseReducerHandle<Plan>,
    today: CivilDate,
}

/// One date, from which the whole plan is proposed.
#[component]
fn Propose(props: &ProposeProps) -> Html {
    let session = use_session();
    let first_day = use_state(DateParts::default);
    let wrong = use_state(|| None::<AttrValue>);
    let onchange = {
        let first_day = first_day.clone();
        Callback::from(move |parts| first_day.set(parts))
    };
    let onclick = {
        let (plan, today, say) = (props.plan.dispatcher(), props.today, session.say);
        let (first_day, wrong) = (first_day.clone(), wrong.clone());
        Callback::from(move |_: MouseEvent| match first_day.date() {
            Some(date) if date > today => {
                wrong.set(None);
                plan.dispatch(Planning::Propose(date, today));
                say.emit("The dates are proposed below. Change what does not suit.".to_owned());
            }
            Some(_) => wrong.set(Some("The training week must still be ahead".into())),
            None => wrong.set(Some("Enter a real date, such as 7 12 2026".into())),
        })
    };
    html! {
        <>
            <DateInput name="first_day" legend="First day of the training week"
                hint="From this day we propose the other dates, on working days. You can change every one of them."
                value={(*first_day).clone()} {onchange} error={(*wrong).clone()} />
            <Button kind={ButtonKind::Secondary} {onclick}>{ "Propose the dates" }</Button>
        </>
    }
}

#[hook]
fn use_submit(
    plan: &UseReducerHandle<Plan>,
    sender: &Sender,
    found: &UseStateHandle<Vec<FieldProblem>>,
    tries: &UseStateHandle<u32>,
) -> Callback<SubmitEvent> {
    let session = use_session();
    let (plan, sender, found, tries) = (plan.clone(), sender.clone(), found.clone(), tries.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        tries.set(*tries + 1);
        match plan.0.request() {
            Err(problems) => found.set(problems),
            Ok(request) => {
                found.set(Vec::new());
                let go = session.go.clone();
                sender.send(Request {
                    replaces: false,
                    path: "/programmes".to_owned(),
                    body: body_of(&request),
                    version: None,
                    then: Callback::from(move |text: String| {
                        let made = serde_json::from_str::<ProgrammeView>(&text);
                        let to = made.map_or(Route::Programmes, |made| Route::Programme(made.id));
                        go.emit(Going::done(
                            to.path(),
                            "The programme is saved as a draft. Publish it when it is ready.",
                        ));
                    }),
                });
            }
        }
    })
}
