//! One system: how it stands, and what can be changed about it.

use super::words::{day_or, scopes, standing};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, ButtonKind, Checkboxes, Choice, ErrorSummary, FieldProblem,
    NotificationBanner, Select, SummaryList, SummaryRow, Textarea,
};
use shared::api_clients::{ApiClientView, ClientMethod, ClientStatus};
use shared::values::Coded as _;
use yew::prelude::*;

/// What was written into one of this page's forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// For how long the old secret is to work.
    pub overlap_days: Option<String>,
    /// Its new public keys.
    pub jwks: String,
    /// What it is to be allowed.
    pub scopes: Option<Vec<String>>,
}

/// What a [`ClientPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ClientPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The system.
    pub client: ApiClientView,
    /// What was written.
    #[prop_or_default]
    pub written: Changed,
    /// What is wrong with what was sent.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
}

/// One system.
#[component]
pub fn ClientPage(props: &ClientPageProps) -> Html {
    let client = &props.client;
    let title = client.name.clone();
    html! {
        <StaffFrame frame={props.frame.clone()} {title} room={Room::Partners}
            has_problem={!props.problems.is_empty()}
            before={html! { <BackLink href="/administration/partners" text="Partners' systems" /> }}>
            <div class="nhsuk-u-reading-width">
                if let Some(done) = &props.done {
                    <NotificationBanner heading={done.clone()} success={true} />
                }
                <ErrorSummary problems={props.problems.clone()} />
                <h1 class="nhsuk-heading-l">
                    <span class="nhsuk-caption-l">{ &client.organisation_name }</span>{ &client.name }
                </h1>
                { facts(client) }
                if client.status != ClientStatus::Disabled {
                    { rotate(client, &props.written, &props.problems) }
                    { change(client, &props.written, &props.problems) }
                    { disable(client, &props.problems) }
                }
            </div>
        </StaffFrame>
    }
}

fn facts(client: &ApiClientView) -> Html {
    let may: Vec<_> = client.scopes.iter().map(|scope| scope.label()).collect();
    let mut rows = vec![
        SummaryRow::new("Status", standing(client)),
        SummaryRow::new(
            "Client id",
            html! { <code class="foothold-code">{ &client.client_id }</code> },
        ),
        SummaryRow::new("Shows who it is with", html! { { client.method.label() } }),
        SummaryRow::new("May", html! { { may.join(", ") } }),
        SummaryRow::new(
            "Let in until",
            html! { { day_or(client.expires_at.as_deref(), "No end") } },
        ),
        SummaryRow::new(
            "Last used",
            html! { { day_or(client.last_used_at.as_deref(), "Never") } },
        ),
    ];
    if client.old_secret_until.is_some() {
        let until = day_or(client.old_secret_until.as_deref(), "");
        rows.push(SummaryRow::new(
            "The old secret works until",
            html! { { until } },
        ));
    }
    if !client.key_ids.is_empty() {
        rows.push(SummaryRow::new(
            "Keys",
            html! { { client.key_ids.join(", ") } },
        ));
    }
    html! { <SummaryList {rows} /> }
}

/// Where a form of this page goes, and the version that it was written for.
fn form(client: &ApiClientView, what: &str, inside: Html) -> Html {
    html! {
        <form method="post" action={format!("/administration/partners/{}/{what}", client.id)} novalidate=true>
            <input type="hidden" name="version" value={client.version.to_string()} />
            { inside }
        </form>
    }
}

fn rotate(client: &ApiClientView, written: &Changed, problems: &[FieldProblem]) -> Html {
    let overlap = written
        .overlap_days
        .clone()
        .unwrap_or_else(|| "7".to_owned());
    let days = |days: u32, label: &str| Choice::new(days.to_string(), label);
    let fields = if client.method == ClientMethod::SignedAssertion {
        html! {
            <Textarea name="jwks" label="Its new public keys" rows={6} value={written.jwks.clone()}
                error={FieldProblem::of(problems, "jwks")}
                hint="A JSON Web Key Set. Name the old keys too for as long as both are to work." />
        }
    } else {
        html! {
            <Select name="overlap_days" label="How long does the old secret still work?" value={overlap} prompt=""
                options={vec![days(0, "Not at all"), days(1, "1 day"), days(7, "7 days"), days(14, "14 days"), days(30, "30 days")]}
                error={FieldProblem::of(problems, "overlap_days")} />
        }
    };
    let (heading, action) = if client.method == ClientMethod::SignedAssertion {
        ("New keys", "Replace the keys")
    } else {
        ("A new secret", "Make a new secret")
    };
    html! {
        <section aria-labelledby="rotate">
            <h2 class="nhsuk-heading-m" id="rotate">{ heading }</h2>
            <p>{ "It is let in for another year from today." }</p>
            { form(client, "rotate", html! { <>{ fields }<Button>{ action }</Button></> }) }
        </section>
    }
}

fn change(client: &ApiClientView, written: &Changed, problems: &[FieldProblem]) -> Html {
    let now = client.scopes.iter().map(|scope| scope.code().to_owned());
    let values = written.scopes.clone().unwrap_or_else(|| now.collect());
    let fields = html! {
        <>
            <Checkboxes name="scopes" legend="What may it do?" {values} options={scopes(Some(client.organisation_kind))}
                hint="What you take away is gone at its next request." error={FieldProblem::of(problems, "scopes")} />
            <Button kind={ButtonKind::Secondary}>{ "Change what it may do" }</Button>
        </>
    };
    form(client, "scopes", fields)
}

fn disable(client: &ApiClientView, problems: &[FieldProblem]) -> Html {
    let fields = html! {
        <>
            <Checkboxes name="sure" error={FieldProblem::of(problems, "sure")}
                options={vec![Choice::new("yes", "Let it in no more. I know that this cannot be undone")]} />
            <Button kind={ButtonKind::Warning}>{ "Disable it" }</Button>
        </>
    };
    html! {
        <section aria-labelledby="disable">
            <h2 class="nhsuk-heading-m" id="disable">{ "Disable it" }</h2>
            <p>{ "For a system that is no longer used, or whose secret somebody else may have. It is out at its next request." }</p>
            { form(client, "disable", fields) }
        </section>
    }
}
