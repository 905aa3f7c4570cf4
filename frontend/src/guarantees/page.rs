//! The list of guaranteed interviews.

use super::order::ordered;
use crate::api::use_list;
use crate::layout::{Failure, Page};
use crate::programmes::words::stage_colour;
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{Column, Details, Figure, InsetText, Table, Tag, dates};
use shared::journey::Law;
use shared::journeys::GuaranteeView;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// Who is owed an interview.
#[component]
pub(crate) fn Guarantees() -> Html {
    let session = use_session();
    let read = use_list::<GuaranteeView>(Some("/guarantees?limit=200".to_owned()));
    let today = session.me.as_ref().map(|me| me.today);
    let ready = read.is_settled() && (today.is_some() || read.trouble.is_some());
    html! {
        <Page title={Route::Guarantees.heading()} {ready}>
            <InsetText>
                <p><q>{ Law::L6.words() }</q></p>
                <p>{ "The system grants it, nobody can take it away, and a vacancy cannot close over it." }</p>
            </InsetText>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let (Some(page), Some(today)) = (&read.data, today) {
                { listed(&ordered(&page.data), today) }
            }
        </Page>
    }
}

fn listed(guarantees: &[GuaranteeView], today: CivilDate) -> Html {
    if guarantees.is_empty() {
        return html! { <p>{ "Nobody has completed a training week yet. Whoever does stands here at once." }</p> };
    }
    let (open, settled): (Vec<_>, Vec<_>) =
        guarantees.iter().partition(|guarantee| guarantee.is_open);
    html! {
        <>
            <ul class="foothold-figures">
                <Figure number={open.len().to_string()} label="still to be held" />
                <Figure number={settled.len().to_string()} label="honoured or ended" />
            </ul>
            if open.is_empty() {
                <p>{ "Every guaranteed interview has been held." }</p>
            } else {
                { table("guarantees", "Guaranteed interviews still to be held", &open, today) }
            }
            if !settled.is_empty() {
                <Details summary="Show those that are honoured or ended">
                    { table("settled", "Guaranteed interviews honoured or ended", &settled, today) }
                </Details>
            }
        </>
    }
}

fn table(
    id: &'static str,
    caption: &'static str,
    guarantees: &[&GuaranteeView],
    today: CivilDate,
) -> Html {
    let columns = vec![
        Column::words("Person"),
        Column::words("Stage"),
        Column::words("Since"),
        Column::words("Guarantee"),
    ];
    let rows = guarantees
        .iter()
        .map(|guarantee| row(guarantee, today))
        .collect::<Vec<_>>();
    html! { <Table {id} {caption} caption_hidden={true} {columns} {rows} /> }
}

fn row(guarantee: &GuaranteeView, today: CivilDate) -> Vec<Html> {
    let (colour, word) = if guarantee.is_open {
        ("yellow", "To be held")
    } else {
        ("grey", "Settled")
    };
    vec![
        html! {
            <>
                <a href={Route::Journey(guarantee.journey_id).path()}>{ &guarantee.candidate_name }</a>
                <span class="foothold-beneath foothold-code">{ &guarantee.reference }</span>
            </>
        },
        html! { <Tag colour={stage_colour(guarantee.state)}>{ guarantee.state.label() }</Tag> },
        html! {
            <>
                { dates::short(guarantee.entered_state_on) }
                <span class="foothold-beneath">{ dates::distance(guarantee.entered_state_on, today) }</span>
            </>
        },
        html! { <Tag {colour}>{ word }</Tag> },
    ]
}
