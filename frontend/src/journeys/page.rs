//! The page of one person: where they stand, what can happen next, what happened.

use super::fold::Agreement;
use super::move_list::MoveList;
use super::reading::{Reading, use_reading};
use super::standing::Standing;
use super::timeline::Timeline;
use crate::layout::{Failure, Page};
use crate::live::{news::Concern, use_news};
use crate::programmes::words::stage_colour;
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{Crumb, InsetText, Tag, WarningCallout};
use shared::identity::Role;
use shared::ids::JourneyId;
use shared::journeys::JourneyView;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct PersonProps {
    pub id: JourneyId,
}

/// One person on one programme.
#[component]
pub(crate) fn Person(props: &PersonProps) -> Html {
    let reading = use_reading(props.id);
    let shown = reading.view.data.as_ref().map(|view| view.version);
    use_news(Concern::Journey(props.id, shown), reading.refresh());
    let role = use_session().me.and_then(|me| me.role);
    let corrects = matches!(role, Some(Role::Coordinator | Role::Administrator));
    let title = reading.view.data.as_ref().map_or_else(
        || Route::Journey(props.id).heading().to_owned(),
        |view| view.candidate_name.clone(),
    );
    let caption = reading
        .view
        .data
        .as_ref()
        .map(|view| view.reference.clone())
        .unwrap_or_default();
    html! {
        <Page {title} {caption} crumbs={crumbs(&reading)} ready={reading.is_ready()}>
            if let Some(trouble) = reading.trouble() {
                <Failure {trouble} retry={reading.reload()} />
            }
            if let Some(view) = &reading.view.data {
                { state_line(view) }
                { disagreement(&reading) }
                { body(props.id, &reading, view, corrects) }
            }
        </Page>
    }
}

pub(super) fn crumbs(reading: &Reading) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new("Programmes", Route::Programmes.path())];
    if let Some(view) = &reading.view.data {
        let programme = Route::Programme(view.programme_id).path();
        crumbs.push(Crumb::new(view.programme_title.clone(), programme));
    }
    crumbs
}

fn state_line(view: &JourneyView) -> Html {
    html! {
        <p class="foothold-state" data-state={view.state.as_str()} data-version={view.version.to_string()}>
            <Tag colour={stage_colour(view.state)}>{ &view.state_label }</Tag>
            if view.waiting_listed { { " " }<Tag colour="orange">{ "Waiting list" }</Tag> }
            if !view.is_open { { " " }<Tag colour="grey">{ "Ended" }</Tag> }
        </p>
    }
}

fn body(id: JourneyId, reading: &Reading, view: &JourneyView, corrects: bool) -> Html {
    let correction = format!("/candidates/{}/correct?journey={id}", view.candidate_id);
    let has_trial = reading.trial.data.is_some();
    html! {
        <>
            if let Some(survivor) = view.merged_into {
                <InsetText>
                    <p>{ "This journey was merged. It goes on " }
                        <a href={Route::Journey(survivor).path()}>{ "in the other one" }</a>{ "." }</p>
                </InsetText>
            }
            <div class="foothold-person">
                <section class="foothold-person__next" aria-labelledby="next">
                    <h2 class="nhsuk-heading-m" id="next">{ "What can happen next" }</h2>
                    if let Some(transitions) = &reading.transitions.data {
                        <MoveList {id} transitions={transitions.clone()} />
                    }
                </section>
                <section class="foothold-person__stands" aria-labelledby="stands">
                    <h2 class="nhsuk-heading-m" id="stands">{ "Where they stand" }</h2>
                    <Standing reading={reading.clone()} />
                    if has_trial {
                        <p><a href={format!("/print/trial-agreement/{id}")}>{ "Print the agreement to the trial" }</a><br />
                            <a href={format!("/journeys/{id}/fit-check")}>{ "Fit check: what both sides say" }</a></p>
                    }
                    <p><a href={format!("/journeys/{id}/notes")}>{ "Notes about them" }</a><br />
                        <a href={format!("/journeys/{id}/adjustments")}>{ "Adjustments they need" }</a></p>
                    if corrects {
                        <p><a href={format!("/print/work-coach-letter/{id}")}>{ "Print a letter to their work coach" }</a></p>
                        <p><a href={correction}>{ "Correct their name, contact or other details" }</a></p>
                    }
                </section>
                <section class="foothold-person__happened" aria-labelledby="timeline">
                    <h2 class="nhsuk-heading-m" id="timeline">{ "What happened" }</h2>
                    if let Some(page) = &reading.timeline.data {
                        <Timeline entries={page.data.clone()} programme={reading.programme.data.clone()} />
                        { worked_out(reading, page.data.len()) }
                    }
                </section>
            </div>
        </>
    }
}

fn worked_out(reading: &Reading, events: usize) -> Html {
    let (code, words) = match reading.agreement() {
        Some(Agreement::Same) => ("same", "and the server says the same"),
        Some(Agreement::Different(_)) => ("different", "and the server says something else"),
        _ => return html! {},
    };
    html! {
        <p class="nhsuk-body-s nhsuk-u-secondary-text-colour" id="worked-out" data-agreement={code}>
            { format!("Where this person stands is worked out here from {events} events, {words}.") }
        </p>
    }
}

fn disagreement(reading: &Reading) -> Html {
    use shared::values::Coded as _;
    let Some(Agreement::Different(here)) = reading.agreement() else {
        return html! {};
    };
    html! {
        <WarningCallout heading="Check with us before you go on">
            <p>
                { format!("From the events below this person would stand at “{}”, and the server says something else. \
                           Nothing is lost. Please tell whoever looks after Foothold.", here.label()) }
            </p>
        </WarningCallout>
    }
}
