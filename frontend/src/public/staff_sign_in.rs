//! Where staff sign in: a plain form, so that it works before and without any script.

use super::frame::{Document, Frame, Switch, contact};
use crate::language::{Language, page};
use yew::prelude::*;

/// What a [`StaffSignInPage`] needs.
#[derive(Properties, PartialEq)]
pub struct StaffSignInPageProps {
    /// The frame.
    pub frame: Frame,
    /// Where to go once signed in.
    pub next: String,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<String>,
    /// The address that was given.
    #[prop_or_default]
    pub email: String,
    /// Whether passkeys work at this server's address.
    #[prop_or_default]
    pub passkeys: bool,
    /// What the Trust's own accounts are called, where people can sign in with them.
    #[prop_or_default]
    pub trust_account: Option<String>,
    /// What was just done.
    #[prop_or_default]
    pub notice: Option<String>,
}

/// The staff's sign-in. It is in English, as the dashboard is.
#[component]
pub fn StaffSignInPage(props: &StaffSignInPageProps) -> Html {
    let frame = Frame {
        language: Language::English,
        switch: Switch::None,
        ..props.frame.clone()
    };
    let title = match &props.problem {
        Some(_) => "Error: Staff sign in",
        None => "Staff sign in",
    };
    let describedby = props.problem.is_some().then_some("problem");
    html! {
        <Document frame={frame.clone()} title={title}>
            if let Some(problem) = &props.problem {
                <div class="nhsuk-error-summary" tabindex="-1" autofocus=true>
                    <div role="alert">
                        <h2 class="nhsuk-error-summary__heading">{ frame.say(page::PROBLEM) }</h2>
                        <div class="nhsuk-error-summary__body">
                            <ul class="nhsuk-list nhsuk-error-summary__list">
                                <li><a href="#email" id="problem">{ problem.clone() }</a></li>
                            </ul>
                        </div>
                    </div>
                </div>
            }
            if let Some(notice) = &props.notice {
                <p class="nhsuk-inset-text" role="status">{ notice.clone() }</p>
            }
            <h1 class="nhsuk-heading-xl">{ "Staff sign in" }</h1>
            <form method="post" action="/sign-in" novalidate=true>
                <input type="hidden" name="next" value={props.next.clone()} />
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for="email">{ "Email address" }</label>
                    <input class="nhsuk-input" id="email" name="email" type="email" autocomplete="username"
                        spellcheck="false" value={props.email.clone()} aria-describedby={describedby} />
                </div>
                <div class="nhsuk-form-group">
                    <label class="nhsuk-label" for="password">{ "Password" }</label>
                    <input class="nhsuk-input" id="password" name="password" type="password"
                        autocomplete="current-password" aria-describedby={describedby} />
                </div>
                <button class="nhsuk-button" type="submit">{ frame.say(page::SIGN_IN) }</button>
            </form>
            { other_ways(props) }
            <p><a href="/forgotten-password">{ "I have forgotten my password" }</a></p>
            <p><a href="/my/sign-in">{ "I am on the programme: go to my own page" }</a></p>
            { contact(&frame) }
        </Document>
    }
}

/// Ways in without a password.
fn other_ways(props: &StaffSignInPageProps) -> Html {
    let trust_account = props.trust_account.as_ref().map(|name| {
        let next: String = form_urlencoded(&props.next);
        html! {
            <p><a class="nhsuk-button nhsuk-button--secondary" role="button" draggable="false"
                href={format!("/sign-in/trust{next}")}>{ format!("Sign in with {name}") }</a></p>
        }
    });
    html! {
        <>
            { trust_account.unwrap_or_default() }
            if props.passkeys {
                <form method="post" action="/sign-in/passkey">
                    <input type="hidden" name="next" value={props.next.clone()} />
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit">{ "Sign in with a passkey" }</button>
                </form>
            }
        </>
    }
}

/// The query that carries where to go on to: a place on this site is plain ASCII, of which three letters end it early.
fn form_urlencoded(next: &str) -> String {
    if next.is_empty() {
        return String::new();
    }
    let next = next
        .replace('%', "%25")
        .replace('&', "%26")
        .replace('+', "%2B")
        .replace('#', "%23");
    format!("?next={next}")
}
