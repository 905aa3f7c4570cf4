//! The pages that a link opens, and the one that asks for a link. Opening one uses nothing up.

use super::forms::{PASSWORD_HINT, summary};
use crate::language::Language;
use crate::public::{Document, Frame, Switch, contact};
use crate::ui::{Button, FieldProblem, TextInput};
use yew::prelude::*;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// To accept an invitation.
    Invitation,
    /// To choose a new password.
    Reset,
}

fn english(frame: &Frame) -> Frame {
    Frame {
        language: Language::English,
        switch: Switch::None,
        signed_in: false,
        ..frame.clone()
    }
}

fn titled(title: &str, problems: &[FieldProblem]) -> String {
    if problems.is_empty() {
        title.to_owned()
    } else {
        format!("Error: {title}")
    }
}

/// What a [`ChoosePasswordPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ChoosePasswordPageProps {
    /// The frame.
    pub frame: Frame,
    /// What the link is for.
    pub kind: LinkKind,
    /// Where the form is sent: the link's own address.
    pub action: String,
    /// Whose account it is.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// What is wrong with the last try.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

/// Chooses a password with a link.
#[component]
pub fn ChoosePasswordPage(props: &ChoosePasswordPageProps) -> Html {
    let (frame, problems) = (english(&props.frame), &props.problems);
    let (title, button) = match props.kind {
        LinkKind::Invitation => ("You are invited", "Choose this password and sign in"),
        LinkKind::Reset => ("Choose a new password", "Choose this password"),
    };
    let lead = match props.kind {
        LinkKind::Invitation => format!(
            "{}, you are invited to work with Foothold at {}.",
            props.name, frame.trust.name
        ),
        LinkKind::Reset => "You are signed out everywhere when you choose it.".to_owned(),
    };
    html! {
        <Document frame={frame.clone()} title={titled(title, problems)}>
            { summary(problems) }
            <h1 class="nhsuk-heading-xl">{ title }</h1>
            <p>{ lead }</p>
            <p>{ "You sign in with " }<strong>{ props.email.clone() }</strong>{ "." }</p>
            <form method="post" action={props.action.clone()} novalidate=true>
                <input type="hidden" name="username" value={props.email.clone()} autocomplete="username" />
                <TextInput name="password" label="Password" hint={PASSWORD_HINT} kind="password"
                    autocomplete="new-password" error={FieldProblem::of(problems, "password")} />
                <Button>{ button }</Button>
            </form>
            { contact(&frame) }
        </Document>
    }
}

/// What a [`DeadLinkPage`] needs.
#[derive(Properties, PartialEq)]
pub struct DeadLinkPageProps {
    /// The frame.
    pub frame: Frame,
    /// What the link was for.
    pub kind: LinkKind,
}

/// Says that a link opens nothing any more, and what to do.
#[component]
pub fn DeadLinkPage(props: &DeadLinkPageProps) -> Html {
    let frame = english(&props.frame);
    let title = "This link does not work any more";
    html! {
        <Document frame={frame.clone()} {title}>
            <h1 class="nhsuk-heading-xl">{ title }</h1>
            <p>{ "A link works once and for a limited time, and only the newest that you were sent." }</p>
            if props.kind == LinkKind::Reset {
                <p><a href="/forgotten-password">{ "Ask for another link" }</a></p>
            } else {
                <p>{ "If you have chosen your password already, " }<a href="/sign-in">{ "sign in" }</a>
                    { ". Otherwise ask whoever invited you to send the invitation again." }</p>
            }
            { contact(&frame) }
        </Document>
    }
}

/// What a [`ForgottenPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ForgottenPageProps {
    /// The frame.
    pub frame: Frame,
    /// Whether a link was asked for.
    #[prop_or_default]
    pub sent: bool,
    /// In a demo, the link that was sent.
    #[prop_or_default]
    pub shown_link: Option<String>,
}

/// Asks for a link to choose a new password. It says the same whether or not there is such an account.
#[component]
pub fn ForgottenPage(props: &ForgottenPageProps) -> Html {
    let frame = english(&props.frame);
    let title = if props.sent {
        "Look into your mailbox"
    } else {
        "Forgotten your password?"
    };
    html! {
        <Document frame={frame.clone()} {title}
            before={html! { <a class="nhsuk-back-link" href="/sign-in">{ "Staff sign in" }</a> }}>
            <h1 class="nhsuk-heading-xl">{ title }</h1>
            if props.sent {
                <p>{ "If somebody signs in with that address, we have sent a link to it. It works once, for 30 minutes." }</p>
                if let Some(link) = &props.shown_link {
                    <p class="nhsuk-inset-text">{ "In the demo nobody has a mailbox. This is the link that was sent: " }
                        <a href={link.clone()} id="shown-link">{ "choose a new password" }</a></p>
                }
                <p><a href="/forgotten-password">{ "Ask for another link" }</a></p>
            } else {
                <p>{ "We send you a link to choose another." }</p>
                <form method="post" action="/forgotten-password" novalidate=true>
                    <TextInput name="email" label="Email address" kind="email" autocomplete="username" />
                    <Button>{ "Send me a link" }</Button>
                </form>
            }
            { contact(&frame) }
        </Document>
    }
}
