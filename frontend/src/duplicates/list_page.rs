//! The pairs of whom nobody has said yet what they are.

use super::sides::{names, table, why};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{BackLink, NotificationBanner, Pagination};
use shared::duplicates::DuplicateView;
use yew::prelude::*;

/// What was just settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// They are two people.
    Apart,
    /// One of their journeys was merged into the other.
    Merged,
}

/// What a [`DuplicatesPage`] needs.
#[derive(Properties, PartialEq)]
pub struct DuplicatesPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The pairs.
    pub pairs: Vec<DuplicateView>,
    /// The address of the next page, where there is one.
    #[prop_or_default]
    pub next: Option<String>,
    /// Whether whoever looks may say what they are.
    pub settles: bool,
    /// What was just settled.
    #[prop_or_default]
    pub done: Option<Settled>,
}

/// People who may be there twice.
#[component]
pub fn DuplicatesPage(props: &DuplicatesPageProps) -> Html {
    let done = props.done.map(|done| match done {
        Settled::Apart => "They are two people, and are not shown here again",
        Settled::Merged => "The two journeys are one now",
    });
    html! {
        <StaffFrame frame={props.frame.clone()} title="People who may be there twice" room={Room::People}
            before={html! { <BackLink href="/people" text="Back to People" /> }}>
            if let Some(done) = done {
                <NotificationBanner heading={done} success={true} />
            }
            <h1 class="nhsuk-heading-l">{ "People who may be there twice" }</h1>
            <p class="nhsuk-u-reading-width">
                { "Everybody is compared when they come and when they are corrected. Nothing is merged until somebody says that two \
                   are one person." }
                if !props.settles { { " An administrator can say so." } }
            </p>
            if props.pairs.is_empty() {
                <p id="pairs">{ "Nobody seems to be there twice." }</p>
            } else {
                <div id="pairs">{ for props.pairs.iter().map(|pair| section(pair, props.settles)) }</div>
            }
            <Pagination next={props.next.clone().map(AttrValue::from)} />
        </StaffFrame>
    }
}

fn section(pair: &DuplicateView, settles: bool) -> Html {
    let heading = format!("names-{}", pair.id);
    html! {
        <section class="nhsuk-u-margin-bottom-6" aria-labelledby={heading.clone()} key={pair.id.to_string()}>
            <h2 class="nhsuk-heading-m" id={heading}>{ names(pair) }</h2>
            { why(pair) }
            { table(pair) }
            if settles {
                <p><a href={format!("/people/duplicates/{}", pair.id)}>
                    { "Say what they are" }<span class="nhsuk-u-visually-hidden">{ ": " }{ names(pair) }</span>
                </a></p>
            }
        </section>
    }
}
