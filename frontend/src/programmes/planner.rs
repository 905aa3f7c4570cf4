//! The backward planner: from the day on which people are to start work to everything that must happen before, with the
//! referrals that it takes.

use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::ui::{
    Button, ButtonKind, Choice, Column, DateInput, DateParts, ErrorSummary, FieldProblem,
    InsetText, Select, Table, TextInput, Textarea, dates,
};
use shared::journey::State;
use shared::programmes::{Proposal, ProposedSession, WORKING_DAYS_FOR_CHECKS};
use shared::reports::{FEWEST_FINISHED, Needed};
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// What is asked of the planner, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The vacancy's id.
    pub vacancy_id: String,
    /// How many are to start work.
    pub starting: String,
    /// When they are to start.
    pub start_on: DateParts,
    /// Days of the work trial.
    pub trial_days: String,
    /// The programme whose place, trainers, panel, criteria and checks are taken over.
    pub copy_of: String,
}

/// What the draft still needs, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// What the programme is called.
    pub title: String,
    /// Where it is held.
    pub venue: String,
    /// Who leads each session of the plan, in its order; empty where nobody is named.
    pub trainers: Vec<String>,
    /// Places in the training week.
    pub places: String,
    /// The panel, one on a line.
    pub panel: String,
    /// The criteria, one on a line.
    pub criteria: String,
}

/// What the planner found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The plan.
    pub proposal: Proposal,
    /// The last day of a trial that begins when the first can.
    pub trial_ends_on: CivilDate,
    /// The day on which they are to start.
    pub start_on: CivilDate,
    /// How many are to start.
    pub starting: u32,
    /// The people it takes; none while too few journeys have finished to tell.
    pub needed: Option<Needed>,
}

/// What a [`PlannerPage`] needs.
#[derive(Properties, PartialEq)]
pub struct PlannerPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The vacancies that are open: their ids and their words.
    pub vacancies: Vec<(String, String)>,
    /// The programmes that can be copied: their ids and their words.
    pub programmes: Vec<(String, String)>,
    /// What is asked.
    pub wanted: Wanted,
    /// What is wrong with either form.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// What was found.
    #[prop_or_default]
    pub planned: Option<Planned>,
    /// What the draft still needs.
    #[prop_or_default]
    pub written: Written,
}

/// Plans a programme backwards.
#[component]
pub fn PlannerPage(props: &PlannerPageProps) -> Html {
    let before =
        html! { <a class="nhsuk-back-link" href="/dashboard/programmes">{ "Programmes" }</a> };
    html! {
        <StaffFrame frame={props.frame.clone()} title="Plan backwards" has_problem={!props.problems.is_empty()} {before}>
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">{ "Plan a programme backwards" }</h1>
            <p class="nhsuk-u-reading-width">{ "Say how many people are to start work, and when. Every date before it is proposed, on \
                working days and round bank holidays, with the referrals that it takes at this Trust's own rates." }</p>
            if props.vacancies.is_empty() {
                <InsetText><p>{ "A programme is planned for a vacancy, and none is open. " }
                    <a href="/dashboard/vacancies/new">{ "Add a vacancy first" }</a>{ "." }</p></InsetText>
            } else {
                { question(props) }
            }
            if let Some(planned) = &props.planned {
                { answer(planned) }
                { draft(props, planned) }
            }
        </StaffFrame>
    }
}

fn choices(all: &[(String, String)]) -> Vec<Choice> {
    all.iter()
        .map(|(id, words)| Choice::new(id.clone(), words.clone()))
        .collect()
}

fn question(props: &PlannerPageProps) -> Html {
    let (wanted, problem) = (&props.wanted, |name: &str| {
        FieldProblem::of(&props.problems, name)
    });
    html! {
        <form method="get" action="/programmes/plan" novalidate=true>
            <Select name="vacancy_id" label="Vacancy" prompt="Choose the vacancy" options={choices(&props.vacancies)}
                value={wanted.vacancy_id.clone()} error={problem("vacancy_id")} />
            <TextInput name="starting" label="How many people are to start work" width={3} inputmode="numeric"
                value={wanted.starting.clone()} error={problem("starting")} />
            <DateInput name="start_on" legend="Their first day of work" hint="For example, 1 3 2027"
                value={wanted.start_on.clone()} error={problem("start_on")} />
            <TextInput name="trial_days" label="Days of the work trial" width={3} inputmode="numeric"
                hint="From the first day to the last, 30 at most. Most are much shorter."
                value={wanted.trial_days.clone()} error={problem("trial_days")} />
            <Select name="copy_of" label="Copy the place, trainers, panel, criteria and checks of" prompt="No other programme"
                options={choices(&props.programmes)} value={wanted.copy_of.clone()} error={problem("copy_of")} />
            <Button kind={ButtonKind::Secondary}>{ "Propose the dates" }</Button>
        </form>
    }
}

fn answer(planned: &Planned) -> Html {
    let columns = ["What", "When", "Why"].map(Column::words).to_vec();
    html! {
        <>
            <h2 class="nhsuk-heading-m" id="plan-heading">{ "The plan" }</h2>
            <Table id="plan" caption="The plan, in the order of its dates" caption_hidden={true} {columns} rows={lines(planned)} />
            { needed(planned) }
        </>
    }
}

/// The plan, line by line: what, when and why.
fn lines(planned: &Planned) -> Vec<Vec<Html>> {
    let Proposal {
        referrals,
        training,
        interviews,
        trials,
        sessions,
        slots,
    } = &planned.proposal;
    let screening = sessions.first().map_or(training.first, |day| day.held_on);
    let (trial_ends, start_on) = (planned.trial_ends_on, planned.start_on);
    let lines = [
        (
            "Referrals",
            dates::span(referrals.first, referrals.last),
            "The Jobcentre sends people until then".to_owned(),
        ),
        (
            "Screening day",
            dates::long(screening),
            "A week is left to choose and to tell everybody".to_owned(),
        ),
        (
            "Training week",
            dates::span(training.first, training.last),
            "Five modules within one week".to_owned(),
        ),
        (
            "Interviews",
            dates::span(interviews.first, interviews.last),
            format!(
                "{} times, one for everybody who completes the week",
                slots.len()
            ),
        ),
        (
            "Work trials",
            dates::span(trials.first, trial_ends),
            "The Jobcentre agrees before it is put to anybody".to_owned(),
        ),
        (
            "Offer and checks",
            dates::span(trial_ends.plus_days(1), start_on),
            format!("{WORKING_DAYS_FOR_CHECKS} working days for six checks"),
        ),
        (
            "First day of work",
            dates::long(start_on),
            format!("{} people", planned.starting),
        ),
    ];
    lines
        .into_iter()
        .map(|(what, when, why)| vec![html! { { what } }, html! { { when } }, html! { { why } }])
        .collect()
}

fn needed(planned: &Planned) -> Html {
    let Some(needed) = &planned.needed else {
        return html! {
            <InsetText><p>{ format!("Too few journeys have finished here to say how many referrals it takes: at least {FEWEST_FINISHED}, \
                with somebody who started work.") }</p></InsetText>
        };
    };
    let (least, most) = needed.range;
    let likely = needed.steps.first().map_or(most, |(_, people)| *people);
    let rows: Vec<_> = needed
        .steps
        .iter()
        .filter(|(state, _)| SHOWN.contains(state))
        .map(|(state, people)| vec![html! { { state.label() } }, html! { { people } }])
        .collect();
    let columns = vec![Column::words("Step"), Column::numbers("People")];
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ format!("{likely} referrals, between {least} and {most}") }</h2>
            <p class="nhsuk-u-reading-width">{ format!("Of {} people whose journeys have finished here, {} started work. At that rate it takes {likely} \
                referrals until {} start; nine times in ten it takes between {least} and {most}.", needed.finished, needed.started, planned.starting) }</p>
            <Table id="needed" caption="People to expect at each step" {columns} {rows} />
        </>
    }
}

/// The steps that need a room, a place or a panel.
const SHOWN: [State; 6] = [
    State::Referred,
    State::Screened,
    State::Selected,
    State::InterviewGuaranteed,
    State::OnTrial,
    State::Offered,
];

fn draft(props: &PlannerPageProps, planned: &Planned) -> Html {
    let (wanted, written) = (&props.wanted, &props.written);
    let problem = |name: &str| FieldProblem::of(&props.problems, name);
    let hidden = [
        ("vacancy_id", &wanted.vacancy_id),
        ("starting", &wanted.starting),
        ("start_on-day", &wanted.start_on.day),
        ("start_on-month", &wanted.start_on.month),
        ("start_on-year", &wanted.start_on.year),
        ("trial_days", &wanted.trial_days),
        ("copy_of", &wanted.copy_of),
    ];
    let by_hand = format!(
        "/dashboard/programmes/new?vacancy={}&first_day={}",
        wanted.vacancy_id, planned.proposal.training.first
    );
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "Make it a draft" }</h2>
            <p>{ "A draft is seen by nobody outside the Trust until you publish it. To change its dates first, " }
                <a href={by_hand}>{ "plan it by hand from these dates" }</a>{ "." }</p>
            <form method="post" action="/programmes/plan" novalidate=true>
                { for hidden.into_iter().map(|(name, value)| html! {
                    <input type="hidden" {name} value={value.clone()} />
                }) }
                <TextInput name="title" label="What it is called" value={written.title.clone()} error={problem("title")} />
                <TextInput name="venue" label="Where it is held" value={written.venue.clone()} error={problem("venue")} />
                { trainers(props, planned) }
                <TextInput name="places" label="Places in the training week" width={3} inputmode="numeric"
                    value={written.places.clone()} error={problem("places")} />
                <Textarea name="panel" label="Interview panel" hint="One person on each line" value={written.panel.clone()}
                    error={problem("panel")} />
                <Textarea name="criteria" label="Criteria that every applicant is scored on" hint="One on each line"
                    value={written.criteria.clone()} error={problem("criteria")} />
                <Button>{ "Make the draft" }</Button>
            </form>
        </>
    }
}

/// Who leads each session: a line each, because a module has a trainer of its own.
fn trainers(props: &PlannerPageProps, planned: &Planned) -> Html {
    let line = |(at, session): (usize, &ProposedSession)| {
        let name = format!("trainer-{at}");
        let value = props.written.trainers.get(at).cloned().unwrap_or_default();
        let error = FieldProblem::of(&props.problems, &name);
        html! { <TextInput {name} label={session.module} width={20} {value} {error} /> }
    };
    html! {
        <fieldset class="nhsuk-fieldset nhsuk-u-margin-bottom-4">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{ "Who leads each session (optional)" }</legend>
            { for planned.proposal.sessions.iter().enumerate().map(line) }
        </fieldset>
    }
}
