//! The page on which the address is made and ended, and the one that shows it once.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{
    BackLink, Button, ButtonKind, InsetText, NotificationBanner, SummaryList, SummaryRow,
    WarningCallout,
};
use yew::prelude::*;

/// Somebody's address, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// When it was made, in words.
    pub made: String,
    /// When it was last read, in words.
    pub read: Option<String>,
}

/// What a [`CalendarPage`] needs.
#[derive(Properties, PartialEq)]
pub struct CalendarPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Their address; none where they have none.
    #[prop_or_default]
    pub own: Option<Own>,
    /// Whether it was just ended.
    #[prop_or_default]
    pub ended: bool,
}

fn back() -> Html {
    html! { <BackLink href="/account" text="My account" /> }
}

/// Programmes in one's own calendar.
#[component]
pub fn CalendarPage(props: &CalendarPageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Your programmes in your own calendar" room={Room::MyAccount} before={back()}>
            <div class="nhsuk-u-reading-width">
                if props.ended {
                    <NotificationBanner heading="The address is ended: nobody can read the calendar with it" success={true} />
                }
                <h1 class="nhsuk-heading-l">{ "Your programmes in your own calendar" }</h1>
                <p>{ "Make a private address, and give it to the calendar on your telephone or computer. It then shows the sessions, \
                      the interview days and the last days of work trials on the programmes that you work with, and follows their \
                      changes." }</p>
                <InsetText>
                    <p>{ "No one is named in it: it has places and numbers of people only, because others may read your calendar." }</p>
                </InsetText>
                if let Some(own) = &props.own {
                    { standing(own) }
                } else {
                    { make("Make an address", ButtonKind::Primary) }
                }
            </div>
        </StaffFrame>
    }
}

fn make(words: &'static str, kind: ButtonKind) -> Html {
    html! {
        <form method="post" action="/account/calendar">
            <Button {kind}>{ words }</Button>
        </form>
    }
}

fn standing(own: &Own) -> Html {
    let read = own.read.clone().unwrap_or_else(|| "Not yet".to_owned());
    let rows = vec![
        SummaryRow::new("Made", own.made.clone()),
        SummaryRow::new("Last read", read),
    ];
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "You have an address" }</h2>
            <SummaryList {rows} />
            <p>{ "It was shown when it was made, and cannot be shown again. If it is lost, make a new one: the old one ends with that, \
                  and your calendar needs the new one." }</p>
            <div class="foothold-buttons">
                { make("Make a new address", ButtonKind::Secondary) }
                <form method="post" action="/account/calendar/end">
                    <Button kind={ButtonKind::Warning}>{ "End the address" }</Button>
                </form>
            </div>
        </>
    }
}

/// What a [`CalendarMadePage`] needs.
#[derive(Properties, PartialEq)]
pub struct CalendarMadePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The address.
    pub address: String,
}

/// The address, the only time it is seen.
#[component]
pub fn CalendarMadePage(props: &CalendarMadePageProps) -> Html {
    html! {
        <StaffFrame frame={props.frame.clone()} title="Your calendar's address" room={Room::MyAccount} before={back()}>
            <div class="nhsuk-u-reading-width">
                <h1 class="nhsuk-heading-l">{ "Your calendar's address" }</h1>
                <WarningCallout heading="It is shown only now">
                    <p>{ "We keep only a fingerprint of it. Copy it before you leave this page. Whoever has it can read this calendar: \
                          do not send it to anybody." }</p>
                </WarningCallout>
                <p><code class="foothold-code" id="address">{ &props.address }</code></p>
                <h2 class="nhsuk-heading-m">{ "Where it goes" }</h2>
                <ul class="nhsuk-list nhsuk-list--bullet">
                    <li>{ "Outlook: Add calendar, then Subscribe from web." }</li>
                    <li>{ "iPhone: Settings, Calendar, Accounts, Add account, Other, Add subscribed calendar." }</li>
                    <li>{ "Google Calendar, on a computer: Other calendars, then From URL." }</li>
                </ul>
                <p>{ "A calendar reads it again by itself, some every hour and some only once a day." }</p>
                <p><a href="/account/calendar">{ "I have copied it" }</a></p>
            </div>
        </StaffFrame>
    }
}
