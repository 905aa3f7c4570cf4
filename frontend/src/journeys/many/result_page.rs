//! What came of a move for many people: a line for each.

use super::people::{made, not_made, table_of_made, table_of_not_made};
use super::{OfProgramme, people_in_words};
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::journeys::options::action;
use crate::ui::{BackLink, InsetText, NotificationBanner};
use shared::journey::State;
use shared::journeys::TransitionBatchView;
use shared::values::Coded as _;
use std::collections::{BTreeMap, BTreeSet};
use yew::prelude::*;

/// What a [`ResultPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ResultPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Whose people.
    pub programme: OfProgramme,
    /// What came of it; none while it is still going on.
    pub view: Option<TransitionBatchView>,
}

/// What happened.
#[component]
pub fn ResultPage(props: &ResultPageProps) -> Html {
    let title = props.view.as_ref().map_or_else(
        || "Still going on".to_owned(),
        |view| heading(made(view).len()),
    );
    let href = props.programme.page();
    html! {
        <StaffFrame frame={props.frame.clone()} title={title.clone()}
            before={html! { <BackLink {href} text="The programme" /> }}>
            if let Some(view) = &props.view {
                { done(props, view, title) }
            } else {
                <h1 class="nhsuk-heading-l">{ title }</h1>
                <InsetText>
                    <p>{ "The moves are being made. " }<a href="">{ "Look again" }</a>{ " in a moment." }</p>
                </InsetText>
            }
        </StaffFrame>
    }
}

fn heading(count: usize) -> String {
    match count {
        0 => "Nobody was moved".to_owned(),
        1 => "1 person was moved".to_owned(),
        count => format!("{count} people were moved"),
    }
}

fn done(props: &ResultPageProps, view: &TransitionBatchView, title: String) -> Html {
    let (moved, stayed) = (made(view), not_made(view));
    let now_at: BTreeSet<State> = moved.iter().filter_map(|row| row.state).collect();
    let go_on = |state: &State| {
        html! {
            <li><a href={props.programme.at(*state)}>{ format!("Go on with the people at “{}”", state.label()) }</a></li>
        }
    };
    html! {
        <>
            if !moved.is_empty() {
                <NotificationBanner heading={format!("{title}: {}", action(view.name))} success={true} />
            }
            <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{ &props.programme.title }</span>{ title }</h1>
            if !stayed.is_empty() {
                { table_of_not_made(not_moved(stayed.len()), &stayed) }
            }
            if !moved.is_empty() {
                { table_of_made(format!("{} moved", people_in_words(moved.len())), &moved, &BTreeMap::new()) }
            }
            <ul class="nhsuk-list">
                { for now_at.iter().filter(|state| state.is_open()).map(go_on) }
                <li><a href={props.programme.address()}>{ "Move other people of this programme" }</a></li>
            </ul>
            if !moved.is_empty() {
                { undo() }
            }
        </>
    }
}

fn not_moved(count: usize) -> String {
    match count {
        1 => "1 person was not moved".to_owned(),
        count => format!("{count} people were not moved"),
    }
}

/// How a mistake is put right: nothing that happened is taken out of a history.
fn undo() -> Html {
    html! {
        <section class="nhsuk-u-reading-width" aria-labelledby="undo">
            <h2 class="nhsuk-heading-m" id="undo">{ "Moved somebody by mistake?" }</h2>
            <p>
                { "What happened stays in a person’s history, and what puts it right is added to it. Open the person above: their \
                   page shows what can follow, such as another day, another time or a way out of the pathway. A journey that was \
                   ended by mistake is opened again by an administrator, on the same page." }
            </p>
        </section>
    }
}
