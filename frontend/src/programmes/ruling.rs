//! What the rules say of a plan as it stands.

use super::draft::Draft;
use crate::layout::Guards;
use crate::ui::{Card, Tag};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct RulingProps {
    pub draft: Draft,
}

/// The rules, speaking while one changes the plan.
#[component]
pub(super) fn Ruling(props: &RulingProps) -> Html {
    let content = match props.draft.ruling() {
        None => html! { <p>{ "Fill in the dates and the rules are checked here." }</p> },
        Some((ruling, warnings)) => html! {
            <>
                if let Err(refusal) = ruling {
                    <p><Tag colour="orange">{ "Needs another look" }</Tag></p>
                    <Guards unmet={refusal.unmet_guards} />
                } else {
                    <p><Tag colour="green">{ "The dates keep every rule" }</Tag></p>
                }
                { for warnings.iter().map(|warning| html! { <p>{ &warning.message }</p> }) }
            </>
        },
    };
    html! {
        <div class="foothold-beside" aria-live="polite">
            <Card heading="The rules of this plan">{ content }</Card>
        </div>
    }
}
