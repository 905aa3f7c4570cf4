//! The people at one stage, the moves from there, and the form of the one that is chosen.

use super::fields::Drawn;
use super::{OfProgramme, people_in_words};
use crate::administration::{StaffFrame, StaffFrameFacts};
use crate::journeys::options::action;
use crate::ui::{
    BackLink, Button, Column, ErrorSummary, FieldProblem, InsetText, Pagination, Table, Tag,
    WarningCallout, dates,
};
use shared::journey::{ForMany, Move, State, fields_for_many, for_many};
use shared::journeys::{FormChoices, JourneySummary};
use shared::values::Coded as _;
use std::collections::BTreeMap;
use yew::prelude::*;

/// What a [`ChoosePage`] needs.
#[derive(Properties, PartialEq)]
pub struct ChoosePageProps {
    /// The frame.
    pub frame: StaffFrameFacts,
    /// Whose people.
    pub programme: OfProgramme,
    /// The stages of the programme at which somebody stands, with how many.
    pub stages: Vec<(State, u32)>,
    /// The stage that is looked at.
    pub state: Option<State>,
    /// The moves from there that are whoever's who looks.
    pub moves: Vec<Move>,
    /// The move that is chosen.
    pub name: Option<Move>,
    /// The people at the stage, whoever has waited longest first.
    pub people: Vec<JourneySummary>,
    /// Where this page of them begins; none for the first.
    pub cursor: Option<String>,
    /// The address of the next page of them.
    pub next: Option<String>,
    /// What the form can choose from.
    pub choices: Option<FormChoices>,
    /// What was answered.
    pub answers: BTreeMap<String, String>,
    /// Who is ticked, as `id.version`.
    pub ticked: Vec<String>,
    /// Whether everybody is chosen.
    pub everybody: bool,
    /// What needs another look.
    pub problems: Vec<FieldProblem>,
}

/// Choosing whom to move, and how.
#[component]
pub fn ChoosePage(props: &ChoosePageProps) -> Html {
    let heading = heading(props.state, props.name);
    let (href, text) = match (props.state, props.name) {
        (Some(state), Some(_)) => (props.programme.at(state), "Choose another move"),
        _ => (props.programme.page(), "The programme"),
    };
    html! {
        <StaffFrame frame={props.frame.clone()} title={heading.clone()} has_problem={!props.problems.is_empty()}
            before={html! { <BackLink {href} {text} /> }}>
            <ErrorSummary problems={props.problems.clone()} />
            <h1 class="nhsuk-heading-l">
                <span class="nhsuk-caption-l">{ &props.programme.title }</span>{ heading }
            </h1>
            { match (props.state, props.name) {
                (None, _) => stages(props),
                (Some(_), _) if props.people.is_empty() => nobody(props),
                (Some(state), None) => moves(props, state),
                (Some(state), Some(name)) => form(props, state, name),
            } }
        </StaffFrame>
    }
}

fn heading(state: Option<State>, name: Option<Move>) -> String {
    match (state, name) {
        (Some(state), Some(name)) => format!("{}: people at “{}”", action(name), state.label()),
        (Some(state), None) => format!("Move people at “{}”", state.label()),
        _ => "Move many people at once".to_owned(),
    }
}

fn stages(props: &ChoosePageProps) -> Html {
    if props.stages.is_empty() {
        return html! { <InsetText><p>{ "Nobody is under way on this programme." }</p></InsetText> };
    }
    let stage = |(state, count): &(State, u32)| {
        let many = people_in_words(usize::try_from(*count).unwrap_or(usize::MAX));
        html! { <li><a href={props.programme.at(*state)}>{ state.label() }</a>{ format!(": {many}") }</li> }
    };
    html! {
        <>
            <p>{ "Choose the stage at which they stand." }</p>
            <ul class="nhsuk-list nhsuk-list--bullet" id="stages">{ for props.stages.iter().map(stage) }</ul>
        </>
    }
}

fn nobody(props: &ChoosePageProps) -> Html {
    html! {
        <InsetText>
            <p>{ "Nobody stands at this stage now." }</p>
            <p><a href={props.programme.address()}>{ "Choose another stage" }</a></p>
        </InsetText>
    }
}

/// The moves from here that can be made for many, and those that cannot, with the reason.
fn moves(props: &ChoosePageProps, state: State) -> Html {
    let (mut many, mut one) = (Vec::new(), Vec::new());
    for name in &props.moves {
        match for_many(*name) {
            ForMany::OneByOne(reason) => one.push((*name, reason)),
            ForMany::Alike | ForMany::Dealt => many.push(*name),
        }
    }
    let offered = |name: &Move| {
        html! { <li><a href={props.programme.with(state, *name)}>{ action(*name) }</a></li> }
    };
    let left_out = |(name, reason): &(Move, &'static str)| {
        html! { <li>{ action(*name) }{ ". " }{ *reason }</li> }
    };
    html! {
        <div class="nhsuk-u-reading-width">
            if many.is_empty() {
                <InsetText><p>{ "From this stage there is no move that you can make for many people at once." }</p></InsetText>
            } else {
                <h2 class="nhsuk-heading-m">{ "What do you want to do?" }</h2>
                <ul class="nhsuk-list nhsuk-list--bullet" id="moves">{ for many.iter().map(offered) }</ul>
                <p>{ "You then choose the people, and see what will happen before anything does." }</p>
            }
            { downloads(props, state) }
            if !one.is_empty() {
                <h2 class="nhsuk-heading-m">{ "For one person at a time" }</h2>
                <p>{ "Open the person to do these." }</p>
                <ul class="nhsuk-list nhsuk-list--bullet" id="one-by-one">{ for one.iter().map(left_out) }</ul>
            }
        </div>
    }
}

/// The people at this stage as a file for a spreadsheet.
fn downloads(props: &ChoosePageProps, state: State) -> Html {
    let link = |ending: &'static str| {
        let of = format!("programme_id={}&state={state}", props.programme.id);
        html! {
            <a href={format!("/exports/people.{ending}?{of}")} download="">
                { ending.to_ascii_uppercase() }<span class="nhsuk-u-visually-hidden">{ " of the people at this stage" }</span>
            </a>
        }
    };
    html! { <p>{ "Download these people for a spreadsheet: " }{ link("csv") }{ ", " }{ link("xlsx") }</p> }
}

fn form(props: &ChoosePageProps, state: State, name: Move) -> Html {
    html! {
        <form method="post" action={props.programme.address()} novalidate=true>
            <input type="hidden" name="state" value={state.to_string()} />
            <input type="hidden" name="move" value={name.to_string()} />
            if let Some(cursor) = &props.cursor {
                <input type="hidden" name="cursor" value={cursor.clone()} />
            }
            { before(name) }
            { people(props, state) }
            <div class="nhsuk-u-reading-width">
                if let Some(choices) = &props.choices {
                    { details(props, name, choices) }
                }
                <Button>{ "See what will happen" }</Button>
                <p>{ "Nothing is done yet. The next page names who will be moved and who cannot be, and why." }</p>
            </div>
        </form>
    }
}

fn before(name: Move) -> Html {
    html! {
        <>
            if name.closes() && name != Move::Sustain26 {
                <WarningCallout heading="This ends their journeys">
                    <p>{ "Each of them is told, with their next step. Only an administrator can open a journey again." }</p>
                </WarningCallout>
            }
            if for_many(name) == ForMany::Dealt {
                <InsetText>
                    <p>{ "The free interview times are dealt out in order: the earliest goes to whoever has waited longest." }</p>
                </InsetText>
            }
        </>
    }
}

fn details(props: &ChoosePageProps, name: Move, choices: &FormChoices) -> Html {
    let drawn = Drawn {
        answers: &props.answers,
        problems: &props.problems,
        choices,
    };
    let mut fields = fields_for_many(name).peekable();
    html! {
        if fields.peek().is_some() {
            <h2 class="nhsuk-heading-m">{ "The same for each of them" }</h2>
            { for fields.map(|field| drawn.field(field)) }
        }
    }
}

/// Who stands here, each with a box to tick, and one for all of them.
fn people(props: &ChoosePageProps, state: State) -> Html {
    let columns = vec![
        Column::words("Choose"),
        Column::words("Person"),
        Column::words("Since"),
    ];
    let rows: Vec<_> = props
        .people
        .iter()
        .map(|person| row(props, person))
        .collect();
    let listed = props.people.iter().map(seen);
    let error = FieldProblem::of(&props.problems, "everybody");
    html! {
        <>
            <h2 class="nhsuk-heading-m" id="people">{ "Who?" }</h2>
            <div class={classes!("nhsuk-form-group", error.is_some().then_some("nhsuk-form-group--error"))}>
                if let Some(error) = &error {
                    <span class="nhsuk-error-message" id="everybody-error">
                        <span class="nhsuk-u-visually-hidden">{ "Error: " }</span>{ error }
                    </span>
                }
                <div class="nhsuk-checkboxes">
                    <div class="nhsuk-checkboxes__item">
                        <input class="nhsuk-checkboxes__input" id="everybody" name="everybody" type="checkbox" value="yes"
                            checked={props.everybody} aria-describedby={error.is_some().then_some("everybody-error")} />
                        <label class="nhsuk-label nhsuk-checkboxes__label" for="everybody">
                            { format!("Choose all: {} on this page", people_in_words(props.people.len())) }
                        </label>
                    </div>
                </div>
            </div>
            { for listed.map(|value| html! { <input type="hidden" name="listed" {value} /> }) }
            <Table id="people-table" caption={state.label()} caption_hidden={true} {columns} {rows} />
            <Pagination next={props.next.clone().map(AttrValue::from)} />
        </>
    }
}

/// A person at the version that is shown here.
fn seen(person: &JourneySummary) -> String {
    format!("{}.{}", person.id, person.version)
}

fn row(props: &ChoosePageProps, person: &JourneySummary) -> Vec<Html> {
    let (value, id) = (seen(person), format!("person-{}", person.id));
    let ticked = props
        .ticked
        .iter()
        .any(|ticked| ticked.split('.').next() == Some(person.id.to_string().as_str()));
    vec![
        html! {
            <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
                <div class="nhsuk-checkboxes__item">
                    <input class="nhsuk-checkboxes__input" id={id.clone()} name="journey" type="checkbox" {value} checked={ticked} />
                    <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>
                        <span class="nhsuk-u-visually-hidden">{ format!("Choose {}", person.candidate_name) }</span>
                    </label>
                </div>
            </div>
        },
        html! {
            <>
                <a href={format!("/dashboard/journeys/{}", person.id)}><bdi>{ &person.candidate_name }</bdi></a>
                if person.waiting_listed { { " " }<Tag colour="orange">{ "Waiting list" }</Tag> }
                <span class="foothold-beneath foothold-code">{ &person.reference }</span>
            </>
        },
        html! { { dates::short(person.entered_state_on) } },
    ]
}
