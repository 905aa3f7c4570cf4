//! A programme's people, all under way or those at one stage. The stage one looks at stands in the address.

use super::words::stage_colour;
use crate::api::use_resource;
use crate::layout::Failure;
use crate::live::{news::Concern, use_news};
use crate::routes::{Route, encoded, query_value};
use crate::session::use_session;
use crate::ui::{Column, InsetText, Loading, Pagination, Table, Tag, dates};
use shared::ids::ProgrammeId;
use shared::journey::State;
use shared::journeys::JourneySummary;
use shared::page::Page;
use shared::programmes::ProgrammeView;
use shared::values::Coded as _;
use std::rc::Rc;
use yew::prelude::*;

const PER_PAGE: u32 = 50;

#[derive(Properties, PartialEq)]
pub(crate) struct PeopleProps {
    pub programme: Rc<ProgrammeView>,
}

/// The people of a programme.
#[component]
pub(crate) fn People(props: &PeopleProps) -> Html {
    let session = use_session();
    let id = props.programme.id;
    let stage =
        query_value(&session.place.query, "state").and_then(|code| code.parse::<State>().ok());
    let cursor = query_value(&session.place.query, "cursor");
    let read = use_resource::<Page<JourneySummary>>(Some(address(id, stage, cursor.as_deref())));
    use_news(Concern::Programme(id), read.refresh.clone());
    {
        let (say, stage) = (session.say, stage);
        let count = read.data.as_ref().map(|page| page.data.len());
        use_effect_with((stage, count), move |(stage, count)| {
            if let (Some(stage), Some(count)) = (stage, count) {
                say.emit(format!("{}: {count} people shown", stage.label()));
            }
        });
    }
    let base = Route::Programme(id).path();
    html! {
        <>
            <h2 class="nhsuk-heading-m" id="people">{ heading(stage) }</h2>
            <ul class="foothold-jumps">
                if let Some(stage) = stage {
                    <li><a href={base.clone()}>{ "Show everybody under way" }</a></li>
                    <li><a href={format!("/programmes/{id}/moves?state={stage}")}>{ "Move many at once or download" }</a></li>
                    if let Some(sheet) = score_sheet(stage) {
                        <li><a href={format!("/programmes/{id}/scores/{sheet}")}>{ "Score everybody on one page" }</a></li>
                    }
                } else {
                    { for ["csv", "xlsx"].map(|ending| download(id, ending)) }
                }
            </ul>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let Some(page) = &read.data {
                { listed(page, &base, stage) }
            } else if read.trouble.is_none() {
                <Loading what="people" />
            }
        </>
    }
}

/// Everybody under way as a file for a spreadsheet.
fn download(id: ProgrammeId, ending: &'static str) -> Html {
    let href = format!("/exports/people.{ending}?programme_id={id}&open=true");
    html! { <li><a {href} download="">{ format!("Download as {}", ending.to_ascii_uppercase()) }</a></li> }
}

fn address(id: ProgrammeId, stage: Option<State>, cursor: Option<&str>) -> String {
    let which = stage.map_or_else(|| "open=true".to_owned(), |stage| format!("state={stage}"));
    let cursor = cursor
        .map(|cursor| format!("&cursor={cursor}"))
        .unwrap_or_default();
    format!("/journeys?programme_id={id}&{which}&limit={PER_PAGE}{cursor}")
}

/// The score sheet of those who wait at a stage for scores.
fn score_sheet(stage: State) -> Option<&'static str> {
    match stage {
        State::ScreeningBooked => Some("screening"),
        State::InterviewBooked => Some("interviews"),
        _ => None,
    }
}

fn heading(stage: Option<State>) -> String {
    stage.map_or_else(
        || "Everybody under way".to_owned(),
        |stage| stage.label().to_owned(),
    )
}

fn listed(page: &Page<JourneySummary>, base: &str, stage: Option<State>) -> Html {
    if page.data.is_empty() {
        return html! {
            <InsetText>
                <p>{ "Nobody is here. People come by a Jobcentre's referral; you can draft one for the Jobcentre to confirm." }</p>
                <p><a href={Route::NewReferral.path()}>{ "Draft a referral" }</a></p>
            </InsetText>
        };
    }
    let columns = vec![
        Column::words("Person"),
        Column::words("Stage"),
        Column::words("Since"),
    ];
    let rows = page.data.iter().map(row).collect::<Vec<_>>();
    let keys: Vec<_> = page
        .data
        .iter()
        .map(|person| person.id.to_string().into())
        .collect();
    let next = page.next_cursor.as_ref().map(|cursor| {
        let which = stage
            .map(|stage| format!("state={stage}&"))
            .unwrap_or_default();
        AttrValue::from(format!("{base}?{which}cursor={}", encoded(cursor)))
    });
    html! {
        <>
            <Table id="people-table" caption={heading(stage)} caption_hidden={true} {columns} {rows} {keys} />
            <Pagination {next} />
        </>
    }
}

fn row(person: &JourneySummary) -> Vec<Html> {
    vec![
        html! {
            <>
                <a href={Route::Journey(person.id).path()}>{ &person.candidate_name }</a>
                <span class="foothold-beneath foothold-code">{ &person.reference }</span>
            </>
        },
        html! {
            <>
                <Tag colour={stage_colour(person.state)}>{ person.state.label() }</Tag>
                if person.waiting_listed { { " " }<Tag colour="orange">{ "Waiting list" }</Tag> }
                if let Some(coming) = person.coming {
                    <span class="foothold-beneath" data-coming={coming.as_str()}>{ coming.label() }</span>
                }
            </>
        },
        html! { { dates::short(person.entered_state_on) } },
    ]
}
