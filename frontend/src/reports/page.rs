//! How far people come, as a chart whose table is the chart itself.

use super::breakdown;
use super::downloads::{self, Download};
use super::figures::{self, Figures, people, share};
use crate::administration::{Room, StaffFrame, StaffFrameFacts};
use crate::ui::{Choice, Column, Select, Table};
use shared::journey::State;
use shared::reports::{BreakdownBy, BreakdownReport, FunnelStep, StageLine, StagesReport, funnel};
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
    /// The figures above it.
    pub figures: Figures,
    /// The same side by side; none where one programme is asked for.
    pub breakdown: Option<BreakdownReport>,
    /// What can stand side by side.
    pub choices: Vec<BreakdownBy>,
    /// What can be downloaded.
    pub downloads: Vec<Download>,
}

/// How far people come.
#[component]
pub fn ReportsPage(props: &ReportsPageProps) -> Html {
    let steps = funnel(&props.report.stages);
    let anybody = steps.iter().any(|step| step.reached != Some(0));
    html! {
        <StaffFrame frame={props.frame.clone()} title="Reports" room={Room::Reports}>
            <h1 class="nhsuk-heading-l">{ "How far people come" }</h1>
            <p class="nhsuk-u-reading-width">
                { "Everybody is counted as they move, once at each step however often they come back to it. Counted are the \
                   people of every programme that you work with." }
            </p>
            { choice(props) }
            if anybody {
                { figures::drawn(props.figures, &props.report) }
                { chart(&steps) }
                if let Some(breakdown) = &props.breakdown {
                    { breakdown::drawn(breakdown, &props.choices) }
                }
                { now(&props.report) }
                { ended(&props.report) }
                { few(props.figures.tells_few) }
            } else {
                <p>{ "Nobody has been referred yet. The first referral is counted here as soon as the Jobcentre sends it." }</p>
            }
            { downloads::drawn(&props.downloads) }
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
    let most = steps.iter().filter_map(|step| step.reached).max();
    let most = most.unwrap_or(1);
    let row = |step: &FunnelStep| {
        vec![
            html! { { words(step.state) } },
            html! { <meter class="foothold-meter__bar" min="0" max={most.to_string()} value={step.reached.unwrap_or_default().to_string()}
            aria-hidden="true"></meter> },
            html! { { people(step.reached) } },
            html! { { share(step.of_referred) } },
            html! { { share(step.of_before) } },
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

/// Where people stand today, and how long they take.
fn now(report: &StagesReport) -> Html {
    let open = report.stages.iter().filter(|line| line.state.is_open());
    let row = |line: &StageLine| {
        let waiting = match line.waiting {
            Some(0) => String::new(),
            waiting => format!("{} on the waiting list", people(waiting)),
        };
        vec![
            html! { { line.label.clone() } },
            html! { { people(line.standing) } },
            html! { { waiting } },
            html! { { days(line.tenths_of_days) } },
        ]
    };
    let columns = vec![
        Column::words("Stage"),
        Column::numbers("People"),
        Column::words("Of them"),
        Column::numbers("Days there, on average"),
    ];
    html! {
        <Table id="standing" caption="Where people stand now, and how long people stood there before they moved on" {columns}
            rows={open.map(row).collect::<Vec<_>>()} />
    }
}

/// How journeys ended.
fn ended(report: &StagesReport) -> Html {
    let ended = |line: &&StageLine| !line.state.is_open() && line.standing != Some(0);
    let row = |line: &StageLine| {
        vec![
            html! { { line.label.clone() } },
            html! { { people(line.standing) } },
        ]
    };
    let rows: Vec<_> = report.stages.iter().filter(ended).map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    let columns = vec![Column::words("Ending"), Column::numbers("People")];
    html! { <Table id="ended" caption="How journeys have ended" {columns} {rows} /> }
}

/// An average in days, from tenths of them.
fn days(tenths: Option<u32>) -> String {
    tenths.map_or_else(
        || "–".to_owned(),
        |tenths| format!("{}.{}", tenths / 10, tenths % 10),
    )
}

/// What is said to whoever is not told small numbers.
fn few(tells_few: bool) -> Html {
    if tells_few {
        return html! {};
    }
    html! {
        <p class="nhsuk-body-s">{ "Where few people could be recognised, a number from 1 to 4 is not told, and now and then one more \
            that would give it away." }</p>
    }
}

/// A step as people call it: what was done, not where it leaves somebody.
pub(super) fn words(state: State) -> &'static str {
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

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reports::STEPS;

    #[test]
    fn every_step_has_words_of_its_own() {
        for state in STEPS {
            assert_ne!(words(state), "", "{state}");
        }
        assert_eq!(share(Some(67)), "67%");
        assert_eq!(share(None), "–");
        assert_eq!(
            (days(Some(73)), days(None)),
            ("7.3".to_owned(), "–".to_owned())
        );
    }
}
