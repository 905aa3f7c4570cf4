//! A sheet of paper within a page: what is printed, and what stands around it on the screen only.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::BackLink;
use yew::prelude::*;

/// When a sheet was printed and by whom: paper does not say by itself that it has grown old.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// The moment, in words.
    pub at: String,
    /// The member of staff.
    pub by: String,
}

/// What a [`Paper`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct PaperProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What the tab, a screen reader and the printed page's head say.
    pub title: String,
    /// What stands above the sheet's heading, such as whom it is about.
    #[prop_or_default]
    pub caption: Html,
    /// Where it leads back to, and what that is.
    pub back: (String, &'static str),
    /// Where it leads besides.
    #[prop_or_default]
    pub links: Vec<(String, &'static str)>,
    /// When it was printed.
    pub printed: Printed,
    /// What is on it.
    pub children: Html,
}

/// A page with one sheet on it.
#[component]
pub(super) fn Paper(props: &PaperProps) -> Html {
    let (back, back_words) = &props.back;
    let back = html! { <BackLink href={back.clone()} text={*back_words} /> };
    html! {
        <StaffFrame frame={props.frame.clone()} title={props.title.clone()} before={back}>
            <div class="foothold-screen-only">
                <p class="nhsuk-u-reading-width">
                    { "Print this with your browser: Ctrl and P together, on a Mac Command and P. Only the sheet is printed, on A4." }
                </p>
                if !props.links.is_empty() {
                    <ul class="foothold-choices">{ for props.links.iter().map(link) }</ul>
                }
            </div>
            <article class="foothold-paper" aria-labelledby="paper">
                <p class="foothold-paper__trust">{ &props.frame.facts.trust_name }</p>
                <h1 class="nhsuk-heading-l" id="paper">
                    if props.caption != Html::default() {
                        <span class="nhsuk-caption-l">{ props.caption.clone() }</span>
                    }
                    { &props.title }
                </h1>
                { props.children.clone() }
                <p class="foothold-paper__foot">
                    { format!("Printed {} by {}. Keep it where only those can read it who need it, and shred it afterwards.",
                        props.printed.at, props.printed.by) }
                </p>
            </article>
        </StaffFrame>
    }
}

fn link((href, words): &(String, &'static str)) -> Html {
    // What leads to a file is no page to go to.
    let download = href.starts_with("/exports/").then_some("");
    html! { <li><a href={href.clone()} {download}>{ *words }</a></li> }
}

/// Lines to write on, each with what belongs there.
pub(super) fn lines(what: &[&'static str]) -> Html {
    let line = |what: &&'static str| {
        html! { <div class="foothold-paper__line"><dt>{ *what }</dt><dd></dd></div> }
    };
    html! { <dl class="foothold-paper__lines">{ for what.iter().map(line) }</dl> }
}

/// Facts in two columns.
pub(super) fn facts(rows: &[(&'static str, Html)]) -> Html {
    let row = |(key, value): &(&'static str, Html)| {
        html! { <div class="foothold-paper__fact"><dt>{ *key }</dt><dd>{ value.clone() }</dd></div> }
    };
    html! { <dl class="foothold-paper__facts">{ for rows.iter().map(row) }</dl> }
}
