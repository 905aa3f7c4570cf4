//! The moves from here: buttons for those that are possible, reasons for those that are not.

use super::options::{action, sorted};
use crate::layout::Guards;
use crate::routes::Route;
use crate::ui::{ButtonKind, Details, InsetText, LinkButton};
use shared::ids::JourneyId;
use shared::journey::{Actor, Guard, MoveOption};
use shared::journeys::TransitionsView;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct MoveListProps {
    pub id: JourneyId,
    pub transitions: Rc<TransitionsView>,
}

/// What can happen next, and why not.
#[component]
pub(super) fn MoveList(props: &MoveListProps) -> Html {
    let moves = sorted(&props.transitions.data);
    let button = |kind: ButtonKind| {
        let id = props.id;
        move |option: &MoveOption| {
            html! {
                <li class="foothold-buttons__button" key={option.name.as_str()} data-move={option.name.as_str()}>
                    <LinkButton href={Route::JourneyMove(id, option.name).path()} {kind} small={true}>
                        { action(option.name) }
                    </LinkButton>
                </li>
            }
        }
    };
    let nothing = moves.possible.is_empty() && moves.endings.is_empty();
    html! {
        <>
            if nothing {
                <InsetText><p>{ nothing_now(&moves.others, &moves.waiting) }</p></InsetText>
            }
            <ul class="foothold-buttons" aria-label="Possible now">
                { for moves.possible.iter().map(button(ButtonKind::Primary)) }
            </ul>
            if !moves.endings.is_empty() {
                <Details summary="End the journey">
                    <p>{ "Every ending gives the person a next step. Only an administrator can open a journey again." }</p>
                    <ul class="foothold-buttons">
                        { for moves.endings.iter().map(button(ButtonKind::Warning)) }
                    </ul>
                </Details>
            }
            if !moves.waiting.is_empty() {
                <h3 class="nhsuk-heading-s">{ "Not possible yet" }</h3>
                <ul class="foothold-moves">{ for moves.waiting.iter().map(refused) }</ul>
            }
            if !moves.others.is_empty() {
                <Details summary={format!("What others do from here ({})", moves.others.len())}>
                    <ul class="foothold-moves">{ for moves.others.iter().map(for_others) }</ul>
                </Details>
            }
        </>
    }
}

fn nothing_now(others: &[MoveOption], waiting: &[MoveOption]) -> &'static str {
    match (waiting.is_empty(), others.is_empty()) {
        (false, _) => "There is nothing you can do just now. Below it says what is waited for.",
        (true, false) => "There is nothing you can do just now: the next step is somebody else's.",
        (true, true) => "This journey has come to its end.",
    }
}

fn refused(option: &MoveOption) -> Html {
    html! {
        <li class="foothold-moves__move foothold-moves__move--refused" key={option.name.as_str()}
            data-move={option.name.as_str()}>
            <h4 class="nhsuk-heading-xs">{ action(option.name) }</h4>
            <Guards unmet={option.unmet_guards.clone()} />
        </li>
    }
}

fn for_others(option: &MoveOption) -> Html {
    let unmet: Vec<_> = option
        .unmet_guards
        .iter()
        .filter(|unmet| !unmet.is(Guard::ByThisActor))
        .cloned()
        .collect();
    html! {
        <li class="foothold-moves__move" key={option.name.as_str()} data-move={option.name.as_str()}>
            <h4 class="nhsuk-heading-xs">{ action(option.name) }</h4>
            <p class="foothold-refusal__who">{ format!("Done by {}.", Actor::list(&option.actors)) }</p>
            if !unmet.is_empty() {
                <Guards {unmet} />
            }
        </li>
    }
}
