//! The register of a session: the whole group on one screen.

use super::marks::{Marks, asks_for_reason};
use crate::api::{Request, body_of, use_resource, use_sender};
use crate::layout::{Failure, Outcome, Page};
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{
    Button, ButtonKind, Choice, Crumb, FieldProblem, InsetText, Radios, Tag, TextInput, dates,
};
use shared::ids::{JourneyId, SessionId};
use shared::journey::Attendance;
use shared::journeys::{RegisterLine, RegisterView};
use shared::values::Coded as _;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RegisterProps {
    pub id: SessionId,
}

/// The register of a session.
#[component]
pub(crate) fn Register(props: &RegisterProps) -> Html {
    let read = use_resource::<RegisterView>(Some(format!("/sessions/{}/register", props.id)));
    let mut crumbs = vec![Crumb::new("Programmes", Route::Programmes.path())];
    if let Some(register) = &read.data {
        crumbs.push(Crumb::new(
            "Programme",
            Route::Programme(register.programme_id).path(),
        ));
    }
    let title = read.data.as_ref().map_or_else(
        || "Register".to_owned(),
        |register| format!("Register: {}", register.module),
    );
    let caption = read
        .data
        .as_ref()
        .map(|register| {
            let mut caption = dates::long(register.held_on);
            if let Some(trainer) = &register.trainer {
                caption = format!("{caption}. {}: {trainer}", register.kind.led_by());
            }
            caption
        })
        .unwrap_or_default();
    html! {
        <Page {title} {caption} {crumbs} ready={read.is_settled()}>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let Some(register) = &read.data {
                <Sheet register={register.clone()} changed={read.reload.clone()} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct SheetProps {
    register: Rc<RegisterView>,
    changed: Callback<()>,
}

/// What is done to the marks.
enum Marking {
    Attend(JourneyId, Attendance),
    Because(JourneyId, String),
    RestPresent,
    StartAgain(Marks),
}

#[derive(Default, PartialEq)]
struct Marked(Marks);

impl Reducible for Marked {
    type Action = Marking;

    fn reduce(self: Rc<Self>, marking: Marking) -> Rc<Self> {
        let marks = self.0.clone();
        Rc::new(Self(match marking {
            Marking::Attend(journey, attendance) => marks.attending(journey, attendance),
            Marking::Because(journey, reason) => marks.because(journey, reason),
            Marking::RestPresent => marks.rest_present(),
            Marking::StartAgain(marks) => marks,
        }))
    }
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let session = use_session();
    let sender = use_sender();
    let problems = use_state(Vec::<FieldProblem>::new);
    let marked = use_reducer(Marked::default);
    {
        let marked = marked.dispatcher();
        use_effect_with(props.register.clone(), move |register| {
            marked.dispatch(Marking::StartAgain(Marks::of(register)));
        });
    }
    let register = &props.register;
    let today = session.me.as_ref().map(|me| me.today);
    let too_early = today.is_some_and(|today| today < register.held_on);
    let save = use_save(props, &marked, &sender, &problems);
    let sign_off = sign_off(props, &session, &sender);
    let unsaved = marked
        .0
        .changes(register)
        .map_or(true, |changes| !changes.lines.is_empty());
    html! {
        <>
            { standing(register, too_early) }
            <Outcome trouble={sender.trouble.clone()} problems={(*problems).clone()} attempt={sender.failures} />
            if register.lines.is_empty() {
                <InsetText><p>{ "Nobody is expected at this session yet." }</p></InsetText>
            } else {
                <form onsubmit={save} novalidate={true}>
                    if !register.signed_off {
                        { rest_present(&marked) }
                    }
                    <ul class="foothold-register">
                        { for register.lines.iter().map(|line| person(line, &marked, register.signed_off)) }
                    </ul>
                    if !register.signed_off {
                        <div class="foothold-buttons">
                            <Button busy={sender.busy}>{ "Save the register" }</Button>
                            if !unsaved && marked.0.unmarked() == 0 {
                                <Button kind={ButtonKind::Secondary} busy={sender.busy} onclick={sign_off}>
                                    { "Sign off the register" }
                                </Button>
                            }
                        </div>
                        <p class="nhsuk-body-s" role="status">{ what_is_left(&marked.0, unsaved) }</p>
                    }
                </form>
            }
        </>
    }
}

fn standing(register: &RegisterView, too_early: bool) -> Html {
    html! {
        <>
            <p>
                <Tag colour={if register.signed_off { "green" } else { "white" }}>
                    { if register.signed_off { "Signed off" } else { "Open" } }
                </Tag>
                { format!(" {}. {} people are expected.", register.kind.label(), register.lines.len()) }
            </p>
            <ul class="foothold-jumps">
                <li><a href={format!("/print/register/{}", register.session_id)}>{ "Print or download the register" }</a></li>
                <li><a href={format!("/print/sign-in-sheet/{}", register.session_id)}>{ "Print a sign-in sheet" }</a></li>
            </ul>
            if too_early {
                <InsetText>
                    <p>{ format!("This session is on {}. Its register is filled in on the day.", dates::long(register.held_on)) }</p>
                </InsetText>
            }
            if register.signed_off {
                <InsetText><p>{ "A register that is signed off stands. Make up a session later on the person's own page." }</p></InsetText>
            }
        </>
    }
}

fn rest_present(marked: &UseReducerHandle<Marked>) -> Html {
    let marked = marked.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| marked.dispatch(Marking::RestPresent));
    html! {
        <Button kind={ButtonKind::Secondary} small={true} {onclick}>{ "Mark everybody else present" }</Button>
    }
}

fn what_is_left(marks: &Marks, unsaved: bool) -> String {
    match (marks.unmarked(), unsaved) {
        (0, true) => "Everybody has a mark. Save the register, then sign it off.".to_owned(),
        (0, false) => {
            "Everything is saved. Signing off is final: it settles who has earned an interview."
                .to_owned()
        }
        (1, _) => "One person has no mark yet.".to_owned(),
        (left, _) => format!("{left} people have no mark yet."),
    }
}

fn person(line: &RegisterLine, marked: &UseReducerHandle<Marked>, read_only: bool) -> Html {
    let journey = line.journey_id;
    let mark = marked.0.mark(journey);
    let name = html! { <a href={Route::Journey(journey).path()}>{ &line.candidate_name }</a> };
    if read_only {
        let label = line
            .attendance
            .map_or("No mark", |attendance| attendance.label());
        return html! {
            <li class="foothold-register__person" key={journey.to_string()}>
                <p class="foothold-register__name">{ name }</p>
                <p>{ label }{ line.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default() }</p>
            </li>
        };
    }
    let options: Vec<_> = Attendance::ALL
        .iter()
        .filter(|choice| {
            **choice != Attendance::MadeUp || mark.attendance == Some(Attendance::MadeUp)
        })
        .map(|choice| Choice::new(choice.code(), choice.label()))
        .collect();
    let (attend, because) = (marked.dispatcher(), marked.dispatcher());
    let onattend = Callback::from(move |code: String| {
        if let Ok(attendance) = code.parse() {
            attend.dispatch(Marking::Attend(journey, attendance));
        }
    });
    let onreason =
        Callback::from(move |reason| because.dispatch(Marking::Because(journey, reason)));
    html! {
        <li class="foothold-register__person" key={journey.to_string()} data-journey={journey.to_string()}>
            <p class="foothold-register__name">{ name }</p>
            <Radios name={format!("attendance-{journey}")} legend={format!("Attendance of {}", line.candidate_name)}
                legend_hidden={true} inline={true} small={true} {options} onchange={onattend}
                value={mark.attendance.map(|attendance| attendance.as_str()).unwrap_or_default()} />
            if asks_for_reason(mark.attendance) {
                <TextInput name={format!("reason-{journey}")} label={format!("Why ({})", line.candidate_name)}
                    value={mark.reason} onchange={onreason} />
            }
        </li>
    }
}

#[hook]
fn use_save(
    props: &SheetProps,
    marked: &UseReducerHandle<Marked>,
    sender: &crate::api::Sender,
    problems: &UseStateHandle<Vec<FieldProblem>>,
) -> Callback<SubmitEvent> {
    let session = use_session();
    let (marked, sender, problems) = (marked.clone(), sender.clone(), problems.clone());
    let (register, changed) = (props.register.clone(), props.changed.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        match marked.0.changes(&register) {
            Err(wrong) => {
                let problem =
                    |(journey, message)| FieldProblem::new(format!("reason-{journey}"), message);
                problems.set(wrong.into_iter().map(problem).collect());
            }
            Ok(changes) if changes.lines.is_empty() => {
                session.say.emit("Nothing has changed".to_owned())
            }
            Ok(changes) => {
                problems.set(Vec::new());
                let (say, changed) = (session.say.clone(), changed.clone());
                sender.send(Request {
                    replaces: true,
                    path: format!("/sessions/{}/register", register.session_id),
                    body: body_of(&changes),
                    version: Some(register.version),
                    then: Callback::from(move |_| {
                        changed.emit(());
                        say.emit("The register is saved".to_owned());
                    }),
                });
            }
        }
    })
}

fn sign_off(
    props: &SheetProps,
    session: &crate::session::Session,
    sender: &crate::api::Sender,
) -> Callback<MouseEvent> {
    let (sender, register) = (sender.clone(), props.register.clone());
    let (go, changed) = (session.go.clone(), props.changed.clone());
    Callback::from(move |_| {
        let (go, changed) = (go.clone(), changed.clone());
        let back = Route::Programme(register.programme_id).path();
        let done = format!("The register of {} is signed off", register.module);
        sender.send(Request {
            replaces: false,
            path: format!("/sessions/{}/register/sign-off", register.session_id),
            body: "{}".to_owned(),
            version: Some(register.version),
            then: Callback::from(move |_| {
                changed.emit(());
                go.emit(Going::done(back.clone(), done.clone()));
            }),
        });
    })
}
