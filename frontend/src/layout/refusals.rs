//! Why something is not possible: each guard that is not met, the rule's own words, and who could meet it.

use super::law::{law_name, who_can_meet};
use crate::api::Trouble;
use crate::ui::{ErrorSummary, FieldProblem, dates};
use shared::journey::UnmetGuard;
use yew::prelude::*;

/// What [`Guards`] need.
#[derive(Properties, PartialEq)]
pub(crate) struct GuardsProps {
    /// What is not met.
    pub unmet: Vec<UnmetGuard>,
}

/// Guards that are not met.
#[component]
pub(crate) fn Guards(props: &GuardsProps) -> Html {
    let guard = |unmet: &UnmetGuard| {
        html! {
            <li class="foothold-refusal" key={unmet.guard.clone()} data-guard={unmet.guard.clone()}>
                <p class="foothold-refusal__why">{ dates::spelled_out(&unmet.explanation) }</p>
                <p class="foothold-refusal__law">
                    { law_name(&unmet.law) }{ ": " }<q>{ &unmet.words }</q>
                </p>
                <p class="foothold-refusal__who">{ who_can_meet(unmet) }</p>
            </li>
        }
    };
    html! { <ul class="nhsuk-list foothold-refusals">{ for props.unmet.iter().map(guard) }</ul> }
}

/// What an [`Outcome`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct OutcomeProps {
    /// Why it failed, where it did.
    pub trouble: Option<Trouble>,
    /// What is wrong with single fields.
    #[prop_or_default]
    pub problems: Vec<FieldProblem>,
    /// Counts up with each failure.
    pub attempt: u32,
}

/// What became of a form that was sent and did not go through: above the form, with the focus on it.
#[component]
pub(crate) fn Outcome(props: &OutcomeProps) -> Html {
    if !props.problems.is_empty() {
        return html! { <ErrorSummary problems={props.problems.clone()} attempt={props.attempt} /> };
    }
    let Some(trouble) = &props.trouble else {
        return html! {};
    };
    let (title, unmet) = match trouble {
        Trouble::Refused { unmet, .. } => ("The rules do not allow this now", unmet.clone()),
        Trouble::Stale => ("Somebody has changed this", Vec::new()),
        Trouble::Unreachable => ("Not sent yet", Vec::new()),
        _ => ("There is a problem", Vec::new()),
    };
    let words = if unmet.is_empty() {
        trouble.words()
    } else {
        String::new()
    };
    html! {
        <ErrorSummary {title} attempt={props.attempt}
            problems={vec![FieldProblem::new("", words)]}>
            <Guards {unmet} />
        </ErrorSummary>
    }
}
