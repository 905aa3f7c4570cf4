//! What stands there while something is on its way.

use yew::prelude::*;

/// What [`Loading`] needs.
#[derive(Properties, PartialEq)]
pub struct LoadingProps {
    /// What is on its way.
    pub what: AttrValue,
}

/// Says that something is on its way, and keeps its place.
#[component]
pub fn Loading(props: &LoadingProps) -> Html {
    html! {
        <div class="foothold-skeleton" aria-busy="true">
            <p class="nhsuk-body nhsuk-u-secondary-text-colour" role="status">{ format!("Loading {}…", props.what) }</p>
            <Skeleton />
        </div>
    }
}

/// Grey lines in the place of text. A screen reader passes over them.
#[component]
pub fn Skeleton() -> Html {
    html! {
        <div class="foothold-lines" aria-hidden="true">
            <span class="foothold-lines__line"></span>
            <span class="foothold-lines__line"></span>
            <span class="foothold-lines__line foothold-lines__line--short"></span>
        </div>
    }
}
