//! What would come of a move for many people, before anything does.

use super::people::{made, not_made, table_of_made, table_of_not_made};
use super::{OfProgramme, people_in_words};
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::journeys::options::action;
use crate::ui::{BackLink, InsetText};
use shared::ids::JourneyId;
use shared::journey::State;
use shared::journeys::TransitionBatchView;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What a [`PreviewPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PreviewPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Whose people.
    pub programme: OfProgramme,
    /// The stage at which they stand.
    pub state: State,
    /// What would come of it.
    pub view: TransitionBatchView,
    /// What each is given of their own.
    pub own: BTreeMap<JourneyId, String>,
    /// What was sent, to be sent again.
    pub sent: Vec<(String, String)>,
}

/// What would happen.
#[component]
pub fn PreviewPage(props: &PreviewPageProps) -> Html {
    let view = &props.view;
    let (moving, staying) = (made(view), not_made(view));
    let heading = match moving.len() {
        0 => "Nobody can be moved".to_owned(),
        count => format!("{} can be moved", people_in_words(count)),
    };
    let warning = view.name.closes().then_some("nhsuk-button--warning");
    let hidden = |(name, value): &(String, String)| {
        html! { <input type="hidden" name={name.clone()} value={value.clone()} /> }
    };
    html! {
        <StaffFrame frame={props.frame.clone()} title={heading.clone()}
            before={html! { <BackLink href={props.programme.with(props.state, view.name)} text="Begin again" /> }}>
            <h1 class="nhsuk-heading-l">
                <span class="nhsuk-caption-l">{ format!("{}: {}", props.programme.title, action(view.name)) }</span>{ heading }
            </h1>
            <InsetText><p>{ "Nothing has been done yet." }</p></InsetText>
            if !staying.is_empty() {
                { table_of_not_made(format!("{} cannot be moved", people_in_words(staying.len())), &staying) }
            }
            if !moving.is_empty() {
                { table_of_made(format!("{} can be moved", people_in_words(moving.len())), &moving, &props.own) }
            }
            <form method="post" action={props.programme.address()} novalidate=true>
                { for props.sent.iter().map(hidden) }
                if !moving.is_empty() {
                    <p class="nhsuk-u-reading-width">
                        { "Each person is decided once more at that moment. Whoever the rules refuse then stays where they are, \
                           and the others move all the same." }
                    </p>
                }
                <div class="foothold-buttons">
                    if !moving.is_empty() {
                        <button class={classes!("nhsuk-button", warning)} type="submit" name="step" value="make">
                            { format!("{}: {}", action(view.name), people_in_words(moving.len())) }
                        </button>
                    }
                    <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="step" value="change">
                        { "Change something" }
                    </button>
                </div>
            </form>
        </StaffFrame>
    }
}
