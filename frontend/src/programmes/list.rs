//! The list of programmes.

use super::words::{colour, coming_next};
use crate::api::use_list;
use crate::layout::{Failure, Page};
use crate::live::{news::Concern, use_news};
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{Column, InsetText, LinkButton, Table, Tag, dates};
use shared::programmes::ProgrammeSummary;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// Every programme, the running ones first.
#[component]
pub(crate) fn Programmes() -> Html {
    let session = use_session();
    let read = use_list::<ProgrammeSummary>(Some("/programmes?limit=200".to_owned()));
    use_news(Concern::Everything, read.refresh.clone());
    let today = session.me.as_ref().map(|me| me.today);
    let ready = read.is_settled() && (today.is_some() || read.trouble.is_some());
    html! {
        <Page title="Programmes" {ready}>
            <p class="nhsuk-body-l">
                { "Each programme takes people from a Jobcentre's referral to a job: a screening day, a training week, \
                   a guaranteed interview and a work trial." }
            </p>
            <p><LinkButton href={Route::NewProgramme.path()}>{ "Plan a programme" }</LinkButton></p>
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let (Some(page), Some(today)) = (&read.data, today) {
                { listed(&page.data, today) }
            }
        </Page>
    }
}

fn listed(programmes: &[ProgrammeSummary], today: CivilDate) -> Html {
    if programmes.is_empty() {
        return html! {
            <InsetText>
                <p>{ "There is no programme yet. Begin with a vacancy: its programme is planned for it." }</p>
                <p><a href={Route::NewVacancy.path()}>{ "Add a vacancy" }</a></p>
            </InsetText>
        };
    }
    let columns = vec![
        Column::words("Programme"),
        Column::words("Status"),
        Column::words("Training week"),
        Column::words("Next"),
        Column::numbers("Places"),
        Column::numbers("Under way"),
        Column::numbers("Started work"),
    ];
    let rows = programmes
        .iter()
        .map(|programme| row(programme, today))
        .collect::<Vec<_>>();
    html! { <Table id="programmes" caption="Programmes" caption_hidden={true} {columns} {rows} /> }
}

fn row(programme: &ProgrammeSummary, today: CivilDate) -> Vec<Html> {
    vec![
        html! {
            <>
                <a href={Route::Programme(programme.id).path()}>{ &programme.title }</a>
                <span class="foothold-beneath foothold-code">{ &programme.reference }</span>
            </>
        },
        html! { <Tag colour={colour(programme.status)}>{ programme.status.label() }</Tag> },
        html! { { dates::short(programme.training_starts_on) } },
        html! { { coming_next(programme, today) } },
        html! { { programme.places } },
        html! { { programme.people_under_way } },
        html! { { programme.people_started } },
    ]
}
