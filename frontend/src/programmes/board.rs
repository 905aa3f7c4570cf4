//! A programme's people by stage: how many stand where. Each stage leads to the people who stand there.

use super::words::{Phase, endings, phases};
use crate::routes::{Route, query_value};
use crate::session::use_session;
use crate::ui::Details;
use shared::journey::State;
use shared::programmes::ProgrammeView;
use shared::values::Coded as _;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct BoardProps {
    pub programme: Rc<ProgrammeView>,
}

/// The board.
#[component]
pub(crate) fn Board(props: &BoardProps) -> Html {
    let session = use_session();
    let stage =
        query_value(&session.place.query, "state").and_then(|code| code.parse::<State>().ok());
    let base = Route::Programme(props.programme.id).path();
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ "People by stage" }</h2>
            <div class="foothold-phases">
                { for phases(&props.programme.stages).iter().map(|phase| column(phase, &base, stage)) }
            </div>
            { ended(&props.programme, &base, stage) }
        </>
    }
}

fn column(phase: &Phase, base: &str, chosen: Option<State>) -> Html {
    html! {
        <section class="foothold-phases__phase" key={phase.name}>
            <h3 class="nhsuk-heading-xs foothold-phases__line">
                { phase.name }<span class="foothold-phases__count">{ phase.people() }</span>
            </h3>
            <ul class="foothold-phases__stages">
                { for phase.stages.iter().map(|(state, people)| stage_line(*state, *people, base, chosen)) }
            </ul>
        </section>
    }
}

fn stage_line(state: State, people: u32, base: &str, chosen: Option<State>) -> Html {
    let current = (chosen == Some(state)).then_some("true");
    let words = if people == 0 {
        html! { <span class="nhsuk-u-secondary-text-colour">{ state.label() }</span> }
    } else {
        html! { <a href={format!("{base}?state={state}")} aria-current={current}>{ state.label() }</a> }
    };
    html! {
        <li class="foothold-phases__stage foothold-phases__line" key={state.as_str()}>
            { words }
            <span class="foothold-phases__count">
                { people }<span class="nhsuk-u-visually-hidden">{ " people" }</span>
            </span>
        </li>
    }
}

fn ended(programme: &ProgrammeView, base: &str, chosen: Option<State>) -> Html {
    let endings = endings(&programme.stages);
    if endings.is_empty() {
        return html! {};
    }
    let total: u32 = endings.iter().map(|(_, people)| people).sum();
    let open = chosen.is_some_and(|state| !state.is_open());
    html! {
        <Details summary={format!("{total} journeys have ended")} {open}>
            <ul class="foothold-phases__stages">
                { for endings.iter().map(|(state, people)| stage_line(*state, *people, base, chosen)) }
            </ul>
        </Details>
    }
}
