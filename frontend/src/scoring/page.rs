//! The page of a score sheet.

use super::{Criterion, Line, PartOfSheet, Sheet, Stands, scores};
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::forms::field_id;
use crate::ui::dates::spelled_out;
use crate::ui::{
    BackLink, Button, ButtonKind, Choice, Column, ErrorMessage, ErrorSummary, FieldProblem,
    InsetText, NotificationBanner, Radios, Select, Table, Textarea,
};
use shared::ids::ProgrammeId;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What a [`ScoreSheet`] needs.
#[derive(Properties, PartialEq)]
pub struct ScoreSheetProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// What is scored.
    pub sheet: Sheet,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Its title.
    pub programme_title: String,
    /// The member of the panel who scores.
    #[prop_or_default]
    pub member: Option<String>,
    /// What everybody is scored on.
    pub criteria: Vec<Criterion>,
    /// The people.
    pub lines: Vec<Line>,
    /// Which part of everybody they are.
    pub part: PartOfSheet,
    /// For how many scores were just recorded.
    #[prop_or_default]
    pub recorded: usize,
    /// What is wrong with the form as a whole.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
}

impl ScoreSheetProps {
    fn title(&self) -> String {
        match &self.member {
            Some(member) => format!("{}: {member}", self.sheet.title()),
            None => self.sheet.title().to_owned(),
        }
    }
}

/// Scores for everybody of a group, on one page.
#[component]
pub fn ScoreSheet(props: &ScoreSheetProps) -> Html {
    let title = props.title();
    let open = |line: &&Line| matches!(line.stands, Stands::Open { .. });
    let can_score = props.lines.iter().any(|line| open(&line));
    html! {
        <StaffFrame frame={props.frame.clone()} title={title.clone()} has_problem={!props.problems.is_empty()}
            before={back(props.programme_id)}>
            if props.recorded > 0 {
                <NotificationBanner heading={recorded(props.recorded)} success={true} />
            }
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><bdi>{ &props.programme_title }</bdi></span>{ title }</h1>
            { about(props) }
            { place(&props.part) }
            if can_score {
                <form method="post" action={props.sheet.address(props.programme_id)} novalidate={true}>
                    if let Some(member) = &props.member {
                        <input type="hidden" name="member" value={member.clone()} />
                    }
                    { for props.lines.iter().filter(open).map(|line| person(line, &props.criteria)) }
                    if let Some(after) = &props.part.after {
                        <input type="hidden" name="after" value={after.clone()} />
                    }
                    { buttons(&props.part) }
                </form>
            } else {
                <InsetText><p>{ nobody(&props.part) }</p></InsetText>
                { links(&props.part) }
            }
            { others(props) }
        </StaffFrame>
    }
}

/// Which of the people these are, where they are not all.
fn place(part: &PartOfSheet) -> Html {
    let (first, last) = part.places;
    if part.next.is_none() && part.after.is_none() || first > last {
        return html! {};
    }
    let words = format!("People {first} to {last} of {}, by name.", part.of);
    html! { <p><strong>{ words }</strong></p> }
}

/// What is written is recorded before anybody goes on to other people, so that it is not lost.
fn buttons(part: &PartOfSheet) -> Html {
    let to = |place: &str, words: &'static str| {
        html! {
            <button class="nhsuk-button nhsuk-button--secondary" type="submit" name="then" value={place.to_owned()}>{ words }</button>
        }
    };
    html! {
        <div class="foothold-score__buttons">
            <Button>{ "Record these scores" }</Button>
            if let Some((next, _)) = &part.next {
                { to(next, "Record, and go on to the next people") }
            }
            if part.after.is_some() {
                { to("first", "Record, and go back to the first people") }
            }
        </div>
    }
}

fn nobody(part: &PartOfSheet) -> &'static str {
    if part.next.is_some() {
        "There is nobody to score on this page just now."
    } else {
        "There is nobody to score just now."
    }
}

/// The ways on from a page on which nothing can be written.
fn links(part: &PartOfSheet) -> Html {
    html! {
        <>
            if let Some((_, next)) = &part.next {
                <p><a href={next.clone()}>{ "The next people" }</a></p>
            }
            if part.after.is_some() {
                <p><a href={part.first.clone()}>{ "The first people" }</a></p>
            }
        </>
    }
}

fn back(programme: ProgrammeId) -> Html {
    html! { <BackLink href={format!("/dashboard/programmes/{programme}")} text="The programme" /> }
}

fn recorded(many: usize) -> String {
    match many {
        1 => "The scores of 1 person are recorded".to_owned(),
        many => format!("The scores of {many} people are recorded"),
    }
}

fn about(props: &ScoreSheetProps) -> Html {
    match props.sheet {
        Sheet::Screening => html! {
            <p class="nhsuk-u-reading-width">
                { "1 is not shown, 5 is shown strongly. Each of the three needs a score or a few words. Leave out whoever you have not seen: their scores can be recorded later." }
            </p>
        },
        Sheet::Interviews => html! {
            <>
                <p class="nhsuk-u-reading-width">
                    { "1 is not shown, 5 is shown strongly. Everybody of the panel scores by themselves: what is given is told to nobody \
                       until the last member has scored. Leave out whoever you have not seen." }
                </p>
                <p><a href={props.sheet.address(props.programme_id)}>{ "Score as another member of the panel" }</a></p>
            </>
        },
    }
}

/// The fields of one person.
fn person(line: &Line, criteria: &[Criterion]) -> Html {
    let Stands::Open { answers, problem } = &line.stands else {
        return html! {};
    };
    let id = format!("person-{}", line.journey_id);
    let group = classes!(
        "nhsuk-form-group",
        "foothold-score",
        problem.is_some().then_some("nhsuk-form-group--error")
    );
    html! {
        <fieldset class={group} id={id.clone()} tabindex="-1" aria-describedby={problem.as_ref().map(|_| format!("{id}-error"))}>
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m"><bdi>{ &line.name }</bdi></legend>
            <ErrorMessage id={id.clone()} message={problem.clone().map(AttrValue::from)} />
            <input type="hidden" name="journey" value={format!("{}.{}", line.journey_id, line.version)} />
            <div class="foothold-score__criteria">
                { for criteria.iter().map(|criterion| score(line, criterion, answers)) }
            </div>
        </fieldset>
    }
}

fn score(line: &Line, criterion: &Criterion, answers: &BTreeMap<String, String>) -> Html {
    let written = |field: &str| answers.get(field).cloned().unwrap_or_default();
    let name = format!("{}.{}", line.journey_id, criterion.field);
    let words = criterion.words.as_ref().map(|field| {
        let name = format!("{}.{field}", line.journey_id);
        html! { <Textarea {name} label={format!("What was seen: {}", criterion.label.to_lowercase())} value={written(field)} rows={2} /> }
    });
    html! {
        <div class="foothold-score__criterion" key={criterion.field.clone()}>
            <Radios id={field_id(&name)} legend={criterion.label.clone()} options={scores()} inline={true} small={true}
                value={written(&criterion.field)} {name} />
            if let Some(words) = words {
                <details class="nhsuk-details" open={criterion.words.as_deref().is_some_and(|field| !written(field).is_empty())}>
                    <summary class="nhsuk-details__summary">
                        <span class="nhsuk-details__summary-text">{ "In words" }<span class="nhsuk-u-visually-hidden">
                            { format!(": {}, {}", criterion.label, line.name) }</span></span>
                    </summary>
                    <div class="nhsuk-details__text">{ words }</div>
                </details>
            }
        </div>
    }
}

/// Those whose scores are given, and those whose cannot be given yet.
fn others(props: &ScoreSheetProps) -> Html {
    let row = |line: &Line| {
        let how = match &line.stands {
            Stands::Open { .. } => return None,
            Stands::Given => html! { { "Recorded" } },
            Stands::NotYet(why) => html! {
                <ul class="nhsuk-list">{ for why.iter().map(|unmet| html! { <li>{ spelled_out(&unmet.explanation) }</li> }) }</ul>
            },
        };
        let href = format!("/dashboard/journeys/{}", line.journey_id);
        Some(vec![html! { <a {href}><bdi>{ &line.name }</bdi></a> }, how])
    };
    let rows: Vec<_> = props.lines.iter().filter_map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    let columns = ["Person", "Scores"].map(Column::words).to_vec();
    html! { <Table id="others" caption="Recorded, or not to be scored yet" {columns} {rows} /> }
}

/// What a [`WhichMemberPage`] needs.
#[derive(Properties, PartialEq)]
pub struct WhichMemberPageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Its title.
    pub programme_title: String,
    /// The panel.
    pub panel: Vec<String>,
}

/// Asks who of the panel scores.
#[component]
pub fn WhichMemberPage(props: &WhichMemberPageProps) -> Html {
    let title = Sheet::Interviews.title();
    let options: Vec<_> = props
        .panel
        .iter()
        .map(|name| Choice::new(name, name))
        .collect();
    html! {
        <StaffFrame frame={props.frame.clone()} {title} before={back(props.programme_id)}>
            <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><bdi>{ &props.programme_title }</bdi></span>{ title }</h1>
            if options.is_empty() {
                <InsetText><p>{ "The programme names no panel yet. Name it on the programme’s page." }</p></InsetText>
            } else {
                <form method="get" action={Sheet::Interviews.address(props.programme_id)}>
                    <Select name="member" label="Who of the panel are you?" hint="Everybody of the panel scores by themselves"
                        {options} value="" />
                    <Button kind={ButtonKind::Secondary}>{ "Show the people" }</Button>
                </form>
            }
        </StaffFrame>
    }
}
