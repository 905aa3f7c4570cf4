//! One's own second step: how it stands, setting it up, recovery codes, turning it off.

use super::Secret;
use super::parts::{code_field, problems, recovery_codes, secret_steps, summary};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{InsetText, NotificationBanner, SummaryList, SummaryRow};
use yew::prelude::*;

/// The way back to one's own account.
fn to_account() -> Html {
    html! { <a class="nhsuk-back-link" href="/account">{ "My account" }</a> }
}

/// What a [`SecondFactorPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SecondFactorPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The day on which the authenticator app was set up.
    #[prop_or_default]
    pub app_since: Option<String>,
    /// How many recovery codes are left.
    #[prop_or_default]
    pub codes_left: usize,
    /// Whether the Trust asks everybody for a second step.
    #[prop_or_default]
    pub required: bool,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
}

/// How the second step stands.
#[component]
pub fn SecondFactorPage(props: &SecondFactorPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Second step of your sign-in" room={Room::MyAccount} before={to_account()}>
            <div class="nhsuk-u-reading-width">
                if let Some(done) = &props.done {
                    <NotificationBanner heading={done.clone()} success=true />
                }
                <h1 class="nhsuk-heading-xl">{ "Second step of your sign-in" }</h1>
                <p>{ "With a second step, nobody gets in with your password alone: a code from an app on your phone is asked for too." }</p>
                if props.required {
                    <InsetText><p>{ "Your Trust asks everybody for it." }</p></InsetText>
                }
                { match &props.app_since {
                    Some(since) => set_up(props, since),
                    None => html! {
                        <form method="post" action="/account/second-factor/start">
                            <button class="nhsuk-button" type="submit">{ "Set up an authenticator app" }</button>
                        </form>
                    },
                } }
                <p><a href="/account/passkeys">{ "Passkeys: sign in without a password" }</a></p>
            </div>
        </StaffFrame>
    }
}

fn set_up(props: &SecondFactorPageProps, since: &str) -> Html {
    let left = match props.codes_left {
        0 => "none: make new ones".to_owned(),
        left => left.to_string(),
    };
    let rows = vec![
        SummaryRow::new(
            "Authenticator app",
            html! { { format!("set up on {since}") } },
        ),
        SummaryRow::new("Recovery codes left", html! { { left } }),
    ];
    html! {
        <>
            <SummaryList {rows} />
            <form method="post" action="/account/second-factor/codes">
                <button class="nhsuk-button" type="submit">{ "Make new recovery codes" }</button>
            </form>
            <form method="post" action="/account/second-factor/start">
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">{ "Use another phone or app" }</button>
            </form>
            if !props.required {
                <form method="post" action="/account/second-factor/off">
                    <button class="nhsuk-button nhsuk-button--warning" type="submit">{ "Turn the second step off" }</button>
                </form>
            }
        </>
    }
}

/// What a [`SetUpPage`] needs.
#[derive(Properties, PartialEq)]
pub struct SetUpPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What the app is given.
    pub secret: Secret,
    /// What went wrong with the last try.
    #[prop_or_default]
    pub problem: Option<String>,
}

/// Setting an authenticator app up.
#[component]
pub fn SetUpPage(props: &SetUpPageProps) -> Html {
    let problem = props.problem.as_deref();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Set up an authenticator app" room={Room::MyAccount}
            has_problem={!problems(problem).is_empty()}
            before={html! { <a class="nhsuk-back-link" href="/account/second-factor">{ "Back" }</a> }}>
            <div class="nhsuk-u-reading-width">
                { summary(problem) }
                <h1 class="nhsuk-heading-xl">{ "Set up an authenticator app" }</h1>
                { secret_steps(&props.secret) }
                <form method="post" action="/account/second-factor/confirm" novalidate=true>
                    { code_field("Code", "The 6 digits that the app shows now.", problem) }
                    <button class="nhsuk-button" type="submit">{ "Continue" }</button>
                </form>
            </div>
        </StaffFrame>
    }
}

/// What a [`RecoveryCodesPage`] needs.
#[derive(Properties, PartialEq)]
pub struct RecoveryCodesPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The codes.
    pub codes: Vec<String>,
}

/// New recovery codes, for the only time.
#[component]
pub fn RecoveryCodesPage(props: &RecoveryCodesPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Keep your recovery codes" room={Room::MyAccount}>
            <div class="nhsuk-u-reading-width">
                <h1 class="nhsuk-heading-xl">{ "Keep your recovery codes" }</h1>
                { recovery_codes(&props.codes) }
                <a class="nhsuk-button" role="button" draggable="false" href="/account/second-factor">
                    { "I have kept them: continue" }
                </a>
            </div>
        </StaffFrame>
    }
}
