//! Signing in without a password: first the address, then the code.

use super::controls::error_summary;
use crate::language::{Message, page, sign_in as words};
use crate::public::{Document, Frame, contact};
use yew::prelude::*;

/// What a [`ContactPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ContactPageProps {
    /// The frame.
    pub frame: Frame,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<Message>,
    /// Where to go once signed in.
    #[prop_or_default]
    pub next: Option<String>,
    /// Whether somebody has just signed out.
    #[prop_or_default]
    pub signed_out: bool,
}

/// Asks where a code can be sent.
#[component]
pub fn ContactPage(props: &ContactPageProps) -> Html {
    let frame = &props.frame;
    html! {
        <Document frame={frame.clone()} title={title(frame, words::TITLE, props.problem)}>
            { summary(frame, "contact", props.problem) }
            if props.signed_out {
                <p class="nhsuk-inset-text" role="status">{ frame.say(words::SIGNED_OUT) }</p>
            }
            <h1 class="nhsuk-heading-xl">{ frame.say(words::TITLE) }</h1>
            <p>{ frame.say(words::LEAD) }</p>
            <form method="post" action="/my/sign-in" novalidate=true>
                { onward(props.next.as_deref()) }
                <div class={group(props.problem)}>
                    <label class="nhsuk-label nhsuk-label--m" for="contact">{ frame.say(words::CONTACT) }</label>
                    <div class="nhsuk-hint" id="contact-hint">{ frame.say(words::CONTACT_HINT) }</div>
                    { error(frame, "contact-error", props.problem) }
                    <input class={input(props.problem)} id="contact" name="contact" type="text" dir="ltr"
                        autocomplete="email" autocapitalize="none" spellcheck="false"
                        aria-describedby={described_by("contact", props.problem)} />
                </div>
                <button class="nhsuk-button" type="submit">{ frame.say(words::SEND_CODE) }</button>
            </form>
            { contact(frame) }
        </Document>
    }
}

/// What a [`CodePage`] needs.
#[derive(Properties, PartialEq)]
pub struct CodePageProps {
    /// The frame.
    pub frame: Frame,
    /// The number of the request that the code was sent for: the address itself is never in a page's address.
    pub request: String,
    /// Where to go once signed in.
    #[prop_or_default]
    pub next: Option<String>,
    /// In a demo only: the code itself, because nobody has a telephone there.
    #[prop_or_default]
    pub shown_code: Option<String>,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<Message>,
}

/// Asks for the code.
#[component]
pub fn CodePage(props: &CodePageProps) -> Html {
    let frame = &props.frame;
    html! {
        <Document frame={frame.clone()} title={title(frame, words::CODE_TITLE, props.problem)}
            before={html! { <a class="nhsuk-back-link" href="/my/sign-in">{ frame.say(page::BACK) }</a> }}>
            { summary(frame, "code", props.problem) }
            <h1 class="nhsuk-heading-xl">{ frame.say(words::CODE_TITLE) }</h1>
            <p>{ frame.say(words::CODE_SENT) }</p>
            if let Some(code) = &props.shown_code {
                <p class="nhsuk-inset-text">
                    { frame.say(words::SHOWN_CODE) }{ " " }<strong class="foothold-code">{ code.clone() }</strong>
                </p>
            }
            <form method="post" action="/my/sign-in/code" novalidate=true>
                <input type="hidden" name="request" value={props.request.clone()} />
                { onward(props.next.as_deref()) }
                <div class={group(props.problem)}>
                    <label class="nhsuk-label nhsuk-label--m" for="code">{ frame.say(words::CODE) }</label>
                    <div class="nhsuk-hint" id="code-hint">{ frame.say(words::CODE_HINT) }</div>
                    { error(frame, "code-error", props.problem) }
                    <input class={classes!(input(props.problem), "nhsuk-input--width-10")} id="code" name="code" type="text"
                        inputmode="numeric" autocomplete="one-time-code"
                        aria-describedby={described_by("code", props.problem)} />
                </div>
                <button class="nhsuk-button" type="submit">{ frame.say(page::SIGN_IN) }</button>
            </form>
            <p><a href="/my/sign-in">{ frame.say(words::NEW_CODE) }</a></p>
            <p>{ frame.say(words::HELP) }</p>
            { contact(frame) }
        </Document>
    }
}

/// What a [`LinkPage`] needs.
#[derive(Properties, PartialEq)]
pub struct LinkPageProps {
    /// The frame.
    pub frame: Frame,
    /// What the link holds, as it stands in the page's address.
    pub link: String,
}

/// One button: opening a link does nothing yet, because mail scanners open links too.
#[component]
pub fn LinkPage(props: &LinkPageProps) -> Html {
    let frame = &props.frame;
    html! {
        <Document frame={frame.clone()} title={frame.say(words::TITLE)}>
            <h1 class="nhsuk-heading-xl">{ frame.say(words::TITLE) }</h1>
            <p>{ frame.say(words::LINK_LEAD) }</p>
            <form method="post" action={format!("/my/link/{}", props.link)}>
                <button class="nhsuk-button" type="submit">{ frame.say(page::SIGN_IN) }</button>
            </form>
            { contact(frame) }
        </Document>
    }
}

fn onward(next: Option<&str>) -> Html {
    next.map_or_else(
        Html::default,
        |next| html! { <input type="hidden" name="next" value={next.to_owned()} /> },
    )
}

/// The title says first that something is wrong, so that a screen reader does.
fn title(frame: &Frame, title: Message, problem: Option<Message>) -> String {
    match problem {
        Some(_) => format!("{} {}", frame.say(page::ERROR), frame.say(title)),
        None => frame.say(title).to_owned(),
    }
}

fn summary(frame: &Frame, field: &'static str, problem: Option<Message>) -> Html {
    problem.map_or_else(Html::default, |message| {
        error_summary(frame, &[(field, frame.say(message).to_owned())])
    })
}

fn error(frame: &Frame, id: &'static str, problem: Option<Message>) -> Html {
    problem.map_or_else(Html::default, |message| {
        html! {
            <span class="nhsuk-error-message" {id}>
                <span class="nhsuk-u-visually-hidden">{ frame.say(page::ERROR) }{ " " }</span>
                { frame.say(message) }
            </span>
        }
    })
}

fn group(problem: Option<Message>) -> Classes {
    classes!(
        "nhsuk-form-group",
        problem.map(|_| "nhsuk-form-group--error")
    )
}

fn input(problem: Option<Message>) -> Classes {
    classes!("nhsuk-input", problem.map(|_| "nhsuk-input--error"))
}

fn described_by(field: &str, problem: Option<Message>) -> String {
    match problem {
        Some(_) => format!("{field}-hint {field}-error"),
        None => format!("{field}-hint"),
    }
}
