//! Passkeys: the list of one's own, making one, and signing in with one.
//!
//! The browser speaks to the passkey through a script (`passkey`), which reads the options from the form, asks the
//! browser, puts the answer into the form and sends it. Everything else is plain forms.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::language::Language;
use crate::public::{Document, Frame, Switch, contact};
use crate::ui::{ErrorSummary, FieldProblem, InsetText, NotificationBanner, TextInput};
use yew::prelude::*;

/// One passkey in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyLine {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The day on which it was added.
    pub added_on: String,
    /// The day on which it was last used.
    pub used_on: Option<String>,
}

/// What a [`PasskeysPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PasskeysPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Those that there are.
    pub passkeys: Vec<PasskeyLine>,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
    /// What went wrong.
    #[prop_or_default]
    pub problem: Option<String>,
    /// Where this page must be opened instead, when passkeys do not work at this address.
    #[prop_or_default]
    pub elsewhere: Option<String>,
    /// The name that was written.
    #[prop_or_default]
    pub name: String,
}

/// One's own passkeys.
#[component]
pub fn PasskeysPage(props: &PasskeysPageProps) -> Html {
    let problem = props.problem.as_deref();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Passkeys" room={Room::MyAccount} has_problem={problem.is_some()}
            before={html! { <a class="nhsuk-back-link" href="/account">{ "My account" }</a> }}>
            <div class="nhsuk-u-reading-width">
                { summary("name", problem) }
                if let Some(done) = &props.done {
                    <NotificationBanner heading={done.clone()} success=true />
                }
                <h1 class="nhsuk-heading-xl">{ "Passkeys" }</h1>
                <p>{ "A passkey lets you sign in with your fingerprint, your face, your phone or a security key, without a password." }</p>
                { list(&props.passkeys) }
                if let Some(place) = &props.elsewhere {
                    <InsetText>
                        <p>{ "Passkeys do not work at this address. Open " }<a href={place.clone()}>{ place.clone() }</a>{ "." }</p>
                    </InsetText>
                } else {
                    <h2 class="nhsuk-heading-m">{ "Add a passkey" }</h2>
                    <form method="post" action="/account/passkeys" novalidate=true>
                        <TextInput name="name" label="What do you want to call it?" width={20} value={props.name.clone()}
                            hint="So that you can tell it from others, for example “My work phone”."
                            error={problem.map(|text| AttrValue::from(text.to_owned()))} />
                        <button class="nhsuk-button" type="submit">{ "Add a passkey" }</button>
                    </form>
                }
            </div>
        </StaffFrame>
    }
}

fn list(passkeys: &[PasskeyLine]) -> Html {
    if passkeys.is_empty() {
        return html! { <p>{ "You have none yet." }</p> };
    }
    let line = |passkey: &PasskeyLine| {
        let used = passkey.used_on.as_deref().map_or_else(
            || "not used yet".to_owned(),
            |day| format!("last used on {day}"),
        );
        html! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key" dir="auto">{ passkey.name.clone() }</dt>
                <dd class="nhsuk-summary-list__value">{ format!("Added on {}, {used}", passkey.added_on) }</dd>
                <dd class="nhsuk-summary-list__actions">
                    <form method="post" action={format!("/account/passkeys/{}/remove", passkey.id)}>
                        <button class="nhsuk-button nhsuk-button--warning nhsuk-button--small" type="submit">
                            { "Remove" }<span class="nhsuk-u-visually-hidden">{ format!(" {}", passkey.name) }</span>
                        </button>
                    </form>
                </dd>
            </div>
        }
    };
    html! { <dl class="nhsuk-summary-list">{ for passkeys.iter().map(line) }</dl> }
}

fn summary(field: &str, problem: Option<&str>) -> Html {
    let problems: Vec<_> = problem
        .map(|message| FieldProblem::new(field, message))
        .into_iter()
        .collect();
    html! { <ErrorSummary {problems} /> }
}

/// What a form for the script needs.
struct Ceremony<'a> {
    action: &'a str,
    /// `create` or `get`.
    kind: &'static str,
    /// What the browser is asked, as JSON.
    options: &'a str,
    ceremony: &'a str,
    next: &'a str,
    button: &'static str,
}

/// The form that the script fills in. Without scripts its button is not there, and the page says what to do instead.
fn ceremony(form: &Ceremony<'_>, without: Html) -> Html {
    html! {
        <>
            <form id="passkey" method="post" action={form.action.to_owned()} data-kind={form.kind}
                data-options={form.options.to_owned()}>
                <input type="hidden" name="ceremony" value={form.ceremony.to_owned()} />
                <input type="hidden" name="credential" id="credential" value="" />
                if !form.next.is_empty() {
                    <input type="hidden" name="next" value={form.next.to_owned()} />
                }
                <p id="passkey-says" role="status"></p>
                <button class="nhsuk-button" type="submit" id="passkey-button" hidden=true>{ form.button }</button>
            </form>
            <noscript>{ without }</noscript>
        </>
    }
}

/// What a [`MakePasskeyPage`] needs.
#[derive(Properties, PartialEq)]
pub struct MakePasskeyPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The script.
    pub script: String,
    /// What the browser is asked, as JSON.
    pub options: String,
    /// Which ceremony this is.
    pub ceremony: String,
    /// What the new passkey is called.
    pub name: String,
}

/// The browser makes a passkey.
#[component]
pub fn MakePasskeyPage(props: &MakePasskeyPageProps) -> Html {
    let form = Ceremony {
        action: "/account/passkeys/new",
        kind: "create",
        options: &props.options,
        ceremony: &props.ceremony,
        next: "",
        button: "Make the passkey",
    };
    let without = html! {
        <p>{ "Your browser does not run scripts, and a passkey cannot be made without one. Allow scripts for this site, or use \
              another browser. You can go on signing in with your password." }</p>
    };
    html! {
        <StaffFrame frame={props.frame.clone()} title="Add a passkey" room={Room::MyAccount} script={props.script.clone()}
            before={html! { <a class="nhsuk-back-link" href="/account/passkeys">{ "Back" }</a> }}>
            <div class="nhsuk-u-reading-width">
                <h1 class="nhsuk-heading-xl">{ "Add a passkey" }</h1>
                <p>{ "Your browser asks you where to keep “" }<bdi>{ props.name.clone() }</bdi>{ "” and how you show that it is you." }</p>
                { ceremony(&form, without) }
            </div>
        </StaffFrame>
    }
}

/// What an [`AskPasskeyPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AskPasskeyPageProps {
    /// The frame.
    pub frame: Frame,
    /// The script.
    pub script: String,
    /// What the browser is asked, as JSON.
    pub options: String,
    /// Which ceremony this is.
    pub ceremony: String,
    /// Where to go once signed in.
    #[prop_or_default]
    pub next: String,
}

/// The browser asks for a passkey to sign in with.
#[component]
pub fn AskPasskeyPage(props: &AskPasskeyPageProps) -> Html {
    let frame = Frame {
        language: Language::English,
        switch: Switch::None,
        ..props.frame.clone()
    };
    let form = Ceremony {
        action: "/sign-in/passkey/done",
        kind: "get",
        options: &props.options,
        ceremony: &props.ceremony,
        next: &props.next,
        button: "Use my passkey",
    };
    let without = html! {
        <p>{ "Your browser does not run scripts, and a passkey cannot be used without one. " }
            <a href="/sign-in">{ "Sign in with your password instead." }</a></p>
    };
    html! {
        <Document frame={frame.clone()} title="Sign in with a passkey" script={props.script.clone()}
            before={html! { <a class="nhsuk-back-link" href="/sign-in">{ "Back" }</a> }}>
            <h1 class="nhsuk-heading-xl">{ "Sign in with a passkey" }</h1>
            <p>{ "Your browser asks you which passkey to use." }</p>
            { ceremony(&form, without) }
            <p><a href="/sign-in">{ "Sign in with your password instead" }</a></p>
            { contact(&frame) }
        </Document>
    }
}

/// What a [`ConfirmPasskeyPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ConfirmPasskeyPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The script.
    pub script: String,
    /// What the browser is asked, as JSON.
    pub options: String,
    /// Which ceremony this is.
    pub ceremony: String,
    /// Where to go on to.
    #[prop_or_default]
    pub next: String,
}

/// The browser asks somebody who is signed in for a passkey, to show once more who they are.
#[component]
pub fn ConfirmPasskeyPage(props: &ConfirmPasskeyPageProps) -> Html {
    let form = Ceremony {
        action: "/account/confirm/passkey/done",
        kind: "get",
        options: &props.options,
        ceremony: &props.ceremony,
        next: &props.next,
        button: "Use my passkey",
    };
    let without = html! {
        <p>{ "Your browser does not run scripts, and a passkey cannot be used without one. Go back and confirm in another way." }</p>
    };
    html! {
        <StaffFrame frame={props.frame.clone()} title="Confirm with a passkey" script={props.script.clone()}
            before={html! { <a class="nhsuk-back-link" href="/account/confirm">{ "Back" }</a> }}>
            <div class="nhsuk-u-reading-width">
                <h1 class="nhsuk-heading-l">{ "Confirm with a passkey" }</h1>
                <p>{ "Your browser asks you which passkey to use." }</p>
                { ceremony(&form, without) }
            </div>
        </StaffFrame>
    }
}
