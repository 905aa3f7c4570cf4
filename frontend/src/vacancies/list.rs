//! The list of vacancies, and closing one.

use crate::api::{Request, use_list, use_sender};
use crate::layout::{Failure, Outcome, Page};
use crate::routes::Route;
use crate::session::place::Going;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Column, InsetText, LinkButton, Table, Tag};
use shared::vacancies::{VacancyStatus, VacancyView};
use shared::values::Coded as _;
use yew::prelude::*;

/// Every vacancy.
#[component]
pub(crate) fn Vacancies() -> Html {
    let session = use_session();
    let read = use_list::<VacancyView>(Some("/vacancies?limit=200".to_owned()));
    let sender = use_sender();
    let close = {
        let (sender, changed, go) = (sender.clone(), read.reload.clone(), session.go);
        Callback::from(move |vacancy: VacancyView| {
            let (changed, go) = (changed.clone(), go.clone());
            sender.send(Request {
                replaces: false,
                path: format!("/vacancies/{}/close", vacancy.id),
                body: "{}".to_owned(),
                version: Some(vacancy.version),
                then: Callback::from(move |_| {
                    changed.emit(());
                    go.emit(Going::done(
                        Route::Vacancies.path(),
                        format!("The vacancy {} is closed", vacancy.title),
                    ));
                }),
            });
        })
    };
    html! {
        <Page title="Vacancies" ready={read.is_settled()}>
            <p>{ "A programme is planned for a vacancy. From the proposal of a work trial, one opening is held for that person." }</p>
            <p><LinkButton href={Route::NewVacancy.path()}>{ "Add a vacancy" }</LinkButton></p>
            <Outcome trouble={sender.trouble.clone()} attempt={sender.failures} />
            if let Some(trouble) = &read.trouble {
                <Failure trouble={trouble.clone()} retry={read.reload.clone()} />
            }
            if let Some(page) = &read.data {
                { listed(&page.data, &close, sender.busy) }
            }
        </Page>
    }
}

fn listed(vacancies: &[VacancyView], close: &Callback<VacancyView>, busy: bool) -> Html {
    if vacancies.is_empty() {
        return html! { <InsetText><p>{ "There is no vacancy yet. Add the first post that a programme can lead to." }</p></InsetText> };
    }
    let columns = vec![
        Column::words("Role"),
        Column::words("Status"),
        Column::numbers("Openings"),
        Column::numbers("Held"),
        Column::words("Hours and length"),
        Column::words("What can be done"),
    ];
    let rows = vacancies
        .iter()
        .map(|vacancy| row(vacancy, close, busy))
        .collect::<Vec<_>>();
    html! { <Table id="vacancies" caption="Vacancies" caption_hidden={true} {columns} {rows} /> }
}

fn row(vacancy: &VacancyView, close: &Callback<VacancyView>, busy: bool) -> Vec<Html> {
    let is_open = vacancy.status == VacancyStatus::Open;
    let length = vacancy
        .duration_weeks
        .map_or_else(|| "permanent".to_owned(), |weeks| format!("{weeks} weeks"));
    let given = vacancy.clone();
    let onclick = close.reform(move |_: MouseEvent| given.clone());
    vec![
        html! {
            <>
                { format!("{}, {}", vacancy.title, vacancy.band.label()) }
                <span class="foothold-beneath">{ &vacancy.site }{ ", " }<span class="foothold-code">{ &vacancy.reference }</span></span>
            </>
        },
        html! { <Tag colour={if is_open { "green" } else { "grey" }}>{ vacancy.status.label() }</Tag> },
        html! { { vacancy.openings } },
        html! { { vacancy.openings_held } },
        html! { { format!("{} hours a week, {length}", vacancy.hours_per_week) } },
        html! {
            if is_open {
                <div class="foothold-buttons">
                    <LinkButton kind={ButtonKind::Secondary} small={true}
                        href={format!("{}?vacancy={}", Route::NewProgramme.path(), vacancy.id)}>
                        { "Plan a programme" }<span class="nhsuk-u-visually-hidden">{ format!(" for {}", vacancy.title) }</span>
                    </LinkButton>
                    <Button kind={ButtonKind::Warning} small={true} {busy} {onclick}>
                        { "Close" }<span class="nhsuk-u-visually-hidden">{ format!(" the vacancy {}", vacancy.title) }</span>
                    </Button>
                </div>
            }
        },
    ]
}
