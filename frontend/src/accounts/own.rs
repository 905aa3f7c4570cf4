//! One's own account: where one is signed in, one's password, and showing again who one is.

use super::forms::{PASSWORD_HINT, deed, done, summary};
use super::people::back;
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::factors::Factors;
use crate::ui::{
    Button, ButtonKind, Column, FieldProblem, SummaryList, SummaryRow, Table, TextInput,
};
use yew::prelude::*;

/// One place where somebody is signed in, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSignIn {
    /// Its id.
    pub id: String,
    /// The browser.
    pub browser: String,
    /// Where it came from.
    pub address: Option<String>,
    /// When they signed in.
    pub signed_in: String,
    /// When it was last used.
    pub last_seen: String,
    /// Whether it is this one.
    pub current: bool,
}

/// What an [`AccountPage`] needs.
#[derive(Properties, PartialEq)]
pub struct AccountPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// When this sign-in ends at the latest, in words.
    pub ends: String,
    /// Where they are signed in.
    pub sign_ins: Vec<OwnSignIn>,
    /// What was just done, in words.
    #[prop_or_default]
    pub done: Option<String>,
    /// Whether they have a password.
    pub has_password: bool,
    /// What they have besides.
    pub factors: Factors,
}

/// One's own account.
#[component]
pub fn AccountPage(props: &AccountPageProps) -> Html {
    let rows = vec![
        SummaryRow::new("Name", props.name.clone()),
        SummaryRow::new("Role", props.role.clone()),
        SummaryRow::new("Signed in until", props.ends.clone()),
    ];
    let columns = ["Browser", "Signed in", "Last used", "From", ""].map(Column::words);
    let sign_ins: Vec<_> = props.sign_ins.iter().map(sign_in_row).collect();
    html! {
        <StaffFrame frame={props.frame.clone()} title="My account" room={Room::MyAccount}>
            { done(props.done.as_deref()) }
            <h1 class="nhsuk-heading-l">{ "My account" }</h1>
            <SummaryList {rows} />
            <p>{ "You are signed out after 30 minutes in which you do nothing, and after 12 hours at the latest." }</p>
            <h2 class="nhsuk-heading-m">{ "How you sign in" }</h2>
            { how_they_sign_in(props.has_password, &props.factors) }
            <h2 class="nhsuk-heading-m">{ "Your calendar" }</h2>
            <p><a href="/account/calendar">{ "Your programmes in your own calendar" }</a></p>
            <h2 class="nhsuk-heading-m">{ "Where you are signed in" }</h2>
            <p>{ "End what you do not know, then change your password." }</p>
            <Table id="sign-ins" caption="Where you are signed in" caption_hidden={true} columns={columns.to_vec()}
                rows={sign_ins} />
            { deed("/account/sign-ins/end-all".to_owned(), None, "Sign out everywhere", "nhsuk-button--warning") }
        </StaffFrame>
    }
}

/// What they sign in with, each with its state and the page on which it is changed.
fn how_they_sign_in(has_password: bool, factors: &Factors) -> Html {
    let app = match &factors.app_since {
        Some(since) => format!("On since {since}"),
        None if factors.required && factors.passkeys > 0 => {
            "Off: your passkey counts for it".to_owned()
        }
        None => "Off".to_owned(),
    };
    let codes = match (&factors.app_since, factors.codes_left) {
        (None, _) => None,
        (Some(_), 0) => Some("None left: make new ones".to_owned()),
        (Some(_), 1) => Some("1 left".to_owned()),
        (Some(_), left) => Some(format!("{left} left")),
    };
    let passkeys = match factors.passkeys {
        0 => "None".to_owned(),
        1 => "1 passkey".to_owned(),
        many => format!("{many} passkeys"),
    };
    let row = |key: &'static str,
               value: String,
               (href, words, hidden): (&'static str, &'static str, &'static str)| {
        html! {
            <div class="nhsuk-summary-list__row">
                <dt class="nhsuk-summary-list__key">{ key }</dt>
                <dd class="nhsuk-summary-list__value">{ value }</dd>
                <dd class="nhsuk-summary-list__actions">
                    <a href={href}>{ words }<span class="nhsuk-u-visually-hidden">{ hidden }</span></a>
                </dd>
            </div>
        }
    };
    let add = if factors.passkeys == 0 {
        "Add"
    } else {
        "Change"
    };
    let step = "/account/second-factor";
    let set_up = if factors.app_since.is_some() {
        "Change"
    } else {
        "Set up"
    };
    html! {
        <dl class="nhsuk-summary-list">
            if has_password {
                { row("Password", "Set".to_owned(), ("/account/password", "Change", " your password")) }
            } else {
                { row("Password", "None".to_owned(), ("/forgotten-password", "Choose one", ": a password")) }
            }
            { row("Second step: authenticator app", app, (step, set_up, " the second step of your sign-in")) }
            if let Some(codes) = codes {
                { row("Recovery codes", codes, (step, "Make new ones", ": recovery codes")) }
            }
            { row("Passkeys", passkeys, ("/account/passkeys", add, " passkeys")) }
        </dl>
    }
}

fn sign_in_row(one: &OwnSignIn) -> Vec<Html> {
    let from = one
        .address
        .clone()
        .unwrap_or_else(|| "Not known".to_owned());
    let action = if one.current {
        html! { <strong>{ "This one" }</strong> }
    } else {
        let hidden = format!(" {}, signed in {}", one.browser, one.signed_in);
        html! {
            <form method="post" action={format!("/account/sign-ins/{}/end", one.id)}>
                <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
                    { "End" }<span class="nhsuk-u-visually-hidden">{ hidden }</span>
                </button>
            </form>
        }
    };
    vec![
        html! { { one.browser.clone() } },
        html! { { one.signed_in.clone() } },
        html! { { one.last_seen.clone() } },
        html! { { from } },
        action,
    ]
}

/// What a [`ChangePasswordPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ChangePasswordPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What is wrong with the last try.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

/// Changes one's own password.
#[component]
pub fn ChangePasswordPage(props: &ChangePasswordPageProps) -> Html {
    let problems = &props.problems;
    html! {
        <StaffFrame frame={props.frame.clone()} title="Change your password" room={Room::MyAccount}
            has_problem={!problems.is_empty()} before={back("/account", "My account")}>
            { summary(problems) }
            <h1 class="nhsuk-heading-l">{ "Change your password" }</h1>
            <p>{ "Everywhere else you are signed out when you change it." }</p>
            <form method="post" action="/account/password" novalidate=true>
                <TextInput name="old_password" label="The password you have" kind="password" width={30}
                    autocomplete="current-password" error={FieldProblem::of(problems, "old_password")} />
                <TextInput name="password" label="The password you want" hint={PASSWORD_HINT} kind="password" width={30}
                    autocomplete="new-password" error={FieldProblem::of(problems, "password")} />
                <Button>{ "Change your password" }</Button>
            </form>
        </StaffFrame>
    }
}

/// What a [`ConfirmPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ConfirmPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Where to go on to.
    pub next: String,
    /// What is wrong with the last try.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// With what they can.
    pub ways: Ways,
}

/// With what somebody can show who they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ways {
    /// A password.
    pub password: bool,
    /// A code of an authenticator app.
    pub code: bool,
    /// A passkey.
    pub passkey: bool,
    /// The Trust's directory, and what it is called.
    pub directory: Option<String>,
}

/// Asks again who somebody is, before something that must not be done from a browser that was left alone.
#[component]
pub fn ConfirmPage(props: &ConfirmPageProps) -> Html {
    let (problems, ways) = (&props.problems, &props.ways);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Confirm that it is you"
            has_problem={!problems.is_empty()}>
            { summary(problems) }
            <h1 class="nhsuk-heading-l">{ "Confirm that it is you" }</h1>
            <p>{ "What you are about to do needs this, in case somebody else sits at your computer. For 10 minutes after \
                  that you are not asked again." }</p>
            if ways.password {
                <form method="post" action="/account/confirm" novalidate=true>
                    { onward(&props.next) }
                    <TextInput name="password" label="Password" kind="password" width={30}
                        autocomplete="current-password" error={FieldProblem::of(problems, "password")} />
                    <Button>{ "Continue" }</Button>
                </form>
            }
            if ways.code {
                <form method="post" action="/account/confirm" novalidate=true>
                    { onward(&props.next) }
                    <TextInput name="code" label={if ways.password { "Or a code" } else { "Code" }} width={20}
                        hint="The 6 digits that your authenticator app shows now, or one of your recovery codes."
                        autocomplete="one-time-code" error={FieldProblem::of(problems, "code")} />
                    <Button kind={if ways.password { ButtonKind::Secondary } else { ButtonKind::Primary }}>
                        { "Continue with the code" }
                    </Button>
                </form>
            }
            { without_typing(props) }
            if *ways == Ways::default() {
                <p>{ "There is nothing here that you can show it with. " }
                    <a href="/forgotten-password">{ "Choose a password" }</a>{ ", then come back." }</p>
            }
        </StaffFrame>
    }
}

/// The ways that lead elsewhere and back.
fn without_typing(props: &ConfirmPageProps) -> Html {
    let to = |action: &'static str, words: String| {
        html! {
            <form method="post" {action} class="foothold-buttons__button">
                { onward(&props.next) }
                <Button kind={ButtonKind::Secondary}>{ words }</Button>
            </form>
        }
    };
    let ways = &props.ways;
    html! {
        <div class="foothold-buttons">
            if ways.passkey {
                { to("/account/confirm/passkey", "Use a passkey".to_owned()) }
            }
            if let Some(name) = &ways.directory {
                { to("/account/confirm/trust", format!("Sign in again with {name}")) }
            }
        </div>
    }
}

/// Where to go on to afterwards.
fn onward(next: &str) -> Html {
    html! { <input type="hidden" name="next" value={next.to_owned()} /> }
}
