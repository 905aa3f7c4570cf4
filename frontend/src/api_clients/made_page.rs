//! A system's secret, the only time it is seen.

use super::words::day;
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{NotificationBanner, SummaryList, SummaryRow, WarningCallout};
use shared::api_clients::ApiClientMade;
use yew::prelude::*;

/// What a [`MadePage`] needs.
#[derive(Properties, PartialEq)]
pub struct MadePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The system and its secret.
    pub made: ApiClientMade,
}

/// What the partner is to be given.
#[component]
pub fn MadePage(props: &MadePageProps) -> Html {
    let client = &props.made.client;
    let code = |text: &str| html! { <code class="foothold-code">{ text.to_owned() }</code> };
    let mut rows = vec![
        SummaryRow::new(
            "System",
            html! { { format!("{}, {}", client.name, client.organisation_name) } },
        ),
        SummaryRow::new("Client id", code(&client.client_id)),
    ];
    if let Some(secret) = &props.made.client_secret {
        rows.push(SummaryRow::new("Secret", code(secret)));
    }
    if let Some(until) = &client.expires_at {
        rows.push(SummaryRow::new("Let in until", html! { { day(until) } }));
    }
    if let Some(until) = &client.old_secret_until {
        rows.push(SummaryRow::new(
            "The old secret works until",
            html! { { day(until) } },
        ));
    }
    html! {
        <StaffFrame frame={props.frame.clone()} title="Give these to the partner" room={Room::Partners}>
            <div class="nhsuk-u-reading-width">
                <NotificationBanner heading={format!("{} is let in", client.name)} success={true} />
                <h1 class="nhsuk-heading-l">{ "Give these to the partner" }</h1>
                if props.made.client_secret.is_some() {
                    <WarningCallout heading="The secret is shown only now">
                        <p>{ "We keep only a fingerprint of it. Copy it before you leave this page, and send it over a \
                              channel that you trust: not in the same message as the client id." }</p>
                    </WarningCallout>
                }
                <SummaryList {rows} />
                <p><a href="/administration/partners">{ "I have copied it: back to partners' systems" }</a></p>
            </div>
        </StaffFrame>
    }
}
