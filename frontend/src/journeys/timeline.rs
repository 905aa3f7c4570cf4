//! What happened, the latest first.

use super::story::tell;
use crate::ui::dates;
use shared::journey::ActorKind;
use shared::journeys::TimelineEntry;
use shared::programmes::ProgrammeView;
use shared::values::Coded as _;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct TimelineProps {
    pub entries: Vec<TimelineEntry>,
    pub programme: Option<Rc<ProgrammeView>>,
}

/// The timeline.
#[component]
pub(super) fn Timeline(props: &TimelineProps) -> Html {
    let line = |entry: &TimelineEntry| event(entry, props.programme.as_deref());
    html! {
        <ol class="foothold-timeline" reversed={true}>
            { for props.entries.iter().rev().map(line) }
        </ol>
    }
}

fn event(entry: &TimelineEntry, programme: Option<&ProgrammeView>) -> Html {
    let told = tell(&entry.event, entry.by.kind, programme);
    let who = match entry.by.kind {
        ActorKind::System => "by the system itself".to_owned(),
        kind => format!("by {}, {}", entry.by.name, kind.label()),
    };
    let detail = |(name, said): &(&'static str, String)| {
        html! { <li class="foothold-timeline__detail"><strong>{ *name }{ ": " }</strong>{ said }</li> }
    };
    html! {
        <li class="foothold-timeline__event" key={entry.sequence} data-event={entry.event.kind()}>
            <p class="foothold-timeline__what">{ told.what }</p>
            <span class="foothold-timeline__when nhsuk-body-s">
                <time datetime={entry.recorded_at.clone()}>{ dates::long(entry.on) }</time>{ ", " }{ who }
            </span>
            if !told.details.is_empty() {
                <ul class="nhsuk-list foothold-timeline__details">{ for told.details.iter().map(detail) }</ul>
            }
        </li>
    }
}
