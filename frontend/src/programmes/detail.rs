//! One programme: its dates, its people by stage, its sessions and interview times.

use super::{actions::Actions, board::Board, people::People, times::Times, words};
use crate::api::use_resource;
use crate::layout::{Failure, Page};
use crate::live::{news::Concern, use_news};
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{
    Column, Crumb, Figure, SummaryList, SummaryRow, Table, Tag, WarningCallout, dates,
};
use shared::identity::Role;
use shared::ids::ProgrammeId;
use shared::journey::{ProgrammeStatus, SessionKind};
use shared::programmes::{ProgrammeView, SessionView};
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ProgrammeProps {
    pub id: ProgrammeId,
}

/// One programme.
#[component]
pub(crate) fn Programme(props: &ProgrammeProps) -> Html {
    let session = use_session();
    let read = use_resource::<ProgrammeView>(Some(format!("/programmes/{}", props.id)));
    use_news(Concern::Programme(props.id), read.refresh.clone());
    let today = session.me.as_ref().map(|me| me.today);
    // What is not theirs is not shown to them; the server refuses it anyway.
    let role = session.me.as_ref().and_then(|me| me.role);
    let sees_people = role != Some(Role::Executive);
    let runs_it = matches!(role, Some(Role::Coordinator | Role::Administrator));
    let title = read.data.as_ref().map_or_else(
        || Route::Programme(props.id).heading().to_owned(),
        |programme| programme.title.clone(),
    );
    let caption = read
        .data
        .as_ref()
        .map(|programme| programme.reference.clone())
        .unwrap_or_default();
    html! {
        <Page {title} {caption} crumbs={vec![Crumb::new("Programmes", Route::Programmes.path())]}
            ready={read.is_settled() && (today.is_some() || read.trouble.is_some())}>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let (Some(programme), Some(today)) = (&read.data, today) {
                { glance(programme) }
                { warnings(programme) }
                { jumps() }
                <Board programme={programme.clone()} />
                <div class="foothold-split">
                    <div>
                        if sees_people {
                            <People programme={programme.clone()} />
                        }
                        <h2 class="nhsuk-heading-m" id="sessions-heading">{ "Sessions and registers" }</h2>
                        { sessions(&programme.sessions, runs_it.then_some(today)) }
                        if runs_it && programme.status == ProgrammeStatus::Published {
                            <p><a href={format!("/programmes/{}/screening-days/add", programme.id)}>{ "Add a screening day" }</a></p>
                        }
                        <h2 class="nhsuk-heading-m" id="times">{ "Interview times" }</h2>
                        <Times programme={programme.clone()} changed={read.reload.clone()} />
                    </div>
                    <div>
                        <h2 class="nhsuk-heading-m" id="plan">{ "The plan" }</h2>
                        { plan(programme, today) }
                        if runs_it {
                            <Actions programme={programme.clone()} changed={read.reload.clone()} />
                        }
                    </div>
                </div>
            }
        </Page>
    }
}

fn glance(programme: &ProgrammeView) -> Html {
    let under_way: u32 = words::phases(&programme.stages)
        .iter()
        .map(words::Phase::people)
        .sum();
    let free = programme.openings.saturating_sub(programme.openings_held);
    html! {
        <>
            <p>
                <Tag colour={words::colour(programme.status)}>{ programme.status.label() }</Tag>
                { " For the vacancy " }<strong>{ &programme.vacancy_title }</strong>{ "." }
            </p>
            <ul class="foothold-figures">
                <Figure number={under_way.to_string()} label="people under way" />
                <Figure number={programme.places.to_string()} label="places in the training week" />
                <Figure number={free.to_string()}
                    label={format!("of {} openings free, {} held", programme.openings, programme.openings_held)} />
            </ul>
        </>
    }
}

/// The parts of a long page, for people who do not scroll.
fn jumps() -> Html {
    let parts = [
        ("people", "People"),
        ("sessions-heading", "Sessions and registers"),
        ("times", "Interview times"),
        ("plan", "The plan"),
    ];
    let part =
        |(id, words): &(&str, &str)| html! { <li><a href={format!("#{id}")}>{ *words }</a></li> };
    html! {
        <nav aria-label="On this page"><ul class="foothold-jumps">{ for parts.iter().map(part) }</ul></nav>
    }
}

fn warnings(programme: &ProgrammeView) -> Html {
    if programme.warnings.is_empty() {
        return html! {};
    }
    html! {
        <WarningCallout heading="Look at these dates">
            <ul>{ for programme.warnings.iter().map(|warning| html! { <li>{ &warning.message }</li> }) }</ul>
        </WarningCallout>
    }
}

/// The sessions; for whoever runs the programme with the way to change those that are not over today.
fn sessions(sessions: &[SessionView], changed_from: Option<CivilDate>) -> Html {
    if sessions.is_empty() {
        return html! { <p>{ "No session is planned yet." }</p> };
    }
    let columns = vec![
        Column::words("Session"),
        Column::words("When and where"),
        Column::numbers("Seats taken"),
        Column::words("Register"),
    ];
    let row = |session| session_row(session, changed_from);
    let rows = sessions.iter().map(row).collect::<Vec<_>>();
    html! { <Table id="sessions" caption="Sessions" caption_hidden={true} {columns} {rows} /> }
}

fn session_row(session: &SessionView, changed_from: Option<CivilDate>) -> Vec<Html> {
    let changes = !session.signed_off && changed_from.is_some_and(|day| day <= session.held_on);
    let (colour, word) = if session.signed_off {
        ("green", "Signed off")
    } else {
        ("white", "Open")
    };
    vec![
        html! {
            <>
                { &session.module }
                <span class="foothold-beneath">
                    { session.kind.label() }
                        if !session.required && session.kind == SessionKind::Training { { ", not required" } }
                </span>
            </>
        },
        html! {
            <>
                { dates::short(session.held_on) }{ ", " }{ &session.starts_at }{ " to " }{ &session.ends_at }
                <span class="foothold-beneath">{ &session.venue }</span>
                if let Some(trainer) = &session.trainer {
                    <span class="foothold-beneath">{ session.kind.led_by() }{ ": " }<bdi>{ trainer }</bdi></span>
                }
                if changes {
                    <span class="foothold-beneath">
                        <a href={format!("/sessions/{}/change", session.id)}>{ "Change " }{ &session.module }</a>
                    </span>
                }
            </>
        },
        html! { { format!("{} of {}", session.taken, session.capacity) } },
        html! {
            <>
                <a href={Route::Register(session.id).path()}>
                    { "Register" }<span class="nhsuk-u-visually-hidden">{ format!(" of {}", session.module) }</span>
                </a>
                { " " }<Tag {colour}>{ word }</Tag>
            </>
        },
    ]
}

fn plan(programme: &ProgrammeView, today: CivilDate) -> Html {
    let threshold = programme.training_threshold.map_or_else(
        || "every required session".to_owned(),
        |count| format!("{count} required sessions"),
    );
    let checks: Vec<_> = programme
        .checks_before_trial
        .iter()
        .map(|check| check.label())
        .collect();
    let mut rows = vec![
        SummaryRow::new(
            "Referrals",
            dates::span(programme.referrals_open_on, programme.referrals_close_on),
        ),
        SummaryRow::new(
            "Training week",
            dates::span(programme.training_starts_on, programme.training_ends_on),
        ),
        SummaryRow::new("Interview earned by", threshold),
        SummaryRow::new(
            "Interviews",
            dates::span(programme.interviews_from, programme.interviews_until),
        ),
        SummaryRow::new(
            "Work trials",
            dates::span(programme.trial_from, programme.trial_until),
        ),
        SummaryRow::new("Panel", programme.panel.join(", ")),
        SummaryRow::new("Criteria", programme.criteria.join(", ")),
    ];
    if !checks.is_empty() {
        rows.push(SummaryRow::new("Checks before a trial", checks.join(", ")));
    }
    let ahead = (programme.training_starts_on >= today)
        .then(|| words::date_and_distance(programme.training_starts_on, today));
    html! {
        <>
            if let Some(ahead) = ahead {
                <p>{ "The training week starts on " }<strong>{ ahead }</strong>{ "." }</p>
            }
            <SummaryList {rows} />
        </>
    }
}
