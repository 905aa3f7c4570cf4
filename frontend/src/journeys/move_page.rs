//! One move: its form, sending it, and what to do when it does not go through.

use super::answers::{from_server, read};
use super::move_fields::Drawn;
use super::options::{action, prefilled};
use super::reading::{Reading, use_reading};
use crate::api::{Request, Trouble, use_list, use_sender};
use crate::forms::{Answers, use_answers};
use crate::layout::{Failure, Guards, Outcome, Page};
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Crumb, FieldProblem, InsetText, WarningCallout, dates};
use shared::ids::JourneyId;
use shared::journey::{Input, Move, MoveOption, State, fields};
use shared::journeys::{JourneySummary, JourneyView, TRIAL_NOTICE, TransitionsView};
use shared::values::Coded as _;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct MovePageProps {
    pub id: JourneyId,
    pub name: Move,
}

/// The form of one move.
#[component]
pub(crate) fn MovePage(props: &MovePageProps) -> Html {
    let reading = use_reading(props.id);
    let mut crumbs = super::page::crumbs(&reading);
    let person = reading
        .view
        .data
        .as_ref()
        .map(|view| view.candidate_name.clone());
    crumbs.push(Crumb::new(
        person.clone().unwrap_or_else(|| "Person".to_owned()),
        Route::Journey(props.id).path(),
    ));
    let option = reading.transitions.data.as_ref().and_then(|transitions| {
        transitions
            .data
            .iter()
            .find(|option| option.name == props.name)
            .cloned()
    });
    html! {
        <Page title={action(props.name)} caption={person.unwrap_or_default()} {crumbs} ready={reading.is_ready()}>
            if let Some(trouble) = reading.trouble() {
                <Failure {trouble} retry={reading.reload()} />
            }
            if reading.is_ready() && reading.trouble().is_none() {
                { refused_already(&reading, option.as_ref()) }
                <MoveForm id={props.id} name={props.name} {reading} />
            }
        </Page>
    }
}

/// Says why before anybody fills in a form in vain. The form stays: things may have changed since.
fn refused_already(reading: &Reading, option: Option<&MoveOption>) -> Html {
    match option {
        Some(option) if option.allowed => html! {},
        Some(option) => html! {
            <WarningCallout heading="Not possible now">
                <Guards unmet={option.unmet_guards.clone()} />
            </WarningCallout>
        },
        None => {
            let state = reading
                .view
                .data
                .as_ref()
                .map(|view| view.state_label.clone())
                .unwrap_or_default();
            html! {
                <WarningCallout heading="Not a step from here">
                    <p>{ format!("This person stands at “{state}”. There is no such step from there.") }</p>
                </WarningCallout>
            }
        }
    }
}

#[derive(Properties, PartialEq)]
struct MoveFormProps {
    id: JourneyId,
    name: Move,
    reading: Reading,
}

#[component]
fn MoveForm(props: &MoveFormProps) -> Html {
    let answers = use_answers();
    let sender = use_sender();
    let found = use_state(Vec::<FieldProblem>::new);
    let tries = use_state(|| 0_u32);
    use_first_answers(&answers, props);
    use_fresh_reading(&props.reading, sender.failures, sender.trouble.clone());
    let others = use_others(props);
    let onsubmit = use_submit(props, &answers, &sender, &found, &tries);
    let Some(transitions) = &props.reading.transitions.data else {
        return html! {};
    };
    let problems = match &sender.trouble {
        Some(Trouble::Invalid { errors, .. }) if found.is_empty() => {
            from_server(props.name, errors)
        }
        _ => (*found).clone(),
    };
    let drawn = Drawn {
        answers: &answers,
        problems: &problems,
        choices: &transitions.choices,
        others: &others,
    };
    let kind = if props.name.closes() {
        ButtonKind::Warning
    } else {
        ButtonKind::Primary
    };
    html! {
        <div class="nhsuk-grid-row">
            <div class="nhsuk-grid-column-two-thirds">
                <form {onsubmit} novalidate={true} data-move={props.name.as_str()}>
                    <Outcome trouble={sender.trouble.clone()} problems={problems.clone()}
                        attempt={*tries + sender.failures} />
                    { before_form(props, transitions) }
                    { for fields(props.name).iter().map(|field| drawn.field(field)) }
                    <div class="foothold-buttons">
                        <Button {kind} busy={sender.busy}>{ if sender.busy { "Sending…".to_owned() } else { action(props.name) } }</Button>
                        <a href={Route::Journey(props.id).path()}>{ "Cancel" }</a>
                    </div>
                </form>
            </div>
        </div>
    }
}

/// What the form opens with, once it is known.
#[hook]
fn use_first_answers(answers: &Answers, props: &MoveFormProps) {
    let (answers, name) = (answers.clone(), props.name);
    let journey = props.reading.journey.clone();
    let choices = props
        .reading
        .transitions
        .data
        .as_ref()
        .map(|transitions| transitions.choices.clone());
    let ready = (
        choices.is_some(),
        journey.is_some(),
        choices.as_ref().and_then(|choices| choices.terms_number),
    );
    use_effect_with(ready, move |_| {
        if let Some(choices) = choices {
            answers.fill(prefilled(
                name,
                (*journey).as_ref(),
                choices.today,
                choices.terms_number,
            ));
        }
    });
}

/// After somebody else's change the page reads afresh, so that the next attempt names the version it has seen.
#[hook]
fn use_fresh_reading(reading: &Reading, failures: u32, trouble: Option<Trouble>) {
    let reload = reading.reload();
    use_effect_with((failures, trouble), move |(_, trouble)| {
        if matches!(trouble, Some(Trouble::Stale | Trouble::Refused { .. })) {
            reload.emit(());
        }
    });
}

/// The other journeys on the programme, where the form asks for one.
#[hook]
fn use_others(props: &MoveFormProps) -> Vec<JourneySummary> {
    let asks = fields(props.name)
        .iter()
        .any(|field| matches!(field.input, Input::Journey));
    let view = props.reading.view.data.as_ref().filter(|_| asks);
    let read = use_list::<JourneySummary>(
        view.map(|view| format!("/journeys?programme_id={}&limit=200", view.programme_id)),
    );
    let Some((page, view)) = read.data.zip(view.cloned()) else {
        return Vec::new();
    };
    let is_other = |other: &&JourneySummary| other.id != view.id && other.state != State::Merged;
    let mut others: Vec<_> = page.data.iter().filter(is_other).cloned().collect();
    others.sort_by_key(|other| {
        (
            other.candidate_name != view.candidate_name,
            other.candidate_name.clone(),
        )
    });
    others
}

#[hook]
fn use_submit(
    props: &MoveFormProps,
    answers: &Answers,
    sender: &crate::api::Sender,
    found: &UseStateHandle<Vec<FieldProblem>>,
    tries: &UseStateHandle<u32>,
) -> Callback<SubmitEvent> {
    let session = use_session();
    let (answers, sender, found, tries) = (
        answers.clone(),
        sender.clone(),
        found.clone(),
        tries.clone(),
    );
    let (id, name, reading) = (props.id, props.name, props.reading.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(transitions) = reading.transitions.data.clone() else {
            return;
        };
        tries.set(*tries + 1);
        match read(name, answers.all(), &transitions.choices.criteria) {
            Err(problems) => found.set(problems),
            Ok(body) => {
                found.set(Vec::new());
                let (go, done) = (
                    session.go.clone(),
                    done_words(name, reading.view.data.as_deref()),
                );
                sender.send(Request {
                    replaces: false,
                    path: format!("/journeys/{id}/transitions/{name}"),
                    body,
                    version: Some(transitions.version),
                    then: Callback::from(move |_| {
                        go.emit(Going::done(Route::Journey(id).path(), done.clone()))
                    }),
                });
            }
        }
    })
}

fn before_form(props: &MoveFormProps, transitions: &TransitionsView) -> Html {
    let trial = (*props.reading.journey)
        .as_ref()
        .and_then(|journey| journey.trial.as_ref());
    let about_trial = matches!(
        props.name,
        Move::ProposeTrial
            | Move::AmendTrial
            | Move::SignTrial
            | Move::StartTrial
            | Move::OfferWithoutTrial
    );
    html! {
        <>
            if about_trial {
                <InsetText><p>{ TRIAL_NOTICE }</p></InsetText>
            }
            if let (Some(trial), Move::SignTrial) = (trial, props.name) {
                <p>
                    { format!("You sign the terms as they stand: {}, {}.",
                        dates::span(trial.terms.starts_on, trial.terms.ends_on), trial.terms.pattern.label()) }
                </p>
            }
            if fields(props.name).is_empty() {
                <p>{ format!("Nothing more is needed. It is recorded on {}.", dates::long(transitions.choices.today)) }</p>
            }
            if props.name.closes() && props.name != Move::Sustain26 {
                <WarningCallout heading="This ends the journey">
                    <p>{ "The person is told, with their next step. Only an administrator can open it again." }</p>
                </WarningCallout>
            }
        </>
    }
}

fn done_words(name: Move, view: Option<&JourneyView>) -> String {
    let person = view
        .map(|view| view.candidate_name.as_str())
        .unwrap_or_default();
    format!("Done for {person}: {}", action(name).to_ascii_lowercase())
}
