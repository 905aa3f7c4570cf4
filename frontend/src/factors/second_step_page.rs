//! The second step of a sign-in.

use super::Secret;
use super::parts::{code_field, onward, recovery_codes, secret_steps, summary};
use crate::language::Language;
use crate::public::{Document, Frame, Switch, contact};
use yew::prelude::*;

fn in_english(frame: &Frame) -> Frame {
    Frame {
        language: Language::English,
        switch: Switch::None,
        ..frame.clone()
    }
}

fn title(words: &str, problem: Option<&str>) -> String {
    match problem {
        Some(_) => format!("Error: {words}"),
        None => words.to_owned(),
    }
}

/// What a [`SecondStepPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SecondStepPageProps {
    /// The frame.
    pub frame: Frame,
    /// Where to go once signed in.
    #[prop_or_default]
    pub next: String,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<String>,
    /// Whether they have an authenticator app.
    pub has_app: bool,
    /// Whether they have a passkey.
    pub has_passkey: bool,
}

/// Asks for a code of the authenticator app, a recovery code or a passkey.
#[component]
pub fn SecondStepPage(props: &SecondStepPageProps) -> Html {
    const TITLE: &str = "One more step";
    let frame = in_english(&props.frame);
    let problem = props.problem.as_deref();
    html! {
        <Document frame={frame.clone()} title={title(TITLE, problem)}
            before={html! { <a class="nhsuk-back-link" href="/sign-in">{ "Back" }</a> }}>
            { summary(problem) }
            <h1 class="nhsuk-heading-xl">{ TITLE }</h1>
            if props.has_app {
                <form method="post" action="/sign-in/code" novalidate=true>
                    { onward(&props.next) }
                    { code_field(
                        "Code",
                        "The 6 digits that your authenticator app shows now. Without your phone: one of your recovery codes.",
                        problem,
                    ) }
                    <button class="nhsuk-button" type="submit">{ "Sign in" }</button>
                </form>
            }
            if props.has_passkey {
                <form method="post" action="/sign-in/passkey">
                    { onward(&props.next) }
                    <button class={classes!("nhsuk-button", props.has_app.then_some("nhsuk-button--secondary"))} type="submit">
                        { "Use a passkey" }
                    </button>
                </form>
            }
            <p>{ "If you have neither your phone nor a recovery code, ask your administrator." }</p>
            { contact(&frame) }
        </Document>
    }
}

/// What a [`SetUpFirstPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SetUpFirstPageProps {
    /// The frame.
    pub frame: Frame,
    /// Where to go once signed in.
    #[prop_or_default]
    pub next: String,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<String>,
    /// What the app is given; none once it is set up.
    #[prop_or_default]
    pub secret: Option<Secret>,
    /// The recovery codes of an app that was just set up.
    #[prop_or_default]
    pub codes: Vec<String>,
}

/// Setting an authenticator app up before anything else, because the Trust asks for a second step.
#[component]
pub fn SetUpFirstPage(props: &SetUpFirstPageProps) -> Html {
    let frame = in_english(&props.frame);
    let problem = props.problem.as_deref();
    let words = if props.secret.is_some() {
        "Set up your second step"
    } else {
        "Keep your recovery codes"
    };
    html! {
        <Document frame={frame.clone()} title={title(words, problem)}>
            { summary(problem) }
            <h1 class="nhsuk-heading-xl">{ words }</h1>
            if let Some(secret) = &props.secret {
                <p>{ "Your Trust asks everybody for a second step after the password. You set it up once; it takes about 2 minutes." }</p>
                { secret_steps(secret) }
                <form method="post" action="/sign-in/set-up" novalidate=true>
                    { onward(&props.next) }
                    { code_field("Code", "The 6 digits that the app shows now.", problem) }
                    <button class="nhsuk-button" type="submit">{ "Continue" }</button>
                </form>
            } else {
                { recovery_codes(&props.codes) }
                <a class="nhsuk-button" role="button" draggable="false" href={props.next.clone()}>{ "I have kept them: continue" }</a>
            }
            { contact(&frame) }
        </Document>
    }
}
