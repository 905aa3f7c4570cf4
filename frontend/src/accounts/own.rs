//! One's own account: where one is signed in, one's password, and showing again who one is.

use super::forms::{PASSWORD_HINT, deed, done, summary};
use super::people::back;
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    Button, Column, FieldProblem, LinkButton, SummaryList, SummaryRow, Table, TextInput,
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
    /// What other features have to say about one's account.
    #[prop_or_default]
    pub more: Html,
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
            <h2 class="nhsuk-heading-m">{ "Password" }</h2>
            <LinkButton href="/account/password">{ "Change your password" }</LinkButton>
            { props.more.clone() }
            <h2 class="nhsuk-heading-m">{ "Where you are signed in" }</h2>
            <p>{ "End what you do not know, then change your password." }</p>
            <Table id="sign-ins" caption="Where you are signed in" caption_hidden={true} columns={columns.to_vec()}
                rows={sign_ins} />
            { deed("/account/sign-ins/end-all".to_owned(), None, "Sign out everywhere", "nhsuk-button--warning") }
        </StaffFrame>
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
    /// Other ways to show who one is.
    #[prop_or_default]
    pub more: Html,
}

/// Asks again who somebody is, before something that must not be done from a browser that was left alone.
#[component]
pub fn ConfirmPage(props: &ConfirmPageProps) -> Html {
    let problems = &props.problems;
    html! {
        <StaffFrame frame={props.frame.clone()} title="Confirm that it is you"
            has_problem={!problems.is_empty()}>
            { summary(problems) }
            <h1 class="nhsuk-heading-l">{ "Confirm that it is you" }</h1>
            <p>{ "What you are about to do needs your password again. For 10 minutes after that you are not asked." }</p>
            <form method="post" action="/account/confirm" novalidate=true>
                <input type="hidden" name="next" value={props.next.clone()} />
                <TextInput name="password" label="Password" kind="password" width={30}
                    autocomplete="current-password" error={FieldProblem::of(problems, "password")} />
                <Button>{ "Continue" }</Button>
            </form>
            { props.more.clone() }
        </StaffFrame>
    }
}
