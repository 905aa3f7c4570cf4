//! The partners, each with its systems.

use super::words::{day_or, standing};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{Column, InsetText, LinkButton, NotificationBanner, Table, WarningCallout};
use shared::api_clients::{ApiClientView, ClientStatus};
use shared::organisations::OrganisationView;
use shared::values::Coded as _;
use yew::prelude::*;

/// A partner with its systems.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// The partner.
    pub organisation: OrganisationView,
    /// Its systems, the newest first.
    pub clients: Vec<ApiClientView>,
}

/// What a [`PartnersPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PartnersPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The partners, by name.
    pub partners: Vec<Partner>,
    /// What was just done.
    #[prop_or_default]
    pub done: Option<String>,
}

/// The partners and their systems.
#[component]
pub fn PartnersPage(props: &PartnersPageProps) -> Html {
    let soon = props
        .partners
        .iter()
        .flat_map(|partner| &partner.clients)
        .filter(|client| client.status == ClientStatus::Expiring)
        .count();
    html! {
        <StaffFrame frame={props.frame.clone()} title="Partners' systems" room={Room::Partners}>
            if let Some(done) = &props.done {
                <NotificationBanner heading={done.clone()} success={true} />
            }
            <h1 class="nhsuk-heading-l">{ "Partners' systems" }</h1>
            <p class="nhsuk-u-reading-width">
                { "A partner's system asks for a token and reads and writes what is the partner's own. Each one has a \
                   secret or keys, which end after a year unless you rotate them." }
            </p>
            if soon > 0 {
                <WarningCallout heading="Rotate these soon">
                    <p>{ format!("{soon} of the systems below will be let in for 30 days or fewer.") }</p>
                </WarningCallout>
            }
            <LinkButton href="/administration/partners/new">{ "Let a system in" }</LinkButton>
            { for props.partners.iter().map(partner) }
        </StaffFrame>
    }
}

fn partner(partner: &Partner) -> Html {
    let of = &partner.organisation;
    let id = format!("systems-{}", of.id);
    html! {
        <section aria-labelledby={format!("{id}-heading")}>
            <h2 class="nhsuk-heading-m" id={format!("{id}-heading")}>
                { &of.name }<span class="nhsuk-caption-m">{ of.kind.label() }</span>
            </h2>
            if partner.clients.is_empty() {
                <InsetText><p>{ "No system of theirs is let in." }</p></InsetText>
            } else {
                <Table {id} caption={format!("Systems of {}", of.name)} caption_hidden={true} columns={columns()}
                    rows={partner.clients.iter().map(row).collect::<Vec<_>>()} />
            }
        </section>
    }
}

fn columns() -> Vec<Column> {
    ["System", "Status", "Let in until", "Last used", "May"]
        .into_iter()
        .map(Column::words)
        .collect()
}

fn row(client: &ApiClientView) -> Vec<Html> {
    let scopes: Vec<_> = client.scopes.iter().map(|scope| scope.label()).collect();
    vec![
        html! {
            <>
                <a href={format!("/administration/partners/{}", client.id)}>{ &client.name }</a>
                if client.name != client.client_id {
                    <span class="foothold-beneath foothold-code">{ &client.client_id }</span>
                }
            </>
        },
        standing(client),
        html! { { day_or(client.expires_at.as_deref(), "No end") } },
        html! { { day_or(client.last_used_at.as_deref(), "Never") } },
        html! { { scopes.join(", ") } },
    ]
}
