//! How far people come, as a chart whose table is the chart itself.

use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{Choice, Column, Select, Table};
use shared::journey::State;
use shared::reports::{FunnelStep, StagesReport, funnel};
use shared::values::Coded as _;
use yew::prelude::*;

/// What a [`ReportsPage`] needs.
#[derive(Properties, PartialEq)]
pub struct ReportsPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The programmes that can be chosen: their ids and their words.
    pub programmes: Vec<(String, String)>,
    /// The programme that is asked for; empty for all.
    pub asked: String,
    /// What is reported.
    pub report: StagesReport,
    /// What can be downloaded.
    pub downloads: Vec<Download>,
}

/// A list as a file for a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it holds.
    pub words: &'static str,
    /// Its name in an address.
    pub name: &'static str,
    /// What it is narrowed by, as it stands in an address; empty for nothing.
    pub narrowed: String,
}

impl Download {
    fn link(&self, ending: &'static str) -> Html {
        let joint = if self.narrowed.is_empty() { "" } else { "?" };
        let href = format!("/exports/{}.{ending}{joint}{}", self.name, self.narrowed);
        html! {
            <a {href} download="">
                { ending.to_ascii_uppercase() }<span class="nhsuk-u-visually-hidden">{ format!(" of {}", self.words) }</span>
            </a>
        }
    }
}

/// How far people come.
#[component]
pub fn ReportsPage(props: &ReportsPageProps) -> Html {
    let steps = funnel(&props.report.stages);
    let anybody = steps.iter().any(|step| step.reached > 0);
    html! {
        <StaffFrame frame={props.frame.clone()} title="Reports" room={Room::Reports}>
            <h1 class="nhsuk-heading-l">{ "How far people come" }</h1>
            <p class="nhsuk-u-reading-width">
                { "Everybody is counted as they move, once at each step however often they come back to it. Counted are the \
                   people of every programme that you work with." }
            </p>
            { choice(props) }
            if anybody {
                { chart(&steps) }
                { now(&props.report) }
            } else {
                <p>{ "Nobody has been referred yet. The first referral is counted here as soon as the Jobcentre sends it." }</p>
            }
            { downloads(&props.downloads) }
        </StaffFrame>
    }
}

fn choice(props: &ReportsPageProps) -> Html {
    let options: Vec<Choice> = props
        .programmes
        .iter()
        .map(|(id, words)| Choice::new(id.clone(), words.clone()))
        .collect();
    html! {
        <form method="get" action="/reports" novalidate=true>
            <Select name="programme_id" label="Programme" prompt="Every programme" {options}
                value={props.asked.clone()} />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">{ "Show" }</button>
        </form>
    }
}

fn chart(steps: &[FunnelStep]) -> Html {
    let most = steps.iter().map(|step| step.reached).max().unwrap_or(1);
    let row = |step: &FunnelStep| {
        vec![
            html! { { words(step.state) } },
            html! { <meter class="foothold-meter__bar" min="0" max={most.to_string()} value={step.reached.to_string()}
            aria-hidden="true"></meter> },
            html! { { step.reached } },
            html! { { in_a_hundred(step.of_referred) } },
            html! { { in_a_hundred(step.of_before) } },
        ]
    };
    let columns = vec![
        Column::words("Step"),
        Column::words("Chart"),
        Column::numbers("People"),
        Column::numbers("Of all referred"),
        Column::numbers("Of the step before"),
    ];
    html! {
        <Table id="funnel" caption="Who has come to each step" {columns}
            rows={steps.iter().map(row).collect::<Vec<_>>()} />
    }
}

/// Every list that whoever looks may read, as a file.
fn downloads(downloads: &[Download]) -> Html {
    let item = |download: &Download| {
        html! { <li>{ download.words }{ ": " }{ download.link("csv") }{ ", " }{ download.link("xlsx") }</li> }
    };
    html! {
        <section aria-labelledby="downloads">
            <h2 class="nhsuk-heading-m" id="downloads">{ "Download for a spreadsheet" }</h2>
            <p class="nhsuk-u-reading-width">{ "A file leaves this system. Keep it where only those can open it who may see these people, \
                and delete it when you are done. Each download is written to the audit log." }</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{ for downloads.iter().map(item) }</ul>
        </section>
    }
}

/// Where people stand today.
fn now(report: &StagesReport) -> Html {
    let standing = report.stages.iter().filter(|line| line.standing > 0);
    let rows: Vec<Vec<Html>> = standing
        .map(|line| {
            let waiting = if line.waiting > 0 {
                format!("{} on the waiting list", line.waiting)
            } else {
                String::new()
            };
            vec![
                html! { { line.label.clone() } },
                html! { { line.standing } },
                html! { { waiting } },
            ]
        })
        .collect();
    let columns = vec![
        Column::words("Stage"),
        Column::numbers("People"),
        Column::words("Of them"),
    ];
    html! { <Table id="standing" caption="Where people stand now" {columns} {rows} /> }
}

/// A step as people call it: what was done, not where it leaves somebody.
fn words(state: State) -> &'static str {
    match state {
        State::Referred => "Referred by the Jobcentre",
        State::Accepted => "Referral accepted",
        State::Screened => "Came to the screening day",
        State::Selected => "Selected for training",
        State::InTraining => "Started training",
        State::InterviewGuaranteed => "Earned the guaranteed interview",
        State::Interviewed => "Interviewed",
        State::OnTrial => "Started a work trial",
        State::Offered => "Offered the job",
        State::Started => "Started work",
        State::Sustained13 => "In work at 13 weeks",
        State::Sustained26 => "In work at 26 weeks",
        other => other.label(),
    }
}

fn in_a_hundred(of: Option<u32>) -> String {
    of.map_or_else(|| "–".to_owned(), |of| format!("{of}%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reports::STEPS;

    #[test]
    fn every_step_has_words_of_its_own() {
        for state in STEPS {
            assert_ne!(words(state), "", "{state}");
        }
        assert_eq!(in_a_hundred(Some(67)), "67%");
        assert_eq!(in_a_hundred(None), "–");
    }
}
